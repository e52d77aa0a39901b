"""A process that reads sheets of workbooks: ``python -m tarazy.interpreter.workers.sheets``.

A request has the field ``sheet``: a title, or null for the only sheet. The answer is objects, the first with

- ``sheets``: the titles of all sheets; nothing else, and no other object, where the sheet is not among them;
- ``sheet``: its title;
- ``hidden_sheet``, ``hidden_rows``, ``hidden_columns``: what the sender does not show, columns by letter;
- ``merged``: ranges of merged cells, as first column, first row, last column, last row;

and then ``cells`` in parts: row, column, kind (:class:`CellKind`) and text of each cell that holds something, and its
formula where it has one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from itertools import islice
from typing import Any
from unicodedata import normalize

from attrs import define, field, frozen
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.worksheet import Worksheet

from tarazy.interpreter.workers.kinds import CellKind
from tarazy.interpreter.workers.serving import Request, serve

_PART = 10_000
"""Cells of a part of the answer."""

_LITERAL = re.compile(r'"[^"]*"|\\.')
"""What a number format shows as it stands: a percent sign in it multiplies nothing."""


@frozen(slots=False)
class _Opened:
    """A workbook, once with the formulas of its cells and, where a sheet has any, once with their stored values."""

    content: bytes = field(repr=False)

    @cached_property
    def formulas(self) -> Workbook:
        return load_workbook(BytesIO(self.content), keep_links=False)

    @cached_property
    def values(self) -> Workbook:
        return load_workbook(BytesIO(self.content), keep_links=False, data_only=True)


@define
class SheetReader:
    """Answers requests; the workbook stays open for the next sheet of it."""

    _opened: _Opened = field(factory=lambda: _Opened(b""))

    def answer(self, request: Request, body: bytes) -> Iterator[dict[str, Any]]:
        """What stands in the sheet that `request` names, of the workbook `body` or, where it is empty, of the one
        before.
        """
        if body:
            self._opened = _Opened(body)
        sheets = {normalize("NFC", sheet.title): sheet for sheet in self._opened.formulas.worksheets}
        title = next(iter(sheets)) if request["sheet"] is None and len(sheets) == 1 else request["sheet"]
        if title not in sheets:
            yield {"sheets": list(sheets)}
            return
        sheet = sheets[title]
        yield {
            "sheets": list(sheets),
            "sheet": title,
            "hidden_sheet": sheet.sheet_state != Worksheet.SHEETSTATE_VISIBLE,
            "hidden_rows": sorted(row for row, dimension in sheet.row_dimensions.items() if dimension.hidden),
            "hidden_columns": list(_hidden_columns(sheet)),
            "merged": [[one.min_col, one.min_row, one.max_col, one.max_row] for one in sheet.merged_cells.ranges],
        }
        cells = _cells(sheet, self._opened)
        while part := list(islice(cells, _PART)):
            yield {"cells": part}


def _hidden_columns(sheet: Worksheet) -> Iterator[str]:
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            yield from map(get_column_letter, range(dimension.min or 1, (dimension.max or 0) + 1))


def _cells(sheet: Worksheet, opened: _Opened) -> Iterator[list[object]]:
    """Cells that hold something, by row and column; a far corner costs nothing, since only cells that are there are
    looked at.
    """
    known = sheet._cells  # noqa: SLF001 - every public way to the cells walks the whole area between them
    for row, column in sorted(known):
        cell = known[row, column]
        if not isinstance(cell, Cell) or cell.value is None:
            continue
        if cell.data_type == "f":
            stored = opened.values[sheet.title].cell(row, column)
            assert isinstance(stored, Cell)
            yield [row, column, *_written(stored, of_formula=True), _formula(cell)]
        else:
            yield [row, column, *_written(cell)]


def _formula(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, ArrayFormula):
        return str(value.text or "")
    return "=TABLE()" if isinstance(value, DataTableFormula) else str(value)


def _written(cell: Cell, *, of_formula: bool = False) -> tuple[CellKind, str]:
    """Kind and text of a cell's value, or of what its formula gave when the workbook was saved."""
    value = cell.value
    if value is None:
        # A formula whose result is an empty text has that type, though no value.
        return (CellKind.TEXT, "") if cell.data_type == "str" or not of_formula else (CellKind.NOTHING_STORED, "")
    if cell.data_type == "e":
        return CellKind.ERROR, str(value)
    match value:
        case str():
            return CellKind.TEXT, value
        case bool():
            return CellKind.LOGICAL, "TRUE" if value else "FALSE"
        case int() | float() | Decimal():
            shown = cell.number_format if cell.has_style else ""
            return _number(value, percent="%" in shown and "%" in _LITERAL.sub("", shown))
        case datetime() if (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
            return CellKind.DATE, value.date().isoformat()
        case datetime() | date() | time():
            return CellKind.DATE, value.isoformat()
        case timedelta():
            return CellKind.DATE, str(value)
        case _:
            return CellKind.TEXT, str(value)


def _number(value: float | Decimal, *, percent: bool) -> tuple[CellKind, str]:
    """Digits of a number as they were put in: those of the shortest decimal that is held in the same way."""
    held = float(value)
    if not math.isfinite(held):
        return CellKind.ERROR, str(value)
    digits = repr(held)
    if "e" in digits:
        digits = f"{Decimal(digits):f}"
    digits = digits.removesuffix(".0")
    if percent:
        return CellKind.PERCENT, digits
    return (CellKind.WHOLE if held == math.floor(held) and abs(held) < 2**53 else CellKind.BINARY), digits


if __name__ == "__main__":
    serve(SheetReader().answer)
