"""S325: a logarithm, a root or a geometric mean of a number for which it is not defined.

Bad: ``ln(income)`` where `income` can be 0. Good: a column ``above 0``, ``limit(income; from 1)``, or a case before it.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import NON_NEGATIVE, POSITIVE, Interval, intersect
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Arithmetic, Logarithm, Root
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Operands that are not proved to lie where the function is defined."""
    match node:
        case Logarithm(operand=operand):
            yield from _outside(operand, facts_of(operand), POSITIVE, "above 0", "`ln`")
        case Root(operand=operand, degree=degree):
            yield from _outside(operand, facts_of(operand), NON_NEGATIVE, "0 or above", f"`root` of degree {degree}")
        case Arithmetic(operator="^", left=base, right=exponent):
            power = bounds(facts_of(exponent)).constant
            if power is None or power.q != 1:
                yield from _outside(base, facts_of(base), NON_NEGATIVE, "0 or above", "a power that is no whole number")
            elif power < 0:
                yield from _outside(base, facts_of(base), POSITIVE, "above 0", "a negative power")
        case Aggregate(kind=AggregateKind.GEOMETRIC_MEAN, members=members):
            for member in members:
                if member.value is not None:
                    facts = facts_of(member.value)
                    yield from _outside(member.value, facts, NON_NEGATIVE, "0 or above", "`geometric mean`")
        case _:
            return


def _outside(operand: AnyNode, facts: Facts, domain: Interval, needed: str, function: str) -> Iterator[Diagnostic]:
    interval = bounds(facts)
    if facts.type is None or interval.is_empty or intersect(interval, domain) == interval:
        return
    yield finding(
        "S325", operand.span, function=function, needed=needed, interval=interval.text(), operand=operand.span.text
    )


RULE = NodeRule(("S325",), (Logarithm, Root, Arithmetic, Aggregate), check)
