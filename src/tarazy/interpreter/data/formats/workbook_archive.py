"""A workbook's archive, looked at before anything in it is unpacked.

A workbook is a ZIP archive of XML parts (ISO/IEC 29500-2). A few kilobytes of it can unpack to gigabytes, and a part
can be a program or lead to another file: all of that is refused by the archive's directory alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from tarazy.interpreter.data.violations import Fault, fault, readable

MOST_ENTRIES = 200
"""Parts of a workbook."""

MOST_UNPACKED = 64 * 2**20
"""Bytes of all parts together, unpacked."""

MOST_RATIO = 100
"""Bytes that one byte of the archive may unpack to; less than `SMALL` in all is not worth a word."""

SMALL = 2**20

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVE_SUFFIXES = frozenset(
    {".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".docm", ".pptx", ".jar", ".gz", ".7z", ".rar"}
)
_WORKBOOK_PART = "xl/workbook.xml"
_ENCRYPTED = 0x1


def archive_fault(content: bytes) -> Fault | None:
    """Why the archive is not unpacked; ``None`` where it can be."""
    if content.startswith(_COMPOUND_FILE):
        return fault("D642", "old_workbook")
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (BadZipFile, LargeZipFile, NotImplementedError, ValueError, OverflowError):
        return fault("D673", "no_archive")
    return _size_fault(entries) or _parts_fault(entries)


def unpacked_ratio(content: bytes) -> float:
    """How many bytes a byte of an archive that is no fault unpacks to."""
    with ZipFile(BytesIO(content)) as archive:
        return sum(entry.file_size for entry in archive.infolist()) / max(1, len(content))


def _size_fault(entries: Sequence[ZipInfo]) -> Fault | None:
    if len(entries) > MOST_ENTRIES:
        return fault("D674", "entries", count=f"{len(entries):,}", most=f"{MOST_ENTRIES:,}")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        return fault("D674", size=_megabytes(unpacked), most=_megabytes(MOST_UNPACKED))
    packed = max(1, sum(entry.compress_size for entry in entries))
    if unpacked > SMALL and unpacked > MOST_RATIO * packed:
        return fault("D674", "ratio", ratio=f"{unpacked // packed:,}", most=f"{MOST_RATIO:,}")
    return None


def _parts_fault(entries: Sequence[ZipInfo]) -> Fault | None:
    names = [entry.filename for entry in entries]
    for name in names:
        path, part = PurePosixPath(name.lower().replace("\\", "/")), readable(name)
        if path.is_absolute() or ".." in path.parts:
            return fault("D675", "path", part=part)
        if path.suffix in _ARCHIVE_SUFFIXES:
            return fault("D675", "nested", part=part)
        if path.name.startswith("vbaproject") or "macrosheets" in path.parts:
            return fault("D675", "macros", part=part)
        if "externallinks" in path.parts:
            return fault("D675", "links", part=part)
    if len({name.lower() for name in names}) < len(names):
        return fault("D673", "no_archive")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return fault("D673", "locked")
    if _WORKBOOK_PART not in names:
        return fault("D673", "no_workbook")
    return None


def _megabytes(size: int) -> str:
    return f"{size / 2**20:,.0f} MB"
