"""A member of a sum or mean may be not applicable or not counted, and nothing says what then.

# S301

A member of a sum, or one of several members of a mean and the like, may be `not applicable` or `not counted`, and the
declaration does not say what becomes of its share.

## Why

A body to which one criterion does not apply loses the points of it, or its other criteria weigh more, or it gets the
mean of the others. Each gives other ranks, and only the decree can say which is meant.

## Bad

```meth bad small
indicator savings
  better   higher
  value    budget.reserve / budget.planned
  no data  not applicable

indicator work
  better  higher
  value   budget.done / 100

criterion finance
  sum  savings, work
```

```meth bad small
indicator savings
  better   higher
  value    budget.reserve / budget.planned
  no data  not applicable

indicator work
  better  higher
  value   budget.done / 100

criterion finance
  mean  savings, work
```

## Good

```meth good small
indicator savings
  better         higher
  value          budget.reserve / budget.planned
  no data        not applicable
  not more than  100 %

indicator work
  better  higher
  value   budget.done / 100

criterion finance
  sum                     savings, work
  not applicable members  0
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AggregateKind, Member
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.member_policies import must_be_said
from tarazy.dsl.typing.states import LEFT_OUT, SUMMED, may_of_member, member_rule, needs_all
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Aggregates with a member for whose state nothing is said."""
    for code, declaration in typed.resolved.computed.items():
        if code in typed.graph.cyclic:
            continue
        roots = [declaration.value, *([] if declaration.points is None else [declaration.points])]
        roots.extend(line.node for line in declaration.where)
        for root in roots:
            for node in walk(root):
                if isinstance(node, Aggregate) and must_be_said(node):
                    yield from _unanswered(typed, declaration, node)


def _unanswered(typed: Typed, declaration: Computed, node: Aggregate) -> Iterator[Diagnostic]:
    owner = declaration if declaration.aggregate is node else None
    if needs_all(owner):
        return
    for state in sorted(LEFT_OUT, key=lambda one: one.value):
        members = [member for member in node.members if state in may_of_member(member, typed.facts.of)]
        if not members or (owner is not None and member_rule(owner, state) is not None):
            continue
        word = state.value.replace("_", " ")
        labels = tuple(
            Label(member.span, "is", {"what": f"may be {word}"}) for member in members if _apart(member, node)
        )
        words = {"name": declaration.code, "state": word, "member": members[0].name}
        yield finding("S301", node.span, variant=_options(node.kind), labels=labels, **words)


def _options(kind: AggregateKind) -> str:
    """Which policies fit the aggregate."""
    if kind in SUMMED:
        return ""
    return "mean" if kind is AggregateKind.MEAN else "left out"


def _apart(member: Member, node: Aggregate) -> bool:
    return member.span != node.span


RULE = ProgramRule(("S301",), check)
