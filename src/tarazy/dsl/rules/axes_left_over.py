"""A declaration ends with a value for each element of a list that it does not say it is for.

# A261

A value runs along a list, and its declaration neither says so by `for each` nor takes the list away.

## Why

Where the text speaks of one share, the data have one for each measure. A program that took the first, the last or the
mean of them would have decided what the decree leaves open.

## Bad

```meth bad small
indicator safety
  better  higher
  value   rates.rate
```

## Good

Aggregated, chosen, or declared for each element.

```meth good small
indicator safety
  better  higher
  value   mean(rates.rate; over measures)

indicator falls
  better  lower
  value   rates.rate[falls]

indicator share
  for each  measures as measure
  better    higher
  value     rates.rate
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import PERIOD, AnyNode
from tarazy.dsl.rules.nothing_evaluated import first_scored_of_nothing
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Declarations and checks whose value runs along a list that is not theirs."""
    if first_scored_of_nothing(typed) is not None:
        return  # the list may be the one that ought to be evaluated (A264)
    usual = {PERIOD, typed.resolved.body_axis}
    for code, declaration in typed.resolved.computed.items():
        families = {family.axis for family in declaration.families}
        roots = tuple(node for node in (declaration.points, declaration.value) if node is not None)
        extra = typed.declared[code].result.axes - families - usual
        yield from _left_over(typed, extra, roots, code, declaration.span)
    for code, one in typed.resolved.checks.items():
        yield from _left_over(typed, typed.facts.of(one.holds).axes - usual, (one.holds,), code, one.span)


def _left_over(
    typed: Typed, axes: Iterable[str | None], roots: tuple[AnyNode, ...], code: str, span: Span
) -> Iterator[Diagnostic]:
    for axis in sorted(axis for axis in axes if axis is not None):
        element = typed.resolved.lists[axis].element or axis
        place = next((found.span for root in roots if (found := _cause(typed, root, axis)) is not None), span)
        yield finding("A261", place, name=code, element=element, list=axis)


def _cause(typed: Typed, root: AnyNode, axis: str) -> AnyNode | None:
    """The first node, from the top, that has the axis while no operand of it has."""
    node = root
    if axis not in typed.facts.of(node).axes:
        return None
    while True:
        inner = next((part for part in operands(node) if axis in typed.facts.of(part).axes), None)
        if inner is None:
            return node
        node = inner


RULE = ProgramRule(("A261",), check)
