"""X3: the best body has 100, the others relative to it."""

from __future__ import annotations

from pathlib import Path

from tests.constructs.program_files import values


def test_X3_share_of_the_best(tmp_path: Path) -> None:
    """100 × x / greatest; where less is better, 100 × least / x."""
    text = """\
module normalisation

quantity more "More is better"
  value           100 * share_of_maximum(report.fact; over bodies)
  zero divisor    0

quantity fewer "Fewer is better"
  value           100 * share_of_minimum(report.fact; over bodies)
  zero divisor    0
"""
    found = values(tmp_path, text)
    assert found["more"] == {"north": "100", "south": "60", "west": "20"}
    assert found["fewer"] == {"north": "20", "south": "33.3333333333…", "west": "100"}
