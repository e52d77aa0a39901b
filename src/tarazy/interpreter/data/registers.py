"""Registers: their files are loaded into an embedded database, converted and checked once."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
from attrs import define, field, frozen

from tarazy.dsl.declarations import Column
from tarazy.dsl.periods import WORDS, Period, in_parts, parts_of, read_period
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.states import State
from tarazy.dsl.syntax import FileReference
from tarazy.dsl.units import PURE, Shape
from tarazy.dsl.value_types import TextType
from tarazy.interpreter.data.columns_in_sql import CANONICAL, ColumnConverter, Converted, canonical_text
from tarazy.interpreter.data.contract import Cell, Reader
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.header import columns_present
from tarazy.interpreter.data.lists import ListReader
from tarazy.interpreter.data.numerals import number_form
from tarazy.interpreter.data.stored_rows import StoredRows, held_columns
from tarazy.interpreter.data.table import Table, TableOrigin
from tarazy.interpreter.data.violations import Fault, fault, readable
from tarazy.interpreter.row_table import ordinal, period_of

_MOST_64 = 2**63 - 1
_CONTROLS = r"[\x{202A}-\x{202E}\x{2066}-\x{2069}\x{200E}\x{200F}\x{061C}]"
"""Characters that make a text look another than it is."""


@frozen
class _Source:
    """A file that was read: where its table stands, and the period that it is declared for."""

    origin: TableOrigin
    period: Period | None


@define(eq=False)
class RegisterReader:
    """Reads registers once the lists are known."""

    folder: DataFolder
    lists: ListReader

    def read(self, register: RegisterDeclaration) -> StoredRows:
        """The rows of `register`; every violation is noted, and the rows are of no use where there was one."""
        with TemporaryDirectory() as folder:
            return _Loading(self.folder, self.lists, register, Path(folder)).rows()


@define(eq=False)
class _Loading:
    """One register while it is read."""

    folder: DataFolder
    lists: ListReader
    register: RegisterDeclaration
    scratch: Path
    connection: duckdb.DuckDBPyConnection = field(init=False)
    sources: list[_Source] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        self.connection = duckdb.connect(":memory:", config=settings)

    @property
    def _columns(self) -> tuple[Column, ...]:
        """Columns that are read: those of the register, and the one that holds the period."""
        name, title = self.register.period_name, self.register.period_title
        if name is None:
            return self.register.columns
        period = Column(name, TextType(), Shape(PURE), None, None, False, (), None, self.register.span, title)
        return (*self.register.columns, period)

    def rows(self) -> StoredRows:
        texts = ", ".join(f"t{number} VARCHAR" for number in range(len(self._columns)))
        self.connection.execute(f"CREATE TABLE raw(n BIGINT, file INTEGER, row BIGINT, {texts})")
        for reference in self.register.files:
            table, path = self._table(reference)
            if table is None or not columns_present(self.folder, table, [one.title for one in self._columns]):
                continue
            if self._time_is_known(table, reference.period):
                if path is None:
                    self._append(table)
                else:
                    self._take(path, len(self.sources), "nfc_normalize({})")
                    self._note_controls(table)
                self.sources.append(_Source(table.origin, reference.period))
        self.connection.execute("SET enable_external_access = false")
        return self._converted()

    def _table(self, reference: FileReference) -> tuple[Table | None, Path | None]:
        """A table, and where its rows were written if they are not in it."""
        layout, path = self.register.layout_of(reference), self.scratch / "table.csv"
        self.folder.violations.reader = reader = f"the register `{self.register.code}`"
        try:
            table = self.folder.exported(reference, layout, [one.title for one in self._columns], path)
        except LookupError:
            return self.folder.table(reference, layout, reader), None
        return table, path

    def _note_controls(self, table: Table) -> None:
        """Note each cell of the last file with a character that makes it look another than it is."""
        for number, column in enumerate(self._columns):
            question = f"SELECT row, t{number} FROM raw WHERE file = ? AND regexp_matches(t{number}, ?) ORDER BY n"  # noqa: S608
            found = self.connection.execute(question, [len(self.sources), _CONTROLS]).fetchall()
            for row, text in found:
                self.folder.violations.note(table.place(row, column.title, text), fault("D684", value=readable(text)))

    def _time_is_known(self, table: Table, period: Period | None) -> bool:
        register = self.register
        by_column = register.date or register.period_name or not register.has_period
        if by_column or (period is not None and parts_of(period) == register.parts):
            return True
        self.folder.refuse(table, fault("D666", source=register.code))
        return False

    # ------------------------------------------------------------ texts

    def _append(self, table: Table) -> None:
        """The texts of a table as rows of ``raw``."""
        file, path = len(self.sources), self.scratch / "rows.csv"
        columns = [self._texts(column, table.columns[column.title], table) for column in self._columns]
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
            writer.writerows(zip(table.rows, *columns, strict=True))
        self._take(path, file)

    def _take(self, path: Path, file: int, made: str = "{}") -> None:
        """Rows of a CSV file of ours: the row in its file, then the texts."""
        names = [f"t{number}" for number in range(len(self._columns))]
        kinds = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        texts = ", ".join(made.format(f"coalesce({name}, '')") for name in names)
        self.connection.execute(
            f"INSERT INTO raw SELECT (SELECT count(*) FROM raw) + row_number() OVER () - 1, {file}, row, {texts} "  # noqa: S608
            f"FROM read_csv(?, header = false, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            f"max_line_size = 67108864, columns = {{'row': 'BIGINT', {kinds}}})",
            [str(path)],
        )
        path.unlink()

    def _texts(self, column: Column, texts: Sequence[str], table: Table) -> Sequence[str]:
        """Texts as they stand; of cells that the file holds as something else the canonical text of their value."""
        if set(map(type, texts)) <= {str}:
            return texts
        read, found = self._reader(column, None), []
        for row, text in zip(table.rows, texts, strict=True):
            if type(text) is str:
                found.append(text)
                continue
            value = read(text)
            if isinstance(value, Fault):
                self.folder.violations.note(table.place(row, column.title, str(text)), value)
                value = State.ABSENT
            found.append(CANONICAL if value is State.ABSENT else canonical_text(column, value))
        return found

    def _reader(self, column: Column, period: Period | None) -> Reader:
        if column.name == self.register.period_name:
            return self._read_period
        return self.lists.reader(column, period, number_form(self.register.layout))

    def _read_period(self, text: str) -> Cell | Fault:
        period = read_period(str(text))
        if not text:
            return fault("D661")
        if period is None or parts_of(period) != self.register.parts:
            variant = "" if self.register.parts == 1 else WORDS[self.register.parts]
            return Fault("D662", variant, {"value": readable(str(text))})
        return str(ordinal(period))

    # ------------------------------------------------------------ values

    def _note(self, file: int, row: int, column: Column, text: str, wrong: Fault) -> None:
        in_key = column.name in self.register.key and wrong.code == "D660"
        place = self.sources[file].origin.place(row, column.title, text)
        self.folder.violations.note(place, fault("D661") if in_key else wrong)

    def _converted(self) -> StoredRows:
        form = number_form(self.register.layout)
        converter = ColumnConverter(self.connection, form, self._note)
        found: list[Converted] = []
        for number, column in enumerate(self._columns):
            readers = {file: self._reader(column, source.period) for file, source in enumerate(self.sources)}
            found.append(converter.convert(column, f"t{number}", readers))
        values = ", ".join(f"{one.expression} AS {one.stored.name}" for one in found)
        joins = " ".join(one.join for one in found)
        self.connection.execute(f"CREATE TABLE typed AS SELECT n, raw.file, row, {values} FROM raw {joins}")  # noqa: S608
        self.connection.execute(self._arranged(found))
        self._check_keys(found)
        self._check_periods(found)
        for name in ("raw", "typed"):
            self.connection.execute(f"DROP TABLE {name}")
        return self._stored(found)

    def _arranged(self, found: Sequence[Converted]) -> str:
        """SQL that makes the table ``rows``: whose each is, its period, and numbers as small as they can be held."""
        by_name = {one.stored.column.name: one.stored for one in found}
        parts = ["n", "file", "row", *self._period(by_name)]
        parts += [f"{by_name[owner.column].name} AS o{number}" for number, owner in enumerate(self.register.owners)]
        for one in found:
            name = one.stored.name
            is_small = one.stored.decimals or self._is_number(one)
            parts.append(f"CAST({name} AS BIGINT) AS {name}" if is_small and self._fits(name) else name)
        return f"CREATE TABLE rows AS SELECT {', '.join(parts)} FROM typed ORDER BY n"  # noqa: S608 - names of ours

    def _is_number(self, one: Converted) -> bool:
        kind = self.connection.execute(f"SELECT typeof({one.stored.name}) FROM typed LIMIT 1").fetchone()  # noqa: S608
        return kind is not None and kind[0] == "HUGEINT"

    def _fits(self, name: str) -> bool:
        ends = self.connection.execute(f"SELECT min({name}), max({name}) FROM typed").fetchone()  # noqa: S608
        assert ends is not None
        return all(end is None or abs(end) <= _MOST_64 for end in ends)

    def _period(self, by_name: Mapping[str, Any]) -> Iterator[str]:
        """SQL for the ordinal of the period that a row belongs to."""
        register, parts = self.register, self.register.parts
        if register.date is not None:
            day = by_name[register.date].name
            within = "" if parts == 1 else f" * {parts} + (month({day}) - 1) // {12 // parts}"
            yield f"CAST(year({day}){within} AS INTEGER) AS period"
        elif register.period_name is not None:
            yield f"CAST(CAST({by_name[register.period_name].name} AS VARCHAR) AS INTEGER) AS period"
        elif register.has_period:
            cases = " ".join(
                f"WHEN {file} THEN {ordinal(source.period)}"
                for file, source in enumerate(self.sources)
                if source.period is not None
            )
            yield f"CASE file {cases or 'WHEN -1 THEN 0'} END AS period"

    # ------------------------------------------------------------ what rows must keep to together

    def _check_keys(self, found: Sequence[Converted]) -> None:
        """Rows are told apart by their key."""
        names = {one.stored.column.name: one.stored.name for one in found}
        parts = [names[name] for name in self.register.key if name in names]
        if not parts:
            return
        key, whole = ", ".join(parts), " AND ".join(f"{name} IS NOT NULL" for name in parts)
        repeated = self.connection.execute(
            f"SELECT list([file, row] ORDER BY n), any_value(concat_ws(', ', {key})) FROM rows "  # noqa: S608
            f"WHERE {whole} GROUP BY {key} HAVING count(*) > 1 ORDER BY min(n)"
        ).fetchall()
        for rows, shown in repeated:
            (first_file, first), *others = rows
            origin = self.sources[first_file].origin
            for file, row in others:
                words = {"key": readable(shown), "file": origin.name, "row": str(first)}
                wrong = Fault("D663", "one_file" if file == first_file else "", words)
                self.folder.violations.note(self.sources[file].origin.place(row), wrong)

    def _check_periods(self, found: Sequence[Converted]) -> None:
        """A file that is declared for a period holds no row of another."""
        dated = self.register.date or self.register.period_name
        column = next((one.stored.column for one in found if one.stored.column.name == dated), None)
        for file, source in enumerate(self.sources):
            if source.period is None or column is None:
                continue
            wrong = self.connection.execute(
                "SELECT row, period FROM rows WHERE file = ? AND period NOT BETWEEN ? AND ? ORDER BY n",
                [file, *self._span_of(source.period)],
            ).fetchall()
            for row, period in wrong:
                words = {"value": str(period_of(period, self.register.parts)), "period": str(source.period)}
                self.folder.violations.note(source.origin.place(row, column.title), Fault("D662", "other", words))

    def _span_of(self, period: Period) -> tuple[int, int]:
        """The first and the last of the methodology's periods in the one that a file is declared for, by ordinals."""
        own = in_parts([period], self.register.parts)
        return ordinal(own[0]), ordinal(own[-1])

    # ------------------------------------------------------------ the result

    def _stored(self, found: Sequence[Converted]) -> StoredRows:
        own = [one for one in found if one.stored.column.name != self.register.period_name]
        stored = {one.stored.column.name: one.stored for one in own}
        words = {one.stored.column.name: one.words for one in own if one.words is not None}
        size = self.connection.execute("SELECT count(*) FROM rows").fetchone()
        assert size is not None
        reached: set[int] = set()
        for source in self.sources:
            if source.period is not None:
                first, last = self._span_of(source.period)
                reached.update(range(first, last + 1))
        span = None
        if self.register.has_period:
            found_periods = self.connection.execute(
                "SELECT DISTINCT period FROM rows WHERE period IS NOT NULL"
            ).fetchall()
            ordinals = [one for (one,) in found_periods]
            reached.update(ordinals)
            span = (min(ordinals), max(ordinals)) if ordinals else None
        return StoredRows(
            self.register,
            self.connection,
            [source.origin for source in self.sources],
            stored,
            held_columns(self.connection, stored, words),
            size[0],
            span,
            frozenset(reached),
        )
