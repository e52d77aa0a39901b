"""Verdicts of proofs held against the interpreter: what is said to refute a property is run before it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve, frozen
from flint import fmpq

from tarazy.dsl.declarations import Example
from tarazy.dsl.nodes import Value
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.elements import WrittenElements
from tarazy.dsl.proofs.verdicts import Observed, Outcome, Verdict, sentence
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell, Missing, plain, state_of
from tarazy.interpreter.data import Snapshot
from tarazy.interpreter.examples import cells_expected
from tarazy.interpreter.meaning.plan_errors import PlanError

Written = Callable[[tuple[str, ...]], "tuple[Program, tuple[Example, ...]] | None"]
"""The program with texts of examples put behind it, and these; ``None`` where it has an error then."""


def held_against_examples(
    verdicts: Iterable[tuple[Verdict, tuple[str, ...]]], written: Written, snapshot: Snapshot | None
) -> Iterator[Verdict]:
    """Each verdict; one of whose examples one does not break the property when it is run is *not proved*.

    Parameters
    ----------
    verdicts
        Each with the texts of its examples, none where it has none.
    written
        Compiles the file with examples.
    snapshot
        Data that lists other than that of the bodies are taken from.
    """
    pairs = list(verdicts)
    texts = tuple(text for _, several in pairs for text in several)
    together = written(texts) if texts else None
    waiting = iter(() if together is None else together[1])
    for verdict, several in pairs:
        if together is None:
            alone = written(several) if several else None
            ran = () if alone is None else tuple((alone[0], one) for one in alone[1])
        else:
            ran = tuple((together[0], next(waiting)) for _ in several)
        shown = len(ran) == len(several) and all(breaks(program, one, verdict, snapshot) for program, one in ran)
        yield verdict if shown else _not_shown(verdict)


def breaks(program: Program, example: Example, verdict: Verdict, snapshot: Snapshot | None) -> bool:
    """Whether the example, when it is run, breaks the property."""
    counterexample = verdict.example
    if counterexample is None:
        return False
    try:
        cells = cells_expected(program, example, snapshot)
    except PlanError:
        return False
    return len(cells) == len(counterexample.demands) and counterexample.breaks(tuple(map(_observed, cells)))


def _observed(cell: Cell) -> Observed:
    if isinstance(cell, Missing):
        return state_of(cell)
    value = plain(cell)
    return value if isinstance(value, fmpq | bool | str) else None


def _not_shown(verdict: Verdict) -> Verdict:
    reason = None if verdict.example is None else verdict.example.reason
    told = sentence("the data that were found do not show it when they are run") if reason is None else reason
    return evolve(verdict, outcome=Outcome.NOT_PROVED, reason=told, example=None)


@frozen(eq=False)
class ElementsOfData:
    """Elements of lists as a proof goes through them: the rows in the text, else those of the files that are there."""

    program: Program
    snapshot: Snapshot | None

    def of(self, code: str) -> tuple[str, ...] | None:
        """Elements of a list; ``None`` of one whose elements differ by period, or that is not read."""
        written = WrittenElements(self.program.lists).of(code)
        declared = self.program.lists[code]
        if written is not None or self.snapshot is None or declared.is_dated or declared.root == self.program.body_axis:
            return written
        return self.snapshot.elements(code, None) or None

    def attribute(self, code: str, column: str, element: str) -> Value | State | None:
        """A column of a list for an element; ``None`` where it is not read."""
        declared = self.program.lists[code]
        if declared.root == self.program.body_axis:
            return None
        if any(row == element for row, _ in declared.rows):
            return WrittenElements(self.program.lists).attribute(code, column, element)
        return None if self.snapshot is None else self.snapshot.attribute(code, column, element, None)
