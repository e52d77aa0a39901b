"""`tarazy declines`: what got worse in several years running, by body and value, the worst first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.declines import Decline, declines
from tarazy.interpreter.run import run
from tarazy.workbench.cli import main

TEXT = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  key             body
  columns
    title:        text
  rows
    body  | title
    north | "North"
    south | "South"

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    done:         number, 1 decimal, 0 to 1000, may be absent
    delays:       number, 0 decimals, 0 to 100

indicator execution "Execution"
  better          higher
  value           report.done
  no data         0 points
  points          10 * progress(value; from 0; to 1000)

indicator delays "Delays"
  better          lower
  value           report.delays
  points          10 - value / 10

indicator size "Size, of which neither more nor less is better"
  better          no direction
  value           report.delays
  points          0 points

score total "Total"
  sum             execution, delays, size
"""
ROWS = {"north": {2018: ("90", 1), 2019: ("80", 2), 2020: ("70", 3)}, "south": {2018: ("9", 0), 2019: ("", 5)}}
ROWS["south"][2020] = ("5", 9)

Asked = Callable[..., dict[str, Any]]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Asked:
    """The JSON document of `tarazy declines` with further arguments."""
    monkeypatch.chdir(tmp_path)
    Path("example.meth").write_text(TEXT, encoding="utf-8")
    lines = [f"{body},{year},{done},{delays}" for body, rows in ROWS.items() for year, (done, delays) in rows.items()]
    Path("report.csv").write_text("body,year,done,delays\n" + "\n".join(lines) + "\n", encoding="utf-8")

    def ask(*arguments: str) -> dict[str, Any]:
        assert main(["declines", "example.meth", "--format", "json", *arguments]) == 0
        document = json.loads(capsys.readouterr().out)
        assert isinstance(document, dict)
        return document

    return ask


def test_declines_are_listed_with_their_figures(asked: Asked) -> None:
    """Lower is worse or better as the line says; no direction and a missing year give no decline."""
    found = {(one["body"], one["name"]): one for one in asked("--period", "2020")["declines"]}
    assert set(found) == {("north", "execution"), ("north", "delays"), ("north", "total"), ("south", "delays")} | {
        ("south", "total")
    }
    execution = found["north", "execution"]
    assert [(one["period"], one["value"]) for one in execution["series"]] == [
        ("2018", "90"),
        ("2019", "80"),
        ("2020", "70"),
    ]
    assert execution["relative"] == {"value": "-0.22222222222222222222", "exact": "-2/9"}
    assert found["south", "delays"]["relative"] is None


def test_worst_decline_comes_first(asked: Asked) -> None:
    """The longest first; of equally long ones what grew from nothing, then by the change relative to the start."""
    names = [(one["body"], one["name"]) for one in asked("--period", "2020")["declines"]]
    assert names[:3] == [("south", "delays"), ("north", "delays"), ("north", "execution")]


@pytest.mark.parametrize(("period", "years", "count"), [("2019", "2", 0), ("2019", "1", 5), ("2020", "3", 0)])
def test_a_decline_ends_with_the_evaluated_period(asked: Asked, period: str, years: str, count: int) -> None:
    """Only years up to the period count, and there must be as many as are asked for."""
    assert len(asked("--period", period, "--years", years)["declines"]) == count


def test_years_not_in_force_are_said(asked: Asked) -> None:
    """All years are computed under the one edition; those in which it was not in force are named."""
    assert asked("--period", "2020")["what_if"] == "2018..2019 under 1, in force from 2020-01-01"


def test_declines_are_a_table_for_people(asked: Asked, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has the figures of each year; `--body` leaves one body."""
    asked()
    assert main(["declines", "example.meth", "--body", "north"]) == 0
    out = capsys.readouterr().out
    assert "Execution (execution)  2018: 90, 2019: 80, 2020: 70" in out
    assert "south" not in out
    assert main(["declines", "example.meth", "--body", "nowhere"]) == 2


def _of_series(tmp: Path, values: list[int], years: int) -> list[Decline]:
    (tmp / "report.csv").write_text(
        "body,year,done,delays\n" + "".join(f"north,{2000 + at},{value},0\n" for at, value in enumerate(values)),
        encoding="utf-8",
    )
    program = compile_sources([source_of("example.meth", TEXT)]).program
    assert program is not None
    snapshot, _ = read_snapshot(program.lists, program.sources, "bodies", tmp, registers=program.registers)
    assert snapshot is not None
    found = declines(run(program, snapshot), 1999 + len(values), years)
    return [one for one in found if one.name == "execution"]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.integers(1, 4))
def test_decline_is_the_longest_falling_end_of_a_series(
    tmp_path_factory: pytest.TempPathFactory, values: list[int], years: int
) -> None:
    """Law: the decline is the longest strictly falling end of the series, if that has at least `years` steps."""
    begin = len(values) - 1
    while begin > 0 and values[begin] < values[begin - 1]:
        begin -= 1
    steps = len(values) - 1 - begin
    found = _of_series(tmp_path_factory.mktemp("series"), values, years)
    expected = [tuple((2000 + at, fmpq(values[at])) for at in range(begin, len(values)))] if steps >= years else []
    assert [one.series for one in found] == expected


def test_decline_of_no_year_is_refused(tmp_path: Path) -> None:
    """A decline is over at least one year."""
    with pytest.raises(ValueError, match="at least one year"):
        _of_series(tmp_path, [1], 0)
