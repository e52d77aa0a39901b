"""F7: a band table that depends on a second key; G5: different bands for central and local bodies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import codes, compiled, found, ran, survives_formatting

TABLE = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          by bands of value
    body.kind | from | below | points
    ministry  |      | 90    | 0
              | 90   |       | 10
    agency    |      | 50    | 0
              | 50   | 80    | 5
              | 80   |       | 10
"""
GRADE = """
score total "Total"
  sum             done

grade effectiveness of total
  body.kind | from | below | grade  | label
  ministry  |      | 10    | low    | "Low"
            | 10   |       | high   | "High"
  agency    |      | 5     | low    | "Low"
            | 5    | 10    | medium | "Medium"
            | 10   |       | high   | "High"
"""


@pytest.mark.parametrize(("fact", "points"), [(49, 0), (50, 5), (79, 5), (80, 10), (90, 10)])
def test_F7_each_key_has_its_bands(tmp_path: Path, fact: int, points: int) -> None:
    """An agency's rows decide about agencies, a ministry's about ministries."""
    files = {"report.csv": f"body,year,plan,fact,delays\nnorth,2024,1,{fact},0\nsouth,2024,1,{fact},0\n"}
    result = ran(tmp_path, TABLE, files)
    assert result.shown("done", "south").split()[0] == str(points)
    assert result.shown("done", "north").split()[0] == ("10" if fact >= 90 else "0")


def test_F7_trace_shows_whose_rows(tmp_path: Path) -> None:
    """The trace says by what key the rows were chosen, and which row of them holds."""
    text = ran(tmp_path, TABLE).text("done", "south")
    assert "by values of body.kind" in text
    assert "agency -> by bands of value" in text
    assert "from 50 below 80 -> 5" in text
    stored = json.loads(trace_json(ran(tmp_path, TABLE).trace("done", "south")))
    Draft202012Validator(schema()).validate(stored)


def test_G5_grades_by_kind_of_body(tmp_path: Path) -> None:
    """The same total is another grade where the act has other bands for the body."""
    result = ran(tmp_path, TABLE + GRADE)
    assert [result.shown("effectiveness", body) for body in ("north", "south", "west")] == ["high", "medium", "low"]
    typed = compiled(TABLE + GRADE).typed
    assert typed is not None
    assert set(typed.declared["effectiveness"].result.type.words) == {"low", "high", "medium"}  # type: ignore[union-attr]  # a category


def test_F7_every_key_is_covered_without_gaps() -> None:
    """A gap in the rows of one key, a key without rows, a word that no key can be, a first row that is nobody's."""
    assert codes(TABLE.replace("| 50   | 80    | 5", "| 50   | 70    | 5")) == ["B401"]
    without = TABLE[: TABLE.index("    agency")]
    assert codes(without) == ["B411"]
    assert "N157" in codes(TABLE.replace("agency ", "agancy "))
    assert "B434" in codes(TABLE.replace("ministry  |      | 90 ", "          |      | 90 "))


def test_F7_otherwise_is_all_other_keys(tmp_path: Path) -> None:
    """Rows headed by `otherwise` hold for every key that has none of its own."""
    text = TABLE.replace("agency    |      | 50 ", "otherwise |      | 50 ")
    assert ran(tmp_path, text).shown("done", "south") == "5 points"


def test_F7_key_may_be_computed(tmp_path: Path) -> None:
    """The key is any word: a status, too."""
    text = """\
status size
  value           by bands of report.plan
    from | below | status
         | 80    | small
    80   |       | large

""" + TABLE.replace("body.kind", "size").replace("ministry", "large").replace("agency", "small")
    result = ran(tmp_path, text)
    assert [result.shown("done", body) for body in ("north", "south", "west")] == ["10 points", "0 points", "0 points"]


def test_F7_misspelt_header_stays_a_slip() -> None:
    """A first header that is nearly a word of tables is not taken for a key."""
    assert found(TABLE.replace("body.kind | from", "form"))[0][0] in ("P120", "P121")


def test_F7_survives_formatting_and_is_hashed() -> None:
    """Formatting changes nothing; a row moved to another key is another program."""
    assert survives_formatting(TABLE + GRADE)
    one, other = (compiled(text).program for text in (TABLE, TABLE.replace("90", "91")))
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc
