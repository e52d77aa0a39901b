"""Units and their staff, information systems, inspections, assignments from above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from tarazy.workbench.example_data.bodies import Body
from tarazy.workbench.example_data.delimited import Row, csv_file, decimal, kazakh_csv_file
from tarazy.workbench.example_data.setting import DataFile, Setting

_UNITS = (
    ("Центральный аппарат", "Орталық аппарат"),
    ("Комитет контроля", "Бақылау комитеті"),
    ("Комитет развития", "Даму комитеті"),
    ("Территориальный департамент (Север)", "Аумақтық департамент (Солтүстік)"),
    ("Территориальный департамент (Юг)", "Аумақтық департамент (Оңтүстік)"),
    ("Территориальный департамент (Запад)", "Аумақтық департамент (Батыс)"),
)
_STAFF = (
    "Код подразделения",
    "Год",
    "Штат",
    "Уволено",
    "Принято по конкурсу",
    "Принято всего",
    "Сверхурочно, часов",
    "Атауы",
)
_ASSIGNMENT = ("assignment", "body", "due", "done", "returned")


def personnel_files(setting: Setting) -> tuple[DataFile, ...]:
    """One file a source."""
    system = ("system", "body", "year", "integrated", "documented")
    return (
        csv_file("units.csv", ("unit", "body", "name_ru"), lambda: _unit_rows(setting)),
        kazakh_csv_file("staff.csv", _STAFF, lambda: _staff(setting)),
        csv_file("information_systems.csv", system, lambda: _systems(setting)),
        csv_file("assignments_administration.csv", _ASSIGNMENT, lambda: _assignments(setting, "administration", 6)),
        csv_file("assignments_pm_office.csv", _ASSIGNMENT, lambda: _assignments(setting, "pm_office", 14)),
        csv_file("inspections.csv", ("inspection", "body", "date", "violations", "serious"), lambda: _visits(setting)),
    )


def _units(setting: Setting) -> Iterator[tuple[Body, str, str, str]]:
    for body in setting.there():
        for number in range(1, setting.draws.between(2, len(_UNITS), "units", body.code) + 1):
            yield body, f"{body.code}_u{number}", *_UNITS[number - 1]


def _unit_rows(setting: Setting) -> Iterator[Row]:
    for body, code, russian, _ in _units(setting):
        yield code, body.code, russian


def _staff(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for year in setting.years:
        for body, code, _, kazakh in _units(setting):
            if not body.is_there(year):
                continue
            posts = 0 if draws.chance(80, "no posts", code, year) else draws.between(15, 320, "posts", code)
            bad = 10_000 - setting.quality(body, year, "staff")
            left = posts * draws.between(bad // 8, bad // 3, "left", code, year) // 10_000
            hired = left * draws.between(70, 120, "hired", code, year) // 100
            by_competition = hired * draws.between(5_000, 10_000, "competition", code, year) // 10_000
            overtime = posts * draws.between(bad // 40, bad // 10, "overtime", code, year)
            yield code, year, posts, left, by_competition, hired, decimal(overtime, 1, ","), kazakh


def _systems(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        good = setting.quality(body, year, "systems")
        for number in range(1, draws.between(2, 6, "systems", body.code) + 1):
            code = f"{body.code}_s{number}"
            documented = draws.chance(good, "documented", code, year)
            yield code, body.code, year, int(draws.chance(good, "integrated", code, year)), int(documented)


def _day(setting: Setting, body: Body, year: int, code: str) -> date:
    return body.first_day(year) + timedelta(setting.draws.below(body.days(year), "day", code))


def _assignments(setting: Setting, by: str, most: int) -> Iterator[Row]:
    """Most are done in time; some late, some not at all, and of a body that is no more nothing is done any longer."""
    draws = setting.draws
    for body, year in setting.in_years():
        bad = 10_000 - setting.quality(body, year, f"assignments of {by}")
        for number in range(1, draws.between(2, most, by, body.code, year) + 1):
            code = f"{by}-{body.code}-{year}-{number:02}"
            due = _day(setting, body, year, code)
            is_late = draws.chance(bad // 2, "late", code)
            days = draws.between(1, 40, "behind", code) if is_late else -draws.below(9, "before", code)
            done = max(due + timedelta(days), body.since)
            is_done = done <= body.until and not draws.chance(200, "never", code)
            returned = draws.chance(bad // 4, "returned", code)
            yield code, body.code, due.isoformat(), done.isoformat() if is_done else "", int(returned)


def _visits(setting: Setting) -> Iterator[Row]:
    draws = setting.draws
    for body, year in setting.in_years():
        bad = (10_000 - setting.quality(body, year, "inspections")) // 500
        for number in range(1, draws.between(0, 3, "inspections", body.code, year) + 1):
            code = f"{body.code}-{year}-{number}"
            violations = draws.between(0, bad, "violations", code)
            serious = draws.between(0, violations, "serious", code) // 2
            yield code, body.code, _day(setting, body, year, code).isoformat(), violations, serious
