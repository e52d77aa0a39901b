"""Symbolic cells: a term of the solver, and for each state the condition under which it stands in place of a value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

import z3
from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.intervals import Interval
from tarazy.dsl.states import State

Term: TypeAlias = z3.ExprRef
"""A number (real), yes/no (Boolean), a word or date (whole number) of the solver."""

TRUE, FALSE = z3.BoolVal(True), z3.BoolVal(False)
_VERDICTS = (State.NOT_APPLICABLE, State.NOT_COUNTED)


@frozen(eq=False)
class Symbol:
    """What a node can be: `term` where it has a value, and under the condition of each of `states` that state.

    The conditions exclude one another; `term` is ``None`` where there never is a value.
    """

    term: Term | None
    states: Mapping[State, z3.BoolRef] = field(factory=dict)

    @property
    def present(self) -> z3.BoolRef:
        """The condition under which there is a value."""
        if self.term is None:
            return FALSE
        return TRUE if not self.states else z3.Not(either(self.states.values()))

    def is_in(self, states: Iterable[State]) -> z3.BoolRef:
        """The condition under which it is in one of `states`."""
        return either(self.states[one] for one in states if one in self.states)


def either(conditions: Iterable[z3.BoolRef]) -> z3.BoolRef:
    """Whether one of the conditions holds."""
    found = [one for one in conditions if not z3.is_false(one)]
    if len(found) == 1:
        return found[0]
    return z3.Or(*found) if found else FALSE


def both(*conditions: z3.BoolRef) -> z3.BoolRef:
    """Whether all of the conditions hold."""
    found = [one for one in conditions if not z3.is_true(one)]
    if any(z3.is_false(one) for one in found):
        return FALSE
    if len(found) == 1:
        return found[0]
    return z3.And(*found) if found else TRUE


def negation(condition: z3.BoolRef) -> z3.BoolRef:
    """Whether the condition does not hold."""
    if z3.is_true(condition):
        return FALSE
    return TRUE if z3.is_false(condition) else z3.Not(condition)


def real(value: fmpq | int) -> z3.ArithRef:
    """An exact number."""
    rational = fmpq(value)
    return z3.RatVal(int(rational.p), int(rational.q))


def constant_of(term: Term | None) -> fmpq | None:
    """The number that a term is; ``None`` where it depends on something."""
    if term is None or not z3.is_rational_value(term):
        return None
    return fmpq(term.numerator_as_long(), term.denominator_as_long())


def within(term: z3.ArithRef, interval: Interval) -> z3.BoolRef:
    """Whether a number lies in an interval."""
    if interval.is_empty:
        return FALSE
    low, high = interval.low, interval.high
    ends = []
    if low is not None:
        ends.append(term > real(low) if interval.low_open else term >= real(low))
    if high is not None:
        ends.append(term < real(high) if interval.high_open else term <= real(high))
    return both(*ends)


def combined(parts: Sequence[Symbol]) -> dict[State, z3.BoolRef]:
    """States that an operation meets: *not applicable* before *not counted* before every other."""
    found: dict[State, z3.BoolRef] = {}
    met: list[z3.BoolRef] = []
    others = dict.fromkeys(state for part in parts for state in part.states if state not in _VERDICTS)
    for state in (*_VERDICTS, *others):
        conditions = [part.states[state] for part in parts if state in part.states]
        if conditions:
            here = both(either(conditions), *(negation(one) for one in met))
            if not z3.is_false(here):
                found[state] = here
                met.append(either(conditions))
    return found


def lifted(operation: Callable[..., Term], *parts: Symbol) -> Symbol:
    """The operation on values; a state met stands in its place."""
    terms = [part.term for part in parts]
    missing = any(term is None for term in terms)
    return Symbol(None if missing else operation(*terms), combined(parts))


def chosen(condition: z3.BoolRef, then: Symbol, otherwise: Symbol) -> Symbol:
    """`then` where the condition holds, else `otherwise`."""
    if z3.is_true(condition):
        return then
    if z3.is_false(condition):
        return otherwise
    term = then.term if otherwise.term is None else otherwise.term
    if then.term is not None and otherwise.term is not None and not then.term.eq(otherwise.term):
        term = z3.If(condition, then.term, otherwise.term)
    states: dict[State, z3.BoolRef] = {}
    for state in dict.fromkeys((*then.states, *otherwise.states)):
        yes, no = then.states.get(state, FALSE), otherwise.states.get(state, FALSE)
        here = either((both(condition, yes), both(negation(condition), no)))
        if not z3.is_false(here):
            states[state] = here
    return Symbol(term, states)


def same(one: Symbol, other: Symbol) -> z3.BoolRef:
    """Whether two symbols are the same cell."""
    states = dict.fromkeys((*one.states, *other.states))
    agree = [one.states.get(state, FALSE) == other.states.get(state, FALSE) for state in states]
    if one.term is None or other.term is None:
        return both(*agree, negation(one.present), negation(other.present))
    return both(*agree, either((negation(one.present), one.term == other.term)))
