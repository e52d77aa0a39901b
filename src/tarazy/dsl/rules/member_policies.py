"""A policy for members without a value fits the aggregate that it is written at.

# S307

A line `not applicable members` or `not counted members` names a policy that its aggregate cannot follow: there are no
weights to rescale, nothing is divided by the number of members, or the most points of a member are not known.

## Why

A line that cannot act is worse than none: whoever reads it believes that the members without a value are provided for.
What is divided by, and what becomes of the share of a member, differs from aggregate to aggregate.

## Bad

A mean has no weights.

```meth bad small
indicator savings
  better   higher
  value    budget.reserve / budget.planned
  no data  not applicable

indicator work
  better  higher
  value   budget.done / 100

criterion finance
  mean                    savings, work
  not applicable members  weights rescaled
```

Nobody says how much `savings` can give at most.

```meth bad small
indicator savings
  better   higher
  value    budget.reserve / budget.planned
  no data  not applicable

indicator work
  better  higher
  value   budget.done / 100

criterion finance
  sum                     savings, work
  not applicable members  most points
```

## Good

```meth good small
indicator savings
  better       higher
  value        budget.reserve / budget.planned
  no data      not applicable
  most points  1

indicator work
  better  higher
  value   budget.done / 100

criterion finance
  sum                     savings, work
  not applicable members  most points

quantity middle
  mean                    savings, work
  not applicable members  divided by those taking part
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tarazy.dsl.declarations import Computed, MemberRule, MemberTreatment
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.nodes import Aggregate, AggregateKind, Member
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.states import State
from tarazy.dsl.typing.member_policies import WITHOUT_POLICIES, most_points_of
from tarazy.dsl.typing.states import may_of_member
from tarazy.dsl.typing.typed import Typed

_MEAN = frozenset({AggregateKind.MEAN})
_ADDING = frozenset({AggregateKind.SUM, AggregateKind.WEIGHTED_MEAN})
_POLICED = frozenset(AggregateKind) - WITHOUT_POLICIES
_FOLLOWED_BY: Mapping[MemberTreatment, tuple[frozenset[AggregateKind], str]] = {
    MemberTreatment.WEIGHTS_RESCALED: (_ADDING, ""),
    MemberTreatment.MAXIMUM_LOWERED: (_ADDING | _MEAN, "lowered"),
    MemberTreatment.DIVIDED_BY_THOSE_TAKING_PART: (_MEAN, "divided"),
    MemberTreatment.LEFT_OUT: (_POLICED - _ADDING - _MEAN, "left out"),
    MemberTreatment.MEAN_OF_THE_OTHERS: (_POLICED, ""),
    MemberTreatment.MOST_POINTS: (_POLICED, ""),
}
"""Aggregates that can follow a policy, and which text says why the others cannot."""


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Lines about members that their aggregate cannot follow."""
    for declaration in typed.resolved.computed.values():
        rules = declaration.rules
        pairs = (
            (State.NOT_APPLICABLE, rules.not_applicable_members),
            (State.NOT_COUNTED, rules.not_counted_members),
        )
        written = [(state, rule) for state, rule in pairs if rule is not None]
        aggregate = declaration.aggregate if written else None
        if aggregate is not None:
            for state, rule in written:
                yield from _unfit(typed, declaration, aggregate, state, rule)


def _unfit(
    typed: Typed, declaration: Computed, node: Aggregate, state: State, rule: MemberRule
) -> Iterator[Diagnostic]:
    words = {"line": " ".join(rule.span.text.split()), "name": declaration.code}
    if node.kind in WITHOUT_POLICIES:
        yield finding("S307", rule.span, variant="counted", labels=(), **words)
        return
    if rule.treatment is None:
        return
    followed_by, variant = _FOLLOWED_BY[rule.treatment]
    if node.kind not in followed_by and not _has_own_weights(node, rule.treatment):
        yield finding("S307", rule.span, variant=variant, labels=(), **words)
        return
    asked = _asked_for_most_points(typed, node, state, rule.treatment)
    unknown = [member for member in asked if most_points_of(member, typed.resolved.computed) is None]
    if unknown:
        labels = tuple(Label(member.span, "is", {"what": "without `most points`"}) for member in unknown)
        members = ", ".join(f"`{member.name}`" for member in unknown)
        yield finding("S307", rule.span, variant="most", labels=labels, members=members, **words)


def _has_own_weights(node: Aggregate, treatment: MemberTreatment) -> bool:
    """Whether weights are rescaled that stand beside the members: a geometric mean may have some."""
    weighted = any(member.weight is not None for member in node.members)
    return weighted and treatment is MemberTreatment.WEIGHTS_RESCALED


def _asked_for_most_points(
    typed: Typed, node: Aggregate, state: State, treatment: MemberTreatment
) -> tuple[Member, ...]:
    """Members whose most points the policy rests on, where one of them can be in the state at all."""
    missing = tuple(member for member in node.members if state in may_of_member(member, typed.facts.of))
    if treatment is MemberTreatment.MOST_POINTS:
        return missing
    stand_for = treatment is MemberTreatment.WEIGHTS_RESCALED and node.kind is AggregateKind.SUM
    return node.members if stand_for and missing else ()


RULE = ProgramRule(("S307",), check)
