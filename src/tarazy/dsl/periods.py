"""Periods: years are whole numbers, half-years, quarters and months are parts of a year.

All that is known of the calendar of periods stands here: how a period is written (``2024``, ``2024-H1``, ``2024-Q3``,
``2024-03``), which comes before which, which days it holds, and which longer period it lies in. Between periods of one
length, ``period - 1`` is the one before; they compare by their first days, of two with one first day the longer first.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeAlias

from attrs import frozen

PARTS: Mapping[str, int] = {"year": 1, "half_year": 2, "quarter": 4, "month": 12}
"""How many periods a year has, by the word for their length (the words of ``period``)."""

WORDS: Mapping[int, str] = {parts: key.replace("_", "-") for key, parts in PARTS.items()}
"""What a period is called, by how many a year has."""

_NOTATION = re.compile(r"([0-9]{4})-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2]))|([0-9]{1,4})")
_FORMS: Mapping[int, str] = {2: "{year:04}-H{part}", 4: "{year:04}-Q{part}", 12: "{year:04}-{part:02}"}


@frozen(order=False, cache_hash=True, repr=False)
class PartOfYear:
    """A half-year, quarter or month.

    Parameters
    ----------
    parts
        How many such periods a year has: 2, 4 or 12.
    number
        Periods since the year 0: ``year * parts + part - 1``.
    """

    parts: int
    number: int

    @property
    def year(self) -> int:
        """The year that it lies in."""
        return self.number // self.parts

    @property
    def part(self) -> int:
        """Which part of its year it is, the first being 1."""
        return self.number % self.parts + 1

    def __add__(self, count: int) -> PartOfYear:
        return PartOfYear(self.parts, self.number + count)

    def __sub__(self, count: int) -> PartOfYear:
        return PartOfYear(self.parts, self.number - count)

    def __lt__(self, other: Period) -> bool:
        return _order(self) < _order(other)

    def __le__(self, other: Period) -> bool:
        return _order(self) <= _order(other)

    def __gt__(self, other: Period) -> bool:
        return _order(self) > _order(other)

    def __ge__(self, other: Period) -> bool:
        return _order(self) >= _order(other)

    def __str__(self) -> str:
        return _FORMS[self.parts].format(year=self.year, part=self.part)

    def __repr__(self) -> str:
        return f"<period {self}>"


Period: TypeAlias = int | PartOfYear
"""A year as a whole number, or a part of one."""


def _order(period: Period) -> tuple[int, int]:
    """Months before its first day, and periods of its length in a year."""
    if isinstance(period, PartOfYear):
        return period.number * (12 // period.parts), period.parts
    return period * 12, 1


def part_of_year(year: int, parts: int, part: int) -> PartOfYear:
    """The `part`-th of the `parts` periods of a year: ``part_of_year(2024, 4, 3)`` is its third quarter."""
    return PartOfYear(parts, year * parts + part - 1)


def read_period(text: str) -> Period | None:
    """The period that `text` writes; ``None`` where it writes none."""
    found = _NOTATION.fullmatch(text)
    if found is None:
        return None
    year, *written, alone = found.groups()
    if alone is not None:
        return int(alone)
    for parts, part in zip((2, 4, 12), written, strict=True):
        if part is not None:
            return part_of_year(int(year), parts, int(part))
    raise AssertionError(text)


def parts_of(period: Period) -> int:
    """How many periods of its length a year has: 1 for a year."""
    return period.parts if isinstance(period, PartOfYear) else 1


def first_day(period: Period) -> date:
    """The first day of a period."""
    if isinstance(period, PartOfYear):
        return date(period.year, (period.part - 1) * (12 // period.parts) + 1, 1)
    return date(period, 1, 1)


def last_day(period: Period) -> date:
    """The last day of a period."""
    if isinstance(period, PartOfYear):
        month = period.part * (12 // period.parts)
        return date(period.year, month, monthrange(period.year, month)[1])
    return date(period, 12, 31)


def period_of_day(day: date, parts: int) -> Period:
    """The period in which `day` lies, a year having `parts` of them."""
    if parts == 1:
        return day.year
    return part_of_year(day.year, parts, (day.month - 1) // (12 // parts) + 1)


def containing(period: Period, parts: int) -> Period:
    """The period of another length that `period` begins in: ``containing(2024-Q3, 1)`` is 2024."""
    return period if parts_of(period) == parts else period_of_day(first_day(period), parts)


@frozen
class PeriodSpan:
    """The periods from `first` to `last`, whatever their length: the quarters of 2024 are in ``2024..2024``."""

    first: Period
    last: Period

    @property
    def is_one(self) -> bool:
        """Whether it is written as one period."""
        return self.first == self.last

    def __contains__(self, period: Period) -> bool:
        return _order(self.first)[0] <= _order(period)[0] and _end(period) <= _end(self.last)

    def __str__(self) -> str:
        return str(self.first) if self.is_one else f"{self.first}..{self.last}"


def _end(period: Period) -> int:
    """Months before the first day after it."""
    return _order(period + 1)[0]


def spans(periods: Iterable[Period]) -> tuple[PeriodSpan, ...]:
    """Periods in order, neighbours drawn together."""
    found: list[PeriodSpan] = []
    for period in periods:
        if found and period == found[-1].last + 1:
            found[-1] = PeriodSpan(found[-1].first, period)
        else:
            found.append(PeriodSpan(period, period))
    return tuple(found)


def shortest(periods: Iterable[Period]) -> tuple[Period, ...]:
    """Of `periods` those of the shortest length, in order."""
    found = sorted(periods)
    most = max(map(parts_of, found), default=1)
    return tuple(one for one in found if parts_of(one) == most)


def in_parts(periods: Iterable[Period], parts: int) -> tuple[Period, ...]:
    """Periods of one length that lie in `periods`, a year having `parts` of them; a shorter one gives the period that
    it begins in.
    """
    found: dict[Period, None] = {}
    for period in periods:
        first = containing(period, parts)
        count = max(parts // parts_of(period), 1)
        found.update(dict.fromkeys(first + number for number in range(count)))
    return tuple(found)


def former_words(count: int, parts: int) -> str:
    """How many periods ago, in words, a year having `parts`: ``previous year``, ``2 years ago``, ``3 quarters ago``."""
    years, rest = divmod(count, parts)
    number, word = (count, WORDS[parts]) if rest else (years, "year")
    return f"previous {word}" if number == 1 else f"{number} {word}s ago"
