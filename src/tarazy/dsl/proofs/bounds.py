"""The score lies within its declared bounds: not below 0 points, not above `most points`.

A deduction lies above 0 too, or it would add. The interval that the checker has found settles most; what it leaves open
is asked of the solver, with all that the value is made of.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.declarations import Computed
from tarazy.dsl.intervals import WHOLE
from tarazy.dsl.nodes import Constant, Facet
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.computed import facet_symbol
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.shortened import shortened
from tarazy.dsl.proofs.symbols import real
from tarazy.dsl.proofs.targets import codes_of, in_points, spots_of
from tarazy.dsl.proofs.verdicts import (
    Amount,
    Counterexample,
    Demand,
    Observed,
    Outcome,
    Property,
    Sentence,
    Verdict,
    number,
    sentence,
)


def verdicts(program: Program, elements: Elements) -> Iterator[Verdict]:
    """A verdict for each end of each declaration that gives points."""
    for code in program.order:
        computed = program.computed[code]
        if not in_points(program, computed):
            continue
        yield _end(program, elements, computed, fmpq(0), upper=False)
        most = computed.most_points
        if isinstance(most, Constant) and isinstance(most.value, fmpq):
            yield _end(program, elements, computed, most.value, upper=True)


def _end(program: Program, elements: Elements, computed: Computed, bound: fmpq, *, upper: bool) -> Verdict:
    """Whether the result stays on its side of one end."""
    facts = program.declared[computed.code].result
    claim = sentence(
        "{name} is never above {bound}" if upper else "{name} is never below {bound}",
        name=computed.code,
        bound=Amount(bound, facts.shape),
    )

    def verdict(outcome: Outcome, reason: Sentence | None = None, example: Counterexample | None = None) -> Verdict:
        return Verdict(Property.BOUNDS, computed.code, claim, outcome, reason, example, computed.span)

    interval = facts.interval or WHOLE
    end = interval.high if upper else interval.low
    if interval.is_empty or (end is not None and (end <= bound if upper else end >= bound)):
        return verdict(Outcome.PROVED)
    spots = spots_of(program, computed.code, elements)
    for spot in spots:
        found = _at(program, elements, computed, spot, bound, upper=upper)
        if isinstance(found, Counterexample):
            return verdict(Outcome.REFUTED, None, found)
        if found is not None:
            return verdict(Outcome.NOT_PROVED, found)
    return verdict(Outcome.PROVED)


def _at(
    program: Program, elements: Elements, computed: Computed, spot: Spot, bound: fmpq, *, upper: bool
) -> Counterexample | Sentence | None:
    """Data that bring the value past its end at a place; a reason where that is not known, ``None`` without any."""
    scene = new_scene(program, elements)
    symbol = facet_symbol(scene, computed.code, Facet.RESULT, spot)
    if symbol.term is None:
        return None
    limit = real(bound)
    found = find(scene, symbol.present, symbol.term > limit if upper else symbol.term < limit)
    if not isinstance(found, Found):
        return found

    def breaks(observed: tuple[Observed, ...]) -> bool:
        value = number(observed[0])
        return value is not None and (value > bound if upper else value < bound)

    shape = program.declared[computed.code].result.shape
    demand = Demand(computed.code, bound, shape, Facet.RESULT, codes_of(spot))
    example = Counterexample(found.given, found.rows, (demand,), breaks, reason=found.reason)
    return shortened(scene, computed.code, spot, found, example)
