"""Kinds of data files, told by the end of their names, and what can be said of the layout of each."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import PurePosixPath


class FileKind(Enum):
    """A kind of data file; the value is what messages call it."""

    TEXT = "a text file"
    WORKBOOK = "a workbook"
    PARQUET = "a Parquet file"
    SQLITE = "an SQLite database"
    DUCKDB = "a DuckDB database"


KINDS: Mapping[str, FileKind] = {
    ".csv": FileKind.TEXT,
    ".tsv": FileKind.TEXT,
    ".txt": FileKind.TEXT,
    ".xlsx": FileKind.WORKBOOK,
    ".parquet": FileKind.PARQUET,
    ".sqlite": FileKind.SQLITE,
    ".sqlite3": FileKind.SQLITE,
    ".db": FileKind.SQLITE,
    ".duckdb": FileKind.DUCKDB,
}
"""Kinds by the end of a file's name, in small letters."""

_DATABASES = frozenset({FileKind.SQLITE, FileKind.DUCKDB})
_WRITTEN_NUMBERS = frozenset({FileKind.TEXT, FileKind.WORKBOOK})

SAID_OF: Mapping[str, frozenset[FileKind]] = {
    "sheet": frozenset({FileKind.WORKBOOK}),
    "table": _DATABASES,
    "header_row": _WRITTEN_NUMBERS,
    "encoding": frozenset({FileKind.TEXT}),
    "delimiter": frozenset({FileKind.TEXT}),
    "decimal_mark": _WRITTEN_NUMBERS,
    "thousands": _WRITTEN_NUMBERS,
}
"""Kinds of files of which each word of layout can be said, by the word's key."""


def file_kind(path: str) -> FileKind | None:
    """Kind of the file that a declaration names; ``None`` where the name does not tell.

    >>> file_kind("2024/Budget.XLSX")
    <FileKind.WORKBOOK: 'a workbook'>
    """
    return KINDS.get(PurePosixPath(path).suffix.lower())
