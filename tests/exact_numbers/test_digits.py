"""Numbers are printed correctly rounded, and read strictly."""

from math import isqrt

import pytest
from flint import fmpq
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.interpreter.exact import (
    Number,
    add,
    div,
    exact_text,
    expression_text,
    ln,
    mul,
    neg,
    parse_decimal,
    power,
    root,
    shown,
    sub,
    texts,
    to_text,
)

rationals = st.builds(fmpq, st.integers(-(10**30), 10**30), st.integers(1, 10**12))
ROOT2 = root(fmpq(2), 2)


@pytest.mark.parametrize(
    ("value", "text", "exact"),
    [
        (fmpq(0), "0", ""),
        (fmpq(-1, 2), "-0.5", ""),
        (fmpq(1, 3), "0.33333333333333333333", "1/3"),
        (fmpq(-2, 3), "-0.66666666666666666667", "-2/3"),
        (fmpq(10) ** 25, "1" + "0" * 25, ""),
        (fmpq(1, 10**25), "0." + "0" * 24 + "1", ""),
        (fmpq(1, 2**20), "0.00000095367431640625", ""),
        (fmpq(10**20 + 5, 10**20), "1", "20000000000000000001/20000000000000000000"),
        (fmpq(10**20 + 15, 10**20), "1.0000000000000000002", "20000000000000000003/20000000000000000000"),
        (fmpq(10**21 - 1, 10**21), "1", "999999999999999999999/1000000000000000000000"),
        (ROOT2, "1.4142135623730950488", ""),
        (neg(ROOT2), "-1.4142135623730950488", ""),
        (ln(fmpq(10)), "2.302585092994045684", ""),
        (div(ROOT2, fmpq(10) ** 9), "0.0000000014142135623730950488", ""),
        (mul(fmpq(5, 2), div(add(ln(fmpq(2)), ln(fmpq(3))), ln(fmpq(6)))), "2.5", ""),
        (root(fmpq(10**60 + 1), 2), "1" + "0" * 30, ""),
        (root(fmpq(10**60 - 1), 2), "1" + "0" * 30, ""),
    ],
)
def test_twenty_significant_digits(value: Number, text: str, exact: str) -> None:
    """Plain notation, half to even at the 20th digit, the exact fraction beside it where digits were cut."""
    assert to_text(value) == text
    assert exact_text(value) == exact


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (fmpq(1005, 1000), 2, "1.01"),
        (fmpq(-1, 1000), 2, "0.00"),
        (fmpq(5), 2, "5.00"),
        (fmpq(-5, 2), 0, "-3"),
        (fmpq(1, 20), 1, "0.1"),
        (ROOT2, 5, "1.41421"),
        (sub(ROOT2, fmpq(2)), 3, "-0.586"),
    ],
)
def test_shown_with_exactly_so_many_decimals(value: Number, decimals: int, text: str) -> None:
    """Half up, zeros kept, no minus before a zero."""
    assert shown(value, decimals) == text


def test_impossible_formats_are_refused() -> None:
    """There are no texts of 0 significant digits or of -1 decimals."""
    with pytest.raises(ValueError, match="significant"):
        to_text(fmpq(1), 0)
    with pytest.raises(ValueError, match="decimals"):
        shown(fmpq(1), -1)


def test_no_limit_on_the_length_of_integers() -> None:
    """Five thousand digits and more are printed; the limit of Python on int and str is not met."""
    huge = power(fmpq(7), fmpq(6000))
    assert len(to_text(huge, 6000)) == 5071
    assert exact_text(huge).endswith("/1")
    assert len(shown(div(ROOT2, huge), 6000)) == 6002
    product = mul(huge, ROOT2)
    assert not isinstance(product, fmpq)
    assert expression_text(product).endswith("…")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", fmpq(0)),
        ("-0", fmpq(0)),
        ("007.50", fmpq(15, 2)),
        ("-12.25", fmpq(-49, 4)),
        ("9" * 30, fmpq(10) ** 30 - 1),
    ],
)
def test_a_plain_decimal_is_read_exactly(text: str, value: fmpq) -> None:
    """Nothing passes through a binary number."""
    assert parse_decimal(text) == value


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "+1", "1.", ".5", "--1", "−1", "1/2"),
        *("1e3", "1_000", "1,5", "0x1", "NaN", "inf"),
        *(" 1", "1\n", "١٢", "１"),
        *("9" * 31, "0." + "1" * 30),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    """No exponent, sign +, separator, blank, foreign digit, infinity, nor more than 30 digits."""
    with pytest.raises(ValueError, match=r"decimal|digits"):
        parse_decimal(text)


@pytest.mark.parametrize(
    ("value", "formula"),
    [
        (ROOT2, "root(2; 2)"),
        (mul(fmpq(3, 2), ln(fmpq(5, 3))), "3/2 * ln(5/3)"),
        (div(ln(fmpq(2)), ln(fmpq(3))), "ln(2) / ln(3)"),
        (div(fmpq(1), ln(fmpq(3))), "1 / ln(3)"),
        (power(fmpq(3), fmpq(2, 5)), "power(3; 2/5)"),
        (sub(fmpq(1), ROOT2), "1 - root(2; 2)"),
        (mul(add(ROOT2, fmpq(1)), ln(fmpq(2))), "(1 + root(2; 2)) * ln(2)"),
        (root(ln(fmpq(2)), 3), "root(ln(2); 3)"),
        (ln(add(fmpq(1), ROOT2)), "ln(1 + root(2; 2))"),
    ],
)
def test_formulas_are_short_and_in_the_notation_of_the_language(value: Number, formula: str) -> None:
    """An irrational is named by its formula where a message needs it."""
    assert not isinstance(value, fmpq)
    assert expression_text(value) == formula


@given(rationals)
def test_text_that_was_not_cut_reads_back(x: fmpq) -> None:
    """Of text and exact fraction together nothing is lost."""
    exact = exact_text(x)
    if exact:
        above, below = exact.split("/")
        assert fmpq(int(above), int(below)) == x
    elif len(to_text(x).replace("-", "").replace(".", "")) <= 30:
        assert parse_decimal(to_text(x)) == x


@given(rationals.filter(lambda x: x != 0), st.integers(1, 25))
def test_text_is_the_nearest_of_its_length(x: fmpq, digits: int) -> None:
    """It has at most so many significant digits and is at most half a unit of the last from the number."""
    text = to_text(x, digits)
    significant = text.replace("-", "").replace(".", "").strip("0")
    assert len(significant) <= digits
    read = fmpq(int(text.replace(".", "")), 10 ** len(text.partition(".")[2]))
    assert abs(read - x) <= abs(x) * fmpq(1, 2) / fmpq(10) ** (digits - 1)


@given(st.integers(2, 10**12), st.integers(1, 40))
def test_digits_of_a_square_root(n: int, digits: int) -> None:
    """The square of the printed root, half a unit more or less, holds the number between them."""
    text = to_text(root(fmpq(n), 2), digits)
    read = fmpq(int(text.replace(".", "")), 10 ** len(text.partition(".")[2]))
    slack = read / fmpq(10) ** (digits - 1)
    assert (read - slack) ** 2 <= n <= (read + slack) ** 2


@given(st.integers(2, 10**9), st.integers(-30, 30), st.sampled_from([1, 2, 12, 20, 40]), st.sampled_from([1, -1]))
def test_digits_of_an_irrational_are_those_of_a_far_closer_rational(n: int, place: int, digits: int, side: int) -> None:
    """A root of any size has the text of the rational that 90 whole digits of it make, on both sides of zero."""
    assume(isqrt(n) ** 2 != n)
    factor = side * fmpq(10) ** place
    near = fmpq(isqrt(n * 10**180), 10**90)
    assert texts(mul(factor, root(fmpq(n), 2)), digits) == (to_text(factor * near, digits), "")


@given(rationals, st.integers(1, 40))
def test_the_fraction_stands_exactly_where_digits_were_cut(x: fmpq, digits: int) -> None:
    """The text alone is the number, or the fraction beside it is."""
    text, fraction = texts(x, digits)
    whole, _, decimals = text.partition(".")
    read = fmpq(int(whole + decimals), 10 ** len(decimals))
    if fraction:
        numerator, denominator = fraction.split("/")
        assert read != x == fmpq(int(numerator), int(denominator))
    else:
        assert read == x
