"""A rate of growth over a base whose sign may turn.

# S326

A rate of growth is taken over a former value that may be below 0.

## Why

From -10 to -5 the rate is -50 %, although things are better; from -10 to 5 it is -150 %. As a measure of progress such
a number orders bodies the wrong way round. This is a warning: where the sign cannot turn, the range of the column
should say so.

## Bad

`grown` is a column from -10 to 10.

```meth bad small
quantity growth
  value         budget.grown / budget.grown[previous year] - 1
  zero divisor  not applicable
```

## Good

```meth good small
quantity growth
  value         budget.spent / budget.spent[previous year] - 1
  zero divisor  not applicable
```

Where the sign may turn, a difference says what a rate cannot.

```meth good small
quantity growth
  value  budget.grown - budget.grown[previous year]
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.intervals import NON_NEGATIVE, intersect
from tarazy.dsl.nodes import AnyNode, Arithmetic, Constant, Shift
from tarazy.dsl.rules.number_words import interval_in_unit
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.typing.keys import key_of


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """``a / a[previous year] - 1`` and ``(a - a[previous year]) / a[previous year]`` where `a` may be below 0."""
    assert isinstance(node, Arithmetic)
    base = _base_of_rate(node)
    if base is None or facts_of(base).type is None:
        return
    interval = bounds(facts_of(base))
    if not interval.is_empty and intersect(interval, NON_NEGATIVE) != interval:
        possible = interval_in_unit(interval, facts_of(base))
        yield finding("S326", node.span, base=base.span.text, interval=possible)


def _base_of_rate(node: Arithmetic) -> Shift | None:
    match node:
        case Arithmetic("-", Arithmetic("/", now, Shift() as base), Constant(value=fmpq() as one)) if one == 1:
            return base if key_of(now) == key_of(base.operand) else None
        case Arithmetic("/", Arithmetic("-", now, Shift() as former), Shift() as base):
            same = key_of(former) == key_of(base) and key_of(now) == key_of(base.operand)
            return base if same else None
        case _:
            return None


RULE = NodeRule(("S326",), (Arithmetic,), check)
