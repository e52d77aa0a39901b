"""`tarazy run --score`: bodies by a score that is chosen."""

import json
from pathlib import Path

import pytest

from tarazy.workbench.cli import main

PROGRAM = """\
methodology two "Two scores"
  version         1
  in force from   2024-01-01
  period          year
  evaluates       towns

list towns "Towns"
  file            "towns.csv"
  key             town

source report "Report"
  file            "towns.csv"
  key             town, year
  columns
    days:         number, 0 decimals, 0 to 100
    calls:        number, 0 decimals, 0 to 100

score by_days "By days"
  value           report.days

score by_calls "By calls"
  value           report.calls

quantity remark "Remark"
  value           report.calls
"""


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A methodology with two scores, by which two towns come in another order."""
    (tmp_path / "towns.csv").write_text("town,year,days,calls\nash,2024,1,9\nbirch,2024,2,8\n", "utf-8")
    place = tmp_path / "two.meth"
    place.write_text(PROGRAM, "utf-8")
    return str(place)


def test_the_last_score_is_shown_where_none_is_chosen(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As without the option."""
    assert main(["run", path]) == 0
    out = capsys.readouterr().out
    assert "By calls, 2024" in out
    assert "By days" not in out


def test_chosen_scores_are_shown_in_the_order_asked_for(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A table each, its bodies from the highest down; as data each says of which score it is."""
    chosen = ["--score", "by_calls", "--score", "by_days"]
    assert main(["run", path, *chosen]) == 0
    out = capsys.readouterr().out
    assert out.index("By calls, 2024") < out.index("By days, 2024")
    assert main(["run", path, *chosen, "--format", "json"]) == 0
    tables = json.loads(capsys.readouterr().out)["tables"]
    shown = [(one["score"], [line["body"] for line in one["bodies"]]) for one in tables]
    assert shown == [("by_calls", ["ash", "birch"]), ("by_days", ["birch", "ash"])]


@pytest.mark.parametrize(("name", "said"), [("remark", "is no score"), ("by_dais", "did you mean `by_days`?")])
def test_what_is_no_score_is_refused(name: str, said: str, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A value that is no score, and a name of nothing."""
    assert main(["run", path, "--score", name]) == 2
    told = capsys.readouterr().err
    assert "error[U755]" in told
    assert said in told
