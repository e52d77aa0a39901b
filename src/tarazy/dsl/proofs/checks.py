"""What a `check` asserts of results holds for all data.

A check of data alone is a rule for these, and nothing to be proved of the methodology.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from flint import fmpq

from tarazy.dsl.declarations import Check
from tarazy.dsl.intervals import Comparison, compare
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Compare, Facet, Logical, Result
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.row_cells import number_of
from tarazy.dsl.proofs.symbols import negation
from tarazy.dsl.proofs.targets import axes_left
from tarazy.dsl.proofs.verdicts import (
    Counterexample,
    Demand,
    Observed,
    Outcome,
    Property,
    Verdict,
    number,
    sentence,
)

_HOLDS: Mapping[str, Callable[[fmpq, fmpq], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def verdicts(program: Program, elements: Elements) -> Iterator[Verdict]:
    """A verdict for each check that is about results."""
    for check in program.checks.values():
        if any(isinstance(node, Result) for node in walk(check.holds)):
            yield _verdict(program, elements, check)


def _verdict(program: Program, elements: Elements, check: Check) -> Verdict:
    claim = sentence("the check {name} holds for all data", name=check.code)
    if axes_left(program, program.facts.of(check.holds).axes):
        reason = sentence("it is asserted of each element of a list")
        return Verdict(Property.CHECKS, check.code, claim, Outcome.NOT_PROVED, reason, place=check.span)
    for part in _conjuncts(check.holds):
        if _holds_by_intervals(program, part):
            continue
        scene = new_scene(program, elements)
        symbol = scene.at(part, Spot())
        if symbol.term is None:
            continue
        found = find(scene, symbol.present, negation(symbol.term))
        if found is None:
            continue
        example = _example(program, elements, part) if isinstance(found, Found) else None
        if example is not None:
            return Verdict(Property.CHECKS, check.code, claim, Outcome.REFUTED, None, example, check.span)
        reason = sentence("no example can say it") if isinstance(found, Found) else found
        return Verdict(Property.CHECKS, check.code, claim, Outcome.NOT_PROVED, reason, place=check.span)
    return Verdict(Property.CHECKS, check.code, claim, Outcome.PROVED, place=check.span)


def _conjuncts(node: AnyNode) -> Iterator[AnyNode]:
    """The conditions that must all hold."""
    if isinstance(node, Logical) and node.operator == "and":
        yield from _conjuncts(node.left)
        yield from _conjuncts(node.right)
    else:
        yield node


def _holds_by_intervals(program: Program, part: AnyNode) -> bool:
    """Whether a comparison holds of all numbers that its sides can be."""
    if not isinstance(part, Compare):
        return False
    left, right = (program.facts.of(side).interval for side in (part.left, part.right))
    return left is not None and right is not None and compare(Comparison(part.operator), left, right) is True


def _example(program: Program, elements: Elements, part: AnyNode) -> Counterexample | None:
    """An example that demands of a result what it is compared with; ``None`` where no single result is compared."""
    if not isinstance(part, Compare) or not isinstance(part.left, Result):
        return None
    left, operator = part.left, part.operator
    scene = new_scene(program, elements)
    sides = scene.at(left, Spot()), scene.at(part.right, Spot())
    holds = scene.at(part, Spot())
    if sides[0].term is None or sides[1].term is None or holds.term is None:
        return None
    found = find(scene, holds.present, negation(holds.term))
    if not isinstance(found, Found):
        return None
    bound = number_of(found.model.eval(sides[1].term, model_completion=True))
    if bound is None:
        return None
    demands = [Demand(left.declaration, bound, program.facts.of(left).shape, _asked(left))]
    if isinstance(part.right, Result):
        other = part.right
        demands.append(Demand(other.declaration, bound, program.facts.of(other).shape, _asked(other)))

    def breaks(observed: tuple[Observed, ...]) -> bool:
        own = number(observed[0])
        against = number(observed[1]) if len(observed) > 1 else bound
        return own is not None and against is not None and not _HOLDS[operator](own, against)

    return Counterexample(found.given, found.rows, tuple(demands), breaks, reason=found.reason)


def _asked(node: Result) -> Facet:
    return Facet.VALUE if node.facet is Facet.VALUE else Facet.RESULT
