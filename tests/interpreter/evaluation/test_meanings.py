"""Every node has a meaning; the operations give the numbers that arithmetic gives."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from flint import fmpq

from tarazy.dsl import nodes as n
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.interpreter import exact
from tarazy.interpreter.cells import ZERO_DIVISOR, Present
from tarazy.interpreter.meaning.plan_errors import PlanError, PlanErrorCode
from tarazy.interpreter.meaning.table import MEANINGS
from tests.interpreter.evaluation.hand_made import (
    SPAN,
    arithmetic,
    cell_of,
    compare,
    field_of,
    node,
)


def test_every_class_of_node_has_a_meaning() -> None:
    """And nothing else has."""
    assert set(MEANINGS) == set(get_args(n.AnyNode))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (arithmetic("+", 1, fmpq(1, 3)), fmpq(4, 3)),
        (arithmetic("-", 1, 3), fmpq(-2)),
        (arithmetic("*", 2, 3), fmpq(6)),
        (arithmetic("/", 2, 3), fmpq(2, 3)),
        (arithmetic("^", 2, -2), fmpq(1, 4)),
        (n.Negate(node(2), span=SPAN), fmpq(-2)),
        (n.Absolute(node(-2), span=SPAN), fmpq(2)),
        (n.Root(node(8), 3, span=SPAN), fmpq(2)),
        (n.Round(node(fmpq(-5, 2)), RoundingMode.HALF_UP, 0, span=SPAN), fmpq(-3)),
        (n.Limit(node(12), node(1), node(9), span=SPAN), fmpq(9)),
        (n.Limit(node(-2), node(1), None, span=SPAN), fmpq(1)),
        (n.Extreme("min", (node(3), node(1), node(2)), span=SPAN), fmpq(1)),
        (n.Extreme("max", (node(3), node(1), node(2)), span=SPAN), fmpq(3)),
        (n.Progress(node(65), node(20), node(85), span=SPAN), fmpq(9, 13)),
        (compare(">=", 3, 3), True),
        (compare("!=", "a", "b"), True),
        (n.Reaches(node(3), node(3), node("lower"), False, span=SPAN), True),
        (n.Reaches(node(3), node(3), node("lower"), True, span=SPAN), False),
        (n.Reaches(node(4), node(3), node("higher"), True, span=SPAN), True),
        (n.Reaches(node(4), node(3), node("lower"), False, span=SPAN), False),
        (field_of("geometric mean", 1, 4, weights=[1, 3]), None),
    ],
)
def test_operations(made: n.AnyNode, expected: Present | None) -> None:
    """By hand; the geometric mean of 1 and 4 with weights 1 and 3 is 4 ^ (3/4)."""
    cell = cell_of(made)
    assert cell == (exact.power(fmpq(4), fmpq(3, 4)) if expected is None else expected)


def test_zero_divisors() -> None:
    """Division by 0, also by an irrational number that is 0, and 0 to a negative power."""
    logarithm = n.Logarithm(node(2), span=SPAN)
    assert cell_of(arithmetic("/", 1, 0)) == ZERO_DIVISOR
    assert cell_of(arithmetic("/", 1, arithmetic("-", logarithm, logarithm))) == ZERO_DIVISOR
    assert cell_of(arithmetic("^", 0, -1)) == ZERO_DIVISOR


def test_dates_move_by_days() -> None:
    """Date - date = days, date ± days = date; the later of two."""
    first, later = (n.Constant(date(2020, 2, day), span=SPAN) for day in (20, 28))
    assert cell_of(arithmetic("-", later, first)) == fmpq(8)
    assert cell_of(arithmetic("+", first, 10)) == date(2020, 3, 1)
    assert cell_of(arithmetic("-", later, 8)) == date(2020, 2, 20)
    assert cell_of(compare("<", first, later)) is True
    assert cell_of(n.Extreme("max", (first, later), span=SPAN)) == date(2020, 2, 28)


def test_a_line_is_straight_between_corners_and_flat_outside() -> None:
    """From (40 %, 0) to (90 %, 8)."""
    corners = ((fmpq(2, 5), node(0)), (fmpq(9, 10), node(8)))
    at: list[int | fmpq] = [fmpq(1, 5), fmpq(2, 5), fmpq(1, 2), fmpq(9, 10), 5]
    found = [cell_of(n.Line(node(x), corners, span=SPAN)) for x in at]
    assert found == [fmpq(0), fmpq(0), fmpq(8, 5), fmpq(8), fmpq(8)]


def test_an_end_of_a_band_belongs_to_it_or_not() -> None:
    """90 % belongs to the band from it."""
    below = n.Band(None, False, fmpq(9, 10), True, node(0), None, SPAN)
    rest = n.Band(fmpq(9, 10), False, None, False, node(5), None, SPAN)
    for x, points in [(fmpq(89, 100), 0), (fmpq(9, 10), 5), (fmpq(2), 5)]:
        assert cell_of(n.Bands(node(x), (below, rest), span=SPAN)) == fmpq(points)


def test_values_lead_to_their_row() -> None:
    """Words and numbers, and `otherwise`."""
    table = (n.ValueRow("a", node(1), SPAN), n.ValueRow(None, node(9), SPAN))
    assert cell_of(n.ByValues(node("a"), table, span=SPAN)) == fmpq(1)
    assert cell_of(n.ByValues(node("b"), table, span=SPAN)) == fmpq(9)


def test_a_call_of_a_function_is_its_body() -> None:
    """The arguments are put in already."""
    body = arithmetic("*", 2, 3)
    assert cell_of(n.FunctionCall("twice", (("x", node(3)),), body, span=SPAN)) == fmpq(6)


def test_a_tie_that_cannot_be_decided_is_a_finding_with_its_place() -> None:
    """X520, never a guess: √2 + √3 = √(5 + 2√6), and no rule of the kernel shows it."""
    two, three, six = (n.Root(node(number), span=SPAN) for number in (2, 3, 6))
    nested = n.Root(arithmetic("+", 5, arithmetic("*", 2, six)), span=SPAN)
    with pytest.raises(PlanError) as raised:
        cell_of(compare("<", arithmetic("+", two, three), nested))
    assert raised.value.code is PlanErrorCode.UNDECIDED_TIE
    assert raised.value.place == (("bodies", "north"), ("period", 2020))
    assert "X520" in str(raised.value)
