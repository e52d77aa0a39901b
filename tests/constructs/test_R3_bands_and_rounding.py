"""R3: whether bands read the rounded or the exact number is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, findings, ran, survives_formatting

HUNDREDTHS = HEAD.replace("fact:         number, 1 decimal", "fact:         number, 2 decimals")
ROWS = "    from | below | {head}\n         | 90    | low\n    90   |       | high\n"
ROUNDED = "score total\n  value           report.fact * 1 point\n  round           half up, 1 decimal\n"
GRADE = "\ngrade by_rounded of total\n" + ROWS.format(head="grade").replace("    ", "  ", 1)
EXACT = "\nstatus by_exact\n  value           by bands of total[before rounding]\n" + ROWS.format(head="status")
TEXT = f"{ROUNDED}{GRADE}{EXACT}"


@pytest.mark.parametrize(
    ("fact", "rounded", "exact"),
    [("89.95", "high", "low"), ("89.94", "low", "low"), ("90.00", "high", "high"), ("90.04", "high", "high")],
)
def test_R3_before_and_after_rounding(tmp_path: Path, fact: str, rounded: str, exact: str) -> None:
    """89.95 rounds to 90.0, which is in the upper band; the exact number is not."""
    files = {"report.csv": f"body,year,plan,fact,delays\nnorth,2024,100,{fact},0\n"}
    done = ran(tmp_path, TEXT, files, HUNDREDTHS)
    assert (done.shown("by_rounded", "north"), done.shown("by_exact", "north")) == (rounded, exact)


def test_R3_trace_shows_which_number_the_bands_read(tmp_path: Path) -> None:
    """The number, its rounding, and the band it fell into."""
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,89.95,0\n"}
    done = ran(tmp_path, TEXT, files, HUNDREDTHS)
    assert "rounded half up to 1 decimal: 89.95 points -> 90 points" in done.text("by_rounded", "north")
    assert "total[before rounding]" in done.text("by_exact", "north")


def test_R3_print_alone_does_not_decide() -> None:
    """A number that is only printed rounded, under bands: what decides is not said, and both ways are offered."""
    text = f"{ROUNDED}{GRADE}".replace("round           half up, 1 decimal", "shown with      1 decimal")
    (found,) = [one for one in findings(text, HUNDREDTHS) if one.severity.value == "error"]
    assert found.code == "B440"
    assert "the printed number decides" in found.help
    assert "the exact number decides" in found.help


def test_R3_each_of_the_two_answers_is_accepted(tmp_path: Path) -> None:
    """Rounded where it is printed, or read before rounding."""
    shown = "score total\n  value           report.fact * 1 point\n  shown with      1 decimal\n"
    files = {"report.csv": "body,year,plan,fact,delays\nnorth,2024,100,89.95,0\n"}
    assert ran(tmp_path, f"{shown}{EXACT}", files, HUNDREDTHS).shown("by_exact", "north") == "low"
    both = shown + "  round           half up, 1 decimal\n"
    assert ran(tmp_path, f"{both}{GRADE}", files, HUNDREDTHS).shown("by_rounded", "north") == "high"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_R3_is_the_same_in_other_languages(language: str) -> None:
    """Formatting and translation change nothing."""
    assert survives_formatting(TEXT, HUNDREDTHS)
    assert survives_translation(f"{HUNDREDTHS}\n{TEXT}", language)
