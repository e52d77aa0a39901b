"""The ranked table of a methodology's score as text: the bodies by place, and what is not computed and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from tarazy.dsl.spoken_words import in_readers_words
from tarazy.grammar.speech import said
from tarazy.interpreter.cell_words import CauseReading
from tarazy.interpreter.cells import NO_FORMER_PERIOD
from tarazy.interpreter.score_tables import ScoreDeclarations, ScoreTable, cells_of, heads_of
from tarazy.workbench.tables import plain_table

_NAMED_BODIES = 8
"""Bodies that are named of those that share a cause."""


def table_text(table: ScoreTable, declarations: ScoreDeclarations, bodies: str) -> str:
    """The table for people; `bodies` is the head of the column of bodies."""
    return plain_table(heads_of(declarations, bodies), [cells_of(line, declarations) for line in table.lines])


Causes = Callable[[str, str], Sequence[str]]
"""For a body and a period, in words what its score could not be computed from."""


def cause_text(cause: CauseReading) -> str:
    """A cause in words: ``report.income absent``, ``no former period``."""
    if cause.code == NO_FORMER_PERIOD:
        return in_readers_words(cause.code)
    return f"{cause.code} {in_readers_words(cause.state)}"


def without_score_text(table: ScoreTable, causes: Causes) -> str:
    """Bodies without a score: how many of each state, and which with their causes; empty where every body has one."""
    lines: list[str] = []
    for state, bodies in table.without.items():
        lines.append(f"{len(bodies)} {in_readers_words(state) or said('without a value')}:")
        by_cause: dict[str, list[str]] = defaultdict(list)
        for body in bodies:
            by_cause[", ".join(dict.fromkeys(causes(body, table.period)))].append(body)
        for cause, some in sorted(by_cause.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            further = len(some) - _NAMED_BODIES
            more = "" if further <= 0 else " " + said("and {count} more", count=further)
            tail = f": {cause}" if cause else ""
            lines.append(f"  {', '.join(some[:_NAMED_BODIES])}{more}{tail}")
    return "\n".join(lines)
