"""A line about members, and more than one aggregate that it could be about.

# S304

A declaration with `needs`, or with a line about its members, has two aggregates in its value.

## Why

`needs  2` asks for two members of one aggregate. With two of them nobody can say whether two are needed of the first,
of the second or of both together, and each reading gives other scores.

## Bad

```meth bad small
quantity gain
  value  mean(rates.rate; over measures) - mean(rates.seen; over measures)
  needs  2, otherwise not computed
```

## Good

Each aggregate has a name and a line of its own.

```meth good small
quantity mean_rate
  value  mean(rates.rate; over measures)

quantity mean_seen
  value  mean(rates.seen; over measures)
  needs  2, otherwise not computed

quantity gain
  value  mean_rate - mean_seen
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import keyword_of
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Lines about the one aggregate of a declaration that has several, or none."""
    for code, declaration in typed.resolved.computed.items():
        aggregates = [node for node in walk(declaration.value) if isinstance(node, Aggregate)]
        if len(aggregates) < 2:
            continue
        labels = tuple(Label(node.span, "is", {"what": "one of them"}) for node in aggregates)
        for line, place in _lines(declaration):
            yield finding("S304", place, labels=labels, name=code, line=line, count=str(len(aggregates)))


def _lines(declaration: Computed) -> Iterator[tuple[str, Span]]:
    if declaration.needs is not None:
        yield keyword_of("field", "needs"), declaration.needs.span
    for rule in (declaration.rules.not_applicable_members, declaration.rules.not_counted_members):
        if rule is not None:
            yield keyword_of("field", rule.field), rule.span


RULE = ProgramRule(("S304",), check)
