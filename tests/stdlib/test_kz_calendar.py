"""The module `kz.calendar`: working days of Kazakhstan against days known from acts and the press."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.names.calendars import calendar_of
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.dsl.source_files import STANDARD_LIBRARY
from tarazy.dsl.working_days import Calendar


def _kazakhstan() -> Calendar:
    text = (STANDARD_LIBRARY / "kz" / "calendar.meth").read_text(encoding="utf-8")
    declarations = parse(source_of("calendar.meth", text)).file.declarations
    return calendar_of(next(one for one in declarations if one.kind == "calendar"), [])


KAZAKHSTAN = _kazakhstan()
DAYS = st.dates(date(2019, 3, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        ("2024-05-04", True),  # a Saturday worked for 8 May
        ("2024-05-07", False),
        ("2024-05-08", False),
        ("2024-05-09", False),
        ("2025-01-03", False),  # for Sunday 5 January
        ("2025-01-05", True),
        ("2022-05-09", False),
        ("2022-05-10", False),  # 7 and 9 May 2022 moved on as a chain
        ("2023-12-01", True),
        ("2026-08-31", True),  # no Constitution Day in August from 2026
        ("2025-09-01", False),
    ],
)
def test_days_known_from_acts(day: str, worked: bool) -> None:
    """Transfers by the Government, holidays moved from days off, holidays abolished."""
    assert KAZAKHSTAN.is_worked(date.fromisoformat(day)) is worked


def test_five_working_days_after_the_second_of_may_2024() -> None:
    """3, 4 (a working Saturday), 6, 10 and 13 May are worked; 7, 8 and 9 are not."""
    assert KAZAKHSTAN.after(date(2024, 5, 2), 5) == date(2024, 5, 13)
    assert KAZAKHSTAN.between(date(2024, 5, 2), date(2024, 5, 13)) == 5


@given(DAYS, st.integers(-30, 30))
def test_between_and_after_agree(start: date, count: int) -> None:
    """So many working days lie between the day and the one they end on, which is worked; below 0 they lie before it."""
    end = KAZAKHSTAN.after(start, count)
    day = timedelta(days=1)
    passed = _days(start, end) if count > 0 else _days(end - day, start - day)
    assert sum(map(KAZAKHSTAN.is_worked, passed)) == abs(count)
    assert KAZAKHSTAN.is_worked(end) or count == 0


@given(DAYS, DAYS)
def test_between_counts_each_worked_day_once(start: date, end: date) -> None:
    """The days after the first up to and including the second, counted one by one; the other way round below 0."""
    counted = sum(KAZAKHSTAN.is_worked(day) for day in _days(min(start, end), max(start, end)))
    assert KAZAKHSTAN.between(start, end) == (counted if start <= end else -counted)


def _days(after: date, until: date) -> Iterator[date]:
    for number in range(1, (until - after).days + 1):
        yield after + timedelta(days=number)


@pytest.mark.parametrize("day", [date(2018, 12, 31), date(2027, 1, 1)])
def test_a_day_that_the_calendar_does_not_speak_for_is_refused(day: date) -> None:
    """Outside its days a calendar gives no answer."""
    with pytest.raises(ValueError, match="outside the calendar"):
        KAZAKHSTAN.is_worked(day)
    with pytest.raises(ValueError, match="ends before"):
        KAZAKHSTAN.after(date(2026, 12, 30), 20)
