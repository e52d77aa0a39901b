"""Something takes part twice: in an aggregate, or in what is added and taken off.

# W463

A member is named twice in one aggregate, or a deduction or bonus twice in one declaration.

## Why

A criterion that is named twice counts double, and nothing in the text says that this is meant: most often a line was
copied and not changed, so that another criterion is missing. A deduction enters a result once.

## Bad

```meth bad small
criterion finance "Finance"
  mean  budget.done, budget.grown, budget.done
```

## Good

Where one member is to count double, its weight says so.

```meth good small
criterion finance "Finance"
  weighted mean
    budget.done:   66 %
    budget.grown:  34 %
```
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from tarazy.dsl.declarations import AdjustStep, Computed
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import points_roots, value_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, Member
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.keys import key_of
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Members that are the same value over the same elements, and corrections that enter twice."""
    for code, declaration in typed.resolved.computed.items():
        roots = (*value_roots(declaration), *points_roots(declaration), *(line.node for line in declaration.where))
        aggregates = {id(node): node for root in roots for node in walk(root) if isinstance(node, Aggregate)}
        for aggregate in aggregates.values():
            known = (member for member in aggregate.members if _is_known(typed, member))
            yield from _repeated([(_key(member), member.name, member.span) for member in known], code, "")
        yield from _repeated(_corrections(declaration), code, "correction")


def _corrections(declaration: Computed) -> list[tuple[Hashable, str, Span]]:
    steps = [step for step in (*declaration.value_steps, *declaration.points_steps) if isinstance(step, AdjustStep)]
    return [(key_of(member), member.span.text, member.span) for step in steps for member in step.members]


def _is_known(typed: Typed, member: Member) -> bool:
    """Whether a member is more than a name that stands for nothing."""
    return member.value is None or (member.value in typed.facts and typed.facts.of(member.value).type is not None)


def _key(member: Member) -> Hashable:
    value, only = member.value, member.only
    return (None if value is None else key_of(value), member.over, None if only is None else key_of(only))


def _repeated(parts: list[tuple[Hashable, str, Span]], code: str, variant: str) -> Iterator[Diagnostic]:
    first: dict[Hashable, Span] = {}
    for key, name, span in parts:
        if key in first:
            yield finding("W463", span, variant=variant, labels=(Label(first[key], "first"),), name=code, member=name)
        else:
            first[key] = span


RULE = ProgramRule(("W463",), check)
