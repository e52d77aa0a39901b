"""Terms: on which day one ends, by what is counted, where it begins, and where a day off is carried."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from attrs import frozen

from tarazy.dsl.working_days import Calendar

_ONE_DAY = timedelta(days=1)


class DayOff(Enum):
    """Where a last day goes that is a day off; the value is the key of the word."""

    NEXT = "next_working_day"
    BEFORE = "working_day_before"
    STAYS = "stays"


class FirstDay(Enum):
    """With which day a term begins; the value is the key of the word."""

    DAY_AFTER = "day_after"
    SAME_DAY = "same_day"


@frozen(eq=False)
class Term:
    """How long a term is and how it is counted.

    Parameters
    ----------
    days
        How many days; 0 for a term that is a day by itself.
    in_working_days
        Whether only working days are counted.
    calendar
        By which they are known; ``None`` where nothing asks which days are worked.
    illustrative
        Whether no act gives the number of days.
    """

    days: int
    in_working_days: bool
    first_day: FirstDay
    day_off: DayOff
    calendar: Calendar | None
    illustrative: bool = False

    def last_day(self, start: date) -> date:
        """The last day of the term that is counted from `start`, itself included.

        Raises
        ------
        ValueError
            The calendar does not speak for a day that is asked for.
        """
        begin = start - _ONE_DAY if self.days and self.first_day is FirstDay.SAME_DAY and start > date.min else start
        if not self.in_working_days:
            if (date.max - begin).days < self.days:
                raise ValueError(f"{self.days} days from {begin} are beyond the last day there is")
            return self._carried(begin + timedelta(days=self.days))
        if self.calendar is None:
            raise ValueError("working days are counted by a calendar")
        return self.calendar.after(begin, self.days)

    def _carried(self, day: date) -> date:
        if self.calendar is None or self.day_off is DayOff.STAYS or self.calendar.is_worked(day):
            return day
        return self.calendar.after(day, 1 if self.day_off is DayOff.NEXT else -1)
