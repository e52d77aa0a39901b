"""How the table in a data file is laid out: what a reader must be told before it can take a cell for a value."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

SPACES = (" ", "\u00a0", "\u202f")
"""What may part thousands where ``thousands  space`` is declared: the blank, the unbreakable one, the narrow one."""


class Encoding(Enum):
    """How the bytes of a text file are read; the value is the name of Python's codec."""

    UTF_8 = "utf-8"
    CP1251 = "cp1251"
    KZ_1048 = "kz1048"


@frozen
class TableLayout:
    """Layout of one table.

    Parameters
    ----------
    sheet
        Sheet of a workbook; ``None`` where the file line names none: then the workbook must have one sheet only.
    table
        Table of a database file; ``None`` where none is named.
    header_rows
        First and last row of the header, counted from 1, both included; ``None`` where none is declared: then it is
        row 1 alone. Titles of a header of several rows are joined from the top by `` / ``.
    encoding
        Of a text file; a byte order mark is allowed in UTF-8.
    decimal
        The decimal mark of numbers: ``.`` or ``,``.
    thousands
        Characters that may part thousands; empty where none may.
    delimiter
        What parts the cells of a text file: ``,``, ``;`` or a tab; ``None`` where it is not declared.
    """

    sheet: str | None = None
    table: str | None = None
    header_rows: tuple[int, int] | None = None
    encoding: Encoding = Encoding.UTF_8
    decimal: str = "."
    thousands: tuple[str, ...] = ()
    delimiter: str | None = None


PLAIN = TableLayout()
"""The layout of a file of which nothing is said: UTF-8, header in the first row, decimal point."""
