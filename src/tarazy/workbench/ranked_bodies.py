"""Bodies ranked by one or more scores of a methodology: on the screen, and as data."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from attrs import asdict, frozen

from tarazy.dsl.declarations import Role
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.labels import label_read
from tarazy.dsl.periods import read_period
from tarazy.dsl.program import Program
from tarazy.interpreter.extras import is_installed
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.results import ScoreRow
from tarazy.interpreter.run import RunResult
from tarazy.interpreter.score_tables import (
    ScoreDeclarations,
    ScoreLine,
    ScoreTable,
    cells_of,
    head_of_bodies,
    heads_of,
    score_declarations,
    score_tables,
    with_names,
)
from tarazy.workbench.display_text import folded
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import unknown_name
from tarazy.workbench.score_table import cause_text, table_text, without_score_text
from tarazy.workbench.session import Session
from tarazy.workbench.terminal import colours_wanted, columns, is_screen


@frozen(eq=False)
class RankedBodies:
    """A score with its rank and grade, and a table of bodies for each period."""

    declarations: ScoreDeclarations
    tables: Sequence[ScoreTable]


def shown_scores(program: Program, names: Sequence[str]) -> Sequence[ScoreDeclarations] | Diagnostic:
    """The scores named, or the last one declared where none is; the finding for a name of something else."""
    if not names:
        last = score_declarations(program)
        return () if last is None else (last,)
    found = []
    for name in names:
        one = score_declarations(program, name)
        if one is None:
            return _no_score(program, name)
        found.append(one)
    return found


def _no_score(program: Program, name: str) -> Diagnostic:
    """The finding for a name that is that of no score of bodies."""
    scores = [code for code, one in program.computed.items() if one.role is Role.SCORE and not one.families]
    known = ", ".join(f"`{code}`" for code in scores)
    return unknown_name(program, name) or finding("U755", None, variant="score", name=name, known=known)


def ranked_bodies(
    declarations: ScoreDeclarations, rows: Sequence[ScoreRow], program: Program, language: str | None = None
) -> RankedBodies:
    """The bodies among `rows` by a score, named in a language where the methodology has their names in it."""
    return RankedBodies(declarations, _named(score_tables(declarations, rows), program, language))


def say_ranked_bodies(session: Session, ranked: Sequence[RankedBodies], result: RunResult) -> None:
    """Print the tables, one score behind another."""
    for number, one in enumerate(ranked):
        if number:
            session.say("")
        _say_tables(session, one.declarations, one.tables, result)


def ranked_bodies_json(ranked: Sequence[RankedBodies], *, is_chosen: bool) -> list[Json]:
    """The same as data; where scores were chosen, each table says of which it is."""
    return [
        {
            **({"score": one.declarations.score.code} if is_chosen else {}),
            "period": table.period,
            "bodies": [_line(line) for line in table.lines],
            "without": {state: list(bodies) for state, bodies in table.without.items()},
        }
        for one in ranked
        for table in one.tables
    ]


def _named(tables: Sequence[ScoreTable], program: Program, language: str | None) -> Sequence[ScoreTable]:
    """The tables with the names that bodies have in each period, where the methodology gives any."""
    bodies, root = program.resolved.process.bodies, program.body_axis
    if root is None or not bodies.element_names:
        return tables
    return with_names(tables, lambda body, period: bodies.name_of(root, body, read_period(period), language))


def _say_tables(
    session: Session, declarations: ScoreDeclarations, tables: Sequence[ScoreTable], result: RunResult
) -> None:
    """Print each period's table, and below it what has no score and why."""
    score, resolved = declarations.score, result.program.resolved

    def causes(body: str, period: str) -> Sequence[str]:
        try:
            cell = result.cell(body, score.code, read_period(period))
        except PlanError as error:  # told above as a finding
            return [error.code.value]
        return [cause_text(cause) for cause in result.words.reading(cell, None).causes]

    if session.as_json:
        return
    for number, table in enumerate(tables):
        label = label_read(resolved.labels_in, score.code, score.label or score.code)
        title = ", ".join(filter(None, (label, table.period)))
        session.say(f"\n{title}\n" if number else f"{title}\n")
        if table.lines:
            session.say("\n" + _drawn(session, table, declarations, head_of_bodies(result.program)))
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


def _line(line: ScoreLine) -> dict[str, Json]:
    return {key: text for key, text in asdict(line).items() if text or key != "name"}
