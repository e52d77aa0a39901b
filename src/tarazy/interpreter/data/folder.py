"""Files of the data folder: found by the path a declaration names, read once, and noted if they hold more
than is read.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

from attrs import define, field

from tarazy.dsl.diagnostics import CellPlace
from tarazy.dsl.syntax import FileReference
from tarazy.interpreter.data.csv_table import CsvTable, parse_csv
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
    """

    path: Path
    violations: Violations
    _tables: dict[str, CsvTable | None] = field(factory=dict)
    _used: dict[str, set[str]] = field(factory=dict)
    _refused: set[str] = field(factory=set)

    def table(self, reference: FileReference) -> CsvTable | None:
        """The table in the file that `reference` names; ``None`` where it cannot be read, which is noted."""
        name = str(PurePosixPath(reference.path))
        if name not in self._tables:
            self._tables[name] = self._read(reference.path)
        return self._tables[name]

    def use(self, table: CsvTable, title: str) -> None:
        """Remember that a declaration reads the column `title` of `table`."""
        self._used.setdefault(table.path, set()).add(title)

    def refuse(self, table: CsvTable, fault: Fault, *, row: int | None = None) -> None:
        """Note why the whole of `table` cannot be read; of its columns nothing more is said."""
        self._refused.add(table.path)
        self.violations.note(table.path, fault, row=row)

    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file that was read, hexadecimal, by its path as written."""
        return {table.path: table.sha256 for table in self._tables.values() if table is not None}

    def note_ignored(self) -> None:
        """One note for each file that holds columns which nothing declares."""
        for table in self._tables.values():
            used = self._used.get(table.path, set()) if table is not None else set()
            ignored = [title for title in table.titles if title not in used] if table is not None else []
            if table is None or not ignored or table.path in self._refused:
                continue
            titles = ", ".join(f"`{readable(title)}`" if title else "(no title)" for title in ignored)
            variant = "one" if len(ignored) == 1 else ""
            words = {"titles": titles, "count": str(len(ignored))}
            self.violations.at(CellPlace(table.path, 1), Fault("D695", variant, words))

    def _read(self, written: str) -> CsvTable | None:
        data = self._bytes(written)
        if isinstance(data, Fault):
            self.violations.note(written, data)
            return None
        return parse_csv(written, data, self.violations)

    def _bytes(self, written: str) -> bytes | Fault:
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
            return place.read_bytes()
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
