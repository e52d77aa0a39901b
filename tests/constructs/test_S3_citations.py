"""S3: every element cites its paragraph, and the trace says of the act whose it is, its number, day and edition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

HEADED = HEAD.replace("  version         1\n", "  version         1\n  basis           decree p. 18\n").replace(
    'source report "Report"\n', 'source report "Report"\n  basis           decree p. 7(1)\n'
)
TEXT = """\
act decree "Decree on the evaluation"
  issuer          "President"
  number          954
  date            2010-03-19
  edition         136
  address         "https://adilet.zan.kz/rus/docs/U100000954_"

act order "Order on indicators"

parameter most "Most points"
  basis           order annex 1 row 4
  value           10

indicator execution "Execution"
  basis           decree p. 20(3), order annex 2
  better          higher
  value           if(report.plan > 60; report.fact; report.nothing)
  points          most * value / 100
  no data         0 points, basis order p. 9(2)

block goals "Goals"
  basis           decree p. 27, methodology step 3
  sum             execution
"""
MAYBE = HEADED.replace(
    "    delays:       number, 0 decimals, 0 to 100\n",
    "    delays:       number, 0 decimals, 0 to 100\n    nothing:      number, 0 decimals, 0 to 100, may be absent\n",
)
FILES = {
    "report.csv": "body,year,plan,fact,delays,nothing\n"
    "north,2024,100,100,0,\nsouth,2024,100,60,3,\nwest,2024,50,10,7,\n"
}


def test_S3_trace_cites_the_paragraph_of_every_element(tmp_path: Path) -> None:
    """The block, its indicator, the source, the parameter and the rule that fired: each with its own place."""
    result = ran(tmp_path, TEXT, FILES, MAYBE)
    assert [result.shown("goals", body) for body in ("south", "west")] == ["6 points", "0 points"]
    text = result.text("goals", "south")
    for cited in ("decree p. 27, methodology step 3", "decree p. 20(3), order annex 2", "decree p. 7(1)"):
        assert cited in text
    assert "most" in text
    assert "order annex 1 row 4" in text
    assert "order p. 9(2)" in result.text("goals", "west")


def test_S3_trace_says_which_act_is_meant(tmp_path: Path) -> None:
    """At the foot: who issued it, when, its number and edition; of an act of which nothing more is said, its title."""
    result = ran(tmp_path, TEXT, FILES, MAYBE)
    lines = result.text("goals", "south").splitlines()
    assert "decree: Decree on the evaluation, President, 2010-03-19, No. 954, edition 136" in lines
    assert "order: Order on indicators" in lines
    stored = json.loads(trace_json(result.trace("goals", "south")))
    Draft202012Validator(schema()).validate(stored)
    assert stored["head"]["acts"] == {"decree": "Decree on the evaluation", "order": "Order on indicators"}
    assert stored["head"]["act_details"]["decree"]["edition"] == "136"
    assert stored["head"]["act_details"]["decree"]["address"].startswith("https://")


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("decree p. 27", "decre p. 27", "N183"),
        ("decree p. 27", "decree p.", "P126"),
        ("2010-03-19", "2010-02-30", "L011"),
    ],
)
def test_S3_wrong_citations_are_refused(right: str, wrong: str, code: str) -> None:
    """An act that is not declared, a paragraph without its number, a day that there is not."""
    assert code in codes(TEXT.replace(right, wrong), MAYBE)


def test_S3_renumbered_paragraph_is_another_text_and_the_same_calculation() -> None:
    """One block was p. 25, then 26, then 27: another `program`, since that is what is signed, and the same `calc`."""
    one, other = (compiled(text, MAYBE).program for text in (TEXT, TEXT.replace("decree p. 27", "decree p. 26")))
    assert one is not None
    assert other is not None
    assert (one.hashes.calc == other.hashes.calc, one.hashes.program == other.hashes.program) == (True, False)
    further = compiled(TEXT.replace("edition         136", "edition         137"), MAYBE).program
    assert further is not None
    assert (one.hashes.calc == further.hashes.calc, one.hashes.program == further.hashes.program) == (True, False)


def test_S3_survives_formatting_and_translation() -> None:
    """Layout and language leave what is cited."""
    assert survives_formatting(TEXT, MAYBE)
    for language in ("ru", "kk"):
        assert survives_translation(f"{MAYBE}\n{TEXT}", language)
