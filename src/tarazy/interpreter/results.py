"""The tidy long table of a run: one row for every declared value."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from io import StringIO
from typing import TYPE_CHECKING, TypeAlias

from attrs import astuple, fields, frozen
from flint import fmpq

from tarazy.dsl.states import State
from tarazy.dsl.units import Shape
from tarazy.interpreter.cell_words import TABLE_DIGITS, CellWords, in_shown_unit, unit_words
from tarazy.interpreter.cells import Cell, Missing, is_number, plain
from tarazy.interpreter.exact import mul, texts
from tarazy.interpreter.exact.reals import ONE

if TYPE_CHECKING:
    from hashlib import _Hash

Columns: TypeAlias = tuple[str, str, str, str]
"""What stands under `value`, `exact`, `unit` and `state`."""


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


@frozen(eq=False, slots=False)
class TraceNames:
    """Names of traces: the first 16 hexadecimal digits of SHA-256 over program, snapshot and what is traced."""

    program_hash: str
    snapshot_hash: str

    def name(self, body: str, period: str, element: str, name: str) -> str:
        """Name of the trace of one value."""
        digest = self._of_run.copy()
        digest.update(f"{body}\n{period}\n{element}\n{name}".encode())
        return digest.hexdigest()[:16]

    @cached_property
    def _of_run(self) -> _Hash:
        """The digest of what all names begin with."""
        return hashlib.sha256(f"{self.program_hash}\n{self.snapshot_hash}\n".encode())


def columns_of(shape: Shape | None, words: CellWords) -> Callable[[Cell], Columns]:
    """A function that gives the columns of cells of one shape; all that is the same for them is found once."""
    unit = unit_words(shape)
    factor = in_shown_unit(ONE, shape)
    is_scaled = factor != ONE
    present = words.state(ONE)
    missing: dict[State, Columns] = {}

    def columns(cell: Cell) -> Columns:
        if isinstance(cell, Missing):
            found = missing.get(cell.state)
            if found is None:
                found = missing[cell.state] = ("", "", unit, words.state(cell))
            return found
        value = cell if type(cell) is fmpq else plain(cell)
        if not is_number(value):
            return words.word(value), "", "", present
        return *texts(mul(value, factor) if is_scaled else value, TABLE_DIGITS), unit, present

    return columns


DRAFT = "DRAFT"
"""What stands in every output of a draft."""

WHAT_IF = "WHAT IF"
"""What stands in every output of periods in which the edition is not in force."""


def csv_text(
    rows: Iterable[ScoreRow],
    *,
    is_draft: bool = False,
    is_what_if: bool = False,
    illustrative: Collection[str] | None = None,
) -> str:
    """The table as CSV (RFC 4180, but lines end in a line feed alone).

    Parameters
    ----------
    is_draft
        Whether a column more says that the results are a draft's.
    is_what_if
        Whether a column more says that a period is evaluated under an edition that is not in force in it.
    illustrative
        Names of the traces of values that rest on a number that no act gives: a column more says so in their rows.
        ``None`` where the methodology has no such number.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    marks = {"draft": DRAFT, "what_if": WHAT_IF}
    more = tuple(name for name, is_said in (("draft", is_draft), ("what_if", is_what_if)) if is_said)
    said = tuple(marks[name] for name in more)
    if illustrative is None:
        writer.writerow((*HEADER, *more))
        writer.writerows((*astuple(row, recurse=False), *said) for row in rows)
        return text.getvalue()
    writer.writerow((*HEADER, *more, "illustrative"))
    for row in rows:
        writer.writerow((*astuple(row, recurse=False), *said, "illustrative" if row.trace in illustrative else ""))
    return text.getvalue()
