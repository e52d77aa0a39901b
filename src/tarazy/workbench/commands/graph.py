"""``tarazy graph``: what a value is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.periods import PeriodSpan
from tarazy.dsl.program import Program
from tarazy.grammar.speech import reader_language, said
from tarazy.interpreter.run import run
from tarazy.workbench.atomic_writing import write_atomically
from tarazy.workbench.compiling import compile_one
from tarazy.workbench.graph.graph_json import graph_json
from tarazy.workbench.graph.mermaid import mermaid_text
from tarazy.workbench.graph.pictured import Pictured, pictured, spoken, with_values
from tarazy.workbench.graph.svg import svg_text
from tarazy.workbench.graph.tree_text import tree_text
from tarazy.workbench.loading import chosen_periods, load, unknown_body, unknown_name, without_notes
from tarazy.workbench.options import (
    colour_option,
    data_option,
    language_option,
    one_period_option,
    path_argument,
    traceback_option,
)
from tarazy.workbench.session import OutputForm, Session

if TYPE_CHECKING:
    from tarazy.workbench.loading import Loaded

_DRAWINGS: Mapping[str, Callable[[Pictured], str]] = {
    "text": tree_text,
    "mermaid": mermaid_text,
    "svg": svg_text,
    "json": graph_json,
}
_BY_SUFFIX: Mapping[str, str] = {".txt": "text", ".mmd": "mermaid", ".svg": "svg", ".json": "json"}


class _Whose(TypedDict):
    """Whose values are put in, and from which folder; all ``None`` where none are."""

    body: str | None
    periods: PeriodSpan | None
    data: Path | None


@click.command("graph", short_help="Show what a value is made of.")
@path_argument
@click.option("--name", metavar="NAME", help="Value to start from; the score when left out.")
@click.option("--body", metavar="CODE", help="Put in the values of this body.")
@one_period_option
@data_option
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE.svg, FILE.mmd, FILE.txt or FILE.json."
)
@click.option(
    "--format", "form", type=click.Choice(list(_DRAWINGS)), help="How to draw; by the suffix of --out, else text."
)
@language_option
@colour_option
@traceback_option
@click.pass_obj
def command(
    session: Session, path: Path, name: str | None, out: Path | None, form: str | None, **whose: Unpack[_Whose]
) -> None:
    """Show what a value is made of, with the weights, down to the columns of the data.

    With --body or --period the values of the body and the period are put in; no data are read without them.
    """
    if whose["periods"] is not None and not whose["periods"].is_one:
        raise click.BadParameter(said("values are of one period."), param_hint="'--period'")
    form = form or _form_of(out)
    session.form = OutputForm.JSON if form == "json" and out is None else OutputForm.TEXT
    shown, findings = _shown(session, path, name, whose, for_people=form != "json")
    text = _DRAWINGS[form](shown)
    if out is None:
        session.print_document(text)
    else:
        findings += _written(session, out, text, len(shown.dependencies.parts))
    session.finish(findings)


def _form_of(out: Path | None) -> str:
    """The form that a file's name asks for.

    Raises
    ------
    click.BadParameter
        Its suffix is that of no form.
    """
    if out is None:
        return "text"
    form = _BY_SUFFIX.get(out.suffix.lower())
    if form is None:
        known = ", ".join(_BY_SUFFIX)
        wrong = said("a file ends in one of {known}; or say --format.", known=known)
        raise click.BadParameter(wrong, param_hint="'--out'")
    return form


def _shown(
    session: Session, path: Path, name: str | None, whose: _Whose, *, for_people: bool
) -> tuple[Pictured, Findings]:
    """What is drawn, and what was found on the way; ends the command where nothing can be drawn.

    For people it is in the reader's language.
    """
    if all(part is None for part in whose.values()):
        compiled, findings = compile_one(path, binding=session.binding)
        if compiled is None or compiled.compilation.program is None:
            session.finish(findings)
        findings = without_notes(findings)
        shown = _drawable(session, compiled.compilation.program, name, findings)
        return spoken(shown) if for_people else shown, findings
    loaded, findings = load(path, whose["data"], whose["periods"], binding=session.binding)
    if loaded is None:
        session.finish(findings)
    findings = without_notes(findings)
    shown = _drawable(session, loaded.program, name, findings)
    language = reader_language() if for_people else "en"
    shown = _with_values(session, loaded, shown, whose, language)
    return spoken(shown) if for_people else shown, findings


def _drawable(session: Session, program: Program, name: str | None, findings: Findings) -> Pictured:
    unknown = None if name is None else unknown_name(program, name)
    if unknown is not None:
        session.finish([*findings, unknown])
    return pictured(program, name)


def _with_values(session: Session, loaded: Loaded, shown: Pictured, whose: _Whose, language: str) -> Pictured:
    body, periods = whose["body"], whose["periods"]
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([chosen])
    result = run(loaded.program, loaded.snapshot, () if chosen else None)
    if periods is not None and len(chosen) > 1:
        wrong = said("values are of one period, such as {period}.", period=chosen[-1])
        raise click.BadParameter(wrong, param_hint="'--period'")
    period = chosen[-1] if chosen else next(iter(result.periods), None)
    unknown = None if body is None else unknown_body(result, body, () if period is None else (period,))
    if unknown is not None:
        session.finish([unknown])
    return with_values(shown, result, body, period, language)


def _written(session: Session, out: Path, text: str, count: int) -> list[Diagnostic]:
    """Write the drawing; what is in the way where that fails."""
    try:
        write_atomically(out, text)
    except OSError as error:
        return [finding("U757", None, path=str(out), reason=error.strerror or str(error))]
    session.say(said("{count} parts written to {path}", count=count, path=out))
    return []
