"""``tarazy schedule``: the deadlines of an evaluation, in the order in which they end."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from tarazy.dsl.diagnostics import finding
from tarazy.dsl.literal_text import date_text
from tarazy.dsl.schedules import Deadline, Planned, Schedule, planned, term_text
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language, said
from tarazy.workbench.compiling import compile_each
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import without_notes
from tarazy.workbench.options import output_options, path_argument
from tarazy.workbench.session import Session
from tarazy.workbench.tables import plain_table


@click.command("schedule", short_help="Show the deadlines of an evaluation.")
@path_argument
@output_options
@click.pass_obj
def command(session: Session, path: Path) -> None:
    """Show who must do what for whom and by which day, as the schedules of FILE say; no data are read."""
    compiled, findings = compile_each([path])
    if findings.errors:
        session.finish(findings)
    schedules: dict[str, Schedule] = {}
    deadlines: dict[str, Deadline] = {}
    for one in compiled:
        if one.compilation.resolved is not None:
            schedules |= one.compilation.resolved.process.schedules
            deadlines |= one.compilation.resolved.process.deadlines
    if not deadlines:
        session.finish([*without_notes(findings), finding("U766", None, path=str(path))])
    ordered = sorted(planned(deadlines), key=lambda found: (found.day is None, found.day or date.max))
    for code in [*schedules, ""]:
        own = [found for found in ordered if found.deadline.schedule == code]
        if own:
            session.say(f"{_title(schedules.get(code))}\n\n{plain_table(_heads(), [_cells(found) for found in own])}\n")
    document: dict[str, Json] = {
        "schedules": [_schedule_record(one) for one in schedules.values()],
        "deadlines": [_record(found) for found in ordered],
    }
    session.finish(without_notes(findings), document)


def _heads() -> tuple[str, ...]:
    words = vocabulary(reader_language())
    lines = [words.printed("field", key) for key in ("last_day", "who", "what", "to_whom")]
    return lines[0], words.printed("head", "deadline"), *lines[1:]


def _title(schedule: Schedule | None) -> str:
    if schedule is None:
        return said("without a schedule")
    years = said("reported year {reported}, held in {held}", reported=schedule.reported_year, held=schedule.held_year)
    title = f"{schedule.label or schedule.code}: {years}"
    if schedule.last_day is None:
        return title
    day = date_text(schedule.last_day, vocabulary(reader_language()))
    return f"{title}; {said('to be approved by {day}', day=day)}"


def _cells(one: Planned) -> tuple[str, ...]:
    deadline = one.deadline
    words = vocabulary(reader_language())
    day = term_text(deadline, words) if one.day is None else date_text(one.day, words)
    if one.day is not None and deadline.after is not None:
        day = said("{day} at the latest", day=day)
    label = deadline.label or deadline.code
    return day, label, deadline.who, deadline.what, deadline.to_whom


def _schedule_record(one: Schedule) -> dict[str, Json]:
    return {
        "name": one.code,
        "label": one.label or "",
        "reported_year": one.reported_year,
        "held_year": one.held_year,
        "last_day": None if one.last_day is None else one.last_day.isoformat(),
    }


def _record(one: Planned) -> dict[str, Json]:
    deadline = one.deadline
    return {
        "name": deadline.code,
        "label": deadline.label or "",
        "schedule": deadline.schedule,
        "who": deadline.who,
        "what": deadline.what,
        "to_whom": deadline.to_whom,
        "last_day": None if one.day is None else one.day.isoformat(),
        "counted_from": deadline.after or (deadline.counted_from.text if deadline.counted_from is not None else ""),
        "term": term_text(deadline, vocabulary("en")) if deadline.fixed is None else "",
        "not_before": list(deadline.not_before),
        "if_late": deadline.late,
        "final": deadline.final,
    }
