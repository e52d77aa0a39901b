"""`needs` asks for more than there can ever be.

# W462

A line `needs` asks for more members, or a greater share of them, than there are.

## Why

Such a declaration has no value for any body in any period, whatever the data. A number that is one too large looks
like a strict rule and is a mistake; every member is asked for by `needs  all`.

## Bad

Two members, and three of them needed.

```meth bad small
criterion finance "Finance"
  mean   budget.done, budget.grown
  needs  3, otherwise not computed
```

No data have more than all of their members.

```meth bad small
criterion finance "Finance"
  mean   budget.done, budget.grown
  needs  120 %, otherwise not computed
```

## Good

```meth good small
criterion finance "Finance"
  mean   budget.done, budget.grown
  needs  all, otherwise not computed
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.declarations import Coverage, Needs
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.nodes import Aggregate, Member
from tarazy.dsl.over import OverList, OverPeriods, OverRows
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Lines `needs` that no data can satisfy."""
    for code, declaration in typed.resolved.computed.items():
        needs, aggregate = declaration.needs, declaration.aggregate
        if needs is not None and aggregate is not None and isinstance(needs.amount, fmpq):
            yield from _out_of_reach(typed.resolved, code, needs, needs.amount, aggregate)


def _out_of_reach(
    resolved: Resolved, code: str, needs: Needs, amount: fmpq, aggregate: Aggregate
) -> Iterator[Diagnostic]:
    if needs.coverage is Coverage.MEMBERS:
        most = _most_members(resolved, aggregate)
        if most is not None and amount > most:
            labels = (Label(aggregate.span, "is", {"what": f"{most} member{'' if most == 1 else 's'}"}),)
            yield finding("W462", needs.span, labels=labels, name=code, needed=number_text(amount), most=str(most))
    elif amount > 1:
        yield finding("W462", needs.span, variant="share", name=code, needed=f"{number_text(amount * 100)} %")


def _most_members(resolved: Resolved, aggregate: Aggregate) -> int | None:
    """The greatest number of members; ``None`` where data decide it."""
    counts = [_most_of(resolved, member) for member in aggregate.members]
    known = [count for count in counts if count is not None]
    return sum(known) if len(known) == len(counts) else None


def _most_of(resolved: Resolved, member: Member) -> int | None:
    match member.over:
        case None:
            return 1
        case OverPeriods(count=count):
            return count
        case OverList(list=code, others=others, children=children):
            declared = resolved.lists[code]
            if member.over.relation is not None:
                return None
            if declared.files or not declared.rows:
                return None
            return len(declared.rows) - (1 if others or children else 0)
        case OverRows():
            return None


RULE = ProgramRule(("W462",), check)
