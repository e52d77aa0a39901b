"""G6: a total over blocks of which some do not apply to a body."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, ran, survives_formatting

BLOCKS = """\
list agencies of bodies "Agencies"
  only            body.kind = agency

block goals "Goals"
  value           report.fact * 1 point

block order "Order"
  applies to      agencies
  value           (100 - 10 * report.delays) * 1 point

block public "Work with the public"
  does not apply to  agencies
  value           report.plan * 1 point
"""
TOTAL = """
score total "Total"
  weighted mean
    goals:        50 %
    order:        30 %
    public:       20 %
  not applicable members  {policy}
  needs                   50 % of weight, otherwise not computed
"""


@pytest.mark.parametrize(
    ("policy", "north", "south"),
    [
        ("weights rescaled", "100 points", "63.75 points"),
        ("maximum lowered", "70 points", "51 points"),
        ("mean of the others", "100 points", "64 points"),
        ("0 points", "70 points", "51 points"),
        ("not applicable", "not applicable", "not applicable"),
    ],
)
def test_G6_total_of_the_blocks_that_there_are(tmp_path: Path, policy: str, north: str, south: str) -> None:
    """The ministry has goals 100 and public 100; the agency goals 60 and order 70.

    Rescaled: (30 + 21) / 0.8. Lowered and with nothing: 30 + 21. The mean of the others is 65: 51 + 13.
    """
    done = ran(tmp_path, f"{BLOCKS}{TOTAL.format(policy=policy)}")
    assert (done.shown("total", "north"), done.shown("total", "south")) == (north, south)


def test_G6_too_few_blocks_make_no_total(tmp_path: Path) -> None:
    """A block that does not apply leaves the coverage; one that is not known stays in it."""
    head = HEAD.replace("0 decimals, 0 to 100\n", "0 decimals, 0 to 100, may be absent\n")
    text = f"{BLOCKS}{TOTAL.format(policy='weights rescaled')}".replace("50 % of weight", "80 % of weight").replace(
        "* report.delays) * 1 point\n", "* report.delays) * 1 point\n  no data         not computed\n"
    )
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,100,\nsouth,2024,100,60,\n"}
    done = ran(tmp_path, text, files, head)
    assert done.shown("total", "north") == "100 points"
    assert done.shown("total", "south") == "not computed"
    assert "because of" in done.text("total", "south")


def test_G6_trace_says_which_blocks(tmp_path: Path) -> None:
    """Who is left out, by which line, and what the others weigh then."""
    text = ran(tmp_path, f"{BLOCKS}{TOTAL.format(policy='weights rescaled')}").text("total", "south")
    assert "left out: public, not applicable" in text
    assert "weights rescaled: goals 50 % -> 62.5 %, order 30 % -> 37.5 %" in text


def test_G6_how_blocks_are_joined_is_asked_for() -> None:
    """Without a line about the missing blocks the total is refused; without a way of joining there is none."""
    silent = TOTAL.format(policy="0 points").replace("  not applicable members  0 points\n", "")
    assert codes(f"{BLOCKS}{silent}") == ["S301"]
    assert "N178" in codes(f"{BLOCKS}\nscore total\n  needs           all\n")


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_G6_is_the_same_in_other_languages(language: str) -> None:
    """Formatting and translation change nothing."""
    text = f"{BLOCKS}{TOTAL.format(policy='weights rescaled')}"
    assert survives_formatting(text)
    assert survives_translation(f"{HEAD}\n{text}", language)
