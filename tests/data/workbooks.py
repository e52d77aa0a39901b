"""Workbooks made for tests: by a library that writes them as spreadsheets do, and part by part."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="Plan" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}
"""A workbook of one sheet `Plan`, all but the sheet itself."""

SHEET = "xl/worksheets/sheet1.xml"


def sheet_xml(rows: str) -> str:
    """A sheet of these rows."""
    return f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A packed archive of `parts`."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


def raw_workbook(rows: str, more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A workbook of one sheet, written part by part."""
    return archive({**PARTS, SHEET: sheet_xml(rows), **(more or {})})


def text_cell(place: str, text: str) -> str:
    """A cell that holds a text in itself."""
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def workbook(fill: Callable[[Workbook, Worksheet], None], sheet: str = "Plan", *, date_1904: bool = False) -> bytes:
    """A workbook whose one sheet `fill` writes."""
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "in_memory": True, "date_1904": date_1904})
    fill(made, made.add_worksheet(sheet))
    made.close()
    return stream.getvalue()
