"""The schedule of the evaluation and the days that the decree itself sets: paragraphs 10, 11, 57, 60, 62 and 70."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tarazy.dsl.pipeline import compile_files
from tarazy.workbench.cli import main

SUBMISSIONS = ["reports_due", "conclusions_to_bodies", "conclusions_to_planning", "all_conclusions", "to_president"]
"""Those of p. 10, in the order of its sub-paragraphs."""


@pytest.fixture
def schedule(decree: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What `tarazy schedule` says, as data."""
    assert main(["schedule", str(decree / "schedule.meth"), "--format", "json", "--lang", "en"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert isinstance(document, dict)
    return document


@pytest.fixture
def deadlines(schedule: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The deadlines by code."""
    return {one["name"]: one for one in schedule["deadlines"]}


def basis_of(decree: Path, code: str) -> str:
    """What the declaration with that code rests on, as written."""
    text = (decree / "schedule.meth").read_text("utf-8")
    declaration = next(one for one in text.split("\n\n") if f"код             {code}\n" in one)
    return next(line for line in declaration.splitlines() if line.startswith("  основание")).split(maxsplit=1)[1]


def test_p10_five_submissions(decree: Path, deadlines: dict[str, dict[str, Any]]) -> None:
    """One deadline for each sub-paragraph, with who, what, to whom and a day, one after another."""
    for number, code in enumerate(SUBMISSIONS, start=1):
        assert f"указ п. 10({number})" in basis_of(decree, code)
        one = deadlines[code]
        assert all(one[key] for key in ("who", "what", "to_whom", "last_day"))
    days = [date.fromisoformat(deadlines[code]["last_day"]) for code in SUBMISSIONS]
    assert days == sorted(days)
    assert {day.year for day in days} == {2021}
    for code, former in zip(SUBMISSIONS[1:], ("reports_due", "objections", *SUBMISSIONS[2:-1]), strict=True):
        assert former in deadlines[code]["not_before"]


def test_p10_days_are_no_law(decree: Path) -> None:
    """The act names the submissions and no day: their days are illustrative, those of p. 11 and 70 are not."""
    text = (decree / "schedule.meth").read_text("utf-8")
    assert "Дни и месяцы сроков п. 10 ниже условные" in text
    program = compile_files([decree / "schedule.meth"]).program
    assert program is not None
    assert [one.code for one in program.illustrations] == SUBMISSIONS


def test_p11_schedule_is_approved_by_15_december(schedule: dict[str, Any], decree: Path) -> None:
    """Of the year before the evaluation is held; drafted by the planning body, approved by the Administration."""
    (one,) = schedule["schedules"]
    assert (one["reported_year"], one["held_year"], one["last_day"]) == (2020, 2021, "2020-12-15")
    text = (decree / "schedule.meth").read_text("utf-8")
    assert "составляет      планирование" in text
    assert "утверждают      administration" in text


def test_p11_the_title_says_when(decree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`tarazy schedule` shows the day above the deadlines."""
    assert main(["schedule", str(decree / "schedule.meth"), "--lang", "ru"]) == 0
    assert "утвердить не позднее 15.12.2020" in capsys.readouterr().out


def test_p57_five_working_days_pass_nauryz(deadlines: dict[str, dict[str, Any]]) -> None:
    """From 18 March 2021: 19, 25, 26, 29 and 30 March; 20-24 are days off."""
    assert deadlines["conclusions_to_bodies"]["last_day"] == "2021-03-18"
    assert deadlines["objections"]["last_day"] == "2021-03-30"
    assert deadlines["objections"]["counted_from"] == "conclusions_to_bodies"


def test_p60_starting_point_is_left_open(decree: Path, deadlines: dict[str, dict[str, Any]]) -> None:
    """Fifteen calendar days from nobody knows what: undetermined, with who settles it, and no day is made up."""
    assert deadlines["answer_to_objections"]["last_day"] is None
    assert deadlines["answer_to_objections"]["final"] is True
    compilation = compile_files([decree / "schedule.meth"])
    open_ones = [one.message for one in compilation.findings if one.code == "R850"]
    assert any("п. 60 не называет начала срока" in one for one in open_ones)


def test_p62_five_days_are_for_the_complaint(deadlines: dict[str, dict[str, Any]]) -> None:
    """The term is of lodging the complaint; that of the re-check is not given."""
    assert deadlines["complaint"]["term"].startswith("5 working days")
    assert deadlines["complaint"]["counted_from"] == "answer_to_objections"
    assert deadlines["re_check_on_complaint"]["last_day"] is None


def test_p70_results_before_1_september(decree: Path, deadlines: dict[str, dict[str, Any]]) -> None:
    """«До 1 сентября» is 31 August, a Tuesday in 2021, by the head of the Administration to the President."""
    one = deadlines["results_to_president"]
    assert one["last_day"] == "2021-08-31"
    assert one["who"] == "Руководитель Администрации Президента"
    assert basis_of(decree, "results_to_president") == "указ п. 70"
    assert "по мере необходимости" in (decree / "schedule.meth").read_text("utf-8")
