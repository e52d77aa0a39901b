"""An element is chosen of something that has no value for each of them.

# A275

A selector chooses an element of a list, and what it follows does not run along that list.

## Why

The selector would do nothing: whichever element is named, the number is the same. Where the element is the other one of
a comparison, everybody would be compared with himself.

## Bad

A parameter is the same for every body.

```meth bad small
parameter norm "Norm"
  value  3

quantity above
  value  sum(if(norm[rival] > budget.done; 1; 0); over bodies as rival)
```

## Good

```meth good small
quantity above
  value  sum(if(budget.done[rival] > budget.done; 1; 0); over bodies as rival)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import AnyNode, AtElement, Attribute, BoundElement
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """An element beside the own one, of an operand that does not run along its list."""
    assert isinstance(node, AtElement)
    facts = facts_of(node.operand)
    if isinstance(node.element, BoundElement | Attribute) and facts.type is not None and node.axis not in facts.axes:
        of = node.element.list if isinstance(node.element, BoundElement) else node.axis
        yield finding("A275", node.span, element=node.element.span.text, list=of)


RULE = NodeRule(("A275",), (AtElement,), check)
