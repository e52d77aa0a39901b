"""Forms of numbers: what a computed number is made of, and what engine can hold it.

A form is inferred for every number from the text of a program alone. It bounds the whole numbers by which
an engine would represent the number, so that one can prove that none of them overflows, intermediates
included. Each operation has a function that gives the form of its result and, where the engine goes through
numbers greater than the result, a `need_…` with the greatest of them. An interval kept beside the form
sharpens it: see `tightened`.
"""

from collections.abc import Sequence
from enum import Enum
from functools import reduce
from math import gcd, lcm

from attrs import evolve, frozen
from flint import fmpq

from tarazy.dsl.intervals import Interval


@frozen
class Fixed:
    """n / D with one constant D.

    Attributes:
        denominator: D, positive.
        magnitude: N, the greatest |n|.
        numerator: n, when it is the same everywhere: a literal or a parameter.

    Raises:
        ValueError: a denominator that is not positive, a negative magnitude, a numerator above it.
    """

    denominator: int
    magnitude: int
    numerator: int | None = None

    def __attrs_post_init__(self) -> None:
        if self.denominator < 1 or self.magnitude < 0:
            raise ValueError(f"no form has denominator {self.denominator} and magnitude {self.magnitude}")
        if self.numerator is not None and abs(self.numerator) > self.magnitude:
            raise ValueError(f"the numerator {self.numerator} is above the magnitude {self.magnitude}")


@frozen
class Ratio:
    """n / d, where d varies by row.

    Attributes:
        magnitude: N, the greatest |n|.
        denominator_bound: M, the greatest d; d is at least 1.

    Raises:
        ValueError: a negative magnitude, a bound of the denominator that is not positive.
    """

    magnitude: int
    denominator_bound: int

    def __attrs_post_init__(self) -> None:
        if self.denominator_bound < 1 or self.magnitude < 0:
            raise ValueError(f"no ratio has magnitude {self.magnitude} over {self.denominator_bound}")


@frozen
class Exact:
    """A rational without a useful bound."""


@frozen
class Irrational:
    """A real known by the expression that defines it: a logarithm, a root, a power, and what is computed
    from them.
    """


Form = Fixed | Ratio | Exact | Irrational


class Capacity(Enum):
    """What holds a whole number: the word of an engine, or the exact interpreter."""

    INT64 = "int64"
    INT128 = "int128"
    EXACT = "exact"


def capacity(bound: int | None) -> Capacity:
    """The smallest word for whole numbers of magnitude up to `bound`; `None` means that there is no bound."""
    if bound is None or bound > 2**127 - 1:
        return Capacity.EXACT
    return Capacity.INT64 if bound <= 2**63 - 1 else Capacity.INT128


def need(form: Form) -> int | None:
    """The greatest whole number in the representation of a form, `None` without a bound.

    Taken of a result before it is tightened, it covers the numbers that a sum, product or quotient goes
    through.
    """
    match form:
        case Fixed(denominator=denominator, magnitude=magnitude):
            return max(magnitude, denominator)
        case Ratio(magnitude=magnitude, denominator_bound=bound):
            return max(magnitude, bound)
        case _:
            return None


def tightened(form: Form, interval: Interval) -> Form:
    """The form with N cut to what the interval of the value leaves: |n| ≤ m·D, or m·M of a ratio.

    A form of an empty interval, which nothing reaches, stays as it is.
    """
    most = interval.magnitude
    if most is None or interval.is_empty:
        return form
    match form:
        case Fixed(numerator=None, denominator=denominator) | Ratio(denominator_bound=denominator):
            magnitude = _floor(most * denominator)
            return evolve(form, magnitude=magnitude) if magnitude < form.magnitude else form
        case _:
            return form


# Leaves


def form_of_column(decimals: int, interval: Interval) -> Form:
    """A column with so many decimals and that range; without both ends of it nothing bounds the number.

    Raises:
        ValueError: `decimals` is negative.
    """
    if decimals < 0:
        raise ValueError("a column has no negative number of decimals")
    most = interval.magnitude
    return Exact() if most is None else Fixed(10**decimals, _floor(most * 10**decimals))


def form_of_literal(value: fmpq) -> Fixed:
    """A literal or parameter: its own numerator and denominator."""
    return Fixed(int(value.q), abs(int(value.p)), int(value.p))


def form_of_constants(values: Sequence[fmpq]) -> Form:
    """One of these constants, as step bands and grades give."""
    return form_of_selection([form_of_literal(value) for value in values])


def form_of_count(most: int | None) -> Form:
    """A count of members or rows, of which there are at most so many; `None` is not known before the plan."""
    return Exact() if most is None else Fixed(1, most)


# Arithmetic


def form_of_negation(operand: Form) -> Form:
    """-x: the same bounds."""
    if isinstance(operand, Fixed) and operand.numerator is not None:
        return evolve(operand, numerator=-operand.numerator)
    return operand


def form_of_absolute(operand: Form) -> Form:
    """|x|: the same bounds."""
    if isinstance(operand, Fixed) and operand.numerator is not None:
        return evolve(operand, numerator=abs(operand.numerator))
    return operand


def form_of_sum(left: Form, right: Form, *, same_denominator: bool = False) -> Form:
    """The form of x + y or x - y. `same_denominator` says that two ratios have the same d in every row."""
    match left, right:
        case (Fixed(), Fixed()):
            return _sum_of_fixed(left, right)
        case (Fixed() | Ratio(), Fixed() | Ratio()):
            above_left, below_left = _bounds(left)
            above_right, below_right = _bounds(right)
            if same_denominator and isinstance(left, Ratio) and isinstance(right, Ratio):
                return Ratio(above_left + above_right, min(below_left, below_right))
            numerators = above_left * below_right + above_right * below_left
            return Ratio(numerators, below_left * below_right)
        case _:
            return _unbounded(left, right)


def form_of_difference(left: Form, right: Form, *, same_denominator: bool = False) -> Form:
    """The form of x - y: the bounds of x + (-y)."""
    return form_of_sum(left, form_of_negation(right), same_denominator=same_denominator)


def _sum_of_fixed(left: Fixed, right: Fixed) -> Fixed:
    denominator = lcm(left.denominator, right.denominator)
    times_left, times_right = denominator // left.denominator, denominator // right.denominator
    if left.numerator is not None and right.numerator is not None:
        numerator = left.numerator * times_left + right.numerator * times_right
        return form_of_literal(fmpq(numerator, denominator))
    return Fixed(denominator, left.magnitude * times_left + right.magnitude * times_right)


def form_of_product(left: Form, right: Form) -> Form:
    """The form of x · y. The gcd of a constant factor and of the denominators is divided out."""
    match left, right:
        case (Fixed(), Fixed()):
            return _short(_product_of_fixed(left, right))
        case (Fixed() | Ratio(), Fixed() | Ratio()):
            above_left, below_left = _bounds(left)
            above_right, below_right = _bounds(right)
            return _short(Ratio(above_left * above_right, below_left * below_right))
        case _:
            return _unbounded(left, right)


def _product_of_fixed(left: Fixed, right: Fixed) -> Fixed:
    if left.numerator is not None and right.numerator is not None:
        return form_of_literal(_constant(left) * _constant(right))
    denominator = left.denominator * right.denominator
    constants = [one.numerator for one in (left, right) if one.numerator is not None]
    shared = gcd(*constants, denominator) if constants else 1
    return Fixed(denominator // shared, left.magnitude * right.magnitude // shared)


def form_of_quotient(left: Form, right: Form) -> Form:
    """The form of x / y for y other than 0, the sign moved to the numerator.

    A constant divisor leaves x as fixed as it is.
    """
    match left, right:
        case (_, Fixed(numerator=int(divisor))) if divisor != 0:
            return form_of_product(left, form_of_literal(1 / _constant(right)))
        case (Fixed(), Fixed()):
            shared = gcd(left.denominator, right.denominator)
            above = left.magnitude * (right.denominator // shared)
            return _short(Ratio(above, max(1, right.magnitude * (left.denominator // shared))))
        case (Fixed() | Ratio(), Fixed() | Ratio()):
            above_left, below_left = _bounds(left)
            above_right, below_right = _bounds(right)
            return _short(Ratio(above_left * below_right, max(1, below_left * above_right)))
        case _:
            return _unbounded(left, right)


MOST_BITS = 1 << 12
"""A product, quotient or whole power whose bound is longer than this is called exact: no word holds it, nor any
later tightening.
"""


def _short(form: Fixed | Ratio) -> Form:
    size = need(form)
    return Exact() if size is not None and size.bit_length() > MOST_BITS else form


def form_of_power(base: Form, exponent: fmpq) -> Form:
    """The form of x ^ exponent: a repeated product for a whole exponent, else an irrational."""
    if exponent.q != 1 or isinstance(base, Irrational):
        return Irrational()
    times = abs(int(exponent.p))
    size = need(base)
    if times == 0:
        return form_of_literal(fmpq(1))
    if size is None or size.bit_length() * times > MOST_BITS:
        return Exact()
    factors: list[Form] = [base] * times
    raised = reduce(form_of_product, factors)
    return raised if exponent > 0 else form_of_quotient(form_of_literal(fmpq(1)), raised)


def form_of_progress(operand: Form, start: Form, end: Form) -> Form:
    """(x - A) / (B - A) with constants A and B; of statistics see `form_of_progress_between_statistics`."""
    return form_of_quotient(form_of_difference(operand, start), form_of_difference(end, start))


def form_of_progress_between_statistics(operand: Form) -> Form:
    """(x - A) / (B - A), where A and B are values of x itself over a group, as its best and worst."""
    if isinstance(operand, Fixed):
        return Ratio(2 * operand.magnitude, max(1, 2 * operand.magnitude))
    difference = form_of_difference(operand, operand)
    return form_of_quotient(difference, difference)


# Choosing and rounding


def form_of_selection(operands: Sequence[Form]) -> Form:
    """One of the operands: min, max, limit, a case, a branch, the first present.

    Choosing by size has `need_to_compare`.

    Raises:
        ValueError: there are no operands.
    """
    if not operands:
        raise ValueError("something is selected from at least one operand")
    return reduce(_selected, operands)


def _selected(left: Form, right: Form) -> Form:
    match left, right:
        case (Fixed(), Fixed()):
            if left == right:
                return left
            denominator = lcm(left.denominator, right.denominator)
            scaled = [one.magnitude * (denominator // one.denominator) for one in (left, right)]
            return Fixed(denominator, max(scaled))
        case (Fixed() | Ratio(), Fixed() | Ratio()):
            above_left, below_left = _bounds(left)
            above_right, below_right = _bounds(right)
            return Ratio(max(above_left, above_right), max(below_left, below_right))
        case _:
            return _unbounded(left, right)


def need_to_compare(left: Form, right: Form) -> int | None:
    """The greatest number in `left < right`, a band's edge being a constant: both sides brought to one
    denominator.
    """
    match left, right:
        case (Fixed(), Fixed()):
            denominator = lcm(left.denominator, right.denominator)
            return max(one.magnitude * (denominator // one.denominator) for one in (left, right))
        case (Fixed() | Ratio(), Fixed() | Ratio()):
            above_left, below_left = _bounds(left)
            above_right, below_right = _bounds(right)
            return max(above_left * below_right, above_right * below_left)
        case _:
            return None


def form_of_rounding(operand: Form, decimals: int, interval: Interval) -> Form:
    """`operand`, whose value lies in `interval`, rounded: fixed again whenever the value is bounded."""
    most = _least(interval.magnitude, _magnitude(operand))
    if most is None:
        return Exact()
    steps = _floor(most * fmpq(10) ** decimals) + 1
    return Fixed(10**decimals, steps) if decimals >= 0 else Fixed(1, steps * 10**-decimals)


def need_to_round(operand: Form, decimals: int) -> int | None:
    """The greatest number in floor((2·|n|·10^k + d) / 2d), by which an engine rounds to k decimals."""
    if not isinstance(operand, Fixed | Ratio):
        return None
    above, below = _bounds(operand)
    above, below = above * int(10 ** max(decimals, 0)), below * int(10 ** max(-decimals, 0))
    return max(2 * above + below, 2 * below)


# Aggregates


def form_of_total(member: Form, most: int | None) -> Form:
    """The sum over at most so many members or rows; `None` is a number that only the plan will know."""
    if isinstance(member, Fixed) and most is not None:
        return Fixed(member.denominator, member.magnitude * most)
    return _unbounded(member)


def form_of_mean(member: Form, most: int | None) -> Form:
    """The mean over at most so many members or rows: the sum over D times the number of those taking part."""
    if isinstance(member, Fixed) and most is not None:
        return Ratio(member.magnitude * most, member.denominator * max(1, most))
    return _unbounded(member)


def form_of_weighted_mean(members: Sequence[Form], weights: Sequence[fmpq], *, rescaled: bool = True) -> Form:
    """Σ wᵢxᵢ / Σ wᵢ over the members taking part, with the weights brought to the least whole numbers.

    Args:
        members: forms of the xᵢ.
        weights: one positive weight a member.
        rescaled: whether members may be left out, so that Σ wᵢ varies by row; else the result is fixed.

    Raises:
        ValueError: no members, another number of weights, a weight that is not positive.
    """
    if not members or len(members) != len(weights) or any(weight <= 0 for weight in weights):
        raise ValueError("a weighted mean has members, and one positive weight for each")
    fixed = [member for member in members if isinstance(member, Fixed)]
    if len(fixed) != len(members):
        return _unbounded(*members)
    whole = whole_weights(weights)
    denominator = lcm(*(member.denominator for member in fixed))
    above = sum(
        weight * member.magnitude * (denominator // member.denominator)
        for weight, member in zip(whole, fixed, strict=True)
    )
    below = denominator * sum(whole)
    return Ratio(above, below) if rescaled else Fixed(below, above)


def whole_weights(weights: Sequence[fmpq]) -> tuple[int, ...]:
    """The least whole numbers in the proportion of the weights: 60 % and 40 % are 3 and 2."""
    denominator = lcm(*(int(weight.q) for weight in weights))
    whole = [int((weight * denominator).p) for weight in weights]
    shared = gcd(*whole)
    return tuple(weight // shared for weight in whole)


# Parts


def _unbounded(*forms: Form) -> Form:
    return Irrational() if any(isinstance(form, Irrational) for form in forms) else Exact()


def _bounds(form: Fixed | Ratio) -> tuple[int, int]:
    """Bounds of numerator and denominator."""
    return form.magnitude, form.denominator if isinstance(form, Fixed) else form.denominator_bound


def _constant(form: Fixed) -> fmpq:
    if form.numerator is None:
        raise ValueError("the form is of no constant")
    return fmpq(form.numerator, form.denominator)


def _magnitude(form: Form) -> fmpq | None:
    """The greatest |value| that a form allows."""
    match form:
        case Fixed():
            return fmpq(form.magnitude, form.denominator)
        case Ratio():
            return fmpq(form.magnitude)
        case _:
            return None


def _least(*bounds: fmpq | None) -> fmpq | None:
    known = [bound for bound in bounds if bound is not None]
    return min(known) if known else None


def _floor(value: fmpq) -> int:
    return int(value.floor())
