"""The bodies that the data are about, and the days on which each was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

_OPEN_SINCE, _OPEN_UNTIL = date.min, date.max


@frozen
class Body:
    """A state body.

    Parameters
    ----------
    since, until
        Its first and its last day.
    is_local
        Whether it is a local executive body.
    has_goals
        Whether it is evaluated by the achievement of its goals, and so reports on them.
    """

    code: str
    since: date = _OPEN_SINCE
    until: date = _OPEN_UNTIL
    is_local: bool = False
    has_goals: bool = True

    def first_day(self, year: int) -> date:
        """Its first day in `year`; behind the last one where it is not there in that year."""
        return max(self.since, date(year, 1, 1))

    def last_day(self, year: int) -> date:
        """Its last day in `year`."""
        return min(self.until, date(year, 12, 31))

    def days(self, year: int) -> int:
        """On how many days of `year` it was there."""
        return max(0, (self.last_day(year) - self.first_day(year)).days + 1)

    def is_there(self, year: int) -> bool:
        """Whether it was there on any day of `year`."""
        return self.days(year) > 0


def there_in(bodies: Iterable[Body], years: Iterable[int]) -> tuple[Body, ...]:
    """Those that were there on a day of any of the years."""
    chosen = tuple(years)
    return tuple(body for body in bodies if any(body.is_there(year) for year in chosen))


_NO_GOALS = frozenset({"prosecutor", "defence", "interior", "court_department"})
_CENTRAL = (
    "prosecutor civil_service national_bank information agriculture justice education health labour industry finance "
    "defence culture trade foreign economy digital interior ecology energy court_department"
)
_LOCAL = (
    "akmola aktobe almaty_region atyrau west_kazakhstan zhambyl karaganda kostanay kyzylorda mangystau pavlodar "
    "north_kazakhstan turkistan east_kazakhstan astana almaty shymkent abai zhetisu ulytau"
)
_SINCE = {
    "civil_service": date(2019, 6, 13),
    "information": date(2019, 2, 25),
    "industry": date(2018, 12, 26),
    "trade": date(2019, 6, 17),
    "digital": date(2019, 6, 17),
    "ecology": date(2019, 6, 17),
    "shymkent": date(2018, 6, 19),
    "abai": date(2022, 6, 8),
    "zhetisu": date(2022, 6, 8),
    "ulytau": date(2022, 6, 8),
}
_FORMER = (
    Body("digital_defence", date(2019, 2, 25), date(2019, 6, 16)),
    Body("civil_service_anticorruption", until=date(2019, 6, 12)),
    Body("information_communications", until=date(2019, 2, 24)),
    Body("social_development", until=date(2019, 2, 24)),
    Body("defence_aerospace", until=date(2019, 2, 24)),
    Body("investment_development", until=date(2018, 12, 25)),
)


def state_bodies() -> tuple[Body, ...]:
    """Every body of the module `kz.bodies`."""
    central = (Body(code, _SINCE.get(code, _OPEN_SINCE), has_goals=code not in _NO_GOALS) for code in _CENTRAL.split())
    local = (Body(code, _SINCE.get(code, _OPEN_SINCE), is_local=True) for code in _LOCAL.split())
    return (*central, *_FORMER, *local)
