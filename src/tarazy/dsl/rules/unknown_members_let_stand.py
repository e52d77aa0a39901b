"""`needs` lets a result stand on what is left when a member could not be computed.

# W464

A line `needs` lets an aggregate have a value although one of its members is *not computed*.

## Why

*Not applicable* members do not concern a body; a member that is *not computed* does, and its datum is lacking. A total
of what is left is no wrong number, but whoever compares bodies by it compares unlike things. This is a note: where it
is meant, nothing is to be done.

## Bad

Without a reserve there is no `saving`, and `finance` is then the plan alone.

```meth bad small
indicator saving "Saving"
  better   higher
  value    budget.reserve / budget.planned
  no data  not computed

indicator execution "Execution"
  better   higher
  value    budget.spent / budget.planned

criterion finance "Finance"
  mean     saving, execution
  needs    1, otherwise not computed
```

## Good

```meth good small
indicator saving "Saving"
  better   higher
  value    budget.reserve / budget.planned
  no data  not computed

indicator execution "Execution"
  better   higher
  value    budget.spent / budget.planned

criterion finance "Finance"
  mean     saving, execution
  needs    all, otherwise not computed
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Coverage
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.nodes import Member, Result
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.rules.unknown_result import has_unanswered_unknown
from tarazy.dsl.states import State
from tarazy.dsl.typing.states import may_of_member
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Lines `needs` that let stand what could not be computed."""
    for code, declaration in typed.resolved.computed.items():
        needs, aggregate = declaration.needs, declaration.aggregate
        if code in typed.graph.cyclic or needs is None or needs.coverage is Coverage.ALL or aggregate is None:
            continue
        members = [member for member in aggregate.members if _may_be_not_computed(typed, member)]
        if members:
            labels = tuple(Label(member.span, "is", {"what": "may be not computed"}) for member in members)
            names = ", ".join(dict.fromkeys(f"`{member.name}`" for member in members))
            yield finding("W464", needs.span, labels=labels, name=code, members=names)


def _may_be_not_computed(typed: Typed, member: Member) -> bool:
    """Whether a member is a result that may be not computed, and says so itself (else S302 is said of it)."""
    used = member.value
    if not isinstance(used, Result) or State.NOT_COMPUTED not in may_of_member(member, typed.facts.of):
        return False
    return not has_unanswered_unknown(typed, typed.resolved.computed[used.declaration])


RULE = ProgramRule(("W464",), check)
