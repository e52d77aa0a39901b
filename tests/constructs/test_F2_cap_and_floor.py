"""F2: a cap and a floor are lines of their own, so that the trace shows what was cut."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

HEADED = HEAD.replace("plan:         number, 1 decimal, 0 to 1000", "plan:         number, 1 decimal, above 0 to 1000")
TEXT = """\
indicator done "Execution"
  better          higher
  value           report.fact / report.plan
  not more than   1
  points          12 * value - 2
  not less than   0 points
  not more than   9 points
"""


def data(fact: int) -> dict[str, str]:
    """A report in which north has a fact against a plan of 100."""
    return {"report.csv": f"body,year,plan,fact,delays\nnorth,2024,100,{fact},0\n"}


@pytest.mark.parametrize(("fact", "points"), [(0, "0"), (10, "0"), (50, "4"), (60, "5.2"), (95, "9"), (200, "9")])
def test_F2_held_between(tmp_path: Path, fact: int, points: str) -> None:
    """12 x − 2 is cut to 0 from below and to 9 from above; the share before it to 1."""
    assert ran(tmp_path, TEXT, data(fact), HEADED).shown("done", "north") == f"{points} points"


def test_F2_what_was_measured_is_cut_before_the_points(tmp_path: Path) -> None:
    """A cap under `value` acts on the value, one under `points` on the points, in the order written."""
    text = TEXT + "\nquantity seen\n  value           done.value\n"
    assert ran(tmp_path, text, data(200), HEADED).shown("seen", "north") == "1"
    free = text.replace("  not more than   1\n", "")
    assert ran(tmp_path, free, data(200), HEADED).shown("seen", "north") == "2"


def test_F2_trace_shows_the_clipping(tmp_path: Path) -> None:
    """Each step with the number before and after it; one that changed nothing says so."""
    result = ran(tmp_path, TEXT, data(200), HEADED)
    text = result.text("done", "north")
    assert "not more than 1: 2 -> 1" in text
    assert "not less than 0 points: unchanged" in text
    assert "not more than 9 points: 10 points -> 9 points" in text
    Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("done", "north"))))


@pytest.mark.parametrize(
    ("line", "other", "code"),
    [
        ("not more than   9 points", "not more than   -1 points", "S306"),
        ("not more than   1\n", "not more than   1 day\n", "T203"),
        ("  not more than   9 points\n", "", ""),
    ],
)
def test_F2_ends_that_cannot_be_meant(line: str, other: str, code: str) -> None:
    """A floor above its cap, a cap in another unit. What is bounded needs no cap."""
    assert codes(TEXT.replace(line, other), HEADED) == ([code] if code else [])


def test_F2_points_without_an_end_are_reported() -> None:
    """Where over-achievement may give any number of points, the checker says so; a cap answers it."""
    free = HEADED.replace("0 to 1000\n    delays", "0 and above\n    delays")
    text = TEXT.replace("  not more than   1\n", "").replace("  not more than   9 points\n", "")
    total = "\nscore total\n  sum             done\n"
    assert "B420" in [one.code for one in compiled(text + total, free).findings]
    assert "B420" not in [one.code for one in compiled(TEXT + total, free).findings]


def test_F2_survives_formatting_and_translation_and_is_hashed() -> None:
    """Layout and language leave it; another cap, or caps in another order, is another calculation."""
    assert survives_formatting(TEXT, HEADED)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEADED}\n{TEXT}", language)
    texts = (TEXT, TEXT.replace("9 points", "8 points"))
    assert len({one.hashes.calc for text in texts if (one := compiled(text, HEADED).program) is not None}) == 2
