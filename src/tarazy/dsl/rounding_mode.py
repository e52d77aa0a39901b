"""The rounding modes of the language and the one rule by which each rounds a rational."""

from enum import Enum
from typing import assert_never

from flint import fmpq, fmpz


class RoundingMode(Enum):
    """How a number between two neighbours of the grid is moved to one of them.

    A mode that names a half rounds to the nearer neighbour and decides ties only; the other four move every
    number that is off the grid.
    """

    HALF_UP = "half up"
    """Ties go away from zero."""
    HALF_DOWN = "half down"
    """Ties go towards zero."""
    HALF_EVEN = "half even"
    """Ties go to the neighbour whose last digit is even."""
    UP = "up"
    """Away from zero."""
    DOWN = "down"
    """Towards zero."""
    CEILING = "ceiling"
    """Towards plus infinity."""
    FLOOR = "floor"
    """Towards minus infinity."""


def rounded(value: fmpq, mode: RoundingMode, decimals: int) -> fmpq:
    """`value` moved to a multiple of 10^-decimals; negative `decimals` round to tens, hundreds, …

    >>> rounded(fmpq(-5, 2), RoundingMode.HALF_UP, 0)
    -3
    """
    grid = fmpq(10) ** decimals
    return fmpq(_to_integer(value * grid, mode)) / grid


def _to_integer(value: fmpq, mode: RoundingMode) -> fmpz:
    below = value.floor()
    above = value.ceil()
    towards_zero, away = (below, above) if value > 0 else (above, below)
    match mode:
        case RoundingMode.FLOOR:
            return below
        case RoundingMode.CEILING:
            return above
        case RoundingMode.UP:
            return away
        case RoundingMode.DOWN:
            return towards_zero
        case RoundingMode.HALF_UP | RoundingMode.HALF_DOWN | RoundingMode.HALF_EVEN:
            return _to_nearest(value, mode, towards_zero, away)
        case _:
            assert_never(mode)


def _to_nearest(value: fmpq, mode: RoundingMode, towards_zero: fmpz, away: fmpz) -> fmpz:
    passed = abs(value - towards_zero)
    half = fmpq(1, 2)
    if passed != half:
        return away if passed > half else towards_zero
    if mode is RoundingMode.HALF_EVEN:
        return away if away % 2 == 0 else towards_zero
    return away if mode is RoundingMode.HALF_UP else towards_zero
