"""A methodology is in force for some time.

# M608

The last day of force of a methodology is before its first.

## Why

Which edition holds for a year follows from these two days. A methodology that ends before it begins would hold for no
year at all.

## Bad

```meth bad
methodology small "Small"
  version         1
  in force from   2024-01-01
  in force until  2023-12-31
  period          year
```

## Good

```meth good
methodology small "Small"
  version         1
  in force from   2023-01-01
  in force until  2023-12-31
  period          year
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """A methodology whose two days of force are the wrong way round."""
    head = typed.resolved.methodology
    if head is None or head.in_force_from is None or head.in_force_until is None:
        return
    if head.in_force_until < head.in_force_from:
        first, last = head.in_force_from.isoformat(), head.in_force_until.isoformat()
        yield finding("M608", head.span, name=head.code, first=first, last=last)


RULE = ProgramRule(("M608",), check)
