"""D8: checklists, rows by columns with points per cell; D9: survey tallies to a mean and a share satisfied."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

CHECKLIST = """\
checklist website "Web site"
  basis           methodology annex 2
  filled by       experts
  file            "website.csv"
  key             body, question, year
  earned          site_points
  possible        site_most
  rows
    question | kazakh | russian | english
    news     | 2      | 2       | 1
    contacts | 1      | 1       |

indicator site "Web site"
  better          higher
  value           site_points / site_most
  points          20 * value
  not more than   20 points
  no data         0 points
"""
MARKS = {
    "website.csv": "body,question,year,kazakh,russian,english\n"
    "north,news,2024,yes,yes,yes\nnorth,contacts,2024,yes,no,\n"
    "south,news,2024,no,no,no\nsouth,contacts,2024,no,no,\n"
    "west,news,2024,yes,,no\nwest,contacts,2024,yes,yes,\n"
}
SURVEY = """\
survey opinion "Opinion of recipients"
  kind            sociological research
  file            "opinion.csv"
  key             body, answer, year
  mean            mean_mark
  share           satisfied_share
  rows
    answer    | mark | satisfied
    very_good | 5    | yes
    good      | 4    | yes
    fair      | 3    | no
    bad       | 2    | no
"""
TALLIES = {
    "opinion.csv": "body,answer,year,answers\n"
    + "".join(
        f"{body},{answer},2024,{count}\n"
        for body, counts in (("north", (88, 12, 0, 0)), ("south", (10, 20, 30, 40)), ("west", (1, 0, 0, 1)))
        for answer, count in zip(("very_good", "good", "fair", "bad"), counts, strict=True)
    )
}


def test_D8_points_per_cell(tmp_path: Path) -> None:
    """Marked cells earn their points, unmarked ones none, and a cell that is not asked counts in neither sum."""
    result = ran(tmp_path, CHECKLIST, MARKS)
    assert [result.shown("site_points", body) for body in ("north", "south")] == ["6 points", "0 points"]
    assert result.shown("site_most") == "7 points"


def test_D8_unmarked_is_not_a_no(tmp_path: Path) -> None:
    """A cell that nobody filled in leaves the sum not computed and names the cell; `no data` may answer it."""
    result = ran(tmp_path, CHECKLIST, MARKS)
    assert result.shown("site_points", "west") == "absent"
    causes = result.trace("site_points", "west").root.value.reading.causes
    assert [(one.code, dict(one.place)["website_rows"]) for one in causes] == [("website.russian", "news")]
    answered = CHECKLIST.replace("  rows\n", "  no data         0 points\n  rows\n", 1)
    assert ran(tmp_path, answered, MARKS).shown("site_points", "west") == "0 points"


def test_D8_trace_goes_down_to_the_cell(tmp_path: Path) -> None:
    """The trace shows the marks with their cells and the paragraph, in the published form."""
    text = CHECKLIST
    result = ran(tmp_path, text, MARKS)
    shown = result.text("site", "north")
    assert "website.csv, row 2, column kazakh" in shown
    assert "methodology annex 2" in shown
    Draft202012Validator(schema()).validate(json.loads(trace_json(result.trace("site", "north"))))


def test_D8_trace_tells_the_sheet_row_by_row(tmp_path: Path) -> None:
    """What each row earned stands in the line of the sum, once; points of cells are cited where they are written."""
    result = ran(tmp_path, CHECKLIST, MARKS)
    trace = result.trace("site_points", "north").root
    (aggregate,) = trace.formulas[0].aggregates
    assert [(one.element, one.value.shown) for one in aggregate.members] == [
        ("news", "5 points"),
        ("contacts", "1 point"),
    ]
    assert trace.formulas[0].branches == ()
    text = result.text("site_points", "north")
    written = next(number for number, line in enumerate(f"{HEAD}\n{CHECKLIST}".splitlines(), 1) if line == "  rows")
    assert f"website_rows.kazakh[news] = 2 points   example.meth:{written}\n" in text


def test_D8_code_of_a_sheet_is_that_of_its_data(tmp_path: Path) -> None:
    """A sheet with a code is called so in traces, as a source is."""
    text = CHECKLIST.replace("  filled by", "  code            web_sites\n  filled by")
    assert "web_sites.kazakh[news]" in ran(tmp_path, text, MARKS).text("site_points", "north")


def test_D8_answer_is_forced() -> None:
    """A mark may be missing, so an indicator that rests on it must say what follows."""
    assert codes(CHECKLIST.replace("  no data         0 points\n", "")) == ["S302"]


def test_D9_survey_mean_and_share(tmp_path: Path) -> None:
    """4.88 and 100 %; 3 and 30 %: weighted by how many gave each answer, exactly."""
    result = ran(tmp_path, SURVEY, TALLIES)
    assert [result.shown("mean_mark", body) for body in ("north", "south", "west")] == ["4.88", "3", "3.5"]
    assert [result.shown("satisfied_share", body) for body in ("north", "south", "west")] == ["1", "0.3", "0.5"]


def test_D9_nobody_answered_is_no_division_by_accident(tmp_path: Path) -> None:
    """Without answers the mean is not computed; an indicator must answer it."""
    nobody = {
        "opinion.csv": "body,answer,year,answers\n"
        + "".join(f"north,{one},2024,0\n" for one in ("very_good", "good", "fair", "bad"))
    }
    assert ran(tmp_path, SURVEY, nobody).shown("mean_mark", "north") in ("not computed", "zero divisor")


def test_D8_mistakes() -> None:
    """No name for what is earned, no mark in a survey, a sheet without rows."""
    assert "B435" in codes(CHECKLIST.replace("  earned          site_points\n  possible        site_most\n", ""))
    assert "B435" in codes(SURVEY.replace("| mark |", "| worth |"))
    assert "B435" in codes(SURVEY.replace(" | satisfied", "").replace("| yes", "").replace("| no", ""))


def test_D8_survives_formatting_and_is_hashed() -> None:
    """Formatting changes nothing; another number of points is another program."""
    text = CHECKLIST
    assert survives_formatting(text + "\n" + SURVEY)
    one, other = (compiled(each).program for each in (text, text.replace("| 2      | 2 ", "| 2      | 3 ")))
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc


def test_D9_two_sheets_may_ask_alike(tmp_path: Path) -> None:
    """Two surveys whose rows are both called `answer`, each of its own file, have the results that each has alone."""
    second = (
        SURVEY.replace("opinion", "council")
        .replace("mean_mark", "other_mark")
        .replace("satisfied_share", "other_share")
    )
    second = second.replace("good      | 4", "good      | 3").replace(
        "body, answer, year", '"answer" = answer, body, year'
    )
    tallies = {**TALLIES, "council.csv": TALLIES["opinion.csv"]}
    for text in (SURVEY + "\n" + second, second + "\n" + SURVEY):
        result = ran(tmp_path, text, tallies)
        assert [result.shown(name, "north") for name in ("mean_mark", "other_mark")] == ["4.88", "4.76"]


def test_D9_a_sheet_may_have_a_name_in_any_letters(tmp_path: Path) -> None:
    """Names of the declarations that a survey stands for are made of its own, in whatever letters."""
    result = ran(tmp_path, SURVEY.replace("survey opinion", "survey опрос"), TALLIES)
    assert result.shown("mean_mark", "north") == "4.88"
