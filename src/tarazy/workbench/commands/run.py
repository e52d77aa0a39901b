"""``tarazy run``: every value computed, and the bodies by rank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypedDict, Unpack

import click

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.periods import Period, PeriodSpan
from tarazy.dsl.states import State
from tarazy.grammar.speech import asked_language, counted, reader_language, said
from tarazy.interpreter.data.missing_rows import missing_rows
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.score_tables import ScoreTable
from tarazy.interpreter.selections import selections_of
from tarazy.workbench.exports.exporting import Results, refused, written
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
from tarazy.workbench.ranked_bodies import ranked_bodies, ranked_bodies_json, say_ranked_bodies, shown_scores
from tarazy.workbench.result_marks import marks_record, say_marks
from tarazy.workbench.session import Session


class _Shown(TypedDict):
    """Which body is shown, and by which scores; all of them by the last score where none is named."""

    body: str | None
    scores: tuple[str, ...]


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
@click.option(
    "--score", "scores", metavar="CODE", multiple=True, help="Show the bodies by this score; it may be given again."
)
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
    **shown: Unpack[_Shown],
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
    scores, body = shown_scores(loaded.program, shown["scores"]), shown["body"]
    if isinstance(scores, Diagnostic):
        session.finish([*without_notes(findings), scores])
    in_the_way_of_issue = list(unofficial(loaded)) if session.official else []
    if in_the_way_of_issue:
        session.finish([*without_notes(findings), *in_the_way_of_issue])
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*without_notes(findings), chosen])
    with progress_bar(said("computing"), session.colour) as progress:
        result = run(loaded.program, loaded.snapshot, chosen or None, progress=progress)
        findings += _missing_rows(loaded, result, chosen)
        unknown = None if body is None else unknown_body(result, body, result.periods)
        if unknown is not None:
            session.finish([*without_notes(findings), unknown])
        rows = [row for row in result.scores if body is None or row.body == body]
        findings += loaded.cited((*result.findings, *result.checks))
    supposed = result.what_if
    say_marks(session, loaded.program, supposed)
    selected = selections_of(result, "en" if session.as_json else reader_language())
    ranked = [ranked_bodies(one, rows, loaded.program, None if session.as_json else asked_language()) for one in scores]
    say_ranked_bodies(session, ranked, result)
    for selection in selected:
        session.say(f"\n{selection.text()}")
    if not scores and not selected and out is None:
        findings += [finding("U761", None, path=str(loaded.path))]
    if out is not None:
        findings += _write(session, out, Results(rows, result.number_names, result.provenance, result.illustrative))
    document = {
        "tables": ranked_bodies_json(ranked, is_chosen=bool(shown["scores"])),
        "out": None if out is None else str(out),
        **marks_record(loaded.program, supposed),
    }
    if selected:
        document["selections"] = [one.record() for one in selected]
    session.finish(
        findings, document, incomplete=_incomplete([table for one in ranked for table in one.tables], result)
    )


def _missing_rows(loaded: Loaded, result: RunResult, periods: Sequence[Period]) -> Iterator[Diagnostic]:
    """A note for each source that has no row of some evaluated body in some of `periods`."""
    bodies = body_list(loaded.program)
    if bodies is not None:
        yield from missing_rows(loaded.snapshot, bodies, periods, result.bodies)


def _incomplete(tables: Sequence[ScoreTable], result: RunResult) -> bool:
    """Whether a body has no score though one is due: neither *not applicable* nor *not counted*."""
    not_due = {result.words.state_word(state) for state in (State.NOT_APPLICABLE, State.NOT_COUNTED)}
    return any(state not in not_due for table in tables for state in table.without)


def _write(session: Session, out: Path, results: Results) -> list[Diagnostic]:
    """Write the long table; what is in the way where that fails."""
    failure = written(out, results)
    if failure is not None:
        return [failure]
    values = counted(len(results.rows), "value", "values")
    session.say("\n" + said("{values} written to {path}", values=values, path=out))
    return []
