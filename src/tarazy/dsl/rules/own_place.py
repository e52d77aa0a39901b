"""A body is asked for its place in a group that it need not be in.

# S321

A declaration computed for all bodies asks for the place of each in a list that holds only some of them.

## Why

A body outside of the list has no place in it. It would get the place that it would have had, or none, by chance of the
program; the text must say to whom the rank applies.

## Bad

```meth bad small
rank place_in_centre
  value  rank(budget.spent; over central; highest first; ties share the better place)
```

## Good

```meth good small
rank place_in_centre
  applies to  central
  value       rank(budget.spent; over central; highest first; ties share the better place)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Rank
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Ranks over a group in a declaration that is not limited to it."""
    resolved = typed.resolved
    evaluated = None if resolved.methodology is None else resolved.methodology.evaluates
    for code, declaration in resolved.computed.items():
        for node in walk(declaration.value):
            if (
                not isinstance(node, Rank)
                or node.over.applicable_to is not None
                or node.over.axis != resolved.body_axis
            ):
                continue
            if not _is_within(resolved, declaration.applies_to or evaluated, node.over.list):
                yield finding("S321", node.span, name=code, list=node.over.list)


def _is_within(resolved: Resolved, part: str | None, whole: str) -> bool:
    """Whether the list `part` is `whole` or a part of it."""
    while part is not None and part != whole:
        part = resolved.lists[part].of
    return part is not None


RULE = ProgramRule(("S321",), check)
