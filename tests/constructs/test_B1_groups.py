"""B1: groups of bodies named by their members, other groups among them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.constructs.period_programs import ran, shown, survives_formatting, survives_translation, variants

PROGRAM = """\
methodology bodies_2024 "Bodies"
  version         1
  in force from   2021-01-01
  period          year
  evaluates       assessed

list bodies "Bodies"
  key             body
  columns
    kind:         one of ministry, agency, akimat
    since:        date, may be absent
  rows
    body       | kind     | since
    finance    | ministry |
    culture    | ministry |
    statistics | agency   |
    abai       | akimat   | 2022-06-08
    almaty     | akimat   |

list ministries of bodies "Ministries"
  only            kind = ministry

list local of bodies "Local executive bodies"
  only            kind = akimat and not(belongs(young))

list young of bodies "Founded in 2022"
  members         abai

list central of bodies "Central bodies"
  members         ministries, statistics

list assessed of bodies "Bodies that are assessed"
  members         central, local

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    done:         number, 0 decimals, 0 to 100

quantity number "How many are assessed"
  value           count(assessed)

quantity mean_of_central "Mean of the central bodies"
  value           mean(report.done; over central)

quantity done "Done"
  applies to      central
  value           report.done
"""
FILES = {
    "report.csv": "body,year,done\nfinance,2024,10\nculture,2024,20\nstatistics,2024,60\nabai,2024,90\nalmaty,2024,80\n"
}


def test_B1_a_group_is_its_members(tmp_path: Path) -> None:
    """Bodies and groups may stand together; a group in a group stands for its members."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert result.bodies(2024) == ("finance", "culture", "statistics", "almaty")
    assert shown(result, "number", None, "2024") == "4 assessed"
    assert shown(result, "mean_of_central", None, "2024") == "30"
    assert shown(result, "done", "statistics", "2024") == "60"
    assert shown(result, "done", "almaty", "2024") == "not applicable"


def test_B1_a_group_follows_a_dated_list(tmp_path: Path) -> None:
    """A group of members that come and go has those of its period."""
    dated = PROGRAM.replace('list young of bodies "Founded in 2022"\n  members         abai\n\n', "")
    dated = dated.replace(" and not(belongs(young))", "").replace(
        "    since:        date, may be absent\n",
        "    since:        date, may be absent\n  membership      since\n  as of           first day\n",
    )
    assert ("S312", "") in variants(dated)
    dated = dated.replace("over central)\n", "over central)\n  nothing to count  not applicable\n")
    result = ran(tmp_path, dated, FILES)
    assert shown(result, "number", None, "2022") == "4 assessed"
    assert shown(result, "number", None, "2023") == "5 assessed"


def test_B1_a_group_survives_formatting() -> None:
    """Laying out changes nothing."""
    assert survives_formatting(PROGRAM)


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("members         ministries, statistics", "members         ministries, statistiks", ("N158", "")),
        ("members         ministries, statistics", "members         ministries, assessed", ("N172", "")),
        ("list central of bodies", "list central", ("N172", "members")),
    ],
)
def test_B1_what_no_group_can_be_is_refused(written: str, instead: str, found: tuple[str, str]) -> None:
    """A member that is nothing, a group that contains itself, members of no list."""
    assert found in variants(PROGRAM.replace(written, instead))


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_B1_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(PROGRAM, language)
