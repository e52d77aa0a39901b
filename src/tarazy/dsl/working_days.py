"""Working days: which days are worked, how many lie between two days, and on which day so many have passed.

The week has five working days, Monday to Friday; a calendar says what differs from that and for which days it speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import cached_property

from attrs import field, frozen

_WEEKEND = 5
"""Number of Saturday, where Monday is 0."""


@frozen(eq=False)
class Calendar:
    """Which days are worked.

    Parameters
    ----------
    first, last
        The days that it speaks for, both included.
    exceptions
        Days that differ from their day of the week, in order: whether each is worked.
    """

    code: str
    version: str
    first: date
    last: date
    exceptions: tuple[tuple[date, bool], ...] = field(repr=False)

    def is_worked(self, day: date) -> bool:
        """Whether a day is worked.

        Raises
        ------
        ValueError
            The calendar does not speak for that day.
        """
        self._refuse_outside(day)
        return self._differing.get(day, day.weekday() < _WEEKEND)

    def between(self, start: date, end: date) -> int:
        """Number of working days after `start` up to and including `end`; below 0 where `end` is the earlier.

        Raises
        ------
        ValueError
            The calendar does not speak for one of the days.
        """
        self._refuse_outside(start)
        self._refuse_outside(end)
        return bisect_right(self._worked, end) - bisect_right(self._worked, start)

    def after(self, start: date, count: int) -> date:
        """The day on which so many working days have passed after `start`: the first working day after it for 1, the
        last before it for -1, and itself for 0.

        Raises
        ------
        ValueError
            The calendar does not speak for one of the days.
        """
        self._refuse_outside(start)
        if count == 0:
            return start
        place = bisect_right(self._worked, start) - 1 if count > 0 else bisect_left(self._worked, start)
        if not 0 <= place + count < len(self._worked):
            raise ValueError(f"the calendar {self.code} ends before {abs(count)} working days from {start}")
        return self._worked[place + count]

    @cached_property
    def _differing(self) -> dict[date, bool]:
        return dict(self.exceptions)

    @cached_property
    def _worked(self) -> tuple[date, ...]:
        """Every working day, in order."""
        days = (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))
        return tuple(day for day in days if self._differing.get(day, day.weekday() < _WEEKEND))

    def _refuse_outside(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise ValueError(f"{day} is outside the calendar {self.code}, which runs from {self.first} to {self.last}")
