"""The module `statistics` against Python's statistics, numpy and scipy, and mpmath at 50 digits."""

from __future__ import annotations

import statistics
from fractions import Fraction
from typing import Literal

import mpmath
import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.dsl.states import State
from tests.stdlib.calling import called, exactly, mpf, near, present, values, values_with_gaps

FEW = settings(max_examples=40, deadline=None)


@FEW
@given(values_with_gaps)
def test_variance_of_a_population_is_that_of_the_values_there(group: list[Fraction | None]) -> None:
    """Absent values are left out; the variance is the exact rational of ``statistics.pvariance``."""
    found = called("variance_population(data.x; over units)", "statistics", columns={"x": group})
    assert {exactly(value) for value in found.numbers} == {statistics.pvariance(present(group))}


@FEW
@given(values_with_gaps)
def test_variance_of_a_sample_of_one_is_a_zero_divisor(group: list[Fraction | None]) -> None:
    """Of two or more it is ``statistics.variance``; of one the declaration answers, by its line `zero divisor`."""
    found = called("variance_sample(data.x; over units)", "statistics", columns={"x": group})
    if len(present(group)) == 1:
        assert set(found.states) == {State.NOT_APPLICABLE}
    else:
        assert {exactly(value) for value in found.numbers} == {statistics.variance(present(group))}


@FEW
@given(values)
def test_standard_deviations_agree_to_50_digits(group: list[Fraction]) -> None:
    """The square roots of the variances, enclosed as closely as asked."""
    found = called("standard_deviation_population(data.x; over units)", "statistics", columns={"x": group})
    assert all(near(value, mpmath.sqrt(mpf(statistics.pvariance(group)))) for value in found.numbers)
    found = called("standard_deviation_sample(data.x; over units)", "statistics", columns={"x": group})
    if len(group) > 1:
        assert all(near(value, mpmath.sqrt(mpf(statistics.variance(group)))) for value in found.numbers)


@FEW
@given(values)
def test_moments(group: list[Fraction]) -> None:
    """Mean absolute deviation, coefficient of variation, skewness and kurtosis; equal values lack the last two."""
    count = len(group)
    mean = sum(group, Fraction(0)) / count
    found = called("mean_absolute_deviation(data.x; over units)", "statistics", columns={"x": group})
    assert {exactly(value) for value in found.numbers} == {sum(abs(value - mean) for value in group) / count}
    sigma = mpmath.sqrt(mpf(statistics.pvariance(group)))
    powers: dict[str, int] = {"skewness": 3, "kurtosis": 4}
    for call, power in powers.items():
        found = called(f"{call}(data.x; over units)", "statistics", columns={"x": group})
        if sigma == 0:
            assert set(found.states) == {State.NOT_APPLICABLE}
        else:
            reference = mpf(sum((value - mean) ** power for value in group) / count) / sigma**power
            assert all(near(value, reference, 45) for value in found.numbers)
    found = called("coefficient_of_variation(data.x; over units)", "statistics", columns={"x": group})
    if mean != 0:
        assert all(near(value, sigma / mpf(mean), 45) for value in found.numbers)


METHODS: dict[str, Literal["inverted_cdf", "linear", "weibull"]] = {
    "percentile_nearest_rank": "inverted_cdf",
    "percentile_linear": "linear",
    "percentile_weibull": "weibull",
}


@pytest.mark.parametrize("call", METHODS)
@pytest.mark.parametrize("share", ["0", "0.1", "25 %", "0.5", "0.9", "1"])
@FEW
@given(group=values_with_gaps)
def test_percentiles_by_a_named_method(call: str, share: str, group: list[Fraction | None]) -> None:
    """Each method is the one that numpy names so; ties, single values and gaps included."""
    found = called(f"{call}(data.x; {share}; over units)", "statistics", columns={"x": group})
    part = float(share.removesuffix(" %")) / (100 if "%" in share else 1)
    data = np.array([float(value) for value in present(group)])
    reference = float(np.quantile(data, part, method=METHODS[call]))
    assert found.known
    assert all(abs(float(exactly(value)) - reference) <= 1e-9 * max(1, abs(reference)) for value in found.known)


@FEW
@given(values)
def test_median(group: list[Fraction]) -> None:
    """The middle value, or the mean of the two in the middle, exactly."""
    found = called("median_middle(data.x; over units)", "statistics", columns={"x": group})
    assert {exactly(value) for value in found.numbers} == {statistics.median(group)}


PAIRS = st.lists(st.tuples(st.integers(-5, 5), st.one_of(st.integers(-5, 5), st.none())), min_size=2, max_size=8)


@FEW
@given(PAIRS)
def test_correlations_are_over_elements_that_have_both(pairs: list[tuple[int, int | None]]) -> None:
    """Pearson to 40 digits, Spearman as scipy's; a constant has no correlation, and the declaration answers."""
    columns: dict[str, list[Fraction | None]] = {
        "x": [Fraction(x) for x, _ in pairs],
        "y": [None if y is None else Fraction(y) for _, y in pairs],
    }
    both = [(Fraction(x), Fraction(y)) for x, y in pairs if y is not None]
    xs, ys = [x for x, _ in both], [y for _, y in both]
    pearson = called("correlation_pearson(data.x; data.y; over units)", "statistics", columns=columns)
    spearman = called("correlation_spearman(data.x; data.y; over units)", "statistics", columns=columns)
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        assert None not in pearson.states
        return
    x_mean, y_mean = sum(xs) / len(xs), sum(ys) / len(ys)
    product = sum((x - x_mean) * (y - y_mean) for x, y in both) / len(both)
    spread = mpmath.sqrt(mpf(statistics.pvariance(xs))) * mpmath.sqrt(mpf(statistics.pvariance(ys)))
    assert all(near(value, mpf(product) / spread, 40) for value in pearson.numbers)
    reference = scipy.stats.spearmanr([float(x) for x in xs], [float(y) for y in ys]).statistic
    assert all(near(value, mpmath.mpf(float(reference)), 10) for value in spearman.known)


@FEW
@given(PAIRS)
def test_covariances_are_over_elements_that_have_both(pairs: list[tuple[int, int | None]]) -> None:
    """The exact covariance, divided by n or by n − 1; of a single pair the latter divides by zero."""
    columns: dict[str, list[Fraction | None]] = {
        "x": [Fraction(x) for x, _ in pairs],
        "y": [None if y is None else Fraction(y) for _, y in pairs],
    }
    both = [(Fraction(x), Fraction(y)) for x, y in pairs if y is not None]
    if not both:
        return
    x_mean, y_mean = (sum(side) / Fraction(len(both)) for side in zip(*both, strict=True))
    products = sum((x - x_mean) * (y - y_mean) for x, y in both)
    population = called("covariance_population(data.x; data.y; over units)", "statistics", columns=columns)
    assert {exactly(value) for value in population.known} == {products / len(both)}
    sample = called("covariance_sample(data.x; data.y; over units)", "statistics", columns=columns)
    if len(both) == 1:
        assert not sample.known
    else:
        assert {exactly(value) for value in sample.known} == {products / (len(both) - 1)}


@FEW
@given(values_with_gaps)
def test_counts_and_places(group: list[Fraction | None]) -> None:
    """How many values there are, how many are not above the own one, and the mean place as scipy's ``rankdata``."""
    there = present(group)
    how_many = called("how_many(data.x; over units)", "statistics", columns={"x": group})
    assert {exactly(value) for value in how_many.numbers} == {len(there)}
    at_most = called("at_most(data.x; over units)", "statistics", columns={"x": group})
    assert [exactly(value) for value in at_most.numbers] == [sum(one <= value for one in there) for value in there]
    order = sorted(set(there))
    places = called("mean_place(data.x; over units)", "statistics", columns={"x": group})
    reference = scipy.stats.rankdata([order.index(value) for value in there], method="average")
    assert [float(exactly(value)) for value in places.numbers] == list(reference)


@pytest.mark.parametrize("place", [1, 2, 5])
@FEW
@given(group=values_with_gaps)
def test_ordered_value(place: int, group: list[Fraction | None]) -> None:
    """The k-th least, ties counted each; the greatest where there are fewer."""
    found = called(f"ordered_value(data.x; {place}; over units)", "statistics", columns={"x": group})
    there = sorted(present(group))
    assert {exactly(value) for value in found.numbers} == {there[min(place, len(there)) - 1]}
