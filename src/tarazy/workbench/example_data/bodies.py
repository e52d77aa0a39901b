"""The bodies that the data are about, and the days on which each was there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from attrs import frozen

from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source_files import STANDARD_LIBRARY
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.inquiry import Inquiry

_MODULE = STANDARD_LIBRARY / "kz" / "bodies.meth"
_BODIES = "bodies"
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


@cache
def state_bodies() -> tuple[Body, ...]:
    """Every body that the module `kz.bodies` of the standard library says to be assessed."""
    program = compile_files([_MODULE]).program
    assert program is not None, "a module of the standard library has no errors"
    snapshot, _ = read_snapshot(program.lists, {}, _BODIES, _MODULE.parent)
    assert snapshot is not None, "its bodies stand in its text"
    inquiry = Inquiry(program, Evaluation(program, snapshot), snapshot)
    local, with_goals = (frozenset(inquiry.elements(group, None)) for group in ("local", "in_goals"))

    def day(code: str, column: str, otherwise: date) -> date:
        found = snapshot.attribute(_BODIES, column, code)
        return found if isinstance(found, date) else otherwise

    return tuple(
        Body(
            code,
            day(code, "since", _OPEN_SINCE),
            day(code, "until", _OPEN_UNTIL),
            is_local=code in local,
            has_goals=code in with_goals,
        )
        for code in inquiry.elements("assessed", None)
    )
