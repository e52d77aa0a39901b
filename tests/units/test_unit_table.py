"""What units a program knows, and what is wrong with those it declares."""

import pytest
from flint import fmpq

from tarazy.dsl.unit_table import (
    CircularUnits,
    RepeatedUnit,
    UndefinedUnit,
    UnitDeclaration,
    UnitDefinition,
    UnitNotPositive,
    UnknownUnit,
    unit_table,
)
from tarazy.dsl.units import (
    DAYS,
    PERCENTAGE_POINTS,
    PERSONS,
    POINTS,
    PURE,
    WORKING_DAYS,
    YEARS,
    Unit,
    UnitFactor,
)

KZT = Unit((("KZT", 1),))


def declared(code: str, number: int | None = None, *names: str) -> UnitDeclaration:
    """A base unit, or one that is `number` times the product of `names`."""
    factors = tuple(UnitFactor(None, name) for name in names)
    definition = None if number is None else UnitDefinition(fmpq(number), factors)
    return UnitDeclaration(code, code.capitalize(), definition)


def one(name: str, scale: str | None = None) -> tuple[UnitFactor, ...]:
    """A unit of one factor."""
    return (UnitFactor(scale, name),)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ((), PURE),
        (one("points"), POINTS),
        (one("point"), POINTS),
        (one("percentage points"), PERCENTAGE_POINTS),
        (one("days"), DAYS),
        (one("calendar days"), DAYS),
        (one("working day"), WORKING_DAYS),
        (one("years"), YEARS),
        (one("quarters"), Unit(YEARS.factors, fmpq(1, 4))),
        (one("half-year"), Unit(YEARS.factors, fmpq(1, 2))),
        (one("months"), Unit(YEARS.factors, fmpq(1, 12))),
        (one("persons"), PERSONS),
        (one("KZT"), KZT),
        (one("money KZT"), KZT),
        (one("KZT", "thousand"), Unit(KZT.factors, fmpq(1000))),
        (one("KZT", "billion"), Unit(KZT.factors, fmpq(10**9))),
        (
            (UnitFactor("million", "KZT"), UnitFactor("thousand", "persons", True)),
            Unit((("KZT", 1), ("person", -1)), fmpq(1000)),
        ),
        ((UnitFactor(None, "KZT", False, 2),), KZT.power(2)),
        ((UnitFactor("thousand", "KZT", False, 2),), Unit((("KZT", 2),), fmpq(1000))),
    ],
)
def test_predefined_units_resolve(words: tuple[UnitFactor, ...], unit: Unit) -> None:
    """Each word names one unit, in singular and plural; a scale word multiplies once."""
    assert unit_table().resolve(words) == unit


def test_declared_units_resolve_in_any_order() -> None:
    """A derived unit may stand before the one that defines it; money may be of a declared unit."""
    table = unit_table(
        [
            declared("bag", 50, "sack"),
            declared("sack", 3, "tenge"),
            declared("tenge", 1000, "KZT"),
            declared("int_dollar"),
        ]
    )
    assert table.problems == ()
    assert table.resolve(one("bag")) == Unit(KZT.factors, fmpq(150_000))
    assert table.resolve(one("money int_dollar")) == Unit((("int_dollar", 1),))
    assert table.labels["int_dollar"] == "Int_dollar"


@pytest.mark.parametrize(
    ("words", "unknown"),
    [
        (one("day s"), UnknownUnit("day s", "days")),
        (one("persns"), UnknownUnit("persns", "persons")),
        (one("xyzzy"), UnknownUnit("xyzzy", None)),
        (one("money days"), UnknownUnit("days", None)),
        (one("money KZ"), UnknownUnit("KZ", "KZT")),
        (one("KZT", "thousnd"), UnknownUnit("thousnd", "thousand")),
        ((*one("KZT"), UnitFactor(None, "persn", True)), UnknownUnit("persn", "person")),
    ],
)
def test_an_unknown_word_is_told_with_the_nearest(words: tuple[UnitFactor, ...], unknown: UnknownUnit) -> None:
    """The first unknown word is given with the known one nearest to it; `money` wants a currency."""
    assert unit_table().resolve(words) == unknown


def test_what_is_wrong_with_a_declaration_is_told_once() -> None:
    """A code given twice or predefined, an unknown word, a number not above zero; not their uses."""
    table = unit_table(
        [
            declared("days"),
            declared("bag"),
            declared("bag", 2, "KZT"),
            declared("odd", 2, "KZTT"),
            declared("none", 0, "KZT"),
            declared("use", 2, "odd"),
        ]
    )
    assert table.problems == (
        RepeatedUnit("days"),
        RepeatedUnit("bag"),
        UndefinedUnit("odd", UnknownUnit("KZTT", "KZT")),
        UnitNotPositive("none"),
    )
    assert table.resolve(one("days")) == DAYS
    assert table.resolve(one("use")) == Unit((("odd", 1),), fmpq(2))


def test_units_defined_by_one_another_are_told_by_their_circle() -> None:
    """A circle is reported once, without those that only lead to it."""
    table = unit_table([declared("a", 2, "c"), declared("c", 2, "b"), declared("b", 2, "c"), declared("own", 2, "own")])
    assert table.problems == (CircularUnits(("b", "c")), CircularUnits(("own",)))
    assert table.resolve(one("a")) == Unit((("c", 1),), fmpq(2))
