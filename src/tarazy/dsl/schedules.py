"""The schedule of an evaluation and its deadlines: who does what for whom, and by which day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.day_rules import Term
from tarazy.dsl.literal_text import counted_form
from tarazy.dsl.source import Span
from tarazy.dsl.working_days import Calendar
from tarazy.grammar.keywords import Vocabulary


@frozen(eq=False)
class Schedule:
    """``schedule NAME``: the years of an evaluation, and the calendar of its deadlines.

    `last_day` is the day by which the schedule itself must be approved.
    """

    code: str
    label: str | None
    reported_year: int
    held_year: int
    calendar: Calendar | None
    last_day: date | None
    span: Span = field(repr=False)


@frozen(eq=False)
class Deadline:
    """``deadline NAME``.

    Parameters
    ----------
    schedule
        Code of the schedule that it belongs to; empty where there is none.
    reported_year
        The evaluated year that it is of.
    who, what, to_whom
        As written; names parted by commas.
    fixed
        Its last day, where that is a day of the calendar.
    term
        How long it is from what it is counted from.
    counted_from
        The deadline, or the ``source.column``, as written; ``None`` where nothing is counted.
    after
        Code of the deadline that it is counted from.
    not_before, exceptions
        Codes of other deadlines.
    late, without_documents
        Key of what becomes of such a filing: ``marked`` or ``not_considered``; empty where nothing is said.
    open
        What is left open.
    illustrative
        Place of its day or its term, where no act gives it.
    """

    code: str
    label: str | None
    schedule: str
    reported_year: int | None
    who: str
    what: str
    to_whom: str
    fixed: date | None
    term: Term | None
    counted_from: syntax.Name | None
    after: str | None
    not_before: tuple[str, ...]
    exceptions: tuple[str, ...]
    late: str
    without_documents: str
    final: bool | None
    also: str
    open: tuple[syntax.Undetermined, ...]
    span: Span = field(repr=False)
    illustrative: Span | None = field(default=None, repr=False)


@frozen(eq=False)
class Planned:
    """A deadline with the day on which it ends at the latest, if that can be said before anything is handed in."""

    deadline: Deadline
    day: date | None


def planned(deadlines: Mapping[str, Deadline]) -> Iterator[Planned]:
    """Every deadline with its last day: one that is counted from another ends so long after the other's last day.

    Raises
    ------
    ValueError
        A calendar does not speak for a day that is asked for.
    """
    for one in deadlines.values():
        yield Planned(one, last_day_of(one, deadlines))


def last_day_of(one: Deadline, deadlines: Mapping[str, Deadline], seen: frozenset[str] = frozenset()) -> date | None:
    """The last day of a deadline at the latest; ``None`` where it depends on data, or is left open.

    Raises
    ------
    ValueError
        A calendar does not speak for a day that is asked for.
    """
    if one.fixed is not None:
        return one.fixed
    former = None if one.after is None or one.code in seen else deadlines.get(one.after)
    start = None if former is None else last_day_of(former, deadlines, seen | {one.code})
    return None if start is None or one.term is None else one.term.last_day(start)


def term_text(deadline: Deadline, words: Vocabulary) -> str:
    """How long a term is and from what, in the words of a language: ``5 working days, counted from letters.told``."""
    if deadline.open:
        return f'{words.printed("expression", "undetermined")} "{deadline.open[0].text}"'
    if deadline.term is None:
        return ""
    unit = "working_day" if deadline.term.in_working_days else "calendar_day"
    days = f"{deadline.term.days} {counted_form('unit', unit, words, str(deadline.term.days))}"
    start = deadline.after or (deadline.counted_from.text if deadline.counted_from is not None else "")
    return f"{days}, {words.printed('field', 'counted_from')} {start}"
