"""An example says one thing of one value.

# E706

An example gives or expects the same value twice.

## Why

Of two rows for one cell only one can be put in, and the other would be read by people and by nothing else. An example
is what those who agree the methodology look at first.

## Bad

```meth bad small
quantity half
  value   budget.done / 2

example "half of it"
  given
    budget.done:  40
    budget.done:  60
  expect
    half:         30
```

## Good

```meth good small
quantity half
  value   budget.done / 2

example "half of it"
  given
    budget.done:  60
  expect
    half:         30
```
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from tarazy.dsl.declarations import Expectation, Given
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Rows of an example about the same value of the same elements and period."""
    for example in typed.resolved.examples:
        yield from _repeated(example.given)
        yield from _repeated(example.expect)


def _repeated(rows: Sequence[Given] | Sequence[Expectation]) -> Iterator[Diagnostic]:
    first: dict[Hashable, Span] = {}
    for row in rows:
        key = (row.target, row.facet, row.elements, row.period)
        if key in first:
            yield finding("E706", row.span, labels=(Label(first[key], "first"),), target=row.target)
        else:
            first[key] = row.span


RULE = ProgramRule(("E706",), check)
