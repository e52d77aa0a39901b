"""All proofs of a program, by property."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from importlib import import_module
from typing import Protocol

from attrs import frozen

from tarazy.dsl.program import Program
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.verdicts import Outcome, Property, Verdict, sentence

SOLVER = "z3"
"""The package without which only some properties can be proved."""


class _Prover(Protocol):
    def verdicts(self, program: Program, elements: Elements) -> Iterator[Verdict]:
        """Verdicts of a property, one for each thing that it is asked of."""


@frozen
class _Entry:
    """A module that proves a property, and whether it asks the solver."""

    module: str
    asks: bool


_PROVERS: Mapping[Property, _Entry] = {
    Property.BANDS: _Entry("bands", False),
    Property.WEIGHTS: _Entry("weights", False),
    Property.BOUNDS: _Entry("bounds", True),
    Property.CHECKS: _Entry("checks", True),
    Property.DEFINED: _Entry("defined", True),
    Property.COMPONENTS: _Entry("components", True),
    Property.REACHABLE: _Entry("reachable", True),
    Property.MONOTONE: _Entry("monotone", True),
}


def prove(
    program: Program, elements: Elements, properties: Collection[Property], *, has_solver: bool
) -> Iterator[Verdict]:
    """Verdicts of the properties asked for, in a fixed order; `equivalent` is asked of two programs.

    Parameters
    ----------
    has_solver
        Whether the solver is installed. What needs it is *not proved* otherwise, and says so.
    """
    for one, entry in _PROVERS.items():
        if one not in properties:
            continue
        if entry.asks and not has_solver:
            yield _without_solver(one)
            continue
        prover: _Prover = import_module(f"tarazy.dsl.proofs.{entry.module}")
        yield from prover.verdicts(program, elements)


def prove_equivalent(
    program: Program, elements: Elements, other: Program, others: Elements, *, has_solver: bool
) -> Iterator[Verdict]:
    """Verdicts on whether two editions give the same."""
    if not has_solver:
        yield _without_solver(Property.EQUIVALENT)
        return
    from tarazy.dsl.proofs.equivalent import verdicts

    yield from verdicts(program, elements, other, others)


def _without_solver(one: Property) -> Verdict:
    claim = sentence("the property {property}", property=one.value)
    reason = sentence("the solver is not installed: pip install 'tarazy[prove]'")
    return Verdict(one, "", claim, Outcome.NOT_PROVED, reason)
