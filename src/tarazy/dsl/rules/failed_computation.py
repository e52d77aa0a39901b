"""A computation may be without a value, and nothing says what that leads to.

# S320

A divisor may be 0, or the two ends of a `progress` may be equal, and the declaration does not say what that leads to.

## Why

Nothing can be divided by 0, so the result of such a body has to be decided. Where the text does not do it, a program
does: one gives 0 points, another an error, a third leaves the body out.

## Bad

The column `revised` can be 0.

```meth bad small
quantity execution
  value  budget.spent / budget.revised
```

The ends of a measure may be equal.

```meth bad small
quantity reached
  for each  measures as measure
  value     progress(rates.rate; from measure.low; to measure.high)
```

The ends are one number.

```meth bad small
quantity reached
  value  progress(budget.grown; from 2; to 2)
```

## Good

A line, a column declared `above 0`, or a case before it.

```meth good small
quantity execution
  value         budget.spent / budget.revised
  zero divisor  not applicable

quantity planned_execution
  value  budget.spent / budget.planned

quantity guarded
  value  if(budget.revised > 0 KZT; budget.spent / budget.revised; 0)
```

# S322

A value is placed between the worst and the best of its group, and all of the group may have the same value.

## Why

Between two ends that are equal there is no way, so nobody is at any part of it. Whether all of them then have all
points, half of them or none is for the decree to say.

## Bad

```meth bad small
indicator spending
  better  higher
  value   budget.spent
  points  100 * progress(value; from worst(value; over evaluated); to best(value; over evaluated))
```

## Good

```meth good small
indicator spending
  better     higher
  value      budget.spent
  points     100 * progress(value; from worst(value; over evaluated); to best(value; over evaluated))
  all equal  50 points
```

# S312

An aggregate may have nothing to aggregate, and the declaration does not say what that leads to.

## Why

The mean of nothing is no number, and the sum of nothing is 0 only for arithmetic: for a body it may mean that there was
nothing to do, or that nothing was reported.

## Bad

No rate need be above 0.

```meth bad small
quantity seen
  value  mean(rates.rate; over measures; only rates.rate > 0)
```

## Good

```meth good small
quantity seen
  value             mean(rates.rate; over measures; only rates.rate > 0)
  nothing to count  0
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, OutcomeRule
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.nodes import AnyNode, Arithmetic, FunctionCall, Progress
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.states import State
from tarazy.dsl.typing.typed import Typed

CODES = {State.ZERO_DIVISOR: "S320", State.ALL_EQUAL: "S322", State.NOTHING_TO_COUNT: "S312"}


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Each place from which a failure comes to a declaration that has no rule for it."""
    for code, declaration in typed.resolved.computed.items():
        if code in typed.graph.cyclic:
            continue
        for state in sorted(CODES, key=CODES.__getitem__):
            if state in typed.declared[code].computed.may and rule_for(declaration, state) is None:
                yield from _unanswered(typed, declaration, state)


def rule_for(declaration: Computed, state: State) -> OutcomeRule | None:
    """The line of a declaration that answers a failure."""
    rules = declaration.rules
    match state:
        case State.ZERO_DIVISOR:
            return rules.zero_divisor
        case State.ALL_EQUAL:
            return rules.all_equal
        case _:
            return rules.nothing_to_count


def _unanswered(typed: Typed, declaration: Computed, state: State) -> Iterator[Diagnostic]:
    code, name = CODES[state], declaration.code
    origins = typed.origins_of(declaration, frozenset({state}))
    if not origins:
        yield finding(code, declaration.span, name=name)
    for node in origins:
        match node:
            case Arithmetic(operator="/", right=divisor):
                yield finding(code, node.span, variant="division", name=name, divisor=divisor.span.text)
            case Progress(start=start, end=end) if state is State.ZERO_DIVISOR:
                first, second = start.span.text, end.span.text
                yield finding(code, node.span, variant="progress", name=name, first=first, second=second)
            case FunctionCall():
                yield finding(code, node.span, labels=_inside(typed, node, state), name=name)
            case _:
                yield finding(code, node.span, name=name)


def _inside(typed: Typed, call: FunctionCall, state: State) -> tuple[Label, ...]:
    """Where in the function a failure comes from, through the functions that it calls."""
    node: AnyNode = call
    while isinstance(node, FunctionCall):
        node = next(typed.origins(node.body, frozenset({state})), call.body)
    return (Label(node.span, "inside"),)


RULE = ProgramRule(("S320", "S322", "S312"), check)
