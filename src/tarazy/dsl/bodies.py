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
    label_in
        Its label in other languages than that of the head, by language.
    """

    code: str
    label: str | None
    part_of: str | None
    since: date | None
    until: date | None
    names: tuple[DatedName, ...]
    span: Span = field(repr=False)
    label_in: Mapping[str, str] = field(factory=dict)


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

    def name_of(self, root: str, element: str, period: Period | None, language: str | None = None) -> str:
        """What an element is called on the last day of a period, or last where there is none; empty if nobody says.

        Parameters
        ----------
        language
            Language of the reader, in which a body is named where its label is declared in it and a dated name is not
            in force; without one each name is as it stands in the text.
        """
        names = self.element_names.get(root, {}).get(element, ())
        day = None if period is None else last_day(period)
        in_force = [one for one in names if one[0] is None or day is None or one[0] <= day]
        if not in_force:
            return ""
        since, text = in_force[-1]
        body = self.declared.get(element)
        if body is None or since is not None or text != body.label:
            return text
        return body.label_in.get(language or "", text)
