"""Verdicts of proofs held against the interpreter: what is said to refute a property is run before it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from attrs import evolve
from flint import fmpq

from tarazy.dsl.declarations import Example
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.verdicts import Observed, Outcome, Verdict, sentence
from tarazy.interpreter.cells import Cell, Missing, plain, state_of
from tarazy.interpreter.data import Snapshot
from tarazy.interpreter.examples import cells_expected
from tarazy.interpreter.meaning.plan_errors import PlanError

Written = Callable[[tuple[str, ...]], Program | None]
"""The program with texts of examples put behind it; ``None`` where it has an error then."""


def held_against_examples(
    verdicts: Iterable[tuple[Verdict, str]], written: Written, snapshot: Snapshot | None
) -> Iterator[Verdict]:
    """Each verdict; one whose example does not break the property when it is run is *not proved*.

    Parameters
    ----------
    verdicts
        Each with the text of its example, empty where it has none.
    written
        Compiles the file with examples.
    snapshot
        Data that lists other than that of the bodies are taken from.
    """
    pairs = list(verdicts)
    texts = tuple(text for _, text in pairs if text)
    together = written(texts) if texts else None
    count = 0
    for verdict, text in pairs:
        if not text:
            yield verdict
            continue
        program = together
        place = count - len(texts)
        count += 1
        if program is None:
            program, place = written((text,)), -1
        if program is not None and breaks(program, program.examples[place], verdict, snapshot):
            yield verdict
        else:
            yield _not_shown(verdict)


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
