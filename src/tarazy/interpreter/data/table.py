"""A table as its file holds it: columns of texts, and the place of each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from tarazy.dsl.diagnostics import CellPlace


@frozen
class CellOrigin:
    """Where a value stands.

    Parameters
    ----------
    file
        Path as the declaration names it.
    sha256
        Of the file's bytes, hexadecimal.
    row
        Row of the file counted from 1, the header row included; of a database, see :class:`TableOrigin`.
    column
        Title of the column.
    sheet
        Sheet of a workbook, or table of a database; empty for a file that is one table.
    letter
        Letter of the column in a workbook.
    formula
        The sender's formula, where the workbook holds one and the value is what it gave there.
    written
        What stands in the cell, where a value may be shown in another way; else empty.
    also
        Where the same value of the same key stands again, as the line `same key` allows.
    """

    file: str
    sha256: str
    row: int
    column: str
    sheet: str = ""
    letter: str = ""
    formula: str = ""
    written: str = ""
    also: tuple[CellOrigin, ...] = ()


@frozen(eq=False)
class TableOrigin:
    """Where a table stands.

    Rows are counted from 1: in a text file and a workbook with the header row, in a Parquet file in its order. A row of
    a SQLite table has its rowid, a row of a DuckDB table its row number there, the first one having 1.

    Parameters
    ----------
    file
        Path as the declaration names it.
    sha256
        Of the file's bytes, hexadecimal.
    sheet, table
        Sheet of a workbook, or table of a database; empty where the file has none.
    letters
        Letters of the columns of a workbook by their titles.
    formulas
        Formulas of the workbook by row and column letter.
    """

    file: str
    sha256: str
    sheet: str = ""
    table: str = ""
    letters: Mapping[str, str] = field(factory=dict)
    formulas: Mapping[tuple[int, str], str] = field(factory=dict)

    @property
    def name(self) -> str:
        """File and sheet or table, for a message."""
        return str(self.place())

    def is_same(self, other: TableOrigin) -> bool:
        """Whether both are one sheet or table of one file, maybe read in two ways."""
        return (self.file, self.sheet, self.table) == (other.file, other.sheet, other.table)

    def cell(self, row: int, title: str) -> CellOrigin:
        """Where the cell of column `title` in `row` stands."""
        letter = self.letters.get(title, "")
        formula = self.formulas.get((row, letter), "") if self.formulas else ""
        return CellOrigin(self.file, self.sha256, row, title, self.sheet or self.table, letter, formula)

    def place(self, row: int | None = None, column: str | None = None, value: str | None = None) -> CellPlace:
        """A cell, a row (`column` is ``None``) or the whole of the table (`row` is ``None``), for a message."""
        letter = None if column is None else self.letters.get(column)
        cell = None if letter is None or row is None else f"{letter}{row}"
        return CellPlace(self.file, row, column, value, self.sheet or None, self.table or None, cell)


@frozen(eq=False)
class Table:
    """A table that was read.

    Parameters
    ----------
    origin
        Where it stands.
    titles
        Titles of the header, in order; a column without a title has an empty one.
    header_row
        Row of the header, the last where it has several; ``None`` where the file has names of columns instead.
    rows
        For each row kept its number in the file.
    columns
        Texts by title, in the order of `rows`; see :mod:`tarazy.interpreter.data.cell_texts`.
    whole
        Whether every row of the file was kept: rows with too few or too many cells are not.
    """

    origin: TableOrigin
    titles: tuple[str, ...]
    header_row: int | None
    rows: Sequence[int]
    columns: Mapping[str, Sequence[str]]
    whole: bool = True

    def place(self, row: int | None = None, column: str | None = None, value: str | None = None) -> CellPlace:
        """As of :class:`TableOrigin`."""
        return self.origin.place(row, column, value)
