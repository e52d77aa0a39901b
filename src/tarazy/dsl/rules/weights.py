"""The weights written in a weighted mean do not make 100 %.

# W461

The weights of a weighted mean are all written as numbers and do not make 100 % exactly.

## Why

With 33 %, 33 % and 33 % nobody can reach 100 points, and with 101 % somebody can pass them. The numbers are compared
exactly: 33.3 % three times is 99.9 %. Weights that are read from data are normalised and not meant.

## Bad

```meth bad small
criterion work
  weighted mean
    budget.done:   33 %
    budget.grown:  66 %
```

A weight without a percent sign is a share: 40 is 4000 %.

```meth bad small
criterion work
  weighted mean
    budget.done:   40
    budget.grown:  60
```

## Good

```meth good small
criterion work
  weighted mean
    budget.done:   33.5 %
    budget.grown:  66.5 %
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Constant
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, _facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """The sum of weights that are all written as numbers."""
    assert isinstance(node, Aggregate)
    if node.kind is not AggregateKind.WEIGHTED_MEAN or any(member.over is not None for member in node.members):
        return
    weights = [member.weight for member in node.members]
    written = [weight for weight in weights if isinstance(weight, Constant) and isinstance(weight.value, fmpq)]
    if not written or len(written) != len(weights):
        return
    total = sum((weight.value for weight in written if isinstance(weight.value, fmpq)), fmpq(0))
    if total != 1:
        labels = tuple(
            Label(member.weight.span, "is", {"what": f"the weight of {member.name}"})
            for member in node.members
            if member.weight is not None
        )
        bare = any(weight.value > 1 for weight in written if isinstance(weight.value, fmpq))
        off = percent_text(abs(1 - total))
        yield finding(
            "W461", node.span, variant="bare" if bare else "", labels=labels, sum=percent_text(total), off=off
        )


def percent_text(value: fmpq) -> str:
    """A number as percent: ``99 %``."""
    return f"{number_text(value * 100)} %"


RULE = NodeRule(("W461",), (Aggregate,), check)
