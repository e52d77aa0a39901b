"""Numbers that operations give: linear ones as terms, others as new numbers with a condition that defines them."""

from __future__ import annotations

from typing import assert_never

import z3
from flint import fmpq

from tarazy.dsl.intervals import Interval
from tarazy.dsl.nodes import AnyNode, Root
from tarazy.dsl.proofs.reasons import IRRATIONAL
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import Symbol, both, constant_of, real
from tarazy.dsl.rounding_mode import RoundingMode

_HALF = fmpq(1, 2)


def product(scene: Scene, interval: Interval, left: z3.ArithRef, right: z3.ArithRef) -> z3.ArithRef:
    """A · b."""
    if constant_of(z3.simplify(left)) is not None or constant_of(z3.simplify(right)) is not None:
        return left * right
    found = scene.fresh(interval)
    scene.curved.append((found, found == left * right))
    return found


def quotient(scene: Scene, interval: Interval, left: z3.ArithRef, right: z3.ArithRef) -> z3.ArithRef:
    """A / b where b is not 0."""
    divisor = constant_of(z3.simplify(right))
    if divisor is not None:
        return left * real(1 / divisor) if divisor != 0 else left
    found = scene.fresh()
    # Where the divisor is 0 there is no value, and the interval is that of values.
    if interval.low is not None:
        scene.domain.append(z3.Or(right == 0, found >= real(interval.low)))
    if interval.high is not None:
        scene.domain.append(z3.Or(right == 0, found <= real(interval.high)))
    scene.domain.append(z3.Or(right == 0, (found == 0) == (left == 0)))
    scene.curved.append((found, z3.Or(right == 0, found * right == left)))
    return found


def power(scene: Scene, node: AnyNode, base: z3.ArithRef, times: int) -> z3.ArithRef:
    """A small whole power."""
    if times == 0:
        return real(1)
    if times == 1:
        return base
    found = scene.fresh(scene.interval(node))
    expanded = base
    for _ in range(times - 1):
        expanded = expanded * base
    scene.curved.append((found, found == expanded))
    return found


def root(scene: Scene, node: Root, operand: Symbol, degree: int) -> Symbol:
    """The root of a small degree, which is defined by its power."""
    if operand.term is None:
        return operand
    found = scene.fresh(scene.interval(node))
    scene.domain += [found >= 0, (found == 0) == (operand.term == 0)]
    if degree > 3:
        scene.free[IRRATIONAL.text] = IRRATIONAL
        return Symbol(found, operand.states)
    expanded = found
    for _ in range(degree - 1):
        expanded = expanded * found
    scene.curved.append((found, expanded == operand.term))
    return Symbol(found, operand.states)


def rounded_term(scene: Scene, term: z3.ArithRef, mode: RoundingMode, decimals: int) -> z3.ArithRef:
    """A rounded number: a whole number of steps that lies where the mode says."""
    step = fmpq(10) ** -decimals
    scaled = term * real(1 / step)
    steps = scene.fresh_steps()
    whole = z3.ToReal(steps)
    match mode:
        case RoundingMode.FLOOR:
            where = both(whole <= scaled, scaled < whole + 1)
        case RoundingMode.CEILING:
            where = both(whole >= scaled, scaled > whole - 1)
        case RoundingMode.UP:
            where = z3.If(
                scaled >= 0, both(whole >= scaled, scaled > whole - 1), both(whole <= scaled, scaled < whole + 1)
            )
        case RoundingMode.DOWN:
            where = z3.If(
                scaled >= 0, both(whole <= scaled, scaled < whole + 1), both(whole >= scaled, scaled > whole - 1)
            )
        case RoundingMode.HALF_UP:
            where = z3.If(scaled >= 0, _nearest(whole, scaled, False, True), _nearest(whole, scaled, True, False))
        case RoundingMode.HALF_DOWN:
            where = z3.If(scaled >= 0, _nearest(whole, scaled, True, False), _nearest(whole, scaled, False, True))
        case RoundingMode.HALF_EVEN:
            half = real(_HALF)
            tie = z3.Or(scaled - whole == half, whole - scaled == half)
            where = both(_nearest(whole, scaled, True, True), z3.Implies(tie, steps % 2 == 0))
        case _:
            assert_never(mode)
    scene.domain.append(where)
    return whole * real(step)


def _nearest(whole: z3.ArithRef, scaled: z3.ArithRef, upper_stays: bool, lower_stays: bool) -> z3.BoolRef:
    """Whether `whole` is the nearest to `scaled`; a tie at the upper or lower end of its stretch is its own or not."""
    half = real(_HALF)
    upper = scaled <= whole + half if upper_stays else scaled < whole + half
    lower = scaled >= whole - half if lower_stays else scaled > whole - half
    return both(lower, upper)
