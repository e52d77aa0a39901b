"""A sheet of a workbook as a table.

Merged cells of the header spread their title over what they cover; merged cells among the data are an error, since
nobody can say whether the value is meant once or for each. A cell with a formula holds what the formula gave when the
workbook was saved, and its formula is kept for the trace; where nothing was stored, or an error, the cell is refused.
Numbers are read by the digits that were put in, dates are ISO 8601, and rows in which nothing stands are no rows. What
is hidden is read as well, and said once.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import ulp
from typing import Any, assert_never

from attrs import frozen

from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.cell_texts import LogicalText, NumberText, RefusedText
from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.formats.headers import NO_TITLE, header_rows, joined_titles, titles_differ
from tarazy.interpreter.data.formats.isolated import Answer, Reader, Workers
from tarazy.interpreter.data.formats.workbook_archive import archive_fault, unpacked_ratio
from tarazy.interpreter.data.table import Table, TableOrigin
from tarazy.interpreter.data.violations import Fault, Violations, fault, readable
from tarazy.interpreter.workers.kinds import CellKind
from tarazy.interpreter.workers.limits import MOST_CELLS

_SHOWN_SHEETS = 20

WORKBOOKS = Reader(
    "a workbook", "tarazy.interpreter.workers.sheets", ("openpyxl", "defusedxml"), (("OPENPYXL_LXML", "False"),)
)
"""Reader of workbooks; without ``defusedxml``, or by ``lxml`` where that is installed, entities would be expanded."""

SECONDS = 1.0
"""Processor time for any workbook."""

SECONDS_A_MEGABYTE = 8.0
"""And for each megabyte of one that unpacks to no more than `USUAL_RATIO` times its size."""

USUAL_RATIO = 20

Range = tuple[int, int, int, int]
"""Merged cells: first column, first row, last column, last row."""


def read_workbook(file: DataFile, layout: TableLayout, violations: Violations, workers: Workers) -> Table | None:
    """The table in a sheet of `file`, or ``None`` with at least one violation noted."""
    answer = archive_fault(file.content) or _asked(file.content, layout.sheet, workers)
    if isinstance(answer, Fault):
        violations.note(TableOrigin(file.name, file.sha256).place(), answer)
        return None
    head, *parts = answer
    if "sheet" not in head:
        violations.note(TableOrigin(file.name, file.sha256).place(), _no_sheet(layout.sheet, head["sheets"]))
        return None
    origin = TableOrigin(file.name, file.sha256, head["sheet"])
    sheet = _Sheet.of(head, chain.from_iterable(part["cells"] for part in parts))
    if not sheet.cells:
        violations.note(origin.place(), fault("D642", "empty"))
        return None
    if sheet.width * sheet.height > MOST_CELLS:
        words = {"cell": f"{column_letter(sheet.width)}{sheet.height}", "most": f"{MOST_CELLS:,}"}
        violations.note(origin.place(), Fault("D674", "far", words))
        return None
    return _table(origin, layout, sheet, violations)


def _asked(content: bytes, sheet: str | None, workers: Workers) -> Answer | Fault:
    seconds = SECONDS
    if unpacked_ratio(content) <= USUAL_RATIO:
        seconds += SECONDS_A_MEGABYTE * len(content) / 2**20
    return workers.of(WORKBOOKS).ask({"sheet": sheet}, seconds, content)


def _no_sheet(wanted: str | None, sheets: Sequence[str]) -> Fault:
    names = ", ".join(f"`{readable(sheet)}`" for sheet in sheets[:_SHOWN_SHEETS])
    if wanted is None:
        return fault("D676", "unnamed", count=str(len(sheets)), sheets=names)
    return fault("D676", sheet=readable(wanted), sheets=names)


@frozen
class _Sheet:
    """Texts by row and column, and what else is said of a sheet."""

    cells: Mapping[tuple[int, int], str]
    formulas: Mapping[tuple[int, str], str]
    merged: Sequence[Range]
    height: int
    width: int
    hidden: tuple[bool, Sequence[int], Sequence[str]]

    @classmethod
    def of(cls, head: Mapping[str, Any], told: Iterable[Sequence[Any]]) -> _Sheet:
        """The sheet by the first part of an answer, and the cells of the others."""
        cells: dict[tuple[int, int], str] = {}
        formulas: dict[tuple[int, str], str] = {}
        for row, column, kind, text, *formula in told:
            cells[row, column] = _text(CellKind(kind), text, formula[0] if formula else "")
            if formula:
                formulas[row, column_letter(column)] = formula[0]
        merged = [(left, top, right, bottom) for left, top, right, bottom in head["merged"]]
        hidden = (head["hidden_sheet"], head["hidden_rows"], head["hidden_columns"])
        height = max((row for row, _ in cells), default=0)
        width = max((column for _, column in cells), default=0)
        return cls(cells, formulas, merged, height, width, hidden)

    def row(self, number: int) -> list[str]:
        """Texts of a row, as many as the sheet is wide."""
        return [self.cells.get((number, column), "") for column in range(1, self.width + 1)]


def _text(kind: CellKind, text: str, formula: str) -> str:
    match kind:
        case CellKind.TEXT:
            return text if text.isascii() else unicodedata.normalize("NFC", text)
        case CellKind.WHOLE:
            return NumberText(text)
        case CellKind.BINARY | CellKind.PERCENT:
            return NumberText(text, ulp(float(text)), percent=kind is CellKind.PERCENT)
        case CellKind.DATE:
            return text
        case CellKind.LOGICAL:
            return LogicalText(text)
        case CellKind.ERROR:
            return RefusedText(text, fault("D677", value=readable(text)))
        case CellKind.NOTHING_STORED:
            return RefusedText(formula, fault("D678", formula=readable(formula)))
        case _:
            assert_never(kind)


# ---------------------------------------------------------------- header and rows


def _table(origin: TableOrigin, layout: TableLayout, sheet: _Sheet, violations: Violations) -> Table | None:
    first, last = header_rows(layout)
    titles = joined_titles([_spread(sheet, number) for number in range(first, min(last, sheet.height) + 1)])
    if not any(titles):
        words = {"rows": str(first) if first == last else f"{first} to {last}"}
        violations.note(origin.place(), Fault("D642", "no_header", words))
        return None
    letters = {title: column_letter(column) for column, title in enumerate(titles, 1) if title != NO_TITLE}
    origin = TableOrigin(origin.file, origin.sha256, origin.sheet, "", letters, sheet.formulas)
    if not titles_differ(origin, last, titles, violations):
        return None
    _note_merged(origin, sheet.merged, titles, last, violations)
    rows = [row for row in range(last + 1, sheet.height + 1) if any(sheet.row(row))]
    columns = {
        title: [sheet.cells.get((row, column), "") for row in rows]
        for column, title in enumerate(titles, 1)
        if title != NO_TITLE
    }
    _note_hidden(origin, sheet, rows, violations)
    return Table(origin, _without_empty_end(titles, sheet, last), last, rows, columns)


def _spread(sheet: _Sheet, row: int) -> list[str]:
    """Titles in a row of the header: merged cells spread to the right; below the first of them nothing is said
    again.
    """
    texts = [str(text) for text in sheet.row(row)]
    for left, top, right, _ in sheet.merged:
        if top == row:
            for column in range(left, min(right, sheet.width) + 1):
                texts[column - 1] = str(sheet.cells.get((top, left), ""))
    return texts


def _without_empty_end(titles: tuple[str, ...], sheet: _Sheet, last: int) -> tuple[str, ...]:
    """Titles without those columns at the end over which and in which nothing stands."""
    titled = max(column for column, title in enumerate(titles, 1) if title != NO_TITLE)
    return titles[: max([titled, *(column for row, column in sheet.cells if row > last)])]


def _note_merged(
    origin: TableOrigin, merged: Sequence[Range], titles: Sequence[str], last: int, violations: Violations
) -> None:
    for left, top, right, bottom in merged:
        if bottom > last and any(titles[left - 1 : right]):
            cells = f"{column_letter(left)}{top}:{column_letter(right)}{bottom}"
            violations.note(origin.place(max(top, last + 1)), fault("D679", cells=cells))


def _note_hidden(origin: TableOrigin, sheet: _Sheet, rows: Sequence[int], violations: Violations) -> None:
    """One note of all that the sender does not show."""
    whole, hidden_rows, hidden_columns = sheet.hidden
    among, named = set(rows), set(origin.letters.values())
    parts = ["the sheet itself"] if whole else []
    parts += _counted("row", [str(row) for row in hidden_rows if row in among])
    parts += _counted("column", [letter for letter in hidden_columns if letter in named])
    if parts:
        violations.at(origin.place(), fault("D696", hidden=", ".join(parts)))


def _counted(word: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    shown = ", ".join(names[:10]) + ("" if len(names) <= 10 else f" and {len(names) - 10:,} more")
    return [f"{word} {shown}" if len(names) == 1 else f"{word}s {shown}"]


def column_letter(number: int) -> str:
    """The letter of a column.

    >>> column_letter(1), column_letter(28), column_letter(16384)
    ('A', 'AB', 'XFD')
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
