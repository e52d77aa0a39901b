"""A column in thousands is multiplied by a thousand.

# T224

A column that is declared in `thousand KZT`, or in `million` or `billion` of something, is multiplied by that number. It
is a warning.

## Why

Numbers are converted as they are read: the cell `28` of a column in `thousand KZT` is 28,000 tenge in every formula.
Multiplied by 1000 once more, it is a thousand times too large, and everybody is above every limit.

## Bad

```meth bad
methodology income
  version        1
  in force from  2020-01-01
  period         year
  evaluates      regions

list regions
  file  "regions.csv"
  key   region

source report
  file  "report.csv"
  key   region, year
  columns
    income:  thousand KZT, 1 decimal, 0 to 1_000_000

quantity income
  value  report.income * 1000
```

## Good

```meth good
methodology income
  version        1
  in force from  2020-01-01
  period         year
  evaluates      regions

list regions
  file  "regions.csv"
  key   region

source report
  file  "report.csv"
  key   region, year
  columns
    income:  thousand KZT, 1 decimal, 0 to 1_000_000

quantity income
  value  report.income
```
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Arithmetic, Attribute, Constant, Datum, RowColumn
from tarazy.dsl.rules.compared_literals import formula_behind, roots_of
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.units import PURE


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Products of a column and the scale that its unit has already, each once."""
    for declaration in typed.resolved.computed.values():
        nodes = {id(node): node for root in roots_of(declaration) for node in walk(root)}
        for node in nodes.values():
            if isinstance(node, Arithmetic) and node.operator == "*":
                yield from _converted(typed, node, node.left, node.right)
                yield from _converted(typed, node, node.right, node.left)


def _converted(typed: Typed, product: Arithmetic, value: AnyNode, factor: AnyNode) -> Iterator[Diagnostic]:
    if not isinstance(factor, Constant) or not isinstance(factor.value, fmpq) or factor.value < 1000:
        return
    if factor.shape is not None and factor.shape.unit != PURE:
        return
    column = formula_behind(typed, value)
    if not isinstance(column, Datum | RowColumn | Attribute):
        return
    shape = typed.facts.of(column).shape if column in typed.facts else None
    if shape is not None and not shape.unit.is_pure and shape.unit.scale == factor.value:
        yield finding("T224", product.span, column=column.column, factor=number_text(factor.value))


RULE = ProgramRule(("T224",), check)
