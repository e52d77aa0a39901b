"""Numbers, intervals and stretches of them as findings write them: in the unit of what they are values of."""

from __future__ import annotations

from flint import fmpq

from tarazy.dsl.facts import Facts
from tarazy.dsl.intervals import Interval, number_text
from tarazy.dsl.units import PURE, Shape, unit_text

MOST_CHARACTERS = 20
"""Length of a number that is written exactly."""
MOST_OF_A_FRACTION = 5
"""Length of a fraction that is written as such: `1/3`."""
SIGNIFICANT_DIGITS = 6
"""Digits of a number that is written as about so much."""


def stretch_in(interval: Interval, facts: Facts) -> tuple[str, str]:
    """How a stretch of values is told (a point, from below, from above, all, or between two), and the words for it."""
    low, high = interval.low, interval.high
    if low is not None and low == high:
        return "", number_with_unit(low, facts)
    ends = []
    if low is not None:
        ends.append(f"{'above' if interval.low_open else 'from'} {number_with_unit(low, facts)}")
    if high is not None:
        ends.append(f"{'below' if interval.high_open else 'up to'} {number_with_unit(high, facts)}")
    match low, high:
        case None, None:
            return "all", ""
        case None, _:
            return "below", ends[0]
        case _, None:
            return "above", ends[0]
        case _ if not interval.high_open:
            return "between", " ".join(ends)
        case _:
            return "between", (" and " if interval.low_open else " to ").join(ends)


def interval_in_unit(interval: Interval, facts: Facts) -> str:
    """An interval as mathematics writes it, in the unit in which its numbers are written."""
    shape = facts.shape or Shape(PURE)
    scale = fmpq(100) if shape.is_percent else 1 / shape.unit.scale
    unit = "%" if shape.is_percent else unit_words(shape)
    low = "-∞" if interval.low is None else short_number(interval.low * scale)
    high = "∞" if interval.high is None else short_number(interval.high * scale)
    return f"{'(' if interval.low_open else '['}{low}, {high}{')' if interval.high_open else ']'} {unit}".rstrip()


def unit_words(shape: Shape) -> str:
    """The unit as it stands after a number; nothing for a pure one."""
    return "" if shape.unit.is_pure else unit_text(shape.unit).removeprefix("money ")


def short_number(value: fmpq) -> str:
    """A number as messages write it: exactly where that is short, else about so much."""
    exact = number_text(value)
    if len(exact) <= (MOST_OF_A_FRACTION if "/" in exact else MOST_CHARACTERS):
        return exact
    scale = fmpq(1)
    while abs(value) * scale < 10 ** (SIGNIFICANT_DIGITS - 1):
        scale *= 10
    while abs(value) * scale >= 10**SIGNIFICANT_DIGITS:
        scale /= 10
    return f"about {number_text((value * scale + fmpq(1, 2)).floor() / scale)}"


def number_with_unit(value: fmpq, facts: Facts) -> str:
    """A number as its unit writes it."""
    shape = facts.shape or Shape(PURE)
    if shape.is_percent:
        return f"{short_number(value * 100)} %"
    return f"{short_number(value / shape.unit.scale)} {unit_words(shape)}".rstrip()
