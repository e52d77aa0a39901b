"""G3: where no member applies the whole does not apply, and so on upwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import codes, ran
from tests.constructs.totals import FILES, HEAD

TEXT = """\
block part "A block"
  sum                     first, second
  not applicable members  weights rescaled

block further "Another block"
  mean                    second, third
  not applicable members  divided by those taking part

score total "Total"
  weighted mean
    part:  60 %
    further: 40 %
  not applicable members  weights rescaled
  needs                   50 % of weight, otherwise not computed

rank place "Place"
  value           rank(total; over bodies; highest first; ties share the better place)
"""


def test_G3_goes_up_the_tree(tmp_path: Path) -> None:
    """Nothing applies to the west: no block, no total, no place; and no 0 anywhere. `needs` refuses nothing there."""
    done = ran(tmp_path, TEXT, FILES, HEAD)
    for name in ("part", "further", "total", "place"):
        assert done.shown(name, "west") == "not applicable"
    assert done.shown("further", "south") == "4 points"
    assert done.shown("place", "south") == "1"


@pytest.mark.parametrize("policy", ["weights rescaled", "maximum lowered", "mean of the others", "most points"])
def test_G3_no_policy_makes_something_of_nothing(tmp_path: Path, policy: str) -> None:
    """A policy says what a member leads to beside others; there are none."""
    text = f"score total\n  sum             first, second, third\n  not applicable members  {policy}\n"
    assert ran(tmp_path, text, FILES, HEAD).shown("total", "west") == "not applicable"


def test_G3_a_written_value_stands(tmp_path: Path) -> None:
    """Whoever writes 0 points for a member gets them, also where no member applies."""
    text = "score total\n  sum             first, second, third\n  not applicable members  0 points\n"
    assert ran(tmp_path, text, FILES, HEAD).shown("total", "west") == "0 points"


def test_G3_trace_names_every_member(tmp_path: Path) -> None:
    """Each member with its state."""
    text = ran(tmp_path, TEXT, FILES, HEAD).text("part", "west")
    assert "left out: first, not applicable" in text
    assert "left out: second, not applicable" in text


def test_G3_what_may_not_apply_is_asked_for_above() -> None:
    """A block that may be not applicable forces the total over it to say what then."""
    assert codes(TEXT.replace("40 %\n  not applicable members  weights rescaled\n", "40 %\n"), HEAD) == ["S301"]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_G3_is_the_same_in_other_languages(language: str) -> None:
    """Formatting and translation change nothing."""
    assert survives_translation(f"{HEAD}\n{TEXT}", language)
