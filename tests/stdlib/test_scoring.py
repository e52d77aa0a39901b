"""The module `scoring` against formulas worked out in fractions and numpy's interpolation."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stdlib.calling import POSITIVE, WEIGHTS, called, exactly, positive_values, values

FEW = settings(max_examples=40, deadline=None)


def _held(value: Fraction) -> Fraction:
    return min(max(value, Fraction(0)), Fraction(1))


DEGREES: dict[str, Callable[[Fraction], Fraction]] = {
    "degree(data.p; 4)": lambda fact: fact / 4,
    "degree_mirrored(data.p; 4)": lambda fact: 4 / fact,
    "degree_held(data.p; 4)": lambda fact: _held(fact / 4),
    "degree_mirrored_held(data.p; 4)": lambda fact: _held(4 / fact),
    "degree_directed(data.p; 4; higher)": lambda fact: _held(fact / 4),
    "degree_directed(data.p; 4; lower)": lambda fact: _held(4 / fact),
    "degree(data.p; plan 4)": lambda fact: fact / 4,
}


@pytest.mark.parametrize("call", DEGREES)
@FEW
@given(facts=positive_values)
def test_fact_and_plan_in_both_directions(call: str, facts: list[Fraction]) -> None:
    """Fact / plan where more is better, plan / fact where less is, held within 0 and 1 where so called."""
    found = called(call, "scoring", columns={"p": facts})
    assert [exactly(value) for value in found.numbers] == [DEGREES[call](fact) for fact in facts]


def _half_up(value: Fraction) -> Fraction:
    """Nearest whole number, ties away from zero."""
    return Fraction(floor(abs(value) + Fraction(1, 2))) * (1 if value >= 0 else -1)


def _points(way: Fraction, between: Fraction, most: int, least: int, is_none: bool) -> Fraction:
    """The greatest points from the benchmark on, none where `is_none`, else the rounded number held within `least` and
    9.
    """
    if way >= 1:
        return Fraction(most)
    return Fraction(0) if is_none else min(max(_half_up(between), Fraction(least)), Fraction(9))


@pytest.mark.parametrize(("start", "goal"), [(-2, 3), (3, -2)])
@FEW
@given(group=values)
def test_achievement_and_improvement(start: int, goal: int, group: list[Fraction]) -> None:
    """Whole points by the rule of 42 CFR 412.165, in either direction; the greater of the two counts."""
    ways = [(value - start) / (goal - start) for value in group]
    achieved = [_points(way, 9 * way + Fraction(1, 2), 10, 1, way < 0) for way in ways]
    improved = [_points(way, 10 * way - Fraction(1, 2), 9, 0, way <= 0) for way in ways]
    calls = (f"achievement(data.x; {start}; {goal})", f"improvement(data.x; {start}; {goal})")
    found = [called(call, "scoring", columns={"x": group}) for call in calls]
    assert [[exactly(value) for value in one.numbers] for one in found] == [achieved, improved]
    both = called(f"better_of({'; '.join(calls)})", "scoring", columns={"x": group})
    assert [exactly(value) for value in both.numbers] == [max(pair) for pair in zip(achieved, improved, strict=True)]


ROWS = st.lists(st.tuples(*[st.one_of(st.none(), POSITIVE)] * 3), min_size=1, max_size=4)


@FEW
@given(ROWS)
def test_checklist_share_is_of_the_rows_filled_in(rows: list[tuple[Fraction | None, ...]]) -> None:
    """Points given over points possible; rows that are not filled in count in neither, and all empty is no share."""
    call = "checklist_share(matrix.gap; indicator.w; over indicators)"
    found = called(call, "scoring", columns={}, rows=rows, column="gap")
    for cell, state, row in zip(found.cells, found.states, rows, strict=True):
        filled = [(w, v) for w, v in zip(WEIGHTS, row, strict=True) if v is not None]
        assert (state is None) == bool(filled)
        if filled:
            assert exactly(cell) == sum(v for _, v in filled) / sum(w for w, _ in filled)  # type: ignore[arg-type]  # no state


@FEW
@given(st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=1, max_size=4))
def test_survey_tallies(rows: list[tuple[Fraction, ...]]) -> None:
    """Mean mark, and the share of answers with at least a mark; the marks stand in the list."""
    mean = called("survey_mean(matrix.v; indicator.w; over indicators)", "scoring", columns={}, rows=rows)
    share = called("satisfied_share(matrix.v; indicator.w; 2; over indicators)", "scoring", columns={}, rows=rows)
    expected = [sum(w * n for w, n in zip(WEIGHTS, row, strict=True)) / sum(row) for row in rows]
    assert [exactly(value) for value in mean.numbers] == expected
    content = [sum(n for w, n in zip(WEIGHTS, row, strict=True) if w >= 2) / sum(row) for row in rows]
    assert [exactly(value) for value in share.numbers] == content


@FEW
@given(values)
def test_line_between(group: list[Fraction]) -> None:
    """Straight between the two corners and flat outside: numpy's ``interp``."""
    found = called("line_between(data.x; -2; 3; 5; 25)", "scoring", columns={"x": group})
    reference = np.interp([float(value) for value in group], [-2, 3], [5, 25])
    assert [float(exactly(value)) for value in found.numbers] == pytest.approx(list(reference), rel=1e-9)
