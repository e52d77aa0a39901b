"""Tables as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from tarazy.workbench.example_data.setting import DataFile, of_bytes

Row = Sequence[str | int]
"""Cells; an empty text is an empty cell."""


def csv_file(name: str, head: Sequence[str], rows: Callable[[], Iterable[Row]]) -> DataFile:
    """A file in UTF-8 whose cells are parted by commas."""
    return of_bytes(name, lambda: _text(head, rows(), ",").encode())


def kazakh_csv_file(name: str, head: Sequence[str], rows: Callable[[], Iterable[Row]]) -> DataFile:
    """A file in KZ-1048 whose cells are parted by semicolons, as a spreadsheet set to Kazakh saves it."""
    return of_bytes(name, lambda: _text(head, rows(), ";").encode("kz1048"))


def decimal(value: int, decimals: int, mark: str = ".") -> str:
    """A whole number of the last decimal's units as a numeral: ``decimal(1234, 2)`` is ``12.34``."""
    whole, fraction = divmod(abs(value), 10**decimals)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}{mark}{fraction:0{decimals}}" if decimals else f"{sign}{whole}"


def _text(head: Sequence[str], rows: Iterable[Row], delimiter: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return stream.getvalue()
