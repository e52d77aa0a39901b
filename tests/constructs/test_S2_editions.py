"""S2: editions chosen by the evaluated period, overlaps reported; P7: a past year under its own edition, or what if."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.scores_json import schema as scores_schema
from tarazy.interpreter.trace_json import schema
from tarazy.workbench.cli import main

EDITION = """\
methodology staff "Staff"
  version         {version}
  in force from   {begin}
{until}  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    left:         number, 0 decimals, 0 to 1000

score total "Total"
  value           {times} * report.left
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two editions of one methodology, the second from 2022 on, with data of four years."""
    _write(tmp_path, "first.meth", "2020.1", "2020-01-01", "2021-12-31", 1)
    _write(tmp_path, "second.meth", "2022.1", "2022-01-01", None, 2)
    (tmp_path / "bodies.csv").write_text("body\nfinance\n", encoding="utf-8")
    rows = "".join(f"finance,{year},10\n" for year in (2019, 2020, 2021, 2022))
    (tmp_path / "report.csv").write_text(f"body,year,left\n{rows}", encoding="utf-8")
    return tmp_path


def _write(folder: Path, name: str, version: str, begin: str, until: str | None, times: int) -> None:
    line = "" if until is None else f"  in force until  {until}\n"
    text = EDITION.format(version=version, begin=begin, until=line, times=times)
    (folder / name).write_text(text, encoding="utf-8")


def _traced(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> dict[str, object]:
    capsys.readouterr()
    assert main(["trace", str(folder), "total", "--body", "finance", "--format", "json", *options]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema()).validate(found)
    return found


@pytest.mark.parametrize(("period", "version"), [("2020", "2020.1"), ("2021", "2020.1"), ("2022", "2022.1")])
def test_S2_a_year_takes_its_own_edition(
    folder: Path, capsys: pytest.CaptureFixture[str], period: str, version: str
) -> None:
    """The edition in whose days in force the whole period lies evaluates it."""
    head = _traced(capsys, folder, "--period", period)["head"]
    assert isinstance(head, dict)
    assert head["version"] == version
    assert "what_if" not in head


def test_P7_under_another_edition_is_a_what_if(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A period is evaluated under another edition only where that is asked for, and every output says so."""
    head = _traced(capsys, folder, "--period", "2021", "--under", "2022.1")["head"]
    assert isinstance(head, dict)
    assert head["what_if"] == "2022.1 is in force from 2022-01-01"
    assert main(["run", str(folder), "--period", "2021", "--under", "2022.1"]) == 0
    assert "WHAT IF: 2021 under 2022.1, in force from 2022-01-01" in capsys.readouterr().out


def test_P7_a_file_of_what_if_results_says_so(folder: Path) -> None:
    """The table has a column more, and the document a line in its head; with the own edition neither is there."""
    for name, mark in (("values.csv", ",what_if\n"), ("values.json", '"what_if"')):
        out = folder / name
        assert main(["run", str(folder), "--period", "2021", "--under", "2022.1", "--out", str(out)]) == 0
        assert mark in out.read_text("utf-8")
        assert main(["run", str(folder), "--period", "2021", "--out", str(out)]) == 0
        assert mark not in out.read_text("utf-8")
    assert (
        main(["run", str(folder), "--period", "2021", "--under", "2022.1", "--out", str(folder / "values.json")]) == 0
    )
    document = json.loads((folder / "values.json").read_text("utf-8"))
    Draft202012Validator(scores_schema()).validate(document)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--period", "2019"], "no edition is in force in the whole of 2019"),
        (["--period", "2021..2022"], "no edition is in force in the whole of 2021..2022"),
        ([], "no period says which of them is meant"),
        (["--under", "2023.1"], "no edition has the version `2023.1`"),
    ],
)
def test_S2_no_edition_is_an_error(
    folder: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    """What no edition is in force for is not evaluated, and the editions are listed."""
    assert main(["run", str(folder), *options]) == 1
    printed = capsys.readouterr()
    assert "M604" in printed.out + printed.err
    assert said in printed.out + printed.err


def test_S2_overlapping_editions_are_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two editions in force in one year are both named."""
    _write(folder, "first.meth", "2020.1", "2020-01-01", None, 1)
    assert main(["run", str(folder), "--period", "2022"]) == 1
    printed = capsys.readouterr()
    assert "several editions are in force in 2022: `2020.1`" in printed.out + printed.err
    assert main(["check", str(folder)]) == 1
    printed = capsys.readouterr()
    assert "edition 2022.1 is in force from 2022-01-01, and edition 2020.1 has not ended" in printed.out + printed.err


def test_S2_editions_that_follow_one_another_are_no_finding(folder: Path) -> None:
    """A check of the folder finds nothing where each edition ends before the next begins."""
    assert main(["check", str(folder)]) == 0


def test_S2_an_edition_that_begins_within_the_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edition that is in force in a part of a year only does not evaluate it by itself."""
    _write(folder, "first.meth", "2020.1", "2020-01-01", "2021-08-31", 1)
    _write(folder, "second.meth", "2022.1", "2021-09-01", None, 2)
    assert main(["run", str(folder), "--period", "2021"]) == 1
    assert main(["run", str(folder), "--period", "2022"]) == 0
    assert "WHAT IF" not in capsys.readouterr().out
