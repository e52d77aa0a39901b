"""A value is always defined: where every datum is there, no reachable division by 0 leaves a result *not computed*.

A result that is *not applicable* or *not counted* by a rule is defined: the text says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.declarations import Computed
from tarazy.dsl.nodes import Facet, Value
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.computed import facet_symbol
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import DatumInput, Spot
from tarazy.dsl.proofs.symbols import negation
from tarazy.dsl.proofs.targets import codes_of, spots_of
from tarazy.dsl.proofs.verdicts import (
    Counterexample,
    Demand,
    Observed,
    Outcome,
    Property,
    Sentence,
    Verdict,
    sentence,
)
from tarazy.dsl.states import FAILURES, UNKNOWN, State
from tarazy.dsl.value_types import CategoryType, NumberType

_UNDEFINED = UNKNOWN | FAILURES


def verdicts(program: Program, elements: Elements) -> Iterator[Verdict]:
    """A verdict for each declaration."""
    for code in program.order:
        yield _verdict(program, elements, program.computed[code])


def _verdict(program: Program, elements: Elements, computed: Computed) -> Verdict:
    claim = sentence(
        "{name} has a value, or a reason for none that the text gives, wherever its data are there", name=computed.code
    )

    def verdict(outcome: Outcome, reason: Sentence | None = None, example: Counterexample | None = None) -> Verdict:
        return Verdict(Property.DEFINED, computed.code, claim, outcome, reason, example, computed.span)

    if not program.declared[computed.code].result.may & _UNDEFINED:
        return verdict(Outcome.PROVED)
    spots = spots_of(program, computed.code, elements)
    for spot in spots:
        found = _at(program, elements, computed, spot)
        if isinstance(found, Counterexample):
            return verdict(Outcome.REFUTED, None, found)
        if found is not None:
            return verdict(Outcome.NOT_PROVED, found)
    return verdict(Outcome.PROVED)


def _at(program: Program, elements: Elements, computed: Computed, spot: Spot) -> Counterexample | Sentence | None:
    scene = new_scene(program, elements)
    symbol = facet_symbol(scene, computed.code, Facet.RESULT, spot)
    there = [
        negation(here)
        for one in scene.inputs.values()
        if isinstance(one, DatumInput)
        for here in one.symbol.states.values()
    ]
    settled = [negation(one.is_in(UNKNOWN)) for one in scene.unknowns]
    found = find(scene, symbol.is_in(_UNDEFINED), *there, *settled)
    if not isinstance(found, Found):
        if found is None and any(set(one.states) & UNKNOWN for one in scene.unknowns):
            rest = find(scene, symbol.is_in(_UNDEFINED), *there)
            return rest.reason if isinstance(rest, Found) else rest
        return found
    if found.reason is not None:
        return found.reason
    demand = Demand(
        computed.code,
        _some_value(program, computed),
        program.declared[computed.code].result.shape,
        Facet.RESULT,
        codes_of(spot),
    )
    return Counterexample(found.given, found.rows, (demand,), _breaks)


def _breaks(observed: tuple[Observed, ...]) -> bool:
    return isinstance(observed[0], State) and observed[0] in _UNDEFINED


def _some_value(program: Program, computed: Computed) -> Value:
    """A value that could stand there: which one is for the author to say."""
    match program.declared[computed.code].result.type:
        case CategoryType(words=words) if words:
            return words[0]
        case NumberType():
            return fmpq(0)
        case _:
            return True
