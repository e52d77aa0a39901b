"""The module `normalisation` against scipy's ranks and winsorising, and formulas in fractions or at 50 digits."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.dsl.states import State
from tests.stdlib.calling import (
    POSITIVE,
    called,
    exactly,
    mpf,
    near,
    positive_values,
    present,
    values,
    values_with_gaps,
)

FEW = settings(max_examples=40, deadline=None)


@FEW
@given(values_with_gaps)
def test_min_max_runs_from_0_to_1_and_mirrored_from_1_to_0(group: list[Fraction | None]) -> None:
    """(x − least) / (greatest − least) over the values there; where all are equal the declaration answers."""
    found = called("min_max(data.x; over units)", "normalisation", columns={"x": group})
    mirrored = called("min_max_mirrored(data.x; over units)", "normalisation", columns={"x": group})
    there = present(group)
    if min(there) == max(there):
        assert set(found.states) <= {State.NOT_COUNTED, State.ABSENT}
        return
    expected = [(value - min(there)) / (max(there) - min(there)) for value in there]
    assert [exactly(value) for value in found.numbers] == expected
    assert [exactly(value) for value in mirrored.numbers] == [1 - value for value in expected]


@pytest.mark.parametrize(("word", "other"), [("higher", "min_max"), ("lower", "min_max_mirrored")])
def test_min_max_by_a_direction_that_is_data(word: str, other: str) -> None:
    """The word chooses which of the two it is."""
    group = [Fraction(3), Fraction(7), Fraction(4)]
    by_word = called(f"min_max_directed(data.x; {word}; over units)", "normalisation", columns={"x": group})
    assert by_word.cells == called(f"{other}(data.x; over units)", "normalisation", columns={"x": group}).cells


@FEW
@given(values)
def test_z_scores_agree_to_45_digits(group: list[Fraction]) -> None:
    """By either deviation; equal values have none, and a sample of one divides by zero."""
    calls = {"z_score_population": statistics.pvariance, "z_score_sample": statistics.variance}
    for call, variance in calls.items():
        found = called(f"{call}(data.x; over units)", "normalisation", columns={"x": group})
        if len(group) == 1 and call == "z_score_sample":
            assert found.states == [State.NOT_APPLICABLE]
        elif len(set(group)) == 1:
            assert set(found.states) == {State.NOT_COUNTED}
        else:
            sigma = mpmath.sqrt(mpf(variance(group)))
            mean = sum(group) / len(group)
            pairs = zip(found.numbers, group, strict=True)
            assert all(near(z, mpf(value - mean) / sigma, 45) for z, value in pairs)


PLACES = {
    "place_better_shared": "min",
    "place_worse_shared": "max",
    "place_mean_shared": "average",
    "place_dense": "dense",
}


@pytest.mark.parametrize("call", PLACES)
@FEW
@given(group=values_with_gaps)
def test_places_by_each_rule_for_ties(call: str, group: list[Fraction | None]) -> None:
    """Each rule is one of scipy's ``rankdata``, counted from the greatest."""
    found = called(f"{call}(data.x; over units)", "normalisation", columns={"x": group})
    order = sorted(set(present(group)))
    reference = scipy.stats.rankdata([-order.index(value) for value in present(group)], method=PLACES[call])
    assert [float(exactly(value)) for value in found.numbers] == list(reference)


@FEW
@given(values, st.data())
def test_a_tie_goes_to_the_larger_further_number(group: list[Fraction], data: st.DataObject) -> None:
    """The place in the order of pairs; equal pairs share the better one."""
    further = data.draw(st.lists(st.sampled_from(group), min_size=len(group), max_size=len(group)))
    columns = {"x": group, "y": further}
    found = called("place_tie_broken(data.x; data.y; over units)", "normalisation", columns=columns)
    pairs = list(zip(group, further, strict=True))
    assert [exactly(place) for place in found.numbers] == [1 + sum(one > own for one in pairs) for own in pairs]


@FEW
@given(values)
def test_borda_is_the_number_of_others_below_or_equal(group: list[Fraction]) -> None:
    """N − place, equal ones sharing the better place."""
    found = called("borda(data.x; over units)", "normalisation", columns={"x": group})
    expected = [sum(other <= value for other in group) - 1 for value in group]
    assert [exactly(value) for value in found.numbers] == expected


SHARES = {"percentile_rank_below": "strict", "percentile_rank_up_to": "weak", "percentile_rank_mean": "mean"}


@pytest.mark.parametrize("call", SHARES)
@FEW
@given(group=values_with_gaps)
def test_percentile_rank(call: str, group: list[Fraction | None]) -> None:
    """The three kinds of scipy's ``percentileofscore``."""
    found = called(f"{call}(data.x; over units)", "normalisation", columns={"x": group})
    order = sorted(set(present(group)))
    places = [order.index(value) for value in present(group)]
    expected = [float(scipy.stats.percentileofscore(places, place, kind=SHARES[call])) / 100 for place in places]
    assert [float(exactly(value)) for value in found.numbers] == pytest.approx(expected, abs=1e-12)


@FEW
@given(values)
def test_goalposts_are_clamped(group: list[Fraction]) -> None:
    """Within 0 and 1 whatever the value; from above to where less is better; on a scale of 1 to 100 where asked."""
    found = called("goalposts(data.x; -2; 2)", "normalisation", columns={"x": group})
    expected = [min(max((value + 2) / 4, Fraction(0)), Fraction(1)) for value in group]
    assert [exactly(value) for value in found.numbers] == expected
    mirrored = called("goalposts(data.x; 2; -2)", "normalisation", columns={"x": group})
    assert [exactly(value) for value in mirrored.numbers] == [1 - value for value in expected]
    scaled = called("goalposts_scaled(data.x; -2; 2; 1; 100)", "normalisation", columns={"x": group})
    assert [exactly(value) for value in scaled.numbers] == [1 + 99 * value for value in expected]


SIMPLE: dict[str, Callable[[Fraction, list[Fraction]], Fraction | None]] = {
    "distance_to_reference(data.x; 4)": lambda x, _: x / 4,
    "relative_distance(data.x; 4)": lambda x, _: (x - 4) / 4,
    "distance_to_target(data.x; 1; over units)": lambda x, group: (
        None if min(group) == 1 else min(Fraction(1), (x - min(group)) / (1 - min(group)))
    ),
    "distance_to_target_mirrored(data.x; 1; over units)": lambda x, group: (
        None if max(group) == 1 else min(Fraction(1), (x - max(group)) / (1 - max(group)))
    ),
}
OF_THE_BEST: dict[str, Callable[[Fraction, list[Fraction]], Fraction | None]] = {
    "share_of_maximum(data.z; over units)": lambda x, group: None if max(group) == 0 else x / max(group),
    "share_of_minimum(data.z; over units)": lambda x, group: None if x == 0 else min(group) / x,
}


@pytest.mark.parametrize("call", SIMPLE)
@FEW
@given(group=values)
def test_distances_and_shares(call: str, group: list[Fraction]) -> None:
    """Each is its formula; a divisor of 0 is answered by the declaration."""
    found = called(call, "normalisation", columns={"x": group})
    expected = [SIMPLE[call](value, group) for value in group]
    assert [state is None for state in found.states] == [value is not None for value in expected]
    assert [exactly(value) for value in found.known] == [value for value in expected if value is not None]


@pytest.mark.parametrize("call", OF_THE_BEST)
@FEW
@given(group=st.lists(st.one_of(st.none(), st.integers(0, 3).map(Fraction), POSITIVE), min_size=1, max_size=9))
def test_shares_of_the_best(call: str, group: list[Fraction | None]) -> None:
    """From 0 to 1; a maximum of 0 has no shares, and a 0 is no share of anything: the declaration answers."""
    found = called(call, "normalisation", columns={"z": group})
    there = present(group)
    expected = [None if value is None else OF_THE_BEST[call](value, there) for value in group]
    assert [exactly(value) for value in found.known] == [value for value in expected if value is not None]
    assert all(0 <= exactly(value) <= 1 for value in found.known)
    missing = [State.ABSENT if own is None else State.NOT_APPLICABLE for own in group]
    states = [None if value is not None else state for value, state in zip(expected, missing, strict=True)]
    assert found.states == states


def test_shares_of_the_best_are_of_what_is_not_below_0() -> None:
    """Of negative values the greatest would have the least share: such a column is refused."""
    with pytest.raises(AssertionError, match="T207"):
        called("share_of_maximum(data.x; over units)", "normalisation", columns={"x": [Fraction(1)]})


@FEW
@given(st.data())
def test_winsorised(data: st.DataObject) -> None:
    """The k least take the value of the next, the k greatest likewise: scipy's ``winsorize``."""
    group = data.draw(values)
    count = data.draw(st.integers(0, (len(group) - 1) // 2))
    found = called(f"winsorised(data.x; {count}; over units)", "normalisation", columns={"x": group})
    order = sorted(group)
    low, high = order[count], order[len(group) - 1 - count]
    assert [exactly(value) for value in found.numbers] == [min(max(value, low), high) for value in group]
    share = count / len(group) + 1e-9
    reference = scipy.stats.mstats.winsorize(np.array([float(value) for value in group]), limits=(share, share))
    assert [float(exactly(value)) for value in found.numbers] == list(reference)


@FEW
@given(positive_values)
def test_winsorised_at_percentiles(group: list[Fraction]) -> None:
    """Values are held between two percentiles of the group."""
    found = called("winsorised_at_percentiles(data.p; 10 %; 90 %; over units)", "normalisation", columns={"p": group})
    low, high = np.quantile(np.array([float(value) for value in group]), [0.1, 0.9])
    expected = [min(max(float(value), low), high) for value in group]
    assert [float(exactly(value)) for value in found.numbers] == pytest.approx(expected, rel=1e-9)
