"""``tarazy standing``: place, score, maximum and average of the group at every node."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click
from attrs import asdict

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.periods import PeriodSpan
from tarazy.grammar.speech import reader_language, said
from tarazy.interpreter.cell_words import cell_words
from tarazy.interpreter.run import run
from tarazy.interpreter.standing import Standing, standings
from tarazy.workbench.loading import chosen_periods, load, unknown_body, without_notes
from tarazy.workbench.options import data_option, output_options, path_argument, period_option
from tarazy.workbench.session import Session


@click.command("standing", short_help="Show how each body stands at every node.")
@path_argument
@period_option
@data_option
@click.option("--body", metavar="CODE", help="Show this body only.")
@output_options
@click.pass_obj
def command(session: Session, path: Path, periods: PeriodSpan | None, data: Path | None, body: str | None) -> None:
    """Show at every node the place of a body, its score, the most that can be had and the average of the group."""
    loaded, findings = load(path, data, binding=session.binding)
    if loaded is None:
        session.finish(findings)
    findings = without_notes(findings)
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*findings, chosen])
    result = run(loaded.program, loaded.snapshot, chosen or None)
    unknown = None if body is None else unknown_body(result, body, result.periods)
    if unknown is not None:
        session.finish([*findings, unknown])
    words = cell_words("en" if session.as_json else reader_language())
    found = [one for one in standings(result, words) if body is None or one.body == body]
    found.sort(key=lambda one: (one.period, one.body))
    for (period, own), some in groupby(found, key=lambda one: (one.period, one.body)):
        session.say(f"{', '.join(filter(None, (own, period)))}\n{_table(list(some))}")
    session.finish(findings, {"standings": [asdict(one) for one in found]})


def _table(rows: list[Standing]) -> str:
    heads = (said("node"), said("place"), said("value"), said("most"), said("average"))
    cells = [heads, *((one.name, _place(one), one.value, one.most, one.average) for one in rows)]
    widths = [max(len(row[at]) for row in cells) for at in range(len(heads))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in cells)
    return "".join(f"  {line.rstrip()}\n" for line in lines)


def _place(one: Standing) -> str:
    return said("{place} of {count}", place=one.place or "-", count=one.of)
