"""Files of examples: what a block shows, as the kind of file that its title says.

A table shown with commas becomes a workbook `.xlsx`, statements of SQL a database `.sqlite` or `.duckdb`; everything
else is the text itself. Of a workbook further words of the block say what a table with commas cannot show: `sheets`
(titles of its sheets, each with the table), `merged` (cells that are merged), `hidden` (a row that is hidden), `far` (a
cell with something in it far away), `part` (a further part of the archive).
"""

import csv
import re
import sqlite3
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile

import duckdb
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.documentation.blocks import Block

WORKBOOK_OPTIONS = frozenset({"sheets", "merged", "hidden", "far", "part"})
ESCAPE = re.compile(r"\\t|\\u([0-9A-F]{4})")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def write_file(path: Path, block: Block, before: str = "") -> None:
    """Write the file that a block shows; `before` is text that stands above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    WRITERS.get(path.suffix, _write_text)(path, block, before + block.text)


def _write_text(path: Path, block: Block, text: str) -> None:
    if "escapes" in block.options:
        text = ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else "\t", text)
    path.write_bytes(text.encode(block.options.get("encoding", "utf-8")))


def _write_workbook(path: Path, block: Block, text: str) -> None:
    if block.language != "csv":
        _write_text(path, block, text)
        return
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title in block.options.get("sheets", "Sheet1").split(","):
        _fill(workbook.create_sheet(title), text, block.options)
    workbook.save(path)
    if "part" in block.options:
        with ZipFile(path, "a") as archive:
            archive.writestr(block.options["part"], b"part")


def _fill(sheet: Worksheet, text: str, options: Mapping[str, str]) -> None:
    for row in csv.reader(StringIO(text)):
        sheet.append([float(cell) if NUMBER.fullmatch(cell) else cell or None for cell in row])
    if "merged" in options:
        sheet.merge_cells(options["merged"])
    if "hidden" in options:
        sheet.row_dimensions[int(options["hidden"])].hidden = True
    if "far" in options:
        sheet[options["far"]] = "x"


def _write_sqlite(path: Path, _block: Block, text: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(text)
    connection.commit()
    connection.close()


def _write_duckdb(path: Path, _block: Block, text: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(text)


WRITERS: Mapping[str, Callable[[Path, Block, str], None]] = MappingProxyType(
    {".xlsx": _write_workbook, ".sqlite": _write_sqlite, ".duckdb": _write_duckdb}
)
