"""Goals of the development plans, their indicators, what bodies report of them and what the statistics say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from attrs import frozen

from tarazy.workbench.example_data.bodies import Body
from tarazy.workbench.example_data.delimited import Row, csv_file, decimal, kazakh_csv_file
from tarazy.workbench.example_data.setting import DataFile, Setting
from tarazy.workbench.example_data.workbooks import Amount, Cell, Heads, workbook_file

_GOALS = (
    ("Доступность и качество услуг населению", "Халыққа көрсетілетін қызметтердің қолжетімділігі мен сапасы"),
    ("Устойчивый рост отрасли", "Саланың тұрақты өсуі"),
    ("Развитие человеческого капитала", "Адами капиталды дамыту"),
    ("Цифровизация и прозрачность управления", "Басқаруды цифрландыру және ашықтық"),
    ("Безопасная и чистая среда", "Қауіпсіз және таза орта"),
)
_FUNCTIONS = (
    "Формирование политики",
    "Правовое регулирование",
    "Контроль и надзор",
    "Оказание государственных услуг",
    "Международное сотрудничество",
)
_REMARKS = ("уточняется", "по данным Бюро национальной статистики", "оперативные данные", "см. приложение 2")
_BUREAU = "Ұлттық статистика бюросы"
_RECONCILED = (4, 1)
"""The day of the next year on which statistics are taken."""


@frozen
class _Target:
    """An indicator of a goal.

    Parameters
    ----------
    is_macro
        Whether it is not linked with a budget programme.
    direction
        1 where more is better, -1 where less is.
    decimals
        Of its numbers; one without is an amount of the year, any other a level.
    first_plan
        The plan of the first year, in units of the last decimal.
    has_statistics
        Whether it is counted by the official statistics.
    """

    code: str
    body: Body
    goal: str
    function: str
    is_macro: bool
    direction: int
    decimals: int
    first_plan: int
    has_statistics: bool


def goal_files(setting: Setting) -> tuple[DataFile, ...]:
    """The lists, a report a year, and the statistics of all years."""
    heads = Heads(3, [("Код индикатора",), ("Отчетный год", "План"), ("Отчетный год", "Факт"), ("Примечание",)])
    reports = (
        workbook_file(
            f"target_report_{year}.xlsx",
            "Отчет",
            f"Отчет о достижении целевых индикаторов за {year} год",
            heads,
            partial(_reported, setting, year),
        )
        for year in setting.years
    )
    return (
        csv_file("goals.csv", ("goal", "body", "name_ru", "name_kk"), lambda: _goals(setting)),
        csv_file("functions.csv", ("function", "body", "name_ru"), lambda: _functions(setting)),
        csv_file(
            "targets.csv", ("target", "goal", "body", "kind", "direction", "function"), lambda: _target_rows(setting)
        ),
        *reports,
        kazakh_csv_file(
            "statistics.csv",
            ("Код индикатора", "Год", "Значение", "Дата публикации", "Дереккөз"),
            lambda: _statistics(setting),
        ),
    )


def _with_goals(setting: Setting) -> list[Body]:
    return [body for body in setting.there() if body.has_goals]


def _goal_count(setting: Setting, body: Body) -> int:
    return setting.draws.between(2, 4, "goals", body.code)


def _goals(setting: Setting) -> Iterator[Row]:
    for body in _with_goals(setting):
        first = setting.draws.below(len(_GOALS), "goal", body.code)
        for number in range(1, _goal_count(setting, body) + 1):
            russian, kazakh = _GOALS[(first + number) % len(_GOALS)]
            yield f"{body.code}_g{number}", body.code, russian, kazakh


def _functions(setting: Setting) -> Iterator[Row]:
    for body in setting.there():
        for number, name in enumerate(_FUNCTIONS, 1):
            yield f"{body.code}_f{number}", body.code, name


def _targets(setting: Setting) -> Iterator[_Target]:
    draws = setting.draws
    for body in _with_goals(setting):
        for goal in (f"{body.code}_g{number}" for number in range(1, _goal_count(setting, body) + 1)):
            for number in range(1, draws.between(2, 4, "targets", goal) + 1):
                code = f"{goal}_t{number}"
                decimals = draws.one_of((0, 1, 1, 3), "decimals", code)
                size = (400, 250_000) if decimals == 0 else (12 * 10**decimals, 90 * 10**decimals)
                yield _Target(
                    code,
                    body,
                    goal,
                    f"{body.code}_f{draws.between(1, 4, 'function', code)}",
                    draws.chance(2_000, "macro", code),
                    -1 if draws.chance(2_500, "direction", code) else 1,
                    decimals,
                    draws.between(*size, "plan", code),
                    draws.chance(7_500, "statistics", code),
                )


def _target_rows(setting: Setting) -> Iterator[Row]:
    for one in _targets(setting):
        kind = "macro" if one.is_macro else "target"
        yield one.code, one.goal, one.body.code, kind, one.direction, one.function


def _plan(setting: Setting, target: _Target, year: int) -> int:
    """What was planned; nothing in some years."""
    if setting.draws.chance(150, "zero plan", target.code, year):
        return 0
    per_cent = 100 + (3 if target.direction > 0 else -2) * (year - setting.years[0])
    plan = target.first_plan * per_cent // 100
    return plan * target.body.days(year) // 366 if target.decimals == 0 else plan


def _fact(setting: Setting, target: _Target, year: int) -> int:
    """What was reached, whoever tells of it."""
    draws, plan = setting.draws, _plan(setting, target, year)
    if draws.chance(setting.quality(target.body, year, "goals"), "reached", target.code, year):
        reached = draws.between(10_000, 11_200, "how far", target.code, year)
    else:
        reached = draws.between(5_500, 9_990, "how far", target.code, year)
    return plan * reached // 10_000 if target.direction > 0 else -(-plan * 10_000 // reached)


def _reported(setting: Setting, year: int) -> Iterator[list[Cell]]:
    draws = setting.draws
    for one in _targets(setting):
        if not one.body.is_there(year) or draws.chance(100, "no row", one.code, year):
            continue
        plan, fact = (
            Amount(value, one.decimals, draws.chance(4_500, "typed", one.code, year, value))
            for value in (_plan(setting, one, year), _fact(setting, one, year))
        )
        has_remark = draws.chance(1_200, "remark", one.code, year)
        remark = draws.one_of(_REMARKS, "which remark", one.code, year) if has_remark else None
        yield [one.code, plan, None if draws.chance(300, "no fact", one.code, year) else fact, remark]


def _statistics(setting: Setting) -> Iterator[Row]:
    """Of a quarter of those that are counted, a fifth of all, nothing is known on the day of the evaluation: some are
    published later, others never.
    """
    draws = setting.draws
    for year in setting.years:
        for one in _targets(setting):
            if not one.has_statistics or not one.body.is_there(year):
                continue
            known = date(year + 1, *_RECONCILED) - timedelta(draws.between(1, 70, "published", one.code, year))
            if draws.chance(2_650, "late", one.code, year):
                if draws.chance(4_000, "never", one.code, year):
                    yield one.code, year, "", "", _BUREAU
                    continue
                known = date(year + 1, *_RECONCILED) + timedelta(draws.between(1, 90, "published", one.code, year))
            fact = _fact(setting, one, year)
            if draws.chance(1_500, "differs", one.code, year):
                fact = fact * draws.between(9_700, 10_200, "by how much", one.code, year) // 10_000
            yield one.code, year, decimal(fact, one.decimals, ","), known.isoformat(), _BUREAU
