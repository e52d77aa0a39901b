"""Rounding of exact numbers: the rule of `tarazy.dsl.rounding_mode`, extended to irrationals.

A rounding is a step function. Where both ends of an enclosure fall on one step it is decided; where they do not, the
number is compared with the one point between them at which the function steps.
"""

from flint import fmpq, fmpz

from tarazy.dsl.rounding_mode import RoundingMode, rounded
from tarazy.interpreter.exact.comparison import RULES_FROM, UndecidedTie, compare
from tarazy.interpreter.exact.enclosure import LAST_PRECISION, bounds, precisions
from tarazy.interpreter.exact.reals import HALF, ZERO, Number, Real

__all__ = ["RoundingMode", "round_to"]

_NEAREST = frozenset({RoundingMode.HALF_UP, RoundingMode.HALF_DOWN, RoundingMode.HALF_EVEN})


def round_to(x: Number, mode: RoundingMode, decimals: int) -> fmpq:
    """The multiple of 10^-decimals to which the mode moves the number; negative `decimals` round to tens and more.

    Raises:
        UndecidedTie: the number cannot be told from a point at which the rounding steps.
    """
    if isinstance(x, fmpq):
        return rounded(x, mode, decimals)
    for precision in precisions():
        ends = bounds(x, precision)
        if ends is None:
            continue
        low, high = ends
        result = rounded(low, mode, decimals)
        if result == rounded(high, mode, decimals):
            return result
        step = _only_step_between(low, high, mode, decimals)
        if step is not None and precision >= RULES_FROM:
            return _rounded_beside(x, step, ends, mode, decimals)
    raise UndecidedTie(x, ZERO, LAST_PRECISION)


def _only_step_between(low: fmpq, high: fmpq, mode: RoundingMode, decimals: int) -> fmpq | None:
    """The point at which the rounding steps if there is just one from low to high."""
    grid = fmpq(10) ** decimals
    shift = HALF if mode in _NEAREST else ZERO
    first: fmpz = (low * grid - shift).ceil()
    last: fmpz = (high * grid - shift).floor()
    return (first + shift) / grid if first == last else None


def _rounded_beside(
    x: Real, step: fmpq, ends: tuple[fmpq, fmpq], mode: RoundingMode, decimals: int
) -> fmpq:
    match compare(x, step):
        case 0:
            nearest = step
        case 1:
            nearest = ends[1]
        case _:
            nearest = ends[0]
    return rounded(nearest, mode, decimals)
