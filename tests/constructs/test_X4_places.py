"""X4: places, what ties share, a further key that breaks them, and places inside groups."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.program_files import HEAD, checked, ran

FILES = {
    "bodies.csv": "body,kind\nnorth,ministry\nsouth,agency\nwest,agency\neast,ministry\n",
    "report.csv": "body,year,plan,fact,delays\nnorth,2024,100,90,0\nsouth,2024,100,60,3\nwest,2024,50,60,7\n"
    "east,2024,10,20,1\n",
}
TEXT = """\
module normalisation

quantity total "Total"
  value           report.fact

rank shared "Equal ones share the better place"
  value           rank(total; over bodies; highest first; ties share the better place)

rank averaged "Equal ones share the mean of their places"
  value           rank(total; over bodies; highest first; ties share the mean place)

rank last_first "The least first"
  value           rank(total; over bodies; lowest first; ties share the better place)

quantity broken "Equal ones by the plan"
  value           place_tie_broken(total; report.plan; over bodies)

list ministries of bodies "Ministries"
  only            kind = ministry

rank of_ministries "Among the ministries"
  applies to      ministries
  value           rank(total; over ministries; highest first; ties share the better place)

quantity of_kind "Among those of the own kind"
  value           1 + sum(if(body.kind[rival] = body.kind and total[rival] > total; 1; 0); over bodies as rival)
"""


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("shared", ("1", "2", "2", "4")),
        ("averaged", ("1", "2.5", "2.5", "4")),
        ("last_first", ("4", "2", "2", "1")),
        ("broken", ("1", "2", "3", "4")),
        ("of_ministries", ("1", "not applicable", "not applicable", "2")),
        ("of_kind", ("1", "1", "1", "2")),
    ],
)
def test_X4_places(tmp_path: Path, name: str, places: tuple[str, ...]) -> None:
    """90, 60, 60, 20: ties share a place, or its mean, or the larger plan goes first; each group has its own first."""
    done = ran(tmp_path, TEXT, FILES)
    assert tuple(done.shown(name, body) for body in ("north", "south", "west", "east")) == places


def test_X4_trace_shows_the_neighbours_and_ties(tmp_path: Path) -> None:
    """The place of how many, who has the same one, who is before and behind."""
    text = ran(tmp_path, TEXT, FILES).text("shared", "west")
    assert "place 2 of 4" in text
    assert "the same place: 2 south 60" in text
    assert "next better: 1 north 90" in text
    assert "next worse: 4 east 20" in text


@pytest.mark.parametrize(
    ("written", "missing"),
    [("highest first", {"ties"}), ("ties share the better place", {"order"}), ("", {"order", "ties"})],
)
def test_X4_order_and_ties_are_chosen(tmp_path: Path, written: str, missing: set[str]) -> None:
    """Neither the end that comes first nor what ties share goes without saying."""
    text = "rank place\n  value           rank(report.fact; over bodies)\n"
    text = text.replace("bodies)", f"bodies; {written})" if written else "bodies)")
    found = checked(tmp_path, text, FILES).findings.errors
    assert {(one.code, one.variant) for one in found} == {("S323", one) for one in missing}


def test_X4_no_place_in_a_group_of_others(tmp_path: Path) -> None:
    """A body outside of the list has no place in it, and must be left out by `applies to`."""
    (found,) = checked(tmp_path, TEXT.replace("  applies to      ministries\n", ""), FILES).findings.errors
    assert found.code == "S321"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_X4_is_the_same_in_other_languages(language: str) -> None:
    """Translation changes nothing, and the way back restores the formatted text."""
    own = TEXT.replace("module normalisation\n", "").replace("place_tie_broken(total; report.plan; over bodies)", "1")
    assert survives_translation(f"{HEAD}\n{own}", language)
