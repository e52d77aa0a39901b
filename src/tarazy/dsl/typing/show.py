"""Facts as text: a line a declaration, and under it a line for each node."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.facts import Facts
from tarazy.dsl.forms import Fixed, Form, Irrational, Ratio
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Constant, Element, ElementConstant, StateConstant
from tarazy.dsl.states import State
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.typing.types import type_text
from tarazy.dsl.units import PURE, Shape, shape_text
from tarazy.dsl.value_types import NumberType

_OBVIOUS = (Constant, StateConstant, Element, ElementConstant)
"""Nodes of which there is nothing to say that is not written."""


def facts_text(typed: Typed) -> str:
    """Facts of all computed declarations, in the order declared, with those of their nodes under them."""
    lines: list[str] = []
    for declaration in typed.resolved.computed.values():
        lines.extend(_declaration_lines(typed, declaration))
    return "".join(f"{line}\n" for line in lines)


def _declaration_lines(typed: Typed, declaration: Computed) -> Iterator[str]:
    declared = typed.declared[declaration.code]
    yield f"{declaration.code}: {facts_line(typed, declared.result)}"
    if declaration.points is not None:
        yield f"{declaration.code}.value: {facts_line(typed, declared.value)}"
    legend = [line.node for line in declaration.where]
    seen: set[tuple[int, int]] = set()
    for root in (*value_roots(declaration), *result_roots(declaration), *legend):
        for node in walk(root):
            place = (node.span.start, node.span.end)
            if isinstance(node, _OBVIOUS) or place in seen or node not in typed.facts:
                continue
            seen.add(place)
            yield f"  {_written(node)}: {facts_line(typed, typed.facts.of(node))}"


def _written(node: AnyNode) -> str:
    """A node as written, on one line and not too long."""
    text = " ".join(node.span.text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def facts_line(typed: Typed, facts: Facts) -> str:
    """Facts in one line: type or unit, interval, axes, states, form, lag."""
    parts = [_kind(typed, facts)]
    if facts.interval is not None and isinstance(facts.type, NumberType):
        parts.append(facts.interval.text())
    order = typed.resolved.axes
    axes = sorted(facts.axes, key=lambda axis: (order.index(axis) if axis in order else len(order), axis))
    parts.append("for all alike" if not axes else f"by {' × '.join(axes)}")
    parts.append("always" if not facts.may else f"may be {states_text(facts.may)}")
    if facts.form is not None:
        parts.append(form_text(facts.form))
    if facts.lag:
        parts.append(f"{facts.lag} former")
    return "; ".join(parts)


def _kind(typed: Typed, facts: Facts) -> str:
    match facts.type:
        case None:
            return "unknown"
        case NumberType():
            return shape_text(facts.shape or Shape(PURE), typed.resolved.units.labels)
        case kind:
            return type_text(kind)


def states_text(states: frozenset[State]) -> str:
    """States in a fixed order."""
    return ", ".join(state.value.replace("_", " ") for state in State if state in states)


def form_text(form: Form) -> str:
    """A form with its bounds: ``fixed n/100, |n| ≤ 10000``."""
    match form:
        case Fixed(denominator=1, magnitude=magnitude):
            return f"fixed, |n| ≤ {magnitude}"
        case Fixed(denominator=denominator, magnitude=magnitude):
            return f"fixed n/{denominator}, |n| ≤ {magnitude}"
        case Ratio(magnitude=magnitude, denominator_bound=most):
            return f"ratio n/d, |n| ≤ {magnitude}, d ≤ {most}"
        case Irrational():
            return "irrational"
        case _:
            return "exact"
