"""The ends of a limit, written as a call or as steps, leave room between them.

# S306

The lower end of a limit lies above its upper end.

## Why

Between 10 and 5 lies nothing. Whichever end were taken last would be the result for every body, and the formula under
it would count for nothing.

## Bad

```meth bad small
quantity capped
  value  limit(budget.done; from 60; to 40)
```

As two lines.

```meth bad small
quantity capped
  value          budget.done
  not less than  60
  not more than  40
```

## Good

```meth good small
quantity capped
  value  limit(budget.done; from 40; to 60)
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tarazy.dsl.declarations import BoundStep, Step
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import points_roots, value_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Limit
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Limits of which no value of the lower end is below a value of the upper one."""
    for code, declaration in typed.resolved.computed.items():
        roots = (*value_roots(declaration), *points_roots(declaration), *(line.node for line in declaration.where))
        limits = {id(node): node for root in roots for node in walk(root) if isinstance(node, Limit)}
        for node in limits.values():
            if node.low is not None and node.high is not None:
                yield from _crossing(typed, code, node.low, node.high, node)
        for steps in (declaration.value_steps, declaration.points_steps):
            yield from _of_steps(typed, code, steps)


def _of_steps(typed: Typed, code: str, steps: Sequence[Step]) -> Iterator[Diagnostic]:
    bounding = [step for step in steps if isinstance(step, BoundStep)]
    for place, step in enumerate(bounding):
        for other in bounding[:place]:
            if step.upper != other.upper:
                low, high = (other, step) if step.upper else (step, other)
                yield from _crossing(typed, code, low.bound, high.bound, step.bound)


def _crossing(typed: Typed, code: str, low: AnyNode, high: AnyNode, place: AnyNode) -> Iterator[Diagnostic]:
    least, most = bounds(typed.facts.of(low)).low, bounds(typed.facts.of(high)).high
    if least is not None and most is not None and least > most:
        labels = (Label(low.span, "is", {"what": "the lower end"}), Label(high.span, "is", {"what": "the upper end"}))
        yield finding("S306", place.span, labels=labels, name=code)


RULE = ProgramRule(("S306",), check)
