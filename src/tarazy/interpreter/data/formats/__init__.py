"""Kinds of data files: each is read into a table of texts, by the declared layout."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tarazy.dsl.file_kinds import FileKind, file_kind
from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.formats.delimited import read_delimited
from tarazy.interpreter.data.formats.duckdb_tables import read_duckdb, read_parquet
from tarazy.interpreter.data.formats.isolated import Workers
from tarazy.interpreter.data.formats.sqlite_tables import read_sqlite
from tarazy.interpreter.data.formats.workbook import read_workbook
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import Violations, fault

__all__ = ["DataFile", "Workers", "read_table"]

READERS: Mapping[FileKind, Callable[[DataFile, TableLayout, Violations, Workers], Table | None]] = {
    FileKind.TEXT: lambda file, layout, violations, _: read_delimited(file, layout, violations),
    FileKind.WORKBOOK: read_workbook,
    FileKind.PARQUET: read_parquet,
    FileKind.SQLITE: lambda file, layout, violations, _: read_sqlite(file, layout, violations),
    FileKind.DUCKDB: read_duckdb,
}
"""What reads each kind of files."""


def read_table(file: DataFile, layout: TableLayout, violations: Violations, workers: Workers) -> Table | None:
    """The table in `file`, or ``None`` with at least one violation noted.

    A file whose name does not tell its kind is read as text.
    """
    table = READERS[file_kind(file.name) or FileKind.TEXT](file, layout, violations, workers)
    if table is not None and file.has_changed:
        violations.note(table.place(), fault("D680", "changed"))
        return None
    return table
