"""Weights that depend on a condition make 100 % however it turns out."""

from __future__ import annotations

import pytest

from tests.checking.small_program import codes


def weighted(first: str, second: str) -> list[str]:
    """Findings on the weights of a mean of two."""
    written = f"criterion c\n  weighted mean\n    budget.done: {first}\n    budget.grown: {second}\n"
    return [code for code in codes(written) if code == "W461"]


@pytest.mark.parametrize(
    ("first", "second", "is_fine"),
    [
        ("if(budget.closed; 50 %; 40 %)", "60 %", False),
        ("if(budget.closed; 40 %; 40 %)", "60 %", True),
        ("if(budget.closed; 50 %; 40 %)", "if(budget.closed; 50 %; 60 %)", True),
        ("if(budget.closed; 50 %; 40 %)", "if(budget.done > 5; 50 %; 60 %)", False),
        ("if(budget.closed; if(budget.closed; 40 %; 99 %); 60 %)", "if(budget.closed; 60 %; 40 %)", True),
        ("if(budget.closed; budget.done / 100; 40 %)", "60 %", True),
    ],
)
def test_every_way_the_conditions_turn_out_is_added_up(first: str, second: str, is_fine: bool) -> None:
    """One condition turns out in one way for all weights; what is computed is not judged."""
    assert weighted(first, second) == ([] if is_fine else ["W461"])
