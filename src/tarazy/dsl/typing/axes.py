"""Axes of a node from those of its operands."""

from __future__ import annotations

from functools import reduce

from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import members_parts, operands
from tarazy.dsl.nodes import (
    PERIOD,
    Aggregate,
    AnyNode,
    AtElement,
    AtPeriod,
    Belongs,
    BoundElement,
    Datum,
    Element,
    Filed,
    FunctionCall,
    Member,
    ParameterValue,
    Rank,
    Shift,
)
from tarazy.dsl.over import OverList, OverPeriods, OverRows
from tarazy.dsl.typing.guards import FactsOf

Axes = frozenset[str]


def axes_of(node: AnyNode, facts_of: FactsOf, resolved: Resolved) -> Axes:
    """Axes of any node but a reference to a declaration or a line of its legend, which have those of what they name."""
    match node:
        case Datum(source=code):
            return frozenset(resolved.sources[code].axes)
        case Element(list=code):
            return frozenset({resolved.lists[code].root})
        case BoundElement(axis=axis):
            return frozenset({axis})
        case ParameterValue(parameter=code):
            rows = resolved.parameters[code].by_period
            return frozenset({PERIOD}) if any(year is not None for year, _ in rows) else frozenset()
        case Shift(operand=operand) | FunctionCall(body=operand):
            return facts_of(operand).axes
        case Filed(operand=operand, day=day, limits=limits):
            named = union(*(facts_of(last).axes for _, last in limits), facts_of(day).axes)
            dated = frozenset({PERIOD}) if any(year is not None for year, _ in limits) else frozenset()
            return facts_of(operand).axes | named | dated
        case AtPeriod(operand=operand):
            return facts_of(operand).axes - {PERIOD}
        case AtElement(operand=operand, axis=axis, element=element):
            return (facts_of(operand).axes - {axis}) | facts_of(element).axes
        case Aggregate(members=members):
            return union(*(_axes_of_member(member, facts_of, resolved) for member in members))
        case Belongs(operand=operand):
            return facts_of(operand).axes | {PERIOD}
        case Rank(operand=operand, over=over):
            return facts_of(operand).axes | {over.axis} | _axes_of_list(over.list, resolved, facts_of)
        case _:
            return union(*(facts_of(part).axes for part in operands(node)))


def _axes_of_list(code: str, resolved: Resolved, facts_of: FactsOf) -> Axes:
    """The period, where a list or one that it is part of has other elements in other periods."""
    above: str | None = code
    while above is not None:
        declared = resolved.lists[above]
        if declared.is_dated or (declared.only is not None and PERIOD in facts_of(declared.only).axes):
            return frozenset({PERIOD})
        above = declared.of
    return frozenset()


def _axes_of_member(member: Member, facts_of: FactsOf, resolved: Resolved) -> Axes:
    own = union(*(facts_of(part).axes for part in members_parts(member)))
    match member.over:
        case OverRows(axis=axis, owners=owners):
            return (own - {axis}) | frozenset(owners)
        case OverList() as over:
            within = (own - {over.along}) | _axes_of_list(over.list, resolved, facts_of)
            if over.relation is not None:
                within |= {PERIOD}
            return within | {over.axis} if over.is_of_own_element else within
        case _:
            return own


def union(*axes: Axes) -> Axes:
    """All axes of several."""
    return reduce(frozenset.union, axes, frozenset())


def lag_of(node: AnyNode, facts_of: FactsOf) -> int:
    """How many former periods a node needs."""
    deepest = max((facts_of(part).lag for part in operands(node)), default=0)
    match node:
        case Shift(periods=periods):
            return deepest + periods
        case AtPeriod():
            return 0
        case Aggregate(members=members):
            return deepest + max((_reach(member) for member in members), default=0)
        case _:
            return deepest


def _reach(member: Member) -> int:
    """How many former periods a member asks for."""
    match member.over:
        case OverPeriods(count=count):
            return count - 1
        case OverRows(reach=reach):
            return reach
        case _:
            return 0
