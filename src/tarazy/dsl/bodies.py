"""Bodies that are declared, their units, and what elements are called from day to day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from tarazy.dsl.periods import Period, last_day
from tarazy.dsl.source import Span

DatedName = tuple[date | None, str]
"""A name and the first day on which it holds; ``None``: from the beginning."""


@frozen(eq=False)
class Body:
    """``body NAME``, ``unit of a body NAME``.

    Parameters
    ----------
    part_of
        Code of the body that it is a unit of.
    since, until
        First and last day of force.
    names
        What it is called, the earliest name first.
    """

    code: str
    label: str | None
    part_of: str | None
    since: date | None
    until: date | None
    names: tuple[DatedName, ...]
    span: Span = field(repr=False)


@frozen(eq=False)
class Bodies:
    """All bodies that are declared, by code, and the names of elements by the root of their list."""

    declared: Mapping[str, Body] = field(factory=dict)
    element_names: Mapping[str, Mapping[str, tuple[DatedName, ...]]] = field(factory=dict)

    def above(self, code: str) -> Iterator[str]:
        """The bodies that one is a unit of, the nearest first."""
        seen = {code}
        body = self.declared.get(code)
        while body is not None and body.part_of is not None and body.part_of not in seen:
            seen.add(body.part_of)
            yield body.part_of
            body = self.declared.get(body.part_of)

    def are_related(self, one: str, other: str) -> bool:
        """Whether two are the same body, or one is a unit of the other."""
        return one == other or other in self.above(one) or one in self.above(other)

    def name_of(self, root: str, element: str, period: Period | None) -> str:
        """What an element is called on the last day of a period, or last where there is none; empty if nobody says."""
        names = self.element_names.get(root, {}).get(element, ())
        day = None if period is None else last_day(period)
        in_force = [text for since, text in names if since is None or day is None or since <= day]
        return in_force[-1] if in_force else ""
