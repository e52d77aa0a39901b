"""F9: a formula by cases, complete and exclusive, or in an order that is said; each condition stands in the trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, found, ran, survives_formatting

READINGS = """\
indicator openness "Openness: read as a share, or as a word"
  better          higher
  value           report.fact / 100
  points          first that holds
    when                                    | points
    body.kind = ministry and value >= 95 %  | 4
    body.kind = ministry and value >= 80 %  | 2
    body.kind = ministry                    | 0
    report.delays = 0                       | 4
    otherwise                               | 1
"""
EXCLUSIVE = """\
quantity pace "Pace"
  value
    when                                     | value
    report.plan = 0                          | 0
    report.plan > 0 and report.plan < 100    | report.fact / 2
    report.plan >= 100                       | report.fact
"""
CALL = """\
quantity either
  value           if(report.fact >= report.plan; 1; report.fact / report.plan)
  zero divisor    0
"""


def data(*rows: str) -> dict[str, str]:
    """A report of the rows ``body,year,plan,fact,delays``."""
    return {"report.csv": "\n".join(["body,year,plan,fact,delays", *rows, ""])}


@pytest.mark.parametrize(("fact", "points"), [("95", "4"), ("94.9", "2"), ("80", "2"), ("79.9", "0")])
def test_F9_one_table_two_readings(tmp_path: Path, fact: str, points: str) -> None:
    """A ministry goes by its share, an agency by whether there were delays."""
    rows = data(f"north,2024,1,{fact},3", "south,2024,1,99,0", "west,2024,1,99,1")
    result = ran(tmp_path, READINGS, rows)
    assert [result.shown("openness", body) for body in ("north", "south", "west")] == [
        f"{points} points",
        "4 points",
        "1 point",
    ]


def test_F9_cases_that_exclude_each_other(tmp_path: Path) -> None:
    """Without `first that holds` exactly one must hold, whatever the data: 0, 30 of 60 halves, 120."""
    result = ran(tmp_path, EXCLUSIVE, data("north,2024,0,50,0", "south,2024,60,30,0", "west,2024,100,120,0"))
    assert [result.shown("pace", body) for body in ("north", "south", "west")] == ["0", "15", "120"]


def test_F9_case_in_a_formula(tmp_path: Path) -> None:
    """`if` chooses between two; the branch that is not taken needs no value."""
    result = ran(tmp_path, CALL, data("north,2024,0,50,0", "south,2024,60,30,0", "west,2024,100,120,0"))
    assert [result.shown("either", body) for body in ("north", "south", "west")] == ["1", "0.5", "1"]


@pytest.mark.parametrize(
    ("row", "other"),
    [
        ("report.plan >= 100 ", "report.plan >= 101 "),
        ("report.plan >= 100 ", "report.plan >= 99 "),
        ("report.plan = 0  ", "report.fact = 0  "),
    ],
)
def test_F9_gaps_and_overlaps_are_refused(row: str, other: str) -> None:
    """A plan of 100 without a case, one of 99 with two, conditions that are not about one thing."""
    assert {code for code, _ in found(EXCLUSIVE.replace(row, other))} == {"B410"}


def test_F9_order_needs_an_end() -> None:
    """`first that holds` without `otherwise` must hold in every case; a case behind `otherwise` can never hold."""
    assert "B410" in codes(READINGS[: READINGS.index("    otherwise")])
    assert codes(READINGS + "    report.delays = 1                       | 2\n") == ["B413"]


def test_F9_trace_shows_every_condition(tmp_path: Path) -> None:
    """Each condition with its numbers up to the one that holds, and what that gives."""
    result = ran(tmp_path, READINGS, data("north,2024,1,90,3"))
    text = result.text("openness", "north")
    assert "body.kind = ministry and value >= 95 %: ministry = ministry and 0.9 >= 95 % is no" in text
    assert "body.kind = ministry and value >= 80 %: ministry = ministry and 0.9 >= 80 % is yes -> 2" in text
    Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("openness", "north"))))


def test_F9_unknown_condition_is_unknown(tmp_path: Path) -> None:
    """A condition on a value that is not there never falls through to `otherwise`."""
    head = HEAD.replace(
        "delays:       number, 0 decimals, 0 to 100", "delays:       number, 0 decimals, 0 to 100, may be absent"
    )
    text = READINGS + "  no data         not computed\n"
    text = READINGS.replace("  points ", "  no data         not computed\n  points ")
    result = ran(tmp_path, text, data("north,2024,1,99,0", "south,2024,1,99,"), head)
    assert result.shown("openness", "south") == "not computed"
    assert codes(READINGS, head) == ["S302"]


def test_F9_survives_formatting_and_translation_and_is_hashed() -> None:
    """Layout and language leave it; two cases that change places are another calculation."""
    for text in (READINGS, EXCLUSIVE, CALL):
        assert survives_formatting(text)
        for language in ("ru", "kk"):
            assert survives_translation(f"{HEAD}\n{text}", language)
    first, second = READINGS.splitlines(keepends=True)[5:7]
    turned = READINGS.replace(first + second, second + first)
    assert len({one.hashes.calc for text in (READINGS, turned) if (one := compiled(text).program) is not None}) == 2
