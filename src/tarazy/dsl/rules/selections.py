"""A selection says of each element whether it is in: by a condition, or by a table of yes and no.

# B433

A selection has no condition, two of them, or one that gives something else than yes or no.

## Why

Who is chosen for a re-check must follow from the text for every body, and the reason with it. A number is no answer to
the question whether a body is in.

## Bad

```meth bad small
selection recheck
  always  central
```

```meth bad small
selection recheck
  only   budget.done < 50
  value  budget.grown < 0
```

```meth bad small
selection recheck
  only  budget.done
```

## Good

```meth good small
selection recheck
  always  central
  only    budget.done < 50
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import AnyNode, Cases
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.value_types import YesNoType


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Selections whose answer is no yes or no."""
    for code, declaration in typed.resolved.computed.items():
        if declaration.role is not Role.SELECTION:
            continue
        answer = _answer(declaration.value)
        kind = typed.facts.of(answer).type if answer in typed.facts else None
        if kind is not None and not isinstance(kind, YesNoType):
            yield finding("B433", answer.span, variant="number", name=code)


def _answer(node: AnyNode) -> AnyNode:
    """The condition or table behind the rows of `always` and `never`."""
    if isinstance(node, Cases) and node.rows and node.rows[-1].condition is None:
        return node.rows[-1].result
    return node


RULE = ProgramRule(("B433",), check)
