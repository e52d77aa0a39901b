"""Who assesses what: roles and the bodies that hold them, the assessor of a declaration, and the exceptions to it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.periods import Period, first_day, last_day
from tarazy.dsl.syntax_dates import DayOfYear

Basis = tuple[syntax.Citation | syntax.Undetermined, ...]


@frozen(eq=False)
class Parties:
    """The roles, each with its holders and the days from which they hold it, and the groups of bodies."""

    holders: Mapping[str, tuple[tuple[date | None, str], ...]] = field(factory=dict)
    groups: Mapping[str, frozenset[str]] = field(factory=dict)
    codes: Mapping[str, str] = field(factory=dict)
    """Codes of roles by their names."""

    def holder(self, name: str, day: date | None) -> str | None:
        """The body that a name stands for on a day (or last): itself, or the holder of a role; ``None`` if nobody."""
        several = self.holders.get(name)
        if several is None:
            return name
        held = [body for since, body in several if since is None or day is None or since <= day]
        return held[-1] if held else None

    def includes(self, name: str, body: str, day: date | None) -> bool:
        """Whether a body, a role or a group stands for `body`."""
        members = self.groups.get(name)
        return body in members if members is not None else self.holder(name, day) == body


@frozen
class Assignment:
    """Who assesses a body: as named, the body that it is (``None``: nobody holds the role), by which paragraph, and the
    code of the role or body.
    """

    by: str
    holder: str | None
    basis: Basis = field(default=(), eq=False, repr=False)
    code: str = ""

    def __str__(self) -> str:
        return self.by if self.holder in (None, self.by) else f"{self.by} ({self.holder})"


@frozen(eq=False)
class Assessor:
    """The assessor of a declaration.

    Parameters
    ----------
    of
        Code of the declaration that is assessed.
    by
        Body or role that assesses all bodies but those of `exceptions`.
    exceptions
        Whom others assess: a body, a role (whoever holds it) or a group; and who assesses it instead, in the order
        written.
    grounds
        Paragraphs of the exceptions, in their order.
    assessed_on
        The day on which the holders of roles are taken; ``None``: the last of the evaluated period.
    leads
        To whom the conclusions of the others are handed; empty where nobody leads.
    """

    code: str
    of: str
    by: str
    exceptions: tuple[tuple[str, str], ...]
    grounds: tuple[Basis, ...]
    basis: Basis
    parties: Parties
    assessed_on: DayOfYear | None = None
    leads: str = ""
    supported_by: tuple[str, ...] = ()

    def day(self, period: Period | None) -> date | None:
        """On which day holders of roles are taken for an evaluated period."""
        if period is None:
            return None
        chosen = self.assessed_on
        if chosen is None:
            return last_day(period)
        return date(first_day(period).year + (chosen.year == "held_year"), chosen.month, chosen.day)

    def assigned(self, body: str, day: date | None) -> tuple[Assignment, ...]:
        """Who assesses a body by holders of a day; several where exceptions contradict each other."""
        found: dict[str, Assignment] = {}
        for (who, by), basis in zip(self.exceptions, self.grounds, strict=True):
            if self.parties.includes(who, body, day):
                found.setdefault(by, self._assignment(by, day, basis or self.basis))
        return tuple(found.values()) or (self._assignment(self.by, day, self.basis),)

    def _assignment(self, by: str, day: date | None, basis: Basis) -> Assignment:
        return Assignment(by, self.parties.holder(by, day), basis, self.parties.codes.get(by, by))

    def of_body(self, body: str, period: Period | None = None) -> str:
        """Who assesses a body, a role with the body that holds it on the day of assessment, or the last one."""
        return ", ".join(map(str, self.assigned(body, self.day(period))))

    def beginnings(self) -> tuple[date, ...]:
        """Days from which anybody holds a role that the assessor names."""
        names = (self.by, *(name for pair in self.exceptions for name in pair))
        return tuple(since for name in names for since, _ in self.parties.holders.get(name, ()) if since is not None)
