"""Slips by which everybody gets the same points.

A share against a whole number, a hundredfold value against a percentage, thousands converted twice.
"""

from __future__ import annotations

import pytest

from tests.checking.small_program import checked, codes

BANDS = "  points  by bands of value\n    from | below | points\n    | {edge} | 0\n    {edge} | | 10\n"


def banded(value: str, edge: str) -> str:
    """An indicator of that value with one edge."""
    head = f"indicator i\n  better  higher\n  value  {value}\n  zero divisor  not computed\n  no data  not computed\n"
    return head + BANDS.format(edge=edge)


RATIO = "budget.done / budget.done[previous year]"
SHARE = "budget.spent / budget.planned"

THOUSANDS = """\
source wide
  file  "wide.csv"
  key   body, year
  columns
    income:  thousand KZT, 1 decimal, 0 to 1_000
    people:  million persons, 1 decimal, 0 to 1_000

"""


@pytest.mark.parametrize(
    ("declarations", "found"),
    [
        (banded(RATIO, "50"), ["T222"]),
        (banded(RATIO, "50 %"), []),
        (banded(RATIO, "2"), []),
        (banded("budget.done / 2", "50"), []),
        (banded("budget.staff / budget.done", "50"), []),
        ("quantity q\n  value  budget.done / (budget.grown + 11)\n\nquantity r\n  value  if(q > 80; 1; 0)\n", ["T222"]),
        ("quantity q\n  value  progress(budget.done / (budget.grown + 11); from 20; to 80)\n", ["T222"]),
        (banded(f"{SHARE} * 100", "50 %"), ["T223"]),
        (banded(f"100 * {SHARE}", "50 %"), ["T223"]),
        (banded(f"{SHARE} * 100", "50"), []),
        (banded(SHARE, "50 %"), []),
        (banded("budget.done", "50 %"), ["T223"]),
        (banded("budget.done", "50"), []),
        ("quantity q\n  value  budget.grown\n\nquantity r\n  value  if(q > 80 %; 1; 0)\n", []),
        (THOUSANDS + "quantity q\n  value  wide.income * 1000\n", ["T224"]),
        (THOUSANDS + "quantity q\n  value  1_000_000 * wide.people\n", ["T224"]),
        (THOUSANDS + "quantity q\n  value  wide.people * 1000\n", []),
        (THOUSANDS + "quantity q\n  value  wide.income / 1000\n", []),
        ("quantity q\n  value  budget.spent * 1000\n", []),
    ],
)
def test_the_slip_is_a_warning_and_what_is_meant_is_not(declarations: str, found: list[str]) -> None:
    """A warning stands where, and only where, the scale of a value does not fit the number beside it."""
    scale = [code for code in codes(declarations) if code in ("T221", "T222", "T223", "T224")]
    assert scale == found
    assert not checked(declarations).findings.errors
