"""Aggregates over a register for all places at once, by one question to the database.

Where a row of a place has something that is unknown, and wherever SQL cannot say exactly what is meant, nothing is
answered, and the interpreter takes the rows one by one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any

from attrs import define, field
from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Computed, Coverage, Needs
from tarazy.dsl.node_parts import members_parts, operands
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode
from tarazy.dsl.over import OverRows
from tarazy.dsl.periods import Period
from tarazy.dsl.quantiles import QuantileMethod
from tarazy.dsl.states import State
from tarazy.interpreter.cells import NOTHING_TO_COUNT, Cell, Marked, Missing, Present, number
from tarazy.interpreter.exact import compare
from tarazy.interpreter.exact.reals import ZERO
from tarazy.interpreter.meaning.places import Entry, KeyOf, Place, chosen, moved
from tarazy.interpreter.meaning.places_in_sql import PlacesTable, places_table
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.meaning.rows import RowsAt, RowsTaken, rows_at
from tarazy.interpreter.meaning.sql_of_rows import RowSql
from tarazy.interpreter.meaning.sql_values import (
    NOWHERE,
    SOMEWHERE,
    NotInSql,
    SqlOther,
    SqlValue,
    written,
)
from tarazy.interpreter.meaning.statistics_in_sql import Statistic, unweighted, weighted_mean
from tarazy.interpreter.row_table import RowTable, period_of

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler

_MOST_PLACES = 100_000
"""Places that a question lists; for more the interpreter is asked."""

_ALONE = frozenset({AggregateKind.MEDIAN, AggregateKind.PERCENTILE, AggregateKind.DISTINCT_COUNT})
"""What is found faster alone: among others all rows would be gone through that its condition leaves out."""

_EMPTY_ALONE = frozenset({AggregateKind.SUM, AggregateKind.MIN, AggregateKind.MAX, AggregateKind.MEDIAN})
"""Of these SQL itself gives ``NULL`` where no row takes part."""

_WAY_IN_THE_MIDDLE = {
    QuantileMethod.NEAREST_RANK: fmpq(0),
    QuantileMethod.LINEAR: fmpq(1, 2),
    QuantileMethod.NEXT_VALUE: fmpq(1),
}
"""How far towards the upper of the two values in the middle a median lies; of an odd number both are the same."""

_Group = tuple[Any, ...]
"""What the database answers of a place: rows that take part, unknown conditions, absent values, the statistic."""


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
    _listed: Collection[tuple[Entry, ...]] | None = field(default=None, init=False)
    _statistic: Statistic = field(default=Statistic(()), init=False)
    _is_asked: bool = field(default=False, init=False)
    _key: KeyOf = field(init=False)

    def __attrs_post_init__(self) -> None:
        (self._member,) = self.node.members
        assert isinstance(self._member.over, OverRows)
        self._at = rows_at(self._member.over, self.compiler)
        own = frozenset(self._at.register.axes)
        found: set[str] = set()
        for part in members_parts(self._member):
            found |= set(self.compiler.program.node_axes(part)) - own - {self._at.register.row_axis}
        self._others = tuple(axis for axis in self.compiler.program.axes if axis in found)
        positions, time = self.compiler.positions, self._at.period_position
        keys = [*self._at.owners, *([] if time is None else [time]), *(positions[axis] for axis in self._others)]
        self._key = chosen(keys)

    def cell(self, place: Place) -> Cell | None:
        """The aggregate at `place`; ``None`` where the interpreter is to be asked."""
        if not self._is_asked:
            self._is_asked = True
            self._ask()
        if self._groups is None or self._at.refusal(place) is not None:
            return None
        key = self._key(place)
        if self._listed is not None and key not in self._listed:
            return None
        return self._read(self._groups.get(key))

    def taken(self, place: Place) -> RowsTaken | None:
        """Rows that take part at `place`; ``None`` where the interpreter is to be asked."""
        table, own = self._at.table, self._at.table_condition(place)
        if not table.held:
            return None
        try:
            given = {id(node): written(_bare(self.compiler.compile(node)(place))) for node in self._apart()}
            rows = self.translator(given)
            member = self._member
            conditions = [own] if member.only is None else [own, rows.condition(member.only).text]
            for part in (member.value, member.weight):
                if part is not None and (value := rows.of(part)).nulls:
                    if value.nulls & SOMEWHERE:
                        return None
                    conditions.append(f"{value.text} IS NOT NULL")
        except NotInSql:
            return None
        source = f"FROM {table.relation} AS r {' '.join(rows.joins)}"
        question = f"SELECT r.n {source} WHERE {' AND '.join(conditions)} ORDER BY r.n"
        found = table.query(question)
        belonging = table.query(f"SELECT count(*) FROM {table.relation} AS r WHERE {own}")  # noqa: S608 - quoted words
        if found is None or belonging is None:
            return None
        return RowsTaken([row for (row,) in found], belonging[0][0])

    # ------------------------------------------------------------ reading an answer

    def _read(self, group: _Group | None) -> Cell | None:
        taking, unknown, absent, *statistic = group or (0, 0, 0)
        if taking is None:
            taking = 0 if statistic[0] is None else 1
        if unknown or absent or self._refuses(taking):
            return None
        kind = self.node.kind
        if kind is AggregateKind.COUNT:
            return fmpq(taking)
        if kind is AggregateKind.SHARE:
            return fmpq(taking, statistic[0]) if statistic and statistic[0] else NOTHING_TO_COUNT
        if not taking:
            return ZERO if kind in (AggregateKind.SUM, AggregateKind.DISTINCT_COUNT) else NOTHING_TO_COUNT
        return self._worth(taking, statistic)

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

    def _worth(self, taking: int, found: list[Any]) -> Cell | None:
        divisor = self._statistic.divisor
        match self.node.kind:
            case AggregateKind.DISTINCT_COUNT:
                return fmpq(found[0])
            case AggregateKind.MEAN:
                return fmpq(found[0], divisor * taking)
            case AggregateKind.MEDIAN | AggregateKind.PERCENTILE:
                return self._quantile(taking, *found[0])
            case AggregateKind.WEIGHTED_MEAN:
                return fmpq(found[0], found[1] * divisor) if found[1] else None
            case _ if self._statistic.is_date:
                day: date = found[0]
                return day
            case _:
                return fmpq(found[0], divisor)

    def _quantile(self, taking: int, lower: int, upper: int) -> fmpq:
        """A median or percentile of the values at its place and the next; of a median they are those in the middle."""
        sought, divisor = self.node.quantile, self._statistic.divisor
        assert sought is not None
        if self.node.kind is AggregateKind.MEDIAN:
            way = _WAY_IN_THE_MIDDLE[sought.method]
        else:
            _, way = sought.place(taking)
        return (lower * (1 - way) + upper * way) / divisor

    # ------------------------------------------------------------ asking

    @property
    def register(self) -> str:
        """Code of the register."""
        return self._at.register.code

    @property
    def table(self) -> RowTable:
        """Its rows."""
        return self._at.table

    @property
    def is_plain(self) -> bool:
        """Whether nothing but the rows of the place itself decides, so that others can be asked for with it."""
        if self.node.kind in _ALONE or self._is_asked or self._at.over.reach:
            return False
        return bool(self.table.held) and not self._apart()

    def translator(self, given: Mapping[int, SqlValue]) -> RowSql:
        """What makes SQL of expressions over the rows."""
        return RowSql(self.register, self.table.held, given, self._attributes)

    def worded_among_others(self, rows: RowSql) -> Sequence[str]:
        """Columns of the answer where other aggregates are asked for in the same question.

        Raises
        ------
        NotInSql
            SQL cannot say it.
        """
        only = self._member.only
        condition = None if only is None else rows.condition(only)
        self._statistic = self._asked(rows, condition, among_others=True)
        return self._statistic.columns

    def _ask(self) -> None:
        table = self._at.table
        if not table.held:
            return
        try:
            places = self._places()
            question = self._worded(places)
        except NotInSql:
            return
        answer = table.query(question)
        if answer is not None:
            width = len(self.own_names) + len(self._others)
            self.take(answer, width, slice(width, None))

    def take(self, answer: list[tuple[Any, ...]], width: int, own: slice) -> None:
        """Keep the groups in an answer: keys of `width` entries, and `own` columns behind them."""
        self._is_asked = True
        parts = self._at.register.parts
        period = None if self._at.period_position is None else len(self._at.owners)
        self._groups = {_key_of(row[:width], period, parts): row[own] for row in answer}

    @property
    def own_names(self) -> list[str]:
        """Columns by which rows belong to places."""
        names = [f"r.o{number}" for number in range(len(self._at.owners))]
        return names if self._at.period_position is None else [*names, "r.period"]

    def _worded(self, places: PlacesTable | None) -> str:
        """The question in SQL."""
        given = {} if places is None else places.columns
        rows = self.translator(given)
        member = self._member
        condition = None if member.only is None else rows.condition(member.only)
        statistic = self._asked(rows, condition)
        self._statistic = statistic
        names: Sequence[str] = self.own_names
        source = f"FROM {self.table.relation} AS r"
        if places is not None:
            names = places.names
            source += f" JOIN (VALUES {places.rows}) AS p({', '.join(places.titles)}) ON {places.condition}"
        where = "" if condition is None or condition.nulls or self._is_share else f" WHERE {condition.text}"
        group = f" GROUP BY {', '.join(names)}" if names else ""
        joins = "".join(f" {join}" for join in rows.joins)
        return f"SELECT {', '.join([*names, *statistic.columns])} {source}{joins}{where}{group}"

    @property
    def _needs_nothing(self) -> bool:
        """Whether nobody asks how many rows take part."""
        return self.owner is None or self.owner.needs is None

    @property
    def _is_share(self) -> bool:
        return self.node.kind is AggregateKind.SHARE

    def _asked(self, rows: RowSql, condition: SqlOther | None, *, among_others: bool = False) -> Statistic:
        """Columns of the answer.

        Parameters
        ----------
        among_others
            Whether other aggregates are asked for in the same question, so that the condition is only its own.
        """
        keeps = condition is not None and (among_others or condition.nulls or self._is_share)
        only = f" FILTER (WHERE {condition.text})" if condition is not None and keeps else ""
        unknown = f"count(*) - count({condition.text})" if condition is not None and condition.nulls else "0"
        taking = f"count(*){only}"
        if self.node.kind is AggregateKind.COUNT:
            return Statistic((taking, unknown, "0"))
        if self._is_share:
            return Statistic((taking, unknown, "0", "count(*)"))
        assert self._member.value is not None
        value = rows.of(self._member.value)
        sure = NOWHERE if condition is None else condition.present
        nullable = [value] if value.nulls - sure else []
        if self.node.kind is AggregateKind.WEIGHTED_MEAN:
            assert self._member.weight is not None
            weight = rows.number(self._member.weight)
            nullable += [weight] if weight.nulls - sure else []
            statistic = weighted_mean(value, weight, only, self.table.size)
        else:
            statistic = unweighted(self.node.kind, value, only, self.table.size, self.node.quantile)
        absent = " + ".join(f"count(*){only} - count({one.text}){only}" for one in nullable) or "0"
        if self.node.kind in _EMPTY_ALONE and self._needs_nothing and absent == "0":
            taking = "NULL"
        return statistic.behind(taking, unknown, absent)

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
        pending, found = list(members_parts(self._member)), list[AnyNode]()
        while pending:
            node = pending.pop()
            if isinstance(node, nodes.Constant | nodes.ElementConstant):
                continue
            if axis in facts(node):
                pending.extend(operands(node))
            else:
                found.append(node)
        return found

    def _places(self) -> PlacesTable | None:
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
                continue
            values = [cell for cell in found if not isinstance(cell, Missing | Marked)]
            if len(values) == len(found):
                cells[self._key(place)] = values
        if not cells:
            raise NotInSql
        self._listed = frozenset(cells)
        return places_table(self._at, len(self._others), apart, cells)

    def _every_place(self) -> Iterator[Place]:
        """Places of which any row can be taken, along all axes that matter."""
        compiler, at, table = self.compiler, self._at, self._at.table
        names = ", ".join(f"o{number}" for number in range(len(at.owners)))
        owners = [()] if not names else table.query(f"SELECT DISTINCT {names} FROM {table.relation} ORDER BY ALL") or []  # noqa: S608
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


def ask_together(several: Iterable[GroupedRows]) -> None:
    """Ask for aggregates in one question a register, as far as nothing but its rows decides; the rest ask later."""
    by_register: dict[str, list[GroupedRows]] = {}
    for one in several:
        if one.is_plain:
            by_register.setdefault(one.register, []).append(one)
    for some in by_register.values():
        if len(some) > 1:
            _asked_together(some)


def _asked_together(several: list[GroupedRows]) -> None:
    rows, names = several[0].translator({}), several[0].own_names
    columns: list[str] = []
    taken: list[tuple[GroupedRows, slice]] = []
    for one in several:
        try:
            own = one.worded_among_others(rows)
        except NotInSql:
            continue
        start = len(names) + len(columns)
        taken.append((one, slice(start, start + len(own))))
        columns += own
    group = f" GROUP BY {', '.join(names)}" if names else ""
    joins = "".join(f" {join}" for join in rows.joins)
    text = f"SELECT {', '.join([*names, *columns])} FROM rows AS r{joins}{group}"  # noqa: S608 - quoted words
    answer = several[0].table.query(text) if taken else None
    if answer is not None:
        for one, own_columns in taken:
            one.take(answer, len(names), own_columns)


def _bare(cell: Cell) -> Present:
    if isinstance(cell, Missing | Marked):
        raise NotInSql
    return cell


def _key_of(row: tuple[Any, ...], period: int | None, parts: int) -> tuple[Entry, ...]:
    """The key of a group: with the period where it stands as its ordinal."""
    if period is None:
        return tuple(row)
    return (*row[:period], period_of(row[period], parts), *row[period + 1 :])
