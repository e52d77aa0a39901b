"""The most points of the members of a sum make the maximum that the sum declares.

# W467

A sum says by `most points` how much it can give, each of its members says how much it can, and the two do not agree.

## Why

A block of 100 points whose indicators give 40, 30 and 20 cannot be had in full by anybody: a row of the table in the
act was forgotten, or a number was copied wrongly. What is found before the year begins need not be argued about after.

## Bad

```meth bad small
indicator savings
  better       higher
  value        budget.done
  points       60 * value / 100
  most points  60

indicator work
  better       higher
  value        budget.done
  points       30 * value / 100
  most points  30

block finance
  sum          savings, work
  most points  100
```

## Good

```meth good small
indicator savings
  better       higher
  value        budget.done
  points       60 * value / 100
  most points  60

indicator work
  better       higher
  value        budget.done
  points       40 * value / 100
  most points  40

block finance
  sum          savings, work
  most points  100
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Constant
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.member_policies import most_points_of
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Sums over named members, all of whose most points are written as numbers."""
    for declaration in typed.resolved.computed.values():
        most = _number(declaration.most_points)
        if most is not None and declaration.points is None and not declaration.value_steps:
            yield from _unlike(typed, declaration, most)


def _unlike(typed: Typed, declaration: Computed, most: fmpq) -> Iterator[Diagnostic]:
    node = declaration.value
    if not isinstance(node, Aggregate) or node.kind is not AggregateKind.SUM:
        return
    members = [(member, _number(most_points_of(member, typed.resolved.computed))) for member in node.members]
    known = [greatest for member, greatest in members if greatest is not None and member.over is None]
    total = sum(known, fmpq(0))
    if len(known) != len(members) or total == most:
        return
    labels = tuple(
        Label(member.span, "is", {"what": f"{number_text(greatest)} at most"})
        for member, greatest in members
        if greatest is not None
    )
    place = node.span if declaration.most_points is None else declaration.most_points.span
    words = {"name": declaration.code, "sum": number_text(total), "most": number_text(most)}
    yield finding("W467", place, labels=labels, **words)


def _number(node: AnyNode | None) -> fmpq | None:
    return node.value if isinstance(node, Constant) and isinstance(node.value, fmpq) else None


RULE = ProgramRule(("W467",), check)
