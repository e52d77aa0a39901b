"""Ranks: places, ties, members without a value, one sorting for a group."""

from __future__ import annotations

from itertools import pairwise

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl import nodes as n
from tarazy.dsl.over import OverList
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell, Missing
from tests.interpreter.evaluation.hand_made import (
    ABSENT,
    SPAN,
    Data,
    Literal,
    N,
    U,
    compare,
    datum,
    evaluation,
    rows,
)

CROWD = tuple("abcdefgh")


def rank(
    *,
    highest_first: bool = True,
    ties: n.Ties = n.Ties.BETTER_PLACE,
    only: n.AnyNode | None = None,
    irrational: bool = False,
) -> n.Rank:
    """The rank of `x`, or of ln x, over all bodies."""
    operand = n.Logarithm(datum("x"), span=SPAN) if irrational else datum("x")
    return n.Rank(operand, OverList("bodies", "bodies"), only, highest_first, ties, span=SPAN)


def ranked(node: n.Rank, values: dict[str, Literal]) -> dict[str, Cell]:
    """The rank of each body, on their values of `x`."""
    asked = evaluation(data=Data({"data": rows(x=values)}, {"bodies": tuple(values)}))
    return {body: asked.node(node, (body, 2020, None)) for body in values}


def places(*numbers: int | fmpq) -> list[fmpq]:
    """Exact numbers."""
    return [fmpq(number) if isinstance(number, int) else number for number in numbers]


@pytest.mark.parametrize("irrational", [False, True])
def test_ties_share_the_better_or_the_mean_place(irrational: bool) -> None:
    """1, 2, 2, 4 or 1, 2½, 2½, 4; rational or not."""
    values: dict[str, Literal] = {"a": 9, "b": 5, "c": 5, "d": 1}
    better = ranked(rank(irrational=irrational), values)
    mean = ranked(rank(ties=n.Ties.MEAN_PLACE, irrational=irrational), values)
    assert list(better.values()) == places(1, 2, 2, 4)
    assert list(mean.values()) == places(1, fmpq(5, 2), fmpq(5, 2), 4)


def test_the_order_can_be_turned() -> None:
    """Lowest first."""
    assert list(ranked(rank(highest_first=False), {"a": 9, "b": 5, "c": 7}).values()) == places(3, 1, 2)


def test_a_body_without_a_value_has_its_state_for_a_place_and_takes_none() -> None:
    """N, U and unknown."""
    found = ranked(rank(), {"a": 9, "b": N, "c": U, "d": ABSENT, "e": 5})
    assert (found["a"], found["e"]) == (fmpq(1), fmpq(2))
    states = [cell.state for cell in found.values() if isinstance(cell, Missing)]
    assert states == [N, U, ABSENT]


def test_a_body_that_only_leaves_out_has_no_place() -> None:
    """And takes none from the others."""
    found = ranked(rank(only=compare("<", datum("x"), 9)), {"a": 9, "b": 5})
    assert found == {"a": Missing(N), "b": fmpq(1)}


def test_an_unknown_only_leaves_every_place_unknown() -> None:
    """Whoever may belong to the group may stand above."""
    found = ranked(rank(only=compare("<", datum("x"), 9)), {"a": ABSENT, "b": 5})
    assert isinstance(found["b"], Missing)
    assert found["b"].state is State.ABSENT


@given(
    st.dictionaries(st.sampled_from(CROWD), st.integers(1, 5), min_size=1),
    st.randoms(use_true_random=False),
    st.booleans(),
    st.sampled_from(n.Ties),
    st.booleans(),
)
def test_ranks_do_not_depend_on_the_order_of_bodies(
    values: dict[str, int], random: object, highest_first: bool, ties: n.Ties, irrational: bool
) -> None:
    """Permuting the list changes no place; with mean places they always add up to 1 + 2 + … + n."""
    shuffle = getattr(random, "shuffle")  # noqa: B009 - hypothesis types its random as an object
    names = list(values)
    shuffle(names)
    node = rank(highest_first=highest_first, ties=ties, irrational=irrational)
    found = ranked(node, dict(values))
    assert found == ranked(node, {name: values[name] for name in names})
    if ties is n.Ties.MEAN_PLACE:
        total = sum((cell for cell in found.values() if isinstance(cell, fmpq)), fmpq(0))
        assert total == fmpq(len(values) * (len(values) + 1), 2)
    for one, other in pairwise(names):
        ahead, behind = found[one], found[other]
        assert isinstance(ahead, fmpq)
        assert isinstance(behind, fmpq)
        assert (ahead < behind) is ((values[one] > values[other]) if highest_first else (values[one] < values[other]))
