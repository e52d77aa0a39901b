"""Sign and order of exact numbers: decided, or refused as a tie that no rule and no precision decides."""

from typing import assert_never

from flint import fmpq

from tarazy.interpreter.exact.enclosure import (
    FIRST_PRECISION,
    LAST_PRECISION,
    order_by_balls,
    precisions,
    sign_by_ball,
)
from tarazy.interpreter.exact.identities import is_zero_by_rule
from tarazy.interpreter.exact.reals import ZERO, Logarithm, Number, Product, Real, Sum, sub


class UndecidedTie(ArithmeticError):  # noqa: N818 - a tie is the finding, not a fault of the program
    """Two numbers that balls of the last precision do not tell apart and no rule shows to be equal."""

    def __init__(self, left: Number, right: Number, precision: int) -> None:
        super().__init__(f"two numbers are neither equal by rule nor apart at {precision} bits")
        self.left = left
        self.right = right
        self.precision = precision


def sign(x: Number) -> int:
    """-1, 0 or 1.

    Raises:
        UndecidedTie: the number cannot be told from 0.
    """
    if isinstance(x, fmpq):
        return int(x > 0) - int(x < 0)
    return _sign_of_real(x, x, ZERO)


def compare(a: Number, b: Number) -> int:
    """-1 if a < b, 0 if a = b, 1 if a > b.

    Raises:
        UndecidedTie: the two cannot be told apart.
    """
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return int(a > b) - int(a < b)
    if a is b:
        return 0
    if apart := order_by_balls(a, b, FIRST_PRECISION):
        return apart
    difference = sub(a, b)
    return sign(difference) if isinstance(difference, fmpq) else _sign_of_real(difference, a, b)


def equal(a: Number, b: Number) -> bool:
    """Whether a = b. Raises `UndecidedTie` as `compare` does."""
    return compare(a, b) == 0


def minimum(a: Number, b: Number) -> Number:
    """The smaller of two numbers, the first if they are equal. Raises `UndecidedTie` as `compare` does."""
    return a if compare(a, b) <= 0 else b


def maximum(a: Number, b: Number) -> Number:
    """The greater of two numbers, the first if they are equal. Raises `UndecidedTie` as `compare` does."""
    return a if compare(a, b) >= 0 else b


def _sign_of_real(x: Real, left: Number, right: Number) -> int:
    """The sign of left - right, which x is; the two are named if it is undecided."""
    match x:
        case Logarithm():
            return 1
        case Product():
            return _sign_of_product(x, left, right)
        case Sum(is_multiple=True):
            ((term, factor),) = x.terms
            return sign(factor) * _sign_of_real(term, left, right)
        case Sum():
            return _sign_of_sum(x, left, right)
        case _:
            assert_never(x)


def _sign_of_product(x: Product, left: Number, right: Number) -> int:
    result = 1
    for base, exponent in x.powers:
        if isinstance(base, Sum) and exponent.q == 1:
            own = _sign_of_sum(base, left, right)
            result *= own if exponent.p % 2 == 1 else own * own
    return result


def _sign_of_sum(x: Sum, left: Number, right: Number) -> int:
    for precision in precisions():
        if decided := sign_by_ball(x, precision):
            return decided
        if precision == FIRST_PRECISION and is_zero_by_rule(x):
            return 0
    raise UndecidedTie(left, right, LAST_PRECISION)
