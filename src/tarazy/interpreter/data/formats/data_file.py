"""A file of the data folder, and the bytes that it is known by."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from attrs import field, frozen


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
    _state: tuple[int, int] = field(init=False)

    @_state.default
    def _state_now(self) -> tuple[int, int]:
        found = self.path.stat()
        return found.st_mtime_ns, found.st_size

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

    @property
    def has_changed(self) -> bool:
        """Whether the file was written into since this object was made, so that what was read of it may not be what
        was hashed; of bytes that were read once nothing can change.
        """
        return "content" not in self.__dict__ and self._state_now() != self._state
