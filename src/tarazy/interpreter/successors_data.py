"""Data of former bodies taken as their successors': a view of a snapshot, by the regimes that a program declares.

A row that belongs to a former body in a period belongs to the body within which it is assessed: rows of registers stand
together, elements of lists go over by their column, and figures of sources are taken together as the source says. The
snapshot itself, its hash and the places of its cells stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen
from flint import fmpq

from tarazy.dsl.declarations import SourceDeclaration
from tarazy.dsl.periods import Period, first_day
from tarazy.dsl.regimes import Regimes
from tarazy.dsl.states import State
from tarazy.dsl.value_types import ElementType, NumberType
from tarazy.interpreter.cells import Cell, Missing, marks_of, plain, with_marks
from tarazy.interpreter.meaning.sql_values import quoted
from tarazy.interpreter.row_table import HeldColumn, Owner, RowOrigin, RowTable, Span, period_of
from tarazy.interpreter.snapshot_protocol import Key, ProgramProtocol, Read, SnapshotProtocol


def with_successors_data(program: ProgramProtocol, snapshot: SnapshotProtocol) -> SnapshotProtocol:
    """The snapshot as the regimes of a program take it; itself where no body is assessed within another."""
    return SuccessorsData(program, snapshot) if program.regimes.merge and program.body_axis is not None else snapshot


@define(eq=False)
class SuccessorsData:
    """A snapshot in which data of former bodies are their successors'; see the module."""

    program: ProgramProtocol
    snapshot: SnapshotProtocol
    _tables: dict[str, Mapping[str, Mapping[Key, Read]]] = field(factory=dict, init=False)
    _registers: dict[str, RowTable] = field(factory=dict, init=False)
    _columns: frozenset[tuple[str, str]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        lists = self.program.lists
        self._columns = frozenset(
            (code, column.name)
            for code, one in lists.items()
            for column in one.columns
            if isinstance(column.type, ElementType) and lists[column.type.list].root == self.program.body_axis
        )

    def table(self, source: str) -> Mapping[str, Mapping[Key, Read]]:
        """Cells of a source; figures of a former body are taken together with its successor's."""
        if source not in self._tables:
            self._tables[source] = self._merged(self.program.sources[source])
        return self._tables[source]

    def register(self, register: str) -> RowTable:
        """The rows of a register; those of a former body are its successor's too."""
        declared, rows = self.program.registers[register], self.snapshot.register(register)
        owners = [place for place, owner in enumerate(declared.owners) if owner.axis == self.program.body_axis]
        if not owners or not declared.has_period:
            return rows
        if register not in self._registers:
            self._registers[register] = SuccessorsRows(rows, self.program.regimes, owners[0], declared.parts)
        return self._registers[register]

    def elements(self, list: str, period: Period | None) -> tuple[str, ...]:  # noqa: A002 - the field's word
        """As in the snapshot."""
        return self.snapshot.elements(list, period)

    def attribute(self, list: str, column: str, element: str, period: Period | None) -> Read:  # noqa: A002
        """A cell of a list; where it names a former body, the one within which that is assessed in the period."""
        cell = self.snapshot.attribute(list, column, element, period)
        if period is None or not isinstance(cell, str) or (list, column) not in self._columns:
            return cell
        return self.program.regimes.assessed_within(cell, first_day(period).year)

    def periods(self) -> tuple[Period, ...]:
        """As in the snapshot."""
        return self.snapshot.periods()

    def _merged(self, source: SourceDeclaration) -> Mapping[str, Mapping[Key, Read]]:
        columns = self.snapshot.table(source.code)
        if source.merging in (None, "the_successor_alone"):
            return columns
        figures = {one.name for one in source.columns if isinstance(one.type, NumberType)}
        return {name: self._with_former(source, cells) if name in figures else cells for name, cells in columns.items()}

    def _with_former(self, source: SourceDeclaration, cells: Mapping[Key, Read]) -> Mapping[Key, Read]:
        together: dict[Key, list[Read]] = {}
        for key, cell in cells.items():
            into = key_within(source, key, self.program.body_axis, self.program.regimes)
            if into != key:
                together.setdefault(into, [cells[into]] if into in cells else []).append(cell)
        if not together:
            return cells
        return {**cells, **{key: taken_together(parts, source.merging) for key, parts in together.items()}}


def key_within(source: SourceDeclaration, key: Key, body_axis: str | None, regimes: Regimes) -> Key:
    """The key of a source's row with the body within which its own is assessed."""
    period = key[-1]
    if body_axis not in source.axes or not source.has_period or isinstance(period, str):
        return key
    place = source.axes.index(body_axis)
    body = regimes.assessed_within(str(key[place]), first_day(period).year)
    return key if body == key[place] else (*key[:place], body, *key[place + 1 :])


def former_keys(source: SourceDeclaration, key: Key, body_axis: str | None, regimes: Regimes) -> tuple[Key, ...]:
    """The keys of the rows whose figures are taken together with that of `key`."""
    period = key[-1]
    if source.merging in (None, "the_successor_alone") or body_axis not in source.axes or isinstance(period, str):
        return ()
    place = source.axes.index(body_axis)
    former = regimes.within(str(key[place]), first_day(period).year)
    return tuple((*key[:place], one, *key[place + 1 :]) for one in former)


def taken_together(parts: Sequence[Read], how: str | None) -> Read:
    """Figures summed or averaged; what is unknown of one is unknown of all together."""
    unknown = next((part for part in parts if isinstance(part, Missing | State)), None)
    if unknown is not None:
        return unknown
    marks = frozenset(mark for part in parts if not isinstance(part, State) for mark in marks_of(part))
    numbers = [_rational(part) for part in parts if not isinstance(part, State)]
    total = sum(numbers, start=fmpq(0))
    return with_marks(total / len(numbers) if how == "averaged" else total, marks)


def _rational(cell: Cell) -> fmpq:
    value = None if isinstance(cell, Missing) else plain(cell)
    if not isinstance(value, fmpq):
        raise TypeError("a figure of a source is a rational number")
    return value


@frozen(eq=False)
class SuccessorsRows:
    """Rows of a register, those of a former body taken as those of the body within which it is assessed.

    Parameters
    ----------
    place
        Which of those that a row belongs to is the body.
    parts
        How many of the register's periods a year has.
    """

    whole: RowTable
    regimes: Regimes
    place: int
    parts: int

    @property
    def held(self) -> Mapping[str, HeldColumn]:
        """As of the whole."""
        return self.whole.held

    @property
    def size(self) -> int:
        """As of the whole."""
        return self.whole.size

    @property
    def span(self) -> Span | None:
        """As of the whole."""
        return self.whole.span

    @property
    def relation(self) -> str:
        """The table in SQL, with the owner of each row by the regimes."""
        cases = "".join(
            f" WHEN o{self.place} = {quoted(former)} AND period BETWEEN {first} AND {last} THEN {quoted(body)}"
            for former, body, first, last in self._goes_over()
        )
        if not cases:
            return self.whole.relation
        owner = f"CASE{cases} ELSE o{self.place} END"
        return f"(SELECT * REPLACE ({owner} AS o{self.place}) FROM {self.whole.relation})"  # noqa: S608 - quoted words

    def _goes_over(self) -> Iterable[tuple[str, str, int, int]]:
        """Former bodies, within whom each is assessed, and the first and last period of the year."""
        if self.whole.span is None:
            return
        first, last = (first_day(period_of(one, self.parts)).year for one in self.whole.span)
        former = dict.fromkeys(code for one in self.regimes.reorganisations for code in one.succession.former)
        for code in former:
            for year in range(first, last + 1):
                body = self.regimes.assessed_within(code, year)
                if body != code:
                    yield code, body, year * self.parts, year * self.parts + self.parts - 1

    def covers(self, period: Period) -> bool:
        """As of the whole."""
        return self.whole.covers(period)

    def rows(self, owner: Owner, periods: Span | None) -> Sequence[int]:
        """Rows of a body in periods, and those of the bodies that are assessed within it."""
        if periods is None:
            return self.whole.rows(owner, None)
        found: set[int] = set()
        for number in range(periods[0], periods[1] + 1):
            year = first_day(period_of(number, self.parts)).year
            body = owner[self.place]
            own = () if self.regimes.assessed_within(body, year) != body else (body,)
            for one in (*own, *self.regimes.within(body, year)):
                whose = (*owner[: self.place], one, *owner[self.place + 1 :])
                found |= set(self.whole.rows(whose, (number, number)))
        return sorted(found)

    def cell(self, column: str, row: int) -> Cell | State:
        """As of the whole."""
        return self.whole.cell(column, row)

    def rows_hash(self, rows: Sequence[int]) -> str:
        """As of the whole."""
        return self.whole.rows_hash(rows)

    def listed(self, rows: Sequence[int]) -> list[tuple[RowOrigin | None, tuple[Cell | State, ...]]]:
        """As of the whole."""
        return self.whole.listed(rows)

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """As of the whole."""
        return self.whole.files

    def query(self, text: str) -> list[tuple[Any, ...]] | None:
        """As of the whole."""
        return self.whole.query(text)
