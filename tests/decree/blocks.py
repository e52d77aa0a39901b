"""The blocks of the decree, checked and run on invented data, and what their traces say."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from attrs import frozen

import tarazy
from tarazy.dsl.periods import Period
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.trace import Reference, TraceNode
from tarazy.interpreter.trace_text import trace_text
from tarazy.methodology import Loaded

YEARS = (2018, 2019, 2020, 2021)


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
            if not row.element
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

    def measured(self, name: str, body: str, year: int = 2020) -> str:
        """What an indicator measured, as its trace shows it; empty where there is nothing."""
        formula = self.node(name, body, year).formulas
        return formula[0].value.shown if formula else ""

    def node(self, name: str, body: str, year: int = 2020) -> TraceNode:
        """The root of a trace."""
        return self.result.trace(body, name, _period(year)).root

    def text(self, name: str, body: str, year: int = 2020) -> str:
        """A trace as a reader sees it."""
        return trace_text(self.result.trace(body, name, _period(year)))

    def members(self, name: str, body: str, year: int = 2020) -> list[str]:
        """Codes of what a result is made of."""
        return [one.name for one in self.node(name, body, year).operands if isinstance(one, TraceNode)]

    def cells(self, file: str, **form: str) -> Iterator[dict[str, str]]:
        """The rows of a file of the data."""
        with (self.folder / "data" / file).open(encoding=form.get("encoding", "utf-8")) as opened:
            yield from csv.DictReader(opened, delimiter=form.get("delimiter", ","))


def _period(year: int) -> Period:
    return Period.parse(str(year)) if hasattr(Period, "parse") else year
