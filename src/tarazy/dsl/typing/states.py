"""States other than *present* that a node can have, from those of its operands: the propagation table of the
language.
"""

from __future__ import annotations

from functools import reduce

from tarazy.dsl.declarations import Computed, Coverage, MemberRule, Role
from tarazy.dsl.facts import Facts
from tarazy.dsl.node_parts import operands, walk
from tarazy.dsl.nodes import (
    Aggregate,
    AggregateKind,
    AnyNode,
    Attribute,
    ByValues,
    Compare,
    Filed,
    FirstPresent,
    FunctionCall,
    Has,
    Member,
    Rank,
    Shift,
    StateConstant,
    StateOf,
)
from tarazy.dsl.nodes import Element as ListElement
from tarazy.dsl.over import OverList, OverPeriods, OverRows
from tarazy.dsl.states import FAILURES, UNKNOWN, State
from tarazy.dsl.succession import Relation
from tarazy.dsl.typing.guards import FactsOf

States = frozenset[State]
NONE: States = frozenset()
LEFT_OUT = frozenset({State.NOT_APPLICABLE, State.NOT_COUNTED})
COUNTING = frozenset({AggregateKind.COUNT, AggregateKind.DISTINCT_COUNT, AggregateKind.SUM})
"""Aggregates that are 0 of nothing."""
SUMMED = frozenset({AggregateKind.SUM, AggregateKind.WEIGHTED_MEAN})
"""Aggregates in which a member without a value needs a rule; in the others it is left out and counted."""

PASSING_ON = frozenset({Role.QUANTITY, Role.GRADE, Role.STATUS, Role.RANK})
"""Roles that pass an unknown on instead of owing an answer to it."""


def union(*states: States) -> States:
    """All states of several."""
    return reduce(frozenset.union, states, NONE)


def may_of(node: AnyNode, facts_of: FactsOf) -> States:
    """States of any node but a leaf, a division, and an aggregate with rules of its own."""
    match node:
        case StateConstant(state=state):
            return frozenset({state})
        case Has() | StateOf():
            return NONE
        case FunctionCall(body=body):
            return facts_of(body).may
        case Filed(operand=operand, refused=refused):
            return facts_of(operand).may | (frozenset({State.REJECTED}) if refused else NONE)
        case Compare(left=StateOf()) | Compare(right=StateOf()):
            return NONE
        case FirstPresent(operands=several):
            always = any(not facts_of(part).may for part in several)
            return NONE if always else facts_of(several[-1]).may
        case Shift(operand=operand):
            return facts_of(operand).may | {State.ABSENT}
        case ByValues(operand=operand, rows=rows):
            answered = frozenset(row.key for row in rows if isinstance(row.key, State))
            return (facts_of(operand).may - answered) | union(*(facts_of(row.result).may for row in rows))
        case Rank(operand=operand, only=only):
            return facts_of(operand).may | (NONE if only is None else facts_of(only).may & (UNKNOWN | FAILURES))
        case _:
            return union(*(facts_of(part).may for part in operands(node)))


# ---------------------------------------------------------------- aggregates


def may_of_aggregate(node: Aggregate, owner: Computed | None, facts_of: FactsOf) -> States:
    """States of an aggregate; `owner` is the declaration whose `needs` and rules for members are about it."""
    needs = None if owner is None else owner.needs
    member_states = [may_of_member(member, facts_of) for member in node.members]
    met = union(*member_states)
    found = met & FAILURES
    found |= union(*(facts_of(member.only).may & UNKNOWN for member in node.members if member.only is not None))
    if needs is None:
        found |= met & UNKNOWN
        found |= frozenset({State.NOTHING_TO_COUNT}) if can_be_empty(node, facts_of) else NONE
    else:
        found |= facts_of(needs.otherwise).may
    for state in LEFT_OUT & met:
        found |= _left_out(node, owner, state, all(state in states for states in member_states), facts_of)
    return found


def may_of_member(member: Member, facts_of: FactsOf) -> States:
    """States in which a member can meet its aggregate, the filter apart."""
    value = NONE if member.value is None else facts_of(member.value).may
    weight = NONE if member.weight is None else facts_of(member.weight).may
    match member.over:
        case OverPeriods(count=count):
            former = count > 1
        case OverRows(reach=reach):
            former = reach > 0
        case OverList(relation=relation):
            former = relation is not None
        case _:
            former = False
    return value | weight | (frozenset({State.ABSENT}) if former else NONE)


def _left_out(node: Aggregate, owner: Computed | None, state: State, in_all: bool, facts_of: FactsOf) -> States:
    """What members that are N or U make of the aggregate."""
    rule = None if owner is None else member_rule(owner, state)
    if rule is not None and rule.node is not None:
        return facts_of(rule.node).may
    if rule is None and node.kind in SUMMED and not needs_all(owner):
        return frozenset({state})
    return frozenset({state}) if in_all else NONE


def member_rule(owner: Computed, state: State) -> MemberRule | None:
    """The rule of `owner` for members in `state`."""
    rules = owner.rules
    return rules.not_applicable_members if state is State.NOT_APPLICABLE else rules.not_counted_members


def needs_all(owner: Computed | None) -> bool:
    """Whether a declaration's aggregate needs every member."""
    return owner is not None and owner.needs is not None and owner.needs.coverage is Coverage.ALL


def can_be_empty(node: Aggregate, facts_of: FactsOf) -> bool:
    """Whether an aggregate that has no value for nothing can be over nothing, in a row for which others have something.

    A list as a whole has elements, and a filter that asks the list alone (`measure.domain = person`) holds for the same
    elements in every row: both are settled once, when data are loaded.
    """
    if node.kind in COUNTING:
        return False
    return all(_can_be_nothing(member, facts_of) for member in node.members)


def _can_be_nothing(member: Member, facts_of: FactsOf) -> bool:
    match member.over:
        case OverRows():
            return True
        case OverList(relation=Relation()):
            return False
        case OverList() as over if over.is_sure_of_own_element and member.only is None:
            return False
        case OverList() as over if over.is_of_own_element or over.dated:
            return True
        case OverList() as over if member.only is not None:
            return member.value is not None and not is_settled_by_list(member.only, over.along, facts_of)
        case _:
            return False


def is_settled_by_list(condition: AnyNode, axis: str, facts_of: FactsOf) -> bool:
    """Whether a filter reads nothing but columns of the list it filters."""
    if facts_of(condition).axes - {axis}:
        return False
    leaves = [node for node in walk(condition) if not operands(node)]
    reads = [node for node in walk(condition) if isinstance(node, Attribute | ListElement)]
    return all(not facts_of(leaf).axes or leaf in reads for leaf in leaves)


# ---------------------------------------------------------------- results


def answered(owner: Computed, computed: Facts, facts_of: FactsOf, *, passes_on: bool) -> States:
    """States of a declaration's result: its rules answer for what `computed` can be."""
    rules = owner.rules
    found = computed.may
    pairs = (
        (State.ZERO_DIVISOR, rules.zero_divisor),
        (State.ALL_EQUAL, rules.all_equal),
        (State.NOTHING_TO_COUNT, rules.nothing_to_count),
        (State.NOT_YET_PUBLISHED, rules.not_yet_published),
    )
    answers = NONE
    for state, rule in pairs:
        if rule is not None and state in found:
            found, answers = found - {state}, answers | facts_of(rule.node).may
    if found & UNKNOWN:
        if rules.no_data is not None:
            found, answers = found - UNKNOWN, answers | facts_of(rules.no_data.node).may
        elif not passes_on:
            found = (found - UNKNOWN) | {State.NOT_COMPUTED}
        else:
            found |= {State.NOT_COMPUTED}
    found = (found - FAILURES) | answers
    return found | {State.NOT_APPLICABLE} if owner.is_limited else found
