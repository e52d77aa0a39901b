"""An aggregate over a list along which its operand has no value for each element.

# A262

A `sum`, a `mean` or another aggregate runs over a list, and what it aggregates has no value for each element of it.

## Why

One and the same number would be counted once for every element: the sum grows with the length of the list, and a list
that is extended next year changes every score without any body doing anything else.

## Bad

A body has one budget, not one for each measure.

```meth bad small
quantity total
  value  sum(budget.spent; over measures)
```

## Good

`rates.rate` has a value for each measure; where the number of elements is meant, it is written.

```meth good small
quantity total
  value  sum(rates.rate; over measures)

quantity upkeep
  value  count(measures) * budget.spent
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import Aggregate, AnyNode
from tarazy.dsl.over import OverList
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Members over a list that their value does not run along."""
    assert isinstance(node, Aggregate)
    for member in node.members:
        if member.value is None or not isinstance(member.over, OverList):
            continue
        facts = facts_of(member.value)
        if facts.type is not None and member.over.along not in facts.axes:
            yield finding("A262", member.value.span, operand=member.name, list=member.over.list)


RULE = NodeRule(("A262",), (Aggregate,), check)
