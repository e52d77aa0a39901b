"""What intervals cover of a whole, and where two of them meet: exact sweeps for tables of bands and cases."""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.dsl.forms import Fixed, Form
from tarazy.dsl.intervals import EMPTY, Interval, between, intersect, on_grid


def on_grid_of(interval: Interval, form: Form | None) -> Interval:
    """The interval of the values that a number of this form can have in it."""
    return on_grid(interval, form.denominator) if isinstance(form, Fixed) else interval


def first_gap(covering: Sequence[Interval], whole: Interval, form: Form | None) -> Interval:
    """The lowest stretch of `whole` in which a value can lie that no interval covers; ``EMPTY`` where there is none."""
    rest = whole
    for one in sorted((one for one in covering if not one.is_empty), key=_start):
        gap = on_grid_of(intersect(rest, below(one)), form)
        if not gap.is_empty:
            return gap
        rest = intersect(rest, above(one))
    return on_grid_of(rest, form)


def below(interval: Interval) -> Interval:
    """Everything under an interval."""
    return EMPTY if interval.low is None else between(None, interval.low, high_open=not interval.low_open)


def above(interval: Interval) -> Interval:
    """Everything over an interval."""
    return EMPTY if interval.high is None else between(interval.high, None, low_open=not interval.high_open)


def _start(interval: Interval) -> tuple[bool, object, bool]:
    return (interval.low is not None, interval.low or 0, interval.low_open)
