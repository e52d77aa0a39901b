"""The ends of intervals, their openness, and how they are written."""

import pytest
from flint import fmpq

from tarazy.dsl.intervals import (
    EMPTY,
    MOST_BITS,
    NON_NEGATIVE,
    POSITIVE,
    WHOLE,
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
    number_text,
    on_grid,
    point,
    power,
    reciprocal,
    root,
    round_to,
    subtract,
)
from tarazy.dsl.rounding_mode import RoundingMode, rounded

HALF_OPEN = between(0, 1, high_open=True)


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (HALF_OPEN, "[0, 1)"),
        (POSITIVE, "(0, ∞)"),
        (WHOLE, "(-∞, ∞)"),
        (EMPTY, "∅"),
        (between(fmpq(-1, 2), fmpq(1, 3)), "[-0.5, 1/3]"),
        (point(10**13), "[10000000000000, 10000000000000]"),
    ],
)
def test_an_interval_is_written_as_in_mathematics(interval: Interval, text: str) -> None:
    """A round bracket is an open end, a square one is attained."""
    assert interval.text() == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (fmpq(0), "0"),
        (fmpq(-3), "-3"),
        (fmpq(9, 10), "0.9"),
        (fmpq(-1, 400), "-0.0025"),
        (fmpq(12345, 100), "123.45"),
        (fmpq(-2, 7), "-2/7"),
    ],
)
def test_a_rational_is_written_as_a_decimal_where_it_ends(value: fmpq, text: str) -> None:
    """Denominators of twos and fives end; others are written as fractions."""
    assert number_text(value) == text


def test_the_empty_interval_has_one_form() -> None:
    """Ends that leave no number between them make EMPTY, which nothing else equals."""
    assert between(2, 1) == between(1, 1, low_open=True) == between(0, 0, low_open=True, high_open=True) == EMPTY
    assert EMPTY.is_empty
    assert not EMPTY.contains(0)
    assert EMPTY.constant is None
    assert point(0).constant == 0


@pytest.mark.parametrize(
    ("low", "low_open", "high", "high_open"),
    [
        (2, False, 1, False),
        (1, True, 1, True),
        (None, False, 1, False),
        (1, False, None, False),
        (0, True, 0, False),
    ],
)
def test_an_interval_without_members_or_with_a_closed_infinity_is_a_fault(
    low: int | None, low_open: bool, high: int | None, high_open: bool
) -> None:
    """The constructor takes normal forms only."""
    with pytest.raises(ValueError, match=r"end is open|EMPTY"):
        Interval(None if low is None else fmpq(low), low_open, None if high is None else fmpq(high), high_open)


def test_operations_on_nothing_give_nothing() -> None:
    """An operand without members leaves the result without members, and comparisons unsaid."""
    for operation in (add, subtract, multiply, divide, minimum, maximum, intersect):
        assert operation(EMPTY, HALF_OPEN) == operation(HALF_OPEN, EMPTY) == EMPTY
    for result in (
        negated(EMPTY),
        absolute(EMPTY),
        power(EMPTY, 3),
        power(EMPTY, -2),
        power(EMPTY, fmpq(1, 2)),
    ):
        assert result == EMPTY
    for result in (reciprocal(EMPTY), root(EMPTY, 2), natural_logarithm(EMPTY), on_grid(EMPTY, 10), hull()):
        assert result == EMPTY
    assert round_to(EMPTY, RoundingMode.FLOOR, 0) == excluding(EMPTY, 0) == clamp(EMPTY, point(0), None) == EMPTY
    assert hull(EMPTY, HALF_OPEN) == HALF_OPEN
    assert compare(Comparison.EQUAL, EMPTY, HALF_OPEN) is None


@pytest.mark.parametrize(
    ("result", "text"),
    [
        (add(HALF_OPEN, between(1, 2)), "[1, 3)"),
        (add(between(0, 1, low_open=True), between(1, 2)), "(1, 3]"),
        (subtract(HALF_OPEN, between(0, None)), "(-∞, 1)"),
        (multiply(HALF_OPEN, between(-2, 3)), "(-2, 3)"),
        (multiply(point(0), WHOLE), "[0, 0]"),
        (multiply(POSITIVE, between(0, 1, low_open=True)), "(0, ∞)"),
        (multiply(NON_NEGATIVE, between(0, 1, low_open=True)), "[0, ∞)"),
        (divide(point(1), between(-1, 1)), "(-∞, ∞)"),
        (divide(point(1), between(0, 4)), "(-∞, ∞)"),
        (divide(point(1), excluding(between(0, 4), 0)), "[0.25, ∞)"),
        (reciprocal(between(-4, 0, high_open=True)), "(-∞, -0.25]"),
        (reciprocal(between(2, None)), "(0, 0.5]"),
        (absolute(between(-2, 1, low_open=True)), "[0, 2)"),
        (power(between(-2, 1, low_open=True), 2), "[0, 4)"),
        (power(between(-2, 1, low_open=True), 3), "(-8, 1]"),
        (power(between(-2, 1), 0), "[1, 1]"),
        (power(between(2, 4), -1), "[0.25, 0.5]"),
        (power(between(-9, 4), fmpq(3, 2)), "[0, 8]"),
        (root(between(fmpq(1, 4), 9, high_open=True), 2), "[0.5, 3)"),
        (root(between(-5, -1), 3), "∅"),
        (natural_logarithm(between(-1, 1)), "(-∞, 0]"),
        (natural_logarithm(between(1, None)), "[0, ∞)"),
        (minimum(HALF_OPEN, point(1)), "[0, 1)"),
        (maximum(HALF_OPEN, point(1)), "[1, 1]"),
        (clamp(WHOLE, point(0), point(1)), "[0, 1]"),
        (hull(HALF_OPEN, point(1)), "[0, 1]"),
        (hull(point(3), between(0, 1, low_open=True)), "(0, 3]"),
        (intersect(HALF_OPEN, between(0, 5, low_open=True)), "(0, 1)"),
        (excluding(between(0, 1), 0), "(0, 1]"),
        (on_grid(between(0, 1, low_open=True, high_open=True), 100), "[0.01, 0.99]"),
        (round_to(HALF_OPEN, RoundingMode.FLOOR, 0), "[0, 0]"),
        (round_to(HALF_OPEN, RoundingMode.CEILING, 0), "[0, 1]"),
        (round_to(between(0, None, low_open=True), RoundingMode.UP, 1), "[0.1, ∞)"),
        (round_to(between(fmpq(1, 2), 1, low_open=True), RoundingMode.HALF_DOWN, 0), "[1, 1]"),
    ],
)
def test_results_are_the_smallest_intervals(result: Interval, text: str) -> None:
    """Ends are exact and open where they are not attained."""
    assert result.text() == text


@pytest.mark.parametrize(
    ("comparison", "left", "right", "answer"),
    [
        (Comparison.LESS, HALF_OPEN, point(1), True),
        (Comparison.LESS, between(0, 1), point(1), None),
        (Comparison.AT_MOST, between(0, 1), point(1), True),
        (Comparison.LESS, point(1), HALF_OPEN, False),
        (Comparison.AT_LEAST, HALF_OPEN, point(1), False),
        (Comparison.GREATER, POSITIVE, point(0), True),
        (Comparison.GREATER, NON_NEGATIVE, point(0), None),
        (Comparison.EQUAL, POSITIVE, point(0), False),
        (Comparison.UNEQUAL, POSITIVE, point(0), True),
        (Comparison.EQUAL, point(2), point(2), True),
        (Comparison.EQUAL, HALF_OPEN, HALF_OPEN, None),
    ],
)
def test_comparisons_are_decided_by_ends(
    comparison: Comparison, left: Interval, right: Interval, answer: bool | None
) -> None:
    """An open end decides a comparison that an attained one leaves open."""
    assert compare(comparison, left, right) is answer


def test_outer_bounds_are_tight_to_twenty_digits() -> None:
    """Bounds of irrational values have a relative width below 10^-19, for numbers of any size."""
    for value in (fmpq(2), fmpq(3, 10**60), fmpq(7 * 10**90), 1 + fmpq(1, 10**40)):
        for bounds in (root(point(value), 2), root(point(value), 7), natural_logarithm(point(value))):
            assert bounds.low is not None
            assert bounds.high is not None
            assert 0 < bounds.high - bounds.low < abs(bounds.low) / fmpq(10) ** 19
            assert bounds.low_open
            assert bounds.high_open


@pytest.mark.parametrize(
    ("base", "text"),
    [
        (2, "(1, ∞)"),
        (-2, "(-∞, -1)"),
        (fmpq(1, 2), "(0, 0.5)"),
        (fmpq(-1, 2), "(-0.5, 0)"),
        (-1, "[-1, -1]"),
        (0, "[0, 0]"),
    ],
)
def test_a_power_with_too_many_digits_is_bounded_roughly(base: fmpq | int, text: str) -> None:
    """Beyond the bound of digits an end moves outwards to the next end that holds for every exponent."""
    assert power(point(base), 2 * MOST_BITS + 1).text() == text


def test_degrees_and_grids_are_positive() -> None:
    """A root of degree 0 and a grid without steps are faults."""
    with pytest.raises(ValueError, match="degree"):
        root(WHOLE, 0)
    with pytest.raises(ValueError, match="grid"):
        on_grid(WHOLE, 0)


@pytest.mark.parametrize(
    ("mode", "results"),
    [
        (RoundingMode.HALF_UP, [-3, -2, -1, 1, 2, 3]),
        (RoundingMode.HALF_DOWN, [-2, -1, 0, 0, 1, 2]),
        (RoundingMode.HALF_EVEN, [-2, -2, 0, 0, 2, 2]),
        (RoundingMode.UP, [-3, -2, -1, 1, 2, 3]),
        (RoundingMode.DOWN, [-2, -1, 0, 0, 1, 2]),
        (RoundingMode.CEILING, [-2, -1, 0, 1, 2, 3]),
        (RoundingMode.FLOOR, [-3, -2, -1, 0, 1, 2]),
    ],
)
def test_each_mode_treats_a_tie_in_its_own_way(mode: RoundingMode, results: list[int]) -> None:
    """Half up sends ties away from zero, and each other mode has its own name."""
    ties = [fmpq(numerator, 2) for numerator in (-5, -3, -1, 1, 3, 5)]
    assert [rounded(tie, mode, 0) for tie in ties] == results


def test_off_ties_a_half_mode_goes_to_the_nearer_neighbour() -> None:
    """A mode that names a half differs from the others only at ties."""
    for mode in (RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN):
        assert [rounded(fmpq(n, 10), mode, 0) for n in (24, 26, -24, -26)] == [2, 3, -2, -3]
    assert rounded(fmpq(1250), RoundingMode.HALF_EVEN, -2) == 1200
