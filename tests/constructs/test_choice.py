"""Choices: what sources leave open is chosen, or the error lists the ways with their effects; targets."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import codes, compiled, found, ran, survives_formatting

CHOICE = """\
choice averaging "How the parts are joined"
  basis           methodology p. 5
  value           geometric
  options
    arithmetic:   "a low part is made up for by a high one"
    geometric:    "a low part pulls the whole down"

quantity joined
  value           by values of averaging
    value      | points
    arithmetic | (report.fact + report.plan) / 2
    geometric  | root((report.fact + 1) * report.plan)
"""
ASKED = """
quantity asked
  value           if(averaging = geometric; 1; 0)
"""
TARGET = """\
target planned of done "Planned execution"
  basis           methodology p. 63
  value
    2023:         50 %
    2024:         80 %

indicator done "Execution"
  better          higher
  value           report.fact / report.plan
  zero divisor    not applicable
  points          10 * limit(value / planned; from 0; to 1)
"""


def test_choice_decides_the_formula(tmp_path: Path) -> None:
    """The word chosen picks the row; formulas ask for it as for any word, and the trace shows it."""
    result = ran(tmp_path, CHOICE.replace("geometric\n", "arithmetic\n", 1) + ASKED)
    assert result.shown("joined", "south") == "80"
    assert result.shown("asked") == "0"
    assert ran(tmp_path, CHOICE + ASKED).shown("asked") == "1"
    assert "averaging" in ran(tmp_path, CHOICE).text("joined", "south")


def test_choice_not_made_lists_the_options_with_their_effects() -> None:
    """Without `value` the finding names every option and what it leads to."""
    text = CHOICE.replace("  value           geometric\n", "", 1)
    diagnostic = next(one for one in compiled(text).findings if one.code == "R853")
    assert "`arithmetic`: a low part is made up for by a high one" in diagnostic.help
    assert "`geometric`: a low part pulls the whole down" in diagnostic.help


def test_choice_left_open_is_a_draft(tmp_path: Path) -> None:
    """A choice may be undetermined, with who settles it: then what asks for it is not computed."""
    text = CHOICE.replace(
        "value           geometric\n", 'value           undetermined "which mean"\n  settled by      finance\n', 1
    )
    assert codes(text) == ["R850"]
    assert ran(tmp_path, text).shown("joined", "south") == "not computed"


def test_choice_by_period(tmp_path: Path) -> None:
    """Another word from a year on."""
    text = (
        CHOICE.replace(
            "  value           geometric\n", "  value\n    2020:         arithmetic\n    2024:         geometric\n", 1
        )
        + ASKED
    )
    result = ran(tmp_path, text)
    assert result.shown("asked") == "1"
    assert str(result.result.cell(None, "asked", 2023)) == "0"


def test_choice_words_are_closed() -> None:
    """A word that is no option, a table without one of the options, one option alone."""
    assert "N157" in codes(CHOICE.replace("geometric\n", "geometrical\n", 1))
    assert "N157" in codes(CHOICE + ASKED.replace("geometric", "harmonic"))
    assert "B411" in codes(CHOICE.replace("    geometric  | root((report.fact + 1) * report.plan)\n", ""))
    one = CHOICE.replace('    arithmetic:   "a low part is made up for by a high one"\n', "")
    assert "R853" in codes(one)


def test_choice_of_a_body_by_its_variant(tmp_path: Path) -> None:
    """A variant sets a choice for one body."""
    text = CHOICE + ASKED + "\nvariant of_north\n  body            north\n  settings\n    averaging:    arithmetic\n"
    result = ran(tmp_path, text)
    assert [result.shown("asked", body) for body in ("north", "south")] == ["0", "1"]
    assert "N157" in codes(text.replace("averaging:    arithmetic", "averaging:    arithmetik"))


def test_target_is_a_plan_in_the_unit_of_its_indicator(tmp_path: Path) -> None:
    """The plan of the year is used; another unit, or a plan for nothing, is refused."""
    result = ran(tmp_path, TARGET)
    assert [result.shown("done", body) for body in ("north", "south", "west")] == [
        "10 points",
        "7.5 points",
        "2.5 points",
    ]
    assert "R854" in codes(
        TARGET.replace("80 %", "80 KZT").replace("50 %", "50 KZT").replace("value / planned", "value")
    )
    assert "R854" in codes(TARGET.replace("planned of done", "planned of report"))


def test_choice_survives_formatting_and_is_hashed(tmp_path: Path) -> None:
    """Formatting changes nothing; another word chosen is another program, another effect in words is not."""
    assert survives_formatting(CHOICE + ASKED + TARGET)
    texts = [CHOICE, CHOICE.replace("geometric\n", "arithmetic\n", 1), CHOICE.replace("made up for", "balanced")]
    first, other, reworded = (compiled(text).program for text in texts)
    assert first is not None
    assert other is not None
    assert reworded is not None
    assert first.hashes.calc != other.hashes.calc
    assert first.hashes.program == reworded.hashes.program
    assert first.hashes.texts != reworded.hashes.texts
    Draft202012Validator(schema()).validate(json.loads(trace_json(ran(tmp_path, CHOICE).trace("joined", "south"))))


def test_choice_unused_is_told() -> None:
    """Nothing is found wrong with a choice that is used."""
    assert found(CHOICE) == []
