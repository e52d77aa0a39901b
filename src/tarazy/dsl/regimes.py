"""Regimes: what becomes of a body that was reorganised, by the day of its reorganisation (p. 53–55 of the decree).

A body whose regime is `assessed within the successor` has no result of its own for the evaluated year: its data are
taken as the successor's. The results of a body under `recommendations only` are computed and marked.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.periods import Period, first_day
from tarazy.dsl.source import Span
from tarazy.dsl.succession import Reorganisation, ReorganisationForm
from tarazy.dsl.syntax_dates import DayOfYear

DayChosen = DayOfYear | date
"""A day of each year of a schedule, or one day."""


def day_in(chosen: DayChosen, year: int) -> date:
    """The day of an evaluated year that is meant."""
    if isinstance(chosen, date):
        return chosen
    return date(year + (chosen.year == "held_year"), chosen.month, chosen.day)


@frozen(eq=False)
class Regime:
    """``regime NAME``: what follows from a reorganisation on the days from `since` to `until`.

    Parameters
    ----------
    is_within
        Whether the former body is assessed within its successor; else its results are recommendations only.
    """

    code: str
    label: str | None
    since: DayChosen
    until: DayChosen
    is_within: bool
    basis: tuple[syntax.Citation | syntax.Undetermined, ...] = field(repr=False)
    span: Span = field(repr=False)

    def holds(self, day: date, year: int) -> bool:
        """Whether a reorganisation of that day falls under it in the evaluation of a year."""
        return day_in(self.since, year) <= day <= day_in(self.until, year)


@frozen(eq=False)
class Standing:
    """Under which regime a body is in the evaluation of a year, by which reorganisation, and who succeeds it."""

    body: str
    regime: Regime
    reorganisation: Reorganisation
    successors: tuple[str, ...]


@frozen(eq=False)
class Regimes:
    """The regimes and the reorganisations of a program."""

    declared: tuple[Regime, ...] = ()
    reorganisations: tuple[Reorganisation, ...] = ()
    _known: dict[tuple[str, int], Standing | None] = field(factory=dict, init=False, repr=False)

    @property
    def any(self) -> bool:
        """Whether any body can be under a regime."""
        return bool(self.declared and self.reorganisations)

    @property
    def merge(self) -> bool:
        """Whether data of a body can be taken as another's."""
        return self.any and any(one.is_within for one in self.declared)

    def standing(self, body: str, year: int) -> Standing | None:
        """The regime of a body in the evaluation of a year; ``None`` where it has none."""
        key = body, year
        if key not in self._known:
            self._known[key] = next(self._found(body, year), None)
        return self._known[key]

    def standing_in(self, body: str, period: Period) -> Standing | None:
        """The same for a period of whatever length: that of the year in which it begins."""
        return self.standing(body, first_day(period).year)

    def _found(self, body: str, year: int) -> Iterator[Standing]:
        for one in self.reorganisations:
            took_place = one.succession
            if one.form is ReorganisationForm.TRANSFER_OF_FUNCTIONS:
                continue
            if body not in took_place.former or body in took_place.new:
                continue
            for regime in self.declared:
                if regime.holds(took_place.day, year):
                    yield Standing(body, regime, one, one.taken_over_by or took_place.new)

    def assessed_within(self, body: str, year: int) -> str:
        """The body within which another is assessed in a year, from successor to successor; itself where nowhere."""
        seen = {body}
        while True:
            found = self.standing(body, year)
            if found is None or not found.regime.is_within or found.successors[0] in seen:
                return body
            body = found.successors[0]
            seen.add(body)

    def within(self, body: str, year: int) -> tuple[str, ...]:
        """The former bodies that are assessed within a body in a year, in the order of their reorganisations."""
        former = dict.fromkeys(code for one in self.reorganisations for code in one.succession.former)
        return tuple(code for code in former if code != body and self.assessed_within(code, year) == body)
