"""``tarazy assessors``: the matrix of who assesses whom."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tarazy.workbench.cli import main

TEXT = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       assessed

act decree "Decree"

list bodies "Bodies"
  key             body

body north "North"

body south "South"

body west "West"

list assessed of bodies
  members         north, south, west

role finance "Authorised body for finance"
  held by         north, south from 2021-07-01

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    fact:         number, 0 decimals, 0 to 100

part money "Money"
  value           report.fact

part order "Order"
  value           report.fact

block whole "The block"
  basis           decree p. 1
  sum             money, order
  needs           all, otherwise not applicable

scope of_west of west
  basis           decree annex 2 row 3
  leaves out      order

assessor of_money of money
  basis           decree p. 24
  by              finance
  exceptions
    finance:      west, basis decree p. 25
  assessed on     06-30[held year]
"""
SECOND = """
assessor of_order of order
  basis           decree p. 36
  by              south
  exceptions
    south:        north, basis decree p. 37
"""


def _asked(folder: Path, text: str, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    (folder / "example.meth").write_text(text, encoding="utf-8")
    code = main(["assessors", str(folder / "example.meth"), *options])
    return code, capsys.readouterr().out


def _rows(output: str) -> dict[tuple[str, str], tuple[str, str, str]]:
    found = csv.DictReader(io.StringIO(output))
    return {(row["body"], row["part"]): (row["answer"], row["assessor"], row["basis"]) for row in found}


def test_rows_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each body with each part: the assessor, the exception for whoever holds the role, and the scope."""
    code, output = _asked(tmp_path, TEXT + SECOND, capsys, "--period", "2020", "--format", "csv")
    assert code == 0
    assert _rows(output) == {
        ("north", "money"): ("assessed", "west", "decree p. 25"),
        ("north", "order"): ("assessed", "south", "decree p. 36"),
        ("south", "money"): ("assessed", "north", "decree p. 24"),
        ("south", "order"): ("assessed", "north", "decree p. 37"),
        ("west", "money"): ("assessed", "north", "decree p. 24"),
        ("west", "order"): ("not applicable", "", "decree annex 2 row 3"),
    }


@pytest.mark.parametrize(("period", "holder"), [("2020", "north"), ("2021", "south")])
def test_holders_are_those_of_the_day_of_assessment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], period: str, holder: str
) -> None:
    """30 June of the year after the evaluated one."""
    _, output = _asked(tmp_path, TEXT + SECOND, capsys, "--period", period, "--body", "west", "--format", "csv")
    assert _rows(output)["west", "money"][1] == holder


def test_document_for_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same lines as JSON."""
    _, output = _asked(tmp_path, TEXT + SECOND, capsys, "--body", "north", "--format", "json")
    document = json.loads(output)
    assert document["period"] == "2020"
    assert [one["assessors"] for one in document["assessors"]] == [
        [{"by": "west", "body": "west"}],
        [{"by": "south", "body": "south"}],
    ]


def test_part_without_an_assessor_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside a part that has one."""
    code, output = _asked(tmp_path, TEXT, capsys, "--format", "json")
    assert code == 1
    assert "R873" in {one["code"] for one in json.loads(output)["findings"]}


def test_file_without_assessors_has_no_matrix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty table would look as if everybody were assessed."""
    without = TEXT[: TEXT.index("assessor of_money")]
    code, output = _asked(tmp_path, without, capsys, "--format", "json")
    assert code == 2
    assert "U771" in {one["code"] for one in json.loads(output)["findings"]}


def test_unknown_body_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the nearest name."""
    code, output = _asked(tmp_path, TEXT + SECOND, capsys, "--body", "nort", "--format", "json")
    assert code == 2
    (found,) = (one for one in json.loads(output)["findings"] if one["code"] == "U771")
    assert "`north`" in found["help"]
