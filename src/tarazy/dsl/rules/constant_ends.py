"""S320, of constants: a progress between two ends that are the same number.

Bad: ``progress(x; from 20 years; to 20 years)``. Good: two ends that differ.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import AnyNode, Arithmetic, Progress
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """A progress whose ends are one constant, a division by the constant 0."""
    match node:
        case Progress(start=start, end=end):
            one, other = bounds(facts_of(start)).constant, bounds(facts_of(end)).constant
            if one is not None and one == other:
                yield finding("S320", node.span, variant="equal", first=start.span.text, second=end.span.text)
        case Arithmetic(operator="/", right=right):
            if bounds(facts_of(right)).constant == 0:
                yield finding("S320", node.span, variant="always", divisor=right.span.text)
        case _:
            return


RULE = NodeRule(("S320",), (Progress, Arithmetic), check)
