"""S6: one indicator in several groupings: measured once, counted wherever it is named."""

from __future__ import annotations

from pathlib import Path

from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

LISTS = (
    HEAD
    + """
list formats "Formats of open data"
  key             format
  columns
    title:        text
  rows
    format | title
    portal | "Portal"
    budget | "Budget"
    data   | "Data"

list indices "Indices"
  key             index
  columns
    title:        text
  rows
    index    | title
    openness | "Openness"
    service  | "Service"

source grouping "Which format counts in which index, and how much"
  file            "grouping.csv"
  key             format, index
  columns
    weight:       number, 0 decimals, above 0 to 100, may be absent

source marks "Marks"
  file            "marks.csv"
  key             body, format, year
  columns
    mark:         number, 0 decimals, 0 to 100

"""
)
TEXT = """\
indicator measured "Mark of a format"
  for each        formats as format
  better          higher
  value           marks.mark

criterion of_index "Index"
  for each        indices as index
  value           weighted mean(measured; weight grouping.weight; over formats; only has(grouping.weight))
  nothing to count  not applicable

score overall "All formats alike"
  mean            measured[portal], measured[budget], measured[data]
"""
FILES = {
    "grouping.csv": "format,index,weight\nportal,openness,50\nbudget,openness,50\nportal,service,20\ndata,service,80\n",
    "marks.csv": "body,format,year,mark\n"
    + "".join(
        f"{body},{one},2024,{mark}\n"
        for body, marks in (("north", (10, 30, 60)), ("south", (100, 0, 50)), ("west", (0, 0, 0)))
        for one, mark in zip(("portal", "budget", "data"), marks, strict=True)
    ),
}
BY_THEME = """\
indicator execution "Execution"
  better          higher
  value           report.fact / 10

indicator delays "Delays"
  better          lower
  value           report.delays

block of_inspector "By who assesses"
  sum             execution, delays

block of_theme "By theme"
  sum             delays
"""


def test_S6_one_measure_in_several_groups(tmp_path: Path) -> None:
    """North: (10 + 30) / 2 is 20; 0.2 × 10 + 0.8 × 60 is 50; the mean of all is 33 1/3. The portal counts in both."""
    result = ran(tmp_path, TEXT, FILES, LISTS)
    assert [result.shown("of_index", "north", index) for index in ("openness", "service")] == ["20", "50"]
    assert [result.shown("of_index", "south", index) for index in ("openness", "service")] == ["50", "60"]
    assert result.shown("overall", "north") == "33.3333333333…"


def test_S6_a_grouping_is_data(tmp_path: Path) -> None:
    """Another file groups anew, and the text stays."""
    other = {**FILES, "grouping.csv": "format,index,weight\nportal,openness,100\ndata,service,100\n"}
    result = ran(tmp_path, TEXT, other, LISTS)
    assert [result.shown("of_index", "north", index) for index in ("openness", "service")] == ["10", "60"]
    single = {**FILES, "grouping.csv": "format,index,weight\nportal,openness,100\n"}
    assert ran(tmp_path, TEXT, single, LISTS).shown("of_index", "north", "service") == "not applicable"


def test_S6_named_members_may_stand_in_several_groups(tmp_path: Path) -> None:
    """By who assesses and by theme: the same indicator, computed once."""
    result = ran(tmp_path, BY_THEME)
    assert [result.shown(name, "south") for name in ("of_inspector", "of_theme")] == ["9", "3"]


def test_S6_trace_shows_the_measure_under_each_group(tmp_path: Path) -> None:
    """The members of a group with their values and weights, and each down to its cell."""
    text = ran(tmp_path, TEXT, FILES, LISTS).text("of_index", "north", "service")
    assert "portal 10" in text
    assert "data 60" in text
    assert "budget 30" not in text
    assert "marks.csv, row 4, column mark" in text


def test_S6_a_group_names_what_there_is() -> None:
    """A member twice in one group, an element that there is not, a family where one value is needed."""
    assert "W463" in codes(BY_THEME.replace("execution, delays", "delays, delays"))
    assert codes(TEXT.replace("measured[portal]", "measured[porta]"), LISTS) == ["N157"]
    assert codes(TEXT.replace("measured[portal]", "measured[openness]"), LISTS) == ["N157"]
    wrong = TEXT.replace(
        "mean            measured[portal], measured[budget], measured[data]", "value           measured"
    )
    assert "A261" in codes(wrong, LISTS)


def test_S6_survives_formatting_and_is_hashed() -> None:
    """Formatting changes nothing; a member moved to another group is another calculation."""
    assert survives_formatting(TEXT, LISTS)
    one, other = (
        compiled(text).program
        for text in (BY_THEME, BY_THEME.replace("sum             delays", "sum             execution"))
    )
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc
