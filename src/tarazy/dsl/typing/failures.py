"""Computations that may be without a value: a divisor that may be 0, a progress between equal ends."""

from __future__ import annotations

from tarazy.dsl.graph import is_of_group
from tarazy.dsl.intervals import subtract
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.nodes import AnyNode, Arithmetic, Local, Progress
from tarazy.dsl.states import State
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards

Failures = frozenset[State]
_NONE: Failures = frozenset()


def failures_of(node: AnyNode, facts_of: FactsOf, guards: Guards, resolved: Resolved) -> Failures:
    """What a node itself may fail of where `guards` hold, its operands apart; what always fails is an error of
    its own.
    """
    match node:
        case Arithmetic(operator="/", right=divisor) if facts_of(divisor).type is not None:
            interval = bounds(facts_of(divisor))
            if interval.constant is not None or not interval.contains(0) or guards.is_not_zero(divisor):
                return _NONE
            return frozenset({State.ZERO_DIVISOR})
        case Progress(start=start, end=end) if _are_known(start, end, facts_of):
            spread = subtract(bounds(facts_of(end)), bounds(facts_of(start)))
            if spread.constant is not None or not spread.contains(0) or guards.differ(start, end):
                return _NONE
            return frozenset({State.ALL_EQUAL if _between_statistics(node, resolved) else State.ZERO_DIVISOR})
        case _:
            return _NONE


def _are_known(start: AnyNode, end: AnyNode, facts_of: FactsOf) -> bool:
    """Whether both are more than a name that stands for nothing, of which something has been said already."""
    return all(facts_of(one).type is not None for one in (start, end))


def _between_statistics(node: Progress, resolved: Resolved) -> bool:
    def line(local: Local) -> AnyNode:
        return next(one.node for one in resolved.computed[local.declaration].where if one.name == local.name)

    return all(is_of_group(end, resolved.body_axis, line) for end in (node.start, node.end))
