"""Block "Achievement of goals" computed again from the files, by nothing of Tarazy: fractions, csv and openpyxl."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from attrs import frozen
from openpyxl import load_workbook
from pyarrow import parquet

Row = dict[str, str]
Amount = Fraction | None
HUNDRED = Fraction(100)


@frozen
class Files:
    """The folder of the data, one year."""

    folder: Path
    year: int

    def rows(self, name: str, *, encoding: str = "utf-8", delimiter: str = ",") -> list[Row]:
        """Rows of a table."""
        with (self.folder / name).open(encoding=encoding, newline="") as file:
            return list(csv.DictReader(file, delimiter=delimiter))

    def sheet(self, name: str, first: int) -> Iterator[tuple[Any, ...]]:
        """Rows of a workbook's sheet from row `first` on."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(self.folder / name, read_only=True)
        yield from book.worksheets[0].iter_rows(min_row=first, values_only=True)

    def acts(self, body: str, violation: str) -> list[dict[str, Any]]:
        """Acts of control of the year."""
        rows = parquet.read_table(self.folder / "control_acts.parquet").to_pylist()
        return [
            row for row in rows if (row["body"], row["date"].year, row["violation"]) == (body, self.year, violation)
        ]


def amount(cell: object) -> Amount:
    """A number of a cell: a text with a comma and blanks, or a number as it is printed."""
    text = "" if cell is None else str(cell).replace("\xa0", "").replace(" ", "").replace(",", ".")
    return Fraction(text) if text else None


@frozen
class Target:
    """An indicator: its plan and its fact in the report and in the statistics, if it has a row there."""

    goal: str
    is_macro: bool
    more_is_better: bool
    plan: Amount
    reported: Amount
    has_statistics: bool
    counted: Amount
    published: date | None


@cache
def targets(files: Files) -> dict[str, list[Target]]:
    """Indicators of each body."""
    reported = {
        row[0]: (amount(row[1]), amount(row[2])) for row in files.sheet(f"target_report_{files.year}.xlsx", 5) if row[0]
    }
    statistics = {
        row["Код индикатора"]: (amount(row["Значение"]), row["Дата публикации"])
        for row in files.rows("statistics.csv", encoding="kz1048", delimiter=";")
        if row["Год"] == str(files.year)
    }
    found: dict[str, list[Target]] = {}
    for row in files.rows("targets.csv"):
        code = row["target"]
        plan, fact = reported.get(code, (None, None))
        counted, published = statistics.get(code, (None, ""))
        found.setdefault(row["body"], []).append(
            Target(
                row["goal"],
                row["kind"] == "macro",
                row["direction"] == "1",
                plan,
                fact,
                code in statistics,
                counted,
                date.fromisoformat(published) if published else None,
            )
        )
    return found


@cache
def programmes(files: Files) -> dict[str, list[tuple[Fraction, Fraction, Fraction]]]:
    """Plan, execution and transfers of each programme of each body."""
    sheet = {row[0]: row[1:4] for row in files.sheet(f"budget_{files.year}.xlsx", 4) if row[0]}
    found: dict[str, list[tuple[Fraction, Fraction, Fraction]]] = {}
    for row in files.rows("programmes.csv"):
        if row["programme"] in sheet:
            plan, executed, transfers = (amount(cell) or Fraction(0) for cell in sheet[row["programme"]])
            found.setdefault(row["body"], []).append((plan, executed, transfers))
    return found


# ---------------------------------------------------------------- the edition of 2020


def credit_2020(target: Target, reconciled: date) -> Amount:
    """What an indicator counts; ``None`` where it is left out."""
    if target.plan is None:
        return Fraction(0)
    fact = target.reported
    if target.has_statistics:
        if target.published is None or target.published > reconciled:
            return None
        fact = target.counted
    if fact is None:
        return Fraction(0)
    degree = _degree(target, fact)
    return None if degree is None else degree if degree >= Fraction(7, 10) else Fraction(0)


def _degree(target: Target, fact: Fraction) -> Amount:
    plan = target.plan
    if not plan:
        return None
    if target.more_is_better:
        return min(Fraction(1), fact / plan)
    return min(Fraction(1), plan / fact) if fact else Fraction(1)


def _joined(parts: list[tuple[Amount, int]]) -> Amount:
    """A weighted mean of those that apply."""
    there = [(value, weight) for value, weight in parts if value is not None]
    weights = sum(weight for _, weight in there)
    return sum((value * weight for value, weight in there), Fraction(0)) / weights if there else None


def _mean(values: list[Amount], needed: Fraction = Fraction(0)) -> Amount:
    there = [one for one in values if one is not None]
    return sum(there, Fraction(0)) / len(there) if there and len(there) >= needed * len(values) else None


def _budget_2020(files: Files, body: str, is_central: bool) -> Amount:
    if body == "national_bank" or body not in programmes(files):
        return None
    plan, executed, transfers = (sum(column, Fraction(0)) for column in zip(*programmes(files)[body], strict=True))
    without = transfers if is_central else Fraction(0)
    if plan == without:
        return None
    share = (executed - without) / (plan - without)
    points = min(HUNDRED, max(Fraction(0), HUNDRED * (share - Fraction(80, 100)) / Fraction(19, 100)))
    misused = sum((Fraction(row["amount"]) for row in files.acts(body, "misuse") if not row["corrected"]), Fraction(0))
    return max(Fraction(0), points - min(Fraction(30), 10 * 100 * misused / (1000 * plan)))


def _of_year(files: Files, name: str, body: str, day: str) -> list[Row]:
    return [row for row in files.rows(name) if row["body"] == body and row[day].startswith(str(files.year))]


def _deductions_2020(files: Files, body: str) -> Fraction:
    false = min(Fraction(5), Fraction(len(files.acts(body, "false_report"))))
    assignments = [
        row
        for name in ("assignments_administration.csv", "assignments_pm_office.csv")
        for row in _of_year(files, name, body, "due")
    ]
    overdue = sum(not row["done"] or row["done"] > row["due"] for row in assignments)
    return false + min(Fraction(2), Fraction(overdue, 10))


def total_2020(files: Files, body: str, is_central: bool) -> str:
    """The points of a body as they are published, with one decimal; empty where the block does not apply."""
    reconciled = date.fromordinal(date(files.year, 12, 31).toordinal() + 91)
    own = targets(files).get(body, [])
    of_targets = [credit_2020(one, reconciled) for one in own if not one.is_macro]
    of_macro = [credit_2020(one, reconciled) for one in own if one.is_macro]
    measures = _joined([(_mean(of_targets, Fraction(1, 2)), 70), (_mean(of_macro), 30)])
    points = _joined([(None if measures is None else 100 * measures, 70), (_budget_2020(files, body, is_central), 30)])
    if points is None:
        return ""
    return _printed(max(Fraction(0), points - _deductions_2020(files, body)))


def _printed(value: Fraction) -> str:
    """Rounded half up to one decimal, without a nought at the end."""
    whole, tenth = divmod(int(10 * value + Fraction(1, 2)), 10)
    return f"{whole}.{tenth}" if tenth else str(whole)
