"""The tidy long table of a run: one row for every declared value."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from io import StringIO

from attrs import astuple, fields, frozen

from tarazy.dsl.units import Shape
from tarazy.interpreter.cell_words import CellWords, cut_fraction, decimal, in_shown_unit, unit_words
from tarazy.interpreter.cells import Cell, Missing, is_number, plain


@frozen
class ScoreRow:
    """One declared value.

    Parameters
    ----------
    body
        Code of the body; empty where the value belongs to none.
    period
        Its period; empty where the value belongs to none.
    element
        Codes of the family's elements, joined by ``/``.
    name
        Code of the declaration.
    value
        A word, or a decimal correctly rounded to at most 20 significant digits, in `unit`; empty without a value.
    exact
        The fraction ``n/d`` where that decimal is cut; empty otherwise and for an irrational.
    unit
        Unit of the number; empty for a pure number.
    state
        Word for the cell's state.
    trace
        Name of the value's trace: the same on every machine.
    """

    body: str
    period: str
    element: str
    name: str
    value: str
    exact: str
    unit: str
    state: str
    trace: str


HEADER = tuple(one.name for one in fields(ScoreRow))
"""Titles of the table's columns."""


@frozen(eq=False)
class TraceNames:
    """Names of traces: the first 16 hexadecimal digits of SHA-256 over program, snapshot and what is traced."""

    program_hash: str
    snapshot_hash: str

    def name(self, body: str, period: str, element: str, name: str) -> str:
        """Name of the trace of one value."""
        parts = (self.program_hash, self.snapshot_hash, body, period, element, name)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def value_columns(cell: Cell, shape: Shape | None, words: CellWords) -> tuple[str, str, str, str]:
    """What a cell puts under `value`, `exact`, `unit` and `state`."""
    state = words.state(cell)
    if isinstance(cell, Missing):
        return "", "", unit_words(shape), state
    value = plain(cell)
    if not is_number(value):
        return words.word(value), "", "", state
    number = in_shown_unit(value, shape)
    return decimal(number), cut_fraction(number), unit_words(shape), state


def csv_text(rows: Iterable[ScoreRow]) -> str:
    """The table as CSV (RFC 4180, but lines end in a line feed alone)."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(astuple(row, recurse=False) for row in rows)
    return text.getvalue()
