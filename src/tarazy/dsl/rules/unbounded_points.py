"""Points without an upper end, where nothing says whether doing more than all of it counts.

# B420

The points of an indicator have no upper end, and nothing says that this is meant.

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

indicator growth
  better         higher
  value          budget.spent / budget.planned
  points         50 * value
  not more than  no limit
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Undetermined
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.syntax import Outcome, Phrase
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Points lines whose interval has no upper end."""
    for code, declaration in typed.resolved.computed.items():
        facts = typed.declared[code].computed
        if declaration.points is None or facts.type is None or facts.interval is None:
            continue
        if is_meant_without_limit(declaration) or _is_open(declaration):
            continue
        if facts.interval.high is None and not facts.interval.is_empty:
            yield finding("B420", declaration.points.span, name=code)


def _is_open(declaration: Computed) -> bool:
    """Whether the text leaves points open (``undetermined "…"``): how many there are at most is open with them."""
    return declaration.points is not None and any(isinstance(node, Undetermined) for node in walk(declaration.points))


def is_meant_without_limit(declaration: Computed) -> bool:
    """Whether a declaration says ``not more than  no limit``."""
    lines = declaration.written.all_fields("not_more_than")
    values = [line.value.value for line in lines if isinstance(line.value, Outcome)]
    return any(isinstance(value, Phrase) and value.key == "no_limit" for value in values)


RULE = ProgramRule(("B420",), check)
