"""Logarithms of rationals and of products of roots, in the normal form of `Logarithm`."""

from collections.abc import Mapping

from flint import fmpq, fmpz

from tarazy.interpreter.exact.multiplicative import primitive_rational
from tarazy.interpreter.exact.reals import ONE, ZERO, Number, as_powers, logarithm_node, scaled, total


def powers_of_integers(x: Number) -> tuple[fmpq, dict[fmpz, fmpq]] | None:
    """The rational and the powers of integers whose product the number is, if it is one."""
    if isinstance(x, fmpq):
        return x, {}
    coefficient, powers = as_powers(x)
    integers = {base: exponent for base, exponent in powers.items() if isinstance(base, fmpz)}
    return (coefficient, integers) if len(integers) == len(powers) else None


def ln_of_powers(coefficient: fmpq, powers: Mapping[fmpz, fmpq]) -> Number:
    """ln (c · Π n^r) = ln c + Σ r · ln n, for c > 0."""
    parts = [scaled(_ln_of_rational(fmpq(base)), exponent) for base, exponent in powers.items()]
    return total([_ln_of_rational(coefficient), *parts]) if parts else _ln_of_rational(coefficient)


def _ln_of_rational(x: fmpq) -> Number:
    if x == ONE:
        return ZERO
    if x < ONE:
        argument, power = primitive_rational(ONE / x)
        return scaled(logarithm_node(argument), fmpq(-power))
    argument, power = primitive_rational(x)
    return scaled(logarithm_node(argument), fmpq(power))
