"""F8: a linear or piecewise linear scale from a value to points."""

from __future__ import annotations

from pathlib import Path

from tests.constructs.program_files import values

TEXT = """\
module scoring

indicator execution "Execution of the plan"
  better          higher
  value           report.fact / report.plan
  points          by line of value
    at    | points
    40 %  | 0
    90 %  | 8
    100 % | 10

quantity by_function "The first of the two parts, by a function"
  value           line_between(report.fact / report.plan; 40 %; 90 %; 0; 8)
"""


def test_F8_piecewise_linear_scale(tmp_path: Path) -> None:
    """Straight between the corners and flat outside; the function of the standard library agrees on its part."""
    found = values(tmp_path, TEXT)
    assert found["execution"] == {"north": "10 points", "south": "3.2 points", "west": "0 points"}
    assert found["by_function"] == {"north": "8", "south": "3.2", "west": "0"}
