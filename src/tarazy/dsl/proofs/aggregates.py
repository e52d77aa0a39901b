"""Symbols of aggregates over named members, over lists whose elements are known, over former periods."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import product as patterns_of

import z3
from attrs import evolve, frozen
from flint import fmpq

from tarazy.dsl.declarations import Computed, Coverage, MemberRule, MemberTreatment
from tarazy.dsl.intervals import Interval
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Member, Result
from tarazy.dsl.over import OverList, OverPeriods, OverRows
from tarazy.dsl.proofs.computed import outside
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.numbers import product, quotient
from tarazy.dsl.proofs.reasons import GEOMETRIC_MEAN, LIST_OF_DATA, NOT_FOLLOWED, OTHER_BODIES, STATISTIC
from tarazy.dsl.proofs.rows import rows_symbol
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import (
    FALSE,
    TRUE,
    Symbol,
    both,
    chosen,
    combined,
    constant_of,
    either,
    negation,
    real,
)
from tarazy.dsl.proofs.targets import MOST_PLACES
from tarazy.dsl.proofs.verdicts import Sentence
from tarazy.dsl.states import State
from tarazy.dsl.typing.member_policies import WITHOUT_POLICIES
from tarazy.dsl.typing.states import COUNTING, SUMMED

_VERDICTS = (State.NOT_APPLICABLE, State.NOT_COUNTED)
_MOST_PATTERNS = 6
"""Of so many members that may be there or not, every combination is gone through."""


@frozen(eq=False)
class Candidate:
    """A member at a place: its cell, its weight, where its `only` holds, its most points, and where it is outside of
    what it applies to.
    """

    cell: Symbol
    weight: z3.ArithRef
    selected: z3.BoolRef
    most: z3.ArithRef | None
    outside: z3.BoolRef


@frozen(eq=False)
class Settled:
    """Members after the rules: where each takes part, and where it stays in the divisor although it does not."""

    candidates: tuple[Candidate, ...]
    taking: tuple[z3.BoolRef, ...]
    lowered: tuple[z3.BoolRef, ...]


def aggregate_symbol(scene: Scene, node: Aggregate, spot: Spot) -> Symbol:
    """An aggregate at a place."""
    if any(isinstance(member.over, OverRows) for member in node.members):
        return rows_symbol(scene, node, spot)
    gathered = gathered_members(scene, node, spot)
    if isinstance(gathered, Sentence):
        return scene.opaque(node, gathered)
    if node.kind is AggregateKind.SHARE:
        return _share(scene, node, gathered)
    owner = _owner(scene, node)
    found = _treated(scene, node, owner, list(gathered.candidates), spot)
    states = combined((Symbol(TRUE, gathered.refusals), found))
    return Symbol(found.term, states)


def _owner(scene: Scene, node: Aggregate) -> Computed | None:
    """The declaration whose rules for members are about this aggregate."""
    return next((one for one in scene.program.computed.values() if one.aggregate is node), None)


# ---------------------------------------------------------------- members


@frozen(eq=False)
class Members:
    """Every member whose filter can hold, where a filter that is unknown refuses the whole, and how many there are."""

    candidates: tuple[Candidate, ...]
    refusals: dict[State, z3.BoolRef]
    elements: int
    filter_can_be_missing: bool


def gathered_members(scene: Scene, node: Aggregate, spot: Spot) -> Members | Sentence:
    """Every member; the reason where they are not known."""
    found: list[Candidate] = []
    elements, missing = 0, False
    refused: list[Symbol] = []
    for member in node.members:
        spots = _spots(scene, member, spot)
        if isinstance(spots, Sentence):
            return spots
        elements += len(spots)
        for there in spots:
            selected = TRUE
            if member.only is not None:
                condition = scene.at(member.only, there)
                unknown = {state: here for state, here in condition.states.items() if state not in _VERDICTS}
                refused.append(Symbol(TRUE, unknown))
                missing = missing or bool(condition.states)
                selected = FALSE if condition.term is None else both(condition.present, condition.term)
                selected = z3.simplify(selected)
            if z3.is_false(selected):
                continue
            candidate = _candidate(scene, member, there, selected)
            if candidate is None:
                return NOT_FOLLOWED
            found.append(candidate)
    return Members(tuple(found), combined(refused), elements, missing)


def _spots(scene: Scene, member: Member, spot: Spot) -> Sequence[Spot] | Sentence:
    match member.over:
        case None:
            return (spot,)
        case OverPeriods(count=count, step=step):
            return [Spot(spot.elements, spot.back + back * (step or 1)) for back in range(count)]
        case OverList() as over:
            if over.axis == scene.program.body_axis:
                return OTHER_BODIES
            if over.is_of_own_element or over.bound is not None:
                return NOT_FOLLOWED
            elements = scene.elements.of(over.list)
            if elements is None or len(elements) > MOST_PLACES:
                return LIST_OF_DATA
            return [spot.at(over.axis, element) for element in elements]
        case _:
            return NOT_FOLLOWED


def _candidate(scene: Scene, member: Member, spot: Spot, selected: z3.BoolRef) -> Candidate | None:
    cell = Symbol(real(1)) if member.value is None else scene.at(member.value, spot)
    weight = Symbol(real(1)) if member.weight is None else scene.at(member.weight, spot)
    if weight.term is None:
        return None
    most = _most_points(scene, member.value, spot)
    cell = Symbol(cell.term, combined((cell, weight)))
    return Candidate(cell, weight.term, selected, most, _outside(scene, member.value, cell))


def _outside(scene: Scene, value: AnyNode | None, cell: Symbol) -> z3.BoolRef:
    """Where a member is outside of what it applies to: by its own lines, or because all that it is made of is."""
    verdict = cell.states.get(State.NOT_APPLICABLE)
    if verdict is None or not isinstance(value, Result):
        return FALSE
    computed = scene.program.computed[value.declaration]
    if computed.is_limited:
        return both(verdict, outside(scene, computed))
    made_of = isinstance(computed.value, Aggregate) and scene.has_lists
    return both(verdict, z3.Bool(f"{value.declaration} is outside")) if made_of else FALSE


def _most_points(scene: Scene, value: AnyNode | None, spot: Spot) -> z3.ArithRef | None:
    if not isinstance(value, Result):
        return None
    node = scene.program.computed[value.declaration].most_points
    symbol = None if node is None else scene.at(node, spot)
    return None if symbol is None else symbol.term


def _share(scene: Scene, node: Aggregate, gathered: Members) -> Symbol:
    """How many elements of all a filter holds for, where it is yes or no for each."""
    if gathered.filter_can_be_missing or not gathered.elements:
        return scene.opaque(node, NOT_FOLLOWED)
    taken = _total([real(1) for _ in gathered.candidates], [one.selected for one in gathered.candidates])
    return Symbol(taken * real(fmpq(1, gathered.elements)), gathered.refusals)


# ---------------------------------------------------------------- rules for members


def _treated(scene: Scene, node: Aggregate, owner: Computed | None, several: list[Candidate], spot: Spot) -> Symbol:
    put_in = [_with_what_is_put_in(scene, node, owner, one, several, spot) for one in several]
    kept: list[Candidate] = [one for one in put_in if one is not None]
    if len(kept) != len(several):
        return scene.opaque(node, NOT_FOLLOWED)
    answers: dict[State, z3.BoolRef] = {}
    taking = [both(one.selected, one.cell.present) for one in kept]
    lowered: list[z3.BoolRef] = []
    for one in kept:
        lowered.append(FALSE)
        for state, here in one.cell.states.items():
            rule = _rule_for(node, owner, state)
            if rule is None and not _may_leave(node, owner, state):
                answers[state] = either((answers.get(state, FALSE), both(one.selected, here)))
            elif rule is not None and rule.treatment is MemberTreatment.MAXIMUM_LOWERED:
                lowered[-1] = either((lowered[-1], both(one.selected, here)))
    settled = Settled(tuple(kept), tuple(map(z3.simplify, taking)), tuple(lowered))
    states = combined((Symbol(TRUE, answers), Symbol(TRUE, _empty(node, kept, settled))))
    states = _with_coverage(scene, node, owner, several, states, spot)
    number = _number(scene, node, settled)
    if number is None:
        unknown = scene.opaque(node, STATISTIC)
        return Symbol(unknown.term, states)
    return Symbol(number, states)


def _rule_for(node: Aggregate, owner: Computed | None, state: State) -> MemberRule | None:
    if owner is None or node.kind in WITHOUT_POLICIES:
        return None
    rules = {
        State.NOT_APPLICABLE: owner.rules.not_applicable_members,
        State.NOT_COUNTED: owner.rules.not_counted_members,
    }
    return rules.get(state)


def _may_leave(node: Aggregate, owner: Computed | None, state: State) -> bool:
    if owner is not None and owner.needs is not None:
        return True
    return node.kind not in SUMMED and state in _VERDICTS


def _with_what_is_put_in(
    scene: Scene, node: Aggregate, owner: Computed | None, one: Candidate, several: list[Candidate], spot: Spot
) -> Candidate | None:
    """The member with the value that a rule puts in for its states; ``None`` for a rule that is not followed."""
    cell = one.cell
    for state in _VERDICTS:
        rule = _rule_for(node, owner, state)
        here = one.cell.states.get(state)
        if rule is None or here is None:
            continue
        if rule.node is not None:
            cell = chosen(here, scene.at(rule.node, spot), cell)
        elif rule.treatment is MemberTreatment.MOST_POINTS:
            if one.most is None:
                return None
            cell = chosen(here, Symbol(one.most), cell)
        elif rule.treatment is MemberTreatment.MEAN_OF_THE_OTHERS and several:
            return None
    return evolve(one, cell=cell)


def _empty(node: Aggregate, kept: Sequence[Candidate], settled: Settled) -> dict[State, z3.BoolRef]:
    """Where nothing takes part: nothing to count, or members that are all *not applicable* or *not counted*."""
    nobody = z3.simplify(both(*(negation(one) for one in settled.taking)))
    if z3.is_false(nobody):
        return {}
    unselected = both(*(negation(one.selected) for one in kept))
    counted = either(both(one.selected, one.cell.is_in((State.NOT_COUNTED,))) for one in kept)
    unknown = either(both(one.selected, one.cell.is_in(set(one.cell.states) - set(_VERDICTS))) for one in kept)
    met = both(nobody, negation(unselected))
    states = {
        State.NOT_APPLICABLE: both(met, negation(counted), negation(unknown)),
        State.NOT_COUNTED: both(met, counted, negation(unknown)),
        State.NOT_COMPUTED: both(met, unknown),
    }
    if node.kind not in COUNTING:
        states[State.NOTHING_TO_COUNT] = unselected
    simple = {state: z3.simplify(here) for state, here in states.items()}
    return {state: here for state, here in simple.items() if not z3.is_false(here)}


# ---------------------------------------------------------------- coverage


def _with_coverage(
    scene: Scene,
    node: Aggregate,
    owner: Computed | None,
    several: Sequence[Candidate],
    states: dict[State, z3.BoolRef],
    spot: Spot,
) -> dict[State, z3.BoolRef]:
    """States with *not computed* where fewer members have a value than `needs` asks for."""
    if owner is None or owner.needs is None or not several:
        return states
    low = z3.simplify(_uncovered(node, owner, several))
    if z3.is_false(low):
        return states
    verdicts = both(*(either((negation(one.selected), one.cell.is_in(_VERDICTS))) for one in several))
    low = both(low, negation(verdicts))
    scene.uncovered[id(node), spot] = low
    others = {state: both(here, negation(low)) for state, here in states.items()}
    return {**others, State.NOT_COMPUTED: either((low, others.get(State.NOT_COMPUTED, FALSE)))}


def _uncovered(node: Aggregate, owner: Computed, several: Sequence[Candidate]) -> z3.BoolRef:
    """Where coverage is too low."""
    needs = owner.needs
    assert needs is not None
    counted = [_stays(one) for one in several]
    present = [both(one.selected, one.cell.present) for one in several]
    if needs.coverage is Coverage.ALL:
        return either(both(here, negation(there)) for here, there in zip(counted, present, strict=True))
    if not isinstance(needs.amount, fmpq):
        return FALSE
    amounts = [real(1) for _ in several]
    if needs.coverage is Coverage.WEIGHT:
        is_sum = node.kind is AggregateKind.SUM
        amounts = [one.most if is_sum and one.most is not None else one.weight for one in several]
    having = _total(amounts, present)
    if needs.coverage is Coverage.MEMBERS:
        return having < real(needs.amount)
    return having < real(needs.amount) * _total(amounts, counted)


def _stays(one: Candidate) -> z3.BoolRef:
    """Where a member counts in the divisor of coverage."""
    return both(one.selected, negation(one.outside))


def _total(amounts: Sequence[z3.ArithRef], where: Sequence[z3.BoolRef]) -> z3.ArithRef:
    terms = [
        amount if z3.is_true(here) else z3.If(here, amount, real(0))
        for amount, here in zip(amounts, where, strict=True)
        if not z3.is_false(here)
    ]
    return z3.Sum(terms) if terms else real(0)


# ---------------------------------------------------------------- the statistic


def _number(scene: Scene, node: Aggregate, settled: Settled) -> z3.ArithRef | None:
    """The number where something takes part; ``None`` for a statistic that is not followed."""
    values = [real(0) if one.cell.term is None else one.cell.term for one in settled.candidates]
    weights = [one.weight for one in settled.candidates]
    ones = [real(1) for _ in values]
    interval = scene.interval(node)
    match node.kind:
        case AggregateKind.COUNT:
            return _total(ones, settled.taking)
        case AggregateKind.SUM:
            return _summed(scene, node, settled, values)
        case AggregateKind.MEAN:
            return _mean(scene, interval, settled, values, ones)
        case AggregateKind.WEIGHTED_MEAN:
            return _mean(scene, interval, settled, values, weights)
        case AggregateKind.MIN | AggregateKind.MAX:
            return _extreme(settled, values, upwards=node.kind is AggregateKind.MAX)
        case AggregateKind.BEST | AggregateKind.WORST:
            direction = scene.at(node.direction, Spot()).term if node.direction is not None else None
            if direction is None or not direction.eq(z3.IntVal(scene.word("higher"))):
                return None
            return _extreme(settled, values, upwards=node.kind is AggregateKind.BEST)
        case AggregateKind.GEOMETRIC_MEAN:
            return _geometric(scene, settled, values)
        case _:
            return None


def _summed(scene: Scene, node: Aggregate, settled: Settled, values: list[z3.ArithRef]) -> z3.ArithRef | None:
    total = _total(values, settled.taking)
    owner = _owner(scene, node)
    rules = () if owner is None else (owner.rules.not_applicable_members, owner.rules.not_counted_members)
    rescaled = any(rule is not None and rule.treatment is MemberTreatment.WEIGHTS_RESCALED for rule in rules)
    if not rescaled or all(z3.is_true(one) for one in settled.taking):
        return total
    most = [one.most for one in settled.candidates]
    if any(one is None for one in most):
        return None
    greatest = [one for one in most if one is not None]
    whole = z3.simplify(_total(greatest, [one.selected for one in settled.candidates]))
    return _by_patterns(
        scene,
        scene.interval(node),
        settled.taking,
        lambda taking: (
            product(scene, scene.interval(node), _total(values, taking), z3.simplify(whole))
            if constant_of(whole) is None
            else _over(scene, node, _total(values, taking) * whole, _total(greatest, taking))
        ),
    )


def _over(scene: Scene, node: Aggregate, above: z3.ArithRef, below: z3.ArithRef) -> z3.ArithRef:
    return quotient(scene, scene.interval(node), above, z3.simplify(below))


def _mean(
    scene: Scene, interval: Interval, settled: Settled, values: list[z3.ArithRef], weights: list[z3.ArithRef]
) -> z3.ArithRef:
    products = [product(scene, interval, value, weight) for value, weight in zip(values, weights, strict=True)]
    staying = [either(pair) for pair in zip(settled.taking, settled.lowered, strict=True)]

    def mean(where: Sequence[z3.BoolRef]) -> z3.ArithRef:
        half = len(values)
        divisor = z3.simplify(_total(weights, where[half:]))
        return quotient(scene, interval, _total(products, where[:half]), divisor)

    return _by_patterns(scene, interval, (*settled.taking, *staying), mean)


def _by_patterns(
    scene: Scene,
    interval: Interval,
    conditions: Sequence[z3.BoolRef],
    formula: Callable[[Sequence[z3.BoolRef]], z3.ArithRef],
) -> z3.ArithRef:
    """A formula by who takes part: one linear condition for each combination, where these are few."""
    open_ones: list[z3.BoolRef] = []
    for one in conditions:
        if not (z3.is_true(one) or z3.is_false(one)) and not any(one.eq(other) for other in open_ones):
            open_ones.append(one)
    if not open_ones:
        return formula(conditions)
    if len(open_ones) > _MOST_PATTERNS:
        return formula(conditions)
    found = scene.fresh()
    for pattern in patterns_of((True, False), repeat=len(open_ones)):
        settled = [_settled(one, open_ones, pattern) for one in conditions]
        if any(z3.is_true(one) for one in settled):
            met = both(*(one if yes else negation(one) for one, yes in zip(open_ones, pattern, strict=True)))
            scene.domain.append(z3.Implies(met, found == formula(settled)))
    _ = interval
    return found


def _settled(condition: z3.BoolRef, open_ones: Sequence[z3.BoolRef], pattern: Sequence[bool]) -> z3.BoolRef:
    for one, yes in zip(open_ones, pattern, strict=True):
        if condition.eq(one):
            return TRUE if yes else FALSE
    return condition


def _extreme(settled: Settled, values: list[z3.ArithRef], *, upwards: bool) -> z3.ArithRef:
    pairs = list(zip(settled.taking, values, strict=True))

    def further(
        one: tuple[z3.BoolRef, z3.ArithRef], other: tuple[z3.BoolRef, z3.ArithRef]
    ) -> tuple[z3.BoolRef, z3.ArithRef]:
        (here, a), (there, b) = one, other
        better = a >= b if upwards else a <= b
        kept = z3.simplify(either((negation(there), both(here, better))))
        return z3.simplify(either((here, there))), z3.If(kept, a, b)

    return reduce(further, pairs)[1] if pairs else real(0)


def _geometric(scene: Scene, settled: Settled, values: list[z3.ArithRef]) -> z3.ArithRef | None:
    """Between the least and the greatest, and 0 exactly where one of them is."""
    if not all(z3.is_true(one) for one in settled.taking):
        return None
    found = scene.fresh()
    scene.free[GEOMETRIC_MEAN.text] = GEOMETRIC_MEAN
    least = _extreme(settled, values, upwards=False)
    greatest = _extreme(settled, values, upwards=True)
    scene.domain += [found >= least, found <= greatest]
    scene.domain.append((found == 0) == either([value == 0 for value in values]))
    return found
