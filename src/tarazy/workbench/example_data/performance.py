"""Key performance indicators with their targets by year, and the survey of the population."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tarazy.workbench.example_data.bodies import Body
from tarazy.workbench.example_data.delimited import Row, csv_file, decimal
from tarazy.workbench.example_data.setting import DataFile, Setting
from tarazy.workbench.example_data.workbooks import Amount, Cell, Heads, workbook_file

_INDICATORS = (
    ("Доля граждан, удовлетворенных работой органа", 1),
    ("Срок прохождения административных процедур, дней", -1),
    ("Производительность труда в отрасли", 1),
)
_ANSWERS = ("very_good", "good", "fair", "bad", "very_bad")


def performance_files(setting: Setting) -> tuple[DataFile, ...]:
    """Indicators, targets, a workbook of facts a year, and tallies of the survey."""
    heads = Heads(2, [("Код КПР",), ("Факт",)])
    facts = (
        workbook_file(
            f"kpi_facts_{year}.xlsx",
            "КПР",
            f"Ключевые показатели результативности за {year} год",
            heads,
            partial(_facts, setting, year),
        )
        for year in setting.years
    )
    return (
        csv_file("kpi.csv", ("kpi", "body", "direction", "name_ru"), lambda: _indicator_rows(setting)),
        csv_file("kpi_targets.csv", ("kpi", "year", "target"), lambda: _targets(setting)),
        *facts,
        csv_file("population_survey.csv", ("body", "year", "answer", "answers"), lambda: _answers(setting)),
    )


def _indicators(setting: Setting) -> Iterator[tuple[Body, str, int, str]]:
    for body in setting.there():
        for number, (name, direction) in enumerate(_INDICATORS, 1):
            yield body, f"{body.code}_k{number}", direction, name


def _indicator_rows(setting: Setting) -> Iterator[Row]:
    for body, code, direction, name in _indicators(setting):
        yield code, body.code, direction, name


def _target(setting: Setting, code: str, direction: int, year: int) -> int:
    """The target of a year, in tenths: each a little further than that of the year before."""
    first = setting.draws.between(300, 600, "target", code)
    step = setting.draws.between(10, 30, "step", code)
    return first + direction * step * (year - setting.years[0])


def _targets(setting: Setting) -> Iterator[Row]:
    for body, code, direction, _ in _indicators(setting):
        for year in filter(body.is_there, setting.years):
            yield code, year, decimal(_target(setting, code, direction, year), 1)


def _facts(setting: Setting, year: int) -> Iterator[list[Cell]]:
    draws = setting.draws
    for body, code, direction, _ in _indicators(setting):
        if not body.is_there(year):
            continue
        reached = setting.quality(body, year, "results") + draws.between(-400, 2_600, "reached", code, year)
        target = _target(setting, code, direction, year)
        fact = target * reached // 10_000 if direction > 0 else -(-target * 10_000 // reached)
        is_known = not draws.chance(300, "no fact", code, year)
        yield [code, Amount(fact, 1, draws.chance(3_000, "typed", code, year)) if is_known else None]


def _answers(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        asked = draws.between(350, 1_200, "asked", body.code, year)
        left, good = asked, setting.quality(body, year, "population")
        for answer, share in zip(_ANSWERS, (good * 2 // 5, good * 3 // 5, 5_000, 6_000, 10_000), strict=True):
            those = left * share // 10_000
            left -= those
            yield body.code, year, answer, those
