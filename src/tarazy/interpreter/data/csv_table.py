"""A CSV file as columns of text.

The format is RFC 4180 in UTF-8, with or without a byte order mark: cells parted by commas, quoted where they
hold a comma, a quote or a line end, and one header row. Line ends may be of any kind; text is brought to
Unicode NFC, so that one word is one text. Lines with nothing on them hold no row.
"""

from __future__ import annotations

import csv
import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO

from attrs import frozen

from tarazy.interpreter.data.violations import Fault, Violations, fault, readable

_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_NO_TITLE = ""


@frozen(eq=False)
class CsvTable:
    """A file that was read.

    Parameters
    ----------
    path
        As the declaration names it.
    sha256
        Of the file's bytes, hexadecimal.
    titles
        Titles of the header row, in order; a column without a title has an empty one.
    rows
        For each row kept its number in the file, counted from 1 with the header row included.
    columns
        Texts by title, in the order of `rows`.
    whole
        Whether every row of the file was kept: rows with too few or too many cells are not.
    """

    path: str
    sha256: str
    titles: tuple[str, ...]
    rows: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    whole: bool


def parse_csv(path: str, data: bytes, violations: Violations) -> CsvTable | None:
    """The table in `data`, or ``None`` with at least one violation noted."""
    text = _decoded(data)
    if isinstance(text, Fault):
        violations.note(path, text)
        return None
    records = _records(path, text, violations)
    if records is None:
        return None
    header = next(records, None)
    if header is None:
        violations.note(path, fault("D642", "empty"))
        return None
    titles = tuple(header[1])
    if not _titles_differ(path, header[0], titles, violations):
        return None
    kept, rows, whole = [], [], True
    for number, record in records:
        if len(record) == len(titles):
            kept.append(record)
            rows.append(number)
        else:
            whole = False
            words = {"cells": str(len(record)), "titles": str(len(titles))}
            violations.note(path, Fault("D644", "fewer" if len(record) < len(titles) else "more", words), row=number)
    columns = list(zip(*kept, strict=True)) if kept else [()] * len(titles)
    named = {title: column for title, column in zip(titles, columns, strict=True) if title != _NO_TITLE}
    return CsvTable(path, hashlib.sha256(data).hexdigest(), titles, rows, named, whole)


def _decoded(data: bytes) -> str | Fault:
    r"""The text with line ends made ``\n``, in NFC, without its byte order mark."""
    if data.startswith(_ZIP):
        return fault("D642", "workbook")
    if data.startswith(_UTF16_BOMS):
        return fault("D642", "utf16")
    if b"\0" in data:
        return fault("D642", "nul", offset=f"{data.index(0) + 1:,}")
    body = data.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        return fault("D642", "encoding", byte=f"{body[error.start]:02X}", line=f"{line:,}")
    if not text.strip():
        return fault("D642", "empty")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _records(path: str, text: str, violations: Violations) -> Iterator[tuple[int, list[str]]] | None:
    """Rows that hold something with their numbers from 1; ``None`` where quotes or a huge cell stop the
    reading.
    """
    numbered: list[tuple[int, list[str]]] = []
    number = 0
    try:
        for number, record in enumerate(csv.reader(StringIO(text, newline="\n"), strict=True), 1):
            if record:
                numbered.append((number, record))
    except csv.Error as error:
        variant = "long" if "field limit" in str(error) else "quotes"
        violations.note(path, fault("D642", variant), row=number + 1)
        return None
    return iter(numbered)


def _titles_differ(path: str, row: int, titles: Sequence[str], violations: Violations) -> bool:
    repeated = [title for title, times in Counter(titles).items() if times > 1 and title != _NO_TITLE]
    for title in repeated:
        places = ", ".join(str(number) for number, one in enumerate(titles, 1) if one == title)
        violations.note(path, fault("D643", title=readable(title), places=places), row=row, column=title)
    return not repeated
