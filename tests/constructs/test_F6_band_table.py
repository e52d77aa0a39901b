"""F6: bands with ends that say whether they are included, without a gap and without an overlap; rows not rated."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, found, ran, survives_formatting

TABLE = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          by bands of value
    from | below | points
         | 85    | 0
    85   | 95    | 1
    95   |       | 2
"""
MIRRORED = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          by bands of value
    above | up to | points
          | 85    | 0
    85    | 95    | 1
    95    |       | 2
"""
NOT_RATED = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          by bands of value
    from | below | points
         | 10    | not counted
    10   | 55    | 0
    55   | 71    | 5
    71   |       | 10

score total "Total"
  sum             done
  not counted members  not computed
"""


def data(fact: str) -> dict[str, str]:
    """A report in which north has that fact."""
    return {"report.csv": f"body,year,plan,fact,delays\nnorth,2024,100,{fact},0\n"}


@pytest.mark.parametrize(
    ("fact", "below", "up_to"),
    [("84.9", 0, 0), ("85", 1, 0), ("85.1", 1, 1), ("94.9", 1, 1), ("95", 2, 1), ("95.1", 2, 2), ("1000", 2, 2)],
)
def test_F6_ends_belong_to_one_band(tmp_path: Path, fact: str, below: int, up_to: int) -> None:
    """`from` and `below` give the edge to the band above it, `above` and `up to` to the one under it."""
    assert ran(tmp_path, TABLE, data(fact)).shown("done", "north").split()[0] == str(below)
    assert ran(tmp_path, MIRRORED, data(fact)).shown("done", "north").split()[0] == str(up_to)


@pytest.mark.parametrize(
    ("row", "other", "code", "words"),
    [
        ("| 95    | 1", "| 94    | 1", "B401", "from 94 up to 94.9"),
        ("| 95    | 1", "| 96    | 1", "B402", "from 95 up to 95.9"),
        ("95   |       | 2", "95   | 100   | 2", "B401", "from 100"),
        ("         | 85    | 0", "    0.1  | 85    | 0", "B401", "0"),
    ],
)
def test_F6_gaps_and_overlaps_are_shown_by_their_values(row: str, other: str, code: str, words: str) -> None:
    """The values that no band holds, or two, are named, by the decimals of the column: 94.9 and not 94.99."""
    ((one, message),) = found(TABLE.replace(row, other))
    assert one == code
    assert words in message


def test_F6_whole_numbers_leave_no_gap_between_neighbours() -> None:
    """85 to 94 and 95 to 100 have a gap at 94.5, unless the column has whole numbers alone."""
    table = (
        TABLE.replace("from | below", "from | up to")
        .replace("| 85    | 0", "| 84    | 0")
        .replace("| 95    |", "| 94    |")
    )
    assert codes(table) == ["B401"] or codes(table)[0] == "B401"
    whole = HEAD.replace("fact:         number, 1 decimal", "fact:         number, 0 decimals")
    assert codes(table, whole) == []


def test_F6_out_of_order_is_refused() -> None:
    """Rows stand from below to above."""
    rows = "    85   | 95    | 1\n    95   |       | 2\n"
    turned = "    95   |       | 2\n    85   | 95    | 1\n"
    assert "B403" in codes(TABLE.replace(rows, turned))


def test_F6_rows_not_rated(tmp_path: Path) -> None:
    """A band may give a state: below 10 it is not counted, and what that leads to in a sum must be said."""
    assert ran(tmp_path, NOT_RATED, data("9.9")).shown("done", "north") == "not counted"
    assert ran(tmp_path, NOT_RATED, data("10")).shown("done", "north") == "0 points"
    assert ran(tmp_path, NOT_RATED, data("71")).shown("done", "north") == "10 points"
    assert codes(NOT_RATED.replace("  not counted members  not computed\n", "")) == ["S301"]


def test_F6_trace_shows_the_band(tmp_path: Path) -> None:
    """The value, the band that held it and what it gives."""
    result = ran(tmp_path, TABLE, data("94.9"))
    assert "from 85 below 95 -> 1" in result.text("done", "north")
    Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("done", "north"))))


def test_F6_survives_formatting_and_translation_and_is_hashed() -> None:
    """Layout and language leave it; an edge that changes sides is another calculation."""
    for text in (TABLE, MIRRORED, NOT_RATED):
        assert survives_formatting(text)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEAD}\n{NOT_RATED}", language)
    one, other = (compiled(text).program for text in (TABLE, MIRRORED))
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc
