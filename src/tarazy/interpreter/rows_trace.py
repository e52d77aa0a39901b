"""The rows of a register behind a value: in a trace by what they have in common, on request one by one."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from tarazy.dsl.graph import all_roots
from tarazy.dsl.nodes import PERIOD, Aggregate, AnyNode
from tarazy.dsl.over import OverRows
from tarazy.dsl.periods import Period
from tarazy.dsl.states import State
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cells import Cell
from tarazy.interpreter.inquiry import Inquiry
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.regimes_traced import former_of
from tarazy.interpreter.row_table import RowOrigin
from tarazy.interpreter.trace import AggregateTrace, RowsTrace


def aggregate_of_rows(inquiry: Inquiry, node: Aggregate, over: OverRows, place: Place) -> AggregateTrace:
    """The trace of an aggregate over the rows of a register."""
    taken = inquiry.evaluation.rows(node, place)
    register, table = inquiry.program.registers[over.register], inquiry.snapshot.register(over.register)
    only = node.members[0].only
    rows = RowsTrace(
        register.code,
        register.label or "",
        _belonging(inquiry, over, place),
        "" if only is None else inquiry.texts.of(only).written,
        taken.of,
        table.rows_hash(taken.taking),
        table.files,
    )
    return AggregateTrace(
        inquiry.texts.of(node).written,
        node.kind.value,
        inquiry.quantity_of(node, place),
        len(taken.taking),
        taken.of - len(taken.taking),
        rows=rows,
    )


def _belonging(inquiry: Inquiry, over: OverRows, place: Place) -> str:
    """Whose rows and of which periods: ``body = north, due in 2019..2021``."""
    register = inquiry.program.registers[over.register]
    parts = []
    for owner in register.owners:
        whose = (str(place[inquiry.positions[owner.axis]]), *former_of(inquiry, owner.axis, place))
        parts.append(f"{owner.column} = {', '.join(whose)}")
    if register.has_period:
        period = place[inquiry.positions[PERIOD]]
        assert isinstance(period, Period)
        last = period - over.back
        first = last - (over.count - 1)
        time = register.date or register.period_name or "of"
        when = str(last) if over.count == 1 else f"{first}..{last}"
        parts.append(said_in(inquiry.words.words.language, "{column} in {period}", column=time, period=when))
    return ", ".join(parts)


@frozen
class ListedRows:
    """The rows that take part in one aggregate of a value.

    Parameters
    ----------
    written
        The aggregate as written.
    register, columns
        Code of the register, and the names of its columns.
    rows
        Where each row stands, and its cells in the order of `columns`.
    """

    written: str
    register: str
    columns: tuple[str, ...]
    rows: tuple[tuple[RowOrigin | None, tuple[Cell | State, ...]], ...]


def listed_rows(inquiry: Inquiry, code: str, place: Place) -> Iterator[ListedRows]:
    """The rows behind a declaration's value, for each aggregate over a register on its lines."""
    seen: set[int] = set()
    for root in all_roots(inquiry.program.computed[code]):
        for node, there in _located(inquiry, root, place):
            over = node.members[0].over
            if id(node) in seen or not isinstance(over, OverRows):
                continue
            seen.add(id(node))
            register, table = inquiry.program.registers[over.register], inquiry.snapshot.register(over.register)
            taken = inquiry.evaluation.rows(node, there)
            names = tuple(column.name for column in register.columns)
            yield ListedRows(inquiry.texts.of(node).written, register.code, names, tuple(table.listed(taken.taking)))


def _located(inquiry: Inquiry, root: AnyNode, place: Place) -> Iterator[tuple[Aggregate, Place]]:
    """Aggregates over registers that the value came from, each at its place."""
    for node, there in inquiry.parts_taken(root, place):
        if isinstance(node, Aggregate) and isinstance(node.members[0].over, OverRows):
            yield node, there
