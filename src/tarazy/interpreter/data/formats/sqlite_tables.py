"""Tables of SQLite databases.

The database is opened for reading only, and its schema is not trusted: no view, no virtual table and no function of it
is run. In SQLite each cell has a kind of its own, whatever its column is declared as: a whole number is exact, any
other number is held in binary.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from math import isfinite, ulp

from attrs import frozen

from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.cell_texts import NumberText, RefusedText
from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.formats.database import left_open, no_table, too_many_cells, unreadable_type
from tarazy.interpreter.data.table import Table, TableOrigin
from tarazy.interpreter.data.violations import Fault, Violations, fault, readable
from tarazy.interpreter.workers.limits import MOST_CELLS, MOST_TEXT

_BESIDE = ("-wal", "-journal")
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


def read_sqlite(file: DataFile, layout: TableLayout, violations: Violations) -> Table | None:
    """A table of `file`, or ``None`` with at least one violation noted."""
    origin = TableOrigin(file.name, file.sha256)
    refused = left_open(file, _BESIDE)
    if refused is None:
        address = f"{file.path.resolve().as_uri()}?mode=ro&immutable=1"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                found = _Database(connection, file).table(layout.table)
        except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeDecodeError) as error:
            found = fault("D673", "damaged", reason=readable(str(error)))
        if isinstance(found, Table):
            return found
        refused = found
    violations.note(origin.place(), refused)
    return None


@frozen
class _Database:
    """A database that is open."""

    connection: sqlite3.Connection
    file: DataFile

    def table(self, wanted: str | None) -> Table | Fault:
        """The table `wanted`, or the only one."""
        self.connection.execute("PRAGMA trusted_schema = OFF")
        self.connection.execute("PRAGMA cell_size_check = ON")
        self.connection.text_factory = _decoded
        tables = [str(name) for (name,) in self.connection.execute(_TABLES)]
        name = tables[0] if wanted is None and len(tables) == 1 else wanted
        if name is None or name not in tables:
            return no_table(wanted, tables)
        titles = [title for _, title, *_ in self.connection.execute(f"PRAGMA table_info({_quoted(name)})")]
        numbers: list[int] = []
        columns: list[list[str]] = [[] for _ in titles]
        most_rows, size = self.file.path.stat().st_size, 0
        for number, cells in self._rows(name, titles):
            numbers.append(number)
            for column, cell in zip(columns, map(_text, cells), strict=True):
                column.append(cell)
                size += len(cell)
            if len(numbers) > most_rows:
                return fault("D673", "damaged", reason="it leads in a circle")
            if len(numbers) * len(titles) > MOST_CELLS or size > MOST_TEXT:
                return too_many_cells(len(numbers) * len(titles))
        texts = {unicodedata.normalize("NFC", title): column for title, column in zip(titles, columns, strict=True)}
        origin = TableOrigin(self.file.name, self.file.sha256, "", name)
        return Table(origin, tuple(texts), None, numbers, texts)

    def _rows(self, table: str, titles: Sequence[str]) -> Iterator[tuple[int, Sequence[object]]]:
        """Rows with their numbers: rowids, or where the table has none that are above 0, their order."""
        names = ", ".join(map(_quoted, titles))
        if self._has_rowids(table, titles):
            # The names are quoted and come from the database itself.
            query = f"SELECT rowid, {names} FROM {_quoted(table)} ORDER BY rowid"  # noqa: S608
            return ((row[0], row[1:]) for row in self.connection.execute(query))
        query = f"SELECT {names} FROM {_quoted(table)} ORDER BY {names}"  # noqa: S608 - the same
        return ((number, row) for number, row in enumerate(self.connection.execute(query), 1))

    def _has_rowids(self, table: str, titles: Sequence[str]) -> bool:
        """Whether `rowid` counts the rows: a table may lack it, or have a column of that name."""
        if "rowid" in map(str.lower, titles):
            return False
        query = f"SELECT min(rowid) FROM {_quoted(table)}"  # noqa: S608 - a quoted name
        try:
            found = self.connection.execute(query).fetchone()
        except sqlite3.OperationalError:
            return False
        return found[0] is None or found[0] > 0


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        shown = data.decode("utf-8", "backslashreplace")
        return RefusedText(shown, fault("D683", value=readable(shown), byte=f"{data[error.start]:02X}"))
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cell
        case int():
            return NumberText(str(cell))
        case float() if isfinite(cell):
            digits = f"{Decimal(repr(cell)):f}"
            digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
            return NumberText(digits, ulp(cell), needs_decimals=True)
        case float():
            return str(cell)
        case _:
            return RefusedText("", unreadable_type("BLOB"))
