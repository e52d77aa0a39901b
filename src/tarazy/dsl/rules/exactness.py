"""A number that no machine word is sure to hold.

# X590

A result has no bound in bits that a machine word could hold. It is a note, given on request: the result is computed
exactly all the same.

## Why

Exact results are computed with fractions of any length, and roots and logarithms with intervals that are made as narrow
as is needed. Where numbers are bounded a faster way with the same results is open; the note says what keeps it shut.

## Bad

A logarithm has no last digit.

```meth bad small notes
quantity spending
  value  ln(budget.planned / 1 KZT)
```

## Good

Decimals and a range of each column bound what is added up.

```meth good small notes
quantity spending
  value  budget.planned - budget.spent
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.forms import Capacity, capacity, need
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.show import form_text
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Results whose form has no bound, or one above 127 bits."""
    for code, declaration in typed.resolved.computed.items():
        form = typed.declared[code].result.form
        if form is None or capacity(need(form)) is not Capacity.EXACT:
            continue
        yield finding("X590", declaration.value.span, name=code, form=form_text(form))


RULE = ProgramRule(("X590",), check)
