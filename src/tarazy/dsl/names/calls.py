"""Calls: each built-in becomes its node, a call of a declared function the function's value with the arguments put in.

How many operands a call takes and which labels is settled when it is read (``dsl/calls.py``); here only what its names
stand for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import frozen
from flint import fmpq

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.calendars import by_calendar
from tarazy.dsl.names.expressions import Resolver, foreign_word
from tarazy.dsl.names.functions import call_of_function
from tarazy.dsl.names.over import binding, given_with, narrowed, over_list, own_condition
from tarazy.dsl.names.quantiles import quantile_of
from tarazy.dsl.names.registers import aggregate_of_rows, rows_over
from tarazy.dsl.names.related import with_same
from tarazy.dsl.names.selected_elements import belongs
from tarazy.dsl.names.selections import several_of
from tarazy.dsl.names.statuses import points_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AggregateKind, AnyNode, Member, Ties
from tarazy.dsl.over import OverList, OverPeriods
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.spoken_words import in_each_language, keyword_of
from tarazy.dsl.synonyms import word_meant
from tarazy.dsl.units import PURE, Shape, Shown


@frozen(eq=False)
class Arguments:
    """A call's arguments sorted: operands in order, labelled ones and phrases by key."""

    call: syntax.Call
    operands: tuple[syntax.Expression, ...]
    labelled: Mapping[str, syntax.Argument]

    def value(self, label: str) -> syntax.Expression | None:
        """Value behind a label; ``None`` where it is not there."""
        argument = self.labelled.get(label)
        return None if argument is None else argument.value

    def has(self, label: str) -> bool:
        """Whether a label or phrase is there."""
        return label in self.labelled


def call_node(resolver: Resolver, call: syntax.Call) -> AnyNode:
    """The node of a call."""
    operands = tuple(part.value for part in call.arguments if not part.label and part.value is not None)
    arguments = Arguments(call, operands, {part.label: part for part in call.arguments if part.label})
    if not call.builtin:
        return _declared(resolver, arguments)
    maker = _MAKERS.get(call.function)
    if maker is None:
        resolver.report("N169", call.function_span, name=call.function_span.text)
        return resolver.unresolved(call)
    return maker(resolver, arguments)


# ---------------------------------------------------------------- plain operations


def _not(resolver: Resolver, arguments: Arguments) -> AnyNode:
    return nodes.Not(resolver.node(arguments.operands[0]), span=arguments.call.span, syntax=arguments.call)


def _if(resolver: Resolver, arguments: Arguments) -> AnyNode:
    condition, then, otherwise = (resolver.node(part) for part in arguments.operands)
    return nodes.If(condition, then, otherwise, span=arguments.call.span, syntax=arguments.call)


def _absolute(resolver: Resolver, arguments: Arguments) -> AnyNode:
    return nodes.Absolute(resolver.node(arguments.operands[0]), span=arguments.call.span, syntax=arguments.call)


def _logarithm(resolver: Resolver, arguments: Arguments) -> AnyNode:
    return nodes.Logarithm(resolver.node(arguments.operands[0]), span=arguments.call.span, syntax=arguments.call)


def _root(resolver: Resolver, arguments: Arguments) -> AnyNode:
    degree = 2
    if len(arguments.operands) == 2:
        written = arguments.operands[1]
        if not isinstance(written, syntax.Number) or written.value.q != 1 or not 2 <= int(written.value.p) <= 100:
            resolver.report("N160", written.span)
            return resolver.unresolved(arguments.call)
        degree = int(written.value.p)
    return nodes.Root(resolver.node(arguments.operands[0]), degree, span=arguments.call.span, syntax=arguments.call)


def _round(resolver: Resolver, arguments: Arguments) -> AnyNode:
    mode = next(mode for mode in RoundingMode if arguments.has(mode.name.lower()))
    decimals = arguments.value("decimals")
    assert isinstance(decimals, syntax.Number)
    operand = resolver.node(arguments.operands[0])
    return nodes.Round(operand, mode, int(decimals.value.p), span=arguments.call.span, syntax=arguments.call)


def _limit(resolver: Resolver, arguments: Arguments) -> AnyNode:
    low, high = arguments.value("from"), arguments.value("to")
    return nodes.Limit(
        resolver.node(arguments.operands[0]),
        None if low is None else resolver.node(low),
        None if high is None else resolver.node(high),
        span=arguments.call.span,
        syntax=arguments.call,
    )


def _first_present(resolver: Resolver, arguments: Arguments) -> AnyNode:
    parts = tuple(resolver.node(part) for part in arguments.operands)
    return nodes.FirstPresent(parts, span=arguments.call.span, syntax=arguments.call)


def _has(resolver: Resolver, arguments: Arguments) -> AnyNode:
    return nodes.Has(resolver.node(arguments.operands[0]), span=arguments.call.span, syntax=arguments.call)


def _state(resolver: Resolver, arguments: Arguments) -> AnyNode:
    return nodes.StateOf(resolver.node(arguments.operands[0]), span=arguments.call.span, syntax=arguments.call)


def _progress(resolver: Resolver, arguments: Arguments) -> AnyNode:
    start, end = arguments.value("from"), arguments.value("to")
    assert start is not None
    assert end is not None
    return nodes.Progress(
        resolver.node(arguments.operands[0]),
        resolver.node(start),
        resolver.node(end),
        span=arguments.call.span,
        syntax=arguments.call,
    )


def _reaches(resolver: Resolver, arguments: Arguments) -> AnyNode:
    call = arguments.call
    direction = _direction(resolver, call)
    if direction is None:
        return resolver.unresolved(call)
    operand, target = (resolver.node(part) for part in arguments.operands)
    strictly = call.function == "better_than"
    return nodes.Reaches(operand, target, direction, strictly, span=call.span, syntax=call)


def _direction(resolver: Resolver, call: syntax.Call) -> AnyNode | None:
    """Node for the direction that a call reads from the `better` line."""
    better = resolver.here.better
    if better is None:
        resolver.report("S327", call.function_span, call=call.function_span.text)
        return None
    return better


# ---------------------------------------------------------------- over lists


def _over(resolver: Resolver, arguments: Arguments, written: syntax.Expression) -> OverList | None:
    """The list that a call runs over, narrowed by `same`; ``None`` after a finding."""
    over = over_list(resolver, written)
    return None if over is None else with_same(resolver, arguments.labelled.get("same"), over)


def _filter(resolver: Resolver, arguments: Arguments, over: OverList) -> AnyNode | None:
    written = arguments.value("over") or arguments.operands[0]
    return narrowed(resolver, written, arguments.value("only"), over)


def _counted(resolver: Resolver, arguments: Arguments) -> AnyNode:
    call = arguments.call
    kind = AggregateKind.COUNT if call.function == "count" else AggregateKind.SHARE
    rows = rows_over(resolver, arguments.operands[0])
    if rows is not None:
        return aggregate_of_rows(resolver, call, kind, rows, None)
    over = _over(resolver, arguments, arguments.operands[0])
    if over is None:
        return resolver.unresolved(call)
    if kind is AggregateKind.SHARE and (among := given_with(resolver, arguments.operands[0], over)) is not None:
        return _share_among(resolver, arguments, over, among)
    only = _filter(resolver, arguments, over)
    member = Member(None, arguments.operands[0].span.text, over, only, span=call.span)
    return nodes.Aggregate(kind, (member,), span=call.span, syntax=call)


def _share_among(resolver: Resolver, arguments: Arguments, over: OverList, among: AnyNode) -> AnyNode:
    """A share of the elements of a list that was narrowed before: the mean of 100 % and 0 % over those."""
    call = arguments.call
    condition = own_condition(resolver, arguments.value("only"), over)
    assert condition is not None
    whole, none = (
        nodes.Constant(value, Shape(PURE, Shown.PERCENT, value), span=call.span) for value in (fmpq(1), fmpq(0))
    )
    value = nodes.If(condition, whole, none, span=call.span, syntax=arguments.labelled["only"].value)
    member = Member(value, arguments.operands[0].span.text, over, among, span=call.span)
    return nodes.Aggregate(AggregateKind.MEAN, (member,), span=call.span, syntax=call)


_KINDS: Mapping[str, AggregateKind] = {
    "sum": AggregateKind.SUM,
    "distinct_count": AggregateKind.DISTINCT_COUNT,
    "mean": AggregateKind.MEAN,
    "median": AggregateKind.MEDIAN,
    "percentile": AggregateKind.PERCENTILE,
    "min": AggregateKind.MIN,
    "max": AggregateKind.MAX,
    "best": AggregateKind.BEST,
    "worst": AggregateKind.WORST,
    "geometric_mean": AggregateKind.GEOMETRIC_MEAN,
    "weighted_mean": AggregateKind.WEIGHTED_MEAN,
}


_DIRECTED = frozenset({AggregateKind.BEST, AggregateKind.WORST})


def _aggregate(resolver: Resolver, arguments: Arguments) -> AnyNode:
    """An aggregate over a list or over former periods; without either, `min` and `max` compare single things."""
    call = arguments.call
    over: OverList | OverPeriods | None = None
    operand = arguments.operands[0]
    written_over = arguments.value("over")
    rows = None if written_over is None else rows_over(resolver, written_over)
    if rows is not None:
        kind = _KINDS[call.function]
        direction = _direction(resolver, call) if kind in _DIRECTED else None
        return aggregate_of_rows(resolver, call, kind, rows, operand, direction)
    if written_over is not None:
        over = _over(resolver, arguments, written_over)
        if over is None:
            return resolver.unresolved(call)
    elif isinstance(operand, syntax.Selection) and (several := several_of(resolver, operand)) is not None:
        over, operand = several
    if over is None and call.function in ("min", "max") and len(arguments.operands) > 1:
        parts = tuple(resolver.node(part) for part in arguments.operands)
        return nodes.Extreme(call.function, parts, span=call.span, syntax=call)
    if over is None:
        resolver.report("N161", call.function_span, call=call.function_span.text)
        return resolver.unresolved(call)
    return _aggregate_over(resolver, arguments, operand, over)


def _aggregate_over(
    resolver: Resolver, arguments: Arguments, operand: syntax.Expression, over: OverList | OverPeriods
) -> AnyNode:
    call, kind = arguments.call, _KINDS[arguments.call.function]
    only = None
    if isinstance(over, OverList):
        resolver, over = binding(resolver, arguments.labelled.get("over"), over)
        only = _filter(resolver, arguments, over)
    weight = arguments.value("weight")
    member = Member(
        resolver.node(operand),
        operand.span.text,
        over,
        only,
        None if weight is None else resolver.node(weight),
        span=call.span,
    )
    direction = _direction(resolver, call) if kind in _DIRECTED else None
    quantile = quantile_of(resolver, call)
    return nodes.Aggregate(kind, (member,), direction, quantile=quantile, span=call.span, syntax=call)


def _rank(resolver: Resolver, arguments: Arguments) -> AnyNode:
    call = arguments.call
    if not (arguments.has("highest_first") or arguments.has("lowest_first")):
        resolver.report("S323", call.function_span, variant="order")
    if not (arguments.has("ties_better") or arguments.has("ties_mean")):
        resolver.report("S323", call.function_span, variant="ties")
    written_over = arguments.value("over")
    over = None if written_over is None else _over(resolver, arguments, written_over)
    if over is None:
        if written_over is None:
            resolver.report("N161", call.function_span, call=call.function_span.text)
        return resolver.unresolved(call)
    element = arguments.labelled["over"].element
    if element is not None:
        resolver.report("N187", element.span, name=element.span.text)
    ties = Ties.MEAN_PLACE if arguments.has("ties_mean") else Ties.BETTER_PLACE
    operand = resolver.node(arguments.operands[0])
    only = _filter(resolver, arguments, over)
    return nodes.Rank(operand, over, only, not arguments.has("lowest_first"), ties, span=call.span, syntax=call)


# ---------------------------------------------------------------- declared functions


def _declared(resolver: Resolver, arguments: Arguments) -> AnyNode:
    call, scope = arguments.call, resolver.scope
    declared = scope.function_called(call.function)
    if declared is None and call.function in scope.ambiguous:
        resolver.report_ambiguous(call.function, call.function_span)
        return resolver.unresolved(call)
    if declared is None:
        if (foreign := foreign_word(call.function, "call", call.function_span)) is not None:
            resolver.findings.append(foreign)
            return resolver.unresolved(call)
        owner, _, column = call.function.rpartition(".")
        if owner in scope.sources and scope.sources[owner].column(column) is not None:
            resolver.report("N162", call.function_span, variant="column", name=call.function)
            return resolver.unresolved(call)
        builtin = in_each_language([keyword_of("call", key) for key in _MAKERS])
        near = nearest(call.function, (*scope.functions, *builtin))
        near = near or word_meant("call", call.function)
        variant = "near" if near else ""
        resolver.report("N162", call.function_span, variant=variant, name=call.function, nearest=near or "")
        return resolver.unresolved(call)
    return call_of_function(resolver, call, declared)


def _points(resolver: Resolver, arguments: Arguments) -> AnyNode:
    return points_of(resolver, arguments.call, arguments.operands[0])


def _by_calendar(resolver: Resolver, arguments: Arguments) -> AnyNode:
    start, second = arguments.operands
    return by_calendar(resolver, arguments.call, start, second)


def _may_equal(resolver: Resolver, arguments: Arguments) -> AnyNode:
    left, right = (resolver.node(part) for part in arguments.operands)
    return nodes.MayEqual(left, right, span=arguments.call.span, syntax=arguments.call)


def _belongs(resolver: Resolver, arguments: Arguments) -> AnyNode:
    call, (first,) = arguments.call, arguments.operands
    over = arguments.value("over")
    if over is None:
        return belongs(resolver, first, None, call.span)
    return belongs(resolver, over, resolver.node(first), call.span)


_MAKERS: Mapping[str, Callable[[Resolver, Arguments], AnyNode]] = {
    "not": _not,
    "if": _if,
    "count": _counted,
    "share": _counted,
    **dict.fromkeys(_KINDS, _aggregate),
    "rank": _rank,
    "points": _points,
    "belongs": _belongs,
    "may_equal": _may_equal,
    "progress": _progress,
    "limit": _limit,
    "abs": _absolute,
    "ln": _logarithm,
    "root": _root,
    "round": _round,
    "working_days": _by_calendar,
    "working_day_after": _by_calendar,
    "first_present": _first_present,
    "reaches": _reaches,
    "better_than": _reaches,
    "has": _has,
    "state": _state,
}
