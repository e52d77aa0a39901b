"""The numbers of aggregates: statistics of present values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key

from flint import fmpq

from tarazy.dsl.quantiles import Quantile
from tarazy.interpreter import exact
from tarazy.interpreter.cells import REALS, ZERO_DIVISOR, Cell, Present, number
from tarazy.interpreter.exact import Number
from tarazy.interpreter.exact.reals import ZERO


def total(values: Sequence[Present]) -> Number:
    """Sum; 0 of none."""
    return exact.total([number(value) for value in values])


def distinct_count(values: Sequence[Present]) -> fmpq:
    """How many different values there are."""
    plain = {value for value in values if not isinstance(value, REALS)}
    reals: list[Number] = []
    for value in values:
        if isinstance(value, REALS) and all(exact.compare(value, one) for one in reals):
            reals.append(value)
    return fmpq(len(plain) + len(reals))


def mean(values: Sequence[Present]) -> Number:
    """Arithmetic mean of one value or more."""
    return exact.mul(total(values), fmpq(1, len(values)))


def quantile(values: Sequence[Present], sought: Quantile) -> Number:
    """A median or a percentile of one value or more."""
    numbers = sorted([number(value) for value in values], key=cmp_to_key(exact.compare))
    place, way = sought.place(len(numbers))
    if way == 0:
        return numbers[place]
    return between(numbers[place], numbers[place + 1], way)


def between(low: Number, high: Number, way: fmpq) -> Number:
    """The number at the share `way` of the way from one to the other."""
    return exact.add(exact.mul(low, 1 - way), exact.mul(high, way))


def weighted_mean(values: Sequence[Present], weights: Sequence[Number], of: Number) -> Cell:
    """Σ weight · value / `of`; *zero divisor* where `of` is 0."""
    if exact.sign(of) == 0:
        return ZERO_DIVISOR
    weighed = [exact.mul(weight, number(value)) for value, weight in zip(values, weights, strict=True)]
    return exact.div(exact.total(weighed), of)


def geometric_mean(values: Sequence[Present], weights: Sequence[Number] | None) -> Cell:
    """Π value ^ (weight / sum of weights); *zero divisor* where the weights add up to 0.

    Raises:
        DomainError: a value or a weight is negative, or a weight is irrational.
    """
    numbers = [number(value) for value in values]
    if weights is None:
        return exact.geometric_mean(numbers)
    of = ZERO
    rational: list[fmpq] = []
    for weight in weights:
        if not isinstance(weight, fmpq):
            raise exact.DomainError("an irrational weight in a geometric mean")
        rational.append(weight)
        of += weight
    if of == ZERO:
        return ZERO_DIVISOR
    kept = [(value, weight / of) for value, weight in zip(numbers, rational, strict=True) if weight != ZERO]
    return exact.geometric_mean([value for value, _ in kept], [weight for _, weight in kept])
