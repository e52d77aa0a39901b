"""What data make impossible to compute although the text is sound: findings, raised to whoever runs the program."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from attrs import field, frozen

from tarazy.dsl.source import Span
from tarazy.interpreter.cells import PlaceParts


class PlanErrorCode(Enum):
    """Codes of these findings."""

    LIMIT_ENDS_CROSSED = "X510"
    """`limit` from an end that is above the other."""
    OUTSIDE_DOMAIN = "X511"
    """An operation on a number for which it has no real value."""
    TOO_LARGE = "X512"
    """An exact number, or a date, beyond what can be held."""
    NO_ROW_FITS = "X513"
    """No row of a table holds for the value."""
    NO_GREATEST_POINTS = "X514"
    """Weights of a sum are to be rescaled, and a member's greatest possible points are not known."""
    MEMBERSHIP_UNKNOWN = "X515"
    """Whether an element belongs to a list depends on a value that is unknown."""
    UNDECIDED_TIE = "X520"
    """Two irrational numbers that no rule and no precision tells apart."""


@frozen(eq=False)
class PlanError(Exception):
    """A finding about one node at one place.

    Parameters
    ----------
    code
        Which finding.
    span
        Where the node or step is written.
    place
        Where along the axes it was met.
    words
        What is put into the message.
    """

    code: PlanErrorCode
    span: Span
    place: PlaceParts
    words: Mapping[str, str] = field(factory=dict)

    def __str__(self) -> str:
        where = ", ".join(f"{axis} {entry}" for axis, entry in self.place if entry is not None)
        return f"{self.code.value} {self.code.name.lower().replace('_', ' ')} at {where}"


class EvaluationCycle(RuntimeError):  # noqa: N818 - the cycle is what it is
    """A declaration needs its own cell: a cycle that the checker should have refused."""
