"""F1: fact / plan where more is better, plan / fact where less is; the direction declared, or data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.program_files import FILES, HEAD, checked, ran, values

HEADED = HEAD.replace("fact:         number, 1 decimal, 0 to 1000", "fact:         number, 1 decimal, above 0 to 1000")
TEXT = """\
module scoring

indicator jobs "Jobs, more is better"
  better          higher
  value           degree(report.fact; report.plan)

indicator queue "Days in the queue, less is better"
  better          lower
  value           degree_mirrored(report.fact; report.plan)
  points          10 * limit(value; from 0; to 1)
"""
BY_DATA = """\
module scoring

list goals "Goals"
  key             goal
  columns
    way:          direction, coded 1 = higher, -1 = lower
  file            "goals.csv"

source results "Results"
  file            "results.csv"
  key             body, goal, year
  columns
    plan:         number, 0 decimals, above 0 to 100
    fact:         number, 0 decimals, above 0 to 100

indicator reached "Degree of a goal"
  for each        goals as goal
  better          goal.way
  value           degree_directed(results.fact; results.plan; goal.way)

score all_reached "Mean degree"
  value           mean(reached; over goals)
  nothing to count  not computed
"""
GOALS = {
    **FILES,
    "goals.csv": "goal,way\njobs,1\nqueue,-1\n",
    "results.csv": "body,goal,year,plan,fact\n"
    + "".join(
        f"{body},{goal},2024,{plan},{fact}\n"
        for body in ("north", "south", "west")
        for goal, plan, fact in (("jobs", 50, 40), ("queue", 20, 25))
    ),
}


@pytest.fixture(autouse=True)
def facts_above_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    """Facts of the head are above 0, so that a plan can be divided by them."""
    monkeypatch.setattr("tests.constructs.program_files.HEAD", HEADED)


def test_F1_fact_over_plan_and_plan_over_fact(tmp_path: Path) -> None:
    """South: 60 of 100 is 0.6 where more is better; where less is, 100 / 60 is held to the full 10 points."""
    found = values(tmp_path, TEXT)
    assert found["jobs"] == {"north": "1", "south": "0.6", "west": "0.4"}
    assert found["queue"] == {"north": "10 points", "south": "10 points", "west": "10 points"}
    worse = {**FILES, "report.csv": FILES["report.csv"].replace("south,2024,100,60", "south,2024,100,250")}
    assert values(tmp_path, TEXT, worse)["queue"]["south"] == "4 points"


def test_F1_direction_may_be_data(tmp_path: Path) -> None:
    """A goal of jobs and one of a queue in one family: 40/50 and 20/25 are 0.8 each, by opposite quotients."""
    result = ran(tmp_path, BY_DATA, GOALS)
    assert [result.shown("reached", "south", goal) for goal in ("jobs", "queue")] == ["0.8", "0.8"]
    turned = {**GOALS, "goals.csv": "goal,way\njobs,1\nqueue,1\n"}
    assert ran(tmp_path, BY_DATA, turned).shown("reached", "south", "queue") == "1"


def test_F1_trace_shows_the_quotient(tmp_path: Path) -> None:
    """The function that was called, the quotient with its numbers, and the cells of plan and fact."""
    text = ran(tmp_path, TEXT).text("queue", "south")
    assert "degree_mirrored(60; 100)" in text
    assert "report.csv, row 6, column fact" in text
    assert "report.csv, row 6, column plan" in text


def test_F1_direction_must_be_said(tmp_path: Path) -> None:
    """An indicator without `better` is refused; so is a word that is no direction."""
    silent = TEXT.replace("  better          lower\n", "")
    assert [one.code for one in checked(tmp_path, silent).findings.errors] == ["R801"]
    wrong = TEXT.replace("  better          lower\n", "  better          smaller\n")
    assert [one.code for one in checked(tmp_path, wrong).findings.errors] == ["N150"]


def test_F1_a_divisor_that_may_be_zero_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a fact may be 0 the mirrored degree must say what follows."""
    monkeypatch.setattr("tests.constructs.program_files.HEAD", HEAD)
    assert "S320" in [one.code for one in checked(tmp_path, TEXT).findings.errors]
    answered = TEXT.replace("  points          10 *", "  zero divisor    10 points\n  points          10 *")
    zero = {**FILES, "report.csv": FILES["report.csv"].replace("south,2024,100,60", "south,2024,100,0")}
    assert values(tmp_path, answered, zero)["queue"]["south"] == "10 points"


def test_F1_over_achievement_counts_as_written(tmp_path: Path) -> None:
    """Whether more than the plan counts is the author's choice between two functions, and never a default."""
    more = {**FILES, "report.csv": FILES["report.csv"].replace("south,2024,100,60", "south,2024,100,150")}
    assert values(tmp_path, TEXT, more)["jobs"]["south"] == "1.5"
    held = TEXT.replace("degree(report", "degree_held(report")
    assert values(tmp_path, held, more)["jobs"]["south"] == "1"
