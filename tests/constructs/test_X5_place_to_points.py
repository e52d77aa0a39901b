"""X5: the place gives points, and it may be the place of a former year."""

from __future__ import annotations

from pathlib import Path

from tests.constructs.program_files import values

TEXT = """\
module normalisation

quantity place "Place"
  value           place_mean_shared(report.fact; over bodies)

quantity standing "Points of the place: 100 − (100 / N) × place"
  value           100 - 100 / (1 * count(bodies)) * place

quantity former "Place of the former year"
  value           place[previous year]

quantity at_once "Place of the former year, asked of the function itself"
  value           place_mean_shared(report.fact; over bodies)[previous year]
"""


def test_X5_place_to_points(tmp_path: Path) -> None:
    """The first of three has two thirds of a hundred, the last none."""
    found = values(tmp_path, TEXT)
    assert found["place"] == {"north": "1", "south": "2", "west": "3"}
    assert found["standing"]["west"] == "0"
    assert found["standing"]["north"] == "66.6666666666…"


def test_X5_place_of_a_former_year(tmp_path: Path) -> None:
    """A selector chooses the former year of a place, and of the call of a function."""
    found = values(tmp_path, TEXT)
    assert found["former"] == found["at_once"] == {"north": "3", "south": "1", "west": "2"}
