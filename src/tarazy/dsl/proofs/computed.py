"""Symbols of declarations: value, steps, points, steps, rules, result, in the order in which their lines act."""

from __future__ import annotations

import z3

from tarazy.dsl.declarations import AdjustStep, BoundStep, Computed, OutcomeRule, Role, RoundStep, Step
from tarazy.dsl.nodes import AnyNode, Facet, Round
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.numbers import rounded_term
from tarazy.dsl.proofs.reasons import NOT_FOLLOWED
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import FALSE, TRUE, Symbol, both, chosen, combined, either, lifted, negation
from tarazy.dsl.states import FAILURES, UNKNOWN, State

_VERDICTS = (State.NOT_APPLICABLE, State.NOT_COUNTED)


def facet_symbol(scene: Scene, code: str, facet: Facet, spot: Spot) -> Symbol:
    """One of the values of a declaration at a place."""
    computed = scene.program.computed[code]
    axes = scene.program.axes_of[code]
    own = Spot(tuple(pair for pair in spot.elements if pair[0] in axes), spot.back)
    fixed = scene.fixed.get((code, facet, own))
    if fixed is not None:
        return fixed
    key = ((code, facet), own)
    if key not in scene.memo and scene.compared is not None and code not in scene.changed:
        return facet_symbol(scene.compared, code, facet, own)
    if key not in scene.memo:
        if computed.leaves_up:
            facts = scene.program.declared[code].of(facet)
            scene.memo[key] = scene.unknown(facts, NOT_FOLLOWED)
        else:
            scene.memo[key] = _FACETS[facet](scene, computed, own)
            _remember_ends(scene, computed, facet, own)
    return scene.memo[key]


def _remember_ends(scene: Scene, computed: Computed, facet: Facet, spot: Spot) -> None:
    """Keep the ends of what an indicator can give, of which the solver is told when it does not find its way."""
    interval = scene.program.declared[computed.code].result.interval
    term = scene.memo[(computed.code, facet), spot].term
    if computed.role is not Role.INDICATOR or facet is not Facet.RESULT or interval is None or term is None:
        return
    if interval.low is not None and interval.high is not None:
        scene.ends[computed.code, spot] = term, interval.low, interval.high


def local_symbol(scene: Scene, code: str, name: str, spot: Spot) -> Symbol:
    """A name of the legend."""
    lines = scene.program.computed[code].where
    return scene.at(next(line.node for line in lines if line.name == name), spot)


# ---------------------------------------------------------------- facets


def _value(scene: Scene, computed: Computed, spot: Spot) -> Symbol:
    found = scene.at(computed.value, spot)
    for step in computed.value_steps:
        found = stepped(scene, found, step, spot)
    return _where_it_applies(scene, computed, found)


def unanswered(scene: Scene, computed: Computed, spot: Spot) -> Symbol:
    """The result before any rule."""
    if computed.points is None:
        return facet_symbol(scene, computed.code, Facet.VALUE, spot)
    found = scene.at(computed.points, spot)
    for step in computed.points_steps:
        found = stepped(scene, found, step, spot)
    return found


def _result(scene: Scene, computed: Computed, spot: Spot) -> Symbol:
    found = unanswered(scene, computed, spot)
    return _where_it_applies(scene, computed, _answered(scene, computed, found, spot))


def _before_rounding(scene: Scene, computed: Computed, spot: Spot) -> Symbol:
    """The operand of the last rounding; the result where nothing rounds."""
    steps = computed.value_steps if computed.points is None else computed.points_steps
    node = computed.value if computed.points is None else computed.points
    rounds = [place for place, step in enumerate(steps) if isinstance(step, RoundStep)]
    result = facet_symbol(scene, computed.code, Facet.RESULT, spot)
    if not rounds and not isinstance(node, Round):
        return result
    found = scene.at(node if rounds else node.operand, spot)  # type: ignore[union-attr] # without a step it rounds
    for step in steps[: rounds[-1]] if rounds else ():
        found = stepped(scene, found, step, spot)
    return chosen(unanswered(scene, computed, spot).present, found, result)


_FACETS = {Facet.VALUE: _value, Facet.RESULT: _result, Facet.BEFORE_ROUNDING: _before_rounding}


# ---------------------------------------------------------------- steps


def stepped(scene: Scene, found: Symbol, step: Step, spot: Spot) -> Symbol:
    """What a step makes of a value."""
    match step:
        case RoundStep(mode=mode, decimals=decimals):
            return lifted(lambda a: rounded_term(scene, a, mode, decimals), found)
        case BoundStep(bound=bound, upper=upper):
            return lifted(lambda a, b: z3.If(a <= b if upper else a >= b, a, b), found, scene.at(bound, spot))
        case AdjustStep(members=members, sign=sign):
            for member in members:
                found = _adjusted(found, scene.at(member, spot), sign)
            return found


def _adjusted(found: Symbol, moved_by: Symbol, sign: int) -> Symbol:
    """Moved by another value; one that is *not applicable* or *not counted* moves nothing."""
    still = moved_by.is_in(_VERDICTS)
    others = {state: here for state, here in moved_by.states.items() if state not in _VERDICTS}
    if moved_by.term is None or found.term is None:
        return Symbol(found.term, combined((found, Symbol(TRUE, others))))
    moved = found.term + moved_by.term if sign > 0 else found.term - moved_by.term
    term = moved if z3.is_false(still) else z3.If(still, found.term, moved)
    return Symbol(term, combined((found, Symbol(TRUE, others))))


# ---------------------------------------------------------------- rules


def _where_it_applies(scene: Scene, computed: Computed, found: Symbol) -> Symbol:
    """The symbol, *not applicable* where the body is outside the lists that the declaration is for."""
    return chosen(outside(scene, computed), Symbol(None, {State.NOT_APPLICABLE: TRUE}), found)


def outside(scene: Scene, computed: Computed) -> z3.BoolRef:
    """Where the body is outside of what a declaration applies to."""
    found: list[z3.BoolRef] = []
    if computed.applies_to is not None:
        found.append(negation(scene.member(computed.applies_to)))
    if computed.does_not_apply_to is not None:
        found.append(scene.member(computed.does_not_apply_to))
    if computed.left_out or computed.outside:
        found.append(negation(scene.member(f"scope of {computed.code}")))
    return either(found)


def _answered(scene: Scene, computed: Computed, found: Symbol, spot: Spot) -> Symbol:
    """What `needs` and the rules make of a result that is missing."""
    if not set(found.states) - set(_VERDICTS):
        return found
    refused = _refused(scene, computed, spot)
    kept = {state: here for state, here in found.states.items() if state in _VERDICTS}
    answered = Symbol(found.term, kept)
    for state, here in found.states.items():
        if state not in _VERDICTS:
            plain = both(here, negation(refused)) if state is State.NOT_COMPUTED else here
            answered = chosen(plain, _answer(scene, computed, state, spot), answered)
    if computed.needs is not None and not z3.is_false(refused):
        low = both(refused, found.is_in((State.NOT_COMPUTED,)))
        answered = chosen(low, scene.at(computed.needs.otherwise, spot), answered)
    return answered


def _refused(scene: Scene, computed: Computed, spot: Spot) -> z3.BoolRef:
    aggregate = computed.aggregate
    if computed.needs is None or aggregate is None:
        return FALSE
    scene.at(aggregate, spot)
    return scene.uncovered.get((id(aggregate), spot), FALSE)


def _answer(scene: Scene, computed: Computed, state: State, spot: Spot) -> Symbol:
    """What a state other than *not applicable* and *not counted* leads to."""
    for rule in _rules_for(computed, state):
        answer = scene.at(rule.node, spot)
        unknown = either(here for one, here in answer.states.items() if one not in _VERDICTS)
        verdicts = {one: here for one, here in answer.states.items() if one in _VERDICTS}
        states = verdicts if z3.is_false(unknown) else {**verdicts, State.NOT_COMPUTED: unknown}
        return Symbol(answer.term, states)
    passes = computed.role is Role.QUANTITY and state not in FAILURES
    return Symbol(None, {state if passes else State.NOT_COMPUTED: TRUE})


def _rules_for(computed: Computed, state: State) -> list[OutcomeRule]:
    rules = computed.rules
    named: dict[State, tuple[OutcomeRule | None, ...]] = {
        State.ZERO_DIVISOR: (rules.zero_divisor,),
        State.ALL_EQUAL: (rules.all_equal,),
        State.NOTHING_TO_COUNT: (rules.nothing_to_count,),
        State.NOT_YET_PUBLISHED: (rules.not_yet_published, rules.no_data),
    }
    found = named.get(state, (rules.no_data,) if state in UNKNOWN else ())
    return [rule for rule in found if rule is not None]


def roots_of(computed: Computed) -> tuple[AnyNode, ...]:
    """The formula, and the points where there are any."""
    return (computed.value,) if computed.points is None else (computed.value, computed.points)
