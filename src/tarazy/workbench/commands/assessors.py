"""``tarazy assessors``: who assesses whom, by block and part."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import click

from tarazy.dsl.assessor_matrix import Answer, AssessmentLine, bodies_in_text, matrix
from tarazy.dsl.assessors import Assignment
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.expression_text import citations_text
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.nearest import nearest
from tarazy.dsl.periods import Period, PeriodSpan, period_of_day
from tarazy.dsl.syntax import Citations
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language, said
from tarazy.workbench.compiling import compile_each
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import without_notes
from tarazy.workbench.options import PeriodType, colour_option, language_option, path_argument, traceback_option
from tarazy.workbench.session import OutputForm, Session
from tarazy.workbench.tables import plain_table

_CSV = "csv"


@click.command("assessors", short_help="Show who assesses whom, by block and part.")
@path_argument
@click.option(
    "--period",
    "periods",
    type=PeriodType(),
    help="The evaluated year; that from which the methodology is in force when left out.",
)
@click.option("--body", metavar="CODE", help="Show this body only.")
@click.option(
    "--format",
    "form",
    type=click.Choice([OutputForm.TEXT.value, OutputForm.JSON.value, _CSV]),
    default=OutputForm.TEXT.value,
    show_default=True,
    help="Text to read, one JSON document, or rows parted by commas.",
)
@language_option
@colour_option
@traceback_option
@click.pass_obj
def command(session: Session, path: Path, periods: PeriodSpan | None, body: str | None, form: str) -> None:
    """Show who assesses each body by each block and part of FILE, and on what ground; no data are read.

    A body that nobody assesses, or that two assess, is an error.
    """
    session.form = OutputForm.JSON if form == OutputForm.JSON.value else OutputForm.TEXT
    compiled, findings = compile_each([path])
    if findings.errors:
        session.finish(findings)
    resolved = next((one.compilation.resolved for one in compiled if one.compilation.resolved is not None), None)
    if resolved is None or not resolved.assessors:
        session.finish([*without_notes(findings), finding("U771", None, path=str(path))])
    period = _period(resolved, periods)
    bodies = bodies_in_text(resolved, period)
    if bodies is None:
        session.finish([*without_notes(findings), finding("U771", None, variant="bodies", path=str(path))])
    if body is not None and body not in bodies:
        session.finish([*without_notes(findings), _unknown(body, bodies, period)])
    lines = list(matrix(resolved, bodies if body is None else (body,), period))
    wrong = _wrong(lines)
    if form == _CSV:
        session.say(_csv(lines).rstrip("\n"))
    else:
        session.say(f"{plain_table(_heads(), [_cells(resolved, one) for one in lines])}\n")
    records: list[Json] = [_record(one) for one in lines]
    session.finish([*without_notes(findings), *wrong], {"period": str(period), "assessors": records})


def _period(resolved: Resolved, periods: PeriodSpan | None) -> Period:
    """The period asked for, or the first in which the methodology is in force."""
    if periods is not None:
        return periods.last
    head = resolved.methodology
    assert head is not None
    assert head.in_force_from is not None
    return period_of_day(head.in_force_from, head.parts)


def _unknown(body: str, bodies: Sequence[str], period: Period) -> Diagnostic:
    near = nearest(body, bodies)
    return finding("U771", None, variant="near" if near else "body", body=body, period=str(period), nearest=near or "")


def _wrong(lines: Sequence[AssessmentLine]) -> list[Diagnostic]:
    """A finding for each block or part that nobody assesses, and each body that two assess."""
    found: dict[tuple[str, ...], Diagnostic] = {}
    for one in lines:
        name = one.part or one.block
        if one.answer is Answer.NOBODY and not one.by:
            found.setdefault((name,), finding("R873", None, variant="part", name=name, block=one.block))
    return list(found.values())


# ---------------------------------------------------------------- text


def _heads() -> tuple[str, ...]:
    words = vocabulary(reader_language())
    heads = (words.printed("head", key) for key in ("body", "block", "part", "assessor"))
    lines = (words.printed("field", key) for key in ("basis", "leads", "supported_by"))
    return (*heads, *lines)


def _cells(resolved: Resolved, one: AssessmentLine) -> tuple[str, ...]:
    labels = (_label(resolved, one.block), _label(resolved, one.part))
    return one.body, *labels, _answer(one), _ground(one), one.leads, ", ".join(one.supported_by)


def _label(resolved: Resolved, code: str) -> str:
    if not code:
        return ""
    own = resolved.computed[code].label or code
    return resolved.labels_in.get(code, {}).get(reader_language(), own)


def _answer(one: AssessmentLine) -> str:
    words = vocabulary(reader_language())
    match one.answer:
        case Answer.NOT_APPLICABLE:
            return words.printed("state", "not_applicable")
        case Answer.CONFLICT:
            return f"{words.printed('until_settled', 'not_assessed')} ({one.because})"
        case Answer.WITHIN:
            return f"{words.printed('former_body', 'assessed_within_the_successor')} ({one.successor})"
        case Answer.NOBODY:
            return said("nobody")
        case Answer.ASSESSED | Answer.SEVERAL:
            by = ", ".join(map(str, one.by))
            only = words.printed("former_body", "recommendations_only")
            return f"{by}; {only}" if one.recommendations else by


def _ground(one: AssessmentLine) -> str:
    if not one.basis:
        return ""
    words = vocabulary(reader_language())
    return citations_text(Citations(one.basis, span=one.basis[0].span), words).replace("_", " ")


# ---------------------------------------------------------------- records


def _record(one: AssessmentLine) -> dict[str, Json]:
    by: list[Json] = [_by(assignment) for assignment in one.by]
    return {
        "body": one.body,
        "block": one.block,
        "part": one.part,
        "answer": one.answer.value,
        "assessors": by,
        "basis": _ground_in_english(one),
        "because": one.because,
        "successor": one.successor,
        "recommendations_only": one.recommendations,
        "leads": one.leads_code,
        "supported_by": list(one.supported_by),
    }


def _by(one: Assignment) -> dict[str, Json]:
    return {"by": one.code, "body": one.holder or ""}


def _ground_in_english(one: AssessmentLine) -> str:
    return citations_text(Citations(one.basis, span=one.basis[0].span), vocabulary("en")) if one.basis else ""


def _csv(lines: Sequence[AssessmentLine]) -> str:
    """Rows with a header; names of columns and states are those of the JSON document."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(("body", "block", "part", "answer", "by", "assessor", "basis", "because", "successor", "leads"))
    for one in lines:
        by, holders = "; ".join(each.code for each in one.by), "; ".join(each.holder or "" for each in one.by)
        ground = _ground_in_english(one)
        writer.writerow(
            (
                one.body,
                one.block,
                one.part,
                one.answer.value,
                by,
                holders,
                ground,
                one.because,
                one.successor,
                one.leads_code,
            )
        )
    return stream.getvalue()
