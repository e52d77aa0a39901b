"""P4: sets of bodies with causes; P3: a risk model chooses; X6: bodies counted and listed by a condition."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.interpreter.selections import selections_of
from tarazy.interpreter.trace_json import schema, trace_json
from tarazy.workbench.cli import main
from tests.constructs.programs import FILES, HEAD, codes, compiled, ran, survives_formatting

RISK = """\
quantity risk "Risk"
  value           report.delays / 10

list agencies of bodies "Agencies"
  only            kind = agency

list ministries of bodies "Ministries"
  only            kind = ministry
"""
TABLE = """
selection recheck "Bodies for re-check"
  value           first that holds
    when                                                                        | selected | label
    belongs(ministries)                                                         | no       |
    risk >= 50 %                                                                | yes      | "High risk"
    rank(risk; over bodies; highest first; ties share the better place) <= 2    | yes      |
    otherwise                                                                   | no       |
"""
LINES = """
selection visited "Bodies to be visited"
  always          ministries
  only            risk >= 50 %

selection spared
  never           agencies
  only            risk < 50 %
"""


def test_P3_risk_model_chooses_with_causes(tmp_path: Path) -> None:
    """Who is in, and the row of the text that took each in, with numbers where it has no label."""
    (chosen,) = selections_of(ran(tmp_path, RISK + TABLE).result)
    assert [(one.element, one.cause.split(" (")[0]) for one in chosen.chosen] == [
        ("south", "rank(risk; over bodies; highest first; ties share the better place) <= 2"),
        ("west", "High risk"),
    ]
    assert "west: High risk (0.7 >= 50 %)" in chosen.text()
    assert chosen.of == 3


def test_P4_always_and_never(tmp_path: Path) -> None:
    """Lists that are always or never in a selection go before its condition, never before always."""
    visited, spared = selections_of(ran(tmp_path, RISK + LINES).result)
    assert [(one.element, one.cause) for one in visited.chosen] == [
        ("north", "belongs(ministries)"),
        ("west", "risk >= 50 % (0.7 >= 50 %)"),
    ]
    assert [one.element for one in spared.chosen] == ["north"]


def test_X6_count_and_statistics_of_a_selection(tmp_path: Path) -> None:
    """A selection is a condition like any other: its bodies are counted, summed, ranked, shared."""
    text = f"""{RISK}{TABLE}
quantity chosen
  value           count(bodies; only recheck)

quantity share_chosen
  value           share(bodies; only recheck)

quantity mean_risk
  value           mean(risk; over bodies; only recheck)
  nothing to count  not applicable
"""
    result = ran(tmp_path, text)
    assert [result.shown(name) for name in ("chosen", "mean_risk")] == ["2 bodies", "0.5"]
    assert result.shown("share_chosen").startswith("0.66666")


def test_P4_unknown_must_be_answered(tmp_path: Path) -> None:
    """Whether a body of which nothing is known is in the set is a choice: S302 without `no data`."""
    head = HEAD.replace(
        "delays:       number, 0 decimals, 0 to 100", "delays: number, 0 decimals, 0 to 100, may be absent"
    )
    text = "selection recheck\n  only            report.delays > 5\n"
    assert codes(text, head) == ["S302"]
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,1,1,\nsouth,2024,1,1,9\nwest,2024,1,1,0\n"}
    (chosen,) = selections_of(ran(tmp_path, f"{text}  no data         yes\n", files, head).result)
    assert [one.element for one in chosen.chosen] == ["north", "south"]
    (left,) = selections_of(ran(tmp_path, f"{text}  no data         not computed\n", files, head).result)
    assert (left.open, "not known: north" in left.text()) == (("north",), True)


def test_P4_former_set_of_a_selection(tmp_path: Path) -> None:
    """Who was in it a year ago is asked as of any value."""
    files = {
        "report.csv": "body,year,plan,fact,delays\n"
        + "".join(
            f"{body},{year},1,1,{value}\n" for year, value in ((2023, 9), (2024, 0)) for body in ("north", "south")
        )
    }
    text = f"{RISK}\nselection high\n  only            risk > 50 %\n\n"
    text += "selection left\n  only            high[previous year] and not(high)\n"
    text += "  no data         no\n"
    found = {
        (one.code, one.period): [e.element for e in one.chosen]
        for one in selections_of(ran(tmp_path, text, files).result)
    }
    assert found["left", "2024"] == ["north", "south"]
    assert found["high", "2024"] == []


def test_P4_mistakes() -> None:
    """No condition, two conditions, a number, an element of another list, a list that is none."""
    assert "B433" in codes("selection x\n  basis           methodology p. 1\n")
    assert "B433" in codes("selection x\n  only            report.fact > 1\n  value           report.fact > 2\n")
    assert "B433" in codes("selection x\n  only            report.fact\n")
    assert "B432" in codes(f"{RISK}\nselection x\n  only            belongs(report.fact; over agencies)\n")
    assert "N158" in codes("selection x\n  only            belongs(agencis)\n")


def test_P4_run_prints_selections(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`run` names the bodies and the causes, as text and as JSON."""
    (tmp_path / "example.meth").write_text(f"{HEAD}\n{RISK}{TABLE}", encoding="utf-8")
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert main(["run", str(tmp_path)]) == 0
    assert "Bodies for re-check (recheck), 2024: 2 of 3" in capsys.readouterr().out
    assert main(["run", str(tmp_path), "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["element"] for one in document["selections"][0]["chosen"]] == ["south", "west"]


def test_P4_survives_formatting_and_is_traced(tmp_path: Path) -> None:
    """Formatting changes nothing; the trace has the published form, labels of rows among it."""
    assert survives_formatting(RISK + TABLE + LINES)
    other = compiled(RISK + TABLE.replace("50 %", "60 %")).program
    same = compiled(RISK + TABLE).program
    assert other is not None
    assert same is not None
    assert other.hashes.calc != same.hashes.calc
    stored = json.loads(trace_json(ran(tmp_path, RISK + TABLE).trace("recheck", "west")))
    Draft202012Validator(schema()).validate(stored)
    assert "High risk" in {one.get("label") for one in stored["root"]["formulas"][0]["branches"]}


def test_P4_trace_says_what_each_row_leads_to(tmp_path: Path) -> None:
    """A row that a line `never` or `always` stands for leads to no or yes, whether it is taken or not."""
    for body, taken in (("north", False), ("west", True)):
        (rows,) = (one.branches for one in ran(tmp_path, RISK + LINES).trace("spared", body).root.formulas)
        assert (rows[0].written, rows[0].result, rows[0].taken) == ("belongs(agencies)", "no", taken)
