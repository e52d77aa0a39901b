"""The unit rule of each operation, sentence by sentence."""

from collections.abc import Callable

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.units import (
    DAYS,
    PERCENTAGE_POINTS,
    POINTS,
    PURE,
    WORKING_DAYS,
    Function,
    MismatchKind,
    Shape,
    Shown,
    Unit,
    UnitMismatch,
    UnitResult,
    count_of,
    shape_text,
    unit_between,
    unit_of_comparison,
    unit_of_difference,
    unit_of_function,
    unit_of_points,
    unit_of_power,
    unit_of_product,
    unit_of_quotient,
    unit_of_sum,
    unit_text,
)

Rule = Callable[[Shape, Shape], UnitResult]

NUMBER = Shape(PURE)
PERCENT = Shape(PURE, Shown.PERCENT)
SHARE = Shape(PURE, Shown.SHARE)
PP = Shape(PERCENTAGE_POINTS)
KZT = Shape(Unit((("KZT", 1),)))
THOUSAND_KZT = Shape(Unit((("KZT", 1),), fmpq(1000)))
POINT = Shape(POINTS)
DAY = Shape(DAYS)
APPEALS = Shape(count_of("appeals"))
RECHECKS = Shape(count_of("rechecks"))

T203, T204 = MismatchKind.DIFFERENT_UNITS, MismatchKind.DIFFERENT_COUNTS
T210, T221 = MismatchKind.NOT_PURE, MismatchKind.PERCENT_AGAINST_BARE


def bare(value: int | str) -> Shape:
    """A literal without a unit."""
    return Shape(PURE, literal=fmpq(value) if isinstance(value, int) else fmpq(*map(int, value.split("/"))))


def percent(value: int) -> Shape:
    """A literal in percent."""
    return Shape(PURE, Shown.PERCENT, fmpq(value, 100))


def outcome(result: UnitResult) -> Shape | MismatchKind:
    """The shape, or the kind of the mismatch."""
    return result.kind if isinstance(result, UnitMismatch) else result


ADDITIVE: list[Rule] = [unit_of_sum, unit_of_difference, unit_of_comparison]


@pytest.mark.parametrize("rule", ADDITIVE)
@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (KZT, KZT, KZT),
        (THOUSAND_KZT, THOUSAND_KZT, THOUSAND_KZT),
        (THOUSAND_KZT, KZT, KZT),
        (KZT, POINT, T203),
        (KZT, DAY, T203),
        (DAY, Shape(WORKING_DAYS), T203),
        (KZT, bare(0), T203),
        (bare(0), KZT, T203),
        (KZT, PERCENT, T203),
        (NUMBER, bare(3), NUMBER),
        (APPEALS, APPEALS, APPEALS),
        (APPEALS, bare(3), APPEALS),
        (APPEALS, PERCENT, APPEALS),
        (APPEALS, RECHECKS, T204),
        (PERCENT, bare(1), PERCENT),
        (bare(1), PERCENT, PERCENT),
        (SHARE, bare(1), SHARE),
        (SHARE, percent(90), PERCENT),
        (percent(100), PERCENT, PERCENT),
        (PERCENT, NUMBER, PERCENT),
        (PP, PP, PP),
        (PP, bare(5), T203),
        (PP, bare(0), T203),
        (PP, NUMBER, T203),
        (bare(0), PP, T203),
    ],
)
def test_sum_difference_and_comparison_ask_for_one_dimension(
    rule: Rule, left: Shape, right: Shape, expected: Shape | MismatchKind
) -> None:
    """Same dimension adds; a number without a unit equals none with one, 0 included; counts keep names."""
    assert outcome(rule(left, right)) == expected


@pytest.mark.parametrize(
    ("rule", "left", "right", "expected"),
    [
        (unit_of_difference, PERCENT, PERCENT, PP),
        (unit_of_difference, SHARE, PERCENT, PP),
        (unit_of_difference, SHARE, SHARE, PP),
        (unit_of_difference, PERCENT, PP, PERCENT),
        (unit_of_difference, SHARE, PP, SHARE),
        (unit_of_difference, PP, PERCENT, T203),
        (unit_of_sum, PERCENT, PERCENT, PERCENT),
        (unit_of_sum, PERCENT, PP, PERCENT),
        (unit_of_sum, PP, PERCENT, PERCENT),
        (unit_of_sum, SHARE, PP, SHARE),
        (unit_of_comparison, PERCENT, PP, T203),
        (unit_of_comparison, PP, percent(5), T203),
        (unit_of_comparison, PERCENT, SHARE, PERCENT),
    ],
)
def test_percentage_points_are_the_unit_of_differences(
    rule: Rule, left: Shape, right: Shape, expected: Shape | MismatchKind
) -> None:
    """Percent − percent = percentage points, percent ± percentage points = percent, otherwise T203."""
    assert outcome(rule(left, right)) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (KZT, KZT, SHARE),
        (THOUSAND_KZT, KZT, SHARE),
        (POINT, POINT, SHARE),
        (APPEALS, APPEALS, SHARE),
        (APPEALS, RECHECKS, NUMBER),
        (NUMBER, bare(2), NUMBER),
        (PERCENT, PERCENT, NUMBER),
        (PERCENT, bare(2), NUMBER),
        (PP, PP, NUMBER),
        (KZT, bare(2), KZT),
        (KZT, DAY, Shape(KZT.unit.over(DAYS))),
        (APPEALS, DAY, Shape(DAYS.power(-1))),
    ],
)
def test_a_ratio_of_equal_units_is_a_share(left: Shape, right: Shape, expected: Shape) -> None:
    """A ratio of equal units is shown as a share, percentage points ÷ percentage points is a number."""
    assert unit_of_quotient(left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (PERCENT, bare(2), NUMBER),
        (SHARE, PERCENT, NUMBER),
        (APPEALS, bare("1/2"), NUMBER),
        (PERCENT, KZT, KZT),
        (KZT, KZT, Shape(KZT.unit.power(2))),
        (Shape(KZT.unit.over(DAYS)), DAY, KZT),
    ],
)
def test_a_product_loses_percent_and_names(left: Shape, right: Shape, expected: Shape) -> None:
    """*Shown as percent* is lost by `* /`, and so are names."""
    assert unit_of_product(left, right) == expected


def test_a_rate_of_growth_is_a_share() -> None:
    """`x / x[previous year] - 1` is a rate: the literal keeps what a ratio of equal units is shown as."""
    ratio = unit_of_quotient(KZT, KZT)
    assert unit_of_difference(ratio, bare(1)) == SHARE


@pytest.mark.parametrize("shown", [PERCENT, SHARE])
@pytest.mark.parametrize(
    ("literal", "expected"), [(95, T221), ("201/100", T221), (2, None), (1, None), (0, None), ("9/10", None)]
)
def test_percent_against_a_bare_literal_above_two_is_told(
    shown: Shape, literal: int | str, expected: MismatchKind | None
) -> None:
    """Comparing what is shown as percent or as a share with a bare literal above 2 is T221 on both sides."""
    for left, right in ((shown, bare(literal)), (bare(literal), shown)):
        assert outcome(unit_of_comparison(left, right)) == (expected or shown)
        assert outcome(unit_of_function(Function.LIMIT, [left, right])) == (expected or shown)


def test_a_percent_literal_above_two_hundred_percent_is_no_bare_literal() -> None:
    """`x < 250 %` says what it means, and so does a number that is no percent against 95."""
    assert unit_of_comparison(SHARE, percent(250)) == PERCENT
    assert unit_of_comparison(NUMBER, bare(95)) == NUMBER


@pytest.mark.parametrize(
    ("base", "exponent", "expected"),
    [
        (KZT, bare(2), Shape(KZT.unit.power(2))),
        (KZT, bare(0), NUMBER),
        (KZT, bare("1/2"), T210),
        (KZT, NUMBER, T210),
        (PERCENT, bare("1/2"), NUMBER),
        (APPEALS, NUMBER, NUMBER),
        (NUMBER, KZT, T210),
    ],
)
def test_a_power_with_a_non_integer_exponent_needs_a_pure_number(
    base: Shape, exponent: Shape, expected: Shape | MismatchKind
) -> None:
    """Powers with a non-integer exponent need a pure number (T210)."""
    assert outcome(unit_of_power(base, exponent)) == expected


@pytest.mark.parametrize(
    ("function", "operands", "expected"),
    [
        (Function.MINIMUM, [PERCENT, percent(50), SHARE], PERCENT),
        (Function.MEAN, [SHARE], SHARE),
        (Function.SUM, [KZT, THOUSAND_KZT], KZT),
        (Function.MAXIMUM, [NUMBER, bare(100), PERCENT], T221),
        (Function.MAXIMUM, [KZT, bare(0)], T203),
        (Function.MINIMUM, [APPEALS, NUMBER, RECHECKS], T204),
        (Function.LIMIT, [PERCENT, bare(0), bare(1)], PERCENT),
        (Function.LIMIT, [PERCENT, bare(0), bare(100)], T221),
        (Function.IF, [PP, PERCENT], T203),
        (Function.ABSOLUTE, [PP], PP),
        (Function.ROUND, [PERCENT], PERCENT),
        (Function.GEOMETRIC_MEAN, [SHARE, SHARE], NUMBER),
        (Function.PROGRESS, [KZT, KZT, KZT], SHARE),
        (Function.PROGRESS, [PERCENT, percent(50), percent(90)], NUMBER),
        (Function.PROGRESS, [PP, PP, PP], NUMBER),
        (Function.PROGRESS, [KZT, bare(0), KZT], T203),
        (Function.PROGRESS, [PERCENT, bare(50), bare(90)], T221),
        (Function.LOGARITHM, [APPEALS], NUMBER),
        (Function.LOGARITHM, [SHARE], NUMBER),
        (Function.LOGARITHM, [KZT], T210),
        (Function.ROOT, [PP], T210),
        (Function.RANK, [KZT], NUMBER),
        (Function.ZSCORE, [POINT], NUMBER),
    ],
)
def test_functions_follow_their_rule(function: Function, operands: list[Shape], expected: Shape | MismatchKind) -> None:
    """Percent travels through `min max mean limit`; `ln` and `root` need a pure number; members agree."""
    assert outcome(unit_of_function(function, operands)) == expected


def test_a_function_of_nothing_is_a_fault() -> None:
    """A call without operands does not come from the parser."""
    with pytest.raises(ValueError, match="operand"):
        unit_of_function(Function.MINIMUM, [])


@pytest.mark.parametrize(
    ("operand", "expected"),
    [(NUMBER, POINT), (PERCENT, POINT), (APPEALS, POINT), (POINT, POINT), (KZT, T203), (PP, T203)],
)
def test_points_take_a_number_or_points(operand: Shape, expected: Shape | MismatchKind) -> None:
    """A `points` line takes a number or points and yields points; names are dropped on entry."""
    assert outcome(unit_of_points(operand)) == expected


def test_a_mismatch_shows_both_operands() -> None:
    """A mismatch carries the operands in their order, so that both places can be shown."""
    assert unit_of_sum(DAY, KZT) == UnitMismatch(T203, DAY, KZT)
    assert unit_of_function(Function.MAXIMUM, [KZT, KZT, DAY]) == UnitMismatch(T203, KZT, DAY)


def test_only_a_plain_pure_number_is_shown_as_percent() -> None:
    """Percent is a way to show a number, not a unit beside another."""
    for unit in (DAYS, count_of("appeals")):
        with pytest.raises(ValueError, match="pure"):
            Shape(unit, Shown.PERCENT)


def test_a_shape_is_named_by_its_unit_or_by_how_it_is_shown() -> None:
    """A message tells percent from percentage points."""
    assert [shape_text(shape) for shape in (PERCENT, PP, NUMBER)] == [
        "percent",
        "percentage points",
        "number",
    ]


shapes = st.sampled_from([NUMBER, PERCENT, SHARE, PP, KZT, THOUSAND_KZT, POINT, DAY, APPEALS, RECHECKS])


@given(shapes, shapes)
def test_sums_products_and_comparisons_are_symmetric(left: Shape, right: Shape) -> None:
    """What a + b, a * b and a = b are does not depend on the order."""
    for rule in (unit_of_sum, unit_of_product, unit_of_comparison):
        assert outcome(rule(left, right)) == outcome(rule(right, left))


@given(shapes, shapes)
def test_a_difference_added_back_gives_the_minuend(left: Shape, right: Shape) -> None:
    """Where a - b has a unit, (a - b) + b has the dimension of a."""
    difference = unit_of_difference(left, right)
    if isinstance(difference, Shape):
        back = unit_of_sum(difference, right)
        assert isinstance(back, Shape)
        assert back.unit.factors == left.unit.factors


@pytest.mark.parametrize(
    ("one", "other", "between"),
    [
        (Unit((("KZT", 1),)), Unit((("person", 1),)), "KZT per person"),
        (Unit((("person", 1),)), Unit((("KZT", 1),), fmpq(1000)), "KZT per person"),
        (Unit((("KZT", 1),)), Unit((("USD", 1),)), "KZT per USD"),
        (Unit((("day", 1),)), Unit((("person", 1),)), "days per person"),
        (Unit((("day", 1),)), Unit((("working_day", 1),)), None),
        (Unit((("KZT", 1),)), Unit((("point", 1),)), None),
        (Unit((("KZT", 1),)), Unit(), None),
        (Unit((("KZT", 1), ("person", -1))), Unit((("person", 1),)), None),
    ],
)
def test_unit_of_a_rate_between_two_units(one: Unit, other: Unit, between: str | None) -> None:
    """Money per person, whichever stands first; none between times, points or what has no unit of its own."""
    found = unit_between(one, other)
    assert (None if found is None else unit_text(found)) == between
