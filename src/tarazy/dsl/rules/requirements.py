"""An indicator says which way is better, for which period it is, and rests on a source.

# R801

An indicator does not say whether more of it is better or less.

## Why

A number of complaints and a number of schools are ranked in opposite ways. Where nobody says so, the worst body can
come first; where neither is meant, that is said too: `better  no direction`.

## Bad

```meth bad small
indicator execution
  value  budget.done
```

## Good

```meth good small
indicator execution
  better  higher
  value   budget.done
```

## Paragraph

The requirements of a methodology ask for it in p. 20; the line may stand once, in `every indicator`.

# R802

An indicator does not say for which period it is, and no methodology around it does.

## Why

A share of a month and a share of a year are not the same share. Without a period nobody can say which data belong to a
value.

## Bad

```meth bad
list bodies "Bodies"
  file  "bodies.csv"
  key   body

source budget "Budget"
  file  "budget.csv"
  key   body, year
  columns
    done:  number, 1 decimal, 0 to 100

indicator execution
  better  higher
  value   mean(budget.done; over bodies)
```

## Good

The methodology says it for all.

```meth good small
indicator execution
  better  higher
  value   budget.done
```

## Paragraph

The requirements of a methodology ask for it in p. 20.

# R803

An indicator is computed from numbers of the text alone and from no source.

## Why

An indicator measures something. A number that everybody has by the text itself measures nobody, and its trace would
end nowhere.

## Bad

```meth bad small
indicator execution
  better  higher
  value   5
```

## Good

```meth good small
indicator execution
  better  higher
  value   5 * budget.done
```

## Paragraph

The requirements of a methodology ask for it in p. 20.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Datum, Result, RowColumn
from tarazy.dsl.over import OverRows
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed

PARAGRAPH = "Requirements of a methodology, p. 20"


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Indicators that lack one of the three."""
    methodology = typed.resolved.methodology
    for code, declaration in typed.resolved.computed.items():
        if declaration.role is not Role.INDICATOR:
            continue
        if declaration.better is None:
            yield finding("R801", declaration.span, paragraph=PARAGRAPH, name=code)
        if declaration.period is None and (methodology is None or not methodology.period):
            yield finding("R802", declaration.span, paragraph=PARAGRAPH, name=code)
        if (
            code not in typed.graph.cyclic
            and typed.declared[code].value.type is not None
            and not _rests_on_source(typed, code)
        ):
            yield finding("R803", declaration.span, paragraph=PARAGRAPH, name=code)


def _rests_on_source(typed: Typed, code: str) -> bool:
    """Whether a column of a source, or a register, is among all that a declaration is computed from."""
    pending, seen = [code], set[str]()
    while pending:
        current = pending.pop()
        if current in seen:
            continue
        seen.add(current)
        for root in _roots(typed.resolved.computed[current]):
            for node in walk(root):
                if isinstance(node, Datum | RowColumn) or _counts_rows(node):
                    return True
                if isinstance(node, Result) and node.declaration in typed.resolved.computed:
                    pending.append(node.declaration)
    return False


def _counts_rows(node: AnyNode) -> bool:
    return isinstance(node, Aggregate) and any(isinstance(member.over, OverRows) for member in node.members)


def _roots(declaration: Computed) -> tuple[AnyNode, ...]:
    legend = tuple(line.node for line in declaration.where)
    return (*value_roots(declaration), *result_roots(declaration), *legend)


RULE = ProgramRule(("R801", "R802", "R803"), check, PARAGRAPH)
