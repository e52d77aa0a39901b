"""Openness of bodies: data sets, web sites, marks of experts and of international reviews, councils."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.workbench.example_data.delimited import Row, csv_file, decimal
from tarazy.workbench.example_data.setting import DataFile, Setting

_OF_EACH = ("symbols", "contacts", "leadership", "statute", "acts", "services", "budget")
_OF_CENTRAL, _OF_LOCAL = ("vacancies", "procurement", "statistics"), ("land", "reception", "roads")
_PARTS = ("services", "openness", "personnel")
_RATINGS = ("e_government", "open_data")


def openness_files(setting: Setting) -> tuple[DataFile, ...]:
    """One file a source."""
    site = ("body", "year", "item", "kk", "ru")
    return (
        csv_file("open_data.csv", ("dataset", "body", "year", "published", "current"), lambda: _data_sets(setting)),
        csv_file("website_central.csv", site, lambda: _sites(setting, is_local=False)),
        csv_file("website_local.csv", site, lambda: _sites(setting, is_local=True)),
        csv_file("councils.csv", ("body", "year", "recommendations", "carried_out"), lambda: _councils(setting)),
        csv_file("experts.csv", ("body", "year", "part", "mark"), lambda: _experts(setting)),
        csv_file("international.csv", ("body", "year", "rating", "value"), lambda: _ratings(setting)),
    )


def _data_sets(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        good = setting.quality(body, year, "open data")
        for number in range(1, draws.between(4, 9, "data sets", body.code) + 1):
            code = f"{body.code}_d{number}"
            is_published = draws.chance(good, "published", code, year)
            is_current = is_published and draws.chance(good, "current", code, year)
            yield code, body.code, year, int(is_published), int(is_current)


def _sites(setting: Setting, *, is_local: bool) -> Iterator[Row]:
    """The Kazakh side of a site is a little behind the Russian one; now and then nobody looked."""
    draws = setting.draws
    for body, year in setting.in_years():
        if body.is_local is not is_local:
            continue
        good = setting.quality(body, year, "web site")
        for item in (*_OF_EACH, *(_OF_LOCAL if is_local else _OF_CENTRAL)):
            marks = []
            for language, chance in (("kk", good - 500), ("ru", good + 500)):
                is_there = draws.chance(chance, item, language, body.code, year)
                is_seen = not draws.chance(40, "not seen", item, language, body.code, year)
                marks.append(("yes" if is_there else "no") if is_seen else "")
            yield body.code, year, item, *marks


def _councils(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        given = draws.between(0, 12, "recommendations", body.code, year)
        yield body.code, year, given, (given * setting.quality(body, year, "councils") + 5_000) // 10_000


def _experts(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        for part in _PARTS:
            mark = decimal(setting.quality(body, year, f"experts on {part}") // 100, 1)
            yield body.code, year, part, "" if draws.chance(500, "no mark", part, body.code, year) else mark


def _ratings(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        if not body.is_local:
            for rating in _RATINGS:
                value = decimal(setting.quality(body, year, rating) // 10, 1)
                yield body.code, year, rating, "" if draws.chance(600, "no value", rating, body.code, year) else value
