"""Numbers in words: the decimals of a table, those for a person, and enclosures of irrationals."""

from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.interpreter.cell_words import decimal, enclosure, fraction, short_decimal
from tarazy.interpreter.exact import compare, ln, parse_decimal, root, to_text

RATIONALS = st.builds(fmpq, st.integers(-(10**40), 10**40), st.integers(1, 10**25) | st.sampled_from([1, 8, 10**20]))
POSITIVE = st.builds(fmpq, st.integers(2, 10**12), st.integers(1, 10**6))


@given(RATIONALS)
def test_decimal_is_the_exact_one(value: fmpq) -> None:
    """A table's decimal is what the exact numbers give, of 20 significant digits."""
    assert decimal(value) == to_text(value, 20)


@given(RATIONALS)
def test_a_fraction_is_the_number(value: fmpq) -> None:
    """``n/d`` is read back as the number; a whole one has no stroke."""
    numerator, _, denominator = fraction(value).partition("/")
    assert fmpq(int(numerator), int(denominator or "1")) == value
    assert bool(denominator) is (value.q != 1)


@given(RATIONALS)
def test_short_decimal_is_the_number_or_its_beginning(value: fmpq) -> None:
    """Without ``…`` it is the number; with it, it is nearer to zero and away by less than its last of 12 digits."""
    text = short_decimal(value)
    read = parse_long(text.removesuffix("…"))
    if not text.endswith("…"):
        assert read == value
        return
    assert abs(read) <= abs(value)
    assert read * value >= 0
    assert abs(value - read) * fmpq(10) ** 11 <= abs(value)


def parse_long(text: str) -> fmpq:
    """A plain decimal of any length."""
    whole, _, decimals = text.partition(".")
    return fmpq(int(whole + decimals), 10 ** len(decimals))


@given(POSITIVE)
def test_enclosure_holds_the_number(value: fmpq) -> None:
    """An irrational lies strictly between the two decimals of its enclosure, which differ in the last digit only."""
    number = ln(value) if value.p % 2 == 1 else root(value, 3)
    if isinstance(number, fmpq):
        return
    low, high = (parse_long(text) for text in enclosure(number))
    assert compare(low, number) < 0 < compare(high, number)
    assert (high - low) * fmpq(10) ** 28 <= max(abs(low), abs(high))


def test_short_decimal_of_known_numbers() -> None:
    """Ends that are easily got wrong: nines, halves, signs, zero."""
    assert short_decimal(fmpq(0)) == "0"
    assert short_decimal(fmpq(2, 3)) == "0.666666666666…"
    assert short_decimal(fmpq(-2, 3)) == "-0.666666666666…"
    assert short_decimal(fmpq(10**13 - 1, 10**13)) == "0.999999999999…"
    assert short_decimal(fmpq(123_456_789_012)) == "123456789012"
    assert short_decimal(fmpq(1_234_567_890_123)) == "1234567890120…"
    assert parse_decimal("0.5") == fmpq(1, 2)
