"""What is proposed where a writer's guess has a known meaning."""

from __future__ import annotations

import pytest

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tests.checking.small_program import FRAME

GUESSES = {
    "quantity q\n  value  budget.spent(year - 1)\n": ("N162", "`budget.spent[previous year]`"),
    "quantity q\n  value  if(budget.spent > 5 KZT/person; 1; 0)\n": ("N150", "`10_000 KZT per person`"),
    'source s\n  file  "s.csv"\n  key  body, year\n  columns\n    a:  thousand tenge\n': ("N174", "`thousand KZT`"),
    "criterion c\n  mean  budget.done, budget.grown\n  missing members  0\n": (
        "P104",
        "`needs  2, otherwise not computed`",
    ),
    "criterion c\n  mean  budget.done, budget.grown\n  not computed members  0\n": ("P104", "`needs  2, otherwise not"),
    "quantity q\n  value  budget.done\n\ngrade g of q\n  value  q\n": ("P105", "`from | below | grade`"),
    "quantity q\n  value  budget.done\n\ngrade g of q\n  bands of q\n": ("P104", "`from | below | grade`"),
    "quantity q\n  value  budget.done\n\ngrade g of q\n  from | below | grade\n       | 5 | very low\n  5 | | high\n": (
        "P110",
        "in quotes",
    ),
    'example "e"\n  given\n    budget.done[previous year]: 1\n  expect\n    budget.done: 1\n': (
        "N179",
        "`budget.done[2023]`",
    ),
}


@pytest.mark.parametrize("text", GUESSES)
def test_the_help_shows_what_to_write(text: str) -> None:
    """The first finding has the code, and its help the words to be written."""
    code, written = GUESSES[text]
    first = compile_sources([source_of("small.meth", FRAME + text)]).findings.errors[0]
    assert first.code == code
    assert written in first.help
