"""The table of results as a workbook: a sheet of values and one of their provenance, the same bytes for equal results.

A cell of a workbook holds a number as a double, of which a spreadsheet shows 15 significant digits. So a value stands
as a number only where these are all its digits, and as a text otherwise. Nothing is ever taken for a formula or a link.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import BinaryIO

import xlsxwriter
from attrs import astuple, frozen
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tarazy.interpreter.provenance import Provenance
from tarazy.interpreter.results import HEADER, ScoreRow
from tarazy.workbench.display_text import width
from tarazy.workbench.exports.limits import DIGITS

_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands in every workbook: the time of writing would make equal results unequal files."""

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_NARROWEST, _WIDEST = 8, 42
_VALUE, _PERIOD = HEADER.index("value"), HEADER.index("period")


def write_workbook(
    stream: BinaryIO, rows: Sequence[ScoreRow], number_names: frozenset[str], provenance: Provenance
) -> None:
    """Write the workbook.

    Parameters
    ----------
    number_names
        Codes of the declarations whose values are numbers; the words of all others stay words.
    """
    with xlsxwriter.Workbook(stream, dict(_OPTIONS)) as workbook:
        title = provenance.label or provenance.methodology
        workbook.set_properties({"title": title, "comments": provenance.engine, "created": _CREATED})
        plain = workbook.add_format({})
        bold = workbook.add_format({"bold": True, "bottom": 1})
        formats = [workbook.add_format({"num_format": decimals_format(count)}) for count in range(DIGITS + 1)]
        values = workbook.add_worksheet("DRAFT values" if provenance.draft else "Values")
        sheet = _Sheet(values, plain, tuple(formats), number_names)
        sheet.fill(rows, bold)
        _fill_provenance(workbook.add_worksheet("Provenance"), provenance, bold, plain)


def decimals_format(count: int) -> str:
    """The number format that shows a number with `count` decimals."""
    return f"0.{'0' * count}" if count else "0"


def as_cell_number(text: str) -> float | None:
    """The double for a decimal whose digits a spreadsheet shows all; ``None`` where it would show others."""
    number = Decimal(text)
    if len(number.normalize().as_tuple().digits) > DIGITS or abs(number.adjusted()) > DIGITS:
        return None
    return float(number)


def write_text(sheet: Worksheet, row: int, column: int, text: str, plain: Format) -> None:
    """Write a cell that holds exactly `text`.

    The writer takes a string from ``<r>`` to ``</r>`` for formatted text that is ready to be stored; such a text is
    given to it in two parts, which it escapes.
    """
    if text.startswith("<r>") and text.endswith("</r>"):
        sheet.write_rich_string(row, column, text[0], plain, text[1:])
    else:
        sheet.write_string(row, column, text)


@frozen(eq=False)
class _Sheet:
    """The sheet of values; `plain` is the usual format, `formats` are those of numbers by the count of decimals."""

    sheet: Worksheet
    plain: Format
    formats: tuple[Format, ...]
    number_names: frozenset[str]

    def fill(self, rows: Sequence[ScoreRow], bold: Format) -> None:
        """Write heads and rows, the heads kept in sight, each column as wide as what it holds."""
        self.sheet.freeze_panes(1, 0)
        self.sheet.autofilter(0, 0, len(rows), len(HEADER) - 1)
        self.sheet.write_row(0, 0, HEADER, bold)
        widths = [width(head) + 4 for head in HEADER]
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(astuple(row)):
                if cell:
                    self._write(number, column, cell, is_number=column != _VALUE or row.name in self.number_names)
                    widths[column] = max(widths[column], width(cell) + 2)
        for column, size in enumerate(widths):
            self.sheet.set_column(column, column, min(max(size, _NARROWEST), _WIDEST))

    def _write(self, row: int, column: int, cell: str, *, is_number: bool) -> None:
        number = as_cell_number(cell) if column in (_VALUE, _PERIOD) and is_number else None
        if number is None:
            write_text(self.sheet, row, column, cell, self.plain)
            return
        decimals = len(cell.partition(".")[2])
        # A number with more decimals than digits, such as 0.000…1, is shown by the spreadsheet's own choice.
        shown = (self.formats[decimals],) if decimals < len(self.formats) else ()
        self.sheet.write_number(row, column, number, *shown)


def _fill_provenance(sheet: Worksheet, provenance: Provenance, bold: Format, plain: Format) -> None:
    lines: Iterable[tuple[str, str]] = (
        *(("DRAFT", hole) for hole in provenance.draft),
        *(("illustrative", one) for one in provenance.illustrative),
        *((("WHAT IF", provenance.what_if),) if provenance.what_if else ()),
        ("methodology", provenance.methodology),
        ("label", provenance.label),
        ("version", provenance.version),
        ("program hash", provenance.program_hash),
        ("snapshot hash", provenance.snapshot_hash),
        ("engine", provenance.engine),
        *((f"SHA-256 of {path}", sha256) for path, sha256 in provenance.files),
    )
    sheet.write_row(0, 0, ("what", "value"), bold)
    sheet.freeze_panes(1, 0)
    widest = 0
    for number, (what, value) in enumerate(lines, start=1):
        write_text(sheet, number, 0, what, plain)
        write_text(sheet, number, 1, value, plain)
        widest = max(widest, width(what))
    sheet.set_column(0, 0, min(widest + 2, 2 * _WIDEST))
    sheet.set_column(1, 1, 68)
