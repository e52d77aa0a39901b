"""Dated membership: in which periods an element belongs to its list, by two columns of dates.

An element that comes or goes within a period is a member of it or not by the day that the list is taken as of, which
the methodology chooses: there is no usual one.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from tarazy.dsl.periods import Period, first_day, last_day
from tarazy.dsl.source import Span


class AsOf(Enum):
    """The days of a period on which a member of it must belong to the list."""

    FIRST_DAY = "first day"
    LAST_DAY = "last day"
    ANY_DAY = "any day"
    EVERY_DAY = "every day"


@frozen
class Membership:
    """``membership  since, until`` and ``as of  last day``.

    Parameters
    ----------
    since, until
        Columns of the first and the last day; an empty cell is an open end.
    as_of
        Which days of a period count.
    """

    since: str
    until: str | None
    as_of: AsOf
    span: Span

    def holds(self, since: date | None, until: date | None, period: Period) -> bool:
        """Whether one who belongs to the list from `since` to `until`, both included, is a member in `period`."""
        come_by, stay_until = self._days(period)
        return (since is None or since <= come_by) and (until is None or stay_until <= until)

    def _days(self, period: Period) -> tuple[date, date]:
        """The day by which a member must have come, and the day on which it must not have gone yet."""
        first, last = first_day(period), last_day(period)
        match self.as_of:
            case AsOf.FIRST_DAY:
                return first, first
            case AsOf.LAST_DAY:
                return last, last
            case AsOf.ANY_DAY:
                return last, first
            case AsOf.EVERY_DAY:
                return first, last
