"""What the sources leave open: nothing is decided by default, and a text that does not choose is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.diagnostics import Diagnostic
from tests.constructs.programs import FILES, HEAD, findings, ran
from tests.constructs.totals import FILES as TOTAL_FILES
from tests.constructs.totals import HEAD as TOTALS

COLUMN = "fact:         number, 1 decimal, 0 to 1000"
LATE = HEAD.replace(COLUMN, f"{COLUMN}, may be absent")


def only_error(text: str, head: str = HEAD) -> Diagnostic:
    """The one error of a text."""
    (found,) = [one for one in findings(text, head) if one.severity.value == "error"]
    return found


def test_question_1_how_blocks_are_joined() -> None:
    """A score of three blocks has no value by itself, nor has one of operational assessment and results."""
    found = only_error("score total\n  needs           all\n", TOTALS)
    assert found.code == "N178"
    for way in ("sum", "mean", "weighted mean", "value"):
        assert f"`{way}`" in found.help


def test_question_1_each_way_is_another_number(tmp_path: Path) -> None:
    """6, 4 and 1 points: 11, 11/3, or 4.4 by weights."""
    text = """
score added
  sum             first, second, third
  not applicable members  0 points

score middle
  mean            first, second, third
  not applicable members  0 points

score weighted
  weighted mean
    first: 50 %
    second: 30 %
    third: 20 %
  not applicable members  0 points
"""
    done = ran(tmp_path, text, TOTAL_FILES, TOTALS)
    assert [done.shown(name, "north") for name in ("added", "middle", "weighted")] == [
        "11 points",
        "3.66666666666… points",
        "4.4 points",
    ]


@pytest.mark.parametrize("kind", ["sum", "mean", "max", "min", "geometric mean"])
def test_question_2_members_that_do_not_apply(kind: str) -> None:
    """Each aggregate over named members asks which of the policies holds."""
    found = only_error(f"score total\n  {kind}  first, second, third\n", TOTALS)
    assert found.code == "S301"
    assert "`most points` (it counts in full)" in found.help


def test_question_3_partial_credit() -> None:
    """A status has words; how much *partly* counts is asked for, and the ways to say it are listed."""
    text = """
status reached
  value           by bands of report.fact / 100
    from | below | status
         | 80 %  | missed
    80 % | 100 % | partly
    100 % |      | reached

indicator goal
  better          higher
  value           points(reached)
"""
    found = only_error(text)
    assert (found.code, found.variant) == ("B431", "column")
    for way in ("fixed points", "in proportion", "by steps"):
        assert way in found.help


def test_question_4_over_achievement() -> None:
    """Points that grow with the fact have a cap, or say that they have none."""
    text = "indicator goal\n  better          higher\n  value           report.fact / report.plan\n"
    text += "  zero divisor    not applicable\n  points          10 * value\n"
    found = only_error(text)
    assert found.code == "B420"
    assert "gets no more" in found.help
    assert "gets more" in found.help


@pytest.mark.parametrize(("limit", "points"), [("10 points", "10 points"), ("no limit", "15 points")])
def test_question_4_both_answers(tmp_path: Path, limit: str, points: str) -> None:
    """150 of 100: ten points, or fifteen."""
    text = "indicator goal\n  better          higher\n  value           report.fact / report.plan\n"
    text += f"  zero divisor    not applicable\n  points          10 * value\n  not more than   {limit}\n"
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,150,0\n"}
    assert ran(tmp_path, text, files).shown("goal", "north") == points


def test_question_5_merge_at_succession() -> None:
    """A body can have several predecessors: what is taken over is merged by a function, and each says how."""
    text = """
reorganisation merged "West joins the south"
  date            2024-06-01
  form            accession
  former bodies   south, west
  new bodies      south

quantity before
  value           report.fact[predecessor]
"""
    found = only_error(text)
    assert (found.code, found.variant) == ("N166", "kin")
    for way in ("adds amounts", "takes their mean", "made anew from sums"):
        assert way in found.help


@pytest.mark.parametrize(
    "call", ["mean(report.fact)", "max(report.fact)", "rank(report.fact; highest first; ties share the better place)"]
)
def test_question_6_who_is_in_a_mean(call: str) -> None:
    """No statistic is over *the bodies*: its list is named, with or without those whom somebody else assesses."""
    found = only_error(f"quantity x\n  value           {call}\n")
    assert found.code == "N161"
    for way in ("`over evaluated` takes all", "`over other` leaves out", "`over applicable`"):
        assert way in found.help


def test_question_6_each_answer_is_another_number(tmp_path: Path) -> None:
    """100, 60 and 10: all, the others, the agencies alone."""
    text = """
list agencies of bodies "Agencies"
  only            body.kind = agency

quantity all_of_them
  value           mean(report.fact; over bodies)

quantity without_oneself
  value           mean(report.fact; over other)
  nothing to count  not computed

quantity of_agencies
  value           mean(report.fact; over agencies)
  nothing to count  not computed
"""
    done = ran(tmp_path, text)
    assert done.shown("all_of_them") == "56.6666666666…"
    assert done.shown("without_oneself", "south") == "55"
    assert done.shown("of_agencies") == "35"


def test_question_7_rounding_before_bands() -> None:
    """A number that is printed rounded, under bands: does the printed one decide?"""
    text = "score total\n  value           report.fact * 1 point\n  shown with      0 decimals\n\n"
    text += "grade class of total\n  from | below | grade\n       | 90    | low\n  90   |       | high\n"
    found = only_error(text)
    assert found.code == "B440"
    assert "the printed number decides" in found.help
    assert "the exact number decides" in found.help


def test_question_8_ceiling_of_deductions() -> None:
    """Points off for each fact: a ceiling, none, or a floor of the result."""
    text = "deduction overdue\n  value           0.5 * report.delays\n\n"
    text += "score total\n  value           report.fact * 1 point\n  less            overdue\n"
    found = only_error(text)
    assert found.code == "B441"
    for way in ("its ceiling", "every fact counts in full", "`not less than`"):
        assert way in found.help


@pytest.mark.parametrize(
    ("ceiling", "floor", "west"),
    [
        ("  not more than   3 points\n", "", "7 points"),
        ("  not more than   no limit\n", "", "-25 points"),
        ("", "  not less than   0 points\n", "0 points"),
    ],
)
def test_question_8_each_answer_is_another_number(tmp_path: Path, ceiling: str, floor: str, west: str) -> None:
    """Ten points and seven late reports at five points each."""
    text = f"deduction overdue\n  value           5 * report.delays\n{ceiling}\n"
    text += f"score total\n  value           report.fact * 1 point\n  less            overdue\n{floor}"
    assert ran(tmp_path, text).shown("total", "west") == west


def test_question_8_block_or_total_is_where_it_stands() -> None:
    """A deduction counts where a line names it: one that none names is told, and enters nothing."""
    text = "deduction overdue\n  value           report.delays\n  not more than   3 points\n\n"
    text += "score total\n  value           report.fact * 1 point\n"
    assert [one.code for one in findings(text)] == ["G353"]


def test_question_9_scales_of_central_and_local_bodies() -> None:
    """A table with bands for one kind of body has none for the other, and asks for them."""
    text = """
score total
  value           report.fact * 1 point

grade class of total
  body.kind | from | below | grade
  ministry  |      | 80    | low
            | 80   |       | high
"""
    found = only_error(text)
    assert found.code == "B411"
    assert "agency" in found.message


def test_question_10_late_statistics() -> None:
    """A datum that may be late: exclude it, count it as nothing, or take another value; nothing by itself."""
    found = only_error("indicator goal\n  better          higher\n  value           report.fact\n", LATE)
    assert found.code == "S302"
    for way in ("not computed", "not counted", "0 points", "x[previous year]", "preliminary"):
        assert way in found.help


@pytest.mark.parametrize(
    ("value", "answer", "south"),
    [
        ("report.fact", "not counted", "not counted"),
        ("report.fact", "0", "0 (imputed)"),
        ("first present(report.fact; report.fact[previous year])", "not computed", "40"),
        ("first present(report.fact; report.plan)", "not computed", "30"),
    ],
)
def test_question_10_each_answer_is_another_result(tmp_path: Path, value: str, answer: str, south: str) -> None:
    """Left out, as nothing, as of the former year, or by a preliminary figure."""
    text = f"indicator goal\n  better          higher\n  value           {value}\n  no data         {answer}\n"
    files = {**FILES, "report.csv": "body,year,plan,fact,delays\nsouth,2023,30,40,0\nsouth,2024,30,,0\n"}
    done = ran(tmp_path, text, files, LATE)
    assert done.text("goal", "south").splitlines()[0].partition(": ")[2] == south
