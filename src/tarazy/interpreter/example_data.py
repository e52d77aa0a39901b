"""Data of an example: what it gives for its invented bodies, and lists as the real data have them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import define, field

from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.periods import Period, shortest
from tarazy.dsl.program import Program
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell, Missing
from tarazy.interpreter.data import CellOrigin, Snapshot
from tarazy.interpreter.held_rows import HeldRows
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.snapshot_protocol import Key, Read


@define(eq=False)
class ExampleData:
    """What evaluation asks of data, answered by an example.

    Parameters
    ----------
    bodies
        Invented bodies, who belong to every list of bodies.
    period
        The evaluated period.
    snapshot
        Real data, of which only lists are taken; ``None`` where there are none.
    """

    program: Program
    bodies: tuple[str, ...]
    period: Period | None
    snapshot: Snapshot | None
    _cells: dict[str, dict[str, dict[Key, Read]]] = field(factory=dict, init=False)
    _elements: dict[str, dict[str, None]] = field(factory=dict, init=False)
    _registers: dict[str, HeldRows] = field(factory=dict, init=False)
    _lists: dict[str, dict[str, dict[str, Read]]] = field(factory=dict, init=False)

    @property
    def hash(self) -> str:
        """Data that are invented have no hash."""
        return ""

    def give(self, source: str, column: str, key: Place, cell: Cell) -> None:
        """Put a cell into a source. One that is given as *absent* has the state, and the datum for its cause."""
        read: Read = cell.state if isinstance(cell, Missing) else cell
        self._cells.setdefault(source, {}).setdefault(column, {})[_without_gaps(key)] = read

    def register(self, register: str) -> HeldRows:
        """Rows given of a register; it is absent where nothing is said of it."""
        return self._registers.setdefault(register, HeldRows(self.program.registers[register].columns))

    def name(self, axis: str, element: str) -> None:
        """Let an element be known that no real data has."""
        self._elements.setdefault(axis, {})[element] = None

    def give_element(self, list: str, element: str) -> None:  # noqa: A002 - the language's word
        """Let a list have an element; with the first, it has those alone that the example gives."""
        self._lists.setdefault(self.program.lists[list].root, {}).setdefault(element, {})

    def give_attribute(self, list: str, column: str, element: str, read: Read) -> None:  # noqa: A002 - as above
        """Put a value into a column of a given element of a list."""
        self._lists[self.program.lists[list].root][element][column] = read

    def cell(self, source: str, column: str, key: Place) -> Cell:
        """The cell given; *absent* where none is."""
        read = self._cells.get(source, {}).get(column, {}).get(_without_gaps(key), State.ABSENT)
        return Missing(read) if isinstance(read, State) else read

    # ------------------------------------------------------------ what evaluation asks

    def table(self, source: str) -> Mapping[str, Mapping[Key, Read]]:
        """Cells given for a source."""
        return self._cells.get(source, {})

    def elements(self, list: str, period: Period | None) -> tuple[str, ...]:  # noqa: A002 - the language's word
        """The invented bodies of a list of bodies; of another list its real elements, its rows and those named."""
        if list == PERIOD:
            return ()
        declared = self.program.lists[list]
        if declared.root == self.program.body_axis:
            return tuple(body for body in self.bodies if self._is_member(declared, body, period))
        if declared.root in self._lists:
            return tuple(dict.fromkeys((*self._lists[declared.root], *self._elements.get(declared.root, ()))))
        real = () if self.snapshot is None else self.snapshot.elements(list, period)
        written = tuple(code for code, _ in declared.rows)
        named = tuple(self._elements.get(declared.root, ())) if not real and not written else ()
        return tuple(dict.fromkeys((*real, *written, *named)))

    def _is_member(self, declared: ListDeclaration, body: str, period: Period | None) -> bool:
        """Whether a body belongs to a list in `period`, by the rows in the text; one without a row always does."""
        if period is None:
            return True
        above: ListDeclaration | None = declared
        while above is not None:
            dated = above.membership
            if dated is not None:
                since = self._day(above.code, dated.since, body, period)
                until = None if dated.until is None else self._day(above.code, dated.until, body, period)
                if not dated.holds(since, until, period):
                    return False
            above = None if above.of is None else self.program.lists[above.of]
        return True

    def _day(self, code: str, column: str, body: str, period: Period) -> date | None:
        found = self.attribute(code, column, body, period)
        return found if isinstance(found, date) else None

    def attribute(
        self,
        list: str,  # noqa: A002 - the language's word
        column: str,
        element: str,
        period: Period | None,
    ) -> Read:
        """A column of a list as the example gives it, else as the real data, or the rows in the text, have it."""
        given = self._lists.get(self.program.lists[list].root)
        if given is not None:
            return given.get(element, {}).get(column, State.ABSENT)
        if self.snapshot is not None and self.program.lists[list].root != self.program.body_axis:
            return self.snapshot.attribute(list, column, element, period)
        declared = self.program.lists[list]
        for code, values in declared.rows:
            if code == element:
                named = zip((one.name for one in declared.columns), values, strict=True)
                return next(value for name, value in named if name == column)
        return State.ABSENT

    def periods(self) -> tuple[Period, ...]:
        """Periods that something is given for, and the evaluated one."""
        dated = (source for source in self._cells if self.program.sources[source].has_period)
        given = {key[-1] for source in dated for column in self._cells[source].values() for key in column}
        of_rows = [period for rows in self._registers.values() for period in rows.periods]
        return shortest({one for one in (*given, *of_rows, self.period) if isinstance(one, Period)})

    def origin(self, source: str, column: str, key: Key) -> CellOrigin | None:
        """Nowhere: what is given stands in no file."""
        _ = source, column, key
        return None

    def list_origin(
        self,
        list: str,  # noqa: A002 - the language's word
        element: str,
        period: Period | None,
        column: str | None = None,
    ) -> CellOrigin | None:
        """Where the row of an element of a real list stands, or its cell of a column."""
        if self.snapshot is None or self.program.lists[list].root == self.program.body_axis:
            return None
        return self.snapshot.list_origin(list, element, period, column)


def _without_gaps(key: Place) -> Key:
    return tuple(entry for entry in key if entry is not None)
