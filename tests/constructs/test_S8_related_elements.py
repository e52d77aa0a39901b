"""S8: elements that are related to the current one: its own (`its`), those with the same word in a column (`same`)."""

from __future__ import annotations

from pathlib import Path

import pytest
from flint import fmpq

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import vocabulary
from tests.constructs.programs import HEAD, codes, compiled, findings, found, ran, survives_formatting

UNITS = """
list units "Units of bodies"
  rows
    unit  | part_of | serves | size
    legal | north   | south  | 4
    press | north   | north  | 2
    law   | south   | south  | 7
  key             unit
  columns
    part_of:      bodies
    size:         number, 0 decimals, above 0 to 100
"""
HEAD_OF_UNITS = HEAD + UNITS.replace(" | serves", "").replace(" | south  | ", "  | ").replace(" | north  | ", "  | ")
REGIONS = """
list offices "Offices"
  rows
    office | region | size
    a      | East   | 4
    b      | East   | 2
    c      | West   | 7
    d      | West   | 9
    e      | North  | 1
  key             office
  columns
    region:       one of East, West, North
    size:         number, 0 decimals, above 0 to 100
"""
BEHIND = """
quantity largest "Largest unit"
  value             max(unit.size; over its(units))
  nothing to count  not applicable
"""


def test_S8_its_follows_the_one_column_between_two_lists(tmp_path: Path) -> None:
    """`its(units)` of a body are the units whose one column of bodies names it, as a condition would say."""
    text = BEHIND + (
        "\nquantity same_in_words\n  value  max(unit.size; over units; only part_of = body)\n"
        "  nothing to count  not applicable\n"
        "\nquantity how_many\n  value  1 * count(its(units))\n"
        "\nquantity large\n  value  share(its(units); only size > 3)\n  nothing to count  not applicable\n"
    )
    result = ran(tmp_path, text, head=HEAD_OF_UNITS)
    bodies = ("north", "south", "west")
    assert [result.shown("largest", body) for body in bodies] == ["4", "7", "not applicable"]
    assert [result.shown("same_in_words", body) for body in bodies] == ["4", "7", "not applicable"]
    assert [result.shown("how_many", body) for body in bodies] == ["2", "1", "0"]
    assert [result.shown("large", body) for body in bodies] == ["50 %", "100 %", "not applicable"]
    assert "max of unit.size = 4 (that of legal): legal 4, press 2" in result.text("largest", "north")


def test_S8_its_goes_the_other_way_too(tmp_path: Path) -> None:
    """The column may stand in the list of the current element: the region of a unit is one, and its own."""
    regions = """
list regions "Regions"
  rows
    region | people
    up     | 30
    down   | 70
  key             region
  columns
    people:       number, 0 decimals, 0 to 1000
"""
    units = UNITS.replace("serves | size", "lies_in | size").replace(
        "    part_of:      bodies\n", "    lies_in:      regions\n"
    )
    rows = (
        units.replace("part_of | ", "")
        .replace("north   | south  | 4", "up | 4")
        .replace("north   | north  | 2", "down | 2")
    )
    head = HEAD + regions + rows.replace("south   | south  | 7", "down | 7")
    text = """
quantity share_of_region
  for each          units as unit
  value             unit.size / sum(region.people; over its(regions))
  zero divisor      not computed
"""
    result = ran(tmp_path, text, head=head)
    values = [result.result.cell(None, "share_of_region", None, [unit]) for unit in ("legal", "press", "law")]
    assert values == [fmpq(4, 30), fmpq(2, 70), fmpq(7, 70)]


def test_S8_its_in_a_family_and_narrowed(tmp_path: Path) -> None:
    """`only` narrows what `its` chooses, and a bound element may be named; no unit left is said to be so."""
    text = """
quantity others "Units larger than the smallest of the body"
  value             count(its(units); only size > 2) * 1
quantity pairs "Pairs of units, the second not smaller"
  for each          units as unit
  value             sum(if(unit.size[other_one] >= unit.size; 1; 0); over its(units) as other_one)
"""
    result = ran(tmp_path, text, head=HEAD_OF_UNITS)
    assert [result.shown("others", body) for body in ("north", "south")] == ["1", "1"]
    assert [result.shown("pairs", "north", unit) for unit in ("legal", "press", "law")] == ["1", "2", "0"]


def test_S8_its_by_two_columns_or_none_is_refused() -> None:
    """Two columns of one list, or none at all: the author must say which is meant."""
    two = UNITS.replace("    size:", "    serves:       bodies\n    size:")
    (one,) = [one for one in findings(BEHIND, HEAD + two) if one.code == "A265"]
    assert "`units.part_of`, `units.serves`" in one.message
    assert len(one.labels) == 2
    none = HEAD + REGIONS
    assert codes("quantity n\n  value  1 * count(its(offices))\n", none) == ["A265"]
    with_tree = HEAD + REGIONS.replace("columns\n", "columns\n    above:        offices, may be absent\n")
    tree = found("quantity n\n  for each  offices as office\n  value     1 * count(its(offices))\n", with_tree)
    assert [code for code, _ in tree] == ["A265"]
    assert "each other" in tree[0][1]


SAME = "quantity n\n  value  1 * count(evaluated; same kind)\n"


@pytest.mark.parametrize("text", [BEHIND, SAME])
def test_S8_related_elements_survive_formatting_and_translation(text: str) -> None:
    """The text is printed as it was, and through the other languages and back it is the same file."""
    assert survives_formatting(text, HEAD_OF_UNITS)
    formatted = format_file(parse(source_of("example.meth", f"{HEAD_OF_UNITS}\n{text}")).file, vocabulary())
    turned = formatted
    for language in ("ru", "kk", "en"):
        source = source_of("example.meth", turned)
        turned = translated(source, source, language)
        assert (turned == formatted) == (language == "en")
    assert turned == formatted


def test_S8_same_keeps_those_with_the_same_word(tmp_path: Path) -> None:
    """A mean, a count and a place among the elements of the same region; the own element is one of them."""
    text = """
quantity mean_beside "Mean of the region"
  for each          offices as office
  value             mean(office.size; over offices; same region)
quantity place "Place in the region"
  for each          offices as office
  value             rank(office.size; over offices; same region; highest first; ties share the better place)
quantity large "Large offices of the region"
  for each          offices as office
  value             1 * count(offices; same region; only size > 3)
"""
    result = ran(tmp_path, text, head=HEAD + REGIONS)
    assert [result.shown("mean_beside", None, one) for one in "abcde"] == ["3", "3", "8", "8", "1"]
    assert [result.shown("place", None, one) for one in "abcde"] == ["1", "2", "2", "1", "1"]
    assert [result.shown("large", None, one) for one in "abcde"] == ["1", "1", "2", "2", "0"]


def test_S8_same_needs_a_column_that_every_element_has() -> None:
    """What may be absent, what is no column, and the rows of a register are refused, each in its own words."""
    call = "quantity n\n  for each  offices as office\n  value     1 * count(offices; same {})\n"
    assert codes(call.format("region"), HEAD + REGIONS.replace("West, North", "West, North, may be absent")) == ["A269"]
    assert codes(call.format("regoin"), HEAD + REGIONS) == ["N152"]
    assert codes(call.format("office.region"), HEAD + REGIONS) == ["A269"]
    register = """
register cases "Cases"
  file            "cases.csv"
  key             case
  belongs to      body, year
  columns
    body:         bodies
    kind:         one of open, closed
"""
    rows = "quantity n\n  value  1 * count(cases; same kind)\n"
    assert codes(rows, HEAD + register) == ["A269"]


def test_S8_same_is_part_of_what_is_computed() -> None:
    """A program with `same region` is another than one without it."""
    text = "quantity n\n  for each  offices as office\n  value     1 * count(offices; same region)\n"
    with_it, without = (
        compiled(text, HEAD + REGIONS).program,
        compiled(text.replace("; same region", ""), HEAD + REGIONS),
    )
    assert with_it is not None
    assert without.program is not None
    assert with_it.hashes.calc != without.program.hashes.calc
