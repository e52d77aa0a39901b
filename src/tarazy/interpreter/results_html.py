"""Results for notebooks: the last period's bodies by rank, as an HTML table without scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tarazy.dsl.names.labels import label_read
from tarazy.dsl.program import Program
from tarazy.dsl.spoken_words import in_readers_words
from tarazy.grammar.speech import said
from tarazy.interpreter.markup import draft_html, element, table
from tarazy.interpreter.results import ScoreRow
from tarazy.interpreter.score_tables import (
    ScoreDeclarations,
    cells_of,
    head_of_bodies,
    heads_of,
    score_declarations,
    score_tables,
)

MOST_LINES = 200
"""Lines of a table that are shown; how many more there are is said."""


def results_html(program: Program, rows: Sequence[ScoreRow]) -> str:
    """The ranked table of the score; without a score, the first rows of the table of results."""
    declarations = score_declarations(program)
    parts = _rows(rows) if declarations is None else _ranked(program, declarations, rows)
    draft = draft_html([one.words for one in program.holes])
    return "".join(['<div class="tarazy-results">\n', draft, *parts, "</div>\n"])


def _ranked(program: Program, declarations: ScoreDeclarations, rows: Sequence[ScoreRow]) -> Iterator[str]:
    tables = score_tables(declarations, rows)
    heads = heads_of(declarations, head_of_bodies(program))
    score = declarations.score
    label = label_read(program.resolved.labels_in, score.code, score.label or score.code)
    for shown in tables[-1:]:
        title = ", ".join(filter(None, (label, shown.period)))
        lines = [cells_of(line, declarations) for line in shown.lines[:MOST_LINES]]
        numbers = [at for at, head in enumerate(heads) if head in (said("place"), score.code)]
        yield table(heads, lines, title, numbers)
        yield from _more(len(shown.lines))
        for state, without in shown.without.items():
            words = in_readers_words(state) if state else said("without a value")
            told = said("{count} {state}: {bodies}", state=words, count=len(without), bodies=", ".join(without))
            yield element("p", told) + "\n"
    others = [one.period for one in tables[:-1]]
    if others:
        stretch = {"count": len(others), "first": others[0], "last": others[-1]}
        yield f"<p>{element('small', said('{count} earlier periods, {first} to {last}', **stretch))}</p>\n"


def _rows(rows: Sequence[ScoreRow]) -> Iterator[str]:
    heads = tuple(map(said, ("body", "period", "element", "name", "value", "unit", "state")))
    cells = [(row.body, row.period, row.element, row.name, row.value, row.unit, row.state) for row in rows[:MOST_LINES]]
    yield table(heads, cells, to_the_right=(4,))
    yield from _more(len(rows))


def _more(count: int) -> Iterator[str]:
    if count > MOST_LINES:
        yield element("p", f"… {said('and {count} more', count=count - MOST_LINES)}") + "\n"
