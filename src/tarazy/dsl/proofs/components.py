"""No component of a geometric mean can be 0: one that is 0 makes the mean 0, whatever the others are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import z3
from flint import fmpq

from tarazy.dsl.declarations import Computed
from tarazy.dsl.graph import all_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AggregateKind, Facet
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.aggregates import gathered_members
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import real
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


def verdicts(program: Program, elements: Elements) -> Iterator[Verdict]:
    """A verdict for each geometric mean."""
    for code in program.order:
        computed = program.computed[code]
        nodes = dict.fromkeys(node for root in all_roots(computed) for node in walk(root))
        for node in nodes:
            if isinstance(node, Aggregate) and node.kind is AggregateKind.GEOMETRIC_MEAN:
                yield _verdict(program, elements, computed, node)


def _verdict(program: Program, elements: Elements, computed: Computed, node: Aggregate) -> Verdict:
    claim = sentence("no component of the geometric mean in {name} can be 0", name=computed.code)

    def verdict(outcome: Outcome, reason: Sentence | None = None, example: Counterexample | None = None) -> Verdict:
        return Verdict(Property.COMPONENTS, computed.code, claim, outcome, reason, example, node.span)

    intervals = [program.facts.of(one.value).interval for one in node.members if one.value is not None]
    if all(one is not None and not one.contains(0) for one in intervals):
        return verdict(Outcome.PROVED)
    spots = spots_of(program, computed.code, elements)
    for spot in spots:
        found = _at(program, elements, computed, node, spot)
        if isinstance(found, Counterexample):
            return verdict(Outcome.REFUTED, None, found)
        if found is not None:
            return verdict(Outcome.NOT_PROVED, found)
    return verdict(Outcome.PROVED)


def _at(
    program: Program, elements: Elements, computed: Computed, node: Aggregate, spot: Spot
) -> Counterexample | Sentence | None:
    """Data for which one component is 0 and the others, where that can be, are as high as each other."""
    scene = new_scene(program, elements)
    members = gathered_members(scene, node, spot)
    if isinstance(members, Sentence):
        return sentence("it rests on {reasons}", reasons=members)
    cells = [one.cell for one in members.candidates if one.cell.term is not None]
    tops = [
        interval.high
        for one in node.members
        if one.value is not None and (interval := program.facts.of(one.value).interval)
    ]
    top = next((one for one in tops if one is not None), None)
    for place, cell in enumerate(cells):
        others = [other.term for other in cells[:place] + cells[place + 1 :]]
        zero = cell.term == 0
        if find(scene, cell.present, zero) is None:
            continue
        found = _with_others(scene, [cell.present, zero], others, top)
        if not isinstance(found, Found):
            return found
        shape = program.declared[computed.code].result.shape
        demand = Demand(computed.code, fmpq(1) if top is None else top, shape, Facet.RESULT, codes_of(spot))
        return Counterexample(found.given, found.rows, (demand,), _breaks, reason=found.reason)
    return None


def _with_others(
    scene: Scene, goal: Sequence[z3.BoolRef], others: Sequence[z3.ArithRef], top: fmpq | None
) -> Found | Sentence | None:
    tries = [] if top is None else [[other == real(top) for other in others]]
    found: Found | Sentence | None = None
    for extra in (*tries, [other > 0 for other in others], []):
        found = find(scene, *goal, *extra)
        if isinstance(found, Found):
            return found
    return found


def _breaks(observed: tuple[Observed, ...]) -> bool:
    return observed[0] == 0 and isinstance(observed[0], fmpq)
