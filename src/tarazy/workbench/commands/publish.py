"""``tarazy publish``: what a publication shows of the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

import click

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.labels import label_read
from tarazy.dsl.nearest import nearest
from tarazy.dsl.periods import PeriodSpan
from tarazy.dsl.publications import Publication
from tarazy.grammar.speech import asked_language, reader_language, said
from tarazy.interpreter.cell_words import cell_words
from tarazy.interpreter.publishing import PublishedValue, published_values
from tarazy.interpreter.run import run
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import body_list, chosen_periods, load, without_notes
from tarazy.workbench.options import data_option, output_options, path_argument, period_option
from tarazy.workbench.session import Session
from tarazy.workbench.tables import plain_table


@click.command("publish", short_help="Show what a publication shows.")
@path_argument
@click.option(
    "--publication", "name", metavar="NAME", help="Name of the publication; not needed where there is only one."
)
@period_option
@data_option
@output_options
@click.pass_obj
def command(session: Session, path: Path, name: str | None, periods: PeriodSpan | None, data: Path | None) -> None:
    """Show the values that a publication of FILE shows, and which it withholds."""
    loaded, findings = load(path, data)
    if loaded is None:
        session.finish(findings)
    findings = without_notes(findings)
    chosen = chosen_periods(loaded, periods)
    if isinstance(chosen, Diagnostic):
        session.finish([*findings, chosen])
    publication = _publication(loaded.program.resolved.process.publications, name)
    if isinstance(publication, Diagnostic):
        session.finish([*findings, publication])
    result = run(loaded.program, loaded.snapshot, chosen or None)
    words = cell_words("en" if session.as_json else reader_language())
    values = published_values(result, publication, words, None if session.as_json else asked_language())
    labels = loaded.program.resolved.labels_in
    session.say(label_read(labels, publication.code, publication.label or publication.code))
    for (code, period), some in groupby(values, key=lambda one: (one.name, one.period)):
        label = label_read(labels, code, loaded.program.computed[code].label or code)
        session.say("\n" + ", ".join(filter(None, (label, period))))
        session.say(
            "\n" + _table([_cells(one, publication) for one in some], body_list(loaded.program) or said("body"))
        )
    session.finish(findings, _document(publication, values))


def _publication(known: Mapping[str, Publication], name: str | None) -> Publication | Diagnostic:
    if name is None and len(known) == 1:
        return next(iter(known.values()))
    if name is not None and name in known:
        return known[name]
    listed = ", ".join(f"`{one}`" for one in known)
    near = None if name is None else nearest(name, known)
    variant = "near" if near else "" if known else "none"
    return finding("U765", None, variant=variant, name=name or "", nearest=near or "", known=listed)


def _table(rows: Sequence[tuple[str, ...]], bodies: str) -> str:
    """The rows without the columns that are empty in all of them."""
    heads = (bodies, said("element"), said("value"))
    kept = [at for at in range(len(heads)) if at == len(heads) - 1 or any(row[at] for row in rows)]
    return plain_table([heads[at] for at in kept], [[row[at] for at in kept] for row in rows])


def _cells(one: PublishedValue, publication: Publication) -> tuple[str, ...]:
    whose = f"{one.body_name} ({one.body})" if one.body_name else one.body
    if one.withheld is None:
        return whose, one.element, one.value or one.state
    reason = "" if publication.withheld else f" ({said(one.withheld.value)})"
    return whose, one.element, (publication.withheld or said("not published")) + reason


def _document(publication: Publication, values: tuple[PublishedValue, ...]) -> dict[str, Json]:
    rows: list[Json] = []
    for one in values:
        row: dict[str, Json] = {"name": one.name, "body": one.body, "period": one.period, "element": one.element}
        row |= {"value": one.value, "withheld": one.withheld is not None}
        if one.withheld is None:
            row["state"] = one.state
        if one.body_name:
            row["body_name"] = one.body_name
        rows.append(row)
    return {"publication": publication.code, "values": rows}
