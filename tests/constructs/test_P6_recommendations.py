"""P6: recommendations are words with a sentence, former ones have a state; both are counted and listed."""

from __future__ import annotations

from pathlib import Path

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tests.constructs.register_programs import codes, registered

HEAD = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

register recommendations "Former recommendations"
  file            "recommendations.csv"
  key             number
  belongs to      body, due
  columns
    body:         bodies
    what:         text
    due:          date
    state:        one of done, partly, not_done
"""
FILES = {
    "bodies.csv": "body\nnorth\nsouth\n",
    "recommendations.csv": "number,body,what,due,state\n"
    "1,north,Publish the plan,2021-05-01,done\n"
    "2,north,Report by quarters,2021-06-01,not_done\n"
    "3,north,Hold a hearing,2021-07-01,partly\n"
    "4,south,Digitise the archive,2021-07-01,done\n"
    "5,south,An older one,2020-07-01,not_done\n",
}
TEXT = """\
quantity open_ones "Not carried out"
  value           count(recommendations; only state != done)

quantity carried_out "Share carried out"
  value           share(recommendations; only state = done)
  nothing to count  not applicable

status advice "What is recommended now"
  value           first that holds
    when              | status | label
    open_ones > 1     | strict | "Report on the former recommendations every month"
    carried_out < 1   | mild   | "Carry out what is left"
    otherwise         | none_needed | "No recommendation"

quantity advised "Bodies that get one"
  value           count(bodies; only advice != none_needed)

quantity sentences "Different recommendations"
  value           distinct count(what; over recommendations)
"""


def test_P6_former_recommendations_are_counted_by_state(tmp_path: Path) -> None:
    """Those of the period and of the body; a share of them is exact."""
    done = registered(tmp_path, TEXT, FILES, head=HEAD)
    assert [done.shown("open_ones", body) for body in ("north", "south")] == [
        "2 recommendations",
        "0 recommendations",
    ]
    assert done.result.cell("north", "carried_out", 2021) * 3 == 1  # type: ignore[operator]  # a present number
    assert done.shown("open_ones", "south", 2020) == "1 recommendations"


def test_P6_new_recommendation_is_a_word_with_a_sentence(tmp_path: Path) -> None:
    """The row that gave it stands in the trace with its sentence; the words are counted over bodies."""
    done = registered(tmp_path, TEXT, FILES, head=HEAD)
    assert [done.shown("advice", body) for body in ("north", "south")] == ["strict", "none_needed"]
    (formula,) = done.result.trace("north", "advice", 2021).root.formulas
    assert [branch.label for branch in formula.branches if branch.taken] == [
        "Report on the former recommendations every month"
    ]
    assert done.shown("advised", None) == "1 bodies"


def test_P6_texts_behind_a_number_are_listed(tmp_path: Path) -> None:
    """The rows behind a count are named, so that a conclusion can quote them."""
    done = registered(tmp_path, TEXT, FILES, head=HEAD)
    (listed,) = done.result.rows("north", "open_ones", 2021)
    what = listed.columns.index("what")
    assert [cells[what] for _, cells in listed.rows] == ["Report by quarters", "Hold a hearing"]
    assert done.shown("sentences", "north") == "3"


def test_P6_survives_formatting() -> None:
    """Formatted once and again it is the same, and no finding is added."""
    once = format_file(parse(source_of("example.meth", f"{HEAD}\n{TEXT}")).file, vocabulary())
    assert format_file(parse(source_of("example.meth", once)).file, vocabulary()) == once
    assert codes(TEXT, HEAD) == []


def test_P6_a_word_without_its_column_is_refused() -> None:
    """A recommendation whose table has no words says nothing."""
    wordless = TEXT.replace("| status |", "| basis  |")
    assert "P123" in codes(wordless, HEAD)
