"""Units form a commutative group, and their text names them."""

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.unit_table import unit_table
from tarazy.dsl.units import (
    DAYS,
    PERCENTAGE_POINTS,
    PERSONS,
    POINTS,
    PURE,
    SCALE_WORDS,
    WORKING_DAYS,
    YEARS,
    Unit,
    UnitFactor,
    count_of,
    same_dimension,
    unit_text,
)

KZT = Unit((("KZT", 1),))
THOUSAND_KZT = Unit((("KZT", 1),), fmpq(1000))
MONTHS = Unit((("year", 1),), fmpq(1, 12))

scales = st.builds(fmpq, st.integers(1, 5000), st.integers(1, 5000))
units = st.builds(
    lambda exponents, scale: Unit(tuple(sorted((c, e) for c, e in exponents.items() if e)), scale),
    st.dictionaries(st.sampled_from(["KZT", "person", "year", "point", "percentage_point"]), st.integers(-4, 4)),
    scales,
)


@given(units, units, units)
def test_units_are_a_commutative_group(a: Unit, b: Unit, c: Unit) -> None:
    """(ab)c = a(bc), ab = ba, a · 1 = a, a / a = 1."""
    assert a.times(b).times(c) == a.times(b.times(c))
    assert a.times(b) == b.times(a)
    assert a.times(PURE) == a
    assert a.over(a) == PURE
    assert a.over(b).times(b) == a


@given(units, st.integers(-5, 5), st.integers(-5, 5))
def test_powers_add_and_multiply(unit: Unit, m: int, n: int) -> None:
    """a^m · a^n = a^(m+n) and (a^m)^n = a^(mn)."""
    assert unit.power(m).times(unit.power(n)) == unit.power(m + n)
    assert unit.power(m).power(n) == unit.power(m * n)


@given(units, st.integers(1, 5))
def test_a_root_undoes_a_power(unit: Unit, degree: int) -> None:
    """The root of a^n of degree n is a; whatever has a root is its power."""
    assert unit.power(degree).root(degree) == unit
    found = unit.root(degree)
    assert found is None or found.power(degree) == unit


def test_a_unit_without_a_root_has_none() -> None:
    """Neither an odd exponent nor a scale that is no square has a square root."""
    assert KZT.root(2) is None
    assert Unit((("KZT", 2),), fmpq(2)).root(2) is None


def test_names_of_counts_are_dropped_by_arithmetic() -> None:
    """A count times one is a plain number, and keeps its dimension all along."""
    appeals = count_of("appeals")
    assert appeals.times(PURE) == PURE
    assert appeals.over(PURE) == PURE
    assert appeals.without_name() == PURE
    assert same_dimension(appeals, PURE)
    assert appeals != count_of("rechecks")


def test_a_unit_is_hashed_by_what_it_is() -> None:
    """Equal units are one key; a scale makes another unit of the same dimension."""
    assert len({KZT, Unit((("KZT", 1),)), THOUSAND_KZT}) == 2
    assert same_dimension(KZT, THOUSAND_KZT)
    assert not same_dimension(DAYS, WORKING_DAYS)


@pytest.mark.parametrize(
    ("factors", "scale", "counted"),
    [
        ((("b", 1), ("a", 1)), 1, None),
        ((("a", 0),), 1, None),
        ((("a", 1), ("a", 1)), 1, None),
        ((), 0, None),
        ((("a", 1),), 1, "appeals"),
    ],
)
def test_a_unit_has_one_form(factors: tuple[tuple[str, int], ...], scale: int, counted: str | None) -> None:
    """Factors are sorted, different and present, the scale is positive, a count has no other unit."""
    with pytest.raises(ValueError, match=r"factors|scale|count"):
        Unit(factors, fmpq(scale), counted)


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (PURE, "number"),
        (KZT, "money KZT"),
        (THOUSAND_KZT, "thousand KZT"),
        (KZT.power(2), "KZT^2"),
        (KZT.power(-1), "1 per KZT"),
        (POINTS, "points"),
        (PERCENTAGE_POINTS, "percentage points"),
        (PERCENTAGE_POINTS.power(2), "percentage points^2"),
        (DAYS, "days"),
        (WORKING_DAYS, "working days"),
        (YEARS, "years"),
        (MONTHS, "months"),
        (KZT.over(MONTHS), "KZT per month"),
        (DAYS.power(-1), "1 per day"),
        (Unit((("int_dollar", 1),)).over(PERSONS), "int_dollar per person"),
        (THOUSAND_KZT.over(PERSONS), "thousand KZT per person"),
        (KZT.over(PERSONS).over(Unit(scale=fmpq(1000))), "KZT per thousand persons"),
        (PERCENTAGE_POINTS.over(YEARS), "percentage points per year"),
        (KZT.times(DAYS).over(PERSONS).over(YEARS), "KZT * days per person per year"),
        (Unit((("KZT", 1),), fmpq(60)), "60 KZT"),
        (count_of("appeals"), "appeals"),
        (Unit(scale=fmpq(1000)), "thousand"),
    ],
)
def test_a_unit_is_named_as_it_is_read(unit: Unit, text: str) -> None:
    """The text of a unit is a phrase of the field: `int_dollar per person`."""
    assert unit_text(unit) == text


def test_a_declared_unit_can_be_named_by_its_label() -> None:
    """Labels given to the text stand for the codes of declared units."""
    unit = Unit((("int_dollar", 1),)).over(PERSONS)
    assert unit_text(unit, {"int_dollar": "international dollars"}) == "international dollars per person"


def read(text: str) -> tuple[fmpq, list[UnitFactor]]:
    """The number before a text made by `unit_text`, 1 when there is none, and its factors."""
    number, factors = fmpq(1), []
    for place, part in enumerate(text.split(" per ")):
        words = part.removeprefix("money ")
        scale, _, rest = words.partition(" ")
        if scale in SCALE_WORDS or scale[0].isdigit():
            value = SCALE_WORDS[scale] if scale in SCALE_WORDS else fmpq(*map(int, scale.split("/")))
            number, words = number / value if place else number * value, rest
        for word in filter(None, words.split(" * ")):
            name, _, exponent = word.partition("^")
            factors.append(UnitFactor(None, name, place > 0, int(exponent or 1)))
    return number, factors


@given(units)
def test_the_text_of_a_unit_names_that_unit(unit: Unit) -> None:
    """Read again, the text of a unit gives the unit."""
    if unit.is_pure:
        return
    number, factors = read(unit_text(unit))
    assert unit_table().resolve(factors) == Unit(unit.factors, unit.scale / number)


written_names = ["KZT", "person", "year", "half-year", "months", "quarters", "points", "percentage points"]


@given(st.lists(st.sampled_from(written_names), max_size=4), st.sampled_from(sorted(SCALE_WORDS)))
def test_a_scale_word_before_or_after_per_is_kept(names: list[str], scale: str) -> None:
    """Scale words and parts of a year survive being read, printed and read again."""
    words = [UnitFactor(scale, "days"), *(UnitFactor(None, name, divides=True) for name in names)]
    table = unit_table()
    unit = table.resolve(words)
    assert isinstance(unit, Unit)
    number, factors = read(unit_text(unit))
    again = table.resolve(factors)
    assert isinstance(again, Unit)
    assert again.times(Unit(scale=number)) == unit
