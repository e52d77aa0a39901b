"""Rounding is exact: a tie is seen as a tie, also where the number is written with roots and logarithms."""

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.interpreter.exact import (
    Number,
    RoundingMode,
    UndecidedTie,
    add,
    div,
    ln,
    mul,
    parse_decimal,
    root,
    round_to,
    sub,
    total,
)

DECIMAL_MODES = {
    RoundingMode.HALF_UP: ROUND_HALF_UP,
    RoundingMode.HALF_DOWN: ROUND_HALF_DOWN,
    RoundingMode.HALF_EVEN: ROUND_HALF_EVEN,
    RoundingMode.UP: ROUND_UP,
    RoundingMode.DOWN: ROUND_DOWN,
    RoundingMode.CEILING: ROUND_CEILING,
    RoundingMode.FLOOR: ROUND_FLOOR,
}
WIDE = Context(prec=200)
modes = st.sampled_from(RoundingMode)

# 1, written so that only the law ln 2 + ln 3 = ln 6 shows it.
HIDDEN_ONE = div(add(ln(fmpq(2)), ln(fmpq(3))), ln(fmpq(6)))


@pytest.mark.parametrize(
    ("mode", "up", "down"),
    [
        (RoundingMode.HALF_UP, 3, -3),
        (RoundingMode.HALF_DOWN, 2, -2),
        (RoundingMode.HALF_EVEN, 2, -2),
        (RoundingMode.UP, 3, -3),
        (RoundingMode.DOWN, 2, -2),
        (RoundingMode.CEILING, 3, -2),
        (RoundingMode.FLOOR, 2, -3),
    ],
)
def test_two_and_a_half(mode: RoundingMode, up: int, down: int) -> None:
    """2.5 and -2.5 by every mode, as rationals and behind an identity."""
    half = fmpq(5, 2)
    assert round_to(half, mode, 0) == up
    assert round_to(-half, mode, 0) == down
    assert round_to(mul(half, HIDDEN_ONE), mode, 0) == up
    assert round_to(mul(-half, HIDDEN_ONE), mode, 0) == down


@pytest.mark.parametrize(
    ("text", "decimals", "result"),
    [
        ("1.005", 2, "1.01"),
        ("-1.005", 2, "-1.01"),
        ("0.4999", 0, "0"),
        ("1250", -2, "1300"),
        ("2.5", 3, "2.5"),
    ],
)
def test_half_up_on_decimals(text: str, decimals: int, result: str) -> None:
    """The decimal as written decides, not a binary neighbour of it."""
    assert round_to(parse_decimal(text), RoundingMode.HALF_UP, decimals) == parse_decimal(result)


def test_an_income_index_by_its_formula() -> None:
    """(ln(g/100) / ln 750 · h · e)^(1/3) to 3 decimals, at the cap exactly 1, below it as worked by hand."""

    def index(income: int, health: fmpq, education: fmpq) -> Number:
        share = div(ln(fmpq(income, 100)), ln(fmpq(75000, 100)))
        return root(mul(mul(share, health), education), 3)

    assert index(75000, fmpq(1), fmpq(1)) == fmpq(1)
    assert round_to(index(10000, fmpq(1, 2), fmpq(1, 2)), RoundingMode.HALF_UP, 3) == fmpq(558, 1000)


def test_a_number_next_to_a_tie_is_rounded_to_its_side() -> None:
    """Half a unit in the 90th decimal is enough to decide, on either side."""
    tie = fmpq(1, 2)
    near = root(fmpq(2), 2)
    speck = div(near, fmpq(10) ** 90)
    for mode in (RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN):
        assert round_to(add(tie, speck), mode, 0) == 1
        assert round_to(sub(tie, speck), mode, 0) == 0
    assert round_to(speck, RoundingMode.UP, 0) == 1
    assert round_to(sub(fmpq(0), speck), RoundingMode.CEILING, 0) == 0


def test_a_rounding_that_no_rule_decides_is_refused() -> None:
    """(√2 + √3 - √(5 + 2√6)) + 1/2 is 1/2, which no rule here knows."""
    root2, root3, root6 = (root(fmpq(n), 2) for n in (2, 3, 6))
    hidden_zero = sub(add(root2, root3), root(add(fmpq(5), mul(fmpq(2), root6)), 2))
    with pytest.raises(UndecidedTie) as caught:
        round_to(add(hidden_zero, fmpq(1, 2)), RoundingMode.HALF_UP, 0)
    assert caught.value.right == fmpq(1, 2)
    assert round_to(add(hidden_zero, fmpq(1, 2)), RoundingMode.HALF_UP, 2) == fmpq(1, 2)


@given(st.integers(-(10**15), 10**15), st.integers(0, 12), modes, st.integers(-3, 12))
def test_decimals_round_as_the_decimal_module_rounds(n: int, places: int, mode: RoundingMode, k: int) -> None:
    """On decimals the seven modes are those of the General Decimal Arithmetic Specification."""
    expected = WIDE.scaleb(Decimal(n), -places).quantize(
        Decimal(1).scaleb(-k), rounding=DECIMAL_MODES[mode], context=WIDE
    )
    above, below = expected.as_integer_ratio()
    assert round_to(fmpq(n, 10**places), mode, k) == fmpq(above, below)


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**4), modes, st.integers(0, 4))
def test_a_hidden_rational_rounds_as_itself(above: int, below: int, mode: RoundingMode, k: int) -> None:
    """A number written with logarithms that cancel is rounded as the rational it is."""
    x = fmpq(above, below)
    assert round_to(mul(x, HIDDEN_ONE), mode, k) == round_to(x, mode, k)
    assert round_to(add(sub(HIDDEN_ONE, fmpq(1)), x), mode, k) == round_to(x, mode, k)


@given(st.lists(st.integers(2, 10**6), min_size=1, max_size=4), modes, st.integers(0, 30))
def test_a_rounded_irrational_is_within_a_unit(values: list[int], mode: RoundingMode, k: int) -> None:
    """|rounded - x| is below one unit of the last place, for the nearest modes at most half of it."""
    x = total([ln(fmpq(n)) for n in values])
    unit = fmpq(1, 10) ** k
    width = unit / 2 if mode.value.startswith("half") else unit
    rounded = round_to(x, mode, k)
    assert rounded == round_to(rounded, mode, k)
    below = round_to(sub(x, rounded), RoundingMode.FLOOR, 60)
    assert -width - fmpq(1, 10) ** 60 <= below <= width
