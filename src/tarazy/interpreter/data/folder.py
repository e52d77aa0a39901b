"""Files of the data folder: found by the path a declaration names, read once, and noted if they hold more
than is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

from attrs import define, field

from tarazy.dsl.diagnostics import CellPlace
from tarazy.dsl.syntax import FileReference
from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.cell_texts import BIDI_CONTROLS
from tarazy.interpreter.data.formats import DataFile, Workers, read_table
from tarazy.interpreter.data.formats.exported import can_be_exported, export
from tarazy.interpreter.data.period_titles import title_of_period
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import Fault, Violations, fault, readable


@define
class DataFolder:
    """The folder that all paths are relative to; no path leads out of it.

    Parameters
    ----------
    path
        The folder.
    violations
        Where what is wrong with a file is noted, once however many declarations read it.
    workers
        Processes that read files of strangers.
    """

    path: Path
    violations: Violations
    workers: Workers
    _files: dict[str, DataFile | None] = field(factory=dict)
    _tables: dict[tuple[str, TableLayout], Table | None] = field(factory=dict)
    _exported: list[Table] = field(factory=list)
    _used: dict[CellPlace, set[str]] = field(factory=dict)
    _refused: set[CellPlace] = field(factory=set)

    def table(self, reference: FileReference, layout: TableLayout, reader: str) -> Table | None:
        """The table in the file that `reference` names, laid out as `layout` of the declaration `reader` says; ``None``
        where it cannot be read, which is noted.
        """
        self.violations.reader = reader
        name = str(PurePosixPath(reference.path))
        if (name, layout) not in self._tables:
            self._tables[name, layout] = self._read(name, reference.path, layout)
        return self._tables[name, layout]

    def exported(self, reference: FileReference, layout: TableLayout, titles: Sequence[str], to: Path) -> Table | None:
        """The same without its rows: if all columns `titles` are there, these are written to the CSV file `to`.

        Raises
        ------
        LookupError
            The table of such a file can only be read as a whole.
        """
        name = str(PurePosixPath(reference.path))
        file = self._found(name, reference.path)
        if file is None:
            return None
        if not can_be_exported(file):
            raise LookupError(name)
        table = export(file, layout, titles, to, self.violations, self.workers)
        if table is not None:
            self._exported.append(table)
        return table

    def use(self, table: Table, title: str) -> None:
        """Remember that a declaration reads the column `title` of `table`."""
        self._used.setdefault(table.place(), set()).add(title)

    def refuse(self, table: Table, fault: Fault, *, row: int | None = None) -> None:
        """Note why the whole of `table` cannot be read; of its columns nothing more is said."""
        self._refused.add(table.place())
        self.violations.note(table.place(row), fault)

    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file that was read, hexadecimal, by its path as written."""
        origins = (table.origin for table in (*self._tables.values(), *self._exported) if table is not None)
        return {origin.file: origin.sha256 for origin in origins}

    def note_ignored(self) -> None:
        """One note for each table that holds columns which nothing declares."""
        for table in (*self._tables.values(), *self._exported):
            if table is None or table.place() in self._refused:
                continue
            used = self._used.get(table.place(), set())
            ignored = [title for title in table.titles if title not in used]
            if not ignored:
                continue
            titles = ", ".join(f"`{readable(title)}`" if title else "(no title)" for title in ignored)
            words = {"titles": titles, "count": str(len(ignored))}
            variant = "one" if len(ignored) == 1 else ""
            period = title_of_period(ignored)
            if period is not None:
                variant, words = "period", {**words, "period": readable(period)}
            self.violations.note(table.place(table.header_row), Fault("D695", variant, words))

    def _read(self, name: str, written: str, layout: TableLayout) -> Table | None:
        file = self._found(name, written)
        if file is None:
            return None
        table = read_table(file, layout, self.violations, self.workers)
        if table is not None:
            self._note_controls(table)
        return table

    def _found(self, name: str, written: str) -> DataFile | None:
        """The file of that name; ``None`` where it cannot be opened, which is noted."""
        if name not in self._files:
            found = self._file(written)
            if isinstance(found, Fault):
                self.violations.note(CellPlace(written), found)
            self._files[name] = None if isinstance(found, Fault) else found
        return self._files[name]

    def _note_controls(self, table: Table) -> None:
        """Note each cell with a character that makes it look another than it is."""
        for title, texts in table.columns.items():
            if all(map(str.isascii, texts)):
                continue
            for row, text in zip(table.rows, texts, strict=True):
                if not text.isascii() and BIDI_CONTROLS.search(text):
                    self.violations.note(table.place(row, title, text), fault("D684", value=readable(text)))

    def _file(self, written: str) -> DataFile | Fault:
        refused = _outside(written)
        if refused is not None:
            return refused
        words = {"path": readable(written), "folder": str(self.path)}
        place = self.path / PurePosixPath(written)
        try:
            if not place.resolve().is_relative_to(self.path.resolve()):
                return Fault("D641", "link", words)
            if not place.exists():
                return Fault("D640", "", words)
            if not place.is_file():
                return Fault("D640", "folder", words)
            with place.open("rb"):
                return DataFile(written, place)
        except (OSError, RuntimeError) as error:
            # RuntimeError: links that lead in a circle, before Python 3.13.
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            return Fault("D640", "unreadable", {**words, "reason": reason})


def _outside(written: str) -> Fault | None:
    """Why a path as written is refused before any file is looked at."""
    words = {"path": readable(written)}
    if not written.strip() or "\0" in written:
        return fault("D641", "none", **words)
    if "\\" in written:
        return fault("D641", "backslash", **words)
    if PurePosixPath(written).is_absolute() or PureWindowsPath(written).drive:
        return fault("D641", "absolute", **words)
    if ".." in PurePosixPath(written).parts:
        return fault("D641", "above", **words)
    return None
