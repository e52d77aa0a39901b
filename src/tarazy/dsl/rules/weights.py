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

Weights by a condition are added up for every way in which it can turn out.

```meth bad small
criterion work
  weighted mean
    budget.done:   if(budget.closed; 60 %; 40 %)
    budget.grown:  50 %
```

## Good

```meth good small
criterion work
  weighted mean
    budget.done:   33.5 %
    budget.grown:  66.5 %

criterion finance
  weighted mean
    budget.done:   if(budget.closed; 60 %; 40 %)
    budget.grown:  if(budget.closed; 40 %; 60 %)
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Constant, Member
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.rules.written_outcomes import Outcome, combinations, written_outcomes
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, _facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """The sum of weights that are all written as numbers, for every way in which their conditions can turn out."""
    assert isinstance(node, Aggregate)
    if node.kind is not AggregateKind.WEIGHTED_MEAN or any(member.over is not None for member in node.members):
        return
    weights = [None if member.weight is None else written_outcomes(member.weight) for member in node.members]
    known = [outcomes for outcomes in weights if outcomes is not None]
    if not known or len(known) != len(weights):
        return
    for chosen in combinations(known):
        total = sum((outcome.value for outcome in chosen), fmpq(0))
        if total != 1:
            yield _off(node, chosen, total, conditional=any(len(outcomes) > 1 for outcomes in known))
            return


def _off(node: Aggregate, chosen: Sequence[Outcome], total: fmpq, *, conditional: bool) -> Diagnostic:
    labels = tuple(
        Label(member.weight.span, "is", {"what": f"the weight of {member.name}"})
        for member in node.members
        if member.weight is not None
    )
    words = {"sum": percent_text(total), "off": percent_text(abs(1 - total))}
    if conditional:
        words["where"] = _where(node.members, chosen)
        return finding("W461", node.span, variant="conditional", labels=labels, **words)
    variant = "bare" if any(outcome.value > 1 for outcome in chosen) else ""
    return finding("W461", node.span, variant=variant, labels=labels, **words)


def _where(members: Sequence[Member], chosen: Sequence[Outcome]) -> str:
    """Which of the weights that a condition decides are meant, in words."""
    decided = [
        f"`{member.name}` has {percent_text(outcome.value)}"
        for member, outcome in zip(members, chosen, strict=True)
        if not isinstance(member.weight, Constant)
    ]
    return ", ".join(decided)


def percent_text(value: fmpq) -> str:
    """A number as percent: ``99 %``."""
    return f"{number_text(value * 100)} %"


RULE = NodeRule(("W461",), (Aggregate,), check)
