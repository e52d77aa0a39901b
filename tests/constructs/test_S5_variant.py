"""S5: a variant of a methodology for one body: what it inherits, what has another value, what is left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import (
    compiled,
    ran,
    shown,
    survives_formatting,
    survives_translation,
    text_of,
    variants,
)

PROGRAM = """\
methodology work "Work of the bodies"
  version         1
  basis           order p. 1
  in force from   2024-01-01
  period          year
  evaluates       bodies

act order "Order"

list bodies "Bodies"
  key             body
  columns
    title:        text
  rows
    body          | title
    finance       | "Ministry of Finance"
    national_bank | "National Bank"

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    done:         number, 0 decimals, 0 to 100
    spent:        number, 0 decimals, 0 to 100

parameter norm "Norm"
  basis           order p. 2
  value           50

variant of_the_bank "National Bank"
  basis           order p. 3
  body            national_bank
  leaves out      budget_use
  settings
    norm:         80

quantity reached "Share of the norm"
  value           report.done / norm

quantity budget_use "Use of the budget"
  value           report.spent / norm

quantity total "Total"
  mean                    reached, budget_use
  not applicable members  divided by those taking part
  needs                   1, otherwise not applicable

quantity best_share "Best of all"
  better          higher
  value           best(reached; over bodies)
"""
FILES = {"report.csv": "body,year,done,spent\nfinance,2024,40,20\nnational_bank,2024,40,20\n"}


@pytest.mark.parametrize(
    ("name", "finance", "national_bank"),
    [
        ("reached", "0.8", "0.5"),
        ("budget_use", "0.4", "not applicable"),
        ("total", "0.6", "0.5"),
    ],
)
def test_S5_one_body_has_its_own_rules(tmp_path: Path, name: str, finance: str, national_bank: str) -> None:
    """The body of the variant inherits what is not named, and for the others nothing changes."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert shown(result, name, "finance", "2024") == finance
    assert shown(result, name, "national_bank", "2024") == national_bank


def test_S5_a_statistic_takes_each_body_under_its_own_rules(tmp_path: Path) -> None:
    """Over all bodies each has the value that it has by itself."""
    assert shown(ran(tmp_path, PROGRAM, FILES), "best_share", None, "2024") == "0.8"


def test_S5_trace_shows_the_variant(tmp_path: Path) -> None:
    """The value set for the body, the variant it is set by with its paragraph, and the rule that leaves out."""
    text = text_of(ran(tmp_path, PROGRAM, FILES), "total", "national_bank", "2024")
    assert "report.done / norm\n      = 40 / 80 = 0.5" in text
    assert 'norm[national_bank] "Norm" = 80\n      rule: variant of_the_bank: norm: 80; order p. 3' in text
    assert "rule: variant national_bank: leaves out budget_use" in text


def test_S5_formatting_changes_nothing() -> None:
    """The declaration survives laying out."""
    assert survives_formatting(PROGRAM)


def test_S5_a_variant_is_part_of_the_program() -> None:
    """What it sets and what it leaves out change the hash of what is computed."""
    hashes = set()
    for written, instead in (
        ("", ""),
        ("norm:         80", "norm:         81"),
        ("  leaves out      budget_use\n", ""),
    ):
        program = compiled(PROGRAM.replace(written, instead) if written else PROGRAM).program
        assert program is not None
        hashes.add(program.hashes.calc)
    assert len(hashes) == 3


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("body            national_bank", "body            nationel_bank", ("M609", "near")),
        ("leaves out      budget_use", "leaves out      budget", ("M609", "")),
        ("    norm:         80", "    norn:         80", ("M609", "near")),
        ("    norm:         80", "    norm:         80\n    norm:         90", ("M605", "")),
        ("  leaves out      budget_use\n  settings\n    norm:         80\n", "", ("M609", "nothing")),
        ("    norm:         80", "    norm:         80 KZT", ("T205", "")),
    ],
)
def test_S5_what_does_not_fit_is_refused(written: str, instead: str, found: tuple[str, str]) -> None:
    """A variant that misses what it is about, or gives another unit, is an error."""
    assert found[0] in [code for code, _ in variants(PROGRAM.replace(written, instead))]
    if found[1]:
        assert found in variants(PROGRAM.replace(written, instead))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_S5_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(PROGRAM, language)
