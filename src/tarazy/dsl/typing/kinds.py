"""Type and unit of each node with operands: which rule of `types` it takes."""

from __future__ import annotations

from collections.abc import Mapping

from tarazy.dsl import nodes
from tarazy.dsl.nodes import AggregateKind, AnyNode
from tarazy.dsl.over import OverList, OverRows
from tarazy.dsl.typing.bounds import outcomes
from tarazy.dsl.typing.guards import FactsOf
from tarazy.dsl.typing.types import A_CONDITION, A_NUMBER, NOTHING, Kind, TypeChecker, share_kind
from tarazy.dsl.units import PURE, Function, Shape, count_of
from tarazy.dsl.value_types import DateType, ElementType, NumberType, StateType

_FUNCTIONS: Mapping[AggregateKind, Function] = {
    AggregateKind.SUM: Function.SUM,
    AggregateKind.MEAN: Function.MEAN,
    AggregateKind.MEDIAN: Function.MEDIAN,
    AggregateKind.PERCENTILE: Function.PERCENTILE,
    AggregateKind.MIN: Function.MINIMUM,
    AggregateKind.MAX: Function.MAXIMUM,
    AggregateKind.BEST: Function.BEST,
    AggregateKind.WORST: Function.WORST,
    AggregateKind.GEOMETRIC_MEAN: Function.GEOMETRIC_MEAN,
    AggregateKind.WEIGHTED_MEAN: Function.WEIGHTED_MEAN,
}


def kind_of(node: AnyNode, facts_of: FactsOf, checker: TypeChecker, owner: str) -> Kind:
    """Kind of a node with operands; `owner` is the code that words of a table belong to."""
    match node:
        case nodes.Negate(operand=x):
            return checker.function(Function.NEGATION, [x], node.span, facts_of)
        case nodes.Arithmetic(operator=operator, left=a, right=b):
            return checker.arithmetic(operator, a, b, node.span, facts_of)
        case nodes.Absolute(operand=x):
            return checker.function(Function.ABSOLUTE, [x], node.span, facts_of)
        case nodes.Round(operand=x):
            return checker.function(Function.ROUND, [x], node.span, facts_of)
        case nodes.Logarithm(operand=x):
            return checker.function(Function.LOGARITHM, [x], node.span, facts_of)
        case nodes.Root(operand=x):
            return checker.function(Function.ROOT, [x], node.span, facts_of)
        case nodes.Progress(operand=x, start=a, end=b):
            return checker.function(Function.PROGRESS, [x, a, b], node.span, facts_of)
        case nodes.Limit(operand=x, low=low, high=high):
            parts = [part for part in (x, low, high) if part is not None]
            return checker.function(Function.LIMIT, parts, node.span, facts_of)
        case nodes.Extreme(kind=kind, operands=several):
            if all(isinstance(facts_of(part).type, DateType) for part in several):
                return Kind(DateType())
            function = Function.MINIMUM if kind == "min" else Function.MAXIMUM
            return checker.function(function, several, node.span, facts_of, several="members")
        case nodes.WorkingDays(start=a, end=b):
            return checker.working_days(a, b, facts_of)
        case nodes.WorkingDayAfter(start=a, count=n):
            return checker.working_day_after(a, n, facts_of)
        case nodes.LastDay():
            return Kind(DateType())
        case nodes.Rank(operand=x, only=only):
            if only is not None:
                checker.condition(only, facts_of(only))
            checker.shapes([x], facts_of, "`rank`")
            return A_NUMBER
        case nodes.Aggregate():
            return _aggregate(node, facts_of, checker)
        case _:
            return _choice(node, facts_of, checker, owner)


def _choice(node: AnyNode, facts_of: FactsOf, checker: TypeChecker, owner: str) -> Kind:
    match node:
        case nodes.Compare(operator=operator, left=a, right=b):
            return checker.comparison(operator, a, b, node.span, facts_of)
        case nodes.Logical(left=a, right=b):
            checker.condition(a, facts_of(a))
            return checker.condition(b, facts_of(b))
        case nodes.Not(operand=x):
            return checker.condition(x, facts_of(x))
        case nodes.MayEqual(left=a, right=b):
            checker.shapes((a, b), facts_of, "`may equal`")
            return checker.comparison("=", a, b, node.span, facts_of)
        case nodes.Has() | nodes.Belongs():
            return A_CONDITION
        case nodes.StateOf():
            return Kind(StateType())
        case nodes.Reaches(operand=a, target=b):
            checker.shapes((a, b), facts_of, "a comparison by direction")
            return checker.comparison("<=", a, b, node.span, facts_of)
        case nodes.If(condition=condition, then=a, otherwise=b):
            checker.condition(condition, facts_of(condition))
            return checker.choice([a, b], node.span, facts_of, owner)
        case nodes.FirstPresent(operands=several):
            return checker.choice(several, node.span, facts_of, owner)
        case (
            nodes.FunctionCall(body=x)
            | nodes.Shift(operand=x)
            | nodes.AtPeriod(operand=x)
            | nodes.AtElement(operand=x)
            | nodes.Filed(operand=x)
        ):
            return Kind(facts_of(x).type, _not_literal(facts_of(x).shape))
        case nodes.Bands(operand=x):
            checker.shapes([x], facts_of, "`by bands of`")
            return checker.choice(outcomes(node), node.span, facts_of, owner)
        case nodes.Line(operand=x):
            checker.shapes([x], facts_of, "`by line of`")
            return checker.choice(outcomes(node), node.span, facts_of, owner)
        case nodes.Cases(rows=rows):
            for row in rows:
                if row.condition is not None:
                    checker.condition(row.condition, facts_of(row.condition))
            return checker.choice(outcomes(node), node.span, facts_of, owner)
        case nodes.ByValues():
            return checker.choice(outcomes(node), node.span, facts_of, owner)
        case _:
            return NOTHING


def _not_literal(shape: Shape | None) -> Shape | None:
    return None if shape is None else Shape(shape.unit, shape.shown)


def _aggregate(node: nodes.Aggregate, facts_of: FactsOf, checker: TypeChecker) -> Kind:
    for member in node.members:
        if member.only is not None:
            checker.condition(member.only, facts_of(member.only))
        if member.weight is not None:
            checker.shape(member.weight, facts_of(member.weight), "a weight")
    values = [member.value for member in node.members if member.value is not None]
    match node.kind:
        case AggregateKind.COUNT:
            first = node.members[0].over
            counted = first.list if isinstance(first, OverList) else None
            counted = first.register if isinstance(first, OverRows) else counted
            return Kind(NumberType(), Shape(PURE if counted is None else count_of(counted)))
        case AggregateKind.DISTINCT_COUNT:
            kinds = [facts_of(value).type for value in values]
            of = next((kind.list for kind in kinds if isinstance(kind, ElementType)), None)
            return Kind(NumberType(), Shape(PURE if of is None else count_of(of)))
        case AggregateKind.SHARE:
            return share_kind()
        case kind:
            if values and all(isinstance(facts_of(value).type, DateType) for value in values):
                return Kind(DateType())
            return checker.function(_FUNCTIONS[kind], values, node.span, facts_of, several="members")
