"""Every operation on intervals encloses that operation on their members."""

from collections.abc import Callable

import pytest
from flint import arb, ctx, fmpq
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.dsl.intervals import (
    Comparison,
    Interval,
    absolute,
    add,
    between,
    clamp,
    compare,
    divide,
    excluding,
    hull,
    intersect,
    maximum,
    minimum,
    multiply,
    natural_logarithm,
    negated,
    on_grid,
    point,
    power,
    reciprocal,
    root,
    round_to,
    subtract,
)
from tarazy.dsl.rounding_mode import RoundingMode, rounded

rationals = st.builds(fmpq, st.integers(-30, 30), st.integers(1, 6))
ends = st.none() | rationals
intervals = st.builds(
    lambda low, high, low_open, high_open: between(low, high, low_open=low_open, high_open=high_open),
    ends,
    ends,
    st.booleans(),
    st.booleans(),
)


@st.composite
def members(draw: st.DrawFn) -> tuple[Interval, fmpq]:
    """An interval and a number in it, often one of its ends."""
    interval = draw(intervals.filter(lambda drawn: not drawn.is_empty))
    low = fmpq(-100) if interval.low is None else interval.low
    high = fmpq(100) if interval.high is None else interval.high
    low, high = (
        min(low, high - 1 if interval.low is None else low),
        max(high, low + 1 if interval.high is None else high),
    )
    value = low + (high - low) * fmpq(draw(st.integers(0, 12)), 12)
    assume(interval.contains(value))
    return interval, value


BINARY: list[tuple[Callable[[Interval, Interval], Interval], Callable[[fmpq, fmpq], fmpq]]] = [
    (add, lambda x, y: x + y),
    (subtract, lambda x, y: x - y),
    (multiply, lambda x, y: x * y),
    (minimum, min),
    (maximum, max),
]


@pytest.mark.parametrize(("operation", "exact"), BINARY)
@given(left=members(), right=members())
def test_arithmetic_encloses_the_results_of_members(
    operation: Callable[[Interval, Interval], Interval],
    exact: Callable[[fmpq, fmpq], fmpq],
    left: tuple[Interval, fmpq],
    right: tuple[Interval, fmpq],
) -> None:
    """If x is in A and y in B, then x ∘ y is in A ∘ B."""
    assert operation(left[0], right[0]).contains(exact(left[1], right[1]))


@given(members(), members())
def test_a_quotient_encloses_the_quotients_of_members(
    left: tuple[Interval, fmpq], right: tuple[Interval, fmpq]
) -> None:
    """The quotient x / y lies in A / B for y other than 0, also where 0 was taken off an end of B."""
    assume(right[1] != 0)
    assert divide(left[0], right[0]).contains(left[1] / right[1])
    assert divide(left[0], excluding(right[0], 0)).contains(left[1] / right[1])
    assert reciprocal(right[0]).contains(1 / right[1])


@given(members(), members(), members())
def test_a_limit_encloses_the_limits_of_members(
    operand: tuple[Interval, fmpq], low: tuple[Interval, fmpq], high: tuple[Interval, fmpq]
) -> None:
    """min(max(x, a), b) lies in the limit, and each side may be left out."""
    (interval, x), (lows, a), (highs, b) = operand, low, high
    assert clamp(interval, lows, highs).contains(min(max(x, a), b))
    assert clamp(interval, lows, None).contains(max(x, a))
    assert clamp(interval, None, highs).contains(min(x, b))
    assert clamp(interval, None, None) == interval


@given(members(), st.integers(-4, 5))
def test_whole_powers_enclose(operand: tuple[Interval, fmpq], exponent: int) -> None:
    """The power x^n lies in A^n, for negative n where x is not 0; so do |x| and -x."""
    interval, x = operand
    assert absolute(interval).contains(abs(x))
    assert negated(interval).contains(-x)
    if x != 0 or exponent >= 0:
        assert power(interval, exponent).contains(x**exponent)


@given(members(), st.integers(2, 5))
def test_roots_enclose(operand: tuple[Interval, fmpq], degree: int) -> None:
    """If y^n = x or x lies between neighbours of y^n, the root's bounds raised again lie around x."""
    interval, x = operand
    assume(x >= 0)
    bounds = root(interval, degree)
    assert bounds.low is not None
    assert 0 <= bounds.low**degree <= x
    assert bounds.high is None or bounds.high**degree >= x
    assert power(power(interval, fmpq(1, degree)), degree).contains(x)


@given(members())
def test_logarithms_enclose(operand: tuple[Interval, fmpq]) -> None:
    """The ball of ln x at many digits lies within the bounds."""
    interval, x = operand
    assume(x > 0)
    bounds = natural_logarithm(interval)
    with ctx.workprec(400):
        ball = arb(x).log()
        assert bounds.low is None or not ball < arb(bounds.low)
        assert bounds.high is None or not ball > arb(bounds.high)


@given(members(), st.sampled_from(RoundingMode), st.integers(-1, 2))
def test_rounding_encloses(operand: tuple[Interval, fmpq], mode: RoundingMode, decimals: int) -> None:
    """A member rounded lies in the interval rounded."""
    assert round_to(operand[0], mode, decimals).contains(rounded(operand[1], mode, decimals))


@given(members(), members())
def test_sets_hold_their_members(left: tuple[Interval, fmpq], right: tuple[Interval, fmpq]) -> None:
    """The hull holds the members of both; the intersection exactly those in both."""
    around, common = hull(left[0], right[0]), intersect(left[0], right[0])
    for x in (left[1], right[1]):
        assert around.contains(x)
        assert common.contains(x) == (left[0].contains(x) and right[0].contains(x))


@given(members(), st.integers(1, 12))
def test_a_grid_keeps_its_multiples(operand: tuple[Interval, fmpq], denominator: int) -> None:
    """What is left on a grid holds every multiple of its step that was inside, and its ends are such."""
    interval, x = operand
    grid = on_grid(interval, denominator)
    assert grid.contains(x) or (x * denominator).q != 1
    for end in (grid.low, grid.high):
        assert grid.is_empty or end is None or ((end * denominator).q == 1 and interval.contains(end))


ANSWERS: dict[Comparison, Callable[[fmpq, fmpq], bool]] = {
    Comparison.LESS: lambda x, y: x < y,
    Comparison.AT_MOST: lambda x, y: x <= y,
    Comparison.GREATER: lambda x, y: x > y,
    Comparison.AT_LEAST: lambda x, y: x >= y,
    Comparison.EQUAL: lambda x, y: x == y,
    Comparison.UNEQUAL: lambda x, y: x != y,
}


@given(members(), members(), st.sampled_from(Comparison))
def test_a_decided_comparison_holds_for_members(
    left: tuple[Interval, fmpq], right: tuple[Interval, fmpq], comparison: Comparison
) -> None:
    """True holds for every pair of members, False for none; of points the answer is always decided."""
    answer = ANSWERS[comparison](left[1], right[1])
    assert compare(comparison, left[0], right[0]) in (None, answer)
    assert compare(comparison, point(left[1]), point(right[1])) is answer


@given(intervals, intervals)
def test_an_undecided_order_has_both_answers(left: Interval, right: Interval) -> None:
    """`None` of `<` is no shyness: some members are in order and some are not."""
    assume(not left.is_empty)
    assume(not right.is_empty)
    if compare(Comparison.LESS, left, right) is None:
        gaps = subtract(left, right)
        assert gaps.low is None or gaps.low < 0
        assert gaps.high is None or gaps.high > 0 or gaps.contains(0)
