"""``tarazy run``: every value computed, and the bodies by rank."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import asdict

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.periods import Period, PeriodSpan, read_period
from tarazy.dsl.program import Program
from tarazy.dsl.states import State
from tarazy.grammar.speech import counted, reader_language, said
from tarazy.interpreter.data.missing_rows import missing_rows
from tarazy.interpreter.extras import is_installed
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.score_tables import (
    ScoreDeclarations,
    ScoreLine,
    ScoreTable,
    cells_of,
    heads_of,
    score_declarations,
    score_tables,
    with_names,
)
from tarazy.interpreter.selections import selections_of
from tarazy.workbench.display_text import folded
from tarazy.workbench.exports.exporting import Results, refused, written
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import Loaded, body_list, chosen_periods, load, unknown_body, without_notes
from tarazy.workbench.official import unofficial
from tarazy.workbench.options import (
    data_option,
    official_option,
    output_options,
    path_argument,
    period_option,
    strict_option,
    under_option,
)
from tarazy.workbench.progress import progress_bar
from tarazy.workbench.result_marks import marks_record, say_marks
from tarazy.workbench.score_table import cause_text, table_text, without_score_text
from tarazy.workbench.session import Session
from tarazy.workbench.terminal import colours_wanted, columns, is_screen


@click.command("run", short_help="Compute every value from the data.")
@path_argument
@period_option
@under_option
@data_option
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write every value to FILE.csv, .xlsx, .parquet or .json.",
)
@click.option("--body", metavar="CODE", help="Show and write this body only.")
@official_option
@strict_option
@output_options
@click.pass_obj
def command(
    session: Session,
    path: Path,
    periods: PeriodSpan | None,
    under: str | None,
    data: Path | None,
    out: Path | None,
    body: str | None,
) -> None:
    """Compute every value from the data and show the bodies by rank.

    The data are found by the paths that the sources name, from the folder of FILE on.
    """
    in_the_way = None if out is None else refused(out)
    if in_the_way is not None:
        session.finish([in_the_way])
    loaded, findings = load(path, data, periods, under, session.binding)
    if loaded is None:
        session.finish(findings)
    in_the_way_of_issue = list(unofficial(loaded)) if session.official else []
    if in_the_way_of_issue:
        session.finish([*without_notes(findings), *in_the_way_of_issue])
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*without_notes(findings), chosen])
    findings += _missing_rows(loaded, chosen)
    with progress_bar(said("computing"), session.colour) as progress:
        result = run(loaded.program, loaded.snapshot, chosen or None, progress=progress)
        unknown = None if body is None else unknown_body(result, body, result.periods)
        if unknown is not None:
            session.finish([*without_notes(findings), unknown])
        rows = [row for row in result.scores if body is None or row.body == body]
        findings += loaded.cited((*result.findings, *result.checks))
    supposed = result.what_if
    say_marks(session, loaded.program, supposed)
    selected = selections_of(result, "en" if session.as_json else reader_language())
    declarations = score_declarations(loaded.program)
    tables = () if declarations is None else _named(score_tables(declarations, rows), loaded.program)
    if declarations is not None:
        _say_tables(session, declarations, tables, result)
    for selection in selected:
        session.say(f"\n{selection.text()}")
    if declarations is None and not selected and out is None:
        findings += [finding("U761", None, path=str(loaded.path))]
    if out is not None:
        findings += _write(session, out, Results(rows, result.number_names, result.provenance, result.illustrative))
    document = {**_json(tables, out), **marks_record(loaded.program, supposed)}
    if selected:
        document["selections"] = [one.record() for one in selected]
    session.finish(findings, document, incomplete=_incomplete(tables, result))


def _named(tables: Sequence[ScoreTable], program: Program) -> Sequence[ScoreTable]:
    """The tables with the names that bodies have in each period, where the methodology gives any."""
    bodies, root = program.resolved.process.bodies, program.body_axis
    if root is None or not bodies.element_names:
        return tables
    return with_names(tables, lambda body, period: bodies.name_of(root, body, read_period(period)))


def _missing_rows(loaded: Loaded, periods: Sequence[Period]) -> Iterator[Diagnostic]:
    """A note for each source that has no row of some body in some of `periods`."""
    bodies = body_list(loaded.program)
    if bodies is not None:
        yield from missing_rows(loaded.snapshot, bodies, periods)


def _incomplete(tables: Sequence[ScoreTable], result: RunResult) -> bool:
    """Whether a body has no score though one is due: neither *not applicable* nor *not counted*."""
    not_due = {result.words.state_word(state) for state in (State.NOT_APPLICABLE, State.NOT_COUNTED)}
    return any(state not in not_due for table in tables for state in table.without)


def _say_tables(
    session: Session, declarations: ScoreDeclarations, tables: Sequence[ScoreTable], result: RunResult
) -> None:
    """Print each period's table, and below it what has no score and why."""
    score = declarations.score

    def causes(body: str, period: str) -> Sequence[str]:
        try:
            cell = result.cell(body, score.code, read_period(period))
        except PlanError as error:  # told above as a finding
            return [error.code.value]
        return [cause_text(cause) for cause in result.words.reading(cell, None).causes]

    if session.as_json:
        return
    for number, table in enumerate(tables):
        title = ", ".join(filter(None, (score.label or score.code, table.period)))
        session.say(f"\n{title}\n" if number else f"{title}\n")
        if table.lines:
            session.say("\n" + _drawn(session, table, declarations, body_list(result.program) or said("body")))
        if table.without:
            text = without_score_text(table, causes)
            session.say("\n" + (folded(text, columns()) if is_screen(sys.stdout) else text))


def _drawn(session: Session, table: ScoreTable, declarations: ScoreDeclarations, bodies: str) -> str:
    """The table as wide as the screen; plain where the output is no screen, or rich is not installed."""
    colour = colours_wanted(sys.stdout, session.colour)
    if not (colour or is_screen(sys.stdout)) or not is_installed("rich"):
        return table_text(table, declarations, bodies)
    from tarazy.workbench.rich_tables import rich_table

    rows = [cells_of(line, declarations) for line in table.lines]
    return rich_table(heads_of(declarations, bodies), rows, columns(), colour=colour)


def _write(session: Session, out: Path, results: Results) -> list[Diagnostic]:
    """Write the long table; what is in the way where that fails."""
    failure = written(out, results)
    if failure is not None:
        return [failure]
    values = counted(len(results.rows), "value", "values")
    session.say("\n" + said("{values} written to {path}", values=values, path=out))
    return []


def _line(line: ScoreLine) -> dict[str, Json]:
    return {key: text for key, text in asdict(line).items() if text or key != "name"}


def _json(tables: Sequence[ScoreTable], out: Path | None) -> dict[str, Json]:
    return {
        "tables": [
            {
                "period": table.period,
                "bodies": [_line(line) for line in table.lines],
                "without": {state: list(bodies) for state, bodies in table.without.items()},
            }
            for table in tables
        ],
        "out": None if out is None else str(out),
    }
