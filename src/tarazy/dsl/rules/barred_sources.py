"""Kinds of sources that an act bars: nothing that is computed there may rest on one.

# R804

A block, or whatever else bars a kind of source, rests on a source of that kind; or on one that does not say of what
kind it is, so that nobody can tell. All that it is made of counts, however far away, and so do corrections of it.

## Why

An act that keeps opinions out of a block wants it to rest on what can be verified. A formula reaches a source through
several declarations, and a reader of the block does not see it.

## Bad

```meth bad small
source opinions
  kind  conclusions of independent experts
  file  "opinions.csv"
  key   body, year
  columns
    mark:  number, 0 decimals, 0 to 10

indicator quality
  better  higher
  value   opinions.mark

block goals
  barred sources  conclusions of independent experts
  sum             quality
```

```csv bad small title="opinions.csv"
body,year,mark
finance,2024,7
justice,2024,8
```

```meth bad small
indicator execution
  better  higher
  value   budget.done

block goals
  barred sources  conclusions of independent experts
  sum             execution
```

## Good

```meth good
methodology goals "Achievement of goals"
  version         1
  in force from   2024-01-01
  period          year
  evaluates       bodies
  barred sources  conclusions of independent experts

list bodies "Bodies"
  file  "bodies.csv"
  key   body

source statistics "Official statistics"
  kind  official statistics
  file  "statistics.csv"
  key   body, year
  columns
    done:  number, 1 decimal, 0 to 100

indicator execution
  better  higher
  value   statistics.done
```

## Paragraph

The decree bars conclusions of independent experts from the block on the achievement of goals in p. 7(7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from tarazy.dsl import syntax
from tarazy.dsl.declarations import SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import all_roots
from tarazy.dsl.names.corrections import layers_of
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Datum, Result, RowColumn
from tarazy.dsl.over import OverRows
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed

PARAGRAPH = "Decree No. 954, p. 7(7)"
LINE = "barred_sources"


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Sources that are read where their kind is barred."""
    resolved = typed.resolved
    if not any(keyword == LINE for lines in resolved.lines_of_law.values() for keyword, _ in lines):
        return
    if resolved.methodology is not None and resolved.methodology.barred:
        yield from _of(typed, resolved.methodology.code, resolved.methodology.barred, resolved.computed)
    for code, declared in resolved.computed.items():
        lines = declared.written.all_fields(LINE)
        if lines:
            yield from _of(typed, code, lines, (code,))


def _of(typed: Typed, code: str, lines: tuple[syntax.Field, ...], roots: Iterable[str]) -> Iterator[Diagnostic]:
    """What is wrong with the sources that `roots` rest on, where `code` bars the kinds of `lines`."""
    barred = {line.value.key: line for line in lines if isinstance(line.value, syntax.Phrase)}
    seen: set[str] = set()
    for reader, name, place in _read(typed, roots):
        for source in _with_corrections(typed, name):
            if source.code in seen:
                continue
            seen.add(source.code)
            if source.kind is None:
                yield finding("R804", source.span, variant="unsaid", paragraph=PARAGRAPH, name=code, source=source.code)
            elif source.kind in barred:
                line = barred[source.kind]
                kind = "" if line.value is None else line.value.span.text
                yield finding(
                    "R804",
                    place,
                    labels=(Label(line.span, "barred"),),
                    paragraph=PARAGRAPH,
                    name=code,
                    kind=kind,
                    reader=reader,
                    source=source.code,
                )


def _with_corrections(typed: Typed, name: str) -> Iterator[SourceDeclaration | RegisterDeclaration]:
    register = typed.resolved.registers.get(name)
    if register is not None:
        yield register
        return
    source = typed.resolved.sources[name]
    yield source
    yield from layers_of(source, typed.resolved.sources.values())


def _read(typed: Typed, roots: Iterable[str]) -> Iterator[tuple[str, str, Span]]:
    """Each declaration that `roots` are made of, a source that it reads, and where."""
    pending, seen = list(roots), set[str]()
    while pending:
        current = pending.pop(0)
        if current in seen:
            continue
        seen.add(current)
        for node in chain.from_iterable(map(walk, all_roots(typed.resolved.computed[current]))):
            yield from ((current, name, node.span) for name in _sources_of(node))
            if isinstance(node, Result) and node.declaration in typed.resolved.computed:
                pending.append(node.declaration)


def _sources_of(node: AnyNode) -> Iterator[str]:
    match node:
        case Datum(source=name) | RowColumn(register=name):
            yield name
        case Aggregate(members=members):
            yield from (one.over.register for one in members if isinstance(one.over, OverRows))
        case _:
            return


RULE = ProgramRule(("R804",), check, PARAGRAPH)
