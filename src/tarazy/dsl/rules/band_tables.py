"""B401, B402, B403: bands leave a value out, claim one twice, or stand out of order.

Bad: ``up to 0.5`` and then ``above 0.6``: 0.55 has no band. Good: ``up to 0.5`` and ``above 0.5``. Only values that the
operand can have are asked for: a share needs no band above 1, a number rounded to 1 decimal none between 0.5 and 0.6.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import Interval, between, intersect, multiply, number_text, point
from tarazy.dsl.nodes import AnyNode, Band, Bands
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.rules.sweep import first_gap, on_grid_of
from tarazy.dsl.typing.bounds import bounds
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.units import PURE, Shape, unit_text


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Gaps, overlaps and order of a table of bands, over what its operand can be."""
    assert isinstance(node, Bands)
    facts = facts_of(node.operand)
    whole = bounds(facts)
    if facts.type is None or whole.is_empty or not node.bands:
        return
    covering = [interval_of_band(band) for band in node.bands]
    gap = first_gap(covering, whole, facts.form)
    if not gap.is_empty:
        variant, value = value_in(gap, facts)
        yield finding("B401", node.span, variant=variant, value=value, interval=interval_in_unit(whole, facts))
    yield from _overlaps(node.bands, covering, facts)
    yield from _order(node.bands)


def interval_of_band(band: Band) -> Interval:
    """Values of a band."""
    return between(band.low, band.high, low_open=band.low_open, high_open=band.high_open)


def _overlaps(bands: Sequence[Band], covering: Sequence[Interval], facts: Facts) -> Iterator[Diagnostic]:
    whole = bounds(facts)
    for place, band in enumerate(bands):
        for earlier in range(place):
            shared = on_grid_of(intersect(whole, intersect(covering[place], covering[earlier])), facts.form)
            if not shared.is_empty:
                variant, value = value_in(shared, facts)
                labels = (Label(bands[earlier].span, "is", {"what": "has it already"}),)
                yield finding("B402", band.span, variant=variant, value=value, labels=labels)
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


def value_in(interval: Interval, facts: Facts) -> tuple[str, str]:
    """How the smallest value of a stretch is told, and the value: itself, the one it lies just above, or what it
    is below.
    """
    if interval.low is None:
        return ("below", number_with_unit(interval.high, facts)) if interval.high is not None else ("all", "")
    return ("above" if interval.low_open else "", number_with_unit(interval.low, facts))


def interval_in_unit(interval: Interval, facts: Facts) -> str:
    """An interval as mathematics writes it, in the unit in which its numbers are written."""
    shape = facts.shape or Shape(PURE)
    scale = fmpq(100) if shape.is_percent else 1 / shape.unit.scale
    unit = "%" if shape.is_percent else unit_words(shape)
    return f"{multiply(interval, point(scale)).text()} {unit}".rstrip()


def unit_words(shape: Shape) -> str:
    """The unit as it stands after a number; nothing for a pure one."""
    return "" if shape.unit.is_pure else unit_text(shape.unit).removeprefix("money ")


def number_with_unit(value: fmpq | None, facts: Facts) -> str:
    """A number as its unit writes it."""
    shape = facts.shape or Shape(PURE)
    number = value or fmpq(0)
    if shape.is_percent:
        return f"{number_text(number * 100)} %"
    return f"{number_text(number / shape.unit.scale)} {unit_words(shape)}".rstrip()


RULE = NodeRule(("B401", "B402", "B403"), (Bands,), check)
