"""S303: a line answers something that cannot happen here (a warning).

Bad: ``zero divisor  0 points`` where nothing is divided. Good: without it. A line of ``every indicator`` is not
meant: it speaks of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, OutcomeRule
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.states import UNKNOWN, State
from tarazy.dsl.typing.states import LEFT_OUT, may_of_member, member_rule
from tarazy.dsl.typing.typed import Typed


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Rules written in a declaration that can never act."""
    for code, declaration in typed.resolved.computed.items():
        if typed.declared[code].computed.type is None:
            continue
        for rule, states in _answers(declaration):
            if not rule.inherited and not states & typed.declared[code].computed.may:
                yield finding("S303", rule.span, name=code, line=_line(rule.field))
        yield from _of_members(typed, declaration)


def _answers(declaration: Computed) -> Iterator[tuple[OutcomeRule, frozenset[State]]]:
    rules = declaration.rules
    pairs = (
        (rules.no_data, UNKNOWN),
        (rules.not_yet_published, UNKNOWN),
        (rules.zero_divisor, frozenset({State.ZERO_DIVISOR})),
        (rules.all_equal, frozenset({State.ALL_EQUAL})),
        (rules.nothing_to_count, frozenset({State.NOTHING_TO_COUNT})),
    )
    return ((rule, states) for rule, states in pairs if rule is not None)


def _of_members(typed: Typed, declaration: Computed) -> Iterator[Diagnostic]:
    aggregate = declaration.aggregate
    for state in sorted(LEFT_OUT, key=lambda one: one.value):
        rule = member_rule(declaration, state)
        if rule is None:
            continue
        members = () if aggregate is None else aggregate.members
        if not any(state in may_of_member(member, typed.facts.of) for member in members):
            yield finding("S303", rule.span, name=declaration.code, line=_line(rule.field))


def _line(field: str) -> str:
    return field.replace("_", " ")


RULE = ProgramRule(("S303",), check)
