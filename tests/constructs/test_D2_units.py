"""D2: each input has a unit and a scale; percent, shares, thousands and points are never mixed silently."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

HEADED = HEAD.replace(
    "    delays:       number, 0 decimals, 0 to 100\n",
    "    delays:       number, 0 decimals, 0 to 100\n"
    "    spent:        thousand KZT, 1 decimal, 0 to 100_000\n"
    "    staff:        persons, 0 decimals, above 0 to 100\n"
    "    opinion:      points, 2 decimals, 1 to 5\n"
    "    coverage:     %, 1 decimal, 0 to 100\n"
    "    former:       %, 1 decimal, 0 to 100\n",
)
FILES = {
    "report.csv": "body,year,plan,fact,delays,spent,staff,opinion,coverage,former\n"
    "north,2024,100,100,0,28724,4,4.88,90.5,80\nsouth,2024,100,60,3,0.5,5,3.5,100,100\nwest,2024,50,10,7,0,1,1,0,10\n"
}
TEXT = """\
quantity cost "Spent a person"
  value           report.spent / report.staff

quantity with_more "Spent, and two million more"
  value           report.spent + 2 million KZT

quantity uncovered "What is not covered"
  value           100 % - report.coverage

quantity gained "Change on the former year"
  value           report.coverage - report.former

indicator satisfied "Satisfaction on the scale of five"
  better          higher
  value           report.opinion
  points          100 * progress(value; from 1 point; to 5 points)
"""


def test_D2_cells_are_read_in_their_unit(tmp_path: Path) -> None:
    """28,724 thousand is 28 724 000 tenge, a quarter of it 7 181 000; 90.5 is 90.5 % and leaves 9.5 %."""
    result = ran(tmp_path, TEXT, FILES, HEADED)
    assert result.shown("cost", "north") == "7181000 KZT per person"
    assert result.shown("with_more", "north") == "30724000 KZT"
    assert [result.shown("uncovered", body) for body in ("north", "south", "west")] == ["9.5 %", "0 %", "100 %"]
    assert result.shown("gained", "north") == "10.5 percentage points"
    assert [result.shown("satisfied", body) for body in ("north", "west")] == ["97 points", "0 points"]


@pytest.mark.parametrize(
    ("formula", "code"),
    [
        ("report.spent + report.staff", "T203"),
        ("report.spent + 5", "T203"),
        ("report.opinion + report.fact", "T203"),
        ("report.coverage - report.former + 5", "T203"),
        ("report.coverage + 5", "T221"),
        ("100 - report.coverage", "T221"),
        ("if(report.coverage > 80; 1; 0)", "T221"),
        ("if(report.fact / (report.plan + 1) > 95; 1; 0)", "T222"),
        ("if(report.spent > 100; 1; 0)", "T203"),
        ("report.opinion + report.spent", "T203"),
    ],
)
def test_D2_mixing_is_refused(formula: str, code: str) -> None:
    """Money and persons, money and a bare number, points and a number, percentage points and a number, 80 and 80 %."""
    assert code in codes(f"quantity mixed\n  value           {formula}\n", HEADED)


def test_D2_a_declared_unit_is_held(tmp_path: Path) -> None:
    """An indicator says its unit, and a formula that gives another one is refused."""
    unit = TEXT.replace("quantity cost", "indicator cost").replace(
        "  value           report.spent / report.staff\n",
        "  better          lower\n  unit            {}\n  value           report.spent / report.staff\n",
    )
    assert ran(tmp_path, unit.format("KZT per person"), FILES, HEADED).shown("cost", "south") == "100 KZT per person"
    assert codes(unit.format("KZT"), HEADED)


def test_D2_trace_shows_the_units(tmp_path: Path) -> None:
    """Each number stands with its unit, in the formula and at the cell."""
    result = ran(tmp_path, TEXT, FILES, HEADED)
    text = result.text("cost", "north")
    assert "= 28724000 KZT / 4 persons = 7181000 KZT per person" in text
    assert "report.csv, row 2, column spent" in text
    stored = json.loads(trace_json(result.trace("cost", "north")))
    Draft202012Validator(schema()).validate(stored)


def test_D2_survives_formatting_and_translation_and_is_hashed() -> None:
    """Layout and language leave units; another unit of a column is another calculation."""
    assert survives_formatting(TEXT, HEADED)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEADED}\n{TEXT}", language)
    one, other = (compiled(TEXT, head).program for head in (HEADED, HEADED.replace("thousand KZT", "million KZT")))
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc
