"""A logarithm, a root or a geometric mean of a number for which it is not defined.

# S325

A logarithm, a root, a power or a geometric mean is asked for a number that need not lie where it is defined.

## Why

There is no logarithm of 0 and no square root of a number below 0. What the column can hold is declared, so it is said
before any data are read, and not in the one year in which a body reports a 0.

## Bad

The column `grown` is declared as `-10 to 10`.

```meth bad small
quantity growth
  value  ln(budget.grown)
```

## Good

A column declared `above 0`, a limit, or a case before it.

```meth good small
quantity spending
  value  ln(budget.planned / 1 KZT)

quantity growth
  value  ln(limit(budget.grown; from 0.1; to 10))

quantity guarded
  value  if(budget.grown > 0; ln(budget.grown); 0)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import NON_NEGATIVE, POSITIVE, Interval, intersect
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Arithmetic, Logarithm, Root
from tarazy.dsl.rules.number_words import interval_in_unit
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
            yield from _outside_power(base, facts_of(base), bounds(facts_of(exponent)))
        case Aggregate(kind=AggregateKind.GEOMETRIC_MEAN, members=members):
            for member in members:
                if member.value is not None:
                    facts = facts_of(member.value)
                    yield from _outside(member.value, facts, NON_NEGATIVE, "0 or above", "`geometric mean`")
        case _:
            return


def _outside_power(base: AnyNode, facts: Facts, exponents: Interval) -> Iterator[Diagnostic]:
    """0 has no power of 0 and below; a number below 0 has only whole ones."""
    power = exponents.constant
    if intersect(exponents, POSITIVE) != exponents:
        yield from _outside(base, facts, POSITIVE, "above 0", "a power of 0 or below")
    elif power is None or power.q != 1:
        yield from _outside(base, facts, NON_NEGATIVE, "0 or above", "a power that is no whole number")


def _outside(operand: AnyNode, facts: Facts, domain: Interval, needed: str, function: str) -> Iterator[Diagnostic]:
    interval = bounds(facts)
    if facts.type is None or interval.is_empty or intersect(interval, domain) == interval:
        return
    possible = interval_in_unit(interval, facts)
    yield finding("S325", operand.span, function=function, needed=needed, interval=possible, operand=operand.span.text)


RULE = NodeRule(("S325",), (Logarithm, Root, Arithmetic, Aggregate), check)
