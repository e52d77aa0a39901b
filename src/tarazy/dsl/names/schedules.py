"""Schedules and deadlines as declared, and every choice that a deadline leaves to its author."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import define, evolve, field

from tarazy.dsl import syntax
from tarazy.dsl.day_rules import DayOff, FirstDay, Term
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.data import text_of
from tarazy.dsl.names.illustrative_lines import illustrative_place
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.schedules import Deadline, Schedule, last_day_of
from tarazy.dsl.source import Span
from tarazy.dsl.syntax_dates import DayOfYear
from tarazy.dsl.working_days import Calendar

_MOST_DAYS = 3660
"""Most days of a term: ten years."""


def schedules_of(
    declarations: Iterable[syntax.Declaration], calendars: Mapping[str, Calendar], findings: list[Diagnostic]
) -> tuple[Mapping[str, Schedule], Mapping[str, Deadline]]:
    """Schedules and deadlines by their names (R880 to R884)."""
    written = list(declarations)
    reading = _Reading({}, calendars, findings)
    for one in written:
        if one.kind == "schedule" and one.name is not None:
            reading.schedules[one.name.text] = _schedule(one, reading)
    names = {one.name.text: code_of(one) for one in written if one.kind == "deadline" and one.name is not None}
    every = [one for one in written if one.kind == "every" and one.role == "deadline"]
    deadlines: dict[str, Deadline] = {}
    for one in written:
        if one.kind == "deadline" and one.name is not None:
            deadlines[one.name.text] = _deadline(_with_defaults(one, every), names, reading)
    by_code = {one.code: one for one in deadlines.values()}
    for found in deadlines.values():
        findings.extend(_out_of_order(found, by_code))
    return reading.schedules, deadlines


@define(eq=False)
class _Reading:
    """What the reading of schedules needs and adds to."""

    schedules: dict[str, Schedule]
    calendars: Mapping[str, Calendar]
    findings: list[Diagnostic] = field(repr=False)

    def report(self, code: str, place: Span, variant: str = "", **words: str) -> None:
        self.findings.append(Diagnostic(code, place, words, variant))


def _with_defaults(one: syntax.Declaration, every: Iterable[syntax.Declaration]) -> syntax.Declaration:
    """A deadline with the lines of ``every deadline`` that it does not write itself."""
    own = {line.keyword for line in one.fields}
    added = tuple(line for other in every for line in other.fields if line.keyword not in own)
    return evolve(one, fields=one.fields + added)


# ---------------------------------------------------------------- schedules


def _schedule(one: syntax.Declaration, reading: _Reading) -> Schedule:
    reported, held = (_year(one, keyword, reading) for keyword in ("reported_year", "held_year"))
    if held < reported:
        reading.report("R880", one.span, "years", name=code_of(one), reported=str(reported), held=str(held))
    calendar = _calendar(one, reading)
    found = Schedule(code_of(one), one.label, reported, held, calendar, None, one.name_span or one.span)
    return evolve(found, last_day=_written_day(one, found))


def _year(one: syntax.Declaration, keyword: str, reading: _Reading) -> int:
    """The year on a line; a part of one is reported, since a schedule is of whole years."""
    line, text = one.field(keyword), text_of(one, keyword) or ""
    if line is not None and not text.isdecimal():
        reading.report("P110", line.span, "year", found=text)
    return max(int(text[:4]), 1) if text[:4].isdecimal() else 1


def _calendar(one: syntax.Declaration, reading: _Reading) -> Calendar | None:
    line = one.field("calendar")
    if line is None or not isinstance(line.value, syntax.Names):
        return None
    item = line.value.items[0]
    parts = item.parts if isinstance(item, syntax.Name) else (item.word,)
    for start in range(len(parts)):
        found = reading.calendars.get(".".join(parts[start:]))
        if found is not None:
            return found
    near = nearest(parts[-1], reading.calendars)
    reading.report("N189", item.span, "near" if near else "", name=item.span.text, nearest=near or "")
    return None


def _written_day(one: syntax.Declaration, schedule: Schedule | None) -> date | None:
    """The day on the line `last day`, its year taken from the schedule; the 29th of a common February is the 28th."""
    line = one.field("last_day")
    match None if line is None else line.value:
        case syntax.Day(value=day):
            return day
        case DayOfYear(month=month, day=number, year=year) if schedule is not None:
            chosen = schedule.reported_year if year == "reported_year" else schedule.held_year
            try:
                return date(chosen, month, number)
            except ValueError:
                return date(chosen, month, number - 1)
        case _:
            return None


# ---------------------------------------------------------------- deadlines


def _deadline(one: syntax.Declaration, names: Mapping[str, str], reading: _Reading) -> Deadline:
    schedule = _schedule_of(one, reading)
    counted_from = _counted_from(one)
    after = None if counted_from is None else names.get(counted_from.text)
    day, term = _written_day(one, schedule), _term(one, schedule, reading)
    _check_end(one, reading)
    answers = {"yes": True, "no": False}
    return Deadline(
        code=code_of(one),
        label=one.label,
        schedule="" if schedule is None else schedule.code,
        reported_year=None if schedule is None else schedule.reported_year,
        who=text_of(one, "who") or "",
        what=text_of(one, "what") or "",
        to_whom=text_of(one, "to_whom") or "",
        fixed=None if day is None else _carried(one, day, schedule, reading),
        term=term,
        counted_from=None if after is not None else counted_from,
        after=after,
        not_before=_named(one, "not_before", names, reading),
        exceptions=_named(one, "exceptions", names, reading),
        late=text_of(one, "if_late") or "",
        without_documents=text_of(one, "if_without_documents") or "",
        final=answers.get(text_of(one, "final") or ""),
        also=text_of(one, "also") or "",
        open=tuple(_open(one)),
        span=one.name_span or one.span,
        illustrative=next((place for place in map(illustrative_place, one.fields) if place is not None), None),
    )


def _schedule_of(one: syntax.Declaration, reading: _Reading) -> Schedule | None:
    """The schedule that a deadline belongs to: the one named, else the only one."""
    if one.of is not None:
        found = reading.schedules.get(one.of.text)
        if found is None:
            near = nearest(one.of.text, reading.schedules)
            reading.report("R880", one.of.span, "near" if near else "", name=one.of.text, nearest=near or "")
        return found
    if len(reading.schedules) > 1:
        known = ", ".join(f"`{name}`" for name in reading.schedules)
        reading.report("R880", one.name_span or one.span, "which", name=code_of(one), known=known)
        return None
    return next(iter(reading.schedules.values()), None)


def _term(one: syntax.Declaration, schedule: Schedule | None, reading: _Reading) -> Term | None:
    """The term on the line `within`; what it leaves open is reported."""
    line = one.field("within")
    written = line.value.value if line is not None and isinstance(line.value, syntax.Outcome) else None
    if line is None or isinstance(written, syntax.Undetermined):
        return None
    unit = _unit_of(written)
    if not isinstance(written, syntax.Number) or unit not in ("working_day", "calendar_day"):
        variant = "days" if unit in ("day", "days") else "length"
        reading.report("R881", line.value.span if line.value is not None else line.span, variant, name=code_of(one))
        return None
    if written.value.q != 1 or not 1 <= int(written.value.p) <= _MOST_DAYS:
        reading.report("R881", written.span, "length", name=code_of(one))
        return None
    in_working_days = unit == "working_day"
    calendar = None if schedule is None else schedule.calendar
    first_day = _choice(one, "first_day", "first day", reading)
    day_off = "stays" if in_working_days else _choice(one, "if_day_off", "day off", reading)
    if calendar is None and (in_working_days or day_off != "stays"):
        if schedule is not None or not reading.schedules:
            reading.report("R881", line.span, "calendar", name=code_of(one))
        return None
    is_illustrative = illustrative_place(line) is not None
    return Term(int(written.value.p), in_working_days, FirstDay(first_day), DayOff(day_off), calendar, is_illustrative)


def _unit_of(written: object) -> str:
    """Key of the unit of a number of days; empty for anything else."""
    if not isinstance(written, syntax.Number) or len(written.unit) != 1:
        return ""
    name = written.unit[0].name
    return {"working days": "working_day", "working day": "working_day"}.get(name, name.replace(" ", "_").rstrip("s"))


def _choice(one: syntax.Declaration, keyword: str, variant: str, reading: _Reading) -> str:
    """The word that was chosen on a line; where the line is missing that is an error, and the first option stands."""
    chosen = text_of(one, keyword)
    if chosen is None:
        reading.report("R881", one.name_span or one.span, variant, name=code_of(one))
        return {"first_day": "day_after", "if_day_off": "stays"}[keyword]
    return chosen


def _carried(one: syntax.Declaration, day: date, schedule: Schedule | None, reading: _Reading) -> date:
    """A written last day, carried where it is a day off; the choice is forced where the calendar says so."""
    calendar = None if schedule is None else schedule.calendar
    if calendar is None:
        return day
    line = one.field("last_day")
    place = one.span if line is None else line.span
    try:
        if one.field("if_day_off") is None and calendar.is_worked(day):
            return day
        chosen = _choice(one, "if_day_off", "day off", reading)
        return Term(0, False, FirstDay.DAY_AFTER, DayOff(chosen), calendar).last_day(day)
    except ValueError:
        days = {"first": str(calendar.first), "last": str(calendar.last)}
        reading.report("R884", place, name=code_of(one), day=str(day), calendar=calendar.code, **days)
        return day


def _check_end(one: syntax.Declaration, reading: _Reading) -> None:
    """A deadline ends on a day or so long after something; of the two it says one."""
    last, within, start = (one.field(keyword) for keyword in ("last_day", "within", "counted_from"))
    place = one.name_span or one.span
    if last is None and within is None:
        reading.report("R881", place, name=code_of(one))
    elif last is not None and within is not None:
        reading.report("R881", within.span, "both", name=code_of(one))
    elif within is not None and start is None and not any(_undetermined(within)):
        reading.report("R881", within.span, "start", name=code_of(one))
    elif start is not None and not any(_undetermined(start)) and _counted_from(one) is None:
        reading.report("R881", start.span, "from what", name=code_of(one))
    if last is not None and isinstance(last.value, DayOfYear) and not reading.schedules:
        reading.report("R880", last.span, "none", name=code_of(one))


def _counted_from(one: syntax.Declaration) -> syntax.Name | None:
    line = one.field("counted_from")
    value = line.value.value if line is not None and isinstance(line.value, syntax.Outcome) else None
    return value if isinstance(value, syntax.Name) else None


def _named(one: syntax.Declaration, keyword: str, names: Mapping[str, str], reading: _Reading) -> tuple[str, ...]:
    """Codes of the deadlines named on a line."""
    return deadlines_named(one.field(keyword), names, reading.findings)


def deadlines_named(line: syntax.Field | None, names: Mapping[str, str], findings: list[Diagnostic]) -> tuple[str, ...]:
    """Codes of the deadlines named on a line; `names` gives the code of each by its name (R882)."""
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    found = []
    for item in items:
        if item.span.text in names or (isinstance(item, syntax.Name) and item.text in names):
            found.append(names[item.text if isinstance(item, syntax.Name) else item.span.text])
        else:
            near = nearest(item.span.text, names)
            variant = "near" if near else ""
            findings.append(finding("R882", item.span, variant=variant, name=item.span.text, nearest=near or ""))
    return tuple(found)


def _open(one: syntax.Declaration) -> Iterator[syntax.Undetermined]:
    for keyword in ("within", "counted_from"):
        line = one.field(keyword)
        if line is not None:
            yield from _undetermined(line)


def _undetermined(line: syntax.Field) -> Iterator[syntax.Undetermined]:
    value = line.value.value if isinstance(line.value, syntax.Outcome) else None
    if isinstance(value, syntax.Undetermined):
        yield value


# ---------------------------------------------------------------- order


def _out_of_order(one: Deadline, deadlines: Mapping[str, Deadline]) -> Iterator[Diagnostic]:
    """A deadline that ends before one that must be over first, or that is counted from itself."""
    try:
        own = last_day_of(one, deadlines)
        for code in one.not_before:
            former = last_day_of(deadlines[code], deadlines)
            if own is not None and former is not None and own < former:
                yield finding("R883", one.span, name=one.code, day=str(own), other=code, former=str(former))
    except ValueError as refusal:
        calendar = None if one.term is None else one.term.calendar
        code = "" if calendar is None else calendar.code
        yield finding("R884", one.span, variant="term", name=one.code, calendar=code, reason=str(refusal))
    seen, after = {one.code}, one.after
    while after is not None and after in deadlines and after not in seen:
        seen.add(after)
        after = deadlines[after].after
    if after == one.code:
        yield finding("R882", one.span, variant="circle", name=one.code)
