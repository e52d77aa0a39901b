"""Something is computed and leads to no result.

# G353

In a program that has a score, a declaration is named by no other, by no check and by no example.

## Why

An indicator that no criterion names is measured, published and does not count. Often it was forgotten in the list of a
criterion, and every total lacks it. A score, a grade, a rank and a status are read by people and need no user; where
there is no score, every indicator is a result of its own. A module may hold more than is used. This is a warning.

## Bad

```meth bad small
indicator execution "Execution"
  better  higher
  value   budget.spent / budget.planned

score total "Overall"
  value   budget.done
```

## Good

```meth good small
indicator execution "Execution"
  better  higher
  value   budget.spent / budget.planned

score total "Overall"
  value   100 * execution
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Result
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed

RESULTS = frozenset({Role.SCORE, Role.GRADE, Role.RANK, Role.STATUS, Role.SELECTION})
"""Roles that are there to be read."""


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Declarations of a methodology's own file that lead to nothing, where there is a score for them to lead to."""
    computed, methodology = typed.resolved.computed, typed.resolved.methodology
    if methodology is None or all(declaration.role is not Role.SCORE for declaration in computed.values()):
        return
    used = {edge.used.code for edge in typed.graph.edges if edge.used.code != edge.user.code} | _named(typed)
    for code, declaration in computed.items():
        is_own = declaration.span.source.name == methodology.span.source.name
        if is_own and declaration.role not in RESULTS and code not in used and code not in typed.graph.cyclic:
            place = declaration.written.name_span or declaration.span
            yield finding("G353", place, name=code, role=declaration.role.value)


def _named(typed: Typed) -> set[str]:
    """Codes of what a check, an example or a publication names."""
    checks = (node for check in typed.resolved.checks.values() for node in walk(check.holds))
    examples = typed.resolved.examples
    given = {row.target for example in examples for row in example.given}
    expected = {row.target for example in examples for row in example.expect}
    published = {one.code for some in typed.resolved.process.publications.values() for one in some.shows}
    return {node.declaration for node in checks if isinstance(node, Result)} | given | expected | published


RULE = ProgramRule(("G353",), check)
