"""B7: another scale, another list and other weights for another type of body."""

from __future__ import annotations

from pathlib import Path

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

SCALE = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          by bands of value
    body.kind | from | below | points
    ministry  |      | 90    | 0
              | 90   |       | 10
    agency    |      | 50    | 0
              | 50   |       | 10
"""
WEIGHTS = """\
indicator done "Execution"
  better          higher
  value           report.fact / 10
  points          value

indicator delays "Delays"
  better          lower
  value           report.delays
  points          value

score total "Total"
  weighted mean
    done:         if(body.kind = ministry; 60 %; 40 %)
    delays:       if(body.kind = ministry; 40 %; 60 %)
"""
KINDS = (
    HEAD.replace("kind:         one of ministry, agency", "kind:         kinds")
    + """
list kinds "Kinds of bodies"
  key             kind
  columns
    title:        text
  rows
    kind     | title
    ministry | "Ministry"
    agency   | "Agency"
"""
)
LISTS = """\
list questions "Questions to ministries and agencies"
  key             question
  columns
    asked_of:     kinds
    weight:       points, 0 decimals, 0 to 10
  rows
    question | asked_of | weight
    news     | ministry | 2
    laws     | ministry | 3
    contacts | agency   | 4

source sheet "Check of the web sites"
  file            "sheet.csv"
  key             body, question, year
  columns
    found:        yes/no, may be absent

score site "Web site"
  value           sum(if(sheet.found; question.weight; 0 points); over questions; only asked_of = body.kind)
  no data         0 points
"""
GROUPS = """\
list ministries of bodies "Ministries"
  only            body.kind = ministry

indicator transfers "Transfers to the regions"
  applies to      ministries
  better          higher
  value           report.plan / 100
  points          10 * value

indicator done "Execution"
  better          higher
  value           report.fact / 100
  points          10 * value

score total "Total"
  weighted mean
    transfers:    50 %
    done:         50 %
  not applicable members  weights rescaled
"""
SHEET = {
    "sheet.csv": "body,question,year,found\nnorth,news,2024,yes\nnorth,laws,2024,yes\nnorth,contacts,2024,\n"
    "south,contacts,2024,yes\nsouth,news,2024,\nsouth,laws,2024,\nwest,contacts,2024,no\nwest,news,2024,\nwest,laws,2024,\n"
}


def shown(folder: Path, text: str, name: str, files: dict[str, str] | None = None, head: str = HEAD) -> list[str]:
    """A value of north, a ministry, and of south and west, agencies."""
    result = ran(folder, text, files, head)
    return [result.shown(name, body) for body in ("north", "south", "west")]


def test_B7_another_scale(tmp_path: Path) -> None:
    """60 earns an agency full points and would earn a ministry none."""
    assert shown(tmp_path, SCALE, "done") == ["10 points", "10 points", "0 points"]
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,1,60,0\nsouth,2024,1,60,0\nwest,2024,1,49,0\n"}
    assert shown(tmp_path, SCALE, "done", files) == ["0 points", "10 points", "0 points"]


def test_B7_other_weights(tmp_path: Path) -> None:
    """North: 0.6 × 10 + 0.4 × 0; south: 0.4 × 6 + 0.6 × 3; west: 0.4 × 1 + 0.6 × 7."""
    assert shown(tmp_path, WEIGHTS, "total") == ["6 points", "4.2 points", "4.6 points"]


def test_B7_another_list(tmp_path: Path) -> None:
    """Ministries are asked for news and laws, agencies for contacts: 2 + 3, 4, none."""
    assert shown(tmp_path, LISTS, "site", SHEET, KINDS) == ["5 points", "4 points", "0 points"]


def test_B7_another_base(tmp_path: Path) -> None:
    """What does not apply to a type of body leaves the others its weight: (10 + 10) / 2, 6 alone, 1 alone."""
    assert shown(tmp_path, GROUPS, "total") == ["10 points", "6 points", "1 point"]
    assert shown(tmp_path, GROUPS, "transfers")[1] == "not applicable"


def test_B7_weights_make_100_percent_for_every_type() -> None:
    """Weights by a condition are added up for each way in which it can turn out."""
    assert codes(WEIGHTS.replace("40 %; 60 %)", "40 %; 50 %)")) == ["W461"]
    assert codes(WEIGHTS.replace("ministry; 60 %", "ministri; 60 %")) == ["N157"]


def test_B7_every_type_has_its_bands_without_gaps() -> None:
    """A gap in the bands of agencies, a type without bands."""
    assert codes(SCALE.replace("| 50   |       | 10", "| 60   |       | 10")) == ["B401"]
    assert codes(SCALE[: SCALE.index("    agency")]) == ["B411"]


def test_B7_trace_says_by_which_type(tmp_path: Path) -> None:
    """The type of the body with its cell, and what it decided: the bands, the weight, that something does not apply."""
    assert "agency -> by bands of value" in ran(tmp_path, SCALE).text("done", "south")
    text = ran(tmp_path, WEIGHTS).text("total", "south")
    assert "body.kind = ministry: agency = ministry is no" in text
    assert "bodies.kind[south] = agency   bodies.csv, row 3, column kind" in text
    assert "applies to ministries" in ran(tmp_path, GROUPS).text("transfers", "south")


def test_B7_survives_formatting_and_translation_and_is_hashed() -> None:
    """Layout and language leave it; another weight for agencies is another calculation."""
    for text, head in ((SCALE, HEAD), (WEIGHTS, HEAD), (LISTS, KINDS), (GROUPS, HEAD)):
        assert survives_formatting(text, head)
        for language in ("ru", "kk"):
            assert survives_translation(f"{head}\n{text}", language)
    other = WEIGHTS.replace("60 %; 40 %)", "60 %; 30 %)").replace("40 %; 60 %)", "40 %; 70 %)")
    assert len({one.hashes.calc for text in (WEIGHTS, other) if (one := compiled(text).program) is not None}) == 2
