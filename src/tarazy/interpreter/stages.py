"""Stages of a result: what it was as reported, after each correction, and what each of them changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from attrs import evolve, frozen

from tarazy.dsl.names.corrections import stage_of, stages_of
from tarazy.dsl.periods import Period
from tarazy.dsl.program import Program
from tarazy.dsl.spoken_words import in_readers_words
from tarazy.grammar.speech import said
from tarazy.interpreter.data import Snapshot
from tarazy.interpreter.data.snapshot import SourceTable
from tarazy.interpreter.results import ScoreRow
from tarazy.interpreter.run import run


@frozen
class Difference:
    """A result that a stage changed.

    Parameters
    ----------
    stage
        The stage that changed it.
    row
        The result at that stage.
    before, after
        The result in words at the stage before it and at this one.
    """

    stage: str
    row: ScoreRow
    before: str
    after: str

    def text(self) -> str:
        """The difference on one line, in the reader's language."""
        of = ", ".join(filter(None, (self.row.body, self.row.element, self.row.period)))
        whose = f" {said('of {what}', what=of)}" if of else ""
        return f"{self.row.name}{whose}: {in_readers_words(self.before)} -> {in_readers_words(self.after)}"


def stages(program: Program) -> tuple[str, ...]:
    """Stages of a program, from that of the reports on."""
    return stages_of(program.sources)


def at_stage(program: Program, snapshot: Snapshot, stage: str) -> Snapshot:
    """The data as they stood at a stage: without the corrections of later ones.

    Raises
    ------
    ValueError
        The program has no such stage.
    """
    order = stages(program)
    last = order.index(stage)
    later = [code for code, source in program.sources.items() if order.index(stage_of(source)) > last]
    tables = {code: SourceTable((), {}, {}) if code in later else one for code, one in snapshot.source_tables.items()}
    return evolve(snapshot, source_tables=tables) if later else snapshot


def differences(program: Program, snapshot: Snapshot, periods: Sequence[Period] | None = None) -> Iterator[Difference]:
    """Every result that a stage changed, stage by stage, in the order of the table of results."""
    chosen = snapshot.periods() if periods is None else periods
    found = [(stage, run(program, at_stage(program, snapshot, stage), chosen).scores) for stage in stages(program)]
    for (_, before), (stage, after) in pairwise(found):
        former = {(row.body, row.period, row.element, row.name): row for row in before}
        for row in after:
            old = former.get((row.body, row.period, row.element, row.name))
            words = "" if old is None else _words(old)
            if words != _words(row):
                yield Difference(stage, row, words, _words(row))


def _words(row: ScoreRow) -> str:
    return " ".join(filter(None, (row.value, row.unit))) if row.value else row.state
