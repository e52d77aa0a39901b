"""The hash of rows: the same for the same rows in whatever order and wherever they are held.

A row's canonical text names its columns in the order of their names: of each cell the number of its characters, a colon
and its text, a cell that is absent being ``-``; a number is its shortest decimal numeral in the column's unit, a date
ISO 8601. Rows are hashed by SHA-256, the digests sorted, and hashed together.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import number_text
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell
from tarazy.interpreter.data.numerals import base_units

ABSENT = "-"


def cell_text(column: Column, cell: Cell | State) -> str | None:
    """Canonical text of a cell; ``None`` where it is absent."""
    match cell:
        case State():
            return None
        case fmpq():
            return number_text(cell / base_units(column.shape))
        case bool():
            return "yes" if cell else "no"
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def ordered(columns: Iterable[Column]) -> list[Column]:
    """Columns in the order of their names."""
    return sorted(columns, key=lambda column: column.name)


def row_text(texts: Sequence[str | None]) -> str:
    """Canonical text of a row, of the texts of its cells in the order of their columns' names."""
    return ",".join(ABSENT if text is None else f"{len(text)}:{text}" for text in texts)


def rows_hash(rows: Iterable[str]) -> str:
    """SHA-256, hexadecimal, of canonical texts of rows."""
    digests = sorted(hashlib.sha256(row.encode()).hexdigest() for row in rows)
    return hashlib.sha256("".join(digests).encode()).hexdigest()
