"""What fuzzing once broke stays mended: each text is the smallest that showed it."""

import pytest

from fuzz.target import fuzz_one
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of

FOUND = {
    "a word that is no rounding mode": "quantity q\n  value  2.5\n  round  decimals, 0 decimals\n",
    "nothing": "",
}


@pytest.mark.parametrize("name", FOUND)
def test_a_text_found_by_fuzzing_breaks_nothing(name: str) -> None:
    """Law: any text is checked, laid out and evaluated without an exception."""
    fuzz_one(FOUND[name].encode())


def test_a_word_that_is_no_rounding_mode_is_reported() -> None:
    """`round` takes a mode first, and says which there are."""
    text = FOUND["a word that is no rounding mode"]
    found = compile_sources([source_of("x.meth", text)]).findings
    assert [one.code for one in found if one.severity.value == "error"] == ["P132"]


ROWS = """\
list regions "Regions"
  key      region
  columns
    kind:     one of town, village
    founded:  date
    people:   number
    better:   direction
  rows
    region | kind | founded    | people | better
    north  | {kind} | {founded} | {people} | {better}
"""
GOOD = {"kind": "town", "founded": "1936-07-29", "people": "-5", "better": "higher"}


@pytest.mark.parametrize(
    ("column", "cell"),
    [("kind", "vilage"), ("founded", "19361-07-29"), ("people", "1 + 1"), ("people", "5 days"), ("better", "5")],
)
def test_a_row_in_the_text_is_held_to_its_columns(column: str, cell: str) -> None:
    """A day of five digits was once taken for a subtraction and kept as a text: N196 says that it is no date."""
    good = compile_sources([source_of("x.meth", ROWS.format(**GOOD))]).findings
    assert [one.code for one in good if one.severity.value == "error"] == []
    found = compile_sources([source_of("x.meth", ROWS.format(**GOOD | {column: cell}))]).findings
    assert [one.code for one in found if one.severity.value == "error"] == ["N196"]
