"""Interval of a number from those of its operands, under the guards where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq

from tarazy.dsl import intervals
from tarazy.dsl.declarations import Column, ListDeclaration
from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import EMPTY, NON_NEGATIVE, WHOLE, Interval, between, point
from tarazy.dsl.nodes import (
    Absolute,
    Aggregate,
    AggregateKind,
    AnyNode,
    Arithmetic,
    AtElement,
    AtPeriod,
    Bands,
    ByValues,
    Cases,
    Extreme,
    Filed,
    FirstPresent,
    FunctionCall,
    If,
    Limit,
    Line,
    Logarithm,
    Member,
    Negate,
    Progress,
    Rank,
    Root,
    Round,
    Shift,
    WorkingDays,
)
from tarazy.dsl.over import OverList, OverPeriods, OverRows
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.typing.keys import key_of

_EXTREMES = frozenset({AggregateKind.BEST, AggregateKind.WORST, AggregateKind.MIN, AggregateKind.MAX})


def bounds(facts: Facts) -> Interval:
    """What a number can be; everything where nothing is known."""
    return WHOLE if facts.interval is None else facts.interval


def interval_of(node: AnyNode, facts_of: FactsOf, guards: Guards) -> Interval:
    """Interval of a node with operands; what is not known to be bounded is unbounded."""

    def of(part: AnyNode) -> Interval:
        return bounds(facts_of(part))

    match node:
        case Negate(operand=x):
            return intervals.negated(of(x))
        case Arithmetic(operator=operator, left=a, right=b):
            return _arithmetic(operator, of(a), of(b))
        case If(then=a, otherwise=b):
            return intervals.hull(of(a), of(b))
        case Extreme(kind=kind, operands=several):
            operation = intervals.minimum if kind == "min" else intervals.maximum
            return intervals.folded(operation, [of(part) for part in several])
        case Absolute(operand=x):
            return intervals.absolute(of(x))
        case Logarithm(operand=x):
            return intervals.natural_logarithm(of(x))
        case Root(operand=x, degree=degree):
            return intervals.root(of(x), degree)
        case Limit(operand=x, low=low, high=high):
            return intervals.clamp(of(x), None if low is None else of(low), None if high is None else of(high))
        case Round(operand=x, mode=mode, decimals=decimals):
            return intervals.round_to(of(x), mode, decimals)
        case FirstPresent(operands=several):
            return intervals.hull(*(of(part) for part in several))
        case Progress(operand=x, start=a, end=b):
            return _progress(node, of(x), of(a), of(b), guards)
        case WorkingDays(calendar=calendar):
            days = (calendar.last - calendar.first).days
            return between(-days, days)
        case FunctionCall(body=body):
            return of(body)
        case Shift(operand=x) | AtPeriod(operand=x) | AtElement(operand=x) | Filed(operand=x):
            return of(x)
        case Aggregate():
            return _aggregate(node, facts_of)
        case Rank():
            return between(1, None)
        case Bands() | Line() | Cases() | ByValues():
            return intervals.hull(*(of(part) for part in outcomes(node)))
        case _:
            return WHOLE


def outcomes(node: Bands | Line | Cases | ByValues) -> tuple[AnyNode, ...]:
    """Results of the rows of a table."""
    match node:
        case Bands(bands=bands):
            return tuple(band.result for band in bands)
        case Line(corners=corners):
            return tuple(result for _, result in corners)
        case Cases(rows=rows):
            return tuple(row.result for row in rows)
        case ByValues(rows=value_rows):
            return tuple(row.result for row in value_rows)


def _arithmetic(operator: str, left: Interval, right: Interval) -> Interval:
    match operator:
        case "+":
            return intervals.add(left, right)
        case "-":
            return intervals.subtract(left, right)
        case "*":
            return intervals.multiply(left, right)
        case "/":
            return intervals.divide(left, intervals.excluding(right, 0))
        case _:
            exponent = right.constant
            return WHOLE if exponent is None else intervals.power(left, exponent)


def _progress(node: Progress, operand: Interval, start: Interval, end: Interval, guards: Guards) -> Interval:
    """(x - A) / (B - A); between 0 and 1 where x is known to lie between A and B."""
    spread = intervals.excluding(intervals.subtract(end, start), 0)
    found = intervals.divide(intervals.subtract(operand, start), spread)
    if _is_between_own_extremes(node):
        return intervals.intersect(found, between(0, 1))
    forwards = guards.between(node.start, node.operand, node.end)
    backwards = guards.between(node.end, node.operand, node.start)
    ends = forwards or (None if backwards is None else (backwards[1], backwards[0]))
    if ends is None:
        return found
    return intervals.intersect(found, between(0, 1, low_open=ends[0], high_open=ends[1]))


def _is_between_own_extremes(node: Progress) -> bool:
    """Whether the ends are the extremes of a group of the same value, to which the own one belongs."""
    return all(_is_extreme_of(end, node.operand) for end in (node.start, node.end))


def _is_extreme_of(end: AnyNode, value: AnyNode) -> bool:
    match end:
        case Aggregate(
            kind=kind,
            members=(Member(value=own, only=None, over=OverList(others=False, children=False, relation=None)),),
        ):
            return kind in _EXTREMES and own is not None and key_of(own) == key_of(value)
        case _:
            return False


def _aggregate(node: Aggregate, facts_of: FactsOf) -> Interval:
    members = [WHOLE if member.value is None else bounds(facts_of(member.value)) for member in node.members]
    open_ended = any(member.over is not None for member in node.members)
    match node.kind:
        case AggregateKind.COUNT | AggregateKind.DISTINCT_COUNT if _of_rows(node):
            return NON_NEGATIVE
        case AggregateKind.DISTINCT_COUNT:
            return between(1, None)
        case AggregateKind.COUNT:
            return NON_NEGATIVE if any(_may_count_nothing(member) for member in node.members) else between(1, None)
        case AggregateKind.SHARE:
            return between(0, 1)
        case AggregateKind.SUM:
            return _total(node, members, facts_of)
        case AggregateKind.MIN | AggregateKind.MAX if not open_ended and not _may_be_left_out(node, facts_of):
            operation = intervals.minimum if node.kind is AggregateKind.MIN else intervals.maximum
            return intervals.folded(operation, members)
        case _:
            return intervals.hull(*members)


def _may_count_nothing(member: Member) -> bool:
    return member.only is not None or (isinstance(member.over, OverList) and member.over.dated)


def _of_rows(node: Aggregate) -> bool:
    """Whether rows are run over, of which there may be none."""
    return any(isinstance(member.over, OverRows) for member in node.members)


def _may_be_left_out(node: Aggregate, facts_of: FactsOf) -> bool:
    return any(member.value is not None and bool(facts_of(member.value).may) for member in node.members)


def _total(node: Aggregate, members: Sequence[Interval], facts_of: FactsOf) -> Interval:
    """The sum: a member over a list takes part any number of times, one that can be left out at most once."""
    total = point(0)
    for member, interval in zip(node.members, members, strict=True):
        taken = interval
        if isinstance(member.over, OverPeriods):
            taken = intervals.multiply(interval, between(1, member.over.count))
        elif isinstance(member.over, OverList) and member.over.relation is not None:
            taken = intervals.multiply(interval, between(1, None))
        elif member.over is not None:
            taken = intervals.hull(point(0), intervals.multiply(interval, between(1, None)))
        if member.value is not None and facts_of(member.value).may:
            taken = intervals.hull(taken, point(0))
        total = intervals.add(total, taken)
    return total


# ---------------------------------------------------------------- columns


def column_scale(column: Column) -> fmpq:
    """How much of the base unit 1 in a cell is: 1/100 in a column of percent."""
    return fmpq(1, 100) if column.shape.is_percent else column.shape.unit.scale


def column_interval(column: Column) -> Interval:
    """What a number of a column can be, in the base unit, by its contract."""
    if column.range is None:
        return WHOLE
    return intervals.multiply(column.range, point(column_scale(column)))


def attribute_interval(of: ListDeclaration, column: Column) -> Interval:
    """What a number of a list's column can be: by its contract, and by the rows where they are all written in the
    text.
    """
    declared = column_interval(column)
    place = of.columns.index(column)
    if of.files or not of.rows:
        return declared
    cells = [values[place] for _, values in of.rows]
    numbers = [point(cell) for cell in cells if isinstance(cell, fmpq)]
    return intervals.intersect(declared, intervals.hull(*numbers)) if numbers else EMPTY
