"""What the checker knows of every node before anything is computed."""

from __future__ import annotations

from attrs import frozen

from tarazy.dsl.forms import Form
from tarazy.dsl.intervals import Interval
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape
from tarazy.dsl.value_types import ValueType


@frozen
class Facts:
    """Facts of one node.

    Parameters
    ----------
    axes
        Keys of the axes that its value runs along: root list codes and ``period``.
    type
        Type of its value; ``None`` after an error that was reported (or ``undetermined``): it fits everywhere.
    shape
        Unit and the way it is shown, of a number; else ``None``.
    may
        States other than *present* that it can have; empty: always a value.
    interval
        Possible values of a number, in base units; else ``None``.
    form
        How exact a number is and how large its parts become; else ``None``.
    lag
        How many former periods it needs.
    """

    axes: frozenset[str]
    type: ValueType | None
    shape: Shape | None = None
    may: frozenset[State] = frozenset()
    interval: Interval | None = None
    form: Form | None = None
    lag: int = 0
