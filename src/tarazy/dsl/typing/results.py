"""Facts of a declaration's values, in the order in which its lines act: value, steps, points, steps, rules, result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from attrs import evolve

from tarazy.dsl import forms, intervals
from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, OutcomeRule, RoundStep, Step
from tarazy.dsl.diagnostics import Label, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.forms import Exact
from tarazy.dsl.nodes import AnyNode, Round
from tarazy.dsl.typing.axes import union
from tarazy.dsl.typing.inference import Inference, widened
from tarazy.dsl.typing.states import PASSING_ON, answered
from tarazy.dsl.typing.trees import assume_children
from tarazy.dsl.typing.typed import DeclarationFacts
from tarazy.dsl.units import (
    PURE,
    Function,
    Shape,
    UnitResult,
    same_dimension,
    unit_of_function,
    unit_of_points,
    unit_of_sum,
)
from tarazy.dsl.value_types import NumberType


def infer_value(inference: Inference, declaration: Computed) -> Facts:
    """Facts of what the value line and its steps give; from the leaves up, under what holds of the children."""
    if declaration.leaves_up:
        assume_children(inference, declaration, partial(_result_alone, declaration=declaration))
    return _value(inference, declaration)


def _result_alone(inference: Inference, declaration: Computed) -> Facts:
    inference.values[declaration.code] = _value(inference, declaration)
    return infer_declaration(inference, declaration).result


def _value(inference: Inference, declaration: Computed) -> Facts:
    facts = inference.infer(declaration.value)
    facts = _of_declared_unit(inference, declaration, facts)
    if declaration.points is None and declaration.gives_points:
        facts = _as_points(inference, declaration.value, facts)
    facts = _stepped(inference, declaration.value, facts, declaration.value_steps)[0]
    if declaration.needs is not None:
        inference.infer(declaration.needs.otherwise)
    own = union(facts.axes, frozenset(family.axis for family in declaration.families))
    found = evolve(facts, axes=own, shape=_unwritten(facts.shape))
    assumed = inference.declared.get(declaration.code) if declaration.leaves_up else None
    if assumed is not None:
        inference.declared[declaration.code] = evolve(assumed, value=found)
    return found


def infer_declaration(inference: Inference, declaration: Computed) -> DeclarationFacts:
    """Facts of all values of a declaration whose value is known; every node of it that was not met yet is inferred."""
    value = inference.values[declaration.code]
    computed, unrounded = value, _before_value_rounding(inference, declaration, value)
    if declaration.points is not None:
        points = _as_points(inference, declaration.points, inference.infer(declaration.points))
        steps = declaration.points_steps
        computed, before = _stepped(inference, declaration.points, points, steps)
        unrounded = before or _operand_of_round(inference, declaration.points) or computed
        computed = evolve(computed, axes=union(computed.axes, value.axes))
    result = _result(inference, declaration, computed)
    for node in (declaration.better, declaration.most_points, *(line.node for line in declaration.where)):
        if node is not None and id(node) not in inference.facts:
            inference.infer(node)
    return DeclarationFacts(value, evolve(unrounded, axes=result.axes), computed, result)


def _result(inference: Inference, declaration: Computed, computed: Facts) -> Facts:
    answers = [rule for rule in declaration.rules.written() if isinstance(rule, OutcomeRule)]
    facts = computed
    for rule in answers:
        answer = inference.infer(rule.node)
        _check_answer(inference, declaration, rule, computed, answer)
        facts = widened(facts, answer)
    axes, body_axis = facts.axes, inference.resolved.body_axis
    if declaration.is_for_some and body_axis is not None:
        axes = axes | {body_axis}
    elif declaration.outside and body_axis not in axes:
        # What is of no body is outside of nothing.
        declaration = evolve(declaration, outside=())
    may = answered(declaration, computed, inference.infer, passes_on=declaration.role in PASSING_ON)
    return evolve(facts, may=may, axes=axes)


def _check_answer(
    inference: Inference, declaration: Computed, rule: OutcomeRule, computed: Facts, answer: Facts
) -> None:
    checker = inference.checker
    if answer.type is None or computed.type is None:
        return
    if not isinstance(answer.type, NumberType) or not isinstance(computed.type, NumberType):
        if type(answer.type) is not type(computed.type):
            labels = (Label(rule.node.span, "is", {"what": checker.kind_text(answer)}),)
            inference.findings.append(
                finding("T206", rule.span, variant="answer", labels=labels, expected=checker.kind_text(computed))
            )
        return
    own, other = computed.shape or Shape(PURE), answer.shape or Shape(PURE)
    settled: UnitResult = (
        unit_of_points(other) if declaration.gives_points else unit_of_function(Function.IF, [own, other])
    )
    checker.settled(settled, (declaration.value, rule.node), (own, other), rule.span, "compared", several="answer")


# ---------------------------------------------------------------- value and points


def _of_declared_unit(inference: Inference, declaration: Computed, facts: Facts) -> Facts:
    """The value in the unit that the declaration states."""
    if declaration.unit is None or facts.shape is None:
        return facts
    if not same_dimension(declaration.unit, facts.shape.unit):
        checker = inference.checker
        labels = (Label(declaration.value.span, "is", {"what": checker.text(facts.shape)}),)
        words = {"left": checker.text(Shape(declaration.unit)), "right": checker.text(facts.shape)}
        inference.findings.append(finding("T203", declaration.value.span, variant="declared", labels=labels, **words))
        return evolve(facts, type=None)
    return evolve(facts, shape=Shape(declaration.unit))


def _as_points(inference: Inference, node: AnyNode, facts: Facts) -> Facts:
    kind = inference.checker.points(node, facts)
    return evolve(facts, type=kind.type, shape=kind.shape)


def _unwritten(shape: Shape | None) -> Shape | None:
    """The shape of a value, which is no literal where it is used by its name."""
    return None if shape is None else Shape(shape.unit, shape.shown)


# ---------------------------------------------------------------- steps


def _stepped(inference: Inference, node: AnyNode, facts: Facts, steps: Sequence[Step]) -> tuple[Facts, Facts | None]:
    """Facts after `steps`, and before the last of them that rounds, if one does."""
    unrounded: Facts | None = None
    for step in steps:
        if isinstance(step, RoundStep):
            unrounded = facts
        facts = _after(inference, node, facts, step)
    return facts, unrounded


def _after(inference: Inference, node: AnyNode, facts: Facts, step: Step) -> Facts:
    match step:
        case RoundStep(mode=mode, decimals=decimals):
            inference.checker.shape(node, facts, "`round`")
            if facts.interval is None:
                return facts
            form = forms.form_of_rounding(facts.form or Exact(), decimals, facts.interval)
            interval = intervals.round_to(facts.interval, mode, decimals)
            return evolve(facts, interval=interval, form=forms.tightened(form, interval))
        case BoundStep(bound=bound, upper=upper):
            limit = inference.infer(bound)
            found = _combined(inference, (node, bound), facts, limit, step)
            if facts.interval is None or limit.interval is None:
                return found
            operation = intervals.minimum if upper else intervals.maximum
            interval = operation(facts.interval, limit.interval)
            form = forms.form_of_selection([facts.form or Exact(), limit.form or Exact()])
            return evolve(found, interval=interval, form=forms.tightened(form, interval))
        case AdjustStep(members=members, sign=sign):
            for member in members:
                facts = _adjusted(inference, node, member, facts, step, sign)
            return facts


def _adjusted(inference: Inference, node: AnyNode, member: AnyNode, facts: Facts, step: AdjustStep, sign: int) -> Facts:
    other = inference.infer(member)
    found = _combined(inference, (node, member), facts, other, step)
    if facts.interval is None or other.interval is None:
        return found
    change = other.interval if sign > 0 else intervals.negated(other.interval)
    form = forms.form_of_sum(facts.form or Exact(), other.form or Exact())
    return evolve(found, interval=intervals.add(facts.interval, change), form=form)


def _combined(
    inference: Inference, parts: tuple[AnyNode, AnyNode], facts: Facts, other: Facts, step: BoundStep | AdjustStep
) -> Facts:
    """Facts of a step's operand together with what the step uses; unlike units are reported."""
    checker = inference.checker
    joined = evolve(facts, axes=union(facts.axes, other.axes), may=facts.may | other.may, lag=max(facts.lag, other.lag))
    shapes = [checker.shape(part, one, "this line") for part, one in zip(parts, (facts, other), strict=True)]
    if shapes[0] is None or shapes[1] is None:
        return joined
    own, second = shapes[0], shapes[1]
    limits = isinstance(step, BoundStep)
    result = unit_of_function(Function.LIMIT, [own, second]) if limits else unit_of_sum(own, second)
    kind = checker.settled(result, parts, (own, second), step.span, "compared" if limits else "added")
    return evolve(joined, type=kind.type, shape=kind.shape)


def _before_value_rounding(inference: Inference, declaration: Computed, value: Facts) -> Facts:
    """Facts before the last rounding of the value, without reporting its steps again."""
    rounds = [place for place, step in enumerate(declaration.value_steps) if isinstance(step, RoundStep)]
    if not rounds:
        return _operand_of_round(inference, declaration.value) or value
    silent = evolve(inference, findings=[], checker=evolve(inference.checker, findings=[]))
    facts = inference.infer(declaration.value)
    return _stepped(silent, declaration.value, facts, declaration.value_steps[: rounds[-1]])[0]


def _operand_of_round(inference: Inference, node: AnyNode) -> Facts | None:
    return inference.infer(node.operand) if isinstance(node, Round) else None
