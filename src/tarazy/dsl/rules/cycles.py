"""Declarations that are computed from each other.

# G351

A declaration is computed from others that are computed from it.

## Why

There is no first step: whichever of the numbers one begins with, the others need it first. A spreadsheet would iterate
from what happened to stand in the cell, and two people would get two scores.

## Bad

Every use of the cycle is pointed at.

```meth bad small
quantity growth
  value  budget.spent / total

quantity total
  value  mean(budget.spent; over evaluated) + growth * 1 KZT
```

## Good

```meth good small
quantity total
  value  mean(budget.planned; over evaluated)

quantity growth
  value  budget.spent / total
```

# G352

A declaration is computed from its own value of a former period.

## Why

The first period has nothing to stand on, and an error of one year would run through all later ones. What was issued in
a former year is a fact; it is read from a source, where it can be compared with the document.

## Bad

```meth bad small
quantity level
  value  level[previous year] + budget.grown
```

## Good

The source holds what was issued.

```meth good small
source issued
  file  "issued.csv"
  key   body, year
  columns
    level:  number, 2 decimals, 0 to 1000

quantity level
  value  issued.level[previous year] + budget.grown
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import Edge, Part
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """One finding a set of declarations that use each other, with every edge of a shortest cycle."""
    for cycle in typed.graph.cycles:
        through_past = any(edge.shifted for edge in cycle)
        written = [edge for edge in cycle if not edge.within] or list(cycle)
        labels = tuple(Label(edge.span, "is", {"what": _words(edge)}) for edge in written)
        names = " → ".join([_user(written[0]), *(edge.used.text() for edge in written)])
        yield finding("G352" if through_past else "G351", written[0].span, labels=labels, cycle=names)


def _words(edge: Edge) -> str:
    former = " of a former period" if edge.shifted else ""
    return f"{_user(edge)} uses {edge.used.text()}{former}"


def _user(edge: Edge) -> str:
    """Who uses: the declaration, or a name of its legend."""
    return edge.user.text() if edge.user.part is Part.WHERE else edge.user.code


RULE = ProgramRule(("G351", "G352"), check)
