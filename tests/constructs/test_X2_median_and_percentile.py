"""X2: medians and percentiles by a method that the author names, of lists, of former years and of registers."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.quantiles import Quantile, QuantileMethod
from tarazy.interpreter.meaning.statistics import quantile
from tests.constructs.programs import codes, compiled, findings, ran, survives_formatting

HALF = fmpq(1, 2)
MEDIANS: dict[QuantileMethod, Callable[[list[Fraction]], Fraction]] = {
    QuantileMethod.LINEAR: statistics.median,
    QuantileMethod.NEAREST_RANK: statistics.median_low,
    QuantileMethod.NEXT_VALUE: statistics.median_high,
}
NAMES: dict[QuantileMethod, Literal["inverted_cdf", "linear"]] = {
    QuantileMethod.NEAREST_RANK: "inverted_cdf",
    QuantileMethod.LINEAR: "linear",
}
ANY = st.lists(st.fractions(-100, 100, max_denominator=1000), min_size=1, max_size=9)


@pytest.mark.parametrize("method", MEDIANS)
@given(ANY)
def test_X2_median_is_that_of_the_statistics_module(method: QuantileMethod, group: list[Fraction]) -> None:
    """Exactly the mean of the two in the middle, the lower or the upper of them; of an odd number the middle one."""
    found = quantile([fmpq(one.numerator, one.denominator) for one in group], Quantile(HALF, method))
    reference = MEDIANS[method](group)
    assert found == fmpq(reference.numerator, reference.denominator)


@pytest.mark.parametrize("method", NAMES)
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=17), st.integers(0, 16))
def test_X2_percentile_is_that_of_numpy(method: QuantileMethod, group: list[int], sixteenths: int) -> None:
    """The method is the one that numpy names so; of whole numbers and sixteenths numpy itself is exact."""
    found = quantile([fmpq(one) for one in group], Quantile(fmpq(sixteenths, 16), method))
    reference = float(np.quantile(np.array(group, dtype=float), sixteenths / 16, method=NAMES[method]))
    assert isinstance(found, fmpq)
    assert float(Fraction(int(found.p), int(found.q))) == reference


@pytest.mark.parametrize(
    ("call", "shown"),
    [
        ("median(report.fact; over bodies; only kind = agency; mean of the middle two)", "35"),
        ("median(report.fact; over bodies; only kind = agency; lower of the middle two)", "10"),
        ("median(report.fact; over bodies; upper of the middle two; only kind = agency)", "60"),
        ("percentile(report.fact; 75 %; over bodies; linear)", "80"),
        ("percentile(report.fact; 75 %; over bodies; nearest rank)", "100"),
        ("percentile(report.fact; 0; over bodies; nearest rank)", "10"),
    ],
)
def test_X2_each_phrase_means_what_it_says(tmp_path: Path, call: str, shown: str) -> None:
    """Of 10, 60 and 100, or of 10 and 60: each method gives its own value."""
    text = f"quantity q\n  value             {call}\n"
    assert survives_formatting(text)
    assert ran(tmp_path, text).shown("q") == shown


@pytest.mark.parametrize("call", ["median(report.fact; over bodies)", "percentile(report.fact; 90 %; over bodies)"])
def test_X2_a_method_must_be_named(call: str) -> None:
    """Without a method the options are listed with what each gives."""
    (one,) = [one for one in findings(f"quantity q\n  value  {call}\n") if one.severity.value == "error"]
    assert one.code == "S324"
    options = ("nearest rank", "linear") if "percentile" in call else ("mean of", "lower of", "upper of")
    assert all(option in (one.help or "") for option in options)


@pytest.mark.parametrize("share", ["90", "1 - 0.1", "report.fact", "101 %"])
def test_X2_the_share_is_a_written_number(share: str) -> None:
    """90 instead of 90 %, and a share that is computed, are refused with the way to say it."""
    assert "S324" in codes(f"quantity q\n  value  percentile(report.fact; {share}; over bodies; linear)\n")


def test_X2_the_method_is_hashed_and_bounds_are_those_of_the_values() -> None:
    """Another method is another program; a percentile lies between the least and the greatest value."""
    low, high = (
        compiled(f"quantity q\n  value  median(report.fact; over bodies; {one} of the middle two)\n")
        for one in ("lower", "upper")
    )
    assert low.program is not None
    assert high.program is not None
    assert low.program.hashes.calc != high.program.hashes.calc
    assert low.typed is not None
    interval = low.typed.declared["q"].result.interval
    assert interval is not None
    assert (interval.low, interval.high) == (fmpq(0), fmpq(1000))
