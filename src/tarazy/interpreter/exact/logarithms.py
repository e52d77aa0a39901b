"""Logarithms of rationals and of products of roots, in the normal form of `Logarithm`."""

from collections.abc import Mapping
from functools import lru_cache

from flint import fmpq, fmpz

from tarazy.interpreter.exact.multiplicative import primitive_rational
from tarazy.interpreter.exact.reals import ZERO, Number, as_powers, logarithm_node, scaled, total


def powers_of_integers(x: Number) -> tuple[fmpq, dict[fmpz, fmpq]] | None:
    """The rational and the powers of integers whose product the number is, if it is one."""
    if isinstance(x, fmpq):
        return x, {}
    coefficient, powers = as_powers(x)
    integers = {base: exponent for base, exponent in powers.items() if isinstance(base, fmpz)}
    return (coefficient, integers) if len(integers) == len(powers) else None


def ln_of_powers(coefficient: fmpq, powers: Mapping[fmpz, fmpq]) -> Number:
    """The logarithm ln (c · Π n^r) = ln c + Σ r · ln n, for c > 0."""
    parts = [scaled(ln_of_rational(fmpq(base)), exponent) for base, exponent in powers.items()]
    return total([ln_of_rational(coefficient), *parts])


def ln_of_rational(x: fmpq) -> Number:
    """The logarithm of a rational above 0: a multiple of that of one above 1 that is no perfect power."""
    return _ln_of_fraction(x.p, x.q)


@lru_cache(maxsize=1024)
def _ln_of_fraction(above: fmpz, below: fmpz) -> Number:
    """The same; a methodology takes the logarithms of its constants for every body."""
    if above == below:
        return ZERO
    if above < below:
        argument, power = primitive_rational(fmpq(below, above))
        return scaled(logarithm_node(argument), fmpq(-power))
    argument, power = primitive_rational(fmpq(above, below))
    node = logarithm_node(argument)
    return node if power == 1 else scaled(node, fmpq(power))
