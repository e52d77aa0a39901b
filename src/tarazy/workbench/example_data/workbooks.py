"""Workbooks as bodies send them: a title over several rows, merged heads, numbers that somebody typed as texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

import xlsxwriter
from attrs import frozen
from xlsxwriter.worksheet import Worksheet

from tarazy.workbench.example_data.delimited import decimal
from tarazy.workbench.example_data.setting import DataFile, of_bytes
from tarazy.workbench.example_data.synthetic import IN_WORKBOOKS

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_BLANK = "\u00a0"
_DIGITS = 15


@frozen
class Amount:
    """A number of a cell: `value` is a whole number of units of the last of the `decimals`; `is_text` where it is typed
    with unbreakable blanks between thousands and a decimal comma.
    """

    value: int
    decimals: int
    is_text: bool


Cell: TypeAlias = "str | Amount | None"


@frozen
class Heads:
    """Titles of the columns.

    Parameters
    ----------
    row
        The first of their rows, counted from 1.
    titles
        Of each column: one title, or two, of which the upper one is merged over the columns that share it.
    """

    row: int
    titles: Sequence[tuple[str, ...]]

    @property
    def rows(self) -> int:
        """Over how many rows they reach."""
        return max(map(len, self.titles))


def workbook_file(
    name: str, sheet: str, title: str, heads: Heads, rows: Callable[[], Iterable[Sequence[Cell]]]
) -> DataFile:
    """A workbook of one sheet, whose title says that it is invented."""
    return of_bytes(name, lambda: _steady(_workbook(sheet, title, heads, rows())))


def _workbook(name: str, title: str, heads: Heads, rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": title, "comments": IN_WORKBOOKS, "created": _CREATED})
        sheet = workbook.add_worksheet(name)
        last = len(heads.titles) - 1
        sheet.set_column(0, last, 24)
        shown = f"{title}. {IN_WORKBOOKS}"
        sheet.merge_range(0, 0, heads.row - 2, last, shown)
        _write_heads(sheet, heads)
        for row, cells in enumerate(rows, heads.row - 1 + heads.rows):
            for column, cell in enumerate(cells):
                _write(sheet, row, column, cell)
    return stream.getvalue()


def _write_heads(sheet: Worksheet, heads: Heads) -> None:
    top, bottom = heads.row - 1, heads.row + heads.rows - 2
    uppers = [titles[0] for titles in heads.titles]
    for column, titles in enumerate(heads.titles):
        if len(titles) == 2:
            sheet.write_string(bottom, column, titles[1])
            if uppers.index(titles[0]) == column:
                sheet.merge_range(top, column, top, column + uppers.count(titles[0]) - 1, titles[0])
        elif top < bottom:
            sheet.merge_range(top, column, bottom, column, titles[0])
        else:
            sheet.write_string(top, column, titles[0])


def _write(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    match cell:
        case None:
            return
        case str():
            sheet.write_string(row, column, cell)
        case Amount(value, decimals, is_text):
            number = value / 10**decimals
            # The writer keeps 16 digits of a number; where they are those of another one, a text is the honest cell.
            if is_text or float(f"{number:.16G}") != number or len(str(abs(value))) > _DIGITS:
                sheet.write_string(row, column, _typed(value, decimals))
            else:
                sheet.write_number(row, column, number)


def _typed(value: int, decimals: int) -> str:
    whole, mark, fraction = decimal(value, decimals, ",").partition(",")
    return f"{int(whole):,}".replace(",", _BLANK) + mark + fraction


def _steady(content: bytes) -> bytes:
    """The same workbook with its parts as they are: what packs them would make other bytes on another machine."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as plain:
        for name in packed.namelist():
            plain.writestr(zipfile.ZipInfo(name, _ZIP_DATE), packed.read(name))
    return stream.getvalue()
