"""Multiplicative relations between integers, found by gcds and integer roots alone: nothing is factored.

Pairwise coprime integers above 1, none of them a perfect power, behave as primes do: their logarithms are
linearly independent over the rationals, and a product of their rational powers is rational only if every
exponent is whole. That decides equalities between roots and between sums of logarithms.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import gcd

from flint import fmpq, fmpz

ONE = fmpz(1)


def primitive_root(number: fmpz) -> tuple[fmpz, int]:
    """(m, k) with number = m^k and k the greatest possible; number ≥ 1, and 1 gives (1, 1)."""
    return _root_of_power(number) if number.is_perfect_power() and number != ONE else (number, 1)


@lru_cache(maxsize=1024)
def _root_of_power(number: fmpz) -> tuple[fmpz, int]:
    """The same for a perfect power; denominators, which are powers of 10, come again and again."""
    root, total = number, 1
    exponent = 2
    while root.is_perfect_power():
        candidate = root.root(exponent)
        if candidate**exponent == root:
            root, total = candidate, total * exponent
        else:
            exponent += 1
    return root, total


def primitive_rational(number: fmpq) -> tuple[fmpq, int]:
    """(m, k) with number = m^k and k the greatest possible; number > 0 and not 1."""
    above, above_power = primitive_root(number.p)
    below, below_power = primitive_root(number.q)
    if below == ONE:
        return fmpq(above), above_power
    if above == ONE:
        return fmpq(ONE, below), below_power
    common = gcd(above_power, below_power)
    return fmpq(above ** (above_power // common), below ** (below_power // common)), common


def powers_of_rational(number: fmpq, exponent: fmpq) -> dict[fmpz, fmpq]:
    """number^exponent as powers of integers that are no perfect powers; number > 0."""
    above, above_power = primitive_root(number.p)
    below, below_power = primitive_root(number.q)
    powers: dict[fmpz, fmpq] = {}
    if above != ONE:
        powers[above] = exponent * above_power
    if below != ONE:
        powers[below] = -exponent * below_power
    return powers


def coprime_base(numbers: Iterable[fmpz]) -> list[fmpz]:
    """Pairwise coprime integers above 1, no perfect powers, of whose powers every given integer ≥ 1 is made.

    Factor refinement: E. Bach, J. Driscoll, J. Shallit, "Factor refinement", Journal of Algorithms 15 (1993).
    """
    base: list[fmpz] = []
    pending = list(numbers)
    while pending:
        number, _ = primitive_root(pending.pop())
        if number == ONE or number in base:
            continue
        for position, other in enumerate(base):
            shared = number.gcd(other)
            if shared != ONE:
                del base[position]
                pending += [shared, number // shared, other // shared]
                break
        else:
            base.append(number)
    return base


def are_pairwise_coprime(numbers: list[fmpz]) -> bool:
    """Whether no two of the integers share a factor."""
    return all(number.gcd(other) == ONE for position, number in enumerate(numbers) for other in numbers[:position])


def over_base(number: fmpz, base: Iterable[fmpz]) -> dict[fmpz, int]:
    """The exponents by which an integer ≥ 1 is a product of powers of the base."""
    exponents: dict[fmpz, int] = {}
    for element in base:
        count = 0
        quotient, remainder = divmod(number, element)
        while remainder == 0:
            number, count = quotient, count + 1
            quotient, remainder = divmod(number, element)
        if count:
            exponents[element] = count
    if number != ONE:
        raise ValueError("the integer is not a product of powers of this base")
    return exponents


def coprime_powers(powers: Mapping[fmpz, fmpq]) -> dict[fmpz, fmpq]:
    """The same product of rational powers of integers, over a coprime base; whole exponents may appear."""
    base = coprime_base(powers)
    result: dict[fmpz, fmpq] = {}
    for number, exponent in powers.items():
        for element, count in over_base(number, base).items():
            result[element] = result.get(element, fmpq(0)) + count * exponent
    return result
