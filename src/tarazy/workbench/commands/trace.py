"""``tarazy trace``: where a value comes from, down to the cells of the data."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.periods import Period, PeriodSpan
from tarazy.grammar.speech import asked_language, reader_language, said
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.plan_findings import plan_finding
from tarazy.interpreter.publishing import refused_nodes
from tarazy.interpreter.redaction import published
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.trace_json import trace_json
from tarazy.interpreter.trace_labels import with_labels_read
from tarazy.interpreter.trace_text import trace_text
from tarazy.workbench.loading import chosen_periods, load, near_code, unknown_body, unknown_name, without_notes
from tarazy.workbench.options import (
    data_option,
    one_period_option,
    output_options,
    path_argument,
    published_option,
    under_option,
)
from tarazy.workbench.row_listing import rows_json, rows_text
from tarazy.workbench.session import Session

ELEMENT_SEPARATOR = "/"
"""Parts the elements of a value of several lists, as in the table of results."""


class _Asked(TypedDict):
    """Which value is meant, from which data, and whether its rows are listed instead."""

    body: str | None
    periods: PeriodSpan | None
    under: str | None
    element: str | None
    list_rows: bool
    data: Path | None


@click.command("trace", short_help="Show where a value comes from.")
@path_argument
@click.argument("name")
@click.option("--body", metavar="CODE", help="Body whose value is meant.")
@one_period_option
@under_option
@click.option(
    "--element", metavar="CODE", help="Element whose value is meant, where there is one for each: a/b of two."
)
@click.option("--rows", "list_rows", is_flag=True, help="List the rows of registers behind the value instead.")
@published_option
@data_option
@output_options
@click.pass_obj
def command(session: Session, path: Path, name: str, **asked: Unpack[_Asked]) -> None:
    """Show where the value NAME of a body comes from, down to the cells of the data.

    Without --period it is that of the last period in the data.
    """
    body, periods, element = asked["body"], asked["periods"], asked["element"]
    if periods is not None and not periods.is_one:
        raise click.BadParameter(said("a trace is of one period."), param_hint="'--period'")
    loaded, findings = load(path, asked["data"], periods, asked["under"], session.binding)
    if loaded is None:
        session.finish(findings)
    findings = without_notes(findings)
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*findings, chosen])
    # Nothing is computed but what the trace asks for; without periods in the data the program says which one it is.
    result = run(loaded.program, loaded.snapshot, () if chosen else None)
    if periods is not None and len(chosen) > 1:
        raise click.BadParameter(
            said("a trace is of one period, such as {period}.", period=chosen[-1]), param_hint="'--period'"
        )
    period = chosen[-1] if chosen else next(iter(result.periods), None)
    elements = () if element is None else tuple(element.split(ELEMENT_SEPARATOR))
    refused = _refused(result, name, body, period, elements)
    if refused:
        session.finish([*findings, *refused])
    try:
        if asked["list_rows"]:
            _list_rows(session, result, name, (body, period, elements))
            session.finish(findings)
        language = "en" if session.as_json else reader_language()
        trace = result.trace(body or "", name, period, elements, language)
        if not session.as_json:
            trace = with_labels_read(trace, loaded.program, asked_language())
        if session.published:
            trace = published(trace, loaded.program.secrecy, language, refused_nodes(result, trace, period, language))
    except PlanError as error:
        session.finish([*findings, *loaded.cited([plan_finding(error)])])
    if session.as_json:
        session.print_document(trace_json(trace).decode("utf-8"))
    else:
        session.say(trace_text(trace))
    session.finish(findings)


def _list_rows(
    session: Session, result: RunResult, name: str, value: tuple[str | None, Period | None, Sequence[str]]
) -> None:
    """Print the rows of registers behind a value, of a body, a period and elements."""
    body, period, elements = value
    language = "en" if session.as_json else reader_language()
    listings = result.rows(body, name, period, elements, language=language)
    if session.as_json:
        session.print_document(rows_json(result.program, name, listings))
    else:
        session.say(rows_text(result.program, listings))


def _refused(
    result: RunResult, name: str, body: str | None, period: Period | None, elements: Sequence[str]
) -> list[Diagnostic]:
    """Everything in the question that names nothing.

    Raises
    ------
    click.UsageError
        The value belongs to a body, and none was named.
    """
    program = result.program
    found = [unknown_name(program, name)]
    if body is not None:
        found.append(unknown_body(result, body, () if period is None else (period,)))
    declaration = program.computed.get(name)
    if declaration is not None:
        if body is None and program.body_axis in program.axes_of[name]:
            raise click.UsageError(said("Name the body with '--body': each has its own {name}.", name=name))
        found.extend(_refused_elements(result, declaration, period, elements))
    return [one for one in found if one is not None]


def _refused_elements(
    result: RunResult, declaration: Computed, period: Period | None, elements: Sequence[str]
) -> list[Diagnostic]:
    """What is wrong with the elements, which are one of each list that the declaration is a family over."""
    families = declaration.families
    lists = " and ".join(f"`{family.list}`" for family in families)
    code = declaration.code
    if not families:
        element = ELEMENT_SEPARATOR.join(elements)
        return [finding("U758", None, variant="extra", name=code, element=element)] if elements else []
    known = [result.snapshot.elements(family.list, period) for family in families]
    if len(elements) != len(families):
        example = ELEMENT_SEPARATOR.join(one[0] if one else "code" for one in known)
        variant, element = ("count", ELEMENT_SEPARATOR.join(elements)) if elements else ("", "")
        return [finding("U758", None, variant=variant, name=code, lists=lists, example=example, element=element)]
    return [
        _unknown_element(element, family.list, codes)
        for element, family, codes in zip(elements, families, known, strict=True)
        if element not in codes
    ]


def _unknown_element(element: str, code: str, known: Sequence[str]) -> Diagnostic:
    meant = near_code(element, known)
    return finding("U759", None, variant="near" if meant else "", element=element, list=code, nearest=meant or "")
