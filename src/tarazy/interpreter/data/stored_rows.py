"""Rows of a register in an embedded database, converted and checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
from attrs import define, field, frozen
from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.periods import Period
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.states import State
from tarazy.dsl.value_types import (
    CategoryType,
    DateType,
    DirectionType,
    ElementType,
    NumberType,
    TextType,
    YesNoType,
)
from tarazy.interpreter.cells import Cell
from tarazy.interpreter.data.numerals import base_units
from tarazy.interpreter.data.row_hash import ordered
from tarazy.interpreter.data.table import TableOrigin
from tarazy.interpreter.row_table import Held, HeldColumn, Owner, RowOrigin, Span, ordinal

_BLOCKS = 4
"""How many owners' rows are kept at a time."""


@frozen
class StoredColumn:
    """How a column is held: its name in the database, and of a number its decimals; `is_text` where a number is too
    long for 128 bits and stands as its numeral.
    """

    column: Column
    name: str
    decimals: int = 0
    is_text: bool = False

    def cell(self, held: Any) -> Cell | State:  # noqa: ANN401 - what the database gives
        """A cell as evaluation takes it."""
        if held is None:
            return State.ABSENT
        if self.is_text:
            return numeral(held) * base_units(self.column.shape)
        if isinstance(held, int) and not isinstance(held, bool):
            return fmpq(held, 10**self.decimals) * base_units(self.column.shape)
        found: str | bool | date = held
        return found

    def canonical(self) -> str:
        """SQL for the canonical text of a cell."""
        if self.is_text or self.decimals == 0:
            return _day_or_text(self)
        digits = f"CAST(abs({self.name}) AS VARCHAR)"
        filled = f"lpad({digits}, greatest(length({digits}), {self.decimals + 1})::INTEGER, '0')"
        fraction = f"rtrim(right({filled}, {self.decimals}), '0')"
        whole = f"left({filled}, length({filled}) - {self.decimals})"
        sign = f"CASE WHEN {self.name} < 0 THEN '-' ELSE '' END"
        return f"({sign} || {whole} || CASE WHEN {fraction} = '' THEN '' ELSE '.' || {fraction} END)"


def _day_or_text(one: StoredColumn) -> str:
    if isinstance(one.column.type, YesNoType):
        return f"CASE WHEN {one.name} THEN 'yes' ELSE 'no' END"
    return f"CAST({one.name} AS VARCHAR)"


def numeral(text: str) -> fmpq:
    """The number of a plain decimal numeral."""
    whole, _, fraction = text.partition(".")
    return fmpq(int(whole + fraction), 10 ** len(fraction))


@define(eq=False)
class StoredRows:
    """Rows of one register in the table ``rows`` of a database in memory.

    Its columns are ``n``, the number of a row, ``file`` and ``row``, where it stands, ``period``, ``o0`` … for those a
    row belongs to, and ``c0`` … for its cells.

    Parameters
    ----------
    held
        Columns that questions in SQL can name.
    reached
        Ordinals of the periods that rows are of, or files are declared for.
    """

    register: RegisterDeclaration
    connection: duckdb.DuckDBPyConnection = field(repr=False)
    origins: Sequence[TableOrigin]
    stored: Mapping[str, StoredColumn]
    held: Mapping[str, HeldColumn]
    size: int
    span: Span | None
    reached: Collection[int]
    _blocks: dict[tuple[Owner, Span | None], dict[int, tuple[Any, ...]]] = field(factory=dict, init=False, repr=False)
    _single: dict[int, tuple[Any, ...]] = field(factory=dict, init=False, repr=False)
    _positions: dict[str, int] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._positions = {name: number for number, name in enumerate(self.stored)}

    @property
    def relation(self) -> str:
        """The table of the rows."""
        return "rows"

    def covers(self, period: Period) -> bool:
        """Whether any row is of `period`, or a file is declared for it."""
        return ordinal(period) in self.reached

    def rows(self, owner: Owner, periods: Span | None) -> Sequence[int]:
        """Rows of `owner` in `periods`, in the order of the files."""
        key = (owner, periods)
        if key not in self._blocks:
            while len(self._blocks) >= _BLOCKS:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[key] = self._block(owner, periods)
        return tuple(self._blocks[key])

    def _block(self, owner: Owner, periods: Span | None) -> dict[int, tuple[Any, ...]]:
        conditions = [f"o{number} = ?" for number in range(len(owner))]
        values: list[str | int] = list(owner)
        if periods is not None:
            conditions.append("period BETWEEN ? AND ?")
            values += periods
        return self._fetched(" AND ".join(conditions) or "TRUE", values)

    def _fetched(self, condition: str, values: Sequence[object]) -> dict[int, tuple[Any, ...]]:
        columns = ", ".join(one.name for one in self.stored.values())
        text = f"SELECT n, {columns} FROM rows WHERE {condition} ORDER BY n"  # noqa: S608 - names of ours
        return {row[0]: row[1:] for row in self.connection.execute(text, values).fetchall()}

    def cell(self, column: str, row: int) -> Cell | State:
        """A cell as read."""
        cells = next((block[row] for block in self._blocks.values() if row in block), None)
        if cells is None:
            if row not in self._single:
                self._single = self._fetched("n = ?", [row])
            cells = self._single[row]
        return self.stored[column].cell(cells[self._positions[column]])

    def _origin(self, file: int, row: int) -> RowOrigin:
        origin = self.origins[file]
        return RowOrigin(origin.file, origin.sha256, origin.sheet or origin.table, row)

    def listed(self, rows: Sequence[int]) -> list[tuple[RowOrigin | None, tuple[Cell | State, ...]]]:
        """Where rows stand, and their cells in the order of the columns."""
        columns = ", ".join(one.name for one in self.stored.values())
        text = f"SELECT file, row, {columns} FROM rows WHERE n IN (SELECT unnest(?)) ORDER BY n"  # noqa: S608
        found = self.connection.execute(text, [list(rows)]).fetchall()
        stored = tuple(self.stored.values())
        return [
            (self._origin(*one[:2]), tuple(column.cell(held) for column, held in zip(stored, one[2:], strict=True)))
            for one in found
        ]

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Files that the rows were read from, each with the SHA-256 of its bytes."""
        return tuple(dict.fromkeys((origin.file, origin.sha256) for origin in self.origins))

    def query(self, text: str) -> list[tuple[Any, ...]] | None:
        """What SQL answers; ``None`` where a number grows too large for 128 bits."""
        try:
            return self.connection.execute(text).fetchall()
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            return None

    def rows_hash(self, rows: Sequence[int] | None = None) -> str:
        """The hash of `rows`, or of all."""
        condition, values = ("TRUE", []) if rows is None else ("n IN (SELECT unnest(?))", [list(rows)])
        parts = []
        for column in ordered(self.register.columns):
            one = self.stored[column.name]
            text = one.canonical()
            parts.append(f"CASE WHEN {one.name} IS NULL THEN '-' ELSE length({text}) || ':' || {text} END")
        row = " || ',' || ".join(parts) or "''"
        digests = f"SELECT sha256({row}) AS d FROM rows WHERE {condition}"  # noqa: S608 - names of ours
        text = f"SELECT sha256(coalesce(string_agg(d, '' ORDER BY d), '')) FROM ({digests})"  # noqa: S608
        found = self.connection.execute(text, values).fetchone()
        assert found is not None
        return str(found[0])


def held_columns(
    connection: duckdb.DuckDBPyConnection, stored: Mapping[str, StoredColumn], words: Mapping[str, tuple[str, ...]]
) -> dict[str, HeldColumn]:
    """Columns that questions can name, with their bounds."""
    found: dict[str, HeldColumn] = {}
    for name, one in stored.items():
        kind = _kind(one)
        if one.is_text or kind is None:
            continue
        ends = f"min({one.name}), max({one.name})" if kind in (Held.NUMBER, Held.DATE) else "NULL, NULL"
        text = f"SELECT {ends}, count(*) - count({one.name}) FROM rows"  # noqa: S608 - names of ours
        answer = connection.execute(text).fetchone()
        assert answer is not None
        low, high, absent = answer
        ends_found = (low.toordinal(), high.toordinal()) if isinstance(low, date) else (low or 0, high or 0)
        scale = base_units(one.column.shape) / 10**one.decimals if kind is Held.NUMBER else fmpq(1)
        found[name] = HeldColumn(one.name, kind, scale, *ends_found, nullable=absent > 0, words=words.get(name))
    return found


_KINDS: Mapping[type, Held] = {
    NumberType: Held.NUMBER,
    DateType: Held.DATE,
    YesNoType: Held.LOGICAL,
    CategoryType: Held.WORD,
    DirectionType: Held.WORD,
    ElementType: Held.WORD,
    TextType: Held.WORD,
}


def _kind(one: StoredColumn) -> Held | None:
    return _KINDS.get(type(one.column.type))
