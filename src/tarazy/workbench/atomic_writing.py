"""Writing a file so that it is either as it was or wholly new, never half of each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copymode
from typing import BinaryIO


def write_atomically(path: Path, text: str) -> None:
    """Write `text` to a new file beside `path`, then put it in the place of `path`.

    The file is UTF-8 with the line ends of `text`. Links are followed, and a file that was there keeps its rights.

    Raises
    ------
    OSError
        The folder is not there or may not be written; `path` is as it was.
    """
    with opened_atomically(path) as stream:
        stream.write(text.encode())


@contextmanager
def opened_atomically(path: Path) -> Iterator[BinaryIO]:
    """A new file beside `path` to write to, put in the place of `path` when the block ends without an exception.

    Raises
    ------
    OSError
        The folder is not there or may not be written; `path` is as it was.
    """
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        if target.exists():
            copymode(target, new)
        else:
            new.chmod(0o666 & ~_umask())
        new.replace(target)
    except BaseException:
        # Also for an interrupted run: the half-written file must not stay.
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Rights that new files of this process do not get; it can only be read by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
