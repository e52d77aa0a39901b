"""A line answers something that cannot happen here.

# S303

A line such as `zero divisor` or `no data` answers something that cannot happen in its declaration. It is a warning. A
line of `every indicator` is not meant: it speaks of all of them.

## Why

A reader takes the line for a rule that acts, and looks for cases of it. Often it is left from an earlier formula, or
the column was declared too narrowly.

## Bad

The column `planned` is declared as `above 0`.

```meth bad small
quantity execution
  value         budget.spent / budget.planned
  zero divisor  0
```

## Good

```meth good small
quantity execution
  value         budget.spent / budget.revised
  zero divisor  0
```
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, Coverage, OutcomeRule
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import keyword_of
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
                yield finding("S303", rule.span, name=code, line=keyword_of("field", rule.field))
        yield from _of_aggregate(typed, declaration)


def _answers(declaration: Computed) -> Iterator[tuple[OutcomeRule, frozenset[State]]]:
    rules = declaration.rules
    pairs = (
        (rules.no_data, UNKNOWN),
        (rules.not_yet_published, frozenset({State.NOT_YET_PUBLISHED, State.NOT_COMPUTED})),
        (rules.zero_divisor, frozenset({State.ZERO_DIVISOR})),
        (rules.all_equal, frozenset({State.ALL_EQUAL})),
        (rules.nothing_to_count, frozenset({State.NOTHING_TO_COUNT})),
    )
    return ((rule, states) for rule, states in pairs if rule is not None)


def _of_aggregate(typed: Typed, declaration: Computed) -> Iterator[Diagnostic]:
    """Lines about members; where there are several aggregates it is unknown which one is meant (S304)."""
    aggregates = [node for node in walk(declaration.value) if isinstance(node, Aggregate)]
    if len(aggregates) > 1:
        return
    needs = declaration.needs
    asks_for_nothing = needs is not None and needs.coverage is not Coverage.ALL and needs.amount == 0
    if needs is not None and (asks_for_nothing or not aggregates) and _is_written_in(declaration, needs.span):
        yield finding("S303", needs.span, name=declaration.code, line=keyword_of("field", "needs"))
    members = [member for aggregate in aggregates for member in aggregate.members]
    for state in sorted(LEFT_OUT, key=lambda one: one.value):
        rule = member_rule(declaration, state)
        if rule is None or not _is_written_in(declaration, rule.span):
            continue
        if not any(state in may_of_member(member, typed.facts.of) for member in members):
            yield finding("S303", rule.span, name=declaration.code, line=keyword_of("field", rule.field))


def _is_written_in(declaration: Computed, line: Span) -> bool:
    """Whether a line is the declaration's own, and not one of ``every ROLE``."""
    around = declaration.span
    return line.source.name == around.source.name and around.start <= line.start < around.end


RULE = ProgramRule(("S303",), check)
