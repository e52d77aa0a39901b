"""A result may be unknown, and nothing says what that leads to.

# S302

An indicator, a criterion, a block or a score is computed from something that may be absent, and no line says what its
result is then. A quantity, a status, a grade and a rank pass an unknown on.

## Why

A cell that is empty is no zero. Whether a body that sent nothing gets no points, no score, or is left out is for the
decree to say; a silent zero would be a decision that nobody took.

## Bad

The column `reserve` is declared as `may be absent`.

```meth bad small
indicator savings
  better  higher
  value   budget.reserve / budget.planned
```

## Good

```meth good small
indicator savings
  better   higher
  value    budget.reserve / budget.planned
  no data  not computed
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.states import UNKNOWN, State
from tarazy.dsl.typing.states import PASSING_ON
from tarazy.dsl.typing.typed import Typed

MOST_CAUSES = 3
"""Operands pointed at."""


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Declarations whose unknown no line answers."""
    for code, declaration in typed.resolved.computed.items():
        if not has_unanswered_unknown(typed, declaration):
            continue
        causes = typed.origins_of(declaration, UNKNOWN)
        labels = tuple(Label(node.span, "is", {"what": _words(typed, node)}) for node in causes[:MOST_CAUSES])
        words = ", ".join(dict.fromkeys(node.span.text for node in causes[:MOST_CAUSES]))
        yield finding("S302", declaration.span, name=code, causes=words or code, labels=labels)


def has_unanswered_unknown(typed: Typed, declaration: Computed) -> bool:
    """Whether a declaration owes an answer to an unknown, and no line of it gives one."""
    code = declaration.code
    if code in typed.graph.cyclic or declaration.role in PASSING_ON or declaration.rules.no_data is not None:
        return False
    states = typed.declared[code].computed.may & UNKNOWN
    return bool(states - _said_in_words(typed, declaration))


def _said_in_words(typed: Typed, declaration: Computed) -> frozenset[State]:
    """States that the lines about members say in words: `needs`, and what follows where members are left out."""
    rules = declaration.rules
    about = (rules.not_applicable_members, rules.not_counted_members)
    said = [rule.node for rule in about if rule is not None and rule.node is not None]
    if declaration.needs is not None:
        said.append(declaration.needs.otherwise)
    return frozenset[State]().union(*(typed.facts.of(node).may for node in said if node in typed.facts))


def _words(typed: Typed, node: AnyNode) -> str:
    states = sorted(state.value.replace("_", " ") for state in typed.facts.of(node).may & UNKNOWN)
    return f"may be {' or '.join(states)}"


RULE = ProgramRule(("S302",), check)
