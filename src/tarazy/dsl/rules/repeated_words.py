"""What tells things apart in data is named once.

# N192

A part of a key, a word of a category, a code of a file or an element of a list is named twice.

## Why

Two codes `1` cannot mean two things, and of two rows for one element only one can be read. A repeated word is most
often another word misspelt.

## Bad

```meth bad small
source visits "Visits"
  file  "visits.csv"
  key   body, year
  columns
    kind:  one of planned, urgent, planned
```

One code for two words.

```meth bad small
source visits "Visits"
  file  "visits.csv"
  key   body, year
  columns
    urgent:  yes/no, coded 1 = yes, 1 = no
```

One element in two rows.

```meth bad small
list steps "Steps"
  key  step
  columns
    height:  number, 0 decimals, 0 to 9
  rows
    step  | height
    first | 1
    first | 2
```

## Good

```meth good small
list steps "Steps"
  key  step
  columns
    height:  number, 0 decimals, 0 to 9
  rows
    step   | height
    first  | 1
    second | 2
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tarazy.dsl.declarations import Column
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.value_types import CategoryType


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Sources and lists in which a key, a word, a code or an element stands twice."""
    for source in typed.resolved.sources.values():
        yield from _repeated((part.axis for part in source.key), source.key[-1].span if source.key else source.span)
        yield from _of_columns(source.columns)
    for declared in typed.resolved.lists.values():
        yield from _repeated((code for code, _ in declared.rows), declared.span)
        yield from _of_columns(declared.columns)


def _of_columns(columns: Iterable[Column]) -> Iterator[Diagnostic]:
    for column in columns:
        if isinstance(column.type, CategoryType):
            yield from _repeated(column.type.words, column.span)
        yield from _repeated((text for text, _ in column.codes), column.span)


def _repeated(names: Iterable[str], place: Span) -> Iterator[Diagnostic]:
    """A finding for each name that stands twice."""
    counted: dict[str, int] = {}
    for name in names:
        counted[name] = counted.get(name, 0) + 1
    for name, times in counted.items():
        if times > 1:
            yield finding("N192", place, name=name)


RULE = ProgramRule(("N192",), check)
