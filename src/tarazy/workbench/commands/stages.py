"""``tarazy stages``: what each correction of the data changed in the results."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.periods import PeriodSpan
from tarazy.dsl.spoken_words import in_readers_words
from tarazy.grammar.speech import counted, said
from tarazy.interpreter.stages import differences, stages
from tarazy.workbench.loading import chosen_periods, load, without_notes
from tarazy.workbench.options import data_option, output_options, path_argument, period_option
from tarazy.workbench.session import Session


@click.command("stages", short_help="Show what corrections of the data changed.")
@path_argument
@period_option
@data_option
@output_options
@click.pass_obj
def command(session: Session, path: Path, periods: PeriodSpan | None, data: Path | None) -> None:
    """Show what each correction changed: every result as reported, after a re-check, after an appeal."""
    loaded, findings = load(path, data, binding=session.binding)
    if loaded is None:
        session.finish(findings)
    findings = without_notes(findings)
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*findings, chosen])
    found = tuple(differences(loaded.program, loaded.snapshot, chosen or None))
    names = stages(loaded.program)
    session.say(f"{said('stages')}: {', '.join(map(in_readers_words, names))}")
    changed = {stage: list(some) for stage, some in groupby(found, key=lambda one: one.stage)}
    for stage in names[1:]:
        some = changed.get(stage, [])
        session.say(f"\n{stage}: {counted(len(some), 'result changed', 'results changed')}")
        for one in some:
            session.say(f"  {one.text()}")
    document = [
        {
            "stage": one.stage,
            "name": one.row.name,
            "body": one.row.body,
            "period": one.row.period,
            "element": one.row.element,
            "before": one.before,
            "after": one.after,
        }
        for one in found
    ]
    session.finish(findings, {"stages": list(names), "differences": document})
