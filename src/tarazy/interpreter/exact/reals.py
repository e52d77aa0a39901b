"""Exact numbers: rationals, and irrationals as immutable expression graphs.

A `Number` is a `flint.fmpq`, or a `Real`: an exact number that is irrational, or not known to be rational. A
`Real` is one of three nodes, each in a normal form:

* `Logarithm`: the natural logarithm of a number above 1; a rational argument is no perfect power;
* `Product`: rational powers of integers, logarithms and sums. The integers are pairwise coprime, no perfect
  powers, and their exponents lie in (-1/2, 1/2] without 0, so nothing but such powers is never rational:
  perfect powers are exact as soon as they are written;
* `Sum`: a rational plus rational multiples of logarithms and products; a multiple of one term is a sum too.

Logarithms and products are interned: equal structure is the same object. Sums are equal if their parts are,
which are interned. So no comparison of structure goes deep, a node over itself is 1 and minus itself is 0.
This module holds the nodes and what needs no knowledge of a sign: sums, products and whole powers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from threading import Lock
from typing import Final, TypeAlias, cast
from weakref import WeakValueDictionary

from attrs import field, frozen
from flint import arb, fmpq, fmpz

from tarazy.interpreter.exact.multiplicative import are_pairwise_coprime, coprime_powers

ZERO: Final = fmpq(0)
ONE: Final = fmpq(1)
MINUS_ONE: Final = fmpq(-1)
HALF: Final = fmpq(1, 2)

MAXIMAL_BITS: Final = 1 << 26
"""The size of an integer beyond which a whole power is refused: 20 million decimal digits."""

_serials = count()


class DomainError(ArithmeticError):
    """An operation on a number for which it has no real value, as ln 0 or the square root of -1."""


@frozen(eq=False)
class _Node:
    serial: int = field(factory=_serials.__next__, init=False, repr=False, eq=False)
    """The order of creation; settles which term of a sum leads."""
    balls: dict[int, arb] = field(factory=dict, init=False, repr=False, eq=False)
    """Enclosures already computed, by precision in bits."""


@frozen(eq=False)
class Logarithm(_Node):
    """The natural logarithm of a number above 1, so that it is positive."""

    argument: Number


@frozen(eq=False)
class Product(_Node):
    """Π base^exponent, no exponent 0.

    A base under an exponent that is not whole is positive; one under a negative exponent is not 0. A sum
    among the bases is no multiple of one term.
    """

    powers: tuple[tuple[Base, fmpq], ...]


def _unordered(terms: tuple[tuple[Term, fmpq], ...]) -> frozenset[tuple[Term, fmpz, fmpz]]:
    return frozenset([(term, factor.p, factor.q) for term, factor in terms])


@frozen(cache_hash=True)
class Sum(_Node):
    """constant + Σ coefficient · term, no coefficient 0, and not one term alone with coefficient 1."""

    constant: fmpq
    terms: tuple[tuple[Term, fmpq], ...] = field(eq=_unordered)

    @property
    def is_multiple(self) -> bool:
        """Whether the sum is a rational multiple of one term."""
        return len(self.terms) == 1 and self.constant == ZERO


Real: TypeAlias = Logarithm | Product | Sum
Number: TypeAlias = fmpq | Real
Term: TypeAlias = Logarithm | Product
Base: TypeAlias = fmpz | Logarithm | Sum

_interned: WeakValueDictionary[tuple[object, ...], _Node] = WeakValueDictionary()
_lock = Lock()


def logarithm_node(argument: Number) -> Logarithm:
    """The node of a logarithm whose argument is known to be above 1 and, if rational, no perfect power."""
    key = (argument.p, argument.q) if isinstance(argument, fmpq) else (argument,)
    with _lock:
        node = _interned.get(key)
        if node is None:
            node = _interned[key] = Logarithm(argument)
    return cast(Logarithm, node)


def _product_node(powers: Mapping[Base, fmpq]) -> Product:
    key = (Product, frozenset([(base, exponent.p, exponent.q) for base, exponent in powers.items()]))
    with _lock:
        node = _interned.get(key)
        if node is None:
            node = _interned[key] = Product(tuple(powers.items()))
    return cast(Product, node)


def children(node: Real) -> Iterator[Real]:
    """The nodes a node is directly made of."""
    match node:
        case Logarithm():
            if not isinstance(node.argument, fmpq):
                yield node.argument
        case Product():
            for base, _ in node.powers:
                if not isinstance(base, fmpz):
                    yield base
        case Sum():
            for term, _ in node.terms:
                yield term


def from_the_leaves(root: Real) -> Iterator[Real]:
    """Every node of the graph once, a node after what it is made of; without recursion, at any depth."""
    done: set[Real] = set()
    stack: list[tuple[Real, bool]] = [(root, False)]
    while stack:
        node, is_ready = stack.pop()
        if is_ready:
            yield node
        elif node not in done:
            done.add(node)
            stack.append((node, True))
            stack += [(child, False) for child in children(node) if child not in done]


def add(a: Number, b: Number) -> Number:
    """The sum a + b."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a + b
    return total((a, b))


def sub(a: Number, b: Number) -> Number:
    """The difference a - b; 0 when both have the same structure."""
    if isinstance(a, fmpq) and isinstance(b, fmpq):
        return a - b
    return total((a, scaled(b, MINUS_ONE)))


def neg(a: Number) -> Number:
    """The opposite -a."""
    if isinstance(a, fmpq):
        return -a
    return scaled(a, MINUS_ONE)


def mul(a: Number, b: Number) -> Number:
    """The product a · b."""
    if isinstance(a, fmpq):
        return a * b if isinstance(b, fmpq) else scaled(b, a)
    if isinstance(b, fmpq):
        return scaled(a, b)
    coefficient, powers = as_powers(a)
    factor, others = as_powers(b)
    for base, exponent in others.items():
        powers[base] = powers.get(base, ZERO) + exponent
    return product(coefficient * factor, powers)


def quotient(a: Number, b: Real) -> Number:
    """The quotient a / b, for a b that is known not to be 0."""
    coefficient, powers = (a, {}) if isinstance(a, fmpq) else as_powers(a)
    divisor, others = as_powers(b)
    for base, exponent in others.items():
        powers[base] = powers.get(base, ZERO) - exponent
    return product(coefficient / divisor, powers)


def total(values: Iterable[Number]) -> Number:
    """The sum of any number of numbers, in one pass."""
    constant = ZERO
    terms: dict[Term, fmpq] = {}
    for value in values:
        if isinstance(value, fmpq):
            constant += value
            continue
        if isinstance(value, Sum):
            constant += value.constant
            for term, factor in value.terms:
                terms[term] = terms.get(term, ZERO) + factor
        else:
            terms[value] = terms.get(value, ZERO) + ONE
    return linear(constant, terms)


def linear(constant: fmpq, terms: Mapping[Term, fmpq]) -> Number:
    """The normal form of constant + Σ coefficient · term."""
    kept = {term: factor for term, factor in terms.items() if factor != ZERO}
    if not kept:
        return constant
    if len(kept) == 1 and constant == ZERO:
        ((term, factor),) = kept.items()
        if factor == ONE:
            return term
    return Sum(constant, tuple(kept.items()))


def scaled(value: Number, factor: fmpq) -> Number:
    """A number times a rational."""
    if isinstance(value, fmpq):
        return value * factor
    if factor == ZERO:
        return ZERO
    if factor == ONE:
        return value
    if not isinstance(value, Sum):
        return Sum(ZERO, ((value, factor),))
    terms = tuple([(term, own * factor) for term, own in value.terms])
    if len(terms) == 1 and value.constant == ZERO and terms[0][1] == ONE:
        return terms[0][0]
    return Sum(value.constant * factor, terms)


def as_powers(value: Real) -> tuple[fmpq, dict[Base, fmpq]]:
    """The coefficient and the powers whose product the value is; in a sum the leading term has factor 1."""
    match value:
        case Logarithm():
            return ONE, {value: ONE}
        case Product():
            return ONE, dict(value.powers)
        case Sum(is_multiple=True):
            ((term, factor),) = value.terms
            return factor, as_powers(term)[1]
        case Sum():
            leading = _leading_coefficient(value)
            return leading, {_divided(value, leading): ONE}


def _leading_coefficient(value: Sum) -> fmpq:
    return min(value.terms, key=lambda item: item[0].serial)[1]


def _divided(value: Sum, divisor: fmpq) -> Sum:
    if divisor == ONE:
        return value
    return Sum(value.constant / divisor, tuple([(term, factor / divisor) for term, factor in value.terms]))


def opposite_sum(value: Sum) -> Sum:
    """The sum with every sign changed."""
    return _divided(value, MINUS_ONE)


def product(coefficient: fmpq, powers: Mapping[Base, fmpq]) -> Number:
    """The normal form of coefficient · Π base^exponent.

    Integer bases are above 1 and no perfect powers; other bases obey what `Product` asks for.

    Raises:
        OverflowError: a whole power of an integer has more than `MAXIMAL_BITS` bits.
    """
    if coefficient == ZERO:
        return ZERO
    integers: dict[fmpz, fmpq] = {}
    settled: dict[Base, fmpq] = {}
    for base, exponent in powers.items():
        if isinstance(base, fmpz):
            integers[base] = exponent
        elif isinstance(base, Sum) and exponent.q == 1:
            leading = _leading_coefficient(base)
            coefficient *= whole_power(leading, exponent.p)
            monic = _divided(base, leading)
            settled[monic] = settled.get(monic, ZERO) + exponent
        else:
            settled[base] = settled.get(base, ZERO) + exponent
    settled = {base: exponent for base, exponent in settled.items() if exponent != ZERO}
    if integers:
        coefficient *= _take_integers(integers, settled)
    return scaled(_collapsed(settled), coefficient)


def _take_integers(integers: dict[fmpz, fmpq], settled: dict[Base, fmpq]) -> fmpq:
    """Enters the integer powers with exponents in (-1/2, 1/2]; returns their rational part."""
    if not are_pairwise_coprime(list(integers)):
        integers = coprime_powers(integers)
    rational = ONE
    for base, exponent in integers.items():
        whole = (exponent - HALF).ceil()
        if whole != 0:
            rational *= whole_power(fmpq(base), whole)
        if exponent != whole:
            settled[base] = exponent - whole
    return rational


def _collapsed(powers: Mapping[Base, fmpq]) -> Number:
    if not powers:
        return ONE
    if len(powers) == 1:
        ((base, exponent),) = powers.items()
        if exponent == ONE and not isinstance(base, fmpz):
            return base
    return _product_node(powers)


def whole_power(value: fmpq, exponent: fmpz) -> fmpq:
    """The value to a whole exponent; 0 only to a positive one.

    Raises:
        OverflowError: the result has more than `MAXIMAL_BITS` bits.
    """
    if exponent == 1:
        return value
    if abs(exponent) * (value.height_bits() - 1) > MAXIMAL_BITS:
        raise OverflowError(f"a power of more than {MAXIMAL_BITS} bits")
    if exponent.height_bits() > 62:
        return value**2 if exponent % 2 == 0 else value  # only 0, 1 and -1 get here
    return value ** int(exponent)
