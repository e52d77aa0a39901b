"""Budget programmes, how they were executed, and acts of control over them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import BinaryIO

import pyarrow as pa
from pyarrow import parquet

from tarazy.workbench.example_data.bodies import Body
from tarazy.workbench.example_data.delimited import Row, csv_file
from tarazy.workbench.example_data.setting import DataFile, Setting
from tarazy.workbench.example_data.synthetic import METADATA
from tarazy.workbench.example_data.workbooks import Amount, Cell, Heads, workbook_file

_PROGRAMMES = (
    ("001", "Формирование и реализация политики"),
    ("013", "Обеспечение деятельности и капитальные расходы"),
    ("024", "Целевые текущие трансферты нижестоящим бюджетам"),
    ("036", "Развитие инфраструктуры"),
    ("052", "Реализация мероприятий в сфере"),
    ("100", "Проведение мероприятий за счет резерва"),
)
_TRANSFERS = "024"
_OUTSIDE_THE_BUDGET = frozenset({"national_bank"})
_VIOLATIONS = ("inefficient", "inefficient", "misuse", "false_report")
_HEADS = Heads(
    3,
    [
        ("Код программы",),
        ("Уточненный план, тыс. тенге",),
        ("Кассовое исполнение, тыс. тенге",),
        ("в т.ч. трансферты, тыс. тенге",),
    ],
)


def budget_files(setting: Setting) -> tuple[DataFile, ...]:
    """The list of programmes, a report a year, and the register of acts of control."""
    reports = (
        workbook_file(
            f"budget_{year}.xlsx",
            "4-20",
            f"Отчет об исполнении планов финансирования за {year} год, форма 4-20",
            _HEADS,
            partial(_executed, setting, year),
        )
        for year in setting.years
    )
    programmes = csv_file("programmes.csv", ("programme", "body", "name_ru"), lambda: _programme_rows(setting))
    return (programmes, *reports, DataFile("control_acts.parquet", lambda stream: _write_acts(setting, stream)))


def _programmes(setting: Setting) -> Iterator[tuple[Body, str, str]]:
    for body in setting.there():
        if body.has_goals and body.code not in _OUTSIDE_THE_BUDGET:
            for number, name in _PROGRAMMES[: setting.draws.between(3, len(_PROGRAMMES), "programmes", body.code)]:
                yield body, number, name


def _programme_rows(setting: Setting) -> Iterator[Row]:
    for body, number, name in _programmes(setting):
        yield f"{body.code}_p{number}", body.code, name


def _executed(setting: Setting, year: int) -> Iterator[list[Cell]]:
    """Amounts in tenths of a thousand tenge; what is passed on to lower budgets is part of plan and execution alike."""
    draws = setting.draws
    for body, number, _ in _programmes(setting):
        if not body.is_there(year):
            continue
        code = f"{body.code}_p{number}"
        size = 10 ** draws.between(5, 8, "size", code)
        plan = draws.between(size, 9 * size, "plan", code, year) * body.days(year) // 366
        if draws.chance(300, "zero plan", code, year):
            plan = 0
        share = 9_000 if number == _TRANSFERS else draws.one_of((0, 0, 1_500), "transfers", code)
        transfers = plan * share // 10_000
        unspent = (10_000 - setting.quality(body, year, "budget")) // 3
        own = (plan - transfers) * (10_000 - draws.between(0, 2 * unspent, "unspent", code, year)) // 10_000
        yield [
            code,
            *(
                Amount(value, 1, draws.chance(4_000, "typed", code, year, at))
                for at, value in enumerate((plan, own + transfers, transfers))
            ),
        ]


def _write_acts(setting: Setting, stream: BinaryIO) -> Iterator[int]:
    names = ("act", "body", "date", "violation", "amount", "corrected")
    kinds = (pa.string(), pa.string(), pa.date32(), pa.string(), pa.decimal128(18, 2), pa.bool_())
    columns = [list(column) for column in zip(*_acts(setting), strict=True)] or [[] for _ in names]
    arrays = [pa.array(column, type=kind) for column, kind in zip(columns, kinds, strict=True)]
    table = pa.table(arrays, names=list(names)).replace_schema_metadata(METADATA)
    parquet.write_table(table, stream, compression="none", use_dictionary=["body", "violation"])
    yield 0


def _acts(setting: Setting) -> Iterator[tuple[str, str, date, str, Decimal, bool]]:
    draws = setting.draws
    for body, year in setting.in_years():
        bad = (10_000 - setting.quality(body, year, "control")) // 700
        for number in range(1, draws.between(0, 1 + bad, "acts", body.code, year) + 1):
            code = f"{body.code}-{year}-{number:02}"
            day = body.first_day(year) + timedelta(draws.below(body.days(year), "day", code))
            amount = draws.between(10**6, 10 ** draws.between(7, 11, "digits", code), "amount", code)
            yield (
                code,
                body.code,
                day,
                draws.one_of(_VIOLATIONS, "violation", code),
                Decimal(amount).scaleb(-2),
                draws.chance(7_000, "corrected", code),
            )
