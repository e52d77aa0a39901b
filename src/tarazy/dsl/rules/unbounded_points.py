"""Points without an upper end, so that doing more than all of it counts.

# B420

The points of an indicator have no upper end. It is a note: that may be meant.

## Why

An execution of 300 % would give 150 points where 50 was thought to be the most, and in a sum it would make up for
everything that was not done. A decree that means a maximum says it, and so must the text.

## Bad

```meth bad small
indicator execution
  better  higher
  value   budget.spent / budget.planned
  points  50 * value
```

## Good

```meth good small
indicator execution
  better         higher
  value          budget.spent / budget.planned
  points         50 * value
  not more than  50 points
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Points lines whose interval has no upper end."""
    for code, declaration in typed.resolved.computed.items():
        facts = typed.declared[code].computed
        if declaration.points is None or facts.type is None or facts.interval is None:
            continue
        if facts.interval.high is None and not facts.interval.is_empty:
            yield finding("B420", declaration.points.span, name=code)


RULE = ProgramRule(("B420",), check)
