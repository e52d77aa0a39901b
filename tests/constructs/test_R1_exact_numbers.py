"""R1: numbers are exact: no decimal is lost, and an edge is met exactly."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran

EDGE = """\
indicator reached "Share of the plan"
  better          higher
  value           report.fact / report.plan
  zero divisor    not applicable
  points          by bands of value
    from | below | points
         | 95 %  | 0
    95 % |       | 10
"""


@pytest.mark.parametrize(
    ("formula", "exact"),
    [
        ("0.1 + 0.2", "3/10"),
        ("1 / 3 * 3", "1"),
        ("(0.1 + 0.2) * 10 - 3", "0"),
        ("71.35 / 88.3", "1427/1766"),
        ("1_000_000_000_000_000 + 0.000001", "1000000000000000000001/1000000"),
    ],
)
def test_R1_no_digit_is_lost(tmp_path: Path, formula: str, exact: str) -> None:
    """Each of these is another number in binary floating point."""
    done = ran(tmp_path, f"quantity x\n  value           {formula} + 0 * report.fact\n")
    reading = done.trace("x", "north").root.value.reading
    assert Fraction(reading.exact or reading.text) == Fraction(exact)


@pytest.mark.parametrize(
    ("fact", "plan", "points"), [("95", "100", "10 points"), ("94.9", "100", "0 points"), ("66.5", "70", "10 points")]
)
def test_R1_an_edge_is_met_exactly(tmp_path: Path, fact: str, plan: str, points: str) -> None:
    """95 of 100 and 66.5 of 70 are 95 %, not a digit less."""
    files = {"report.csv": f"body,year,plan,fact,delays\nnorth,2024,{plan},{fact},0\n"}
    done = ran(tmp_path, EDGE, files)
    assert done.shown("reached", "north") == points
    assert f"{fact} / {plan} = 0.9" in done.text("reached", "north")


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_R1_the_quotient_times_its_divisor_is_the_number(above: int, below: int) -> None:
    """For all decimals: the checker itself knows that the result is one number."""
    text = f"quantity x\n  value           {above} / 10 / {below} * {below}\n"
    program = compiled(text).program
    assert program is not None
    interval = program.declared["x"].result.interval
    assert interval is not None
    assert interval.constant == fmpq(above, 10)


def test_R1_more_decimals_than_declared_are_refused() -> None:
    """A column says how many decimals a cell has, so that nothing is cut silently; a number is written with a point."""
    assert codes("quantity x\n  value           1,5 * report.fact\n") != []


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_R1_is_the_same_in_other_languages(language: str) -> None:
    """A decimal comma is another way to write the same number."""
    assert survives_translation(f"{HEAD}\n{EDGE}", language)
