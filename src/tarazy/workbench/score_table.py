"""The ranked table of a methodology's score as text: the bodies by place, and what is not computed and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from tarazy.grammar.speech import phrase, said
from tarazy.interpreter.score_tables import ScoreDeclarations, ScoreTable, cells_of, heads_of
from tarazy.workbench.tables import plain_table

_NAMED_BODIES = 8
"""Bodies that are named of those that share a cause."""


def table_text(table: ScoreTable, declarations: ScoreDeclarations, bodies: str) -> str:
    """The table for people; `bodies` is the head of the column of bodies."""
    return plain_table(heads_of(declarations, bodies), [cells_of(line, declarations) for line in table.lines])


Causes = Callable[[str, str], Sequence[str]]
"""For a body and a period, in words what its score could not be computed from."""


def without_score_text(table: ScoreTable, causes: Causes) -> str:
    """Bodies without a score: how many of each state, and by cause which; empty where every body has one."""
    lines: list[str] = []
    for state, bodies in table.without.items():
        lines.append(f"{len(bodies)} {phrase(state) or said('without a value')}:")
        by_cause: dict[str, list[str]] = defaultdict(list)
        for body in bodies:
            by_cause[", ".join(dict.fromkeys(causes(body, table.period)))].append(body)
        for cause, some in sorted(by_cause.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            more = "" if len(some) <= _NAMED_BODIES else " " + said("and {count} more", count=len(some) - _NAMED_BODIES)
            lead = f"{cause}: " if cause else ""
            lines.append(f"  {lead}{', '.join(some[:_NAMED_BODIES])}{more}")
    return "\n".join(lines)
