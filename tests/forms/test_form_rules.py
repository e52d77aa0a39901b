"""Each row of the table of forms, the caps of the engines, and the worked example."""

import pytest
from flint import fmpq

from tarazy.dsl.forms import (
    Capacity,
    Exact,
    Fixed,
    Form,
    Irrational,
    Ratio,
    capacity,
    form_of_absolute,
    form_of_column,
    form_of_constants,
    form_of_count,
    form_of_difference,
    form_of_literal,
    form_of_mean,
    form_of_negation,
    form_of_power,
    form_of_product,
    form_of_progress,
    form_of_progress_between_statistics,
    form_of_quotient,
    form_of_rounding,
    form_of_selection,
    form_of_sum,
    form_of_total,
    form_of_weighted_mean,
    need,
    need_to_compare,
    need_to_round,
    tightened,
    whole_weights,
)
from tarazy.dsl.intervals import EMPTY, NON_NEGATIVE, WHOLE, between, divide, on_grid, point, subtract

CENTS = Fixed(100, 5000)
THIRDS = Fixed(30, 700)
RATIO = Ratio(50, 7)
OTHER = Ratio(11, 13)


def literal(numerator: int, denominator: int = 1) -> Fixed:
    """A constant."""
    return form_of_literal(fmpq(numerator, denominator))


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (form_of_column(2, between(-5, 50)), Fixed(100, 5000)),
        (form_of_column(0, between(0, fmpq(19, 2))), Fixed(1, 9)),
        (form_of_column(2, NON_NEGATIVE), Exact()),
        (literal(1, 3), Fixed(3, 1, 1)),
        (literal(-9, 10), Fixed(10, 9, -9)),
        (form_of_count(40), Fixed(1, 40)),
        (form_of_count(None), Exact()),
        (form_of_constants([fmpq(0), fmpq(5, 2), fmpq(-10, 3)]), Fixed(6, 20)),
        (form_of_constants([fmpq(5), fmpq(5)]), literal(5)),
        (form_of_sum(CENTS, THIRDS), Fixed(300, 3 * 5000 + 10 * 700)),
        (form_of_difference(CENTS, literal(1, 8)), Fixed(200, 10000 + 25)),
        (form_of_difference(literal(3, 2), literal(1, 2)), literal(1)),
        (form_of_sum(RATIO, CENTS), Ratio(50 * 100 + 5000 * 7, 700)),
        (form_of_sum(RATIO, OTHER), Ratio(50 * 13 + 11 * 7, 91)),
        (form_of_sum(RATIO, Ratio(11, 7), same_denominator=True), Ratio(61, 7)),
        (form_of_product(CENTS, THIRDS), Fixed(3000, 5000 * 700)),
        (form_of_product(CENTS, literal(20)), Fixed(5, 5000)),
        (form_of_product(CENTS, literal(0)), Fixed(1, 0)),
        (form_of_product(literal(2, 3), literal(3, 4)), literal(1, 2)),
        (form_of_product(RATIO, CENTS), Ratio(50 * 5000, 700)),
        (form_of_product(RATIO, OTHER), Ratio(550, 91)),
        (form_of_quotient(CENTS, THIRDS), Ratio(5000 * 3, 700 * 10)),
        (form_of_quotient(CENTS, literal(-1, 4)), Fixed(25, 5000)),
        (form_of_quotient(CENTS, literal(3)), Fixed(300, 5000)),
        (form_of_quotient(RATIO, literal(2, 5)), Ratio(250, 14)),
        (form_of_quotient(RATIO, OTHER), Ratio(650, 77)),
        (form_of_quotient(literal(1), RATIO), Ratio(7, 50)),
        (form_of_negation(literal(3)), literal(-3)),
        (form_of_absolute(literal(-3)), literal(3)),
        (form_of_negation(RATIO), RATIO),
        (form_of_power(CENTS, fmpq(2)), Fixed(10**4, 5000**2)),
        (form_of_power(RATIO, fmpq(-1)), Ratio(7, 50)),
        (form_of_power(CENTS, fmpq(0)), literal(1)),
        (form_of_power(CENTS, fmpq(1, 2)), Irrational()),
        (form_of_power(CENTS, fmpq(10**9)), Exact()),
        (form_of_progress(CENTS, literal(10), literal(50)), Fixed(4000, 6000)),
        (form_of_progress_between_statistics(CENTS), Ratio(10000, 10000)),
        (form_of_progress_between_statistics(RATIO), Ratio(2 * 50 * 7**3, 2 * 50 * 7**3)),
        (form_of_selection([CENTS, THIRDS]), Fixed(300, 15000)),
        (form_of_selection([RATIO, OTHER, literal(9, 20)]), Ratio(50, 20)),
        (form_of_rounding(RATIO, 1, between(0, 3)), Fixed(10, 31)),
        (form_of_rounding(RATIO, 1, WHOLE), Fixed(10, 501)),
        (form_of_rounding(CENTS, -1, WHOLE), Fixed(1, 60)),
        (form_of_rounding(Irrational(), 2, between(0, 1)), Fixed(100, 101)),
        (form_of_rounding(Irrational(), 2, WHOLE), Exact()),
        (form_of_total(CENTS, 12), Fixed(100, 60000)),
        (form_of_total(CENTS, None), Exact()),
        (form_of_total(RATIO, 12), Exact()),
        (form_of_mean(CENTS, 12), Ratio(60000, 1200)),
        (form_of_mean(CENTS, None), Exact()),
        (form_of_mean(Irrational(), 12), Irrational()),
        (form_of_weighted_mean([CENTS, THIRDS], [fmpq(3, 5), fmpq(2, 5)]), Ratio(3 * 15000 + 2 * 7000, 1500)),
        (form_of_weighted_mean([CENTS, CENTS], [fmpq(1, 2), fmpq(1, 2)]), Ratio(10000, 200)),
        (
            form_of_weighted_mean([CENTS, THIRDS], [fmpq(3, 5), fmpq(2, 5)], rescaled=False),
            Fixed(1500, 3 * 15000 + 2 * 7000),
        ),
        (form_of_weighted_mean([CENTS, RATIO], [fmpq(1), fmpq(1)]), Exact()),
        (tightened(CENTS, between(0, 10)), Fixed(100, 1000)),
        (tightened(RATIO, between(0, fmpq(5, 2))), Ratio(17, 7)),
        (tightened(RATIO, WHOLE), RATIO),
        (tightened(RATIO, EMPTY), RATIO),
        (tightened(literal(3), between(0, 1)), literal(3)),
    ],
)
def test_the_table_of_forms(form: Form, expected: Form) -> None:
    """The form of each node is that of its row."""
    assert form == expected


@pytest.mark.parametrize("other", [CENTS, RATIO, Exact(), Irrational(), literal(2)])
@pytest.mark.parametrize("without", [Exact(), Irrational()])
def test_what_has_no_bound_gives_nothing_with_one(without: Form, other: Form) -> None:
    """An operand that is exact makes the result exact, one that is irrational makes it irrational."""
    expected = Irrational() if Irrational() in (without, other) else Exact()
    for operation in (form_of_sum, form_of_difference, form_of_product, form_of_quotient):
        assert operation(without, other) == expected
        assert operation(other, without) == expected
    assert form_of_selection([without, other]) == expected
    assert need_to_compare(without, other) is None
    assert need_to_round(without, 2) is None
    assert need(without) is None


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (0, Capacity.INT64),
        (2**63 - 1, Capacity.INT64),
        (2**63, Capacity.INT128),
        (2**127 - 1, Capacity.INT128),
        (2**127, Capacity.EXACT),
        (None, Capacity.EXACT),
    ],
)
def test_caps_are_the_greatest_whole_numbers_of_the_engines(bound: int | None, expected: Capacity) -> None:
    """≤ 2⁶³−1 → int64; ≤ 2¹²⁷−1 → int128; else the exact interpreter."""
    assert capacity(bound) is expected


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (need_to_compare(RATIO, literal(9, 10)), max(50 * 10, 9 * 7)),
        (need_to_compare(RATIO, OTHER), max(50 * 13, 11 * 7)),
        (need_to_compare(CENTS, THIRDS), 15000),
        (need_to_round(RATIO, 2), 2 * 50 * 100 + 7),
        (need_to_round(CENTS, 1), 2 * 5000 * 10 + 100),
        (need_to_round(Ratio(1, 1000), 0), 2000),
        (need_to_round(CENTS, -1), 2 * 5000 + 1000),
        (need(RATIO), 50),
        (need(Fixed(100, 1)), 100),
    ],
)
def test_needs_are_the_greatest_numbers_on_the_way(bound: int | None, expected: int) -> None:
    """Comparing needs the cross products, rounding the doubled numerator and the doubled denominator."""
    assert bound == expected


def test_weights_become_the_least_whole_numbers() -> None:
    """60 % and 40 % are 3 and 2; equal weights are ones."""
    assert whole_weights([fmpq(3, 5), fmpq(2, 5)]) == (3, 2)
    assert whole_weights([fmpq(1, 3), fmpq(1, 3), fmpq(1, 3)]) == (1, 1, 1)
    assert whole_weights([fmpq(1, 2), fmpq(1, 3)]) == (3, 2)


def test_what_is_no_form_is_a_fault() -> None:
    """Denominators are positive, magnitudes not negative, weights positive and one a member."""
    for faulty in (lambda: Fixed(0, 1), lambda: Fixed(1, -1), lambda: Fixed(1, 1, 2), lambda: Ratio(1, 0)):
        with pytest.raises(ValueError, match=r"form|ratio|numerator"):
            faulty()
    for members, weights in (([], []), ([CENTS], []), ([CENTS], [fmpq(0)])):
        with pytest.raises(ValueError, match="weight"):
            form_of_weighted_mean(members, weights)
    with pytest.raises(ValueError, match="decimals"):
        form_of_column(-1, WHOLE)
    with pytest.raises(ValueError, match="selected"):
        form_of_selection([])


def test_the_worked_example() -> None:
    """A budget to 10¹³ with 2 decimals: its execution, the edge of 90 %, growth, rounding and progress."""
    executed_range = between(0, 10**13)
    executed = form_of_column(2, executed_range)
    adjusted = form_of_column(2, between(0, 10**13, low_open=True))
    execution = form_of_quotient(executed, adjusted)
    assert execution == Ratio(10**15, 10**15)
    edge = need_to_compare(execution, literal(9, 10))
    assert edge == 10**16
    assert capacity(edge) is Capacity.INT64

    growth = form_of_difference(form_of_quotient(executed, executed), literal(1))
    assert growth == Ratio(2 * 10**15, 10**15)
    cross_product = need_to_compare(growth, growth)
    assert cross_product == 2 * 10**30
    assert capacity(cross_product) is Capacity.INT128

    unrounded = need(form_of_progress_between_statistics(growth))
    assert unrounded == 4 * 10**60
    assert capacity(unrounded) is Capacity.EXACT

    base = on_grid(between(0, 10**13, low_open=True), 100)
    growth_range = subtract(divide(executed_range, base), point(1))
    assert growth_range == between(-1, 10**15 - 1)
    value = form_of_rounding(growth, 4, growth_range)
    assert isinstance(value, Fixed)
    assert value.denominator == 10**4
    assert 10**19 - 10**4 <= value.magnitude <= 10**19
    assert capacity(need(value)) is Capacity.INT128
    assert capacity(need_to_round(growth, 4)) is Capacity.INT128
    limited = tightened(form_of_selection([value, literal(-1), literal(10)]), between(-1, 10))
    assert capacity(need(limited)) is Capacity.INT64

    unbounded = form_of_quotient(form_of_column(2, NON_NEGATIVE), adjusted)
    assert capacity(need(unbounded)) is Capacity.EXACT
