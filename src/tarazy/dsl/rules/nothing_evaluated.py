"""A criterion, a block or a score of a program that evaluates nothing.

# A264

A criterion, a block or a score stands in a methodology that does not say which bodies it evaluates.

## Why

A score is the score of somebody. Without the list nobody can tell whose, nor whether anybody was left out.

## Bad

```meth bad
methodology readiness
  version        1
  in force from  2020-01-01
  period         year

list regions
  file  "regions.csv"
  key   region

source reports
  file  "reports.csv"
  key   region, year
  columns
    done:  number, 1 decimal, 0 to 100

score total
  value  mean(reports.done; over regions)
```

## Good

```meth good
methodology readiness
  version        1
  in force from  2020-01-01
  period         year
  evaluates      regions

list regions
  file  "regions.csv"
  key   region

source reports
  file  "reports.csv"
  key   region, year
  columns
    done:  number, 1 decimal, 0 to 100

score total
  value  reports.done
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """The first declaration that scores something where nothing is evaluated; one line answers for all of them."""
    declaration = first_scored_of_nothing(typed)
    methodology = typed.resolved.methodology
    if declaration is not None and methodology is not None:
        labels = (Label(methodology.span, "is", {"what": "says of no list that it evaluates it"}),)
        yield finding("A264", declaration.span, labels=labels, name=declaration.code, role=declaration.role.value)


def first_scored_of_nothing(typed: Typed) -> Computed | None:
    """The first criterion, block or score of a methodology that evaluates nothing."""
    methodology = typed.resolved.methodology
    if methodology is None or methodology.evaluates is not None:
        return None
    declarations = typed.resolved.computed.values()
    return next((one for one in declarations if one.role in (Role.CRITERION, Role.BLOCK, Role.SCORE)), None)


RULE = ProgramRule(("A264",), check)
