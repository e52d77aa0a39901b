"""D6: a schedule and its deadlines, in working and calendar days; what is handed in late is marked or rejected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.examples import run_examples
from tarazy.workbench.cli import cli
from tarazy.workbench.session import Session
from tests.constructs.program_files import FILES, HEAD, checked, ran

SCHEDULE = """\
module kz.calendar

schedule yearly "Schedule of 2024"
  reported year   2024
  held year       2025
  calendar        kz.calendar.kazakhstan

every deadline
  if day off      next working day
  first day       day after

deadline reports "Reports"
  who             "bodies"
  what            "report of the year"
  to whom         "planning body"
  last day        02-15[held year]
  if late         marked

deadline conclusions "Conclusions"
  who             "planning body"
  last day        03-18[held year]
  not before      reports

deadline objections "Objections"
  who             "bodies"
  within          5 working days
  counted from    conclusions

deadline answer "Answers to objections"
  within          15 calendar days
  counted from    letters.told
  final           yes

source letters "Letters"
  file            "letters.csv"
  key             body, year
  columns
    told:         date

source filing "Reports of the bodies"
  filed           handed_in, reports
  file            "filing.csv"
  key             body, year
  columns
    amount:       number, 0 decimals, 0 to 1000
    handed_in:    date

quantity share "Share"
  value           filing.amount / 100

quantity objections_until "Last day for objections"
  value           objections

quantity answer_until "Last day of the answer"
  value           answer
"""
DATA = {
    **FILES,
    "letters.csv": "body,year,told\nnorth,2024,2025-03-06\nsouth,2024,2025-03-07\nwest,2024,2025-03-08\n",
    "filing.csv": "body,year,amount,handed_in\n"
    "north,2024,50,2025-02-17\nsouth,2024,60,2025-02-18\nwest,2024,70,2025-02-01\n"
    "north,2023,5,2025-12-31\nsouth,2023,6,2025-12-31\nwest,2023,7,2025-12-31\n",
}


def test_D6_last_days(tmp_path: Path) -> None:
    """Saturday 15 February goes to Monday; five working days pass Nauryz; 15 days end on a working day."""
    done = ran(tmp_path, SCHEDULE, DATA)
    deadlines = done.program.resolved.process.deadlines
    assert str(deadlines["reports"].fixed) == "2025-02-17"
    assert done.shown("objections_until") == "2025-03-28"
    assert [done.shown("answer_until", body) for body in ("north", "south", "west")] == [
        "2025-03-26",
        "2025-03-26",
        "2025-03-26",
    ]


def test_D6_late_filing_is_marked(tmp_path: Path) -> None:
    """On the carried last day it is in time, a day later it is late; another year has no deadline here."""
    done = ran(tmp_path, SCHEDULE, DATA)
    assert done.shown("share", "north") == "0.5"
    assert "2024: 0.6 (late)" in done.text("share", "south")
    assert done.trace("share", "south").root.value.reading.marks == ("late",)
    assert done.result.trace("south", "share", 2023).root.value.shown == "0.06"
    assert "rule: handed in on 2025-02-18, last day 2025-02-17" in done.text("share", "south")


def test_D6_late_filing_that_is_not_considered(tmp_path: Path) -> None:
    """The data are rejected, with the cause; whoever is in time keeps its value."""
    text = SCHEDULE.replace("if late         marked", "if late         not considered")
    done = ran(tmp_path, text, DATA)
    assert done.shown("share", "south") == "rejected"
    assert "because of filing.amount" in done.text("share", "south")
    assert done.shown("share", "north") == "0.5"


def test_D6_answer_to_late_data_is_part_of_what_is_computed(tmp_path: Path) -> None:
    """Marked or rejected: another `calc`; who must act: another `program` alone."""
    base = ran(tmp_path, SCHEDULE, DATA).program.hashes
    rejected = ran(tmp_path, SCHEDULE.replace("late         marked", "late         not considered"), DATA)
    other = ran(tmp_path, SCHEDULE.replace('to whom         "planning body"', 'to whom         "commission"'), DATA)
    assert rejected.program.hashes.calc != base.calc
    by_default = ran(tmp_path, SCHEDULE.replace("first day       day after", "first day       same day"), DATA)
    assert by_default.program.hashes.program != base.program
    assert (other.program.hashes.calc == base.calc, other.program.hashes.program == base.program) == (True, False)


@pytest.mark.parametrize(
    ("line", "instead", "code", "variant"),
    [
        ("  last day        03-18[held year]\n", "", "R881", ""),
        ("5 working days", "5 days", "R881", "days"),
        ("5 working days", "5 persons", "R881", "length"),
        ("  counted from    conclusions\n", "", "R881", "start"),
        ("counted from    conclusions", "counted from    filing.amount", "R881", "from what"),
        ("  first day       day after\n", "", "R881", "first day"),
        ("  if day off      next working day\n", "", "R881", "day off"),
        ("  if late         marked\n", "", "R881", "late"),
        ("  calendar        kz.calendar.kazakhstan\n", "", "R881", "calendar"),
        ("  within          5 working days\n", "  within 5 working days\n  last day 2025-03-01\n", "R881", "both"),
        ("counted from    conclusions", "counted from    objections", "R882", "circle"),
        ("not before      reports", "not before      report", "R882", "near"),
        ("last day        03-18[held year]", "last day        01-18[held year]", "R883", ""),
        ("last day        03-18[held year]", "last day        2031-03-18", "R884", ""),
        ("held year       2025", "held year       2023", "R880", "years"),
        ("handed_in, reports", "amount, reports", "R885", ""),
        ("handed_in, reports", "handed_in", "R885", "deadline"),
        ("handed_in, reports", "handed_in, conclusion", "R882", "near"),
        ("kazakhstan", "kazakstan", "N189", "near"),
    ],
)
def test_D6_choices_are_forced(tmp_path: Path, line: str, instead: str, code: str, variant: str) -> None:
    """What a deadline leaves open is an error that names the options; so is a term that cannot be."""
    assert line in SCHEDULE
    errors = checked(tmp_path, SCHEDULE.replace(line, instead), DATA).findings.errors
    assert (code, variant) in {(one.code, one.variant) for one in errors}


EXAMPLE = """
example "a report that came a day late"
  period          2024
  given
    filing.amount:     60
    filing.handed_in:  {}
  expect
    share:             {}
"""


def test_D6_examples_say_when_data_were_handed_in(tmp_path: Path) -> None:
    """An example gives the day like any datum; what is not considered is no value."""
    text = SCHEDULE.replace("if late         marked", "if late         not considered")
    for day, expected in (("2025-02-17", "0.6"), ("2025-02-18", "rejected")):
        compilation = checked(tmp_path, text + EXAMPLE.format(day, expected), DATA)
        assert compilation.program is not None
        assert [one.findings for one in run_examples(compilation.program)] == [()]


def test_D6_two_schedules_ask_which(tmp_path: Path) -> None:
    """A deadline of two schedules says which of them; `of` decides."""
    second = SCHEDULE + "\nschedule later\n  reported year  2025\n  held year  2026\n"
    errors = checked(tmp_path, second, DATA).findings.errors
    assert {(one.code, one.variant) for one in errors} == {("R880", "which")}
    named = second
    for name in ("reports", "conclusions", "objections", "answer"):
        named = named.replace(f"deadline {name} ", f"deadline {name} of yearly ")
    assert not checked(tmp_path, named, DATA).findings.errors


def test_D6_open_term_makes_a_draft(tmp_path: Path) -> None:
    """A starting point that an act does not name is a hole, which somebody settles."""
    text = SCHEDULE.replace("counted from    letters.told", 'counted from    undetermined "p. 60 names none"')
    assert {one.code for one in checked(tmp_path, text, DATA).findings.errors} == {"R851"}
    settled = text.replace("  final           yes", "  settled by      commission\n  final           yes")
    done = ran(tmp_path, settled, DATA)
    assert [hole.text for hole in done.program.holes] == ["p. 60 names none"]


def test_D6_schedule_survives_formatting_and_translation() -> None:
    """Formatting changes nothing; the way through Russian and Kazakh leads back to the same bytes."""
    text = HEAD + SCHEDULE
    once = format_file(parse(source_of("example.meth", text)).file, vocabulary())
    assert format_file(parse(source_of("example.meth", once)).file, vocabulary()) == once
    there = once
    for language in ("ru", "kk", "en"):
        source = source_of("example.meth", there)
        there = translated(source, source, language)
        if language == "ru":
            assert "15.02[год проведения]" in there
    assert there == once


def test_D6_command_lists_the_deadlines(tmp_path: Path) -> None:
    """In the order in which they end; a day that depends on data is given as its term."""
    checked(tmp_path, SCHEDULE, DATA)
    shown = CliRunner().invoke(cli, ["schedule", str(tmp_path / "example.meth")], obj=Session())
    lines = [line for line in shown.stdout.splitlines() if line[:1].isdigit()]
    assert [line.split("  ")[0] for line in lines] == [
        "2025-02-17",
        "2025-03-18",
        "2025-03-28 at the latest",
        "15 calendar days, counted from letters.told",
    ]
    document = CliRunner().invoke(cli, ["schedule", str(tmp_path / "example.meth"), "--format", "json"], obj=Session())
    found = json.loads(document.stdout)["deadlines"]
    assert [one["name"] for one in found] == ["reports", "conclusions", "objections", "answer"]
    assert found[0]["who"] == "bodies"
