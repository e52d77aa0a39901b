"""What a workbook can hold (ECMA-376 and the limits of Excel): rows, characters of a cell, digits of a number."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import astuple

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.interpreter.results import ScoreRow

DIGITS = 15
"""Significant digits that are kept of a number."""

MOST_ROWS = 1_048_575
"""Rows of a sheet below its heads."""

MOST_CHARACTERS = 32_767
"""Characters of a cell, counted as UTF-16 does."""


def beyond_workbook(path: str, rows: Sequence[ScoreRow]) -> Diagnostic | None:
    """The finding for results that a workbook cannot hold; ``None`` where it can."""
    if len(rows) > MOST_ROWS:
        return finding("U764", None, path=path, count=str(len(rows)), most=str(MOST_ROWS))
    for row in rows:
        if any(len(cell) * 2 > MOST_CHARACTERS and _units(cell) > MOST_CHARACTERS for cell in astuple(row)):
            value = ", ".join(filter(None, (row.name, row.body, row.period, row.element)))
            return finding("U764", None, variant="cell", path=path, value=value, most=str(MOST_CHARACTERS))
    return None


def _units(text: str) -> int:
    """Length of a text in UTF-16."""
    return len(text) + sum(one > "\uffff" for one in text)
