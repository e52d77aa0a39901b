"""A body is asked for its place in a group that it need not be in.

# S321

A declaration computed for all bodies asks for the place of each in a list that holds only some of them, or for its
position between two statistics of that list.

## Why

A body outside of the list has no place in it. It would get the place that it would have had, or none, by chance of the
program, and between the least and the greatest of others it can lie anywhere; the text must say to whom it applies.

## Bad

```meth bad small
rank place_in_centre
  value  rank(budget.spent; over central; highest first; ties share the better place)
```

```meth bad small
quantity position_in_centre
  value  progress(budget.spent; from min(budget.spent; over central); to max(budget.spent; over central))
  all equal  not applicable
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
from tarazy.dsl.hashes import canonical
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Progress, Rank
from tarazy.dsl.over import OverList
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Places and positions in a group in a declaration that is not limited to it."""
    resolved = typed.resolved
    evaluated = None if resolved.methodology is None else resolved.methodology.evaluates
    for code, declaration in resolved.computed.items():
        for node in walk(declaration.value):
            over = _group_of(node)
            if over is None or over.applicable_to is not None or over.axis != resolved.body_axis:
                continue
            if not _is_within(resolved, declaration.applies_to or evaluated, over.list):
                yield finding("S321", node.span, name=code, list=over.list)


def _group_of(node: AnyNode) -> OverList | None:
    """The list in which a place or a position is asked for; ``None`` where none is."""
    match node:
        case Rank(over=over):
            return over
        case Progress(operand=own, start=Aggregate() as start, end=Aggregate() as end):
            groups = [_statistic_of(own, one) for one in (start, end)]
            return groups[0] if groups[0] == groups[1] else None
        case _:
            return None


def _statistic_of(own: AnyNode, node: Aggregate) -> OverList | None:
    """The list over which `node` is a statistic of what `own` is of one body."""
    if len(node.members) != 1:
        return None
    (member,) = node.members
    if not isinstance(member.over, OverList) or member.over.bound is not None or member.value is None:
        return None
    return member.over if canonical(member.value) == canonical(own) else None


def _is_within(resolved: Resolved, part: str | None, whole: str) -> bool:
    """Whether the list `part` is `whole` or a part of it."""
    while part is not None and part != whole:
        part = resolved.lists[part].of
    return part is not None


RULE = ProgramRule(("S321",), check)
