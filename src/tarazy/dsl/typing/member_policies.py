"""What a policy for members without a value does to the range of an aggregate, and where one must be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve
from flint import fmpq

from tarazy.dsl import intervals
from tarazy.dsl.declarations import Computed, MemberTreatment
from tarazy.dsl.facts import Facts
from tarazy.dsl.forms import Exact
from tarazy.dsl.intervals import WHOLE, Interval, between, point
from tarazy.dsl.nodes import Aggregate, AggregateKind, AnyNode, Member, Result
from tarazy.dsl.typing.guards import FactsOf
from tarazy.dsl.typing.states import SUMMED

WITHOUT_POLICIES = frozenset({AggregateKind.COUNT, AggregateKind.DISTINCT_COUNT, AggregateKind.SHARE})
"""Aggregates that count members by a condition and not by their values."""
_MEANS = frozenset({AggregateKind.MEAN, AggregateKind.WEIGHTED_MEAN})

MostPoints = Callable[[Member], Facts | None]
"""Facts of the line `most points` of what a member is the result of; ``None`` where there is no such line."""


def must_be_said(node: Aggregate) -> bool:
    """Whether an aggregate must say what members without a value lead to: it adds, or names several members.

    A statistic over a list leaves them out and counts them in the trace; who is in it is said by the list.
    """
    named = node.is_field and len(node.members) > 1 and any(member.over is None for member in node.members)
    return node.kind in SUMMED or named


def treatments(owner: Computed) -> frozenset[MemberTreatment]:
    """Treatments that the rules of a declaration name."""
    rules = (owner.rules.not_applicable_members, owner.rules.not_counted_members)
    return frozenset(rule.treatment for rule in rules if rule is not None and rule.treatment is not None)


def most_points_of(member: Member, computed: Mapping[str, Computed]) -> AnyNode | None:
    """The line `most points` of the declaration whose result a member is."""
    return computed[member.value.declaration].most_points if isinstance(member.value, Result) else None


def with_what_is_put_in(
    node: Aggregate, named: frozenset[MemberTreatment], facts_of: FactsOf, most: MostPoints
) -> dict[int, Facts]:
    """Facts of members that may become their most points or the mean of the others, by the identity of their values."""
    found: dict[int, Facts] = {}
    values = [member.value for member in node.members if member.value is not None]
    for member in node.members:
        if member.value is None:
            continue
        own = facts_of(member.value)
        others: list[Facts | None] = []
        if MemberTreatment.MOST_POINTS in named:
            others.append(most(member))
        if MemberTreatment.MEAN_OF_THE_OTHERS in named:
            others.extend(facts_of(one) for one in values)
        if others and own.interval is not None:
            known = [one for one in others if one is not None]
            reach = [one.interval or WHOLE for one in known] if len(known) == len(others) else [WHOLE]
            axes = own.axes.union(*(one.axes for one in known))
            found[id(member.value)] = evolve(
                own, interval=intervals.hull(own.interval, *reach), form=Exact(), axes=axes
            )
    return found


def ranged_under_policies(
    node: Aggregate, named: frozenset[MemberTreatment], interval: Interval, facts_of: FactsOf, most: MostPoints
) -> Interval:
    """The interval of an aggregate in which members may be left out as its policies say."""
    if MemberTreatment.MAXIMUM_LOWERED in named and node.kind in _MEANS:
        interval = intervals.hull(interval, point(0))
    if MemberTreatment.WEIGHTS_RESCALED in named and node.kind is AggregateKind.SUM:
        interval = intervals.hull(interval, _rescaled_sum(node.members, facts_of, most))
    return interval


def _rescaled_sum(members: Sequence[Member], facts_of: FactsOf, most: MostPoints) -> Interval:
    """All members together are earned in the share of their most points in which those that take part are."""
    shares: list[Interval] = []
    possible = fmpq(0)
    for member in members:
        greatest = most(member)
        constant = None if greatest is None or greatest.interval is None else greatest.interval.constant
        if constant is None or constant <= 0 or member.over is not None or member.value is None:
            return WHOLE
        possible += constant
        shares.append(intervals.divide(facts_of(member.value).interval or WHOLE, point(constant)))
    return intervals.multiply(intervals.hull(*shares), between(possible, possible))
