"""P. 53–56: what becomes of a body that was reorganised, by the day of the reorganisation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.replay import replay
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.trace_json import trace_json
from tarazy.interpreter.trace_text import trace_text
from tests.decree.matrix import assessed_by, resolved

TEXT = """\
methodology example "Reorganised in {day}"
  version         1
  in force from   2019-01-01
  period          year
  evaluates       assessed

act decree "Decree"

list bodies "Bodies"
  key             body
  as of           any day

body old "The former ministry"
  in force until  {day}

body new "The new ministry"

body third "Another ministry"

list assessed of bodies
  members         old, new, third

reorganisation change "The change"
  date            {day}
  form            accession
  former bodies   old
  new bodies      new

regime within_successor "Assessed within the successor"
  basis           decree p. 53
  reorganised from   01-01[reported year]
  reorganised until  06-30[reported year]
  former body     assessed within the successor

regime analysed "Analysed"
  basis           decree p. 54
  reorganised from   07-01[reported year]
  reorganised until  12-31[reported year]
  former body     recommendations only

regime recommended "Recommended"
  basis           decree p. 55
  reorganised from   01-01[held year]
  reorganised until  02-15[held year]
  former body     recommendations only

source report "Report"
  file            "report.csv"
  at reorganisation  {merging}
  key             body, year
  columns
    done:         number, 0 decimals, 0 to 1000
    planned:      number, 0 decimals, above 0 to 1000

list goals "Goals"
  file            "goals.csv"
  key             goal
  columns
    owner:        bodies

source results "Results"
  file            "results.csv"
  key             goal, year
  columns
    reached:      number, 0 decimals, 0 to 10

register letters "Letters"
  file            "letters.csv"
  key             letter
  belongs to      body, due
  columns
    letter:       number, 0 decimals
    body:         bodies
    due:          date
    in_time:      yes/no

quantity done "Done"
  value           report.done

indicator execution "Execution, made anew from the sums"
  better          higher
  value           report.done / report.planned

indicator goals_reached "Goals reached"
  better          higher
  value           sum(results.reached; over its(goals))

indicator answered "Letters answered in time"
  better          higher
  value           share(letters; only in_time)
  nothing to count  not applicable

block work "Work"
  sum             execution, goals_reached, answered
  needs           all, otherwise not applicable

score total "Total"
  sum             work
  needs           all, otherwise not applicable

quantity mean_total "Mean of the assessed"
  value           mean(total; over assessed)
  nothing to count  not applicable

rank place "Place"
  value           rank(total; over assessed; highest first; ties share the better place)
"""
FILES = {
    "report.csv": "body,year,done,planned\nold,2019,10,100\nnew,2019,30,60\nthird,2019,5,10\n",
    "goals.csv": "goal,owner\ng1,old\ng2,new\ng3,third\n",
    "results.csv": "goal,year,reached\ng1,2019,1\ng2,2019,2\ng3,2019,4\n",
    "letters.csv": "letter,body,due,in_time\n"
    "1,old,2019-02-01,yes\n2,old,2019-03-01,no\n3,new,2019-08-01,yes\n4,new,2019-09-01,yes\n5,third,2019-01-01,yes\n",
}
FIRST_HALF, SECOND_HALF, AFTER_YEAR_END, AFTER_REPORTS = "2019-06-30", "2019-07-01", "2020-02-15", "2020-02-16"


def _run(folder: Path, day: str, merging: str = "summed") -> RunResult:
    text = TEXT.replace("{day}", day).replace("{merging}", merging)
    compilation = compile_sources([source_of("example.meth", text)])
    program = compilation.program
    assert program is not None, [(one.code, one.message) for one in compilation.findings.errors]
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    snapshot, findings = read_snapshot(program.lists, program.sources, "assessed", folder, registers=program.registers)
    assert snapshot is not None, [one.message for one in findings]
    return run(program, snapshot, [2019])


def _values(result: RunResult, code: str) -> dict[str, str]:
    return {row.body: row.value or row.state for row in result.scores if row.name == code}


def _text(result: RunResult, code: str, body: str) -> str:
    return trace_text(result.trace(body, code, 2019, ()))


def test_p53_first_half_year_is_assessed_within_the_successor(tmp_path: Path) -> None:
    """Amounts are summed, ratios made anew from the sums, goals go over, rows of registers stand together."""
    result = _run(tmp_path, FIRST_HALF)
    assert _values(result, "execution") == {"old": "not applicable", "new": "0.25", "third": "0.5"}
    assert _values(result, "goals_reached") == {"old": "not applicable", "new": "3", "third": "4"}
    assert _values(result, "answered") == {"old": "not applicable", "new": "0.75", "third": "1"}


def test_p53_trace_of_the_successor_shows_the_merged_inputs(tmp_path: Path) -> None:
    """Both figures, each with its cell, and the paragraph; whose rows of a register."""
    text = _text(_run(tmp_path, FIRST_HALF), "total", "new")
    figures = "30 (new; report.csv, row 3, column done) + 10 (old; report.csv, row 2, column done)"
    assert f"rule: summed: {figures}; decree p. 53" in text
    assert "3 of 4 rows of letters (body = new, old, due in 2019)" in text


def test_p53_trace_of_the_former_body_cites_the_paragraph(tmp_path: Path) -> None:
    """Not applicable, by the regime, with the successor."""
    text = _text(_run(tmp_path, FIRST_HALF), "total", "old")
    assert "2019: not applicable" in text
    assert "rule: regime within_successor: assessed within the successor (new); decree p. 53" in text


def test_p53_group_is_without_the_former_body(tmp_path: Path) -> None:
    """Neither a mean nor a rank counts it, nor its data twice."""
    result = _run(tmp_path, FIRST_HALF)
    assert _values(result, "mean_total") == {"": "4.75"}
    assert _values(result, "place") == {"old": "not applicable", "new": "2", "third": "1"}


def test_p53_trace_is_replayed(tmp_path: Path) -> None:
    """Computed again it comes out in the same bytes."""
    result = _run(tmp_path, FIRST_HALF)
    stored = trace_json(result.trace("new", "total", 2019, ()))
    assert replay(stored, result.program, result.snapshot) == stored


@pytest.mark.parametrize(("merging", "value"), [("summed", "40"), ("averaged", "20"), ("the successor alone", "30")])
def test_p53_how_figures_are_merged_is_said(tmp_path: Path, merging: str, value: str) -> None:
    """By the line of the source: 30 of the successor and 10 of the former body."""
    assert _values(_run(tmp_path, FIRST_HALF, merging), "done")["new"] == value


def test_p53_source_that_does_not_say_how_is_refused() -> None:
    """The decree has no rule, so the text must choose."""
    text = TEXT.replace("{day}", FIRST_HALF).replace("  at reorganisation  {merging}\n", "")
    found = compile_sources([source_of("example.meth", text)]).findings
    assert [(one.code, one.words["name"]) for one in found.errors] == [("R879", "report")]


@pytest.mark.parametrize(
    ("day", "regime", "paragraph"),
    [(SECOND_HALF, "analysed", "decree p. 54"), (AFTER_YEAR_END, "recommended", "decree p. 55")],
)
def test_p54_and_p55_results_are_recommendations(tmp_path: Path, day: str, regime: str, paragraph: str) -> None:
    """The former body is computed on its own, marked, and out of the group; the successor keeps its own data."""
    result = _run(tmp_path, day)
    assert _values(result, "execution") == {"old": "0.1", "new": "0.5", "third": "0.5"}
    assert _values(result, "goals_reached") == {"old": "1", "new": "2", "third": "4"}
    assert _values(result, "place") == {"old": "not applicable", "new": "2", "third": "1"}
    text = _text(result, "total", "old")
    assert "(recommendations only)" in text
    assert f"rule: regime {regime}: recommendations only (new); {paragraph}" in text


def test_p55_ends_with_the_day_of_reports(tmp_path: Path) -> None:
    """Later reorganisations change nothing in the evaluation of the year."""
    result = _run(tmp_path, AFTER_REPORTS)
    assert "recommendations" not in _text(result, "total", "old")
    assert _values(result, "place") == {"old": "3", "new": "2", "third": "1"}


def test_p53_chain_of_2019_ends_in_the_last_successor(decree: Path) -> None:
    """The ministry of 2018 became one in February 2019 and another in June: both are assessed within the last."""
    regimes = resolved(decree / "overall_2020.meth").process.regimes
    assert regimes.within("digital", 2019) == ("defence_aerospace", "digital_defence")
    assert regimes.within("information", 2019) == ("information_communications", "social_development")
    assert regimes.within("civil_service", 2019) == ("civil_service_anticorruption",)
    assert regimes.within("digital", 2020) == ()


def test_p54_ministry_that_ended_in_december_2018(decree: Path) -> None:
    """In the evaluation of 2018 its results are recommendations."""
    standing = resolved(decree / "overall_2020.meth").process.regimes.standing("investment_development", 2018)
    assert standing is not None
    assert (standing.regime.code, standing.successors) == ("analysed", ("industry",))


def test_p53_transfer_of_functions_is_left_open(decree: Path) -> None:
    """Whether it is a reorganisation the decree does not say: no regime applies, and the question is told."""
    process = resolved(decree / "overall_2020.meth").process
    assert process.regimes.standing("energy", 2019) is None
    (question,) = (one for one in process.open_questions if one.kind == "reorganisation")
    assert question.code == "ecology_2019"


def test_p56_assessor_of_the_first_half_of_the_next_year(decree: Path) -> None:
    """The evaluation of 2018 is carried out in 2019: informatisation had passed on twice by 30 June."""
    found = assessed_by(decree / "interaction.meth", "energy", "e_services_part", 2018)
    assert found == ("informatisation", "digital", "указ p. 29")
