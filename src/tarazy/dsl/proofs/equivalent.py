"""Two editions give the same results, or there are data for which they differ.

Declarations are the same by their code, data by the code of their source and the name of their column. What the two
editions read in the same words is one datum; a datum that only one of them has may be anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from tarazy.dsl.declarations import Column, Role
from tarazy.dsl.graph import Part
from tarazy.dsl.nodes import Facet
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.computed import facet_symbol
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import DatumInput, Spot
from tarazy.dsl.proofs.row_cells import number_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import negation
from tarazy.dsl.proofs.targets import SUMMARIES, codes_of, spots_of
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
from tarazy.dsl.value_types import NumberType

_COMPARED = SUMMARIES | {Role.INDICATOR}


def verdicts(program: Program, elements: Elements, other: Program, others: Elements) -> Iterator[Verdict]:
    """A verdict for each score that both editions have; for every result that has points where there is no score."""
    shared = [code for code in program.order if code in other.computed]
    scores = [code for code in shared if program.computed[code].role is Role.SCORE]
    for code in scores or [one for one in shared if program.computed[one].role in _COMPARED]:
        if isinstance(program.declared[code].result.type, NumberType):
            yield _verdict(program, elements, other, others, code)


def _verdict(program: Program, elements: Elements, other: Program, others: Elements, code: str) -> Verdict:
    claim = sentence("{name} is the same in both editions", name=code)
    span = program.computed[code].span

    def verdict(outcome: Outcome, reason: Sentence | None = None, example: Counterexample | None = None) -> Verdict:
        return Verdict(Property.EQUIVALENT, code, claim, outcome, reason, example, span)

    if _written_alike(program, other, code):
        return verdict(Outcome.PROVED, sentence("all that it is made of is written alike"))
    spots = spots_of(program, code, elements)
    for spot in spots:
        found = _at(program, elements, other, others, code, spot)
        if isinstance(found, Counterexample):
            return verdict(Outcome.REFUTED, None, found)
        if found is not None:
            return verdict(Outcome.NOT_PROVED, found)
    return verdict(Outcome.PROVED)


def _written_alike(program: Program, other: Program, code: str) -> bool:
    """Whether everything that a result rests on has the same hash in both."""
    hashes, others = program.declaration_hashes, other.declaration_hashes
    return all(hashes.get(one) == others.get(one) for one in _made_of(program, code) | _made_of(other, code)) and (
        _columns(program) == _columns(other)
    )


def _made_of(program: Program, code: str) -> set[str]:
    uses: dict[str, set[str]] = {}
    for edge in program.graph.edges:
        if edge.used.part in (Part.RESULT, Part.VALUE, Part.WHERE):
            uses.setdefault(edge.user.code, set()).add(edge.used.code)
    found, pending = {code}, [code]
    while pending:
        new = uses.get(pending.pop(), set()) - found
        found |= new
        pending.extend(new)
    return found


def _columns(program: Program) -> Mapping[tuple[str, str], tuple[object, ...]]:
    """Contracts of all data, and the values of parameters, by which results can differ although formulas do not."""
    found: dict[tuple[str, str], tuple[object, ...]] = {
        (source.code, column.name): (column.type, column.shape, column.may_be_absent)
        for source in program.sources.values()
        for column in source.columns
    }
    for parameter in program.parameters.values():
        found[parameter.code, ""] = tuple((str(period), _text(value)) for period, value in parameter.by_period)
    return found


def _text(node: object) -> str:
    return str(getattr(node, "value", node))


# ---------------------------------------------------------------- the solver


def _at(
    program: Program, elements: Elements, other: Program, others: Elements, code: str, spot: Spot
) -> Counterexample | Sentence | None:
    scene = new_scene(program, elements)
    mine = facet_symbol(scene, code, Facet.RESULT, spot)
    second = _over_same_data(scene, other, others)
    theirs = facet_symbol(second, code, Facet.RESULT, spot)
    if mine.term is None or theirs.term is None:
        return sentence("one of the editions never has a value")
    unlike = find(scene, mine.present, theirs.present, negation(mine.term == theirs.term))
    if unlike is None:
        missing = find(scene, negation(mine.present == theirs.present))
        if missing is None:
            return None
        return (
            missing if not isinstance(missing, Found) else sentence("one edition has a value where the other has none")
        )
    if not isinstance(unlike, Found):
        return unlike
    expected = number_of(unlike.model.eval(theirs.term, model_completion=True))
    if expected is None:
        return sentence("the number that shows it has no end")

    def breaks(observed: tuple[Observed, ...]) -> bool:
        return observed[0] != expected

    shape = program.declared[code].result.shape
    demand = Demand(code, expected, shape, Facet.RESULT, codes_of(spot))
    return Counterexample(unlike.given, unlike.rows, (demand,), breaks, reason=unlike.reason)


def _over_same_data(scene: Scene, other: Program, others: Elements) -> Scene:
    """A scene of the other edition whose data, where both have them, are those of the first."""
    second = scene.of_edition(other, others)
    for key, one in scene.inputs.items():
        if isinstance(one, DatumInput):
            declared = other.sources.get(one.source)
            column = None if declared is None else declared.column(one.column.name)
            if column is not None and _same_contract(column, one.column):
                second.inputs[key] = evolve(one, column=column)
        else:
            second.inputs[key] = one
    return second


def _same_contract(one: Column, other: Column) -> bool:
    return (one.type, one.shape) == (other.type, other.shape)
