"""A declaration computes one value.

# S305

A declaration has two lines that each say what its value is.

## Why

Of `value  a / b` and `mean  c, d` only one can be the result, and the other would be signed and never computed. Often
the head of a second declaration is missing between them.

## Bad

```meth bad small
quantity execution
  value  budget.spent / budget.planned
  mean   budget.done, budget.grown
```

## Good

```meth good small
quantity execution
  value  budget.spent / budget.planned

quantity progress_made
  mean   budget.done, budget.grown
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, Label
from tarazy.dsl.names.computed import AGGREGATE_FIELDS
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed

GIVING_THE_VALUE = frozenset({"value", *AGGREGATE_FIELDS})
"""Lines of which a declaration has one."""


def check(typed: Typed) -> Iterator[Diagnostic]:
    """The second line of a declaration that gives its value, and each further one."""
    for code, declaration in typed.resolved.computed.items():
        lines = [line for line in declaration.written.fields if line.keyword in GIVING_THE_VALUE]
        for line in lines[1:]:
            if line.keyword == lines[0].keyword:
                continue  # a line that stands twice is found in reading (P106)
            words = {"name": code, "second": line.keyword_span.text, "first": lines[0].keyword_span.text}
            yield Diagnostic("S305", line.keyword_span, words, labels=(Label(lines[0].keyword_span, "first"),))


RULE = ProgramRule(("S305",), check)
