"""Written days that depend on a schedule, and names that hold from a day on; parts of the tree of a file."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from tarazy.dsl.source import Span


@frozen
class DayOfYear:
    """``02-15[held year]``: a month and a day of a year that a schedule names.

    `year` is the key of the year meant: ``reported_year`` or ``held_year``; `illustrative` marks a day that no act
    gives.
    """

    month: int
    day: int
    year: str
    illustrative: bool = False
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Holder:
    """``economy from 2019-09-01``: a name, and the first day on which it holds; ``None``: it always did."""

    name: str
    since: date | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Holders:
    """Value of ``held by``: who holds it, one after the other."""

    items: tuple[Holder, ...]
    span: Span = field(eq=False, repr=False, kw_only=True)
