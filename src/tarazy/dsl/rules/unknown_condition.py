"""The condition of a call may be unknown, and then the whole call is.

# S311

A condition reads what may be absent. Of an element or a row for which it is unknown nobody can say whether it is meant,
and so the whole count or sum is unknown.

## Why

An appeal that has no date of answer is either not answered yet or badly kept. One such row among a million would make
the share of every body unknown, which is right where nothing is said, and seldom what is meant.

## Bad

```meth bad small
register appeals "Appeals"
  key         appeal
  belongs to  body, due
  columns
    body:     bodies
    due:      date
    answered: date, may be absent

quantity in_time
  value  count(appeals; only answered <= due)
```

## Good

An appeal without an answer is not answered in time.

```meth good small
register appeals "Appeals"
  key         appeal
  belongs to  body, due
  columns
    body:     bodies
    due:      date
    answered: date, may be absent

quantity in_time
  value  count(appeals; only has(answered) and answered <= due)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import Aggregate, AnyNode, Has, Member, StateOf
from tarazy.dsl.over import OverList, OverRows
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.states import UNKNOWN
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Members whose condition may be unknown."""
    assert isinstance(node, Aggregate)
    for member in node.members:
        if member.only is None or not facts_of(member.only).may & UNKNOWN:
            continue
        cause = _cause(member.only, facts_of)
        if cause is not None:
            yield finding(
                "S311",
                cause.span,
                condition=member.only.span.text,
                cause=cause.span.text,
                name=_run_over(member),
            )


def _run_over(member: Member) -> str:
    match member.over:
        case OverRows(register=code) | OverList(list=code):
            return code
        case _:
            return member.name


def _cause(node: AnyNode, facts_of: FactsOf) -> AnyNode | None:
    """The first name under `node` that may be unknown, and whose being unknown comes up to it."""
    if isinstance(node, Has | StateOf) or not facts_of(node).may & UNKNOWN:
        return None
    parts = operands(node)
    found = (_cause(part, facts_of) for part in parts)
    return next((one for one in found if one is not None), None if parts else node)


RULE = NodeRule(("S311",), (Aggregate,), check)
