"""Form of a number from the forms of its operands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from flint import fmpq

from tarazy.dsl import forms
from tarazy.dsl.declarations import Column
from tarazy.dsl.forms import Exact, Fixed, Form, Irrational
from tarazy.dsl.intervals import Interval
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
    Negate,
    Progress,
    Rank,
    Root,
    Round,
    Shift,
    WorkingDays,
)
from tarazy.dsl.over import OverPeriods
from tarazy.dsl.quantiles import Quantile, QuantileMethod
from tarazy.dsl.typing.bounds import bounds, column_scale, outcomes
from tarazy.dsl.typing.guards import FactsOf


def form_of(node: AnyNode, facts_of: FactsOf) -> Form:
    """Form of a node with operands, before it is tightened by its interval."""

    def of(part: AnyNode) -> Form:
        return facts_of(part).form or Exact()

    match node:
        case Negate(operand=x):
            return forms.form_of_negation(of(x))
        case Arithmetic():
            return _arithmetic(node, facts_of)
        case If(then=a, otherwise=b):
            return selection([a, b], facts_of)
        case Extreme(operands=several) | FirstPresent(operands=several):
            return selection(several, facts_of)
        case Absolute(operand=x):
            return forms.form_of_absolute(of(x))
        case Logarithm() | Root():
            return Irrational()
        case Limit(operand=x, low=low, high=high):
            return selection([part for part in (x, low, high) if part is not None], facts_of)
        case Round(operand=x, decimals=decimals):
            return forms.form_of_rounding(of(x), decimals, bounds(facts_of(x)))
        case Progress(operand=x, start=a, end=b):
            if isinstance(a, Aggregate) and isinstance(b, Aggregate):
                return forms.form_of_progress_between_statistics(of(x))
            return forms.form_of_progress(of(x), of(a), of(b))
        case WorkingDays(calendar=calendar):
            return forms.form_of_count((calendar.last - calendar.first).days)
        case FunctionCall(body=x) | Shift(operand=x) | AtPeriod(operand=x) | AtElement(operand=x) | Filed(operand=x):
            return of(x)
        case Aggregate():
            return _aggregate(node, facts_of)
        case Rank():
            return forms.form_of_count(None)
        case Bands() | Cases() | ByValues():
            return selection(outcomes(node), facts_of)
        case Line(operand=x):
            return Irrational() if isinstance(of(x), Irrational) else Exact()
        case _:
            return Exact()


def selection(parts: Sequence[AnyNode], facts_of: FactsOf) -> Form:
    """Form of one of several; states have none."""
    known = [form for part in parts if (form := facts_of(part).form) is not None]
    return forms.form_of_selection(known) if known else Exact()


def _arithmetic(node: Arithmetic, facts_of: FactsOf) -> Form:
    left, right = facts_of(node.left).form or Exact(), facts_of(node.right).form or Exact()
    match node.operator:
        case "+":
            return forms.form_of_sum(left, right)
        case "-":
            return forms.form_of_difference(left, right)
        case "*":
            return forms.form_of_product(left, right)
        case "/":
            return forms.form_of_quotient(left, right)
        case _:
            exponent = bounds(facts_of(node.right)).constant
            return Irrational() if exponent is None else forms.form_of_power(left, exponent)


def _aggregate(node: Aggregate, facts_of: FactsOf) -> Form:
    members = [facts_of(member.value).form or Exact() for member in node.members if member.value is not None]
    most = most_members(node)
    match node.kind:
        case AggregateKind.COUNT | AggregateKind.DISTINCT_COUNT:
            return forms.form_of_count(None)
        case AggregateKind.SHARE:
            return Exact()
        case AggregateKind.SUM:
            totals = [
                one if member.over is None else forms.form_of_total(one, _most(member.over))
                for one, member in zip(members, node.members, strict=True)
            ]
            return reduce(forms.form_of_sum, totals)
        case AggregateKind.MEAN:
            return forms.form_of_mean(forms.form_of_selection(members), most)
        case AggregateKind.MEDIAN | AggregateKind.PERCENTILE:
            return _between(forms.form_of_selection(members), node.quantile)
        case AggregateKind.WEIGHTED_MEAN:
            return _weighted_mean(node, members, facts_of)
        case AggregateKind.GEOMETRIC_MEAN:
            return Irrational()
        case _:
            return forms.form_of_selection(members)


def _between(value: Form, quantile: Quantile | None) -> Form:
    """Form of a value, or of one between it and the next by a share of as many parts as the percentile's divisor."""
    if quantile is None or quantile.method is not QuantileMethod.LINEAR or quantile.share.q == 1:
        return value
    way = forms.form_of_product(value, forms.form_of_literal(fmpq(1, quantile.share.q)))
    return forms.form_of_sum(value, way)


def most_members(node: Aggregate) -> int | None:
    """How many members an aggregate can have; ``None`` where a list decides."""
    counts = [1 if member.over is None else _most(member.over) for member in node.members]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _most(over: object) -> int | None:
    return over.count if isinstance(over, OverPeriods) else None


def _weighted_mean(node: Aggregate, members: Sequence[Form], facts_of: FactsOf) -> Form:
    weights = [bounds(facts_of(member.weight)).constant for member in node.members if member.weight is not None]
    known = [weight for weight in weights if weight is not None and weight > 0]
    if most_members(node) is None or len(known) != len(members) or len(weights) != len(members):
        return forms.form_of_total(forms.form_of_selection(members), None)
    return forms.form_of_weighted_mean(members, known)


def column_form(column: Column, interval: Interval) -> Form:
    """Form of a column's numbers; without decimals and a range nothing bounds them."""
    if column.decimals is None:
        return Exact()
    scale = column_scale(column)
    if interval.magnitude is None:
        return Exact()
    cells = forms.form_of_column(column.decimals, column.range or interval)
    return forms.form_of_product(cells, forms.form_of_literal(fmpq(scale))) if scale != 1 else cells


def constant_form(value: fmpq) -> Fixed:
    """Form of a written number."""
    return forms.form_of_literal(value)
