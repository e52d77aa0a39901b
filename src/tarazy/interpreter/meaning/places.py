"""Places: tuples along the program's axes, and keys taken from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import TypeAlias

from tarazy.dsl.periods import Period

Entry: TypeAlias = str | Period | None
"""An element's code, a period, or nothing where an axis does not matter."""

Place: TypeAlias = tuple[Entry, ...]
"""One entry for each axis of the program, in their order."""

KeyOf: TypeAlias = Callable[[Place], Place]
"""Takes from a place the entries that something depends on."""


def moved(place: Place, position: int, entry: Entry) -> Place:
    """`place` with another entry at `position`."""
    return (*place[:position], entry, *place[position + 1 :])


def key_at(positions: Iterable[int], width: int) -> KeyOf:
    """A function that takes the entries at `positions` from a place of `width` entries."""
    wanted = tuple(positions)
    return (lambda place: place) if wanted == tuple(range(width)) else chosen(wanted)


def chosen(positions: Iterable[int]) -> KeyOf:
    """A function that takes the entries at `positions` from a place, in their order."""
    wanted = tuple(positions)
    if not wanted:
        return lambda _: ()
    if len(wanted) == 1:
        (only,) = wanted
        return lambda place: (place[only],)
    return itemgetter(*wanted)
