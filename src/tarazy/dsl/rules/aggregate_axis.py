"""A262: an aggregate over a list along which its operand has no value for each.

Bad: ``sum(budget; over measures)`` where `budget` has one value a body: it would be multiplied by the number of
measures. Good: ``count(measures) * budget`` where that is meant, or an operand that has a value for each measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import Aggregate, AnyNode, OverList
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Members over a list that their value does not run along."""
    assert isinstance(node, Aggregate)
    for member in node.members:
        if member.value is None or not isinstance(member.over, OverList):
            continue
        facts = facts_of(member.value)
        if facts.type is not None and member.over.axis not in facts.axes:
            yield finding("A262", member.value.span, operand=member.name, list=member.over.list)


RULE = NodeRule(("A262",), (Aggregate,), check)
