"""A ratio of two plain numbers is compared with a bare number above 2.

# T222

A value that divides one column in plain numbers by another is compared with a bare number above 2. It is a warning.

## Why

A ratio of two like numbers is a share: at most 1, or 100 %. With the edges 50 and 80 every body would lie below both,
and the table would look right. Numbers with a unit, such as `unit services "services"`, show whether the two are alike;
of plain ones nobody can say.

## Bad

```meth bad small
indicator done
  better        higher
  value         budget.done / budget.done[previous year]
  zero divisor  not computed
  no data       not computed
  points        by bands of value
    from | below | points
         | 50    | 0
    50   |       | 10
```

## Good

```meth good small
indicator done
  better        higher
  value         budget.done / budget.done[previous year]
  zero divisor  not computed
  no data       not computed
  points        by bands of value
    from | below | points
         | 50 %  | 0
    50 % |       | 10
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Arithmetic, Attribute, Datum, Result, RowColumn
from tarazy.dsl.rules.compared_literals import comparisons, formula_behind
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.units import PURE, Shown


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Ratios of plain numbers beside bare numbers above 2, once a place."""
    for declaration in typed.resolved.computed.values():
        for comparison in comparisons(declaration):
            literal = comparison.bare_above_two()
            if literal is None or not isinstance(literal.value, fmpq):
                continue
            ratio = formula_behind(typed, comparison.value)
            if isinstance(ratio, Arithmetic) and ratio.operator == "/" and _is_of_plain_data(typed, ratio):
                number = number_text(literal.value)
                label = Label(ratio.span, "is", {"what": "a ratio"})
                labels = () if ratio.span.source != literal.span.source else (label,)
                yield finding("T222", literal.span, labels=labels, number=number)


def _is_of_plain_data(typed: Typed, ratio: Arithmetic) -> bool:
    return all(_is_plain(typed, part) and _has_data(part) for part in (ratio.left, ratio.right))


def _is_plain(typed: Typed, part: AnyNode) -> bool:
    shape = typed.facts.of(part).shape if part in typed.facts else None
    return shape is not None and shape.unit == PURE and shape.shown is Shown.NUMBER


def _has_data(part: AnyNode) -> bool:
    return any(isinstance(node, Datum | RowColumn | Attribute | Result) for node in walk(part))


RULE = ProgramRule(("T222",), check)
