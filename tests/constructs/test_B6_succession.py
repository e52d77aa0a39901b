"""B6: succession of bodies from a date on, what is taken over being merged by the formula."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import ran, shown, survives_formatting, survives_translation, text_of, variants

PROGRAM = """\
methodology ministries "Ministries"
  version         1
  basis           decree p. 48
  in force from   2018-01-01
  period          year
  evaluates       ministries

act decree "Decree on the evaluation of bodies"

list ministries "Ministries"
  key             ministry
  columns
    since:        date, may be absent
    until:        date, may be absent
  membership      since, until
  as of           last day
  rows
    ministry | since      | until
    economy  |            |
    energy   |            | 2019-06-16
    farming  |            | 2019-06-16
    ecology  | 2019-06-17 |

reorganisation ecology_2019 "Ministry of ecology"
  basis           decree p. 53
  date            2019-06-17
  form            merger
  former bodies   energy, farming
  new bodies      ecology

source budget "Budget"
  file            "budget.csv"
  key             ministry, year
  columns
    plan:         number, 0 decimals, above 0 to 1000
    spent:        number, 0 decimals, 0 to 1000

quantity spent_before "Spent a year ago"
  value           first present(budget.spent[previous year]; sum(budget.spent[predecessor, previous year]))

quantity execution_before "Execution a year ago, by the sums"
  value           sum(budget.spent[predecessor, previous year]) / sum(budget.plan[predecessor, previous year])
  zero divisor    not applicable

quantity mean_before "Execution a year ago, mean of the predecessors"
  value           mean(execution[predecessor, previous year])

quantity execution "Execution"
  value           budget.spent / budget.plan

quantity of_successor "Of the successor, a year later"
  value           sum(budget.spent[successor])
"""
FILES = {
    "budget.csv": "ministry,year,plan,spent\neconomy,2018,100,90\nenergy,2018,50,20\nfarming,2018,100,70\n"
    "economy,2019,100,80\necology,2019,120,100\n"
}


@pytest.mark.parametrize(
    ("name", "body", "period", "value"),
    [
        ("spent_before", "economy", "2019", "90"),
        ("spent_before", "ecology", "2019", "90"),
        ("execution_before", "ecology", "2019", "0.6"),
        ("mean_before", "ecology", "2019", "0.55"),
        ("execution_before", "economy", "2019", "absent"),
        ("of_successor", "energy", "2019", "100"),
        ("of_successor", "energy", "2018", "absent"),
    ],
)
def test_B6_what_is_taken_over_is_merged_by_the_formula(
    tmp_path: Path, name: str, body: str, period: str, value: str
) -> None:
    """Amounts are added, a ratio is made anew from sums or is a mean; without a predecessor nothing comes, not 0."""
    assert shown(ran(tmp_path, PROGRAM, FILES), name, body, period) == value


def test_B6_trace_says_from_whom(tmp_path: Path) -> None:
    """The trace names the selector, the number of predecessors, and why nothing is taken over."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert "sum(budget.spent[predecessor, previous year]) = 90: 2 members" in text_of(
        result, "spent_before", "ecology", "2019"
    )
    assert "because of no predecessor" in text_of(result, "execution_before", "economy", "2019")


def test_B6_formatting_changes_nothing() -> None:
    """The declaration and the selectors survive laying out."""
    assert survives_formatting(PROGRAM)


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("mean(execution[predecessor, previous year])", "execution[predecessor]", ("N166", "kin")),
        ("form            merger", "form            division", ("N191", "")),
        ("former bodies   energy, farming", "former bodies   energy", ("N191", "")),
        ("former bodies   energy, farming", "former bodies   energy, farmimg", ("N191", "near")),
        ("  date            2019-06-17\n", "", ("P125", "")),
    ],
)
def test_B6_what_does_not_fit_is_refused(written: str, instead: str, found: tuple[str, str]) -> None:
    """How several predecessors are taken together must be said, and a reorganisation must fit its form."""
    assert found in variants(PROGRAM.replace(written, instead))


def test_B6_without_a_reorganisation_nobody_has_a_predecessor() -> None:
    """A selector that can never choose anybody is refused."""
    start = PROGRAM.index("reorganisation")
    text = PROGRAM[:start] + PROGRAM[PROGRAM.index("source budget") :]
    assert ("N166", "no kin") in variants(text)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_B6_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(PROGRAM, language)
