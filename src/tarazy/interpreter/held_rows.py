"""Rows of a register in memory, as an example gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from tarazy.dsl.declarations import Column
from tarazy.dsl.periods import Period
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell, Missing
from tarazy.interpreter.data.row_hash import cell_text, ordered, row_text, rows_hash
from tarazy.interpreter.row_table import HeldColumn, Owner, RowOrigin, Span, ordinal


@define(eq=False)
class HeldRows:
    """Rows that are held one by one.

    Parameters
    ----------
    columns
        Columns of the register.
    is_given
        Whether anything is said of the register: then it reaches to every period, with rows or without.
    """

    columns: tuple[Column, ...] = ()
    is_given: bool = False
    _rows: list[tuple[Owner, Period | None, dict[str, Cell | State]]] = field(factory=list, init=False)

    def add(self, owner: Owner, period: Period | None, cells: dict[str, Cell | State]) -> None:
        """Add a row; a column that `cells` does not name is absent."""
        self._rows.append((owner, period, cells))

    @property
    def held(self) -> Mapping[str, HeldColumn]:
        """No column is in a database."""
        return {}

    @property
    def size(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def span(self) -> Span | None:
        """First and last period of any row."""
        known = [ordinal(period) for _, period, _ in self._rows if period is not None]
        return (min(known), max(known)) if known else None

    @property
    def periods(self) -> tuple[Period, ...]:
        """Periods that rows belong to."""
        return tuple(dict.fromkeys(period for _, period, _ in self._rows if period is not None))

    @property
    def relation(self) -> str:
        """None: no question is put to these rows."""
        return ""

    def covers(self, period: Period) -> bool:
        """Whether anything is said of the register."""
        _ = period
        return self.is_given

    def rows(self, owner: Owner, periods: Span | None) -> Sequence[int]:
        """Rows of `owner` in `periods`."""
        return [
            number
            for number, (own, period, _) in enumerate(self._rows)
            if own == owner and (periods is None or period is None or periods[0] <= ordinal(period) <= periods[1])
        ]

    def cell(self, column: str, row: int) -> Cell | State:
        """A cell; *absent* where none is given."""
        return self._rows[row][2].get(column, State.ABSENT)

    def rows_hash(self, rows: Sequence[int]) -> str:
        """The hash of rows."""
        columns = ordered(self.columns)
        texts = [[cell_text(column, _read(self.cell(column.name, row))) for column in columns] for row in rows]
        return rows_hash(row_text(one) for one in texts)

    def listed(self, rows: Sequence[int]) -> list[tuple[RowOrigin | None, tuple[Cell | State, ...]]]:
        """The cells of rows, which stand nowhere: what is given stands in no file."""
        return [(None, tuple(self.cell(column.name, row) for column in self.columns)) for row in rows]

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """None: what is given stands in no file."""
        return ()

    def query(self, text: str) -> list[tuple[Any, ...]] | None:
        """Nothing can be asked in SQL."""
        _ = text
        return None


def _read(cell: Cell | State) -> Cell | State:
    return cell.state if isinstance(cell, Missing) else cell
