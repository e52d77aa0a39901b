"""B1: lists of bodies whose members change by year; D3: the day as of which they are taken; X1, X8: who is in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.membership import AsOf, Membership
from tarazy.dsl.periods import first_day, last_day
from tarazy.dsl.source import Span, source_of
from tests.constructs.period_programs import ran, shown, survives_formatting, survives_translation, text_of, variants

HEAD = """\
methodology towns "Towns"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       towns

list towns "Towns"
  file            "towns.csv"
  key             town
  columns
    size:         one of big, small
    since:        date, may be absent
    until:        date, may be absent
  membership      since, until
  as of           last day

list big of towns "Big towns"
  only            size = big

source budget "Budget"
  file            "budget.csv"
  key             town, year
  columns
    spent:        number, 0 decimals, 0 to 1000, may be absent
"""
PROGRAM = f"""{HEAD}
quantity number_of_towns "Towns"
  value           count(towns)

quantity mean_spent "Mean of the towns of the year"
  value           mean(budget.spent; over towns)
  needs           1, otherwise not computed

quantity others "Mean of the others"
  value           mean(budget.spent; over other)
  needs           1, otherwise not computed

quantity big_towns "Big towns"
  value           count(big)

rank place "Place"
  value           rank(budget.spent; over towns; highest first; ties share the better place)
  no data         not computed
"""
FILES = {
    "towns.csv": "town,size,since,until\nbirch,big,,\noak,big,2022-06-08,\npine,small,,2022-03-31\n"
    "ash,small,2023-01-01,\n",
    "budget.csv": "town,year,spent\nbirch,2021,10\npine,2021,20\nbirch,2022,30\noak,2022,40\npine,2022,50\n"
    "ash,2022,60\nbirch,2023,70\noak,2023,80\nash,2023,90\n",
}


@pytest.mark.parametrize(
    ("as_of", "towns"),
    [
        ("first day", {"2021": "2 towns", "2022": "2 towns", "2023": "3 towns"}),
        ("last day", {"2021": "2 towns", "2022": "2 towns", "2023": "3 towns"}),
        ("any day", {"2021": "2 towns", "2022": "3 towns", "2023": "3 towns"}),
        ("every day", {"2021": "2 towns", "2022": "1 towns", "2023": "3 towns"}),
    ],
)
def test_B1_members_by_the_day_chosen(tmp_path: Path, as_of: str, towns: dict[str, str]) -> None:
    """Who comes or goes within a year is a member of it by the day that the list chooses."""
    result = ran(tmp_path, PROGRAM.replace("last day", as_of), FILES)
    assert {period: shown(result, "number_of_towns", None, period) for period in towns} == towns


def test_X1_a_statistic_is_over_the_members_of_its_year(tmp_path: Path) -> None:
    """The value of a town that is no member of the year takes no part, although the data have it."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert shown(result, "mean_spent", None, "2021") == "15"
    assert shown(result, "mean_spent", None, "2022") == "35"
    assert "2 members, 0 left out" in text_of(result, "mean_spent", None, "2022")
    assert result.bodies(2022) == ("birch", "oak")
    assert result.bodies(2023) == ("birch", "oak", "ash")


def test_X8_others_leave_the_own_town_out(tmp_path: Path) -> None:
    """`other` says that the body itself is not in the statistic, a list says that it is."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert shown(result, "others", "birch", "2022") == "40"
    assert shown(result, "others", "birch", "2023") == "85"
    assert shown(result, "place", "birch", "2022") == "2"
    assert shown(result, "place", "birch", "2023") == "3"


def test_B1_a_part_of_a_dated_list_is_dated(tmp_path: Path) -> None:
    """A list that is part of another has no members that the whole does not have."""
    result = ran(tmp_path, PROGRAM, FILES)
    assert [shown(result, "big_towns", None, period) for period in ("2021", "2022")] == ["1 big", "2 big"]


def test_B1_formatting_changes_nothing() -> None:
    """The lines survive laying out."""
    assert survives_formatting(PROGRAM)


@pytest.mark.parametrize(
    ("written", "instead", "found"),
    [
        ("  as of           last day\n", "", ("N199", "")),
        ("  membership      since, until\n", "", ("N199", "alone")),
        ("membership      since, until", "membership      since, size", ("N199", "date")),
        ("membership      since, until", "membership      sinse, until", ("N199", "near")),
        ("membership      since, until", "membership      since, until, size", ("N199", "columns")),
    ],
)
def test_B1_what_is_not_said_is_asked_for(written: str, instead: str, found: tuple[str, str]) -> None:
    """No day is usual: the missing choice is an error that lists the four and what each does."""
    assert found in variants(PROGRAM.replace(written, instead))


def test_B1_an_empty_year_must_be_answered() -> None:
    """A dated list may have no member in some year: a mean over it asks for `nothing to count` or `needs`."""
    text = f"""{HEAD}
indicator mean_spent "Mean"
  better          higher
  value           mean(budget.spent; over towns)
  no data         not applicable
"""
    assert ("S312", "") in variants(text)


_AT = Span(source_of("x", ""), 0, 0)


@given(st.dates(), st.dates(), st.sampled_from(AsOf), st.integers(1, 9000))
def test_B1_the_four_days_are_ordered(since: date, until: date, as_of: AsOf, period: int) -> None:
    """Who is a member on every day is one on the first and last, and who is one then is one on some day."""

    def holds(choice: AsOf) -> bool:
        return Membership("since", "until", choice, _AT).holds(since, until, period)

    if since > until:
        return
    assert not holds(AsOf.EVERY_DAY) or (holds(AsOf.FIRST_DAY) and holds(AsOf.LAST_DAY))
    assert not holds(as_of) or holds(AsOf.ANY_DAY)
    assert holds(AsOf.ANY_DAY) == (since <= last_day(period) and first_day(period) <= until)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_B1_in_another_language_it_is_the_same_program(language: str) -> None:
    """The words have a Russian and a Kazakh spelling, and the way back restores the text."""
    assert survives_translation(PROGRAM, language)
