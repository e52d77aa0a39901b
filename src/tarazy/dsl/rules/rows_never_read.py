"""Rows of a table that no value leads to.

# B413

A row of a table is for values that its operand cannot have.

## Why

Nobody can get the points of such a row. Most often an edge is written in another unit than the operand, as `60` beside
a share, or a word is none of the words of its column. This is a warning.

## Bad

`done` is a column from 0 to 100.

```meth bad small
quantity level
  value  by bands of budget.done
    from | below | value
         | 0     | 0
    0    |       | 1
```

```meth bad small
quantity staffing
  value  by values of body.kind
    value    | points
    ministry | 1
    agency   | 2
    school   | 3
```

One of the rows above always holds.

```meth bad small
quantity level
  value  first that holds
    when               | value
    budget.done >= 50  | 2
    budget.done < 50   | 1
    budget.done > 90   | 3
```

Nothing is left for a row behind `otherwise`.

```meth bad small
quantity level
  value  first that holds
    when               | value
    budget.done >= 50  | 2
    otherwise          | 1
    budget.done > 90   | 3
```

## Good

```meth good small
quantity level
  value  by bands of budget.done
    from | below | value
         | 50    | 0
    50   |       | 1
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.intervals import intersect
from tarazy.dsl.nodes import AnyNode, Bands, ByValues, Cases
from tarazy.dsl.rules.band_tables import interval_of_band
from tarazy.dsl.rules.case_tables import is_complete
from tarazy.dsl.rules.number_words import interval_in_unit
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.value_types import CategoryType


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Bands outside of what the operand can be, rows for words that are none of its words, and cases behind others that
    leave nothing out.
    """
    match node:
        case Bands(operand=operand, bands=bands):
            facts = facts_of(operand)
            whole = bounds(facts)
            if facts.type is None or whole.is_empty:
                return
            for band in bands:
                own = interval_of_band(band)
                if not own.is_empty and intersect(own, whole).is_empty:
                    yield finding("B413", band.span, possible=f"anything in {interval_in_unit(whole, facts)}")
        case ByValues(operand=operand, rows=rows):
            kind = facts_of(operand).type
            words = kind.words if isinstance(kind, CategoryType) else None
            for row in rows:
                if words is not None and isinstance(row.key, str) and row.key not in words:
                    yield finding("B413", row.span, possible=f"one of {', '.join(words)}")
        case Cases(rows=case_rows, first=True) if any(row.condition is None for row in case_rows[:-1]):
            place = next(place for place, row in enumerate(case_rows) if row.condition is None)
            yield finding("B413", case_rows[place + 1].span, variant="cases")
        case Cases(rows=case_rows):
            conditions = [row.condition for row in case_rows if row.condition is not None]
            for place in range(1, len(conditions)):
                if is_complete(conditions[:place], facts_of):
                    yield finding("B413", case_rows[place].span, variant="cases")
                    return
        case _:
            return


RULE = NodeRule(("B413",), (Bands, ByValues, Cases), check)
