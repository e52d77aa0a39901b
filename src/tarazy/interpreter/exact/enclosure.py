"""Enclosures of exact numbers: Arb balls of a stated precision.

Source: F. Johansson, "Arb: efficient arbitrary-precision midpoint-radius interval arithmetic", IEEE
Transactions on Computers 66 (2017). The working precision of python-flint is a setting outside the numbers,
which is set here only, and put back.
"""

from collections.abc import Iterator
from typing import assert_never

from flint import arb, ctx, fmpq, fmpz

from tarazy.interpreter.exact.reals import (
    Logarithm,
    Number,
    Product,
    Real,
    Sum,
    children,
)

FIRST_PRECISION = 128
"""Enough for a table's 20 digits, so that one ball mostly serves a comparison, a rounding and the text."""

LAST_PRECISION = 1 << 16


def precisions() -> Iterator[int]:
    """The precisions in bits at which a question is put, one after the other: 128, 256, … 65,536."""
    precision = FIRST_PRECISION
    while precision <= LAST_PRECISION:
        yield precision
        precision *= 2


def bounds(value: Number, precision: int) -> tuple[fmpq, fmpq] | None:
    """Two rationals between which the value lies, ends included; None if the ball is not finite."""
    if isinstance(value, fmpq):
        return value, value
    with ctx.workprec(precision):
        ball = _ball_of(value, precision)
        if not ball.is_finite():
            return None
        return ball.lower().fmpq(), ball.upper().fmpq()


def sign_by_ball(value: Real, precision: int) -> int:
    """1 or -1 if the ball lies on one side of zero, 0 if that is not settled."""
    with ctx.workprec(precision):
        ball = _ball_of(value, precision)
        return int(ball > 0) - int(ball < 0)


def order_by_balls(a: Number, b: Number, precision: int) -> int:
    """1 if a is above b, -1 if below, as their balls show; 0 if the balls overlap."""
    with ctx.workprec(precision):
        left, right = _ball_of(a, precision), _ball_of(b, precision)
        return int(left > right) - int(left < right)


def _ball_of(value: Number, precision: int) -> arb:
    if isinstance(value, fmpq):
        return arb(value)
    known = value.balls.get(precision)
    if known is not None:
        return known
    pending = [value]
    while pending:
        node = pending[-1]
        missing = [child for child in children(node) if precision not in child.balls]
        if missing:
            pending += missing
        else:
            if precision not in node.balls:
                node.balls[precision] = _new_ball(node, precision)
            pending.pop()
    return value.balls[precision]


def _new_ball(node: Real, precision: int) -> arb:
    match node:
        case Logarithm():
            return _ball_of(node.argument, precision).log()
        case Product():
            return _ball_of_product(node, precision)
        case Sum():
            ball = arb(node.constant)
            for term, factor in node.terms:
                ball += term.balls[precision] * factor
            return ball
        case _:
            assert_never(node)


def _ball_of_product(node: Product, precision: int) -> arb:
    """Bases under one exponent and its opposite are gathered first, so that one root serves them all."""
    gathered: list[tuple[fmpq, arb]] = []
    for base, exponent in node.powers:
        ball = arb(base) if isinstance(base, fmpz) else base.balls[precision]
        for position, (other, so_far) in enumerate(gathered):
            if exponent == other:
                gathered[position] = other, so_far * ball
                break
            if exponent == -other:
                gathered[position] = other, so_far / ball
                break
        else:
            gathered.append((exponent, ball))
    result = arb(1)
    for exponent, ball in gathered:
        result *= _power_of_ball(ball, exponent)
    return result


def _power_of_ball(ball: arb, exponent: fmpq) -> arb:
    if exponent == 1:
        return ball
    if exponent.p == 1 and exponent.q <= 64:
        return ball.root(int(exponent.q))
    return ball ** arb(exponent)
