"""Kinds of cells and columns, as the processes tell them."""

from __future__ import annotations

from enum import StrEnum


class CellKind(StrEnum):
    """What a cell of a workbook holds.

    A whole number is exact; a `BINARY` one, and one that is shown as percent, is the shortest decimal that is held in
    the same way. A date is ISO 8601. `NOTHING_STORED` is a formula without what it gave.
    """

    TEXT = "t"
    WHOLE = "i"
    BINARY = "b"
    PERCENT = "p"
    DATE = "d"
    LOGICAL = "l"
    ERROR = "e"
    NOTHING_STORED = "n"


class ColumnKind(StrEnum):
    """What the cells of a database's column are: `DOUBLE` and `SINGLE` are numbers in 64 and 32 binary digits."""

    TEXT = "text"
    EXACT = "exact"
    DOUBLE = "double"
    SINGLE = "single"
    LOGICAL = "logical"
    OTHER = "other"
