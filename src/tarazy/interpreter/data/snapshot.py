"""Data as read: typed, exact, and each cell with the place that it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from tarazy.dsl.declarations import ListDeclaration, SourceDeclaration
from tarazy.dsl.membership import Membership
from tarazy.dsl.periods import Period, shortest
from tarazy.dsl.states import State
from tarazy.interpreter.data.content_hash import list_content, register_content, snapshot_hash, source_content
from tarazy.interpreter.data.contract import Cell
from tarazy.interpreter.data.table import CellOrigin, TableOrigin
from tarazy.interpreter.row_table import period_of

if TYPE_CHECKING:
    from tarazy.interpreter.data.stored_rows import StoredRows

Key = tuple[str | Period, ...]
"""Key of a row along the axes of its source: codes of elements, then the period where it has one."""


@frozen(eq=False)
class Block:
    """Places of rows that share the columns they are read from: a table, or in a wide layout one element's
    part of it.

    Parameters
    ----------
    table
        Where the table stands.
    rows
        Number of each row in the table.
    titles
        Title of each column in this table.
    texts
        Of columns whose values may be shown in another way than they are written: the texts, row by row.
    """

    table: TableOrigin
    rows: Sequence[int]
    titles: Mapping[str, str]
    texts: Mapping[str, Sequence[str]] = field(factory=dict)

    def origin(self, column: str, position: int) -> CellOrigin:
        """Where the cell of `column` in the row at `position` stands."""
        origin = self.table.cell(self.rows[position], self.titles[column])
        texts = self.texts.get(column)
        return origin if texts is None else evolve(origin, written=str(texts[position]))


@frozen(eq=False)
class SourceTable:
    """The rows of a source, one a key.

    Parameters
    ----------
    index
        For each key the place of its row in the blocks joined one after another.
    columns
        Cells by column name and key.
    repeated
        Of keys that stand more than once with equal cells: the places of the other rows.
    """

    blocks: tuple[Block, ...]
    index: Mapping[Key, int]
    columns: Mapping[str, Mapping[Key, Cell]]
    repeated: Mapping[Key, tuple[int, ...]] = field(factory=dict)
    _starts: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_starts", (0, *accumulate(len(block.rows) for block in self.blocks)))

    def origin(self, column: str, key: Key) -> CellOrigin | None:
        """Where the cell of `column` at `key` stands; ``None`` where no row has that key."""
        place = self.index.get(key)
        if place is None:
            return None
        origin, others = self._origin_at(column, place), self.repeated.get(key, ())
        return evolve(origin, also=tuple(self._origin_at(column, one) for one in others)) if others else origin

    def _origin_at(self, column: str, place: int) -> CellOrigin:
        number = bisect_right(self._starts, place) - 1
        return self.blocks[number].origin(column, place - self._starts[number])


def day_of(cell: Cell | None) -> date | None:
    """The day in a cell; ``None`` where it is empty."""
    return cell if isinstance(cell, date) else None


@frozen(eq=False)
class Edition:
    """What a list holds for one period, or for every period (`period` is ``None``).

    Parameters
    ----------
    elements
        Codes in the order of the file, those written in the text after them.
    attributes
        Cells by column name and element.
    origins
        Where the row of an element stands; one that is written in the text is not among them.
    texts
        Of columns whose values may be shown in another way than they are written: the texts by element.
    """

    period: Period | None
    elements: tuple[str, ...]
    attributes: Mapping[str, Mapping[str, Cell]]
    origins: Mapping[str, CellOrigin]
    texts: Mapping[str, Mapping[str, str]] = field(factory=dict)

    def origin(self, element: str, column: str | None) -> CellOrigin:
        """Where the row of `element` stands, or its cell of `column`, which is called by its name."""
        origin = self.origins[element]
        if column is None:
            return origin
        return evolve(origin, column=column, written=self.texts.get(column, {}).get(element, ""))


@frozen(eq=False)
class ListTable:
    """A list's elements, as its files and rows give them; a list without either has those of `parent`."""

    editions: tuple[Edition, ...]
    parent: ListTable | None
    membership: Membership | None = None

    def holding(self, period: Period | None) -> tuple[Edition, ...]:
        """Editions that hold in `period`, that of the period itself before that of every period."""
        return tuple(one for number in dict.fromkeys((period, None)) for one in self.editions if one.period == number)

    def elements(self, period: Period | None) -> tuple[str, ...]:
        """Codes of the elements in `period`, or with ``None`` those that belong to every period."""
        if not self.editions:
            found = () if self.parent is None else self.parent.elements(period)
        else:
            every, own = self.holding(None), self.holding(period) if period is not None else ()
            found = tuple(dict.fromkeys(code for one in (*every, *own) for code in one.elements))
            found = self._of_the_whole(found, period)
        if self.membership is None or period is None:
            return found
        return tuple(code for code in found if self._is_member(self.membership, code, period))

    def _of_the_whole(self, codes: tuple[str, ...], period: Period | None) -> tuple[str, ...]:
        """Those of `codes` that the list which this one is part of has in `period`, where its membership is dated."""
        if self.parent is None or period is None or not self.parent.is_dated:
            return codes
        whole = frozenset(self.parent.elements(period))
        return tuple(code for code in codes if code in whole)

    @property
    def is_dated(self) -> bool:
        """Whether membership in it, or in the list that it is part of, is dated."""
        return self.membership is not None or (self.parent is not None and self.parent.is_dated)

    def _is_member(self, membership: Membership, element: str, period: Period) -> bool:
        since, until = (
            None if column is None else self.attribute(column, element, period)
            for column in (membership.since, membership.until)
        )
        return membership.holds(day_of(since), day_of(until), period)

    def attribute(self, column: str, element: str, period: Period | None) -> Cell | None:
        """Cell of `column`, the list's own or that of a list it is part of; ``None`` where there is none."""
        for edition in self.holding(period):
            if column in edition.attributes and element in edition.attributes[column]:
                return edition.attributes[column][element]
        return None if self.parent is None else self.parent.attribute(column, element, period)

    def origin(self, element: str, period: Period | None, column: str | None = None) -> CellOrigin | None:
        """Where the row of `element` stands, or its cell of `column`, here or in a list this one is part of."""
        for edition in self.holding(period):
            if element in edition.origins:
                return edition.origin(element, column)
        return None if self.parent is None else self.parent.origin(element, period, column)


@frozen(eq=False)
class Snapshot:
    """All data of a run: values of lists and sources, exact and typed, with their places and one hash.

    Parameters
    ----------
    file_hashes
        SHA-256 of each file that was read, hexadecimal, by its path as written.
    """

    lists: Mapping[str, ListDeclaration] = field(repr=False)
    sources: Mapping[str, SourceDeclaration] = field(repr=False)
    list_tables: Mapping[str, ListTable] = field(repr=False)
    source_tables: Mapping[str, SourceTable] = field(repr=False)
    file_hashes: Mapping[str, str]
    registers: Mapping[str, StoredRows] = field(factory=dict, repr=False)

    def register(self, register: str) -> StoredRows:
        """The rows of a register."""
        return self.registers[register]

    def table(self, source: str) -> Mapping[str, Mapping[Key, Cell]]:
        """Columns of `source`: cells by column name and key, the key in the order of
        ``SourceDeclaration.axes``.

        Numbers are in the base unit; an empty cell is ``State.ABSENT``. A key that no row has is not there.
        """
        return self.source_tables[source].columns

    def elements(self, list: str, period: Period | None = None) -> tuple[str, ...]:  # noqa: A002 - the field's word
        """Codes of the elements of `list` in `period`, in the order of its files.

        A condition (`only`) is not applied here: of a list that is part of another by a condition alone,
        these are the elements of the other.
        """
        return self.list_tables[list].elements(period)

    def attribute(self, list: str, column: str, element: str, period: Period | None = None) -> Cell:  # noqa: A002
        """Cell of `element` in a column of `list` or of a list it is part of; ``State.ABSENT`` where no row
        gives one.

        `period` matters only to a list with files for single periods.
        """
        found = self.list_tables[list].attribute(column, element, period)
        return State.ABSENT if found is None else found

    @cached_property
    def _periods(self) -> tuple[Period, ...]:
        dated = (table for code, table in self.source_tables.items() if self.sources[code].has_period)
        found = {key[-1] for table in dated for key in table.index if isinstance(key[-1], Period)}
        for rows in self.registers.values():
            if rows.register.has_period:
                found |= {period_of(one, rows.register.parts) for one in rows.reached}
        return shortest(found)

    def periods(self) -> tuple[Period, ...]:
        """Every period that a row of a source or register belongs to, the earliest first; of those of several lengths
        the shortest.
        """
        return self._periods

    def origin(self, source: str, column: str, key: Key) -> CellOrigin | None:
        """Where the cell of `column` at `key` stands; ``None`` where no row of `source` has that key."""
        return self.source_tables[source].origin(column, key)

    def list_origin(
        self,
        list: str,  # noqa: A002 - the language's word
        element: str,
        period: Period | None = None,
        column: str | None = None,
    ) -> CellOrigin | None:
        """Where the cell of `element` in `column` stands, or its row, `column` then being the key's title; ``None``
        where it is written in the text.
        """
        return self.list_tables[list].origin(element, period, column)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the values and of the contract they were read by, hexadecimal.

        It does not depend on the order of rows, on how rows are spread over the declared files, on line ends or on the
        folder.
        """
        lists = {code: list_content(self.lists[code], table.editions) for code, table in self.list_tables.items()}
        sources = {
            code: source_content(self.sources[code], table.columns, table.index)
            for code, table in self.source_tables.items()
        }
        registers = {
            code: register_content(rows.register, rows.rows_hash(), rows.reached)
            for code, rows in self.registers.items()
        }
        return snapshot_hash(lists, sources, registers)
