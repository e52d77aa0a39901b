"""The module `aggregation` against mpmath at 50 digits, and Copeland against a count by hand."""

from __future__ import annotations

from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.dsl.states import State
from tests.stdlib.calling import POSITIVE, WEIGHTS, called, exactly, mpf, near

FEW = settings(max_examples=40, deadline=None)
ROWS = st.lists(st.tuples(POSITIVE, POSITIVE, POSITIVE), min_size=1, max_size=4)
GAPS = st.lists(st.tuples(*[st.one_of(st.none(), POSITIVE)] * 3), min_size=1, max_size=4)
TOTAL = sum(WEIGHTS)


@FEW
@given(ROWS)
def test_the_means_agree_to_45_digits(rows: list[tuple[Fraction, ...]]) -> None:
    """Arithmetic exactly; geometric, harmonic and of a power by their formulas."""
    arithmetic = called("mean_arithmetic(matrix.v; indicator.w; over indicators)", "aggregation", columns={}, rows=rows)
    expected = [sum(w * v for w, v in zip(WEIGHTS, row, strict=True)) / TOTAL for row in rows]
    assert [exactly(value) for value in arithmetic.numbers] == expected
    harmonic = called("mean_harmonic(matrix.v; indicator.w; over indicators)", "aggregation", columns={}, rows=rows)
    expected = [TOTAL / sum(w / v for w, v in zip(WEIGHTS, row, strict=True)) for row in rows]
    assert [exactly(value) for value in harmonic.numbers] == expected
    geometric = called("mean_geometric(matrix.v; indicator.w; over indicators)", "aggregation", columns={}, rows=rows)
    for value, row in zip(geometric.numbers, rows, strict=True):
        logs = sum(mpf(w) * mpmath.log(mpf(v)) for w, v in zip(WEIGHTS, row, strict=True))
        assert near(value, mpmath.exp(logs / mpf(TOTAL)), 45)


@pytest.mark.parametrize("power", ["2", "3", "-1", "0.5"])
@FEW
@given(rows=ROWS)
def test_power_mean(power: str, rows: list[tuple[Fraction, ...]]) -> None:
    """(Σ w x^p / Σ w)^(1/p) for whole, negative and broken p."""
    call = f"mean_of_power(matrix.v; indicator.w; {power}; over indicators)"
    found = called(call, "aggregation", columns={}, rows=rows)
    p = mpf(Fraction(power))
    for value, row in zip(found.numbers, rows, strict=True):
        inner = sum(mpf(w) * mpf(v) ** p for w, v in zip(WEIGHTS, row, strict=True)) / mpf(TOTAL)
        assert near(value, inner ** (1 / p), 40)


@FEW
@given(ROWS)
def test_the_means_stand_in_their_order(rows: list[tuple[Fraction, ...]]) -> None:
    """Least ≤ harmonic ≤ arithmetic: how much each lets a low value be made up for."""
    least = called("least_of(matrix.v; over indicators)", "aggregation", columns={}, rows=rows)
    assert [exactly(value) for value in least.numbers] == [min(row) for row in rows]
    calls = ("mean_harmonic", "mean_arithmetic")
    harmonic, arithmetic = (
        called(f"{call}(matrix.v; indicator.w; over indicators)", "aggregation", columns={}, rows=rows).numbers
        for call in calls
    )
    for one, two, three in zip(least.numbers, harmonic, arithmetic, strict=True):
        assert exactly(one) <= exactly(two) <= exactly(three)


@FEW
@given(GAPS)
def test_coverage_threshold(rows: list[tuple[Fraction | None, ...]]) -> None:
    """Below the share of the weight the mean is not computed, from it on it is over what is there."""
    call = "mean_covered(matrix.gap; indicator.w; 50 %; over indicators)"
    found = called(call, "aggregation", columns={}, rows=rows, column="gap")
    for cell, state, row in zip(found.cells, found.states, rows, strict=True):
        there = [(w, v) for w, v in zip(WEIGHTS, row, strict=True) if v is not None]
        covered = sum(w for w, _ in there)
        if covered * 2 < TOTAL:
            assert state is State.NOT_COMPUTED
        else:
            assert exactly(cell) == sum(w * v for w, v in there) / covered  # type: ignore[arg-type]  # computed


@FEW
@given(ROWS)
def test_copeland_counts_majorities(rows: list[tuple[Fraction, ...]]) -> None:
    """+1 for each other that is outranked by more than half the weight, −1 for each that outranks; they add up to 0."""
    call = "copeland(matrix.v; indicator.w; over units; over indicators)"
    found = called(call, "aggregation", columns={}, rows=rows)
    expected = []
    for own in rows:
        score = 0
        for other in rows:
            better = sum(w for w, a, b in zip(WEIGHTS, own, other, strict=True) if a > b)
            worse = sum(w for w, a, b in zip(WEIGHTS, own, other, strict=True) if a < b)
            score += (better > worse) - (better < worse)
        expected.append(score)
    assert [exactly(value) for value in found.numbers] == expected
    assert sum(expected) == 0


@FEW
@given(GAPS)
def test_covered_weight(rows: list[tuple[Fraction | None, ...]]) -> None:
    """The share of the weight whose values are there, from 0 to 1."""
    found = called(
        "covered_weight(matrix.gap; indicator.w; over indicators)", "aggregation", columns={}, rows=rows, column="gap"
    )
    expected = [sum(w for w, v in zip(WEIGHTS, row, strict=True) if v is not None) / TOTAL for row in rows]
    assert [exactly(value) for value in found.numbers] == expected


@FEW
@given(ROWS)
def test_outranking_and_side(rows: list[tuple[Fraction, ...]]) -> None:
    """The share of the weight by which a value is above another, half of it where they are equal; the sign of it."""
    share = "outranking(matrix.v; 2; indicator.w; over indicators)"
    expected = [
        sum(w * (Fraction(v > 2) + Fraction(v == 2) / 2) for w, v in zip(WEIGHTS, row, strict=True)) / TOTAL
        for row in rows
    ]
    found = called(share, "aggregation", columns={}, rows=rows)
    assert [exactly(value) for value in found.numbers] == expected
    sides = called(f"side({share} - 0.5)", "aggregation", columns={}, rows=rows)
    assert [exactly(value) for value in sides.numbers] == [(2 * one > 1) - (2 * one < 1) for one in expected]
