"""P1: a trace from the score down to cells and paragraphs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tarazy.interpreter.replay import replay_with
from tarazy.interpreter.trace_json import trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, ran

TEXT = """\
act decree "Decree on evaluation"

act order "Methodology"

indicator done "Execution of the plan"
  basis           order p. 21
  better          higher
  value           F / P
  where
    F:            report.fact  "what was done"
    P:            report.plan  "what was planned"
  zero divisor    not applicable, basis order p. 22
  not more than   1
  points          20 * value
  round           half up, 1 decimal

block work "Work"
  basis           decree p. 27
  sum                     done
  not applicable members  0 points, basis decree p. 28
"""
CITING = HEAD.replace("  version         1\n", "  version         1\n  basis           decree p. 1\n")
FILES = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,120,0\nsouth,2024,90,60,3\nwest,2024,0,10,7\n"}


def test_P1_value_formula_numbers_sources_and_paragraphs(tmp_path: Path) -> None:
    """Value; formula as written and with the numbers put in; each operand with its cell; the paragraph of each."""
    text = ran(tmp_path, TEXT, FILES, CITING).text("work", "south")
    for line in (
        "Work (work) of south, 2024: 13.3 points",
        "F / P",
        "60 / 90 = 0.666666666666…",
        'F "what was done" = 60',
        "report.csv, row 3, column fact, sha256 ",
        "rounded half up to 1 decimal: 13.3333333333… points -> 13.3 points",
        "  decree p. 27; example.meth:",
        'done "Execution of the plan" = 13.3 points   (order p. 21)',
        "decree: Decree on evaluation",
    ):
        assert line in text


def test_P1_clipping_is_shown(tmp_path: Path) -> None:
    """120 of 100 is capped at 1, and the trace has the number before it."""
    assert "not more than 1: 1.2 -> 1" in ran(tmp_path, TEXT, FILES, CITING).text("done", "north")


def test_P1_exclusion_is_shown_with_its_rule_and_ground(tmp_path: Path) -> None:
    """A plan of 0: what the indicator says, what the block says, and by which paragraphs."""
    text = ran(tmp_path, TEXT, FILES, CITING).text("work", "west")
    assert "put in: done, not applicable -> 0 points" in text
    assert "rule: not applicable members: 0 points" in text
    assert "decree p. 28" in text
    assert "rule: zero divisor: not applicable" in text


def test_P1_json_has_the_same_and_replays(tmp_path: Path) -> None:
    """The record of a trace names program, data, body and period, and the same bytes come out again."""
    done = ran(tmp_path, TEXT, FILES, CITING)
    stored = trace_json(done.trace("work", "south"))
    record = json.loads(stored)
    head = record["head"]
    assert record["form"] == "tarazy.trace/1"
    assert (head["name"], head["body"], head["period"]) == ("work", "south", "2024")
    assert len(head["program_hash"]) == len(head["snapshot_hash"]) == 64
    assert replay_with(stored, done.result) == stored


def test_P1_a_paragraph_of_an_act_that_there_is_not_is_refused() -> None:
    """A trace cannot cite what is not declared."""
    assert "N183" in codes(TEXT.replace("order p. 21", "statute p. 21"), CITING)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_P1_is_the_same_in_other_languages(language: str) -> None:
    """Citations too are said in each language."""
    assert survives_translation(f"{CITING}\n{TEXT}", language)
