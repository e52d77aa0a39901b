"""A declaration runs along two lists of which no table is keyed by both.

# A263

A declaration has a value for each pair of elements of two lists, and no source says anything of pairs.

## Why

Such values are made, not measured: every pair gets a number, also those that cannot exist. If pairs are what is scored,
there is a table of them, and it says which there are.

## Bad

```meth bad
methodology care
  version        1
  in force from  2020-01-01
  period         year

list regions
  file  "regions.csv"
  key   region

list services
  file  "services.csv"
  key   service

source incomes
  file  "incomes.csv"
  key   region, year
  columns
    income:  number, 2 decimals, 0 to 1000

source costs
  file  "costs.csv"
  key   service, year
  columns
    cost:  number, 2 decimals, above 0 to 1000

quantity affordable
  for each  regions as region
  for each  services as service
  value     incomes.income / costs.cost
```

## Good

```meth good
methodology care
  version        1
  in force from  2020-01-01
  period         year

list regions
  file  "regions.csv"
  key   region

list services
  file  "services.csv"
  key   service

source visits
  file  "visits.csv"
  key   region, service, year
  columns
    paid:  number, 2 decimals, 0 to 1000
    cost:  number, 2 decimals, above 0 to 1000

quantity affordable
  for each  regions as region
  for each  services as service
  value     visits.paid / visits.cost
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Declarations along two lists that no source keys together."""
    keyed = [set(source.axes) for source in typed.resolved.sources.values()]
    usual = {PERIOD, typed.resolved.body_axis}
    for code, declaration in typed.resolved.computed.items():
        axes = sorted({family.axis for family in declaration.families} - usual)
        for one, other in combinations(axes, 2):
            if not any({one, other} <= axes_of_source for axes_of_source in keyed):
                yield finding("A263", declaration.span, name=code, first=one, second=other)


RULE = ProgramRule(("A263",), check)
