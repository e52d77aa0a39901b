"""A value multiplied by 100, or declared from 0 to 100, is compared with a percentage.

# T223

A value that is no share but a number of hundredths, since it is multiplied by 100 or its column runs from 0 to 100, is
compared with a number in percent. It is a warning.

## Why

`80 %` is the number 0.8. A share times 100 is above it for nearly every body, and every body would get the highest
points. A share is never multiplied by 100: the percent sign does that where it is written and where it is shown.

## Bad

```meth bad small
quantity share
  value  budget.spent / budget.planned * 100

grade discipline of share
  from | below | grade
       | 60 %  | low
  60 % |       | high
```

A column of numbers from 0 to 100.

```meth bad small
quantity fulfilled
  value  if(budget.done >= 95 %; 1; 0)
```

## Good

```meth good small
quantity share
  value  budget.spent / budget.planned

grade discipline of share
  from | below | grade
       | 60 %  | low
  60 % |       | high

quantity fulfilled
  value  if(budget.done >= 95; 1; 0)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.nodes import AnyNode, Arithmetic, Constant, Datum
from tarazy.dsl.rules.compared_literals import comparisons, formula_behind
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.units import PURE, Shown

_HUNDRED = fmpq(100)


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Hundredfold values beside percentages, once a place."""
    for declaration in typed.resolved.computed.values():
        for comparison in comparisons(declaration):
            literal = comparison.in_percent()
            if literal is None:
                continue
            formula = formula_behind(typed, comparison.value)
            variant = _hundredfold(typed, formula)
            if variant is not None:
                same_text = formula.span.source == literal.span.source
                what = {"column": "a number from 0 to 100"}.get(variant, "100 times as much")
                labels = (Label(formula.span, "is", {"what": what}),) if same_text else ()
                yield finding("T223", literal.span, variant=variant, labels=labels, literal=literal.span.text)


def _hundredfold(typed: Typed, formula: AnyNode) -> str | None:
    """Variant of the message, where the formula gives hundredths."""
    match formula:
        case Arithmetic():
            return "" if _has_factor_hundred(formula) else None
        case Datum(source, name):
            declared = typed.resolved.sources[source].column(name)
            if declared is None or declared.range is None or declared.shape.shown is not Shown.NUMBER:
                return None
            is_whole = declared.range.low == 0 and declared.range.high == _HUNDRED
            return "column" if declared.shape.unit == PURE and is_whole else None
        case _:
            return None


def _has_factor_hundred(node: AnyNode) -> bool:
    """Whether 100 is a factor of a product or of the dividend of a quotient."""
    match node:
        case Arithmetic("*", left, right):
            return _has_factor_hundred(left) or _has_factor_hundred(right)
        case Arithmetic("/", left, _):
            return _has_factor_hundred(left)
        case _:
            return _is_hundred(node)


def _is_hundred(node: AnyNode) -> bool:
    return isinstance(node, Constant) and node.value == _HUNDRED and (node.shape is None or node.shape.unit == PURE)


RULE = ProgramRule(("T223",), check)
