"""Holes: what a text leaves open is computed as a draft, said in every output, answered by no rule, never official."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tarazy.interpreter.results import csv_text
from tarazy.interpreter.results_html import results_html
from tarazy.interpreter.trace_html import trace_html
from tarazy.interpreter.trace_json import head_of, trace_json
from tarazy.workbench.cli import main
from tests.constructs.programs import FILES, HEAD, codes, compiled, found, ran, survives_formatting

OPEN = """\
indicator done "Done"
  better          higher
  value           report.fact / report.plan
  points          10 * value * undetermined "the coefficient"
  zero divisor    not applicable
  settled by      finance

indicator prompt "Prompt"
  better          lower
  value           report.delays
  points          10 - value

score total "Total"
  sum             prompt, done
  needs           50 %, otherwise 0 points
  not applicable members  maximum lowered
"""
WORDS = 'done: undetermined "the coefficient"; settled by finance'


def test_draft_is_a_warning_and_no_error() -> None:
    """A hole whose settler is named leaves a program that runs."""
    assert codes(OPEN) == ["R850"]
    assert compiled(OPEN).program is not None


def test_draft_nobody_settles_is_refused() -> None:
    """Without `settled by` a hole is an error, and so is one that does not say what is open."""
    assert "R851" in codes(OPEN.replace("  settled by      finance\n", ""))
    assert "R851" in codes(OPEN.replace('"the coefficient"', '""'))


def test_draft_no_rule_answers_a_hole(tmp_path: Path) -> None:
    """Neither `needs … otherwise` nor leaving a member out turns what is open into a number."""
    result = ran(tmp_path, OPEN)
    assert result.shown("total", "north") == "not computed"
    assert [one.code for one in result.trace("total", "north").root.value.reading.causes] == [
        'undetermined "the coefficient"'
    ]
    assert result.shown("prompt", "south") == "7 points"


def test_draft_open_end_of_a_table(tmp_path: Path) -> None:
    """An end that is open leaves the whole table open, for every body."""
    text = """\
indicator done
  better          higher
  value           report.fact
  points          by bands of value
    from | below                     | points
         | undetermined "low enough" | 0
    90   |                           | 10
  settled by      finance
"""
    result = ran(tmp_path, text)
    assert {result.shown("done", body) for body in ("north", "south", "west")} == {"not computed"}


def test_draft_open_ground_is_a_hole() -> None:
    """A basis that no act gives makes a draft as well, though every value is computed."""
    text = 'quantity half\n  basis           undetermined "which order"\n  value           0.5\n  settled by finance\n'
    assert found(text)[0] == ("R850", "`half` leaves open: which order")


def test_draft_says_so_everywhere(tmp_path: Path) -> None:
    """Traces in each form, the table and what notebooks show say DRAFT and what is open."""
    result = ran(tmp_path, OPEN)
    trace = result.trace("prompt", "north")
    assert result.text("prompt", "north").startswith(f"DRAFT: {WORDS}\n")
    assert (head_of(trace_json(trace)) or {})["draft"] == [WORDS]
    assert "DRAFT" in trace_html(trace)
    assert "DRAFT" in results_html(result.program, result.result.scores)
    assert all(
        line.endswith((",draft", ",DRAFT")) for line in csv_text(result.result.scores, is_draft=True).splitlines()
    )
    assert result.result.provenance.facts()["draft"] == (WORDS,)
    assert f"DRAFT    {WORDS}" in result.compilation.show("program")


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--official",), 1)])
def test_draft_official_run_is_refused(
    tmp_path: Path, options: tuple[str, ...], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """`run` computes a draft and says so; `run --official` gives nothing but the reason."""
    (tmp_path / "example.meth").write_text(f"{HEAD}\n{OPEN}", encoding="utf-8")
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    ended = main(["run", str(tmp_path), "--format", "json", *options])
    document = json.loads(capsys.readouterr().out)
    assert ended == code
    assert ("draft" in document) is (code == 0)
    assert ("R852" in {one["code"] for one in document["findings"]}) is (code == 1)


def test_draft_survives_formatting_and_is_hashed() -> None:
    """Formatting keeps a hole; what it says is part of what is hashed."""
    assert survives_formatting(OPEN)
    other = OPEN.replace("the coefficient", "another coefficient")
    programs = [compiled(text).program for text in (OPEN, other)]
    assert len({program.hashes.calc for program in programs if program is not None}) == 2
