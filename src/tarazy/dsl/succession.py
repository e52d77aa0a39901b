"""Succession of bodies: which came out of which, from what day on.

What a successor takes over is never taken over by itself: a formula asks for it with ``x[predecessor]`` inside a call
that says how several are taken together.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from tarazy.dsl.periods import Period, last_day
from tarazy.dsl.source import Span


class Kin(Enum):
    """Which bodies a selector names, seen from a body."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"


class ReorganisationForm(Enum):
    """What happened to the bodies: how many there were before and after it."""

    MERGER = "merger"
    DIVISION = "division"
    ACCESSION = "accession"
    TRANSFORMATION = "transformation"
    TRANSFER_OF_FUNCTIONS = "transfer of functions"


@frozen
class Succession:
    """One reorganisation: bodies by code, and its date."""

    day: date
    former: tuple[str, ...]
    new: tuple[str, ...]


@frozen(eq=False)
class Reorganisation:
    """``reorganisation name``: a dated fact about bodies.

    `taken_over_by` are those of the new bodies that take over the former ones; none: all of them do.
    """

    code: str
    label: str | None
    form: ReorganisationForm
    succession: Succession
    span: Span
    taken_over_by: tuple[str, ...] = ()


@frozen
class Relation:
    """Predecessors or successors by the reorganisations of a program.

    A reorganisation counts in the periods in whose last day it has taken place, and in all later ones.
    """

    kin: Kin
    successions: tuple[Succession, ...]

    def of(self, body: str, period: Period) -> tuple[str, ...]:
        """Codes of the predecessors or successors of `body` as of the last day of `period`, itself left out."""
        found: dict[str, None] = {}
        for one in self.successions:
            from_side, to_side = (one.new, one.former) if self.kin is Kin.PREDECESSOR else (one.former, one.new)
            if body in from_side and one.day <= last_day(period):
                found.update(dict.fromkeys(code for code in to_side if code != body))
        return tuple(found)
