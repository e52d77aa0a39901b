"""One mistake is one finding: what follows from it is not held against anybody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tests.checking.small_program import FRAME

BROKEN_LINES = {
    "nothing is evaluated": ("hvbp", "  evaluates       hospitals\n", "", ["A264"]),
    "no way is better": ("hvbp", "  better          measure.direction\n", "", ["R801"]),
    "a misspelt column that decides a divisor": ("hvbp", "measure.floor", "measure.flor", ["N152"]),
    "a misspelt list, by whoever names it": ("hvbp", "list measures", "list measres", ["N158"]),
    "a misspelt part of a list": ("hdi", "countries of units", "countries of unts", ["N158"]),
    "a misspelt list that a declaration applies to": (
        "hdi",
        "applies to      countries",
        "applies to  contries",
        ["N158"],
    ),
    "no value of a declaration that others use": (
        "hvbp",
        "  mean                    measure_score[",
        "  # [",
        ["N178"],
    ),
    "an edge that is too far": ("hdi", '| 0.550 | "Low"', '| 0.750 | "Low"', ["B402"]),
    "an edge that opens a gap": ("hdi", '0.800 |       | "Very High"', '8.000 |       | "Very High"', ["B401"]),
    "the head of an example": ("hvbp", 'example "no baseline: achievement alone"\n', "", ["P106"]),
    "an edge that closes a band": ("hdi", '0.550 | 0.700 | "Medium"', '0.750 | 0.700 | "Medium"', ["B405"]),
    "an edge in another unit that opens a gap": (
        "hdi",
        '0.800 |       | "Very High"',
        '8 days |  | "Very High"',
        ["T205"],
    ),
    "an edge in another unit that closes a band": (
        "hdi",
        '0.550 | 0.700 | "Medium"',
        '1 day | 0.700 | "Medium"',
        ["T205"],
    ),
    "no row for the rest": (
        "hvbp",
        "    otherwise  | limit(round(20 * value - 0.5; half up; 0 decimals); from 0; to 20)\n",
        "",
        ["B410"],
    ),
}
"""A methodology, what is changed in it to what, and all that is then found."""


@pytest.mark.parametrize("name", BROKEN_LINES)
def test_a_broken_line_is_one_finding(name: str, repository: Path) -> None:
    """Law: whatever a broken line makes unknown is silent, wherever it is used."""
    methodology, before, after, expected = BROKEN_LINES[name]
    text = (repository / "methodologies" / f"{methodology}.meth").read_text(encoding="utf-8")
    assert before in text
    found = compile_sources([source_of(f"{methodology}.meth", text.replace(before, after, 1))]).findings
    assert sorted({one.code for one in found}) == expected


def found(declarations: str) -> list[str]:
    """Codes found in the small methodology with `declarations` at its end, in reading order."""
    return [one.code for one in compile_sources([source_of("small.meth", FRAME + declarations)]).findings]


def test_a_line_that_cannot_be_read_leaves_nothing_unused() -> None:
    """Law: the line may have been the one that names it."""
    assert found("quantity a\n  value  budget.done\n\nscore s\n  value  )a\n") == ["L007"]


def test_users_of_an_unread_declaration_are_not_blamed_for_its_unit() -> None:
    """Law: what a declaration without its `points` would give is unknown; an example of it is not in another unit."""
    broken = "indicator i\n  better  higher\n  value  budget.done\n  ponts  value\n"
    example = '\nexample "e"\n  given\n    budget.done:  4\n  expect\n    i:  4 points\n'
    assert found(f"{broken}\ncriterion c\n  mean  i, budget.points\n{example}") == ["P104"]


def test_other_errors_beside_an_unread_line_are_found() -> None:
    """Law: a broken line costs itself only."""
    broken = "quantity q\n  value  budget.spent + budget.staff\n  ronud  half up, 2 decimals\n"
    assert found(f"{broken}\nquantity r\n  value  budget.spent + budget.staff\n") == ["T203", "P104", "T203"]


def test_an_edge_without_its_percent_sign_is_one_finding_whichever_it_is() -> None:
    """Law: where such an edge leaves a gap, bands that overlap, or rows never read, they are not reported beside it."""
    column = "done:  %, 0 decimals, 0 to 100"
    source = f'source shares "Shares"\n  file  "s.csv"\n  key  body, year\n  columns\n    {column}\n\n'
    head = f"{source}quantity q\n  value  by bands of shares.done\n    from | below | value\n"
    rows = ["         | 50 % | 0\n", "    50 % | 75 % | 1\n", "    75 % |      | 2\n"]
    assert found(head + "".join(rows)) == []
    for at, row in enumerate(rows):
        for edge in (one for one in ("50 %", "75 %") if one in row):
            broken = [*rows[:at], row.replace(edge, edge.removesuffix(" %")), *rows[at + 1 :]]
            assert found(head + "".join(broken)) == ["T221"], broken
