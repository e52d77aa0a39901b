"""Equalities that balls can never show: whether an exact number is 0 by the laws of roots and logarithms.

The number is rewritten over one coprime base for every integer in it (`multiplicative`), sums in denominators
are cleared, whole powers of sums are multiplied out, and like terms collect. The roots of a coprime base are
linearly independent over the rationals (C. L. Siegel, "Algebraische Abhängigkeit von Wurzeln", Acta
Arithmetica 21, 1972), and so are its logarithms: in these two cases nothing is left of a number exactly when
it is 0. Where two terms are left, they are compared by the power that makes their exponents whole.
"""

from collections.abc import Mapping
from math import lcm
from typing import TypeAlias, assert_never

from flint import fmpq, fmpz

from tarazy.interpreter.exact.logarithms import ln_of_powers, powers_of_integers
from tarazy.interpreter.exact.multiplicative import coprime_base, over_base, powers_of_rational
from tarazy.interpreter.exact.reals import (
    ONE,
    ZERO,
    Base,
    Logarithm,
    Number,
    Product,
    Real,
    Sum,
    add,
    as_powers,
    from_the_leaves,
    linear,
    logarithm_node,
    opposite_sum,
    product,
    scaled,
    sub,
    total,
    whole_power,
)

MAXIMAL_TERMS = 5_000
"""The length beyond which a product of sums is not multiplied out."""

MAXIMAL_POWER_BITS = 1 << 20
"""The size beyond which two terms are not raised to a common power."""

_Powers: TypeAlias = tuple[fmpq, dict[Base, fmpq]]
_Rewritten: TypeAlias = dict[Real, Number]


class _TooLongError(ArithmeticError):
    """Multiplying out would pass `MAXIMAL_TERMS`."""


def is_zero_by_rule(value: Number) -> bool:
    """Whether the rules prove the number to be 0; False says no more than that they do not."""
    try:
        remaining = _multiplied_out(_settled(value))
    except _TooLongError:
        return False
    if isinstance(remaining, fmpq):
        return remaining == ZERO
    if isinstance(remaining, Sum):
        parts: list[Number] = [scaled(term, factor) for term, factor in remaining.terms]
        if remaining.constant != ZERO:
            parts.append(remaining.constant)
        if len(parts) == 2:
            return _cancel(parts[0], parts[1])
    return False


def _settled(value: Number) -> Number:
    """Rewritten until nothing changes: a rewritten part may bring integers that were under no root before."""
    while (again := _over_one_base(value)) != value:
        value = again
    return value


def _over_one_base(value: Number) -> Number:
    """The same number with every integer under a root or a logarithm written over one coprime base."""
    if isinstance(value, fmpq):
        return value
    nodes = list(from_the_leaves(value))
    base = coprime_base(number for node in nodes for number in _integers_in(node))
    rewritten: _Rewritten = {}
    for node in nodes:
        rewritten[node] = _rewritten(node, base, rewritten)
    return rewritten[value]


def _integers_in(node: Real) -> list[fmpz]:
    match node:
        case Logarithm():
            argument = node.argument
            return [argument.p, argument.q] if isinstance(argument, fmpq) else []
        case Product():
            return [number for number, _ in node.powers if isinstance(number, fmpz)]
        case Sum():
            return []


def _rewritten(node: Real, base: list[fmpz], rewritten: _Rewritten) -> Number:
    match node:
        case Logarithm():
            return _logarithm_over(node, base, rewritten)
        case Product():
            return _product_over(node, base, rewritten)
        case Sum():
            parts = (scaled(rewritten[term], factor) for term, factor in node.terms)
            return add(total(parts), node.constant)
        case _:
            assert_never(node)


def _logarithm_over(node: Logarithm, base: list[fmpz], rewritten: _Rewritten) -> Number:
    argument = node.argument
    if not isinstance(argument, fmpq):
        inner = rewritten[argument]
        roots = powers_of_integers(inner)
        return ln_of_powers(*roots) if roots else logarithm_node(inner)
    exponents = {number: fmpq(power) for number, power in over_base(argument.p, base).items()}
    for number, power in over_base(argument.q, base).items():
        exponents[number] = exponents.get(number, ZERO) - power
    return linear(ZERO, {logarithm_node(fmpq(number)): power for number, power in exponents.items()})


def _product_over(node: Product, base: list[fmpz], rewritten: _Rewritten) -> Number:
    coefficient = ONE
    powers: dict[Base, fmpq] = {}
    for own, exponent in node.powers:
        if isinstance(own, fmpz):
            factor, parts = _integer_power(own, exponent, base)
        else:
            factor, parts = _power_over(own, rewritten[own], exponent)
        coefficient *= factor
        for part, power in parts.items():
            powers[part] = powers.get(part, ZERO) + power
    return product(coefficient, powers)


def _integer_power(number: fmpz, exponent: fmpq, base: list[fmpz]) -> _Powers:
    return ONE, {element: exponent * power for element, power in over_base(number, base).items()}


def _power_over(own: Base, inner: Number, exponent: fmpq) -> _Powers:
    """The form of inner^exponent; own^exponent where factors of the new form are not known to be positive."""
    coefficient, powers = as_powers(inner) if not isinstance(inner, fmpq) else (inner, {})
    if exponent.q == 1:
        raised = whole_power(coefficient, exponent.p)
        return raised, {part: power * exponent for part, power in powers.items()}
    whole_sums = [part for part, power in powers.items() if isinstance(part, Sum) and power.q == 1]
    if whole_sums and (len(powers) > 1 or powers[whole_sums[0]] != ONE):
        return ONE, {own: exponent}
    if whole_sums and coefficient < ZERO:
        coefficient, powers = -coefficient, {opposite_sum(whole_sums[0]): ONE}
    raised_powers = {part: power * exponent for part, power in powers.items()}
    for number, power in powers_of_rational(coefficient, exponent).items():
        raised_powers[number] = raised_powers.get(number, ZERO) + power
    return ONE, raised_powers


def _multiplied_out(value: Number) -> Number:
    """The number times the sums in its denominators, without whole powers of sums."""
    while isinstance(value, Sum | Product):
        terms = _terms_of(value)
        if (denominators := _denominators(terms)) or _has_whole_sums(terms):
            value = total(_expanded(coefficient, powers, denominators) for coefficient, powers in terms)
        else:
            break
    return value


def _terms_of(value: Real) -> list[_Powers]:
    if not isinstance(value, Sum):
        return [as_powers(value)]
    terms = [(factor, as_powers(term)[1]) for term, factor in value.terms]
    return [*terms, (value.constant, {})] if value.constant != ZERO else terms


def _denominators(terms: list[_Powers]) -> dict[Base, fmpq]:
    """For every sum that divides a term, the exponent by which all must be multiplied."""
    lowest: dict[Base, fmpq] = {}
    for _, powers in terms:
        for part, exponent in powers.items():
            if isinstance(part, Sum) and exponent < min(lowest.get(part, ZERO), ZERO):
                lowest[part] = exponent
    return {part: -exponent for part, exponent in lowest.items()}


def _has_whole_sums(terms: list[_Powers]) -> bool:
    powers = (power for _, powers in terms for power in powers.items())
    return any(isinstance(part, Sum) and exponent >= ONE for part, exponent in powers)


def _expanded(coefficient: fmpq, powers: dict[Base, fmpq], multipliers: Mapping[Base, fmpq]) -> Number:
    combined = dict(powers)
    for part, exponent in multipliers.items():
        combined[part] = combined.get(part, ZERO) + exponent
    factors: list[Sum] = []
    for part, exponent in list(combined.items()):
        if isinstance(part, Sum) and exponent >= ONE:
            whole = exponent.floor()
            if whole > MAXIMAL_TERMS:
                raise _TooLongError
            factors += [part] * int(whole)
            combined[part] = exponent - whole
    result = product(coefficient, combined)
    for factor in factors:
        result = _distributed(result, factor)
    return result


def _distributed(value: Number, factor: Sum) -> Number:
    if isinstance(value, fmpq):
        return scaled(factor, value)
    left, right = _terms_of(value), _terms_of(factor)
    if len(left) * len(right) > MAXIMAL_TERMS:
        raise _TooLongError
    return total(_product_of(one, other) for one in left for other in right)


def _product_of(one: _Powers, other: _Powers) -> Number:
    powers = dict(one[1])
    for part, exponent in other[1].items():
        powers[part] = powers.get(part, ZERO) + exponent
    return product(one[0] * other[0], powers)


def _cancel(one: Number, other: Number) -> bool:
    """Whether two terms add up to 0, by raising their quotient to a power that frees the reals of roots."""
    quotient, powers = as_powers(one) if not isinstance(one, fmpq) else (one, {})
    divisor, others = as_powers(other) if not isinstance(other, fmpq) else (other, {})
    quotient /= -divisor
    for part, exponent in others.items():
        powers[part] = powers.get(part, ZERO) - exponent
    degree = lcm(*(int(power.q) for part, power in powers.items() if not isinstance(part, fmpz)))
    if quotient < ZERO or degree == 1:
        return False
    size = quotient.height_bits() + sum(part.height_bits() for part in powers if isinstance(part, fmpz))
    if degree * size > MAXIMAL_POWER_BITS:
        return False
    raised = product(quotient**degree, {part: power * degree for part, power in powers.items()})
    return is_zero_by_rule(sub(raised, ONE))
