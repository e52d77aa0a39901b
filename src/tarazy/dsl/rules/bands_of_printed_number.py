"""Bands go by the number that is printed, or say that they do not.

# B440

A number is printed with fewer decimals than it has, and bands read it as it was before it was cut for print.

## Why

89.95 is printed as 90.0 and is below 90: whoever reads the table sees a mark that does not follow from the number. Acts
rarely say whether the rounded or the exact number decides, and the two give other grades. `shown with` is about print
alone, so the text must say which is meant.

## Bad

```meth bad small
score total
  value       budget.done
  shown with  0 decimals

grade class of total
  from | below | grade
       | 90    | low
  90   |       | high
```

## Good

`round` makes the printed number the one that decides; `[before rounding]` says that the exact one does.

```meth good small
score total
  value  budget.done
  round  half up, 0 decimals

grade class of total
  from | below | grade
       | 90    | low
  90   |       | high

score exact
  value       budget.done
  shown with  0 decimals

status reached
  value  by bands of exact[before rounding]
    from | below | status
         | 90    | low
    90   |       | high
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, RoundStep
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Bands, Facet, Result
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Tables of bands over results that are cut for print alone."""
    cut = frozenset(one.code for one in typed.resolved.computed.values() if _is_cut_for_print(one))
    if not cut:
        return
    for declaration in typed.resolved.computed.values():
        for root in (declaration.value, declaration.points, *(line.node for line in declaration.where)):
            for node in () if root is None else walk(root):
                if isinstance(node, Bands):
                    yield from _of_printed(declaration, node.operand, cut)


def _of_printed(declaration: Computed, operand: AnyNode, cut: frozenset[str]) -> Iterator[Diagnostic]:
    if isinstance(operand, Result) and operand.facet is Facet.RESULT and operand.declaration in cut:
        yield finding("B440", operand.span, name=declaration.code, read=operand.declaration)


def _is_cut_for_print(declaration: Computed) -> bool:
    """Whether fewer decimals are printed than the last rounding leaves."""
    shown = declaration.shown_decimals
    steps = declaration.value_steps if declaration.points is None else declaration.points_steps
    rounding = steps[-1] if steps else None
    return shown is not None and not (isinstance(rounding, RoundStep) and rounding.decimals <= shown)


RULE = ProgramRule(("B440",), check)
