"""For whom a declaration is.

# A266

A line `applies to` or `does not apply to` names a list that is not one of bodies.

## Why

What applies or not is settled for the bodies that are evaluated. For the elements of another list nothing is settled,
and every body would be outside.

## Bad

```meth bad small
indicator execution "Execution"
  better      higher
  applies to  measures
  value       budget.done / 100
```

## Good

```meth good small
indicator execution "Execution"
  better      higher
  applies to  central
  value       budget.done / 100
```

# A267

A declaration is for each element of a list, and its value is the same for every one of them.

## Why

A number that is repeated for every element counts as often as there are elements when it is added up, and a trace by
element says nothing. This is a warning: most often the column that depends on the element was not named.

## Bad

```meth bad small
quantity level "Level of a measure"
  for each  measures as measure
  value     budget.done
```

## Good

```meth good small
quantity level "Level of a measure"
  for each  measures as measure
  value     rates.rate
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Lists of others than bodies where bodies are meant, and families of one value."""
    lists, bodies = typed.resolved.lists, typed.resolved.body_axis
    for code, declaration in typed.resolved.computed.items():
        lines = (("applies_to", declaration.applies_to), ("does_not_apply_to", declaration.does_not_apply_to))
        for keyword, named in lines:
            if named is not None and bodies is not None and lists[named].root != bodies:
                yield finding("A266", _line(declaration, keyword), name=code, list=named, bodies=bodies)
        yield from _families(typed, declaration)


def _families(typed: Typed, declaration: Computed) -> Iterator[Diagnostic]:
    roots = (*value_roots(declaration), *result_roots(declaration))
    facts = [typed.facts.of(root) for root in roots if root in typed.facts]
    if any(one.type is None and not one.may for one in facts):
        return
    axes = frozenset[str]().union(*(one.axes for one in facts))
    for family in declaration.families:
        if family.axis not in axes:
            yield finding("A267", _line(declaration, "for_each"), name=declaration.code, element=family.element)


def _line(declaration: Computed, keyword: str) -> Span:
    line = declaration.written.field(keyword)
    return declaration.span if line is None else line.span


RULE = ProgramRule(("A266", "A267"), check)
