"""G4: coefficients, bonuses and deductions, per fact, with a ceiling, before or after weighting and the cap."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.programs import codes, ran, survives_formatting

BASE = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          value / 10

deduction delayed "Late reports"
  basis           methodology p. 40
  value           0.5 * report.delays
  not more than   3 points

bonus full "All of it"
  value           if(report.fact >= report.plan; 1; 0)
"""


@pytest.mark.parametrize(("delays", "points"), [(0, "0 points"), (3, "1.5 points"), (7, "3 points")])
def test_G4_deduction_per_fact_with_a_ceiling(tmp_path: Path, delays: int, points: str) -> None:
    """Half a point for each late report, three points at most."""
    files = {"report.csv": f"body,year,plan,fact,delays\nnorth,2024,100,50,{delays}\n"}
    text = f"{BASE}\nscore total\n  sum             done\n  less            delayed\n  plus            full\n"
    assert ran(tmp_path, text, files).shown("delayed", "north") == points


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        ("  less            delayed\n  not less than   0 points\n", "0 points"),
        ("  not less than   0 points\n  less            delayed\n", "-2 points"),
        ("  not less than   0 points\n  less            delayed\n  plus            full\n", "-2 points"),
    ],
)
def test_G4_before_or_after_the_floor_as_written(tmp_path: Path, steps: str, shown: str) -> None:
    """A line acts on what stands above it: the order of the lines is the order of the acts."""
    files = {"report.csv": "body,year,plan,fact,delays\nwest,2024,50,10,7\n"}
    text = f"{BASE}\nscore total\n  sum             done\n{steps}"
    text += (
        ""
        if "plus" in steps
        else "\nscore another\n  sum             done\n  plus            full\n  less            delayed\n"
    )
    assert ran(tmp_path, text, files).shown("total", "west") == shown


def test_G4_before_or_after_weighting(tmp_path: Path) -> None:
    """Taken off a member before it is weighted, or off the total."""
    text = f"""{BASE}
criterion corrected
  sum             done
  less            delayed

score before
  weighted mean
    corrected:    50 %
    done:         50 %

score after
  weighted mean
    done:         100 %
  less            delayed
  plus            full
"""
    result = ran(tmp_path, text)
    assert result.shown("before", "south") == "5.25 points"
    assert result.shown("after", "south") == "4.5 points"


def test_G4_coefficient_from_a_table_with_those_not_rated(tmp_path: Path) -> None:
    """A correction coefficient by bands; a body that is not rated has its own answer."""
    text = f"""{BASE}
quantity rated "Rating"
  value           report.plan / report.delays * 10
  zero divisor    not counted

quantity coefficient "Correction"
  value           by bands of rated
    from | below | value
         | 100   | -0.2
    100  | 300   | 0
    300  |       | 0.1

quantity applied
  value           by values of state(coefficient)
    value       | points
    not counted | 0
    otherwise   | 1

score total
  sum             done
  less            delayed
  plus            full
"""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,100,0\nsouth,2024,100,60,3\n"}
    result = ran(tmp_path, text, files)
    assert result.shown("coefficient", "south") == "0.1"
    assert result.shown("coefficient", "north") == "not counted"
    assert result.shown("applied", "north").startswith("0")


def test_G4_trace_shows_each_adjustment(tmp_path: Path) -> None:
    """Each step with the value before and after it, and the paragraph of the deduction."""
    text = f"{BASE}\nscore total\n  sum             done\n  less            delayed\n  plus            full\n"
    shown = ran(tmp_path, text).text("total", "south")
    assert "less delayed: 6 points -> 4.5 points" in shown
    assert "methodology p. 40" in shown
    assert survives_formatting(text)


def test_G4_a_name_that_is_a_mark_is_a_finding() -> None:
    """`late` is a reserved word: without back-ticks it is two findings, never a fault."""
    text = "deduction late\n  value           report.delays\n\n"
    text += "score total\n  value           report.fact\n  less            late\n"
    assert {"P118", "N155"} <= set(codes(text))
    held = text.replace("delays\n", "delays\n  not more than   3 points\n")
    quoted = held.replace("late\n", "`late`\n").replace("report.fact", "report.fact * 1 point")
    assert codes(quoted) == []


def test_G4_mark_in_a_table_of_values_is_a_finding() -> None:
    """A mark is no state that a row could answer."""
    rows = "    value     | points\n    late      | 0\n    otherwise | 1\n"
    text = f"quantity x\n  value           by values of state(report.fact)\n{rows}"
    assert "N155" in codes(text)


def test_G4_unused_deduction_is_told() -> None:
    """A deduction counts where a line names it, and only there."""
    assert "G353" in codes(f"{BASE}\nscore total\n  sum             done\n")
