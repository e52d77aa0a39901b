"""Rows of registers: which belong to a place, and what a column is in one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from tarazy.dsl.nodes import PERIOD, RowColumn
from tarazy.dsl.over import OverRows
from tarazy.dsl.periods import Period
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.states import UNKNOWN, State
from tarazy.interpreter.cells import NO_FORMER_PERIOD, Cause, Cell, Missing
from tarazy.interpreter.meaning.places import Entry, Place, moved
from tarazy.interpreter.meaning.sql_values import quoted
from tarazy.interpreter.row_table import Owner, RowTable, Span, ordinal

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning


def compile_row_column(node: RowColumn, compiler: Compiler) -> Meaning:
    """A column of the row that the place is at; where it is absent the register's column at the place is the cause."""
    register = compiler.program.registers[node.register]
    table = compiler.snapshot.register(node.register)
    position = compiler.positions[register.row_axis]
    key_of = compiler.key_over(frozenset(register.axes))
    axes = tuple(axis for axis in compiler.program.axes if axis in register.axes)
    code, column = f"{node.register}.{node.column}", node.column

    def row_column(place: Place) -> Cell:
        row = place[position]
        if not isinstance(row, int):
            raise TypeError(f"no row of {node.register} is meant here")
        cell = table.cell(column, row)
        if isinstance(cell, State):
            cell = Missing(cell)
        if isinstance(cell, Missing) and cell.state in UNKNOWN and not cell.causes:
            return evolve(cell, causes=(Cause(code, cell.state, tuple(zip(axes, key_of(place), strict=True))),))
        return cell

    return row_column


@frozen(eq=False)
class RowsAt:
    """Which rows a call takes at a place.

    Parameters
    ----------
    owners
        Positions in a place of those a row belongs to, in the order of `belongs to`.
    first
        The first period in the data: before it there is no former one.
    """

    register: RegisterDeclaration
    over: OverRows
    table: RowTable
    row_position: int
    owners: tuple[int, ...]
    period_position: int | None
    first: Period | None
    _refusals: dict[Period, Missing | None] = field(factory=dict, init=False)

    def owner(self, place: Place) -> Owner:
        """Whose rows are meant."""
        return tuple(str(place[position]) for position in self.owners)

    def periods(self, place: Place) -> Span | None:
        """The periods whose rows are meant; ``None`` where rows belong to none."""
        period = self._period(place)
        if period is None:
            return None
        last = ordinal(period) - self.over.back
        return last - self.over.count + 1, last

    def _period(self, place: Place) -> Period | None:
        if self.period_position is None:
            return None
        period = place[self.period_position]
        if not isinstance(period, Period):
            raise TypeError("no period is meant here")
        return period

    def refusal(self, place: Place) -> Missing | None:
        """Why nothing can be said of the rows: the register does not reach so far, or so far back."""
        period = self._period(place)
        if period is None:
            return None
        if period not in self._refusals:
            self._refusals[period] = self._refused(period)
        return self._refusals[period]

    def _refused(self, period: Period) -> Missing | None:
        earliest = period - self.over.reach
        if self.over.reach and self.first is not None and earliest < self.first:
            return Missing(State.ABSENT, (Cause(NO_FORMER_PERIOD, State.ABSENT, ((PERIOD, earliest),)),))
        wanted = (period - self.over.back - back for back in range(self.over.count))
        lacking = next((one for one in wanted if not self.table.covers(one)), None)
        if lacking is None:
            return None
        return Missing(State.ABSENT, (Cause(self.register.code, State.ABSENT, ((PERIOD, lacking),)),))

    def table_condition(self, place: Place) -> str:
        """The rows that belong to `place`, in SQL."""
        parts = [f"r.o{number} = {quoted(code)}" for number, code in enumerate(self.owner(place))]
        periods = self.periods(place)
        parts += [] if periods is None else [f"r.period BETWEEN {periods[0]} AND {periods[1]}"]
        return " AND ".join(parts) or "TRUE"

    def places(self, place: Place) -> Sequence[tuple[Entry, Place]]:
        """Each row with its place."""
        found = self.table.rows(self.owner(place), self.periods(place))
        return [(row, moved(place, self.row_position, row)) for row in found]


@frozen
class RowsTaken:
    """Rows that take part in an aggregate, and how many belong to the place."""

    taking: Sequence[int]
    of: int


def rows_at(over: OverRows, compiler: Compiler) -> RowsAt:
    """Which rows a call over a register takes."""
    known = compiler.rows.get(over)
    if known is None:
        register = compiler.program.registers[over.register]
        positions = compiler.positions
        known = compiler.rows[over] = RowsAt(
            register,
            over,
            compiler.snapshot.register(over.register),
            positions[register.row_axis],
            tuple(positions[owner.axis] for owner in register.owners),
            positions[PERIOD] if register.has_period else None,
            min(compiler.snapshot.periods(), key=ordinal, default=None),
        )
    return known
