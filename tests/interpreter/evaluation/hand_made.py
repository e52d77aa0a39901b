"""Programs and data made by hand, node by node: two bodies' worth of language without a line of text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl import nodes as n
from tarazy.dsl import syntax
from tarazy.dsl.declarations import (
    Computed,
    Coverage,
    KeyAxis,
    ListDeclaration,
    Needs,
    OutcomeRule,
    Parameter,
    Role,
    Rules,
    SameKey,
    SourceDeclaration,
    Where,
)
from tarazy.dsl.node_parts import members_parts, operands
from tarazy.dsl.over import Over, OverList
from tarazy.dsl.periods import Period
from tarazy.dsl.quantiles import Quantile, QuantileMethod
from tarazy.dsl.regimes import Regimes
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.source import Source, Span
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.held_rows import HeldRows
from tarazy.interpreter.meaning.compiler import Overrides
from tarazy.interpreter.snapshot_protocol import Key, Read

SPAN = Span(Source("<text>", ""), 0, 0)
WRITTEN = syntax.Declaration("indicator", None, span=SPAN)
BODIES = ("north", "south", "west")
AXES = ("bodies", "period", "measures")
HERE: tuple[str | int | None, ...] = ("north", 2020, None)
N, U = State.NOT_APPLICABLE, State.NOT_COUNTED
ABSENT = State.ABSENT

Literal = int | str | bool | fmpq | State


def node(value: Literal | n.AnyNode) -> n.AnyNode:
    """A constant or a state for what is no node yet."""
    if isinstance(value, State):
        return n.StateConstant(value, span=SPAN)
    if isinstance(value, bool | str | fmpq):
        return n.Constant(value, span=SPAN)
    return n.Constant(fmpq(value), span=SPAN) if isinstance(value, int) else value


def datum(column: str, source: str = "data") -> n.Datum:
    """A column of the source of that name."""
    return n.Datum(source, column, span=SPAN)


def result(code: str, facet: n.Facet = n.Facet.RESULT) -> n.Result:
    """What a declaration gives."""
    return n.Result(code, facet, span=SPAN)


def arithmetic(operator: str, left: Literal | n.AnyNode, right: Literal | n.AnyNode) -> n.Arithmetic:
    """``left operator right``."""
    return n.Arithmetic(operator, node(left), node(right), span=SPAN)


def compare(operator: str, left: Literal | n.AnyNode, right: Literal | n.AnyNode) -> n.Compare:
    """``left operator right``."""
    return n.Compare(operator, node(left), node(right), span=SPAN)


def unknown(code: str = "a") -> n.Datum:
    """A datum that no row gives."""
    return datum(f"missing_{code}")


def member(
    value: Literal | n.AnyNode | None,
    name: str = "m",
    over: Over | None = None,
    only: n.AnyNode | None = None,
    weight: Literal | n.AnyNode | None = None,
) -> n.Member:
    """A member of an aggregate."""
    operand, weighed = (None if part is None else node(part) for part in (value, weight))
    return n.Member(operand, name, over, only, weighed, span=SPAN)


MIDDLE = Quantile(fmpq(1, 2), QuantileMethod.LINEAR)
"""The median that is the mean of the middle two."""


def aggregate(kind: str, *members: n.Member, direction: str | None = None, is_field: bool = False) -> n.Aggregate:
    """An aggregate by the word for its kind."""
    way = None if direction is None else node(direction)
    quantile = MIDDLE if kind == "median" else None
    return n.Aggregate(n.AggregateKind(kind), members, way, is_field, quantile, span=SPAN)


def field_of(kind: str, *values: Literal | n.AnyNode, weights: Iterable[Literal] | None = None) -> n.Aggregate:
    """An aggregate field over single members m0, m1, …"""
    given = [None] * len(values) if weights is None else list(weights)
    members = [member(value, f"m{i}", weight=w) for i, (value, w) in enumerate(zip(values, given, strict=True))]
    return aggregate(kind, *members, is_field=True)


ALL_BODIES = OverList("bodies", "bodies")


def over_bodies(
    kind: str, column: str = "x", *, direction: str | None = None, over: OverList = ALL_BODIES
) -> n.Aggregate:
    """A statistic of a column over bodies, all unless `over` says else."""
    return aggregate(kind, member(datum(column), over=over), direction=direction)


def rule(name: str, outcome: Literal | n.AnyNode) -> OutcomeRule:
    """An outcome rule."""
    return OutcomeRule(name, node(outcome), (), False, False, SPAN)


def computed(code: str, value: Literal | n.AnyNode, **parts: object) -> Computed:
    """A declaration; what is not given is not written."""
    every: dict[str, Any] = {
        "role": Role.INDICATOR,
        "label": None,
        "basis": (),
        "families": (),
        "applies_to": None,
        "does_not_apply_to": None,
        "better": None,
        "value_steps": (),
        "points": None,
        "points_steps": (),
        "where": (),
        "rules": Rules(),
        "needs": None,
        "most_points": None,
        "of": None,
        "shown_decimals": None,
        "unit": None,
        "period": None,
        "written": WRITTEN,
        "span": SPAN,
    }
    return Computed(code=code, value=node(value), **(every | parts))


def legend(**lines: n.AnyNode) -> tuple[Where, ...]:
    """Lines of a `where`."""
    return tuple(Where(name, line, None, SPAN) for name, line in lines.items())


def needs(coverage: Coverage, amount: Literal, otherwise: Literal | n.AnyNode) -> Needs:
    """A coverage rule."""
    counted = fmpq(amount) if isinstance(amount, int) else amount
    if isinstance(counted, State):
        raise TypeError("an amount is a number")
    return Needs(coverage, counted, node(otherwise), SPAN)


def bodies_list(code: str = "bodies", only: n.AnyNode | None = None) -> ListDeclaration:
    """A list of bodies; any but `bodies` is part of it."""
    of = None if code in ("bodies", "measures") else "bodies"
    root = code if of is None else of
    return ListDeclaration(code, None, of, root, None, "code", (), (), (), only, SPAN)


def source(code: str, *axes: str) -> SourceDeclaration:
    """A source keyed by axes."""
    key = tuple(KeyAxis(axis, axis, None if axis == "period" else axis, axis, SPAN) for axis in axes)
    return SourceDeclaration(code, None, None, None, None, (), (), SameKey.ERROR, key, (), (), SPAN)


@frozen(eq=False)
class Data:
    """A snapshot: columns of `data` by body and period, `by_measure` by body, measure and period."""

    tables: Mapping[str, Mapping[str, Mapping[Key, Read]]] = field(factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(factory=dict)
    attributes: Mapping[tuple[str, str, str], Read] = field(factory=dict)
    years: tuple[int, ...] = (2019, 2020)

    def table(self, source: str) -> Mapping[str, Mapping[Key, Read]]:
        """Columns of a source."""
        return self.tables.get(source, {})

    def register(self, register: str) -> HeldRows:
        """No register has any rows."""
        _ = register
        return HeldRows()

    def elements(self, list: str, period: Period | None) -> tuple[str, ...]:  # noqa: A002, ARG002 - the protocol's
        """Elements of a list, the same in every period."""
        return self.lists.get(list, BODIES if list == "bodies" else ())

    def attribute(
        self,
        list: str,  # noqa: A002 - the protocol's
        column: str,
        element: str,
        period: Period | None,  # noqa: ARG002 - the protocol's
    ) -> Read:
        """A cell of a list."""
        return self.attributes.get((list, column, element), State.ABSENT)

    def periods(self) -> tuple[int, ...]:
        """Periods of the data."""
        return self.years


@frozen(eq=False)
class HandMade:
    """A program."""

    computed: Mapping[str, Computed]
    lists: Mapping[str, ListDeclaration]
    parameters: Mapping[str, Parameter] = field(factory=dict)
    axes_of: Mapping[str, tuple[str, ...]] = field(factory=dict)
    sources: Mapping[str, SourceDeclaration] = {
        "data": source("data", "bodies", "period"),
        "by_measure": source("by_measure", "bodies", "measures", "period"),
    }
    registers: Mapping[str, RegisterDeclaration] = field(factory=dict)
    axes: tuple[str, ...] = AXES
    body_axis: str | None = "bodies"
    parts: int = 1
    regimes: Regimes = field(factory=Regimes)

    def node_axes(self, node: n.AnyNode) -> Iterable[str]:
        """Axes of a node: those of its parts, less what an aggregate runs over."""
        match node:
            case n.Datum(source=code):
                return self.sources[code].axes
            case n.Result(declaration=code):
                return self.axes_of[code]
            case n.Local(declaration=code, name=name):
                return self.node_axes(next(line.node for line in self.computed[code].where if line.name == name))
            case n.Element(list=code):
                return (self.lists[code].root,)
            case n.Aggregate(members=members):
                return frozenset().union(*(self._member_axes(one) for one in members))
            case n.Rank(operand=operand, over=over):
                return {*self.node_axes(operand), over.axis}
            case _:
                return frozenset().union(*(self.node_axes(part) for part in operands(node)))

    def _member_axes(self, one: n.Member) -> frozenset[str]:
        own = frozenset[str]().union(*(self.node_axes(part) for part in members_parts(one)))
        return own - {one.over.axis} if isinstance(one.over, OverList) else own


def rows(**columns: Mapping[str, Literal] | Literal) -> dict[str, dict[Key, Read]]:
    """Columns of `data` in 2020: a value by body, or one for `north`."""
    made: dict[str, dict[Key, Read]] = {}
    for name, given in columns.items():
        by_body = given if isinstance(given, Mapping) else {"north": given}
        made[name] = {(body, 2020): _read(value) for body, value in by_body.items()}
    return made


def _read(value: Literal) -> Read:
    return fmpq(value) if isinstance(value, int) and not isinstance(value, bool) else value


def evaluation(
    *declarations: Computed,
    data: Data | None = None,
    lists: Mapping[str, ListDeclaration] | None = None,
    parameters: Mapping[str, Parameter] | None = None,
    axes_of: Mapping[str, tuple[str, ...]] | None = None,
    overrides: Overrides | None = None,
) -> Evaluation:
    """An evaluation of declarations with the axes body and period, unless `axes_of` says else."""
    codes = {one.code: one for one in declarations}
    every_list = {code: bodies_list(code) for code in ("bodies", "central", "measures")} | dict(lists or {})
    every_axes = dict.fromkeys(codes, ("bodies", "period")) | dict(axes_of or {})
    program = HandMade(codes, every_list, parameters or {}, every_axes)
    return Evaluation(program, data or Data(), overrides)


def cell_of(value: Literal | n.AnyNode, **columns: Mapping[str, Literal] | Literal) -> Cell:
    """The cell of a node for `north` in 2020, on data given by column."""
    return evaluation(data=Data({"data": rows(**columns)})).node(node(value), HERE)
