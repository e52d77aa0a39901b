"""The same computation without Tarazy: the Human Development Index in plain Python, as its technical note defines it.

One peer computes with ``fractions.Fraction`` and ``decimal`` for the logarithm and the root, one with doubles.
"""

from __future__ import annotations

import ast
import csv
import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

DIGITS = 40
"""Significant digits of what is irrational where decimals compute it; Tarazy decides how many it needs."""

COLUMNS = ("life_expectancy", "expected_schooling", "mean_schooling", "gni_pc")


T = TypeVar("T")


def rows(folder: Path, number: Callable[[str], T]) -> list[tuple[str, list[T]]]:
    """Codes and numbers of the countries that have all four statistics of 2022.

    The file of former years is read too, as Tarazy does, which checks that the two agree.
    """
    read = [_read(folder / name, number) for name in ("inputs_series.csv", "inputs.csv")]
    whole = [(code, [one for one in numbers if one is not None]) for code, numbers in read[-1]]
    return [(code, numbers) for code, numbers in whole if len(numbers) == len(COLUMNS)]


def _read(path: Path, number: Callable[[str], T]) -> list[tuple[str, list[T | None]]]:
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    return [(row["iso3"], [number(row[name]) if row[name] else None for name in COLUMNS]) for row in table]


def index_by_fractions(folder: Path) -> dict[str, Decimal]:
    """The index with rationals, and decimals of forty digits where a number is irrational."""
    with localcontext() as context:
        context.prec = DIGITS
        return {code: _by_fractions(numbers) for code, numbers in rows(folder, Fraction)}


def _by_fractions(values: list[Fraction]) -> Decimal:
    life, expected, mean, income = values
    health = min((life - 20) / 65, Fraction(1))
    education = (min(expected / 18, Fraction(1)) + min(mean / 15, Fraction(1))) / 2
    standard = min((_decimal(income) / 100).ln() / (Decimal(75_000) / 100).ln(), Decimal(1))
    product = _decimal(health) * _decimal(education) * standard
    root = (product.ln() / 3).exp()
    return root.quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)


def index_by_doubles(folder: Path) -> dict[str, float]:
    """The index with doubles, which hold neither the statistics nor the results exactly."""
    return {code: _by_doubles(numbers) for code, numbers in rows(folder, float)}


def _by_doubles(values: list[float]) -> float:
    life, expected, mean, income = values
    health = min((life - 20) / 65, 1.0)
    education = (min(expected / 18, 1.0) + min(mean / 15, 1.0)) / 2
    standard = min(math.log(income / 100) / math.log(750), 1.0)
    return round(math.cbrt(health * education * standard), 3)


def python_text(lines: int) -> str:
    """A Python text of so many lines that says what a methodology says: named sums, products and conditions."""
    block = (
        "class Indicator{n}:\n"
        "    label = 'Indicator {n}'\n"
        "    value = 100 * statistics.done_{n} / statistics.planned_{n}\n"
        "    points = 10 * progress(value, 20, 60)\n"
        "    least, most = 0, 10\n"
        "    rounding = half_up(2)\n"
        "    no_data = 0 if absent(value) else value\n"
        "\n"
    )
    return "".join(block.format(n=number) for number in range(lines // block.count("\n")))


def parse_python(text: str) -> ast.Module:
    """Python's own parser, which is written in C."""
    return ast.parse(text)
