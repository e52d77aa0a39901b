"""Names of a legend: each means one thing, and each is read.

# N190

A line of the legend has the name of something that is declared.

## Why

Inside the formula the word would mean the line of the legend and everywhere else the declaration, so that two people
who read the same name would compute two numbers.

## Bad

```meth bad small
quantity plan
  value  budget.planned

quantity execution
  value  budget.spent / plan
  where
    plan:  budget.planned
```

## Good

```meth good small
quantity plan
  value  budget.planned

quantity execution
  value  budget.spent / P
  where
    P:  budget.planned
```

# G354

A line of the legend is named by no formula of its declaration.

## Why

A legend says what stands in the formula above it. A line that the formula does not name was left behind by a change,
or the formula names something else by mistake.

## Bad

```meth bad small
quantity execution
  value  budget.spent / budget.planned
  where
    P:  budget.planned
```

## Good

```meth good small
quantity execution
  value  budget.spent / P
  where
    P:  budget.planned
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tarazy.dsl.declarations import Where
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Local
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Lines of legends whose name stands for something else too, or that no formula reads."""
    declared = _declared(typed.resolved)
    used = _used(typed.resolved)
    for code, declaration in typed.resolved.computed.items():
        for line in declaration.where:
            if line.name in declared:
                labels = (Label(declared[line.name], "declared"),)
                yield finding("N190", _place(line), labels=labels, name=line.name)
            elif (code, line.name) not in used:
                yield finding("G354", _place(line), name=line.name, declaration=code)


def _place(line: Where) -> Span:
    """The name of a line, which stands first on it."""
    return Span(line.span.source, line.span.start, line.span.start + len(line.name))


def _declared(resolved: Resolved) -> Mapping[str, Span]:
    """Places of what an expression can name by one word."""
    places: dict[str, Span] = {}
    for several in (resolved.sources, resolved.registers, resolved.lists, resolved.parameters):
        places.update({code: one.span for code, one in several.items()})
    for one in resolved.computed.values():
        name, place = one.written.name, one.written.name_span
        if name is not None:
            places[name.text] = place or one.span
    return places


def _used(resolved: Resolved) -> frozenset[tuple[str, str]]:
    """Declarations with the names of their legends that a formula names, or another line of the same legend.

    The points that a status gives for a word are formulas of whoever asks for them.
    """
    found = set[tuple[str, str]]()
    for code, declaration in resolved.computed.items():
        own = [(line.name, line.node) for line in declaration.where]
        roots = [("", root) for root in (*value_roots(declaration), *result_roots(declaration))]
        for user, root in (*roots, *own):
            for node in walk(root):
                if isinstance(node, Local) and (node.declaration, node.name) != (code, user):
                    found.add((node.declaration, node.name))
    return frozenset(found)


RULE = ProgramRule(("N190", "G354"), check)
