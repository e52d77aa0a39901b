"""P8: at every node the place, the score, the maximum and the average of the group."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tarazy.interpreter.standing import standings
from tarazy.workbench.cli import main
from tests.constructs.programs import FILES, HEAD, ran
from tests.constructs.totals import FILES as TOTAL_FILES
from tests.constructs.totals import HEAD as TOTALS

TEXT = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          value / 100

quantity delays
  better          lower
  value           report.delays

score total "Total"
  sum             done
"""


def test_P8_place_score_maximum_average(tmp_path: Path) -> None:
    """Each body at each node; where lower is better the lowest is first."""
    found = {(one.name, one.body): one for one in standings(ran(tmp_path, TEXT).result)}
    south = found["total", "south"]
    assert (south.place, south.of, south.value, south.most) == ("2", 3, "0.6 points", "10 points")
    assert south.average.startswith("0.5666")
    assert [found["delays", body].place for body in ("north", "south", "west")] == ["1", "2", "3"]


def test_P8_maximum_of_a_body_to_which_less_applies(tmp_path: Path) -> None:
    """A total of 20 points at most, of which a body can have 15: 10 of 15, and not of 20."""
    text = "score total\n  sum             first, second, third\n  not applicable members  maximum lowered\n"
    done = ran(tmp_path, text, TOTAL_FILES, TOTALS)
    found = {one.body: (one.value, one.most) for one in standings(done.result) if one.name == "total"}
    assert found == {
        "north": ("11 points", "20 points"),
        "south": ("10 points", "15 points"),
        "west": ("not applicable", "20 points"),
    }


def test_P8_who_has_no_value_has_no_place(tmp_path: Path) -> None:
    """A body without a value is shown with its state and counts in no average."""
    text = TEXT.replace("  points          value / 100", "  applies to      agencies\n  points          value / 100")
    text = "list agencies of bodies\n  only            kind = agency\n\n" + text.replace(
        "  sum             done", "  sum             done\n  needs           all"
    )
    found = {(one.name, one.body): one for one in standings(ran(tmp_path, text).result)}
    north = found["done", "north"]
    assert (north.place, north.of, north.value) == ("", 2, "not applicable")


def test_P8_ties_share_the_better_place(tmp_path: Path) -> None:
    """Two equal bodies are both first, the next is third."""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,1,90,0\nsouth,2024,1,90,0\nwest,2024,1,10,0\n"}
    found = {one.body: one.place for one in standings(ran(tmp_path, TEXT, files).result) if one.name == "total"}
    assert found == {"north": "1", "south": "1", "west": "3"}


def test_P8_the_first_place_is_the_best(tmp_path: Path) -> None:
    """At a rank, place 1 is first."""
    place = "rank(total; over bodies; highest first; ties share the better place)"
    text = f"{TEXT}\nrank standing\n  value           {place}\n"
    found = {
        one.body: (one.place, one.value) for one in standings(ran(tmp_path, text).result) if one.name == "standing"
    }
    assert found == {"north": ("1", "1"), "south": ("2", "2"), "west": ("3", "3")}


def test_P8_what_has_no_period_stands_once(tmp_path: Path) -> None:
    """A result without a period is not told again in each."""
    report = FILES["report.csv"] + "north,2023,100,50,0\nsouth,2023,100,60,3\nwest,2023,50,10,7\n"
    head = HEAD.replace("ministry, agency", "ministry, agency\n    people:       number, 0 decimals, 1 to 1000")
    bodies = "body,kind,people\nnorth,ministry,3\nsouth,agency,2\nwest,agency,1\n"
    text = f"{TEXT}\nquantity size\n  better          higher\n  value           body.people\n"
    files = {"report.csv": report, "bodies.csv": bodies}
    found = [one for one in standings(ran(tmp_path, text, files, head).result) if one.name in ("size", "delays")]
    assert sorted((one.name, one.period) for one in found if one.body == "north") == [
        ("delays", "2023"),
        ("delays", "2024"),
        ("size", ""),
    ]


def test_P8_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """As text for one body, and as JSON."""
    (tmp_path / "example.meth").write_text(f"{HEAD}\n{TEXT}", encoding="utf-8")
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert main(["standing", str(tmp_path), "--body", "south"]) == 0
    assert "2 of 3" in capsys.readouterr().out
    assert main(["standing", str(tmp_path), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["standings"]) == 9
