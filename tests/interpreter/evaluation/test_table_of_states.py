"""The table of states, row by row: what each operation makes of N, U and unknown."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from flint import fmpq

from tarazy.dsl import nodes as n
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.states import State
from tarazy.interpreter.cells import ZERO_DIVISOR, Cause, Mark, Marked, Missing
from tests.interpreter.evaluation.hand_made import (
    ABSENT,
    SPAN,
    N,
    U,
    arithmetic,
    cell_of,
    compare,
    datum,
    node,
    unknown,
)

PLACE = (("bodies", "north"), ("period", 2020))


def absent(code: str = "a") -> Missing:
    """What `unknown(code)` is."""
    return Missing(ABSENT, (Cause(f"data.missing_{code}", ABSENT, PLACE),))


STRICT: dict[str, Callable[[n.AnyNode], n.AnyNode]] = {
    "+": lambda x: arithmetic("+", x, 1),
    "- on the right": lambda x: arithmetic("-", 1, x),
    "*": lambda x: arithmetic("*", 0, x),
    "/": lambda x: arithmetic("/", 1, x),
    "/ above": lambda x: arithmetic("/", x, 0),
    "^": lambda x: arithmetic("^", x, 2),
    "negate": lambda x: n.Negate(x, span=SPAN),
    "abs": lambda x: n.Absolute(x, span=SPAN),
    "ln": lambda x: n.Logarithm(x, span=SPAN),
    "root": lambda x: n.Root(x, span=SPAN),
    "limit": lambda x: n.Limit(x, node(0), node(1), span=SPAN),
    "limit by": lambda x: n.Limit(node(5), x, None, span=SPAN),
    "round": lambda x: n.Round(x, RoundingMode.HALF_UP, 0, span=SPAN),
    "min": lambda x: n.Extreme("min", (node(1), x), span=SPAN),
    "=": lambda x: compare("=", x, 1),
    "<": lambda x: compare("<", 1, x),
    "not": lambda x: n.Not(compare("=", x, 1), span=SPAN),
    "progress": lambda x: n.Progress(x, node(0), node(1), span=SPAN),
    "reaches": lambda x: n.Reaches(x, node(1), node("higher"), False, span=SPAN),
    "bands": lambda x: n.Bands(
        x,
        (
            n.Band(None, False, fmpq(1), True, node(1), None, SPAN),
            n.Band(fmpq(1), False, None, False, node(2), None, SPAN),
        ),
        span=SPAN,
    ),
    "line": lambda x: n.Line(x, ((fmpq(0), node(0)), (fmpq(1), node(5))), span=SPAN),
    "values": lambda x: n.ByValues(x, (n.ValueRow(fmpq(1), node(1), SPAN), n.ValueRow(None, node(2), SPAN)), span=SPAN),
    "if": lambda x: n.If(compare("=", x, 1), node(1), node(2), span=SPAN),
    "first that holds": lambda x: n.Cases(
        (n.Case(compare("=", x, 1), node(1), SPAN), n.Case(None, node(2), SPAN)), True, span=SPAN
    ),
    "the one that holds": lambda x: n.Cases(
        (n.Case(compare("=", x, 1), node(1), SPAN), n.Case(compare("!=", x, 1), node(2), SPAN)), False, span=SPAN
    ),
}


@pytest.mark.parametrize("name", STRICT)
def test_an_operation_keeps_the_state_of_its_operand(name: str) -> None:
    """N gives N, U gives U, unknown gives unknown with its causes; 0 times unknown and unknown over 0 are unknown."""
    assert cell_of(STRICT[name](node(N))) == Missing(N)
    assert cell_of(STRICT[name](node(U))) == Missing(U)
    assert cell_of(STRICT[name](unknown())) == absent()


@pytest.mark.parametrize("operands", list(permutations([node(N), node(U), unknown(), node(1)])))
def test_n_goes_before_u_and_u_before_unknown(operands: tuple[n.AnyNode, ...]) -> None:
    """In whatever order the operands stand."""
    assert cell_of(n.Extreme("max", operands, span=SPAN)) == Missing(N)
    without_n = tuple(o for o in operands if not (isinstance(o, n.StateConstant) and o.state is N))
    assert cell_of(n.Extreme("max", without_n, span=SPAN)) == Missing(U)


def test_causes_are_united_in_order_each_once() -> None:
    """A + b + a names a and b."""
    cell = cell_of(arithmetic("+", arithmetic("+", unknown("a"), unknown("b")), unknown("a")))
    assert cell == Missing(ABSENT, (*absent("a").causes, *absent("b").causes))


def test_unknowns_of_different_states_leave_not_computed() -> None:
    """No one of the states would be true of both, and the causes keep each."""
    cell = cell_of(arithmetic("+", unknown(), datum("x")), x=State.WITHHELD)
    assert isinstance(cell, Missing)
    assert cell.state is State.NOT_COMPUTED
    assert [cause.state for cause in cell.causes] == [ABSENT, State.WITHHELD]


def test_an_unknown_goes_before_a_failure() -> None:
    """Whether a divisor is 0 is settled only where everything is known."""
    assert cell_of(arithmetic("+", arithmetic("/", 1, 0), unknown())) == absent()
    assert cell_of(arithmetic("+", arithmetic("/", 1, 0), 1)) == ZERO_DIVISOR
    assert cell_of(arithmetic("+", arithmetic("/", 1, 0), N)) == Missing(N)


@pytest.mark.parametrize(("operator", "decides"), [("and", False), ("or", True)])
def test_a_side_that_decides_alone_decides(operator: str, decides: bool) -> None:
    """No `and` anything is no, yes `or` anything is yes, from either side; else the state of the other."""
    for state, left in [(Missing(N), node(N)), (Missing(U), node(U)), (absent(), unknown())]:
        for one, other in [(left, node(decides)), (node(decides), left)]:
            assert cell_of(n.Logical(operator, one, other, span=SPAN)) is decides
        for one, other in [(left, node(not decides)), (node(not decides), left)]:
            assert cell_of(n.Logical(operator, one, other, span=SPAN)) == state
    assert cell_of(n.Logical(operator, unknown(), node(N), span=SPAN)) == Missing(N)
    assert cell_of(n.Logical(operator, node(not decides), node(not decides), span=SPAN)) is (not decides)


def test_an_unknown_condition_never_falls_through_to_otherwise() -> None:
    """But where all branches still possible give the same cell, it is that cell."""
    held = compare("=", unknown(), 1)
    otherwise = n.Case(None, node(3), SPAN)
    assert cell_of(n.If(held, node(3), node(3), span=SPAN)) == fmpq(3)
    first = (n.Case(held, node(3), SPAN), n.Case(node(False), node(9), SPAN), otherwise)
    assert cell_of(n.Cases(first, True, span=SPAN)) == fmpq(3)
    differing = (n.Case(held, node(4), SPAN), otherwise)
    assert cell_of(n.Cases(differing, True, span=SPAN)) == absent()
    verdict_below = (n.Case(held, node(3), SPAN), n.Case(node(N), node(3), SPAN), otherwise)
    assert cell_of(n.Cases(verdict_below, True, span=SPAN)) == absent()


def test_a_condition_that_holds_above_an_unknown_one_decides() -> None:
    """What stands below the first that holds is not asked."""
    rows = (n.Case(node(True), node(1), SPAN), n.Case(compare("=", unknown(), 1), node(2), SPAN))
    assert cell_of(n.Cases(rows, True, span=SPAN)) == fmpq(1)


def test_of_conditions_that_exclude_each_other_the_one_left_holds() -> None:
    """Where every other is known not to hold, an unknown one must."""
    rows = (n.Case(compare("=", unknown(), 1), node(1), SPAN), n.Case(node(False), node(2), SPAN))
    assert cell_of(n.Cases(rows, False, span=SPAN)) == fmpq(1)


def test_bands_that_agree_answer_for_an_unknown() -> None:
    """As branches do."""
    bands = (
        n.Band(None, False, fmpq(1), True, node(7), None, SPAN),
        n.Band(fmpq(1), False, None, False, node(7), None, SPAN),
    )
    assert cell_of(n.Bands(unknown(), bands, span=SPAN)) == fmpq(7)


def test_first_present_goes_on_and_ends_in_the_state_of_the_last() -> None:
    """N, U and unknown are all passed over."""
    assert cell_of(n.FirstPresent((node(N), node(U), unknown(), node(4)), span=SPAN)) == fmpq(4)
    assert cell_of(n.FirstPresent((unknown(), node(U)), span=SPAN)) == Missing(U)
    assert cell_of(n.FirstPresent((node(N), unknown()), span=SPAN)) == absent()


def test_has_is_always_yes_or_no() -> None:
    """Zero is a present 0."""
    for lacking in (node(N), node(U), unknown(), arithmetic("/", 1, 0)):
        assert cell_of(n.Has(lacking, span=SPAN)) is False
    assert cell_of(n.Has(node(0), span=SPAN)) is True


@pytest.mark.parametrize("state", [N, U, ABSENT, State.REJECTED, State.WITHHELD, State.NOT_YET_PUBLISHED])
def test_a_state_can_be_asked_for(state: State) -> None:
    """``state(x) = absent`` is yes exactly in that state; a value table can answer by state."""
    assert cell_of(compare("=", n.StateOf(datum("x"), span=SPAN), node(state)), x=state) is True
    assert cell_of(compare("=", n.StateOf(datum("x"), span=SPAN), node(state)), x=1) is False
    table = n.ByValues(
        n.StateOf(datum("x"), span=SPAN), (n.ValueRow(state, node(1), SPAN), n.ValueRow(None, node(2), SPAN)), span=SPAN
    )
    assert cell_of(table, x=state) == fmpq(1)
    assert cell_of(table, x=5) == fmpq(2)


def test_marks_are_united_by_every_operation() -> None:
    """And a condition's marks go to what it chose."""
    one = n.Constant(fmpq(1), illustrative=True, span=SPAN)
    marks = frozenset({Mark.ILLUSTRATIVE})
    assert cell_of(arithmetic("+", one, 1)) == Marked(fmpq(2), marks)
    assert cell_of(n.If(compare("=", one, 1), node(5), node(6), span=SPAN)) == Marked(fmpq(5), marks)


def test_undetermined_is_not_computed_and_says_so() -> None:
    """The text itself is the cause."""
    cell = cell_of(n.Undetermined("to be set", span=SPAN))
    assert cell == Missing(State.NOT_COMPUTED, (Cause('undetermined "to be set"', State.NOT_COMPUTED, is_hole=True),))
