"""Draws that come from a seed and from the name of what is drawn, and from nothing else.

Nothing is drawn in an order, so a file does not change because another one is written before it, and the rows of a
register can be made in pieces of any size. Only whole numbers are computed with: functions of the mathematical library,
on which distributions are usually built, differ in their last digits from one machine to another.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeAlias, TypeVar

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

Whole: TypeAlias = NDArray[np.int64]
"""A column of whole numbers."""

_Chosen = TypeVar("_Chosen")

_STEP = 0x9E3779B97F4A7C15
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
"""Constants of SplitMix64 (Steele, Lea and Flood, 2014)."""


@frozen
class Draws:
    """All that is drawn under one seed."""

    seed: int

    def below(self, limit: int, *names: str | int) -> int:
        """A whole number from 0 to ``limit - 1`` for what `names` name."""
        return self._key(names) % limit

    def between(self, least: int, most: int, *names: str | int) -> int:
        """A whole number from `least` to `most`, both included."""
        return least + self.below(most - least + 1, *names)

    def chance(self, of_ten_thousand: int, *names: str | int) -> bool:
        """Whether what happens in so many of ten thousand cases happens."""
        return self.below(10_000, *names) < of_ten_thousand

    def one_of(self, values: Sequence[_Chosen], *names: str | int) -> _Chosen:
        """One of the values."""
        return values[self.below(len(values), *names)]

    def column(self, *names: str | int) -> ColumnOfDraws:
        """The draws of a column of a register."""
        return ColumnOfDraws(self._key(names))

    def _key(self, names: tuple[str | int, ...]) -> int:
        text = "\x1f".join(map(str, (self.seed, *names)))
        return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


@frozen
class ColumnOfDraws:
    """A draw for each row of a column: the outputs of SplitMix64 that begins with `key`."""

    key: int

    def below(self, limit: int, first: int, count: int) -> Whole:
        """Whole numbers from 0 to ``limit - 1`` for `count` rows from `first` on; `limit` is at most 2³²."""
        state = np.arange(first + 1, first + count + 1, dtype=np.uint64)
        state *= np.uint64(_STEP)
        state += np.uint64(self.key)
        state = (state ^ (state >> np.uint64(30))) * _FIRST
        state = (state ^ (state >> np.uint64(27))) * _SECOND
        state ^= state >> np.uint64(31)
        return (((state >> np.uint64(32)) * np.uint64(limit)) >> np.uint64(32)).astype(np.int64)
