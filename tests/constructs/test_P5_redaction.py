"""P5: values used and not shown: marks reach what uses them, releases lower them, published traces hide."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tarazy.interpreter.redaction import published
from tarazy.interpreter.trace_html import trace_html
from tarazy.interpreter.trace_json import schema, trace_json
from tarazy.interpreter.trace_text import trace_text
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

SECRET = (
    HEAD
    + """
classification marks "Marks of secrecy"
  ordered         open, service, secret

source rolls "Rolls"
  classified      secret
  file            "rolls.csv"
  key             body, year
  columns
    size:         number, 0 decimals, 1 to 1000
"""
)
TEXT = """\
quantity per_head "Fact per head"
  value           report.fact / rolls.size

indicator done "Execution"
  better          higher
  value           report.fact
  points          value / 10

score total "Total"
  value           done + per_head * 1 point
  round           half up, 0 decimals

release shown of total
  basis           methodology p. 52
  keeps           open
"""
ROLLS = {"rolls.csv": "body,year,size\nnorth,2024,777\nsouth,2024,10\nwest,2024,10\n"}


def test_P5_marks_reach_whatever_uses_the_data() -> None:
    """The highest mark of the operands; a release lowers that of one declaration only."""
    program = compiled(TEXT, SECRET).program
    assert program is not None
    assert {code: program.secrecy.of(code) for code in ("per_head", "done", "total")} == {
        "per_head": 2,
        "done": 0,
        "total": 0,
    }
    assert program.secrecy.reached["total"] == 2
    unreleased = compiled(TEXT[: TEXT.index("release")], SECRET).program
    assert unreleased is not None
    assert unreleased.secrecy.of("total") == 2


def test_P5_published_trace_gives_nothing_away(tmp_path: Path) -> None:
    """Neither the datum, nor its cell, nor numbers from which it could be computed are in any form of the trace."""
    result = ran(tmp_path, TEXT, ROLLS, SECRET)
    whole = result.trace("total", "north")
    assert "777" in trace_text(whole)
    shown = published(whole, result.program.secrecy)
    for text in (trace_text(shown), trace_html(shown), trace_json(shown).decode()):
        assert "777" not in text
        assert "rolls.csv" not in text
        assert result.shown("per_head", "north") not in text
    assert "not published (secret)" in trace_text(shown)
    assert result.shown("total", "north") in trace_text(shown)
    assert "methodology p. 52" not in trace_text(whole)


def test_P5_published_trace_has_the_published_form(tmp_path: Path) -> None:
    """What is left is a trace of the same form."""
    result = ran(tmp_path, TEXT, ROLLS, SECRET)
    stored = json.loads(trace_json(published(result.trace("total", "north"), result.program.secrecy)))
    Draft202012Validator(schema()).validate(stored)


def test_P5_open_values_stay_whole(tmp_path: Path) -> None:
    """A trace of open data is the same with and without redaction."""
    result = ran(tmp_path, TEXT, ROLLS, SECRET)
    trace = result.trace("done", "north")
    assert published(trace, result.program.secrecy) == trace


def test_P5_mistakes() -> None:
    """A mark that nobody ordered, a release without a ground, a release of nothing."""
    assert "R860" in codes(TEXT, SECRET.replace("classified      secret", "classified      hidden"))
    assert "R861" in codes(TEXT.replace("  basis           methodology p. 52\n", ""), SECRET)
    assert "R861" in codes(TEXT.replace("shown of total", "shown of totl"), SECRET)


def test_P5_marks_are_part_of_what_is_agreed() -> None:
    """A mark changes no value: another `program`, the same `calc`."""
    assert survives_formatting(TEXT, SECRET)
    one, other = (
        compiled(TEXT, head).program
        for head in (SECRET, SECRET.replace("classified      secret", "classified      service"))
    )
    assert one is not None
    assert other is not None
    assert (one.hashes.calc == other.hashes.calc, one.hashes.program == other.hashes.program) == (True, False)
