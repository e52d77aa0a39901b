"""D10: rules on inputs: parts make their total, a part is at most the whole, a printed share is the quotient."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import survives_translation
from tests.constructs.programs import HEAD, codes, compiled, ran, survives_formatting

HEADED = HEAD.replace(
    "    delays:       number, 0 decimals, 0 to 100\n",
    "    delays:       number, 0 decimals, 0 to 100\n"
    "    men:          persons, 0 decimals, 0 to 1000, may be absent\n"
    "    women:        persons, 0 decimals, 0 to 1000\n"
    "    staff:        persons, 0 decimals, above 0 to 1000\n"
    "    printed:      %, 1 decimal, 0 to 100\n",
)
TEXT = """\
check parts "Men and women make the staff"
  basis           methodology p. 20(3)
  holds           report.men + report.women = report.staff

check whole "No more women than staff"
  holds           report.women <= report.staff

check share "The printed share is that of women"
  holds           round(report.women / report.staff; half up; 3 decimals) = report.printed

quantity women "Share of women"
  value           report.women / report.staff
"""


def data(*rows: str) -> dict[str, str]:
    """A report with the columns men, women, staff and printed of north, south and west."""
    lines = [f"{body},2024,1,1,0,{row}" for body, row in zip(("north", "south", "west"), rows, strict=True)]
    return {"report.csv": "\n".join(["body,year,plan,fact,delays,men,women,staff,printed", *lines, ""])}


def failed(folder: Path, *rows: str, text: str = TEXT) -> list[tuple[str, str, str]]:
    """Code, check and place of each rule that does not hold."""
    checks = ran(folder, text, data(*rows), HEADED).result.checks
    return [(one.code, one.words["name"], one.words["place"]) for one in checks]


def test_D10_what_holds_is_silent(tmp_path: Path) -> None:
    """60 + 40 are 100 and 40 of 100 are 40.0 %; 1 of 3 is 33.3 %; nobody of 5 is 0 %."""
    assert failed(tmp_path, "60,40,100,40", "2,1,3,33.3", "5,0,5,0") == []


def test_D10_parts_make_their_total(tmp_path: Path) -> None:
    """61 + 40 are not 100: the check is named with its body and period."""
    assert failed(tmp_path, "61,40,100,40", "2,1,3,33.3", "5,0,5,0") == [("E720", "parts", "north, 2024")]


def test_D10_a_part_is_at_most_the_whole(tmp_path: Path) -> None:
    """Six women of five: two rules are broken, the third cannot be met by any printed share up to 100 %."""
    names = [name for _, name, place in failed(tmp_path, "60,40,100,40", "2,1,3,33.3", "0,6,5,100") if "west" in place]
    assert names == ["parts", "whole", "share"]


@pytest.mark.parametrize(("printed", "holds"), [("33.3", True), ("33.4", False), ("33", False)])
def test_D10_a_printed_share_is_recomputed(tmp_path: Path, printed: str, holds: bool) -> None:
    """1 of 3 is printed with one decimal as 33.3 %, and as nothing else."""
    found = failed(tmp_path, "60,40,100,40", f"2,1,3,{printed}", "5,0,5,0")
    assert found == ([] if holds else [("E720", "share", "south, 2024")])


def test_D10_finding_shows_the_numbers(tmp_path: Path) -> None:
    """Whoever reads it sees the condition as written, and with the numbers in it."""
    (found,) = ran(tmp_path, TEXT, data("61,40,100,40", "2,1,3,33.3", "5,0,5,0"), HEADED).result.checks
    assert "61 persons + 40 persons = 100 persons" in found.message


def test_D10_unknown_is_no_failure(tmp_path: Path) -> None:
    """An empty cell is answered by the data contract or by `no data`; a rule on it neither holds nor fails."""
    assert failed(tmp_path, ",40,100,40", "2,1,3,33.3", "5,0,5,0") == []


def test_D10_a_rule_changes_no_value(tmp_path: Path) -> None:
    """A broken rule is reported, and every result stays what the formula gives."""
    rows = ("61,40,100,40", "2,1,3,33.3", "5,0,5,0")
    with_rules = ran(tmp_path, TEXT, data(*rows), HEADED)
    without = ran(tmp_path, TEXT[TEXT.index("quantity") :], data(*rows), HEADED)
    assert with_rules.shown("women", "north") == without.shown("women", "north") == "0.4"


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("report.men + report.women = report.staff", "report.men + report.delays = report.staff", "T203"),
        ("report.women <= report.staff", "report.women <= report.kind", "N152"),
        ("= report.printed", "= 33.3", "T22"),
    ],
)
def test_D10_rules_that_cannot_be_meant(right: str, wrong: str, code: str) -> None:
    """Persons and a bare number, a column that there is not, a share against a bare number."""
    assert any(one.startswith(code) for one in codes(TEXT.replace(right, wrong), HEADED))


def test_D10_survives_formatting_and_translation_and_is_signed() -> None:
    """Layout and language leave a rule; another rule is another `program` and the same calculation."""
    assert survives_formatting(TEXT, HEADED)
    for language in ("ru", "kk"):
        assert survives_translation(f"{HEADED}\n{TEXT}", language)
    one, other = (compiled(text, HEADED).program for text in (TEXT, TEXT.replace("women <= ", "women < ")))
    assert one is not None
    assert other is not None
    assert (one.hashes.calc == other.hashes.calc, one.hashes.program == other.hashes.program) == (True, False)
