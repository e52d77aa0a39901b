"""R2: rounding is named at a node, by mode and digits, and is another thing than print."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, ran, survives_formatting

MODES = ("half up", "half down", "half even", "up", "down", "ceiling", "floor")


def rounded(mode: str, sign: str = "") -> str:
    """A value rounded to one decimal."""
    return f"quantity x\n  value           {sign}report.fact / 100\n  round           {mode}, 1 decimal\n"


@pytest.mark.parametrize(
    ("mode", "quarter", "third_tenth"),
    [
        ("half up", "0.3", "-0.3"),
        ("half down", "0.2", "-0.2"),
        ("half even", "0.2", "-0.2"),
        ("up", "0.3", "-0.3"),
        ("down", "0.2", "-0.2"),
        ("ceiling", "0.3", "-0.2"),
        ("floor", "0.2", "-0.3"),
    ],
)
def test_R2_each_mode(tmp_path: Path, mode: str, quarter: str, third_tenth: str) -> None:
    """0.25 and -0.25 to one decimal."""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,25,0\n"}
    assert ran(tmp_path, rounded(mode), files).shown("x", "north") == quarter
    assert ran(tmp_path, rounded(mode, "-"), files).shown("x", "north") == third_tenth


def test_R2_at_this_node_and_no_other(tmp_path: Path) -> None:
    """Rounded parts, or a rounded sum: 0.05 + 0.05 is 0.2 or 0.1."""
    text = """\
quantity part "Rounded"
  value           report.fact / 1000
  round           half up, 1 decimal

quantity of_rounded
  value           part + part

quantity of_exact
  value           part[before rounding] + part[before rounding]
  round           half up, 1 decimal
"""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,50,0\n"}
    done = ran(tmp_path, text, files)
    assert (done.shown("of_rounded", "north"), done.shown("of_exact", "north")) == ("0.2", "0.1")


def test_R2_print_changes_nothing(tmp_path: Path) -> None:
    """`shown with` cuts what is printed; what is computed from it is exact."""
    text = "score total\n  value           report.fact / 7 * 1 point\n  shown with      1 decimal\n\n"
    text += "quantity seven\n  value           7 * total / 1 point\n"
    done = ran(tmp_path, text)
    assert done.shown("seven", "north") == "100"
    assert done.trace("total", "north").root.value.reading.exact == "100/7"


def test_R2_trace_shows_the_step(tmp_path: Path) -> None:
    """With the number before and after."""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,25,0\n"}
    assert "rounded half up to 1 decimal: 0.25 -> 0.3" in ran(tmp_path, rounded("half up"), files).text("x", "north")


@pytest.mark.parametrize(
    ("written", "code"),
    [("1 decimal", "P132"), ("half up", "P132"), ("nearest, 1 decimal", "P124"), ("half up, 1.5 decimals", "P129")],
)
def test_R2_mode_and_digits_are_both_said(written: str, code: str) -> None:
    """No mode holds by itself, and no number of digits."""
    assert codes(f"quantity x\n  value           report.fact\n  round           {written}\n") == [code]


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_R2_is_the_same_in_other_languages(language: str) -> None:
    """Each mode has its words; formatting and translation change nothing."""
    text = "\n".join(rounded(mode).replace("quantity x", f"quantity x{place}") for place, mode in enumerate(MODES))
    assert survives_formatting(text)
    assert survives_translation(f"{HEAD}\n{text}", language)
