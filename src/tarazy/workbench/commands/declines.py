"""``tarazy declines``: what got worse two or more years running, by body and value."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import click

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.literal_text import date_text
from tarazy.dsl.names.labels import label_read
from tarazy.dsl.periods import PeriodSpan
from tarazy.dsl.program import Program
from tarazy.dsl.units import PURE, Shape, Shown
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import asked_language, counted, reader_language, said
from tarazy.interpreter.cell_words import TABLE_DIGITS, CellWords, cell_words, in_shown_unit, unit_words
from tarazy.interpreter.declines import Decline, declines
from tarazy.interpreter.exact import Number, parse_decimal, texts, to_text
from tarazy.interpreter.run import run
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import chosen_periods, load, unknown_body, without_notes
from tarazy.workbench.options import data_option, one_period_option, output_options, path_argument, under_option
from tarazy.workbench.result_marks import marks_record, say_marks
from tarazy.workbench.session import Session
from tarazy.workbench.tables import plain_table

_FEWEST_DIGITS = 5
_PERCENT = Shape(PURE, Shown.PERCENT)


@click.command("declines", short_help="Show what got worse two or more years running.")
@path_argument
@one_period_option
@click.option(
    "--years", type=click.IntRange(min=1), default=2, show_default=True, help="How many years running at least."
)
@under_option
@data_option
@click.option("--body", metavar="CODE", help="Show this body only.")
@output_options
@click.pass_obj
def command(
    session: Session,
    path: Path,
    periods: PeriodSpan | None,
    years: int,
    under: str | None,
    data: Path | None,
    body: str | None,
) -> None:
    """Show for each body the values that got worse year after year up to the period, the worst first.

    Values are compared that say which way is better, and the points of criteria, parts, blocks and scores. All years
    are computed under one edition. Numbers are shown with enough digits to tell them apart.
    """
    loaded, findings = load(path, data, periods, under, session.binding)
    if loaded is None:
        session.finish(findings)
    findings = without_notes(findings)
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*findings, chosen])
    result = run(loaded.program, loaded.snapshot, chosen[-1:] or None)
    unknown = None if body is None else unknown_body(result, body, result.periods)
    if unknown is not None:
        session.finish([*findings, unknown])
    period = result.periods[-1]
    found = [one for one in declines(result, period, years) if body is None or one.body == body]
    compared = sorted({period, *(when for one in found for when, _ in one.series)})
    supposed = run(loaded.program, loaded.snapshot, compared).what_if
    say_marks(session, loaded.program, supposed)
    bodies = len({one.body for one in found if one.body is not None})
    counts = f"{counted(len(found), 'value', 'values')}, {counted(bodies, 'body', 'bodies')}"
    title = said("worse year after year up to {period} ({years} or more running)", period=period, years=years)
    session.say(f"{title}: {counts}")
    if found and not session.as_json:
        words = cell_words(reader_language())
        heads = (said("years"), said("body"), said("value"), said("by year"), said("change"))
        session.say("\n" + plain_table(heads, [_cells(loaded.program, one, words) for one in found]))
    document: dict[str, Json] = {
        "period": str(period),
        "years": years,
        "declines": [_record(loaded.program, one) for one in found],
    }
    session.finish(findings, {**document, **marks_record(loaded.program, supposed)})


def _cells(program: Program, one: Decline, words: CellWords) -> tuple[str, ...]:
    return (
        str(one.years),
        _body(program, one),
        _value_name(program, one),
        _series(program, one, words),
        _change(one, words),
    )


def _body(program: Program, one: Decline) -> str:
    root = program.body_axis
    if root is None or one.body is None:
        return ""
    name = program.resolved.process.bodies.name_of(root, one.body, one.series[-1][0], asked_language())
    return f"{name} ({one.body})" if name else one.body


def _value_name(program: Program, one: Decline) -> str:
    """The label in the reader's language, with the code and the elements."""
    label = label_read(program.resolved.labels_in, one.name, program.computed[one.name].label or "")
    code = f"{one.name}[{', '.join(one.elements)}]" if one.elements else one.name
    return f"{label} ({code})" if label else code


def _series(program: Program, one: Decline, words: CellWords) -> str:
    """The value by period, with no more digits than tell each from the one before, and five at least."""
    shape = program.declared[one.name].of(one.facet).shape
    shown = [words.shown(parse_decimal(text), shape) for text in _told_apart(tuple(value for _, value in one.series))]
    years = ", ".join(f"{period}: {text}" for (period, _), text in zip(one.series, shown, strict=True))
    days = ", ".join(date_text(day, vocabulary(reader_language())) for day in one.reorganised)
    return f"{years} ({said('reorganised')}: {days})" if days else years


def _told_apart(values: tuple[Number, ...]) -> list[str]:
    for digits in range(_FEWEST_DIGITS, TABLE_DIGITS):
        shown = [to_text(value, digits) for value in values]
        if all(text != following for text, following in pairwise(shown)):
            return shown
    return [to_text(value, TABLE_DIGITS) for value in values]


def _change(one: Decline, words: CellWords) -> str:
    """The change relative to the first value, in percent; empty where that was 0."""
    relative = one.relative
    if relative is None:
        return ""
    return words.shown(parse_decimal(to_text(relative, 3)), _PERCENT)


def _record(program: Program, one: Decline) -> dict[str, Json]:
    shape = program.declared[one.name].of(one.facet).shape

    def number(value: Number) -> dict[str, Json]:
        text, exact = texts(in_shown_unit(value, shape), TABLE_DIGITS)
        return {"value": text, "exact": exact}

    relative = one.relative
    return {
        "body": one.body or "",
        "name": one.name,
        "element": "/".join(one.elements),
        "label": program.computed[one.name].label or "",
        "years": one.years,
        "better": one.better,
        "unit": unit_words(shape),
        "series": [{"period": str(period), **number(value)} for period, value in one.series],
        "change": number(one.change),
        "relative": None
        if relative is None
        else dict(zip(("value", "exact"), texts(relative, TABLE_DIGITS), strict=True)),
        "reorganised": [day.isoformat() for day in one.reorganised],
    }
