"""`belongs` asks of an element whether it is in a list of its own kind.

# B432

`belongs` asks of an element whether it is in a list of another kind.

## Why

A measure is in no list of bodies. The answer would be no for every one of them, and the line would look as if it
excluded somebody.

## Bad

```meth bad small
quantity weighed
  for each  measures as measure
  value     if(belongs(measure; over central); 1; 0)
```

## Good

```meth good small
quantity weighed
  value  if(belongs(central); 1; 0)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.graph import all_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Belongs
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.value_types import ElementType


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Calls of `belongs` about something that can be in no such list."""
    lists = typed.resolved.lists
    for declaration in typed.resolved.computed.values():
        for root in all_roots(declaration):
            for node in walk(root):
                if not isinstance(node, Belongs) or node.operand not in typed.facts:
                    continue
                kind = typed.facts.of(node.operand).type
                fits = isinstance(kind, ElementType) and lists[kind.list].root == lists[node.list].root
                if kind is not None and not fits:
                    yield finding("B432", node.span, name=node.operand.span.text, list=node.list)


RULE = ProgramRule(("B432",), check)
