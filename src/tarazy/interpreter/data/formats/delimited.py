"""A text file as columns: comma-separated values and their relatives.

The format is RFC 4180 in the declared encoding: cells parted by the declared sign, quoted where they hold that sign, a
quote or a line end. Where no sign is declared, it is the one of comma, semicolon and tab that stands in the header;
several of them are an error, since each reading would give another table. Line ends may be of any kind; text is
brought to Unicode NFC, so that one word is one text. Lines with nothing on them hold no row. In a header of several
rows a cell that is empty continues the one to its left, as merged cells are saved; in the last row it does not.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from io import StringIO

from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.formats.decoding import decoded
from tarazy.interpreter.data.formats.headers import NO_TITLE, joined_titles, titles_differ, too_wide
from tarazy.interpreter.data.table import Table, TableOrigin
from tarazy.interpreter.data.violations import Fault, Violations, fault

DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""What may part the cells, by the name in messages."""

_LONGEST_HEADER = 65_536
"""Characters within which a header ends that is looked at for what parts its cells."""

_Records = tuple[list[int], list[list[str]]]
"""Numbers of rows, and their cells."""

_QUOTED = re.compile(r'"[^"]*"')


def read_delimited(file: DataFile, layout: TableLayout, violations: Violations) -> Table | None:
    """The table in `file`, or ``None`` with at least one violation noted."""
    origin = TableOrigin(file.name, file.sha256)
    text = decoded(file.content, layout.encoding)
    if isinstance(text, Fault):
        violations.note(origin.place(), text)
        return None
    first, last = layout.header_rows or (_first_row(text), _first_row(text))
    delimiter = _delimiter(text, layout.delimiter, first, last)
    if isinstance(delimiter, Fault):
        violations.note(origin.place(first), delimiter)
        return None
    read = _records(origin, text, delimiter, violations)
    if read is None:
        return None
    numbers, records = read
    start, end = bisect_left(numbers, first), bisect_right(numbers, last)
    heads = records[start:end]
    wide = too_wide(max(map(len, heads), default=0))
    if wide is not None:
        violations.note(origin.place(last), wide)
        return None
    titles = joined_titles([*map(_continued, heads[:-1]), *heads[-1:]])
    if not any(titles):
        words = {"rows": str(first) if first == last else f"{first} to {last}"}
        violations.note(origin.place(), Fault("D642", "no_header", words))
        return None
    if not titles_differ(origin, last, titles, violations):
        return None
    return _table(origin, titles, (numbers, records), end, violations)


def _table(origin: TableOrigin, titles: tuple[str, ...], read: _Records, start: int, violations: Violations) -> Table:
    """The table of the records from `start` on, which stands below the header."""
    numbers, records, width = *read, len(titles)
    kept, rows = records[start:], numbers[start:]
    empty = [at for at, record in enumerate(kept) if len(record) > 1 and not any(map(str.strip, record))]
    if empty:
        for at in empty:
            violations.note(origin.place(rows[at]), fault("D661", "row"))
        left = sorted(set(range(len(kept))) - set(empty))
        kept, rows = [kept[at] for at in left], [rows[at] for at in left]
    if any(len(record) != width for record in kept):
        for number, record in zip(rows, kept, strict=True):
            if len(record) != width:
                words = {"cells": str(len(record)), "titles": str(width)}
                variant = "fewer" if len(record) < width else "more"
                violations.note(origin.place(number), Fault("D644", variant, words))
        rows = [number for number, record in zip(rows, kept, strict=True) if len(record) == width]
        kept = [record for record in kept if len(record) == width]
    columns = list(zip(*kept, strict=True)) if kept else [()] * width
    named = {title: column for title, column in zip(titles, columns, strict=True) if title != NO_TITLE}
    return Table(origin, titles, numbers[start - 1], rows, named, whole=len(kept) + len(empty) == len(numbers) - start)


def _first_row(text: str) -> int:
    """Number of the first row that holds something: the header where none is declared."""
    return len(text) - len(text.lstrip("\n")) + 1


def _continued(head: Sequence[str]) -> list[str]:
    titles: list[str] = []
    for title in head:
        titles.append(title if title.strip() or not titles else titles[-1])
    return titles


def _delimiter(text: str, declared: str | None, first: int, last: int) -> str | Fault:
    """What parts the cells, by the header's rows; text in quotes is not looked at."""
    head = "\n".join(_QUOTED.sub("", text[:_LONGEST_HEADER]).split("\n", last)[first - 1 : last])
    met = [sign for sign in DELIMITERS if sign in head]
    if declared is not None:
        if declared in met or not met:
            return declared
        return fault("D648", "declared", declared=DELIMITERS[declared], met=DELIMITERS[met[0]])
    if len(met) > 1:
        return fault("D648", met=" and ".join(DELIMITERS[sign] for sign in met))
    if not met and "|" in head:
        return fault("D648", "bar")
    return met[0] if met else ","


def _records(origin: TableOrigin, text: str, delimiter: str, violations: Violations) -> _Records | None:
    """Rows that hold something with their numbers from 1; ``None`` where quotes or a huge cell stop the
    reading.
    """
    numbers: list[int] = []
    records: list[list[str]] = []
    number = 0
    try:
        reader = csv.reader(StringIO(text, newline="\n"), delimiter=delimiter, strict=True)
        for number, record in enumerate(reader, 1):
            if record:
                numbers.append(number)
                records.append(record)
    except csv.Error as error:
        variant = "long" if "field limit" in str(error) else "quotes"
        violations.note(origin.place(number + 1), fault("D642", variant))
        return None
    return numbers, records
