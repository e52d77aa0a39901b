"""Weights sum exactly at every level, whichever members apply to a body.

Three ways of weighing are looked at: a weighted mean, a formula that multiplies results of one scale by numbers, and a
sum whose members say their most points. No solver is asked: what becomes of a member that does not apply is said by a
rule, and the rule holds in every case. What refutes it is a body with the most points everywhere that does not get the
most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import Computed, MemberRule, MemberTreatment, Role
from tarazy.dsl.intervals import WHOLE
from tarazy.dsl.nodes import (
    Aggregate,
    AggregateKind,
    AnyNode,
    Arithmetic,
    Constant,
    Facet,
    Member,
    ParameterValue,
    Result,
)
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.targets import SUMMARIES, axes_left
from tarazy.dsl.proofs.verdicts import (
    Amount,
    Counterexample,
    Datum,
    Demand,
    Observed,
    Outcome,
    Property,
    Sentence,
    Verdict,
    number,
    sentence,
)
from tarazy.dsl.states import State
from tarazy.dsl.units import PURE, Shape, Shown

_PERCENT = Shape(PURE, Shown.PERCENT)
_WEIGHING = SUMMARIES | {Role.QUANTITY}


@frozen(eq=False)
class Weighed:
    """A member and what a point of it counts; `top` are the most points it can have."""

    code: str
    weight: fmpq
    top: fmpq | None


def verdicts(program: Program, _elements: Elements) -> Iterator[Verdict]:
    """A verdict for each declaration that weighs others."""
    for code in program.order:
        computed = program.computed[code]
        node = computed.value
        if isinstance(node, Aggregate) and node.kind is AggregateKind.WEIGHTED_MEAN:
            yield _of_mean(program, computed, node)
        elif isinstance(node, Aggregate) and node.kind is AggregateKind.SUM:
            yield from _of_sum(program, computed, node)
        elif computed.role in _WEIGHING and isinstance(node, Arithmetic) and node.operator == "+":
            yield from _of_formula(program, computed)


def _verdict(
    computed: Computed,
    claim: Sentence,
    outcome: Outcome,
    reason: Sentence | None = None,
    example: Counterexample | None = None,
) -> Verdict:
    return Verdict(Property.WEIGHTS, computed.code, claim, outcome, reason, example, computed.value.span)


# ---------------------------------------------------------------- weighted means


def _of_mean(program: Program, computed: Computed, node: Aggregate) -> Verdict:
    claim = sentence("the weights of {name} sum to 100 % whichever members apply", name=computed.code)
    weights = [_constant(program, member.weight) for member in node.members]
    if any(one is None for one in weights):
        reason = sentence("the weights come with the data and are divided by their sum")
        return _verdict(computed, claim, Outcome.PROVED, reason)
    total = sum((one for one in weights if one is not None), fmpq(0))
    if all(member.over is None for member in node.members) and total != 1:
        reason = sentence("they sum to {total}", total=Amount(total, _PERCENT))
        return _verdict(computed, claim, Outcome.NOT_PROVED, reason)
    return _whichever_apply(program, computed, node, claim)


def _whichever_apply(program: Program, computed: Computed, node: Aggregate, claim: Sentence) -> Verdict:
    """What becomes of the weight of a member that is *not applicable* or *not counted*."""
    for state, rule in (
        (State.NOT_APPLICABLE, computed.rules.not_applicable_members),
        (State.NOT_COUNTED, computed.rules.not_counted_members),
    ):
        leaving = [one for one in node.members if one.value is not None and state in program.facts.of(one.value).may]
        if not leaving or rule is None or (rule.treatment is not MemberTreatment.MAXIMUM_LOWERED and rule.node is None):
            continue
        if rule.treatment is MemberTreatment.MAXIMUM_LOWERED:
            reason = sentence("the maximum is lowered with the weights of those that do not apply")
            return _verdict(computed, claim, Outcome.PROVED, reason)
        example = _without(program, computed, node, leaving[0], state, rule)
        if example is None:
            reason = sentence("what is put in for {part} may be less than it could have", part=leaving[0].name)
            return _verdict(computed, claim, Outcome.NOT_PROVED, reason)
        return _verdict(computed, claim, Outcome.REFUTED, None, example)
    return _verdict(computed, claim, Outcome.PROVED)


def _without(
    program: Program, computed: Computed, node: Aggregate, left: Member, state: State, rule: MemberRule
) -> Counterexample | None:
    """A body with the most points everywhere, to which one member does not apply."""
    tops = _tops(program, node.members)
    assert rule.node is not None
    put_in = _constant(program, rule.node)
    if (
        tops is None
        or put_in is None
        or len(set(tops.values())) != 1
        or computed.value_steps
        or computed.points is not None
    ):
        return None
    top = next(iter(tops.values()))
    if put_in >= top or not isinstance(left.value, Result):
        return None
    given = [Datum("", code, state if code == left.value.declaration else top, _shape(program, code)) for code in tops]
    return _demanding(program, computed, given, top)


def _tops(program: Program, members: Sequence[Member]) -> dict[str, fmpq] | None:
    """The most points of each member; ``None`` where a member is no single result, or its most is not known."""
    found: dict[str, fmpq] = {}
    for member in members:
        if member.over is not None or member.only is not None or not isinstance(member.value, Result):
            return None
        top = _top(program, member.value)
        if top is None or axes_left(program, frozenset(program.axes_of[member.value.declaration])):
            return None
        found[member.value.declaration] = top
    return found


def _top(program: Program, node: Result) -> fmpq | None:
    declared = _constant(program, program.computed[node.declaration].most_points)
    if declared is not None:
        return declared
    interval = program.declared[node.declaration].result.interval or WHOLE
    return None if interval.is_empty or interval.high_open else interval.high


def _shape(program: Program, code: str) -> Shape | None:
    return program.declared[code].result.shape


def _demanding(program: Program, computed: Computed, given: Sequence[Datum], most: fmpq) -> Counterexample:
    def breaks(observed: tuple[Observed, ...]) -> bool:
        value = number(observed[0])
        return value is not None and value != most

    demand = Demand(computed.code, most, _shape(program, computed.code))
    return Counterexample(tuple(given), (), (demand,), breaks)


def _constant(program: Program, node: AnyNode | None) -> fmpq | None:
    """The number that a node always is."""
    if node is None:
        return None
    if isinstance(node, Constant) and isinstance(node.value, fmpq):
        return node.value
    if isinstance(node, ParameterValue) or node in program.facts:
        interval = program.facts.of(node).interval
        return None if interval is None else interval.constant
    return None


# ---------------------------------------------------------------- sums of points


def _of_sum(program: Program, computed: Computed, node: Aggregate) -> Iterator[Verdict]:
    """A sum that declares its most points, and whose members do as well."""
    most = _constant(program, computed.most_points)
    tops = _tops(program, node.members)
    if most is None or tops is None:
        return
    claim = sentence(
        "the most points of the members of {name} sum to {most}",
        name=computed.code,
        most=Amount(most, _shape(program, computed.code)),
    )
    total = sum(tops.values(), fmpq(0))
    if total == most:
        yield _verdict(computed, claim, Outcome.PROVED)
        return
    given = [Datum("", code, top, _shape(program, code)) for code, top in tops.items()]
    plain = not computed.value_steps and computed.points is None
    reason = sentence("they sum to {total}", total=Amount(total, _shape(program, computed.code)))
    example = _demanding(program, computed, given, most) if plain else None
    yield _verdict(computed, claim, Outcome.REFUTED, reason, example)


# ---------------------------------------------------------------- weights in a formula


def _of_formula(program: Program, computed: Computed) -> Iterator[Verdict]:
    """``0.6 * a + 0.3 * b`` over results of one scale."""
    terms = _terms(program, computed.value)
    if terms is None or len(terms) < 2 or any(one.weight <= 0 or one.weight >= 1 for one in terms):
        return
    tops = {one.top for one in terms}
    top = next(iter(tops))
    if len(tops) != 1 or top is None or top <= 0 or len({one.code for one in terms}) != len(terms):
        return
    claim = sentence("the weights in the formula of {name} sum to 100 %", name=computed.code)
    total = sum((one.weight for one in terms), fmpq(0))
    if total == 1:
        yield _verdict(computed, claim, Outcome.PROVED)
        return
    reason = sentence("they sum to {total}", total=Amount(total, _PERCENT))
    given = [Datum("", one.code, top, _shape(program, one.code)) for one in terms]
    plain = not computed.value_steps and computed.points is None
    example = _demanding(program, computed, given, top) if plain else None
    yield _verdict(computed, claim, Outcome.REFUTED, reason, example)


def _terms(program: Program, node: AnyNode) -> list[Weighed] | None:
    """The terms of a sum of weighed results; ``None`` for another formula."""
    match node:
        case Arithmetic(operator="+", left=left, right=right):
            one, other = _terms(program, left), _terms(program, right)
            return None if one is None or other is None else [*one, *other]
        case Arithmetic(operator="*", left=left, right=Result(facet=Facet.RESULT) as result):
            return _term(program, left, result)
        case Arithmetic(operator="*", left=Result(facet=Facet.RESULT) as result, right=right):
            return _term(program, right, result)
        case _:
            return None


def _term(program: Program, factor: AnyNode, result: Result) -> list[Weighed] | None:
    weight = _constant(program, factor)
    if weight is None or axes_left(program, frozenset(program.axes_of[result.declaration])):
        return None
    return [Weighed(result.declaration, weight, _top(program, result))]
