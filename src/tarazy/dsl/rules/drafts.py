"""What a text leaves open makes it a draft, and somebody must be named to settle it.

# R850

Something is left open: the text is a draft.

## Why

A draft is computed as far as it goes, so that its authors see what depends on what is still to be settled. Everything
it gives says DRAFT, and it cannot be agreed: a result that nobody has decided on would pass for one of the norm.

## Bad

```meth bad small
indicator execution
  better      higher
  value       budget.done
  points      by bands of value
    from | below | points
         | 50    | 0
    50   |       | undetermined "points of a full execution"
  settled by  finance
```

## Good

```meth good small
indicator execution
  better      higher
  value       budget.done
  points      by bands of value
    from | below | points
         | 50    | 0
    50   |       | 10
```

## Paragraph

A methodology is agreed and approved as a whole: what it leaves open nobody has approved.

# R851

Something is left open, and nobody is named to settle it.

## Why

A hole is better than a guess, as long as somebody fills it. Without a name it stays open until the first evaluation,
and then whoever computes decides.

## Bad

```meth bad small
indicator execution
  better  higher
  value   budget.done * undetermined "the coefficient"
```

An empty text says nothing of what is to be settled.

```meth bad small
indicator execution
  better      higher
  value       budget.done * undetermined ""
  settled by  finance
```

## Good

Who settles it is named. The text is still a draft.

```meth good small
indicator execution
  better      higher
  value       budget.done * undetermined "the coefficient"
  settled by  finance
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.drafts import holes_of
from tarazy.dsl.graph import all_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Undetermined
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Holes: each makes a draft, and one that nobody is named for is an error."""
    for hole in holes_of(typed.resolved):
        if hole.settled_by:
            yield finding("R850", hole.span, name=hole.code, text=hole.text, by=hole.settled_by)
        else:
            yield finding("R851", hole.span, name=hole.code)
    for code, declaration in typed.resolved.computed.items():
        for root in all_roots(declaration):
            for node in walk(root):
                if isinstance(node, Undetermined) and not node.text and _is_written(node):
                    yield finding("R851", node.span, variant="empty", name=code)


def _is_written(node: Undetermined) -> bool:
    """Whether an author wrote it, and it does not stand for something that is reported elsewhere."""
    return node.span.text.endswith(('""', "«»"))


RULE = ProgramRule(("R850", "R851"), check)
