"""Days counted by a calendar: from which day to which, and which days between them differ from the week."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from tarazy.dsl import nodes
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.working_days import Calendar
from tarazy.interpreter.cells import Missing, plain
from tarazy.interpreter.inquiry import Inquiry
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.trace import DaysTrace, TermTrace

_ONE_DAY = timedelta(days=1)


def days_of(inquiry: Inquiry, node: AnyNode, place: Place) -> DaysTrace | None:
    """The days behind a node of :data:`COUNTING`; ``None`` where a day is not known."""
    return COUNTING[type(node)](inquiry, node, place)


def named_days(inquiry: Inquiry, node: AnyNode) -> tuple[DaysTrace, ...]:
    """Days of the calendar that a formula calls by a name: deadlines that are not counted from anything."""
    return tuple(
        DaysTrace(inquiry.texts.of(one).written, inquiry.quantity(one.value, one.shape), one.value, one.value)
        for one in inquiry.named_days(node)
        if isinstance(one.value, date)
    )


def _between(inquiry: Inquiry, node: nodes.WorkingDays, place: Place) -> DaysTrace | None:
    start, end = _day(inquiry, node.start, place), _day(inquiry, node.end, place)
    return None if start is None or end is None else _counted(inquiry, node, place, node.calendar, (start, end))


def _after(inquiry: Inquiry, node: nodes.WorkingDayAfter, place: Place) -> DaysTrace | None:
    start, end = _day(inquiry, node.start, place), _day(inquiry, node, place)
    return None if start is None or end is None else _counted(inquiry, node, place, node.calendar, (start, end))


def _term(inquiry: Inquiry, node: nodes.LastDay, place: Place) -> DaysTrace | None:
    start, end = _day(inquiry, node.start, place), _day(inquiry, node, place)
    if start is None or end is None:
        return None
    term = node.term
    told = TermTrace(
        term.days,
        term.in_working_days,
        term.first_day.value,
        term.day_off.value,
        inquiry.texts.of(node.start).written,
    )
    if term.calendar is None:
        return DaysTrace(inquiry.texts.of(node).written, inquiry.quantity_of(node, place), start, end, term=told)
    reached = start + timedelta(days=0 if term.in_working_days else term.days)
    return _counted(inquiry, node, place, term.calendar, (start - _ONE_DAY, reached, end), (start, end), told)


def _day(inquiry: Inquiry, node: AnyNode, place: Place) -> date | None:
    cell = inquiry.cell(node, place)
    day = None if isinstance(cell, Missing) else plain(cell)
    return day if isinstance(day, date) else None


def _counted(
    inquiry: Inquiry,
    node: AnyNode,
    place: Place,
    calendar: Calendar,
    days: tuple[date, ...],
    ends: tuple[date, date] | None = None,
    term: TermTrace | None = None,
) -> DaysTrace:
    """What the calendar says between the first and the last of `days`; it is told from and to the `ends`."""
    first, last = min(days), max(days)
    differing = [(day, worked) for day, worked in calendar.exceptions if first <= day <= last]
    start, end = ends or (days[0], days[-1])
    return DaysTrace(
        inquiry.texts.of(node).written,
        inquiry.quantity_of(node, place),
        start,
        end,
        calendar.code,
        calendar.version,
        tuple(day for day, worked in differing if not worked),
        tuple(day for day, worked in differing if worked),
        term,
    )


COUNTING: Mapping[type, Callable[..., DaysTrace | None]] = MappingProxyType(
    {nodes.WorkingDays: _between, nodes.WorkingDayAfter: _after, nodes.LastDay: _term}
)
"""What tells of the days behind each node that counts them."""
