"""Two declarations of data with one code are a finding (N181); asking for their columns is no fault of ours."""

from __future__ import annotations

import pytest

from tests.constructs.programs import codes

REGISTERS = """\
register one "One"
  code            twice
  file            "one.csv"
  key             act
  belongs to      body, day
  columns
    body:         bodies
    day:          date
    first:        number, 0 decimals, 0 to 100

register two "Other"
  code            twice
  file            "other.csv"
  key             act
  belongs to      body, day
  columns
    body:         bodies
    day:          date
    second:       number, 0 decimals, 0 to 100

quantity of_both "Of both"
  value           sum(first; over one) + sum(second; over two)
"""
SOURCES = """\
source one "One"
  code            twice
  file            "one.csv"
  key             body, year
  columns
    first:        number, 0 decimals, 0 to 100

source two "Other"
  code            twice
  file            "other.csv"
  key             body, year
  columns
    second:       number, 0 decimals, 0 to 100

quantity of_both "Of both"
  value           one.first + two.second
"""
LISTS = """\
list one "One"
  code            twice
  file            "one.csv"
  key             item
  columns
    first:        number, 0 decimals, 0 to 100

list two "Other"
  code            twice
  file            "other.csv"
  key             thing
  columns
    second:       number, 0 decimals, 0 to 100

quantity of_both "Of both"
  value           sum(item.first; over one) + sum(thing.second; over two)
"""


@pytest.mark.parametrize("text", [REGISTERS, SOURCES, LISTS], ids=["registers", "sources", "lists"])
def test_one_code_twice_is_a_finding(text: str) -> None:
    """The code is told to be taken; what is asked of the columns is no fault."""
    assert "N181" in codes(text)
