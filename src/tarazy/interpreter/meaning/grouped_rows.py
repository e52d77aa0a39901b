"""Aggregates over a register for all places at once, by one question to the database.

Where a row of a place has something that is unknown, and wherever SQL cannot say exactly what is meant, nothing is
answered, and the interpreter takes the rows one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen
from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Computed, Coverage, Needs
from tarazy.dsl.nodes import PERIOD, Aggregate, AggregateKind, AnyNode
from tarazy.dsl.over_rows import OverRows
from tarazy.dsl.periods import Period
from tarazy.dsl.states import State
from tarazy.interpreter.cells import NOTHING_TO_COUNT, Cell, Marked, Missing, Present, number
from tarazy.interpreter.exact import compare
from tarazy.interpreter.exact.reals import ZERO
from tarazy.interpreter.meaning.places import Entry, Place, moved
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.meaning.rows import RowsAt, RowsTaken, rows_at
from tarazy.interpreter.meaning.sql_of_rows import RowSql
from tarazy.interpreter.meaning.sql_values import (
    MOST_64,
    MOST_128,
    NOWHERE,
    SOMEWHERE,
    NotInSql,
    Sort,
    SqlNumber,
    SqlOther,
    SqlValue,
    aligned,
    product as times,
    quoted,
    written,
)
from tarazy.interpreter.row_table import ordinal, period_of

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler

_MOST_PLACES = 100_000
"""Places that a question lists; for more the interpreter is asked."""

_Group = tuple[Any, ...]
"""What the database answers of a place: rows that take part, unknown conditions, absent values, the statistic."""


@frozen
class _Question:
    """A question to the database: its text, and what the statistic in the answer is worth."""

    text: str
    divisor: int
    is_date: bool


@define(eq=False)
class GroupedRows:
    """One aggregate over a register at all places.

    Parameters
    ----------
    node
        The aggregate, of one member.
    owner
        The declaration whose `needs` is about it.
    """

    node: Aggregate
    compiler: Compiler
    owner: Computed | None
    _at: RowsAt = field(init=False)
    _member: nodes.Member = field(init=False)
    _others: tuple[str, ...] = field(init=False)
    _groups: Mapping[tuple[Entry, ...], _Group] | None = field(default=None, init=False)
    _unanswered: set[tuple[Entry, ...]] = field(factory=set, init=False)
    _question: _Question | None = field(default=None, init=False)
    _is_asked: bool = field(default=False, init=False)

    def __attrs_post_init__(self) -> None:
        (self._member,) = self.node.members
        assert isinstance(self._member.over, OverRows)
        self._at = rows_at(self._member.over, self.compiler)
        own = frozenset(self._at.register.axes)
        found: set[str] = set()
        for part in nodes.members_parts(self._member):
            found |= set(self.compiler.program.node_axes(part)) - own - {self._at.register.row_axis}
        self._others = tuple(axis for axis in self.compiler.program.axes if axis in found)

    def cell(self, place: Place) -> Cell | None:
        """The aggregate at `place`; ``None`` where the interpreter is to be asked."""
        if not self._is_asked:
            self._is_asked = True
            self._ask()
        if self._groups is None or self._at.refusal(place) is not None:
            return None
        key = self._key(place)
        if key in self._unanswered:
            return None
        return self._read(self._groups.get(key))

    def _key(self, place: Place) -> tuple[Entry, ...]:
        positions = self.compiler.positions
        period = self._at.period_position
        time = () if period is None else (place[period],)
        return (*self._at.owner(place), *time, *(place[positions[axis]] for axis in self._others))

    def taken(self, place: Place) -> RowsTaken | None:
        """Rows that take part at `place`; ``None`` where the interpreter is to be asked."""
        table, own = self._at.table, self._at.table_condition(place)
        if not table.held:
            return None
        try:
            given = {id(node): written(_bare(self.compiler.compile(node)(place))) for node in self._apart()}
            rows = RowSql(self._at.register.code, table.held, given, self._attributes)
            member = self._member
            conditions = [own] if member.only is None else [own, rows.condition(member.only).text]
            for part in (member.value, member.weight):
                if part is not None and (value := rows.of(part)).nulls:
                    if value.nulls & SOMEWHERE:
                        return None
                    conditions.append(f"{value.text} IS NOT NULL")
        except NotInSql:
            return None
        source = f"FROM rows AS r {' '.join(rows.joins)}"
        question = f"SELECT r.n {source} WHERE {' AND '.join(conditions)} ORDER BY r.n"  # noqa: S608 - quoted words
        found = table.query(question)
        belonging = table.query(f"SELECT count(*) FROM rows AS r WHERE {own}")  # noqa: S608 - quoted words
        if found is None or belonging is None:
            return None
        return RowsTaken([row for (row,) in found], belonging[0][0])

    # ------------------------------------------------------------ reading an answer

    def _read(self, group: _Group | None) -> Cell | None:
        taking, unknown, absent, *statistic = group or (0, 0, 0)
        if unknown or absent or self._refuses(taking):
            return None
        kind = self.node.kind
        if kind is AggregateKind.COUNT:
            return fmpq(taking)
        if kind is AggregateKind.SHARE:
            return fmpq(taking, statistic[0]) if statistic and statistic[0] else NOTHING_TO_COUNT
        if not taking:
            return ZERO if kind in (AggregateKind.SUM, AggregateKind.DISTINCT_COUNT) else NOTHING_TO_COUNT
        return self._statistic(taking, statistic)

    def _refuses(self, taking: int) -> bool:
        """Whether `needs` has something to say, which the interpreter does."""
        needs: Needs | None = None if self.owner is None else self.owner.needs
        match None if needs is None else needs.coverage:
            case None | Coverage.ALL:
                return False
            case Coverage.MEMBERS:
                assert needs is not None
                return compare(fmpq(taking), number(needs.amount)) < 0
            case Coverage.SHARE:
                return not taking
            case Coverage.WEIGHT:
                return True

    def _statistic(self, taking: int, found: list[Any]) -> Cell | None:
        assert self._question is not None
        divisor = self._question.divisor
        match self.node.kind:
            case AggregateKind.DISTINCT_COUNT:
                return fmpq(found[0])
            case AggregateKind.MEAN:
                return fmpq(found[0], divisor * taking)
            case AggregateKind.MEDIAN:
                return fmpq(found[0] + found[1], 2 * divisor)
            case AggregateKind.WEIGHTED_MEAN:
                return fmpq(found[0], found[1] * divisor) if found[1] else None
            case _ if self._question.is_date:
                day: date = found[0]
                return day
            case _:
                return fmpq(found[0], divisor)

    # ------------------------------------------------------------ asking

    def _ask(self) -> None:
        table = self._at.table
        if not table.held:
            return
        try:
            places = self._places()
            self._question = self._worded(places)
        except NotInSql:
            return
        answer = table.query(self._question.text)
        if answer is not None:
            width = len(self._at.owners) + (self._at.period_position is not None) + len(self._others)
            parts = self._at.register.parts
            period = None if self._at.period_position is None else len(self._at.owners)
            self._groups = {_key_of(row[:width], period, parts): row[width:] for row in answer}

    def _worded(self, places: _Places | None) -> _Question:
        """The question in SQL."""
        given = {} if places is None else places.columns
        rows = RowSql(self._at.register.code, self._at.table.held, given, self._attributes)
        member = self._member
        condition = None if member.only is None else rows.condition(member.only)
        columns, divisor, is_date = self._asked(rows, condition)
        names = [f"r.o{number}" for number in range(len(self._at.owners))]
        names += [] if self._at.period_position is None else ["r.period"]
        source = "FROM rows AS r"
        if places is not None:
            names = places.names
            source += f" JOIN (VALUES {places.rows}) AS p({', '.join(places.titles)}) ON {places.condition}"
        where = "" if condition is None or condition.nulls or self._is_share else f" WHERE {condition.text}"
        group = f" GROUP BY {', '.join(names)}" if names else ""
        joins = "".join(f" {join}" for join in rows.joins)
        text = f"SELECT {', '.join([*names, *columns])} {source}{joins}{where}{group}"  # noqa: S608 - quoted words
        return _Question(text, divisor, is_date)

    @property
    def _is_share(self) -> bool:
        return self.node.kind is AggregateKind.SHARE

    def _asked(self, rows: RowSql, condition: SqlOther | None) -> tuple[list[str], int, bool]:
        """Columns of the answer, the divisor of the statistic, and whether it is a date."""
        keeps = condition is not None and (condition.nulls or self._is_share)
        only = f" FILTER (WHERE {condition.text})" if condition is not None and keeps else ""
        unknown = f"count(*) - count({condition.text})" if condition is not None and condition.nulls else "0"
        taking = f"count(*){only}"
        if self.node.kind is AggregateKind.COUNT:
            return [taking, unknown, "0"], 1, False
        if self._is_share:
            return [taking, unknown, "0", "count(*)"], 1, False
        assert self._member.value is not None
        value = rows.of(self._member.value)
        sure = NOWHERE if condition is None else condition.present
        nullable = [value] if value.nulls - sure else []
        if self.node.kind is AggregateKind.WEIGHTED_MEAN:
            assert self._member.weight is not None
            weight = rows.number(self._member.weight)
            nullable += [weight] if weight.nulls - sure else []
            statistic, divisor, is_date = self._weighted(_number(value), weight, only)
        else:
            statistic, divisor, is_date = self._unweighted(value, only)
        absent = " + ".join(f"count(*){only} - count({one.text}){only}" for one in nullable) or "0"
        return [taking, unknown, absent, *statistic], divisor, is_date

    def _weighted(self, value: SqlNumber, weight: SqlNumber, only: str) -> tuple[list[str], int, bool]:
        weighed = times(value, weight)
        sums = [self._sum(weighed, only), self._sum(weight, only)]
        return sums, value.divisor, False

    def _unweighted(self, value: SqlValue, only: str) -> tuple[list[str], int, bool]:
        match self.node.kind:
            case AggregateKind.DISTINCT_COUNT:
                return [f"count(DISTINCT {value.text}){only}"], 1, False
            case AggregateKind.MIN | AggregateKind.MAX:
                if isinstance(value, SqlOther) and value.sort is not Sort.DATE:
                    raise NotInSql
                divisor = value.divisor if isinstance(value, SqlNumber) else 1
                return [f"{self.node.kind.value}({value.text}){only}"], divisor, isinstance(value, SqlOther)
            case AggregateKind.SUM | AggregateKind.MEAN:
                found = _number(value)
                return [self._sum(found, only)], found.divisor, False
            case AggregateKind.MEDIAN:
                found = _number(value)
                lower = f"quantile_disc({found.text}, 0.5){only}"
                upper = f"-quantile_disc(-{found.text}, 0.5){only}"
                return [lower, upper], found.divisor, False
            case _:
                raise NotInSql

    def _sum(self, value: SqlNumber, only: str) -> str:
        if value.most * max(self._at.table.size, 1) > MOST_128:
            raise NotInSql
        return f"sum({value.text}){only}"

    # ------------------------------------------------------------ what does not run along the rows

    def _attributes(self, node: nodes.Attribute, elements: tuple[str, ...]) -> Mapping[str, SqlValue]:
        """Values of a list's column, where they are the same in all periods."""
        snapshot, found = self.compiler.snapshot, dict[str, SqlValue]()
        periods: tuple[Period | None, ...] = (None, *snapshot.periods())
        for element in elements:
            cells = {snapshot.attribute(node.list, node.column, element, period) for period in periods[1:] or periods}
            if len(cells) > 1:
                raise NotInSql
            (cell,) = cells
            if isinstance(cell, Marked):
                raise NotInSql
            if not isinstance(cell, Missing | State):
                found[element] = written(cell)
        return found

    def _apart(self) -> list[AnyNode]:
        """The largest parts of the expressions that do not run along the rows, written values left out."""
        axis, facts = self._at.register.row_axis, self.compiler.program.node_axes
        pending, found = list(nodes.members_parts(self._member)), list[AnyNode]()
        while pending:
            node = pending.pop()
            if isinstance(node, nodes.Constant | nodes.ElementConstant):
                continue
            if axis in facts(node):
                pending.extend(nodes.operands(node))
            else:
                found.append(node)
        return found

    def _places(self) -> _Places | None:
        """The places with the values of what does not run along the rows; ``None`` where rows alone decide."""
        apart = self._apart()
        if not apart and not self._at.over.reach:
            return None
        cells: dict[tuple[Entry, ...], list[Present]] = {}
        meanings = [self.compiler.compile(node) for node in apart]
        for place in self._every_place():
            try:
                found = [meaning(place) for meaning in meanings]
            except PlanError:
                self._unanswered.add(self._key(place))
                continue
            values = [cell for cell in found if not isinstance(cell, Missing | Marked)]
            if len(values) < len(found):
                self._unanswered.add(self._key(place))
            else:
                cells[self._key(place)] = values
        if not cells:
            raise NotInSql
        return self._listed(apart, cells)

    def _every_place(self) -> Iterator[Place]:
        """Places of which any row can be taken, along all axes that matter."""
        compiler, at, table = self.compiler, self._at, self._at.table
        names = ", ".join(f"o{number}" for number in range(len(at.owners)))
        owners = [()] if not names else table.query(f"SELECT DISTINCT {names} FROM rows ORDER BY ALL") or []  # noqa: S608
        periods: list[Period | None] = [None]
        if at.period_position is not None:
            first, last = table.span or (0, -1)
            periods = [period_of(one, at.register.parts) for one in range(first, last + at.over.reach + 1)]
        lists = [compiler.elements_of(axis, None) for axis in self._others]
        count = len(owners) * len(periods)
        for one in lists:
            count *= len(one)
        if count > _MOST_PLACES or any(axis not in compiler.program.lists for axis in self._others):
            raise NotInSql
        empty: Place = (None,) * len(compiler.program.axes)
        for owner, period, elements in product(owners, periods, product(*lists)):
            place = empty
            for position, entry in zip(at.owners, owner, strict=True):
                place = moved(place, position, entry)
            for axis, element in zip(self._others, elements, strict=True):
                place = moved(place, compiler.positions[axis], element)
            yield place if at.period_position is None else moved(place, at.period_position, period)

    def _listed(self, apart: list[AnyNode], cells: Mapping[tuple[Entry, ...], list[Present]]) -> _Places:
        at = self._at
        keys = [f"k{number}" for number in range(len(at.owners) + (at.period_position is not None) + len(self._others))]
        columns: dict[int, SqlValue] = {}
        texts: list[list[str]] = [[_literal(entry) for entry in key] for key in cells]
        for number, node in enumerate(apart):
            values = [written(found[number]) for found in cells.values()]
            column, literals = _column(f"p.v{number}", values)
            columns[id(node)] = column
            for row, literal in zip(texts, literals, strict=True):
                row.append(literal)
        conditions = [f"r.o{number} = p.k{number}" for number in range(len(at.owners))]
        if at.period_position is not None:
            last = f"p.k{len(at.owners)} - {at.over.back}"
            conditions.append(f"r.period BETWEEN {last} - {at.over.count - 1} AND {last}")
        rows = ", ".join(f"({', '.join(row)})" for row in texts)
        titles = [*keys, *(f"v{number}" for number in range(len(apart)))]
        return _Places([f"p.{key}" for key in keys], titles, rows, " AND ".join(conditions) or "TRUE", columns)


@frozen(eq=False)
class _Places:
    """A table of places in SQL: names of its keys, titles of its columns, its rows, how rows of the register are
    joined to it, and the columns of what does not run along the rows, by the identity of the node.
    """

    names: list[str]
    titles: list[str]
    rows: str
    condition: str
    columns: Mapping[int, SqlValue]


def _bare(cell: Cell) -> Present:
    if isinstance(cell, Missing | Marked):
        raise NotInSql
    return cell


def _number(value: SqlValue) -> SqlNumber:
    if not isinstance(value, SqlNumber):
        raise NotInSql
    return value


def _literal(entry: Entry) -> str:
    if isinstance(entry, str):
        return quoted(entry)
    return "NULL" if entry is None else str(ordinal(entry))


def _column(text: str, values: list[SqlValue]) -> tuple[SqlValue, list[str]]:
    """A column of written values: as a whole, and the literal of each row."""
    first = values[0]
    if isinstance(first, SqlOther):
        others = [one for one in values if isinstance(one, SqlOther) and one.sort is first.sort]
        if len(others) < len(values):
            raise NotInSql
        words = tuple(sorted({word for one in others for word in one.words or ()}))
        low, high = min(one.low for one in others), max(one.high for one in others)
        return SqlOther(text, first.sort, NOWHERE, low, high, words), [one.text for one in others]
    common = first
    numbers = [_number(one) for one in values]
    for one in numbers:
        common, _ = aligned(common, one)
    scaled = [aligned(one, common)[0] for one in numbers]
    low, high = min(one.low for one in scaled), max(one.high for one in scaled)
    kind = "BIGINT" if max(abs(low), abs(high)) <= MOST_64 else "HUGEINT"
    return SqlNumber(text, common.divisor, low, high), [f"CAST({one.text} AS {kind})" for one in scaled]


def _key_of(row: tuple[Any, ...], period: int | None, parts: int) -> tuple[Entry, ...]:
    """The key of a group: with the period where it stands as its ordinal."""
    if period is None:
        return tuple(row)
    return (*row[:period], period_of(row[period], parts), *row[period + 1 :])
