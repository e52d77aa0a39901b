"""A file of the data folder, and the bytes that it is known by."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from attrs import frozen


@frozen(eq=False, slots=False)
class DataFile:
    """A file that is there.

    Parameters
    ----------
    name
        Path as the declaration names it.
    path
        Where it is.
    """

    name: str
    path: Path

    @cached_property
    def content(self) -> bytes:
        """All bytes of the file, read once."""
        return self.path.read_bytes()

    @cached_property
    def sha256(self) -> str:
        """Of the bytes, hexadecimal; a large file is not held in memory for it."""
        if "content" in self.__dict__:
            return hashlib.sha256(self.content).hexdigest()
        with self.path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
