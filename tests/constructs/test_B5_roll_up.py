"""B5: values of sub-units rolled up to their body: sum over sum, mean, or the worst, chosen by the formula."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import ran, shown, survives_formatting, survives_translation, text_of, variants

PROGRAM = """\
methodology staff "Staff"
  version         1
  in force from   2024-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

list divisions "Committees and territorial units"
  file            "divisions.csv"
  key             division
  columns
    part_of:      bodies

source report "Report"
  file            "report.csv"
  key             division, year
  columns
    left:         number, 0 decimals, 0 to 1000
    posts:        number, 0 decimals, above 0 to 1000

quantity turnover "Turnover of a unit"
  for each        divisions as division
  value           report.left / report.posts

quantity by_sums "Sum over sum"
  value           L / P
  where
    L:            sum(report.left; over divisions; only part_of = body)
    P:            sum(report.posts; over divisions; only part_of = body)
  zero divisor    not applicable

quantity by_mean "Mean of the units"
  value           mean(turnover; over divisions; only part_of = body)
  nothing to count  not applicable

quantity by_worst "Worst unit"
  better          lower
  value           worst(turnover; over divisions; only part_of = body)
  nothing to count  not applicable
"""
FILES = {
    "bodies.csv": "body\nfinance\nculture\nlabour\n",
    "divisions.csv": "division,part_of\nrevenue,finance\ntreasury,finance\narchives,culture\n",
    "report.csv": "division,year,left,posts\nrevenue,2024,10,100\ntreasury,2024,10,20\narchives,2024,1,10\n",
}


@pytest.mark.parametrize(
    ("name", "finance", "culture", "labour"),
    [
        ("by_sums", "0.166666666666…", "0.1", "not applicable"),
        ("by_mean", "0.3", "0.1", "not applicable"),
        ("by_worst", "0.5", "0.1", "not applicable"),
    ],
)
def test_B5_three_ways_to_roll_up(tmp_path: Path, name: str, finance: str, culture: str, labour: str) -> None:
    """The three ways differ, and a body without units has none of them."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert [shown(result, name, body, "2024") for body in ("finance", "culture", "labour")] == [
        finance,
        culture,
        labour,
    ]


def test_B5_trace_names_the_units(tmp_path: Path) -> None:
    """The units of the body, and which of them is the worst, stand in the trace."""
    text = text_of(ran(tmp_path, PROGRAM, FILES), "by_worst", "finance", "2024")
    assert "(that of treasury): revenue 0.1, treasury 0.5" in text


def test_B5_formatting_changes_nothing() -> None:
    """Laying out changes nothing."""
    assert survives_formatting(PROGRAM)


def test_B5_a_unit_is_not_rolled_up_by_itself() -> None:
    """A body has no value of its units: one is chosen or several are taken together, never by default."""
    assert "A261" in [code for code, _ in variants(f"{PROGRAM}\nscore total\n  value  turnover\n")]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_B5_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(PROGRAM, language)
