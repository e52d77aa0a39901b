"""``tarazy run``: every value computed, and the bodies by rank."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from attrs import asdict

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.states import State
from tarazy.interpreter.results import ScoreRow, csv_text
from tarazy.interpreter.run import RunResult, run
from tarazy.workbench.atomic_writing import write_atomically
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import body_list, chosen_periods, load, unknown_body, without_notes
from tarazy.workbench.options import data_option, output_options, path_argument, period_option, strict_option
from tarazy.workbench.score_table import (
    ScoreDeclarations,
    ScoreTable,
    score_declarations,
    score_tables,
    table_text,
    without_score_text,
)
from tarazy.workbench.session import Session


@click.command("run", short_help="Compute every value from the data.")
@path_argument
@period_option
@data_option
@click.option("--out", metavar="FILE.csv", type=click.Path(path_type=Path), help="Write every value there.")
@click.option("--body", metavar="CODE", help="Show and write this body only.")
@strict_option
@output_options
@click.pass_obj
def command(
    session: Session, path: Path, periods: range | None, data: Path | None, out: Path | None, body: str | None
) -> None:
    """Compute every value from the data and show the bodies by rank.

    The data are found by the paths that the sources name, from the folder of FILE on.
    """
    loaded, findings = load(path, data)
    if loaded is None:
        session.finish(findings)
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*without_notes(findings), chosen])
    result = run(loaded.program, loaded.snapshot, chosen or None)
    unknown = None if body is None else unknown_body(result, body, result.periods)
    if unknown is not None:
        session.finish([*without_notes(findings), unknown])
    findings += (*result.findings, *result.checks)
    rows = [row for row in result.scores if body is None or row.body == body]
    declarations = score_declarations(loaded.program.computed)
    tables = () if declarations is None else score_tables(declarations, rows)
    if declarations is not None:
        _say_tables(session, declarations, tables, result)
    elif out is None:
        findings += [finding("U761", None, path=str(loaded.path))]
    if out is not None:
        findings += _write(session, out, rows)
    session.finish(findings, _json(tables, out), incomplete=_incomplete(tables, result))


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
        cell = result.cell(body, score.code, int(period) if period else None)
        return [f"{cause.code} {cause.state}" for cause in result.words.reading(cell, None).causes]

    if session.as_json:
        return
    for number, table in enumerate(tables):
        title = ", ".join(filter(None, (score.label or score.code, table.period)))
        session.say(f"\n{title}\n" if number else f"{title}\n")
        if table.lines:
            session.say("\n" + table_text(table, declarations, body_list(result.program) or "body"))
        if table.without:
            session.say("\n" + without_score_text(table, causes))


def _write(session: Session, out: Path, rows: Sequence[ScoreRow]) -> list[Diagnostic]:
    """Write the long table; what is in the way where that fails."""
    try:
        write_atomically(out, csv_text(rows))
    except OSError as error:
        return [finding("U757", None, path=str(out), reason=error.strerror or str(error))]
    session.say(f"\n{len(rows)} values written to {out}")
    return []


def _json(tables: Sequence[ScoreTable], out: Path | None) -> dict[str, Json]:
    return {
        "tables": [
            {
                "period": table.period,
                "bodies": [asdict(line) for line in table.lines],
                "without": {state: list(bodies) for state, bodies in table.without.items()},
            }
            for table in tables
        ],
        "out": None if out is None else str(out),
    }
