"""Bands of a table leave a value out, claim one twice, or stand out of order.

Only values that the operand can have are asked for: a share needs no band above 1, a number rounded to 1 decimal none
between 0.5 and 0.6.

# B401

A table of bands has no row for a value that its operand can have.

## Why

A body whose value falls between two bands would get no points and no grade, and nothing in the decree would say why.
The operand's declaration (its range, its decimals, a `round`) says which values there can be; only those are asked
for.

## Bad

The share can be 0.55, and no band holds it.

```meth bad small
quantity share
  value  budget.done / 100

grade discipline of share
  from | below | grade
       | 0.5   | low
  0.6  |       | high
```

## Good

```meth good small
quantity share
  value  budget.done / 100

grade discipline of share
  from | below | grade
       | 0.5   | low
  0.5  |       | high
```

# B402

A value is in two bands of one table.

## Why

The text would give a body two grades at once. Which of them counts must stand in the table, not in the order in which
a program happens to read it.

## Bad

Both bands include 0.5.

```meth bad small
quantity share
  value  budget.done / 100

grade discipline of share
  from | up to | grade
       | 0.5   | low
  0.5  |       | high
```

## Good

`from` and `up to` include their edge, `above` and `below` leave it out.

```meth good small
quantity share
  value  budget.done / 100

grade discipline of share
  above | up to | grade
        | 0.5   | low
  0.5   |       | high
```

# B403

The rows of a table of bands neither rise nor fall throughout.

## Why

A reader checks a table by its neighbouring edges: where one band ends the next begins. With a row out of its place,
gaps and overlaps can no longer be seen with the eye.

## Bad

```meth bad small
quantity share
  value  budget.done / 100

grade discipline of share
  from | below | grade
  0.5  |       | high
       | 0.2   | low
  0.2  | 0.5   | middle
```

## Good

```meth good small
quantity share
  value  budget.done / 100

grade discipline of share
  from | below | grade
       | 0.2   | low
  0.2  | 0.5   | middle
  0.5  |       | high
```

# B405

A band ends before it begins, so that no value lies in it.

## Why

A row that holds nothing is a slip in one of its two edges: the values that it was written for are in no band, or in
another one that gives other points.

## Bad

Seven tenths was meant, and seven is written.

```meth bad small
quantity share
  value  budget.done / 100

grade discipline of share
  from | below | grade
       | 0.5   | low
  0.5  | 0.7   | medium
  7    | 0.9   | good
  0.9  |       | high
```

## Good

```meth good small
quantity share
  value  budget.done / 100

grade discipline of share
  from | below | grade
       | 0.5   | low
  0.5  | 0.7   | medium
  0.7  | 0.9   | good
  0.9  |       | high
```
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import Interval, between, intersect
from tarazy.dsl.nodes import AnyNode, Band, Bands
from tarazy.dsl.rules.number_words import interval_in_unit, stretch_in
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.rules.sweep import first_gap, on_grid_of
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Gaps, overlaps and order of a table of bands, over what its operand can be."""
    assert isinstance(node, Bands)
    facts = facts_of(node.operand)
    whole = bounds(facts)
    if facts.type is None or whole.is_empty or not node.bands:
        return
    covering = [interval_of_band(band) for band in node.bands]
    empty = [band for band, one in zip(node.bands, covering, strict=True) if one.is_empty]
    if empty:
        yield from (finding("B405", band.span) for band in empty)
        return
    gap = first_gap(covering, whole, facts.form)
    if not gap.is_empty:
        yield _gap(node.bands, covering, gap, facts)
    yield from _overlaps(node.bands, covering, facts)
    yield from _order(node.bands)


def _gap(bands: Sequence[Band], covering: Sequence[Interval], gap: Interval, facts: Facts) -> Diagnostic:
    """The row above a stretch that no row holds is underlined, or the row below it where none stands above."""
    lower = [(one.high, band) for one, band in zip(covering, bands, strict=True) if _is_under(one, gap)]
    upper = [(one.low, band) for one, band in zip(covering, bands, strict=True) if _is_under(gap, one)]
    under = max(lower, key=lambda pair: pair[0] or fmpq(0), default=None)
    over = min(upper, key=lambda pair: pair[0] or fmpq(0), default=None)
    near = [pair[1] for pair in (over, under) if pair is not None] or list(bands)
    labels = tuple(Label(band.span, "is", {"what": "the nearest band below"}) for band in near[1:2] if over is not None)
    variant, stretch = stretch_in(gap, facts)
    if variant == "between" and (under is None or over is None):
        variant = "below" if under is None else "above"
    possible = interval_in_unit(bounds(facts), facts)
    return finding("B401", near[0].span, variant=variant, labels=labels, stretch=stretch, interval=possible)


def _is_under(one: Interval, other: Interval) -> bool:
    """Whether an interval ends where another begins, or before that."""
    return not one.is_empty and one.high is not None and other.low is not None and one.high <= other.low


def interval_of_band(band: Band) -> Interval:
    """Values of a band."""
    return between(band.low, band.high, low_open=band.low_open, high_open=band.high_open)


def _overlaps(bands: Sequence[Band], covering: Sequence[Interval], facts: Facts) -> Iterator[Diagnostic]:
    whole = bounds(facts)
    blamed: set[int] = set()
    for place, band in enumerate(bands):
        for earlier in range(place):
            shared = on_grid_of(intersect(whole, intersect(covering[place], covering[earlier])), facts.form)
            if not shared.is_empty and earlier not in blamed:
                blamed.add(earlier)
                variant, stretch = stretch_in(shared, facts)
                labels = (Label(bands[earlier].span, "is", {"what": "has it already"}),)
                yield finding("B402", band.span, variant=variant, stretch=stretch, labels=labels)
                break


def _order(bands: Sequence[Band]) -> Iterator[Diagnostic]:
    """Rows rise or fall throughout; the first row that turns is named."""
    rising = [_rises(one, other) for one, other in pairwise(bands)]
    turned = next((place for place, way in enumerate(rising) if way != rising[0]), None)
    if turned is not None:
        yield finding("B403", bands[turned + 1].span)


def _rises(one: Band, other: Band) -> bool:
    if one.low is None or other.low is None:
        return one.low is None
    return one.low < other.low


RULE = NodeRule(("B401", "B402", "B403", "B405"), (Bands,), check)
