"""The blocks of the decree, checked and run on invented data, and what their traces say."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen
from pyarrow.compute import equal
from pyarrow.parquet import read_table, write_table

import tarazy
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.trace import TraceNode
from tarazy.interpreter.trace_text import trace_text
from tarazy.methodology import Loaded

YEARS = (2018, 2019, 2020, 2021)
FORMER = {
    "digital_defence",
    "civil_service_anticorruption",
    "information_communications",
    "social_development",
    "defence_aerospace",
}
"""Those that were reorganised in the first half of 2019: evaluated within their successors (p. 53)."""
_LISTS = frozenset({"units", "goals", "targets", "functions", "programmes", "kpi"})


@frozen(eq=False)
class Block:
    """A methodology with a run of it over all years."""

    loaded: Loaded
    result: RunResult
    folder: Path

    @classmethod
    def of(cls, path: Path, data: Path) -> Block:
        """The methodology `path` on the data of the folder `data`."""
        methodology = tarazy.load(str(path))
        return cls(methodology, methodology.run(data), data)

    @cached_property
    def rows(self) -> dict[tuple[str, int, str], tuple[str, str]]:
        """State and exact value of each declaration by body, year and code; families left out."""
        return {
            (row.body, int(row.period), row.name): (row.state, row.exact or row.value)
            for row in self.result.scores
            if row.period and not row.element
        }

    def state(self, name: str, body: str, year: int = 2020) -> str:
        """The state of a value."""
        return self.rows[body, year, name][0]

    def value(self, name: str, body: str, year: int = 2020) -> Fraction:
        """A result, exactly."""
        return Fraction(self.rows[body, year, name][1])

    def bodies(self, year: int = 2020) -> list[str]:
        """The bodies that are evaluated in a year."""
        return sorted({body for body, period, _ in self.rows if period == year and body})

    def points(self, name: str, year: int = 2020) -> dict[str, Fraction]:
        """The results of all bodies that have one."""
        return {
            body: self.value(name, body, year)
            for body in self.bodies(year)
            if self.state(name, body, year) == "present"
        }

    def measured(self, name: str, body: str, year: int = 2020) -> str:
        """What an indicator measured, as its trace shows it; empty where there is nothing."""
        formula = self.node(name, body, year).formulas
        return formula[0].value.shown if formula else ""

    def node(self, name: str, body: str, year: int = 2020) -> TraceNode:
        """The root of a trace."""
        return self.result.trace(body, name, year).root

    def text(self, name: str, body: str, year: int = 2020) -> str:
        """A trace as a reader sees it."""
        return trace_text(self.result.trace(body, name, year))

    def members(self, name: str, body: str, year: int = 2020) -> list[str]:
        """Codes of what a result is made of."""
        return [one.name for one in self.node(name, body, year).operands if isinstance(one, TraceNode)]

    def lines(self, file: str, encoding: str = "utf-8", delimiter: str = ",") -> Iterator[dict[str, str]]:
        """The rows of a table of the data."""
        with (self.folder / "data" / file).open(encoding=encoding) as opened:
            yield from csv.DictReader(opened, delimiter=delimiter)

    def events(self, file: str, body: str, day: str, year: int = 2020) -> list[dict[str, Any]]:
        """The rows of a register that are of a body and of a year."""
        rows = read_table(self.folder / "data" / file).to_pylist()
        return [row for row in rows if row["body"] == body and row[day].year == year]


def only_of(body: str, data: Path, to: Path) -> Path:
    """A copy of data in which other bodies have no rows; what lists hold stays."""
    shutil.copytree(data, to)
    for path in (one for one in (to / "data").glob("*.csv") if one.stem not in _LISTS):
        head, *rows = path.read_bytes().splitlines(keepends=True)
        titles = head.decode("cp1251").strip().split(",")
        if "body" in titles:
            place = titles.index("body")
            path.write_bytes(head + b"".join(row for row in rows if row.split(b",")[place].strip() == body.encode()))
    for path in (to / "data").glob("*.parquet"):
        rows = read_table(path)
        write_table(rows.filter(equal(rows["body"], body)), path)
    return to


def on_line(value: Fraction, *corners: tuple[Fraction, Fraction]) -> Fraction:
    """The points at a value: straight between two corners, flat outside."""
    (first, low), (last, high) = corners
    return low + (high - low) * (min(max(value, first), last) - first) / (last - first)


def unmarked_numbers(path: Path) -> list[str]:
    """Lines that state points, weights or edges of bands without saying that they are illustrative."""
    text = path.read_text("utf-8").partition("# ---- примеры")[0]
    stated = (line for line in text.splitlines() if re.search(r"\d (балл|%|час)|\| *\d", line) and '"' not in line)
    plain = re.compile(r"(не больше +100 баллов|\| 1 +\| 1$|:? +(100|10) \* значение)")
    return [line.strip() for line in stated if "условно" not in line and not plain.search(line)]
