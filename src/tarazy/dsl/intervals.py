"""Exact interval arithmetic: what a number can be, known from the text of a program alone.

Every operation returns an *outer* bound: whatever operands are drawn from the given intervals, the result
lies in the interval returned. All but `natural_logarithm`, `root` and a non-integer `power` return the
smallest such interval for independent operands; those three are widened outwards to rationals of about
twenty significant digits. An operand for which an operation is undefined (a logarithm of a negative number)
is left out: which rule answers for it is not a matter of bounds.
"""

from collections.abc import Callable
from enum import Enum
from functools import lru_cache, reduce
from typing import assert_never

from attrs import frozen
from flint import arb, ctx, fmpq, fmpz

from tarazy.dsl.rounding_mode import RoundingMode, rounded

SIGNIFICANT_DIGITS = 20
"""Digits kept in the outer bounds of a logarithm and a root."""

MOST_BITS = 1 << 16
"""An end of a product or of a power longer than this is given up as infinite or zero."""


@frozen
class Interval:
    """The numbers between two ends; an end that is `None` is infinite and open.

    The empty interval has one form, `EMPTY`; `between` makes any other description of it that one.

    Raises:
        ValueError: the ends are out of order, or an infinite end is called closed.
    """

    low: fmpq | None
    low_open: bool
    high: fmpq | None
    high_open: bool

    def __attrs_post_init__(self) -> None:
        if (self.low is None and not self.low_open) or (self.high is None and not self.high_open):
            raise ValueError("an infinite end is open")
        if self.low is None or self.high is None or self.low < self.high:
            return
        canonical_empty = self.low == self.high == 0 and self.low_open and self.high_open
        if self.low > self.high or ((self.low_open or self.high_open) and not canonical_empty):
            raise ValueError("an interval without members is EMPTY")

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.low is not None and self.low == self.high and self.low_open

    @property
    def constant(self) -> fmpq | None:
        """The one number in it, if there is just one."""
        return self.low if self.low == self.high and not self.low_open else None

    @property
    def magnitude(self) -> fmpq | None:
        """The least m with |x| ≤ m for every x in it; `None` when there is none."""
        if self.low is None or self.high is None:
            return None
        return max(abs(self.low), abs(self.high))

    def contains(self, value: fmpq | int) -> bool:
        """Whether `value` lies in it."""
        if self.low is not None and (value < self.low or (self.low_open and value == self.low)):
            return False
        return self.high is None or value < self.high or (not self.high_open and value == self.high)

    def text(self) -> str:
        """The interval as mathematics writes it: `[0, 1)`, `(0, ∞)`, `∅`."""
        if self.is_empty:
            return "∅"
        low = "-∞" if self.low is None else number_text(self.low)
        high = "∞" if self.high is None else number_text(self.high)
        return f"{'(' if self.low_open else '['}{low}, {high}{')' if self.high_open else ']'}"


EMPTY = Interval(fmpq(0), True, fmpq(0), True)
WHOLE = Interval(None, True, None, True)
NON_NEGATIVE = Interval(fmpq(0), False, None, True)
POSITIVE = Interval(fmpq(0), True, None, True)


def between(
    low: fmpq | int | None, high: fmpq | int | None, *, low_open: bool = False, high_open: bool = False
) -> Interval:
    """The interval with these ends, `EMPTY` when no number fits; infinite ends need not be called open."""
    least = None if low is None else fmpq(low)
    most = None if high is None else fmpq(high)
    if least is not None and most is not None and (least > most or (least == most and (low_open or high_open))):
        return EMPTY
    return Interval(least, low_open or least is None, most, high_open or most is None)


def point(value: fmpq | int) -> Interval:
    """The interval of one number."""
    return between(value, value)


def number_text(value: fmpq) -> str:
    """A rational as a decimal fraction where it ends, as `p/q` where it does not.

    >>> number_text(fmpq(-1, 8)), number_text(fmpq(1, 3))
    ('-0.125', '1/3')
    """
    rest, decimals = int(value.q), 0
    for prime in (2, 5):
        times = 0
        while rest % prime == 0:
            rest, times = rest // prime, times + 1
        decimals = max(decimals, times)
    if rest != 1:
        return f"{int(value.p)}/{int(value.q)}"
    digits = str(abs(int(value.p)) * 10**decimals // int(value.q)).zfill(decimals + 1)
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


# Ends


@frozen
class _End:
    """One end: a rational or, with `infinity` -1 or 1, an infinity; `open` when it is not attained."""

    infinity: int
    value: fmpq
    open: bool

    def place(self) -> tuple[int, fmpq]:
        return (self.infinity, self.value)


def _low(interval: Interval) -> _End:
    if interval.low is None:
        return _End(-1, fmpq(0), True)
    return _End(0, interval.low, interval.low_open)


def _high(interval: Interval) -> _End:
    if interval.high is None:
        return _End(1, fmpq(0), True)
    return _End(0, interval.high, interval.high_open)


def _spanned(low: _End, high: _End) -> Interval:
    return between(
        None if low.infinity else low.value,
        None if high.infinity else high.value,
        low_open=low.open,
        high_open=high.open,
    )


def _outermost(ends: list[_End]) -> Interval:
    """The interval from the least to the greatest end, an attained end winning over an open one at its
    place.
    """
    low = min(ends, key=lambda end: (end.place(), end.open))
    high = max(ends, key=lambda end: (end.place(), not end.open))
    return _spanned(low, high)


def _product_of_ends(left: _End, right: _End) -> _End:
    zeros = [end for end in (left, right) if end.infinity == 0 and end.value == 0]
    if zeros:
        return _End(0, fmpq(0), all(end.open for end in zeros) and (left.open or right.open))
    if left.infinity or right.infinity:
        return _End(_sign(left) * _sign(right), fmpq(0), True)
    return _End(0, left.value * right.value, left.open or right.open)


def _short(interval: Interval) -> Interval:
    """The interval with each end that has too many digits given up as infinite."""
    low = None if interval.low is not None and interval.low.height_bits() > MOST_BITS else interval.low
    high = None if interval.high is not None and interval.high.height_bits() > MOST_BITS else interval.high
    if low is interval.low and high is interval.high:
        return interval
    return between(low, high, low_open=interval.low_open, high_open=interval.high_open)


def _sign(end: _End) -> int:
    return end.infinity or (1 if end.value > 0 else -1)


# Sets


def hull(*intervals: Interval) -> Interval:
    """The smallest interval around all of them."""
    ends = [end for interval in intervals if not interval.is_empty for end in (_low(interval), _high(interval))]
    return _outermost(ends) if ends else EMPTY


def intersect(left: Interval, right: Interval) -> Interval:
    """The numbers in both."""
    if left.is_empty or right.is_empty:
        return EMPTY
    low = max(_low(left), _low(right), key=lambda end: (end.place(), end.open))
    high = min(_high(left), _high(right), key=lambda end: (end.place(), not end.open))
    return _spanned(low, high)


def excluding(interval: Interval, value: fmpq | int) -> Interval:
    """The interval without `value`, as far as an interval can say it: an end equal to it becomes open."""
    return between(
        interval.low,
        interval.high,
        low_open=interval.low_open or interval.low == value,
        high_open=interval.high_open or interval.high == value,
    )


def on_grid(interval: Interval, denominator: int) -> Interval:
    """The interval of the multiples of 1/denominator inside: `(0, 1]` on the grid of 100 is `[0.01, 1]`.

    Raises:
        ValueError: `denominator` is not positive.
    """
    if denominator < 1:
        raise ValueError("the denominator of a grid is positive")
    if interval.is_empty:
        return EMPTY
    low, high = interval.low, interval.high
    if low is not None:
        least = (low * denominator).ceil()
        low = fmpq(least + 1 if interval.low_open and least == low * denominator else least) / denominator
    if high is not None:
        most = (high * denominator).floor()
        high = fmpq(most - 1 if interval.high_open and most == high * denominator else most) / denominator
    return between(low, high)


# Arithmetic


def negated(interval: Interval) -> Interval:
    """The interval of -x."""
    low = None if interval.high is None else -interval.high
    high = None if interval.low is None else -interval.low
    return Interval(low, interval.high_open, high, interval.low_open)


def add(left: Interval, right: Interval) -> Interval:
    """The interval of x + y."""
    if left.is_empty or right.is_empty:
        return EMPTY
    low = None if left.low is None or right.low is None else left.low + right.low
    high = None if left.high is None or right.high is None else left.high + right.high
    return between(
        low,
        high,
        low_open=left.low_open or right.low_open,
        high_open=left.high_open or right.high_open,
    )


def subtract(left: Interval, right: Interval) -> Interval:
    """The interval of x - y."""
    return add(left, negated(right))


@lru_cache(maxsize=4096)
def multiply(left: Interval, right: Interval) -> Interval:
    """The interval of x · y; ends longer than `MOST_BITS` are given up, as of a power."""
    if left.is_empty or right.is_empty:
        return EMPTY
    lefts = (_low(left), _high(left))
    rights = (_low(right), _high(right))
    return _short(_outermost([_product_of_ends(one, other) for one in lefts for other in rights]))


def reciprocal(interval: Interval) -> Interval:
    """The interval of 1 / x; unbounded when 0 is among the x, for the rule for a zero divisor answers
    there.
    """
    if interval.is_empty:
        return EMPTY
    if interval.contains(0):
        return WHOLE
    if interval.high is not None and interval.high <= 0:
        return negated(reciprocal(negated(interval)))
    low = fmpq(0) if interval.high is None else 1 / interval.high
    high = None if interval.low is None or interval.low == 0 else 1 / interval.low
    return between(low, high, low_open=interval.high_open, high_open=interval.low_open)


def divide(left: Interval, right: Interval) -> Interval:
    """The interval of x / y; unbounded when 0 is among the y.

    See `excluding` for a divisor known not to be 0.
    """
    if left.is_empty or right.is_empty:
        return EMPTY
    if right.contains(0):
        return WHOLE
    return multiply(left, reciprocal(right))


def absolute(interval: Interval) -> Interval:
    """The interval of |x|."""
    if interval.is_empty:
        return EMPTY
    return hull(intersect(interval, NON_NEGATIVE), negated(intersect(interval, negated(NON_NEGATIVE))))


def minimum(left: Interval, right: Interval) -> Interval:
    """The interval of min(x, y)."""
    if left.is_empty or right.is_empty:
        return EMPTY
    low = min(_low(left), _low(right), key=lambda end: (end.place(), end.open))
    high = min(_high(left), _high(right), key=lambda end: (end.place(), not end.open))
    return _spanned(low, high)


def maximum(left: Interval, right: Interval) -> Interval:
    """The interval of max(x, y)."""
    return negated(minimum(negated(left), negated(right)))


def clamp(operand: Interval, low: Interval | None, high: Interval | None) -> Interval:
    """The interval of `limit(x; from low; to high)`: min(max(x, low), high); `None` for one not written."""
    raised = operand if low is None else maximum(operand, low)
    return raised if high is None else minimum(raised, high)


def power(base: Interval, exponent: fmpq | int) -> Interval:
    """The interval of x ^ exponent; a non-integer exponent leaves negative x out.

    Ends longer than `MOST_BITS` are given up: the bound stays true and the checker stays quick.
    """
    rational = fmpq(exponent)
    if rational.q != 1:
        return root(power(intersect(base, NON_NEGATIVE), int(rational.p)), int(rational.q))
    times = int(rational.p)
    if times < 0:
        return reciprocal(power(base, -times))
    if base.is_empty:
        return EMPTY
    if times == 0:
        return point(1)
    return _risen(absolute(base) if times % 2 == 0 else base, times)


def _risen(base: Interval, times: int) -> Interval:
    """The interval of x ^ times where that grows with x on the whole of `base`."""
    low, high = _low(base), _high(base)
    return _spanned(
        low if base.low is None else _powered(base.low, times, base.low_open, upwards=False),
        high if base.high is None else _powered(base.high, times, base.high_open, upwards=True),
    )


def _powered(value: fmpq, times: int, is_open: bool, *, upwards: bool) -> _End:
    """The end value ^ times, or an open end beyond it on the asked side when that has too many digits."""
    if value in (-1, 0, 1) or value.height_bits() * times <= MOST_BITS:
        return _End(0, value**times, is_open)
    sign = -1 if value < 0 and times % 2 == 1 else 1
    away_from_zero = upwards == (sign > 0)
    if abs(value) > 1:
        return _End(sign, fmpq(0), True) if away_from_zero else _End(0, fmpq(sign), True)
    return _End(0, sign * abs(value) if away_from_zero else fmpq(0), True)


def natural_logarithm(interval: Interval) -> Interval:
    """An outer bound of ln x over the positive x."""
    positive = intersect(interval, POSITIVE)
    if positive.is_empty:
        return EMPTY
    low = None if not positive.low else _enclosed_logarithm(positive.low)
    high = None if positive.high is None else _enclosed_logarithm(positive.high)
    return _enclosed(positive, low, high)


def root(interval: Interval, degree: int) -> Interval:
    """An outer bound of the root of that degree, over the x that are not negative.

    Raises:
        ValueError: `degree` is not positive.
    """
    if degree < 1:
        raise ValueError("the degree of a root is positive")
    operand = intersect(interval, NON_NEGATIVE)
    if operand.is_empty:
        return EMPTY
    low = None if operand.low is None else _enclosed_root(operand.low, degree)
    high = None if operand.high is None else _enclosed_root(operand.high, degree)
    return _enclosed(operand, low, high)


def _enclosed(operand: Interval, low: Interval | None, high: Interval | None) -> Interval:
    """The ends' images, each a point where it is rational, else an interval of which the outer end counts."""
    return between(
        None if low is None else low.low,
        None if high is None else high.high,
        low_open=operand.low_open if low is None or low.constant is not None else True,
        high_open=operand.high_open if high is None or high.constant is not None else True,
    )


def _enclosed_logarithm(value: fmpq) -> Interval:
    if value == 1:
        return point(0)
    precision = 128
    while True:
        with ctx.workprec(precision):
            ball = arb(value).log()
            if ball.rel_accuracy_bits() >= 80:
                return between(_shortened(ball.lower().fmpq(), -1), _shortened(ball.upper().fmpq(), 1))
        precision *= 2


def _enclosed_root(value: fmpq, degree: int) -> Interval:
    if value == 0:
        return point(0)
    grid = fmpz(10) ** _decimals_for(value, degree)
    scaled = value * fmpq(grid) ** degree
    below = scaled.floor().root(degree)
    exact = fmpq(below) ** degree == scaled
    return between(fmpq(below) / grid, fmpq(below if exact else below + 1) / grid)


def _decimals_for(value: fmpq, degree: int) -> int:
    """Decimals that show the root of that degree of a positive `value` with `SIGNIFICANT_DIGITS` digits or
    more.
    """
    halvings = int(value.q).bit_length() - int(value.p).bit_length()
    return max(0, SIGNIFICANT_DIGITS + 2 + halvings * 31 // (100 * degree))


def _shortened(value: fmpq, direction: int) -> fmpq:
    """`value` moved in `direction` (1 up, -1 down) to a decimal fraction of about `SIGNIFICANT_DIGITS`
    digits.
    """
    mode = RoundingMode.CEILING if direction > 0 else RoundingMode.FLOOR
    return rounded(value, mode, _decimals_for(abs(value), 1))


def round_to(interval: Interval, mode: RoundingMode, decimals: int) -> Interval:
    """The interval of `round(x; mode; decimals)`, whose finite ends are attained."""
    if interval.is_empty:
        return EMPTY
    low = None if interval.low is None else _rounded_end(interval.low, interval.low_open, 1, mode, decimals)
    high = None if interval.high is None else _rounded_end(interval.high, interval.high_open, -1, mode, decimals)
    return between(low, high)


def _rounded_end(value: fmpq, is_open: bool, inwards: int, mode: RoundingMode, decimals: int) -> fmpq:
    """What the numbers next to an end round to: every mode is constant between neighbouring half steps."""
    half_step = fmpq(10) ** -decimals / 2
    if is_open and (value / half_step).q == 1:
        return rounded(value + inwards * half_step / 2, mode, decimals)
    return rounded(value, mode, decimals)


# Comparison


class Comparison(Enum):
    """The comparisons of the language."""

    LESS = "<"
    AT_MOST = "<="
    GREATER = ">"
    AT_LEAST = ">="
    EQUAL = "="
    UNEQUAL = "!="


def compare(comparison: Comparison, left: Interval, right: Interval) -> bool | None:
    """Whether the comparison holds for all x of `left` and y of `right`, for none (`False`), or depends
    (`None`).

    Of an empty operand nothing is said: `None`.
    """
    if left.is_empty or right.is_empty:
        return None
    match comparison:
        case Comparison.LESS:
            return _always_below(left, right, equal=False)
        case Comparison.AT_MOST:
            return _always_below(left, right, equal=True)
        case Comparison.GREATER:
            return _always_below(right, left, equal=False)
        case Comparison.AT_LEAST:
            return _always_below(right, left, equal=True)
        case Comparison.EQUAL:
            return _always_equal(left, right)
        case Comparison.UNEQUAL:
            equal = _always_equal(left, right)
            return None if equal is None else not equal
        case _:
            assert_never(comparison)


def _always_below(left: Interval, right: Interval, *, equal: bool) -> bool | None:
    if _parted(left, right, touching=equal):
        return True
    return False if _parted(right, left, touching=not equal) else None


def _parted(below: Interval, above: Interval, *, touching: bool) -> bool:
    """Whether all of `below` is less than all of `above`, or with `touching` not more."""
    if below.high is None or above.low is None:
        return False
    if below.high == above.low:
        return touching or below.high_open or above.low_open
    return below.high < above.low


def _always_equal(left: Interval, right: Interval) -> bool | None:
    if intersect(left, right).is_empty:
        return False
    return True if left.constant is not None and left.constant == right.constant else None


def folded(operation: Callable[[Interval, Interval], Interval], operands: list[Interval]) -> Interval:
    """`operation` over several operands from the left, as in `min(a; b; c)`; of none, `EMPTY`."""
    return reduce(operation, operands) if operands else EMPTY
