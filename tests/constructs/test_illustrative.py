"""`illustrative`: a number that no act gives is computed like any other and told of in every report."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tarazy.dsl.source import source_of
from tarazy.dsl.translation import translated
from tarazy.interpreter.results import csv_text
from tarazy.interpreter.scores_json import schema, scores_json
from tarazy.workbench.cli import main
from tests.constructs.programs import FILES, HEAD, compiled, found, ran, survives_formatting

TEXT = """\
parameter coefficient "Coefficient"
  value           0.5 illustrative

indicator done "Execution"
  better          higher
  value           report.fact
  points          by bands of value
    from            | below           | points
                    | 50 illustrative | 0
    50 illustrative |                 | 10

indicator prompt "Promptness"
  better          lower
  value           report.delays
  points          10 - value * coefficient

score total "Total"
  sum             done, prompt
"""
WORDS = ("coefficient: 0.5 is given by no act", "done: 50 is given by no act")


def test_illustrative_numbers_are_listed_once() -> None:
    """Each number with its declaration, edges of tables among them; none where nothing is marked."""
    program = compiled(TEXT).program
    assert program is not None
    assert [one.code for one in program.illustrations] == ["coefficient", "done", "done"]
    plain = compiled(TEXT.replace(" illustrative", "")).program
    assert plain is not None
    assert plain.illustrations == ()
    assert plain.hashes.calc == program.hashes.calc
    assert plain.hashes.program != program.hashes.program


def test_illustrative_mark_goes_to_what_rests_on_it(tmp_path: Path) -> None:
    """The mark is on every value that used the number, in traces and in the tables of results."""
    result = ran(tmp_path, TEXT)
    assert "illustrative" in result.trace("total", "north").root.value.reading.marks
    rows = list(csv.DictReader(StringIO(csv_text(result.result.scores, illustrative=result.result.illustrative))))
    assert {row["name"] for row in rows if row["illustrative"]} >= {"prompt", "total"}


def test_illustrative_in_json_of_results(tmp_path: Path) -> None:
    """The head lists the numbers, the rows are marked, and the form is the published one."""
    result = ran(tmp_path, TEXT).result
    text = "".join(scores_json(result.scores, result.provenance, result.illustrative))
    document = json.loads(text)
    Draft202012Validator(schema()).validate(document)
    assert len(document["head"]["illustrative"]) == 3
    assert any(row.get("illustrative") for row in document["rows"])


def test_illustrative_is_said_by_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`tarazy run` says which numbers no act gives, and the CSV has a column for them."""
    (tmp_path / "example.meth").write_text(f"{HEAD}\n{TEXT}", encoding="utf-8")
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    out = tmp_path / "values.csv"
    assert main(["run", str(tmp_path), "--out", str(out)]) == 0
    assert f"illustrative: {WORDS[0]}" in capsys.readouterr().out
    assert out.read_text(encoding="utf-8").splitlines()[0].endswith(",illustrative")


def test_illustrative_numbers_have_no_official_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`tarazy run --official` gives nothing but a finding for each number at its place; without them it computes."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    text = f"{HEAD}\n{TEXT}"
    Path("example.meth").write_text(text, encoding="utf-8")
    assert main(["run", "example.meth", "--official", "--out", "values.csv", "--format", "json"]) == 1
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [one["code"] for one in findings] == ["R855"] * 3
    lines = text.splitlines()
    assert all(" illustrative" in lines[one["place"]["line"] - 1] for one in findings)
    assert not Path("values.csv").exists()
    Path("example.meth").write_text(text.replace(" illustrative", ""), encoding="utf-8")
    assert main(["run", "example.meth", "--official", "--out", "values.csv"]) == 0
    assert Path("values.csv").exists()


def test_illustrative_formula_is_refused() -> None:
    """The mark is of one number: of a formula it would be on nothing, and is an error."""
    text = TEXT.replace("10 - value * coefficient", "10 - value * 0.5 illustrative")
    assert ("R856", "`illustrative` marks one number, and `10 - value * 0.5` is a formula") in found(text)
    assert "R856" not in [code for code, _ in found(TEXT.replace("0.5 illustrative", "-0.5 illustrative"))]


def test_illustrative_day_of_a_parameter() -> None:
    """A day that no act sets is marked as a number is, and formatting keeps it."""
    text = TEXT + '\nparameter last_day "Last day"\n  value\n    2024:         2024-02-15 illustrative\n'
    program = compiled(text).program
    assert program is not None
    assert [(one.code, one.text) for one in program.illustrations][0:2] == [
        ("coefficient", "0.5"),
        ("last_day", "2024-02-15"),
    ]
    assert survives_formatting(text)


def test_illustrative_survives_formatting() -> None:
    """Formatting keeps the mark."""
    assert survives_formatting(TEXT)


SCHEDULE = """\
schedule yearly "Schedule of 2024"
  reported year   2024
  held year       2025
  last day        2024-12-15 illustrative

every deadline
  if day off      stays
  first day       day after

deadline reports "Reports"
  last day        02-17[held year] illustrative

deadline objections "Objections"
  within          5 calendar days illustrative
  counted from    reports

deadline decision "Decision"
  last day        08-31[held year]

quantity until "Last day for objections"
  value           objections

quantity decided "Last day of the decision"
  value           decision

score joint "Joint"
  mean            done, prompt
  needs           50 % illustrative, otherwise not computed

indicator done "Execution"
  better          higher
  value           report.fact

indicator prompt "Promptness"
  better          lower
  value           report.delays
"""
MARKED = [
    ("yearly", "2024-12-15"),
    ("reports", "02-17[held year]"),
    ("objections", "5 calendar days"),
    ("joint", "50 %"),
]
"""What is marked in it and stands in no formula."""


def test_illustrative_days_terms_and_coverage_are_listed_once() -> None:
    """Days of a schedule and of deadlines, terms and what `needs` asks for, each once though formulas rest on them."""
    program = compiled(SCHEDULE).program
    plain = compiled(SCHEDULE.replace(" illustrative", "")).program
    assert program is not None
    assert plain is not None
    assert [(one.code, one.text) for one in program.illustrations] == MARKED
    assert plain.illustrations == ()
    assert plain.hashes.calc == program.hashes.calc


@pytest.mark.parametrize("marked", [text for _, text in MARKED])
def test_illustrative_mark_of_a_line_is_signed(marked: str) -> None:
    """Taking the mark from any of them is another program."""
    program = compiled(SCHEDULE).program
    other = compiled(SCHEDULE.replace(f"{marked} illustrative", marked)).program
    assert program is not None
    assert other is not None
    assert other.hashes.program != program.hashes.program


def test_illustrative_days_terms_and_coverage_mark_what_rests_on_them(tmp_path: Path) -> None:
    """A last day counted from an illustrative one, and a mean that stands by an illustrative share; no other."""
    result = ran(tmp_path, SCHEDULE)
    marks = {
        name: "illustrative"
        in result.trace(name, None if name in ("until", "decided") else "north").root.value.reading.marks
        for name in ("until", "decided", "joint", "done")
    }
    assert marks == {"until": True, "decided": False, "joint": True, "done": False}


def test_illustrative_days_terms_and_coverage_have_no_official_results(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`tarazy run --official` names each at its place."""
    for name, content in FILES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    text = f"{HEAD}\n{SCHEDULE}"
    Path("example.meth").write_text(text, encoding="utf-8")
    assert main(["run", "example.meth", "--official", "--out", "values.csv", "--format", "json"]) == 1
    findings = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["code"] == "R855"]
    lines = text.splitlines()
    said = [lines[one["place"]["line"] - 1][one["place"]["column"] - 1 :] for one in findings]
    assert [text.partition(" illustrative")[0] for text in said] == [text for _, text in MARKED]


@pytest.mark.parametrize("amount", ["2", "50 %", "50 % of weight"])
@pytest.mark.parametrize("rest", ["", ", otherwise not computed", ", otherwise 0 illustrative"])
def test_illustrative_coverage_survives_formatting(amount: str, rest: str) -> None:
    """Every measure of `needs` but `all`, which is no number, can be marked, in all three languages."""
    text = SCHEDULE.replace("50 % illustrative, otherwise not computed", f"{amount} illustrative{rest}")
    assert survives_formatting(text)
    source = source_of("example.meth", f"{HEAD}\n{text}")
    for language, mark in (("ru", "условно"), ("kk", "шартты")):
        there = source_of("example.meth", translated(source, source, language))
        assert there.text.count(f" {mark}") == text.count(" illustrative")
        assert translated(there, there, "en").count(" illustrative") == text.count(" illustrative")


def test_all_is_never_illustrative() -> None:
    """`all` is no number, and a mark behind it is an error."""
    assert "P110" in [code for code, _ in found(SCHEDULE.replace("50 % illustrative", "all illustrative"))]
