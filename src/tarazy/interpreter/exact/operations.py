"""Operations whose domain or result depends on a sign: quotient, absolute value, logarithm, roots, powers."""

from collections.abc import Sequence

from flint import fmpq, fmpz

from tarazy.interpreter.exact.comparison import compare, sign
from tarazy.interpreter.exact.logarithms import ln_of_powers, ln_of_rational, powers_of_integers
from tarazy.interpreter.exact.multiplicative import powers_of_rational
from tarazy.interpreter.exact.reals import (
    MINUS_ONE,
    ONE,
    ZERO,
    Base,
    DomainError,
    Number,
    Real,
    Sum,
    as_powers,
    logarithm_node,
    mul,
    neg,
    opposite_sum,
    product,
    quotient,
    scaled,
    whole_power,
)


def absolute(a: Number) -> Number:
    """The absolute value |a|.

    Raises:
        UndecidedTie: the sign of a cannot be decided.
    """
    if isinstance(a, fmpq):
        return abs(a)
    match sign(a):
        case 1:
            return a
        case 0:
            return ZERO
        case _:
            return neg(a)


def div(a: Number, b: Number) -> Number:
    """The quotient a / b.

    Raises:
        ZeroDivisionError: b is 0.
        UndecidedTie: b cannot be told from 0.
    """
    if isinstance(b, fmpq):
        return a / b if isinstance(a, fmpq) else scaled(a, ONE / b)
    if sign(b) == 0:
        raise ZeroDivisionError("division by an exact number that is 0")
    return quotient(a, b)


def ln(x: Number) -> Number:
    """The natural logarithm of a number above 0; ln 1 is the rational 0.

    Raises:
        DomainError: x is not above 0.
        UndecidedTie: x cannot be told from 0 or from 1.
    """
    if sign(x) <= 0:
        raise DomainError("the logarithm of a number that is not above 0")
    if isinstance(x, fmpq):
        return ln_of_rational(x)
    if roots := powers_of_integers(x):
        return ln_of_powers(*roots)
    side = compare(x, ONE)
    if side == 0:
        return ZERO
    return logarithm_node(x) if side > 0 else scaled(logarithm_node(div(ONE, x)), MINUS_ONE)


def root(x: Number, n: int) -> Number:
    """The real n-th root; the negative one of a negative number if n is odd.

    Raises:
        DomainError: n < 1, or x is negative and n is even.
        UndecidedTie: the sign of x cannot be decided.
    """
    if n < 1:
        raise DomainError("a root whose degree is not 1 or more")
    side = sign(x)
    if n == 1 or side == 0:
        return x if side else ZERO
    if side > 0:
        return _to_fraction(x, fmpq(1, n))
    if n % 2 == 0:
        raise DomainError("an even root of a negative number")
    return neg(_to_fraction(neg(x), fmpq(1, n)))


def power(x: Number, exponent: fmpq) -> Number:
    """The power x^exponent, the positive one if the exponent is not whole.

    Raises:
        DomainError: 0 to an exponent that is not above 0, or a negative number to one that is not whole.
        OverflowError: the exact result is too large (`MAXIMAL_BITS`).
        UndecidedTie: a sign it depends on cannot be decided.
    """
    is_whole = exponent.q == 1
    if not (is_whole and exponent > ZERO):
        side = sign(x)
        if side == 0:
            if exponent > ZERO:
                return ZERO
            raise DomainError("0 to an exponent that is not above 0")
        if side < 0 and not is_whole:
            raise DomainError("a negative number to an exponent that is not whole")
    if not is_whole:
        return _to_fraction(x, exponent)
    return whole_power(x, exponent.p) if isinstance(x, fmpq) else _to_whole_power(x, exponent.p)


def _to_whole_power(x: Real, exponent: fmpz) -> Number:
    coefficient, powers = as_powers(x)
    raised = {base: own * exponent for base, own in powers.items()}
    return product(whole_power(coefficient, exponent), raised)


def _to_fraction(x: Number, exponent: fmpq) -> Number:
    """The power of a positive number, whose factors are made positive first."""
    coefficient, powers = (x, {}) if isinstance(x, fmpq) else as_powers(x)
    raised: dict[Base, fmpq] = {}
    for base, own in powers.items():
        if isinstance(base, Sum) and own.q == 1 and sign(base) < 0:
            positive: Base = opposite_sum(base)
            coefficient *= MINUS_ONE ** int(own.p)
        else:
            positive = base
        raised[positive] = raised.get(positive, ZERO) + own * exponent
    for number, power_of_it in powers_of_rational(coefficient, exponent).items():
        raised[number] = raised.get(number, ZERO) + power_of_it
    return product(ONE, raised)


def geometric_mean(values: Sequence[Number], weights: Sequence[fmpq] | None = None) -> Number:
    """The product Π value^weight; without weights every value has the same one. A value 0 gives 0.

    Values of the same weight are multiplied before a root is taken.

    Raises:
        DomainError: there is no value or a negative one, a weight is negative, the weights do not add up to
            1, or a value 0 has the weight 0.
        ValueError: there is not one weight for each value.
        UndecidedTie: the sign of a value cannot be decided.
    """
    if not values:
        raise DomainError("the geometric mean of no numbers")
    if weights is None:
        return _unweighted_geometric_mean(values)
    if any(weight < ZERO for weight in weights) or sum(weights, ZERO) != ONE:
        raise DomainError("weights that are negative or whose sum is not 1")
    signs = [sign(value) for value in values]
    if -1 in signs:
        raise DomainError("the geometric mean of a negative number")
    if any(side == 0 and weight == ZERO for side, weight in zip(signs, weights, strict=True)):
        raise DomainError("0 to the weight 0")
    if 0 in signs:
        return ZERO
    products: dict[fmpq, Number] = {}
    for value, weight in zip(values, weights, strict=True):
        products[weight] = mul(products[weight], value) if weight in products else value
    result: Number = ONE
    for weight, collected in products.items():
        result = mul(result, power(collected, weight))
    return result


def _unweighted_geometric_mean(values: Sequence[Number]) -> Number:
    """The root of the product of one value or more."""
    signs = [sign(value) for value in values]
    if -1 in signs:
        raise DomainError("the geometric mean of a negative number")
    if 0 in signs:
        return ZERO
    collected = values[0]
    for value in values[1:]:
        collected = mul(collected, value)
    return power(collected, fmpq(1, len(values)))
