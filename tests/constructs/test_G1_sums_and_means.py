"""G1: sum of points, weighted sum, mean, weighted mean; weights and points that must add up."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import codes, found, ran, survives_formatting
from tests.constructs.totals import FILES, HEAD

WHOLE = HEAD.replace(", may be absent", "").replace("  no data         not applicable\n", "")
REPORT = {**FILES, "report.csv": "body,year,a,b,c\nnorth,2024,60,80,20\n"}
TEXT = """\
criterion added "Sum of points"
  sum             first, second, third
  most points     20

criterion heavier "Weighted sum"
  sum             2 * first, 3 * second, third

criterion middle "Mean"
  mean            first, second, third

score weighted "Weighted mean"
  weighted mean
    first:        50 %
    second:       30 %
    third:        20 %

score by_hand "The same, written out"
  value           50 % * first + 30 % * second + 20 % * third
"""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("added", "11 points"),
        ("heavier", "25 points"),
        ("middle", "3.66666666666… points"),
        ("weighted", "4.4 points"),
        ("by_hand", "4.4 points"),
    ],
)
def test_G1_four_ways_to_add(tmp_path: Path, name: str, value: str) -> None:
    """6 + 4 + 1; 12 + 12 + 1; 11 / 3; 3 + 1.2 + 0.2."""
    assert ran(tmp_path, TEXT, REPORT, WHOLE).shown(name, "north") == value


def test_G1_trace_shows_members_and_weights(tmp_path: Path) -> None:
    """The formula with the numbers put in, each with its weight."""
    text = ran(tmp_path, TEXT, REPORT, WHOLE).text("weighted", "north")
    assert "= weighted mean of 6 × 50 %, 4 × 30 %, 1 × 20 % = 4.4 points" in text


@pytest.mark.parametrize(("weight", "total"), [("19 %", "99 %"), ("20.1 %", "100.1 %"), ("0.2 %", "80.2 %")])
def test_G1_weights_that_do_not_make_100_percent(weight: str, total: str) -> None:
    """Exactly: 99 % and 100.1 % are refused before any data are read."""
    messages = dict(found(TEXT.replace("20 %\n\nscore", f"{weight}\n\nscore"), WHOLE))
    assert total in messages["W461"]


def test_G1_points_that_do_not_make_the_maximum() -> None:
    """10 + 5 + 5 is 20, and a maximum of 25 is refused."""
    messages = dict(found(TEXT.replace("most points     20", "most points     25"), WHOLE))
    assert "can give 20 at most" in messages["W467"]


def test_G1_members_must_have_one_unit() -> None:
    """Points and days are no sum."""
    assert "T205" in codes("criterion mixed\n  sum             first, 3 days\n", WHOLE)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_G1_is_the_same_in_other_languages(language: str) -> None:
    """Formatting and translation change nothing."""
    assert survives_formatting(TEXT, WHOLE)
    assert survives_translation(f"{WHOLE}\n{TEXT}", language)
