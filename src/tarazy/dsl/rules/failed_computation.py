"""S320, S322, S312: a computation may be without a value, and nothing says what that leads to.

S320, a divisor that may be 0. Bad: ``value budget.executed / budget.planned`` where `planned` can be 0. Good: a line
``zero divisor  not applicable``, a column ``above 0``, or a case before it that leaves 0 out.

S322, equal ends of a group. Bad: ``progress(value; from worst(…); to best(…))`` alone. Good: with ``all equal  50
points``.

S312, an aggregate of nothing. Bad: ``mean(x; over measures; only x > 0)`` alone. Good: with ``nothing to count  0
points``, or ``needs  1, otherwise not applicable``.
"""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl.declarations import Computed, OutcomeRule
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import Arithmetic, Progress
from tarazy.dsl.rules.rule import ProgramRule
from tarazy.dsl.states import State
from tarazy.dsl.typing.typed import Typed

CODES = {State.ZERO_DIVISOR: "S320", State.ALL_EQUAL: "S322", State.NOTHING_TO_COUNT: "S312"}


def check(typed: Typed) -> Iterator[Diagnostic]:
    """Each place from which a failure comes to a declaration that has no rule for it."""
    for code, declaration in typed.resolved.computed.items():
        if code in typed.graph.cyclic:
            continue
        for state in sorted(CODES, key=CODES.__getitem__):
            if state in typed.declared[code].computed.may and rule_for(declaration, state) is None:
                yield from _unanswered(typed, declaration, state)


def rule_for(declaration: Computed, state: State) -> OutcomeRule | None:
    """The line of a declaration that answers a failure."""
    rules = declaration.rules
    match state:
        case State.ZERO_DIVISOR:
            return rules.zero_divisor
        case State.ALL_EQUAL:
            return rules.all_equal
        case _:
            return rules.nothing_to_count


def _unanswered(typed: Typed, declaration: Computed, state: State) -> Iterator[Diagnostic]:
    code, name = CODES[state], declaration.code
    origins = typed.origins_of(declaration, frozenset({state}))
    if not origins:
        yield finding(code, declaration.span, name=name)
    for node in origins:
        match node:
            case Arithmetic(operator="/", right=divisor):
                yield finding(code, node.span, variant="division", name=name, divisor=divisor.span.text)
            case Progress(start=start, end=end) if state is State.ZERO_DIVISOR:
                first, second = start.span.text, end.span.text
                yield finding(code, node.span, variant="progress", name=name, first=first, second=second)
            case _:
                yield finding(code, node.span, name=name)


RULE = ProgramRule(("S320", "S322", "S312"), check)
