"""A table says the same thing in two rows.

# B404

Two rows of a grade give the same word.

## Why

Whoever reads a grade reads back from the word to the band, and with two bands of one word cannot. Most often a row was
copied and its word not changed, so that one grade is never given.

## Bad

```meth bad small
grade discipline of budget.done
  from | below | grade
       | 20    | low
  20   | 50    | medium
  50   |       | low
```

## Good

```meth good small
grade discipline of budget.done
  from | below | grade
       | 20    | low
  20   | 50    | medium
  50   |       | high
```

# B412

A table of values has two rows for one value, a line two corners at one place, or a parameter two values from one year.

## Why

The second row would never be read: whoever signs the table signs a number that no body can get. Between two corners at
one place there is no straight line.

## Bad

```meth bad small
quantity staffing
  value  by values of body.kind
    value    | points
    ministry | 1
    agency   | 2
    ministry | 3
```

```meth bad small
quantity progress_of_plan
  value  by line of budget.done
    at | points
    5  | 1
    5  | 2
```

## Good

```meth good small
quantity staffing
  value  by values of body.kind
    value    | points
    ministry | 1
    agency   | 2
```
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence

from flint import fmpq

from tarazy.dsl.declarations import Role
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.intervals import number_text
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Bands, ByValues, Constant, Line, Value
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.typing.keys import key_of_number
from tarazy.dsl.typing.typed import Typed

Row = tuple[Hashable, str, Span]
"""What two rows must not share, the words for it, and the place of the row."""


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Rows of a grade with one word, rows of a table of values, of a line or of a parameter for one value."""
    for parameter in typed.resolved.parameters.values():
        years = [(year, str(year), node.span) for year, node in parameter.by_period if year is not None]
        yield from _repeated("B412", years)
    for declaration in typed.resolved.computed.values():
        if declaration.role is Role.GRADE and isinstance(declaration.value, Bands):
            yield from _repeated("B404", _grades(declaration.value))
        roots = (*value_roots(declaration), *result_roots(declaration))
        nodes = {id(node): node for root in roots for node in walk(root)}
        for node in nodes.values():
            yield from _repeated("B412", _rows(node))


def _repeated(code: str, rows: Sequence[Row]) -> Iterator[Diagnostic]:
    first: dict[Hashable, Span] = {}
    for key, text, span in rows:
        if key in first:
            yield finding(code, span, labels=(Label(first[key], "first"),), value=text)
        else:
            first[key] = span


def _grades(table: Bands) -> Sequence[Row]:
    results = [(band.result, band.span) for band in table.bands]
    return [
        (node.value, node.value, span)
        for node, span in results
        if isinstance(node, Constant) and isinstance(node.value, str)
    ]


def _rows(node: AnyNode) -> Sequence[Row]:
    match node:
        case ByValues(rows=rows):
            return [(_key(row.key), _text(row.key), row.span) for row in rows if row.key is not None]
        case Line(edges=edges):
            return [(_key(edge.value), edge.span.text, edge.span) for edge in edges]
        case _:
            return ()


def _key(value: Value | State) -> Hashable:
    return key_of_number(value) if isinstance(value, fmpq) else (type(value).__name__, value)


def _text(value: Value | State) -> str:
    match value:
        case State():
            return value.value.replace("_", " ")
        case bool():
            return "yes" if value else "no"
        case fmpq():
            return number_text(value)
        case _:
            return str(value)


RULE = ProgramRule(("B404", "B412"), check)
