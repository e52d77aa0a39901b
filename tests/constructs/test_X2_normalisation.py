"""X2: min–max normalisation, direct and mirrored, and the case in which all values are equal."""

from __future__ import annotations

from pathlib import Path

from tarazy.dsl.source import Span
from tests.constructs.program_files import FILES, checked, ran, values

INDEX = """\
module normalisation

quantity direct "Higher is better"
  value           min_max(report.fact; over bodies)
  all equal       0.5

quantity mirrored "Lower is better"
  value           min_max_mirrored(report.delays; over bodies)
  all equal       0.5
"""


def test_X2_min_max_direct_and_mirrored(tmp_path: Path) -> None:
    """The least body has 0 and the greatest 1, or the other way round."""
    found = values(tmp_path, INDEX)
    assert found["direct"] == {"north": "1", "south": "0.5", "west": "0"}
    assert found["mirrored"] == {"north": "1", "south": "0.5", "west": "0"}


def test_X2_all_equal_is_what_the_author_says(tmp_path: Path) -> None:
    """Where all have the same value no way leads from the least to the greatest, and the line `all equal` answers."""
    same = {**FILES, "report.csv": FILES["report.csv"].replace("60", "100").replace(",20,", ",100,")}
    assert set(values(tmp_path, INDEX, same)["direct"].values()) == {"0.5"}


def test_X2_without_the_line_all_equal_the_program_is_refused(tmp_path: Path) -> None:
    """A missing choice is an error at the call, with the place inside the function beside it."""
    text = INDEX.replace("  all equal       0.5\n\nquantity m", "\nquantity m")
    (found,) = checked(tmp_path, text).findings.errors
    assert isinstance(found.place, Span)
    assert (found.code, found.place.text) == ("S322", "min_max(report.fact; over bodies)")
    assert [label.span.source.name for label in found.labels] == ["stdlib/normalisation.meth"]


def test_X2_a_part_of_the_bodies(tmp_path: Path) -> None:
    """A call narrows the list by `only`; who is outside is placed between the ends of those inside."""
    text = INDEX.replace("min_max(report.fact; over bodies)", "min_max(report.fact; over bodies; only kind = agency)")
    assert values(tmp_path, text)["direct"] == {"north": "2", "south": "1", "west": "0"}


def test_X2_the_trace_shows_the_ends(tmp_path: Path) -> None:
    """The function's formula and the statistics of the group stand in the trace, with how many took part."""
    text = ran(tmp_path, INDEX).text("direct", "south")
    assert "min_max: (x − least) / (greatest − least)   normalisation.meth:" in text
    assert "min(x; over group) = 20: 3 members" in text
    assert "max(x; over group) = 100: 3 members" in text
