"""Rounding of exact numbers: the rule of `tarazy.dsl.rounding_mode`, extended to irrationals.

A rounding is a step function. Where an enclosure holds no step the rounding is decided; where it holds just
one, the number is compared with it.
"""

from flint import fmpq

from tarazy.dsl.rounding_mode import RoundingMode, rounded
from tarazy.interpreter.exact.comparison import UndecidedTie, compare
from tarazy.interpreter.exact.enclosure import LAST_PRECISION, bounds, precisions
from tarazy.interpreter.exact.reals import HALF, ZERO, Number

__all__ = ["RoundingMode", "round_to"]

_NEAREST = frozenset({RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN})


def round_to(x: Number, mode: RoundingMode, decimals: int) -> fmpq:
    """The multiple of 10^-decimals to which the mode moves the number; negative `decimals` round to tens, ….

    Raises:
        UndecidedTie: the number cannot be told from a point at which the rounding steps.
    """
    if isinstance(x, fmpq):
        return rounded(x, mode, decimals)
    grid = fmpq(10) ** decimals
    shift = HALF if mode in _NEAREST else ZERO
    for precision in precisions():
        ends = bounds(x, precision)
        if ends is None:
            continue
        first = (ends[0] * grid - shift).ceil()
        last = (ends[1] * grid - shift).floor()
        if first > last:
            return rounded(ends[0], mode, decimals)
        if first == last:
            step = (first + shift) / grid
            nearest = (step, ends[1], ends[0])[compare(x, step)]
            return rounded(nearest, mode, decimals)
    raise UndecidedTie(x, ZERO, LAST_PRECISION)
