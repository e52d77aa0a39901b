"""D6: deadlines in working days, by a calendar that has a version."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.program_files import FILES, checked, ran

HEAD = """\
module kz.calendar

source letters "Letters"
  file            "letters.csv"
  key             body, year
  columns
    told:         date
    answered:     date

"""

TEXT = (
    HEAD
    + """\
quantity last_day "Last day to object"
  value           working day after(letters.told; 5 working days; calendar kazakhstan)

quantity taken "Working days taken"
  value           working days(letters.told; letters.answered; calendar kazakhstan)
"""
)

LETTERS = {
    **FILES,
    "letters.csv": "body,year,told,answered\n"
    "north,2024,2024-05-02,2024-05-13\nsouth,2024,2024-05-03,2024-05-04\nwest,2024,2024-05-13,2024-05-02\n",
}


def test_D6_five_working_days(tmp_path: Path) -> None:
    """Holidays are left out, a Saturday that is worked counts, and days before the first are below 0."""
    done = ran(tmp_path, TEXT, LETTERS)
    assert done.shown("last_day", "north") == "2024-05-13"
    assert [done.shown("taken", body) for body in ("north", "south", "west")] == [
        "5 working days",
        "1 working day",
        "-5 working days",
    ]


def test_D6_the_calendar_is_part_of_what_is_computed(tmp_path: Path) -> None:
    """Another calendar, another hash; one that nothing counts by changes nothing."""
    own = HEAD + (
        'calendar own "Own"\n  version         1\n  in force from   2024-01-01\n  in force until  2024-12-31\n  rows\n'
        "    day        | worked\n    2024-05-06 | no\n\n"
    )
    taken = "quantity taken\n  value  working days(letters.told; letters.answered; calendar {})\n"
    by_own = ran(tmp_path, own + taken.format("own"), LETTERS)
    by_state = ran(tmp_path, own + taken.format("kazakhstan"), LETTERS)
    without = ran(tmp_path, HEAD + taken.format("kz.calendar.kazakhstan"), LETTERS)
    assert by_own.shown("taken", "north") == "6 working days"
    assert by_own.program.hashes.calc != by_state.program.hashes.calc == without.program.hashes.calc


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("working days(letters.told; 3; calendar kazakhstan)", "T206"),
        ("working day after(letters.told; 3 points; calendar kazakhstan)", "T203"),
        ("working day after(letters.told; 3 days; calendar kazakhstan)", "T203"),
        ("working days(letters.told; letters.answered; calendar kazakstan)", "N189"),
        ("working days(letters.told; letters.answered)", "P114"),
        ("working days(letters.told; letters.answered; calendar kazakhstan) + 1 days", "T203"),
    ],
)
def test_D6_wrong_counts(tmp_path: Path, value: str, code: str) -> None:
    """Dates only, working days only, a calendar that there is; working days and days are never added."""
    errors = checked(tmp_path, f"{HEAD}quantity q\n  value  {value}\n", LETTERS).findings.errors
    assert [one.code for one in errors] == [code]
