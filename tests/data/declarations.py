"""Declarations as the parser makes them, by hand: the two real indices, and small ones for single laws."""

from attrs import evolve
from flint import fmpq

from tarazy.dsl.declarations import (
    Column,
    KeyAxis,
    ListDeclaration,
    SameKey,
    SourceDeclaration,
    WideColumn,
)
from tarazy.dsl.intervals import Interval, between
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.source import Span, source_of
from tarazy.dsl.syntax import FileReference
from tarazy.dsl.units import PURE, Shape, Unit
from tarazy.dsl.value_types import CategoryType, DirectionType, NumberType, TextType, ValueType, YesNoType

SPAN = Span(source_of("<test>", ""), 0, 0)

Lists = dict[str, ListDeclaration]
Sources = dict[str, SourceDeclaration]


def file(path: str, period: int | None = None) -> FileReference:
    """`file "path", period …`."""
    return FileReference(path, None, period, span=SPAN)


def column(
    name: str,
    type: ValueType | None = None,  # noqa: A002 - the field's word
    *,
    shape: Shape | None = None,
    decimals: int | None = None,
    range: Interval | None = None,  # noqa: A002 - the field's word
    absent: bool = False,
    codes: tuple[tuple[str, fmpq | bool | str], ...] = (),
) -> Column:
    """A column, a pure number unless something else is said."""
    return Column(name, type or NumberType(), shape or Shape(PURE), decimals, range, absent, codes, None, SPAN)


def a_list(
    code: str, *files: FileReference, key: str, columns: tuple[Column, ...] = (), of: str | None = None
) -> ListDeclaration:
    """A list from files, a root one or a part of `of`."""
    return ListDeclaration(code, None, of, of or code, None, key, files, columns, (), None, SPAN)


def part(name: str, axis: str, title: str) -> KeyAxis:
    """A part of a key: `"title" = name`."""
    return KeyAxis(name, axis, None if axis == PERIOD else axis, title, SPAN)


def a_source(
    code: str,
    *files: FileReference,
    key: tuple[KeyAxis, ...],
    columns: tuple[Column, ...],
    wide: tuple[WideColumn, ...] = (),
    same_key: SameKey = SameKey.ERROR,
) -> SourceDeclaration:
    """A source without its legal side."""
    return SourceDeclaration(code, None, None, None, None, (), files, same_key, key, wide, columns, SPAN)


# ---------------------------------------------------------------- the human development index

SERIES, YEAR_2022 = "hdi/inputs_series.csv", "hdi/inputs.csv"


def hdi() -> tuple[Lists, Sources]:
    """Countries and aggregates, in two files that share 193 keys."""
    years = Shape(Unit((("year", 1),)))
    income = Shape(Unit((("int_dollar", 1), ("person", -1))))
    columns = (
        column("life_expectancy", shape=years, decimals=8, range=between(20, 120), absent=True),
        column("expected_schooling", shape=years, decimals=9, range=between(0, 30), absent=True),
        column("mean_schooling", shape=years, decimals=9, range=between(0, 30), absent=True),
        column("gni_pc", shape=income, decimals=7, range=between(100, 1_000_000), absent=True),
    )
    lists = {
        "units": a_list("units", file(SERIES), file(YEAR_2022), key="iso3"),
        "countries": a_list("countries", file(YEAR_2022), key="iso3", of="units"),
    }
    key = (part("unit", "units", "iso3"), part("year", PERIOD, "year"))
    files = (file(SERIES), file(YEAR_2022, 2022))
    return lists, {"statistics": a_source("statistics", *files, key=key, columns=columns, same_key=SameKey.EQUAL)}


# ---------------------------------------------------------------- hospital value-based purchasing


def hvbp() -> tuple[Lists, Sources]:
    """Hospitals and measures, the rates laid out wide."""
    domains = ("clinical", "person", "safety", "efficiency")
    measure_columns = (
        column("name", TextType()),
        column("domain", CategoryType("measures.domain", domains)),
        column("direction", DirectionType(), codes=(("1", "higher"), ("-1", "lower"))),
        column("threshold", decimals=6),
        column("benchmark", decimals=6),
        column("floor", decimals=6, absent=True),
        column("in_domain", YesNoType(), codes=(("1", True), ("0", False))),
    )
    lists = {
        "hospitals": a_list("hospitals", file("hvbp/inputs.csv"), key="facility"),
        "measures": a_list("measures", file("hvbp/measures.csv"), key="code", columns=measure_columns),
    }
    rate = column("baseline", decimals=6, range=between(0, None), absent=True)
    hospital = part("hospital", "hospitals", "facility")
    sources = {
        "rates": a_source(
            "rates",
            file("hvbp/inputs.csv", 2024),
            key=(hospital, part("measure", "measures", "measure")),
            columns=(rate, evolve(rate, name="performance")),
            wide=(
                WideColumn("{measure}_base", "measure", "baseline", SPAN),
                WideColumn("{measure}_perf", "measure", "performance", SPAN),
            ),
        ),
        "surgical_site": a_source(
            "surgical_site",
            file("hvbp/inputs.csv", 2024),
            key=(hospital,),
            columns=(column("ssi_score", decimals=0, range=between(0, 10), absent=True),),
        ),
    }
    return lists, sources
