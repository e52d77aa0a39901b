"""What a function takes and gives: the contract that each call of it is held to."""

from __future__ import annotations

from attrs import frozen

from tarazy.dsl.intervals import Interval
from tarazy.dsl.source import Span
from tarazy.dsl.units import Shape
from tarazy.dsl.value_types import ValueType


@frozen(eq=False)
class Taken:
    """A thing that a function takes, or the one that it gives.

    Parameters
    ----------
    type
        Its type; ``None`` for a list, which an ``over`` leads in a call.
    shape
        Unit of a number; ``None`` where any will do.
    range
        Values allowed, in the base unit; ``None``: any.
    """

    name: str
    type: ValueType | None
    shape: Shape | None
    range: Interval | None
    span: Span

    @property
    def is_list(self) -> bool:
        """Whether a list is taken."""
        return self.type is None
