"""Improving an indicator in its declared direction never lowers the score, shown node by node.

At an indicator: a better value never gives fewer points. At a criterion, block or score: it never falls when one of the
results that it is made of grows, all others staying as they are, and never rises with a deduction. From these at every
node it follows for the whole way from a value to the score. Most nodes are settled by what they are made of
(:mod:`tarazy.dsl.proofs.directions`), the others by the solver.
"""

from __future__ import annotations

from collections.abc import Iterator

import z3
from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.forms import Fixed
from tarazy.dsl.graph import Part
from tarazy.dsl.intervals import WHOLE
from tarazy.dsl.nodes import Datum as DatumNode
from tarazy.dsl.nodes import Facet
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.computed import facet_symbol
from tarazy.dsl.proofs.data_found import Found, find
from tarazy.dsl.proofs.directions import Directions, Way
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.row_cells import number_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import Symbol, real
from tarazy.dsl.proofs.targets import SUMMARIES, codes_of, spots_of
from tarazy.dsl.proofs.verdicts import (
    Counterexample,
    Datum,
    Demand,
    Observed,
    Outcome,
    Property,
    Sentence,
    Verdict,
    number,
    sentence,
)
from tarazy.dsl.value_types import NumberType

WORSE, BETTER = "worse", "better"
"""Bodies of an example that compares two."""

_RISING = SUMMARIES | {Role.INDICATOR, Role.BONUS}


@frozen(eq=False)
class Question:
    """Whether the result of `code` moves `way`, or stays, when the value `facet` of `part` grows."""

    code: str
    part: str
    facet: Facet
    way: Way
    claim: Sentence


def verdicts(program: Program, elements: Elements) -> Iterator[Verdict]:
    """A verdict for each indicator, and for each part of each criterion, block and score."""
    for code in program.order:
        computed = program.computed[code]
        if not isinstance(program.declared[code].result.type, NumberType):
            continue
        measured = isinstance(program.declared[code].value.type, NumberType)
        if measured and computed.role is Role.INDICATOR and computed.points is not None and computed.better is not None:
            yield _of_indicator(program, elements, computed)
        if computed.role in SUMMARIES:
            for part in _parts(program, code):
                yield _of_part(program, elements, computed, part)


def _parts(program: Program, code: str) -> list[str]:
    """What a declaration is made of by itself or through quantities: results that have a direction."""
    uses: dict[str, list[str]] = {}
    for edge in program.graph.edges:
        if not edge.within and not edge.shifted and edge.used.part is Part.RESULT:
            uses.setdefault(edge.user.code, []).append(edge.used.code)
    found: dict[str, None] = {}
    pending = [code]
    seen = {code}
    while pending:
        for used in uses.get(pending.pop(), ()):
            role = program.computed[used].role
            if role is Role.QUANTITY and used not in seen:
                seen.add(used)
                pending.append(used)
            elif role in _RISING or role is Role.DEDUCTION:
                found[used] = None
    numeric = [one for one in found if isinstance(program.declared[one].result.type, NumberType)]
    return sorted(numeric, key=program.order.index)


# ---------------------------------------------------------------- questions


def _of_indicator(program: Program, elements: Elements, computed: Computed) -> Verdict:
    code = computed.code
    claim = sentence("a better value of {name} never gives fewer points", name=code)
    spots = spots_of(program, code, elements)
    for spot in spots:
        way = _declared_way(program, elements, computed, spot)
        if way is None:
            return _verdict(computed, claim, Outcome.NOT_PROVED, sentence("which way is better comes with the data"))
        question = Question(code, code, Facet.VALUE, way, claim)
        verdict = _answered(program, elements, computed, question, spot)
        if verdict.outcome is not Outcome.PROVED:
            return verdict
    return _verdict(computed, claim, Outcome.PROVED)


def _declared_way(program: Program, elements: Elements, computed: Computed, spot: Spot) -> Way | None:
    """Which way of the points is no loss when the value grows; ``None`` where data say it."""
    assert computed.better is not None
    scene = new_scene(program, elements)
    term = scene.at(computed.better, spot).term
    words = {word: Way.RISES if word == "higher" else Way.FALLS for word in ("higher", "lower")}
    for word, way in words.items():
        if term is not None and term.eq(z3.IntVal(scene.word(word))):
            return way
    return None if term is None or not z3.is_int_value(term) else Way.EITHER


def _of_part(program: Program, elements: Elements, computed: Computed, part: str) -> Verdict:
    falls = program.computed[part].role is Role.DEDUCTION
    claim = sentence(
        "{name} never rises when {part} grows" if falls else "{name} never falls when {part} grows",
        name=computed.code,
        part=part,
    )
    question = Question(computed.code, part, Facet.RESULT, Way.FALLS if falls else Way.RISES, claim)
    spots = spots_of(program, computed.code, elements)
    for spot in spots:
        verdict = _answered(program, elements, computed, question, spot)
        if verdict.outcome is not Outcome.PROVED:
            return verdict
    return _verdict(computed, claim, Outcome.PROVED)


def _verdict(
    computed: Computed,
    claim: Sentence,
    outcome: Outcome,
    reason: Sentence | None = None,
    example: Counterexample | None = None,
) -> Verdict:
    return Verdict(Property.MONOTONE, computed.code, claim, outcome, reason, example, computed.span)


def _answered(program: Program, elements: Elements, computed: Computed, question: Question, spot: Spot) -> Verdict:
    found = Directions(program, question.part, question.facet).of_result(computed)
    if found in (Way.STILL, question.way) or question.way is Way.EITHER:
        return _verdict(computed, question.claim, Outcome.PROVED)
    spots = spots_of(program, question.part, elements)
    own = (spot,) if question.facet is Facet.VALUE else tuple(spots)
    for place in own:
        example = _refuted(program, elements, question, place, spot)
        if isinstance(example, Counterexample):
            return _verdict(computed, question.claim, Outcome.REFUTED, None, example)
        if example is not None:
            return _verdict(computed, question.claim, Outcome.NOT_PROVED, example)
    return _verdict(computed, question.claim, Outcome.PROVED)


# ---------------------------------------------------------------- the solver


def _refuted(
    program: Program, elements: Elements, question: Question, place: Spot, spot: Spot
) -> Counterexample | Sentence | None:
    """Two bodies that differ in one part alone, of which the one with more has the wrong result."""
    scene = new_scene(program, elements)
    less = _part(scene, question, place, "less")
    scene.fixed[question.part, question.facet, place] = less
    if question.facet is Facet.RESULT:
        _fix_others(program, scene, question, place)
    other = scene.beside(_resting_on(program, question))
    more = _part(scene, question, place, "more")
    other.fixed = {**scene.fixed, (question.part, question.facet, place): more}
    with_less = facet_symbol(scene, question.code, Facet.RESULT, spot)
    with_more = facet_symbol(other, question.code, Facet.RESULT, spot)
    if with_less.term is None or with_more.term is None:
        return None
    if less.term is None or more.term is None:
        return None
    wrong = with_more.term < with_less.term if question.way is Way.RISES else with_more.term > with_less.term
    found = find(scene, less.term < more.term, with_less.present, with_more.present, wrong)
    if not isinstance(found, Found):
        return found
    return _example(program, question, (place, spot), found, (less, more), (with_less, with_more))


def _part(scene: Scene, question: Question, place: Spot, label: str) -> Symbol:
    """A value of the part, on the grid that its form has."""
    facts = scene.program.declared[question.part].of(question.facet)
    symbol = scene.given(question.part, question.facet, place, facts.interval or WHOLE, label)
    if isinstance(facts.form, Fixed):
        steps = z3.ToReal(z3.Int(f"{symbol.term} steps"))
        scene.grids.append(symbol.term == steps / real(facts.form.denominator))
    return symbol


def _fix_others(program: Program, scene: Scene, question: Question, place: Spot) -> None:
    """Let every other part be any number that it can be, so that a node is judged by its own formula."""
    for part in _parts(program, question.code):
        facts = program.declared[part].result
        for spot in spots_of(program, part, scene.elements):
            if (part, spot) != (question.part, place):
                symbol = scene.given(part, Facet.RESULT, spot, facts.interval or WHOLE)
                scene.fixed[part, Facet.RESULT, spot] = symbol


def _resting_on(program: Program, question: Question) -> frozenset[str]:
    """Codes of all that uses the part, itself included."""
    users: dict[str, set[str]] = {}
    for edge in program.graph.edges:
        users.setdefault(edge.used.code, set()).add(edge.user.code)
    found, pending = {question.part}, [question.part]
    while pending:
        new = users.get(pending.pop(), set()) - found
        found |= new
        pending.extend(new)
    return frozenset(found)


def _example(
    program: Program,
    question: Question,
    places: tuple[Spot, Spot],
    found: Found,
    parts: tuple[Symbol, Symbol],
    results: tuple[Symbol, Symbol],
) -> Counterexample | Sentence:
    place, spot = places
    if found.rows:
        return sentence("the example would need rows of a register for two bodies")
    has_more_first = question.way is Way.RISES
    names = (WORSE, BETTER) if has_more_first else (BETTER, WORSE)
    shared = [one for one in found.given if not _is_of_part(one, question, place)]
    given: list[Datum] = []
    for symbol, body in zip(parts, names, strict=True):
        value = number_of(found.model.eval(symbol.term, model_completion=True))
        if value is None:
            return sentence("the number that shows it has no end")
        given.append(_given_part(program, question, place, value, body))
        given += [_for_body(one, body) for one in shared]
    low = number_of(found.model.eval(results[0].term, model_completion=True))
    if low is None:
        return sentence("the number that shows it has no end")
    shape = program.declared[question.code].result.shape
    demands = [Demand(question.code, low, shape, Facet.RESULT, codes_of(spot), body) for body in reversed(names)]

    def breaks(observed: tuple[Observed, ...]) -> bool:
        more, less = number(observed[0]), number(observed[1])
        if more is None or less is None:
            return False
        return more < less if question.way is Way.RISES else more > less

    return Counterexample(tuple(given), (), tuple(demands), breaks, names, found.reason)


def _is_of_part(one: Datum, question: Question, place: Spot) -> bool:
    is_part = not one.source and one.name == question.part and one.facet is question.facet
    return is_part and one.elements == codes_of(place)


def _given_part(program: Program, question: Question, place: Spot, value: fmpq, body: str) -> Datum:
    """The part in an example: the cell itself where the value is nothing else."""
    computed = program.computed[question.part]
    shape = program.declared[question.part].of(question.facet).shape
    node = computed.value
    if question.facet is Facet.VALUE and isinstance(node, DatumNode) and not computed.value_steps:
        column = program.sources[node.source].column(node.column)
        assert column is not None
        axes = program.sources[node.source].axes
        elements = tuple(code for axis, code in place.elements if axis in axes)
        return Datum(node.source, node.column, value, column.shape, Facet.VALUE, elements, body)
    return Datum("", question.part, value, shape, question.facet, codes_of(place), body)


def _for_body(one: Datum, body: str) -> Datum:
    return Datum(one.source, one.name, one.cell, one.shape, one.facet, one.elements, body, one.back)
