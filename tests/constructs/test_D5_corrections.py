"""D5: several values for one datum, the old ones kept; P2: stages of a result and what each changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.stages import at_stage, differences, stages
from tarazy.interpreter.trace_json import schema, trace_json
from tarazy.workbench.cli import main
from tests.constructs.programs import FILES, HEAD, codes, compiled, ran, survives_formatting

LAYERS = """\
source recheck "Results of the re-check"
  corrects        report
  stage           "after re-check"
  file            "recheck.csv"
  key             body, year
  columns
    fact:         number, 1 decimal, 0 to 1000, may be absent
    ground:       text, may be absent

source appeal "Decisions on appeals"
  corrects        recheck
  stage           "after appeal"
  file            "appeal.csv"
  key             body, year
  columns
    fact:         number, 1 decimal, 0 to 1000, may be absent

indicator done "Execution"
  better          higher
  value           report.fact
  points          value / 10

score total "Total"
  sum             done
"""
DATA = {
    "recheck.csv": "body,year,fact,ground\nnorth,2024,90,counted twice\nsouth,2024,,\nwest,2024,8,act 5\n",
    "appeal.csv": "body,year,fact\nwest,2024,9\n",
}


def test_D5_last_correction_holds(tmp_path: Path) -> None:
    """The appeal goes before the re-check, the re-check before the report; an empty cell corrects nothing."""
    result = ran(tmp_path, LAYERS, DATA)
    assert [result.shown("done", body) for body in ("north", "south", "west")] == ["9 points", "6 points", "0.9 points"]


def test_D5_old_values_are_kept_and_shown(tmp_path: Path) -> None:
    """The trace has each value with its cell, the stage and the ground."""
    text = ran(tmp_path, LAYERS, DATA).text("total", "west")
    assert "rule: after appeal, in place of 8 (after re-check)" in text
    for cell in ("appeal.csv, row 2, column fact", "recheck.csv, row 4, column fact", "report.csv, row 4, column fact"):
        assert cell in text
    north = ran(tmp_path, LAYERS, DATA).text("total", "north")
    assert "counted twice" in north
    assert "in place of 100 (as reported)" in north
    assert "corrected" not in ran(tmp_path, LAYERS, DATA).text("total", "south")


def test_D5_trace_has_the_published_form(tmp_path: Path) -> None:
    """The trace as JSON is what its schema says."""
    stored = json.loads(trace_json(ran(tmp_path, LAYERS, DATA).trace("total", "west")))
    Draft202012Validator(schema()).validate(stored)


def test_P2_stages_and_differences(tmp_path: Path) -> None:
    """Results at each stage, and what each stage changed, with old and new."""
    result = ran(tmp_path, LAYERS, DATA)
    assert stages(result.program) == ("as reported", "after re-check", "after appeal")
    found = [
        (one.stage, one.text())
        for one in differences(result.program, result.result.snapshot)
        if one.row.name == "total"
    ]
    assert found == [
        ("after re-check", "total of north, 2024: 10 points -> 9 points"),
        ("after re-check", "total of west, 2024: 1 points -> 0.8 points"),
        ("after appeal", "total of west, 2024: 0.8 points -> 0.9 points"),
    ]


def test_P2_the_last_stage_is_the_result(tmp_path: Path) -> None:
    """A run is at the last stage; data at a former stage have another hash."""
    result = ran(tmp_path, LAYERS, DATA)
    snapshot = result.result.snapshot
    assert at_stage(result.program, snapshot, "after appeal") is snapshot
    assert at_stage(result.program, snapshot, "as reported").hash != snapshot.hash


def test_P2_command_shows_what_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`tarazy stages` as text and as JSON."""
    (tmp_path / "example.meth").write_text(f"{HEAD}\n{LAYERS}", encoding="utf-8")
    for name, content in {**FILES, **DATA}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert main(["stages", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    assert "stages: as reported, after re-check, after appeal" in shown
    assert "after appeal: 2 results changed" in shown
    assert main(["stages", str(tmp_path), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {one["stage"] for one in document["differences"]} == {"after re-check", "after appeal"}


def test_D5_mistakes() -> None:
    """Two corrections of one source, another unit, no shared column, a value in every row, a stage of nothing."""
    assert codes(LAYERS.replace("corrects        recheck", "corrects        report")).count("S330") >= 1
    assert "S330" in codes(
        LAYERS.replace(
            "fact:         number, 1 decimal, 0 to 1000, may be absent\n    ground",
            "fact:         money KZT, 1 decimal, 0 to 1000, may be absent\n    ground",
        )
    )
    assert "S330" in codes(LAYERS.replace("0 to 1000, may be absent\n    ground", "0 to 1000\n    ground"))
    assert "S330" in codes(
        LAYERS.replace("    fact:         number, 1 decimal, 0 to 1000, may be absent\n    ground", "    ground")
    )
    assert "S330" in codes(LAYERS.replace("  corrects        report\n", ""))
    assert "S330" in codes(LAYERS.replace("corrects        report", "corrects        reprot"))
    assert "S330" in codes(LAYERS.replace("corrects        report", "corrects        appeal"))


def test_D5_order_of_declarations_does_not_matter(tmp_path: Path) -> None:
    """The chain says what comes last, not the place in the text."""
    first, second, rest = LAYERS.split("\n\n", 2)
    turned = f"{second}\n\n{first}\n\n{rest}"
    one, other = compiled(LAYERS).program, compiled(turned).program
    assert one is not None
    assert other is not None
    assert one.hashes == other.hashes
    assert ran(tmp_path, turned, DATA).shown("done", "west") == "0.9 points"


def test_D5_survives_formatting_and_is_hashed() -> None:
    """Formatting changes nothing; a chain turned round is another program."""
    assert survives_formatting(LAYERS)
    turned = LAYERS.replace("corrects        report", "corrects        appeal").replace(
        "corrects        recheck", "corrects        report"
    )
    one, other = compiled(LAYERS).program, compiled(turned).program
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc
