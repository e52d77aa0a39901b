"""What adds is added, what takes off is taken off, and a weight is no debt.

# W465

A weight is below 0.

## Why

With a negative weight a body loses in the whole by being better in a part, and nobody who reads `150 %` and `-50 %`
expects that. What is to be taken off is a deduction.

## Bad

```meth bad small
criterion finance "Finance"
  weighted mean
    budget.done:   150 %
    budget.grown:  -50 %
```

## Good

```meth good small
criterion finance "Finance"
  weighted mean
    budget.done:   75 %
    budget.grown:  25 %
```

# W466

A bonus is taken off, or a deduction is added.

## Why

The kind of a declaration says what it does to a total, and so does the line that names it. Where the two disagree,
half of the readers are wrong about the sign.

## Bad

```meth bad small
bonus early "Handed in early"
  value  if(budget.done > 90; 2; 0)

criterion finance "Finance"
  sum    early
  less   early
```

## Good

```meth good small
deduction penalty "Handed in late"
  value  if(budget.done < 50; 2; 0)

bonus early "Handed in early"
  value  if(budget.done > 90; 2; 0)

criterion finance "Finance"
  sum    early
  less   penalty
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.declarations import AdjustStep, Computed, Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Constant, Negate, Result
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed

_SIGNS = {Role.BONUS: 1, Role.DEDUCTION: -1}


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Weights that are written below 0, and corrections of the wrong sign."""
    for declaration in typed.resolved.computed.values():
        for node in walk(declaration.value):
            for member in node.members if isinstance(node, Aggregate) else ():
                if member.weight is not None and _is_negative(member.weight):
                    yield finding("W465", member.weight.span, name=declaration.code, member=member.name)
        yield from _corrections(typed, declaration)


def _is_negative(weight: AnyNode) -> bool:
    match weight:
        case Negate(operand=Constant(value=fmpq() as value)):
            return bool(value > 0)
        case Constant(value=fmpq() as value):
            return bool(value < 0)
        case _:
            return False


def _corrections(typed: Typed, declaration: Computed) -> Iterator[Diagnostic]:
    steps = [step for step in (*declaration.value_steps, *declaration.points_steps) if isinstance(step, AdjustStep)]
    for step in steps:
        for member in step.members:
            used = typed.resolved.computed.get(member.declaration) if isinstance(member, Result) else None
            if used is not None and _SIGNS.get(used.role, step.sign) != step.sign:
                variant = "deduction" if used.role is Role.DEDUCTION else ""
                yield finding("W466", member.span, variant=variant, name=declaration.code, member=used.code)


RULE = ProgramRule(("W465", "W466"), check)
