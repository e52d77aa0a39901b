"""The trace shows what stands in the cell where the value is shown in another way, and every row that says the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_html import trace_html
from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import Ran, ran

HEAD = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  delimiter       semicolon
  decimal mark    comma
  key             body
  columns
    weight:       number, 2 decimals, 0 to 10
    kind:         one of ministry, agency, coded 1 = ministry, 2 = agency

source report "Report"
  file            "report.csv"
  file            "again.csv"
  delimiter       semicolon
  decimal mark    comma
  thousands       space
  same key        equal, otherwise error
  key             body, year
  columns
    spent:        money thousand KZT, 1 decimal, 0 to 100_000
    share:        %, 1 decimal, 0 to 100
    filed:        date
    plain:        number, 0 decimals, 0 to 100
"""
FILES = {
    "bodies.csv": "body;weight;kind\nnorth;0,25;1\nsouth;1;2\n",
    "report.csv": "body;year;spent;share;filed;plain\nnorth;2024;1 234,5;95,0;2025-01-31;7\n",
    "again.csv": "body;year;spent;share;filed;plain\nsouth;2024;12;50;2025-02-01;8\n"
    "north;2024;1234,50;95;2025-01-31;7\n",
}
VALUES = """
quantity q "Everything that is read"
  value           a * report.share
  where
    a:            if(body.kind = ministry and report.filed > 2025-01-01; report.spent * body.weight; 1 KZT)
"""


@pytest.fixture
def result(tmp_path: Path) -> Ran:
    """A run on two files that overlap."""
    return ran(tmp_path, VALUES, FILES, HEAD)


def _sources(result: Ran) -> dict[str, dict[str, object]]:
    """What the JSON trace says of each cell, by its column."""
    document = json.loads(trace_json(result.trace("q", "north")))
    Draft202012Validator(schema()).validate(document)
    found: dict[str, dict[str, object]] = {}
    pending = [document["root"]]
    while pending:
        node = pending.pop()
        if isinstance(node, dict):
            if isinstance(node.get("source"), dict) and "name" in node:
                found[str(node["name"]).rpartition(".")[2]] = node["source"]
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)
    return found


def test_a_cell_is_shown_as_written_where_it_differs(result: Ran) -> None:
    """Decimal comma, blanks, a unit in thousands, percent, a code for a word: the text of the cell stands beside."""
    written = {name: source.get("written") for name, source in _sources(result).items()}
    assert written == {
        "spent": "1 234,5",
        "share": "95,0",
        "filed": None,
        "weight": "0,25",
        "kind": "1",
    }


def test_every_row_that_says_the_same_is_cited(result: Ran) -> None:
    """Both files say what north has spent, each with its own row and text."""
    others = _sources(result)["spent"]["also"]
    assert isinstance(others, list)
    (other,) = others
    assert (other["file"], other["row"], other["written"]) == ("again.csv", 3, "1234,50")
    assert "also" not in _sources(result)["weight"]


def test_text_and_html_tell_it_too(result: Ran) -> None:
    """The line of the cell names the text and the second file."""
    text = result.text("q", "north")
    line = next(one for one in text.splitlines() if "report.csv" in one and "column spent" in one)
    assert "written `1 234,5`" in line
    assert "; also again.csv, row 3, column spent, written `1234,50`" in line
    html = trace_html(result.trace("q", "north"))
    assert "written 1 234,5" in html
    assert "also again.csv" in html


def test_plain_files_are_cited_as_before(tmp_path: Path) -> None:
    """Where numerals, dates and words are as they are shown, nothing is added."""
    plain = ran(tmp_path, "quantity q\n  value  report.fact / report.plan\n  zero divisor  not applicable\n")
    assert b'"source":"report"}' in trace_json(plain.trace("q", "south"))
