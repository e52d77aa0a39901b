"""A table of values without a row for one that its operand can have.

# B411

A table `by values of` has no row for a word that its operand can be, and no `otherwise` row.

## Why

A body with that word would have no result, and nothing in the text would say why. The declaration of the column says
which words there can be.

## Bad

The column `kind` is declared as `one of ministry, agency`.

```meth bad small
quantity allowance
  value  by values of body.kind
    value    | points
    ministry | 1
```

## Good

```meth good small
quantity allowance
  value  by values of body.kind
    value    | points
    ministry | 1
    agency   | 0
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.nodes import AnyNode, ByValues
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.value_types import CategoryType, DirectionType, YesNoType


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """A table of values without ``otherwise`` that does not name every value."""
    assert isinstance(node, ByValues)
    facts = facts_of(node.operand)
    keys = [row.key for row in node.rows]
    if facts.type is None or None in keys:
        return
    possible = _possible(facts)
    if possible is None:
        yield finding("B411", node.span, variant="open")
        return
    missing = [word for word, value in possible.items() if value not in keys]
    if missing:
        yield finding("B411", node.span, missing=", ".join(missing))


def _possible(facts: Facts) -> dict[str, str | bool] | None:
    """Values of the operand by the words for them, where they are a closed set."""
    match facts.type:
        case CategoryType(words=words):
            return {word: word for word in words}
        case DirectionType():
            return {"higher": "higher", "lower": "lower"}
        case YesNoType():
            return {"yes": True, "no": False}
        case _:
            return None


RULE = NodeRule(("B411",), (ByValues,), check)
