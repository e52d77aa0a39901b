"""Meaning of terms: the last day of one, and a datum that was handed in by it or late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from tarazy.dsl import nodes
from tarazy.dsl.periods import first_day
from tarazy.dsl.states import State
from tarazy.interpreter.cells import (
    ILLUSTRATIVE,
    Cause,
    Cell,
    Mark,
    Missing,
    Present,
    lifted,
    marks_of,
    plain,
    with_marks,
)
from tarazy.interpreter.exact import DomainError
from tarazy.interpreter.meaning.places import Place

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning

_LATE = frozenset({Mark.LATE})


def compile_last_day(node: nodes.LastDay, compiler: Compiler) -> Meaning:
    """The last day of a term; a day for which the calendar does not speak is refused."""
    start = compiler.compile(node.start)

    def last_day(day: Present) -> Present:
        if not isinstance(day, date):
            raise TypeError("a term is counted from a date")
        try:
            return node.term.last_day(day)
        except ValueError as refusal:
            raise DomainError(str(refusal)) from refusal

    if node.term.illustrative:
        return lambda place: with_marks(lifted(last_day, start(place)), ILLUSTRATIVE)
    return lambda place: lifted(last_day, start(place))


def compile_filed(node: nodes.Filed, compiler: Compiler) -> Meaning:
    """The datum; marked as late, or rejected, where the day on which it was handed in is past the last one."""
    operand, day = compiler.compile(node.operand), compiler.compile(node.day)
    limits = [(year, compiler.compile(last)) for year, last in node.limits]

    def filed(place: Place) -> Cell:
        cell = operand(place)
        if isinstance(cell, Missing):
            return cell
        period = compiler.period(place)
        for year, limit in limits:
            if year is None or (period is not None and first_day(period).year == year):
                handed_in, last = day(place), limit(place)
                if isinstance(handed_in, Missing) or isinstance(last, Missing):
                    continue
                cell = with_marks(cell, marks_of(last) & ILLUSTRATIVE)
                if is_past(plain(handed_in), plain(last)):
                    return _late(node, cell, place, compiler)
        return cell

    return filed


def is_past(day: Present, last: Present) -> bool:
    """Whether a day lies behind the last one."""
    return isinstance(day, date) and isinstance(last, date) and day > last


def _late(node: nodes.Filed, cell: Cell, place: Place, compiler: Compiler) -> Cell:
    if not node.refused:
        return with_marks(cell, _LATE)
    axes = frozenset(compiler.program.node_axes(node.operand))
    named = tuple((axis, entry) for axis, entry in compiler.named(place) if axis in axes)
    return Missing(State.REJECTED, (Cause(node.span.text, State.REJECTED, named),))
