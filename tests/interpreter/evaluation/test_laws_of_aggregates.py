"""Laws of aggregates that hold for all numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.declarations import MemberRule, MemberTreatment, Rules
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Missing
from tests.interpreter.evaluation.hand_made import HERE, SPAN, N, cell_of, computed, evaluation, field_of, over_bodies

KINDS = ("sum", "mean", "median", "min", "max", "geometric mean")
RESCALED = Rules(
    not_applicable_members=MemberRule("not_applicable_members", MemberTreatment.WEIGHTS_RESCALED, None, (), SPAN)
)


def exact(value: Fraction) -> fmpq:
    """The same number."""
    return fmpq(value.numerator, value.denominator)


numbers = st.fractions(-100, 100, max_denominator=50).map(exact)
above_zero = st.fractions(Fraction(1, 50), 100, max_denominator=50).map(exact)


@given(st.lists(st.tuples(numbers, above_zero, st.booleans()), min_size=1, max_size=6))
def test_weights_rescaled_add_up_to_one(members: list[tuple[fmpq, fmpq, bool]]) -> None:
    """And the mean is what the members that apply would have alone; none left is N."""
    cells: list[fmpq | State] = [value if applies else N for value, _, applies in members]
    value = field_of("weighted mean", *cells, weights=[weight for _, weight, _ in members])
    asked = evaluation(computed("total", value, rules=RESCALED))
    cell = asked.result("total", HERE)
    kept = [(value, weight) for value, weight, applies in members if applies]
    if not kept:
        assert cell == Missing(N)
        return
    effective = [one.effective_weight for one in asked.members(value, HERE)]
    rational = [weight for weight in effective if isinstance(weight, fmpq)]
    assert sum(rational, fmpq(0)) == 1
    assert cell == cell_of(field_of("weighted mean", *(v for v, _ in kept), weights=[w for _, w in kept]))


@given(st.lists(above_zero, min_size=1, max_size=4), st.sampled_from(KINDS))
def test_the_order_of_members_changes_nothing(values: list[fmpq], kind: str) -> None:
    """For every permutation."""
    first = cell_of(field_of(kind, *values))
    for other in permutations(values):
        again = cell_of(field_of(kind, *other))
        assert again == first


@given(st.lists(st.tuples(numbers, above_zero), min_size=1, max_size=6))
def test_a_mean_lies_between_the_least_and_the_greatest(members: list[tuple[fmpq, fmpq]]) -> None:
    """Arithmetic, weighted, median."""
    values = [value for value, _ in members]
    means = [
        cell_of(field_of("mean", *values)),
        cell_of(field_of("median", *values)),
        cell_of(field_of("weighted mean", *values, weights=[weight for _, weight in members])),
    ]
    for mean in means:
        assert isinstance(mean, fmpq)
        assert min(values) <= mean <= max(values)


@given(st.dictionaries(st.sampled_from(["north", "south", "west"]), st.integers(-9, 9), min_size=1))
def test_best_and_worst_are_max_and_min_by_direction(values: dict[str, int]) -> None:
    """Where lower is better they change places."""
    columns: dict[str, dict[str, int | str | bool | fmpq | State]] = {"x": dict(values)}
    for direction, kinds in [("higher", ("max", "min")), ("lower", ("min", "max"))]:
        for directed, plain in zip(("best", "worst"), kinds, strict=True):
            best = cell_of(over_bodies(directed, direction=direction), **columns)
            assert best == cell_of(over_bodies(plain), **columns)
