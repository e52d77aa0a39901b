"""The algebra of units, and the unit rule of each operation.

A unit is a product of base dimensions with integer exponents and an exact ratio to its base. A stored
number is always in the base unit: the scale says only how the number is read and shown. Percent is no unit
but a way to show a pure number; `Shape` carries it beside the unit. Percentage points are a unit, of the
differences of percents: their base is the whole, so that 5 percentage points are stored as 1/20 and percent
± percentage points needs no conversion.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import reduce
from itertools import combinations
from typing import assert_never

from attrs import evolve, field, frozen
from flint import fmpq, fmpz

Factors = tuple[tuple[str, int], ...]

_USUAL_SCALES: Mapping[str, fmpq] = {"percentage_point": fmpq(1, 100)}
"""Scale of the usual unit of a dimension where that is not its base."""


@frozen
class Unit:
    """A unit of measurement.

    Attributes:
        factors: base dimensions by code with their exponents, sorted by code, no exponent 0.
        scale: how many base units it is; `thousand KZT` has the scale 1000.
        counted: what a pure number counts (`appeals`), or `None`. A count has no other unit.

    Raises:
        ValueError: factors out of order or with exponent 0, a scale that is not positive, a count with a
            unit.
    """

    factors: Factors = ()
    scale: fmpq = field(factory=lambda: fmpq(1))
    counted: str | None = None

    def __attrs_post_init__(self) -> None:
        codes = [code for code, _ in self.factors]
        if codes != sorted(set(codes)) or any(exponent == 0 for _, exponent in self.factors):
            raise ValueError(f"factors must be sorted, different and present: {self.factors}")
        if self.scale <= 0:
            raise ValueError(f"a unit has a positive scale, not {self.scale}")
        if self.counted is not None and self.factors:
            raise ValueError(f"a count of {self.counted} has no other unit")

    @property
    def is_pure(self) -> bool:
        """Whether it is the unit of a pure number, counts among them."""
        return not self.factors

    def times(self, other: "Unit") -> "Unit":
        """The product; names of counts are dropped."""
        exponents = dict(self.factors)
        for code, exponent in other.factors:
            exponents[code] = exponents.get(code, 0) + exponent
        return Unit(_factors(exponents), self.scale * other.scale)

    def over(self, other: "Unit") -> "Unit":
        """The quotient; names of counts are dropped."""
        return self.times(other.power(-1))

    def power(self, exponent: int) -> "Unit":
        """The unit raised to a whole power; the name of a count is dropped."""
        raised = {code: own * exponent for code, own in self.factors}
        return Unit(_factors(raised), self.scale**exponent)

    def root(self, degree: int) -> "Unit | None":
        """The unit whose power of that positive degree this one is, `None` when there is none."""
        if any(exponent % degree for _, exponent in self.factors):
            return None
        above, below = _exact_root(int(self.scale.p), degree), _exact_root(int(self.scale.q), degree)
        if above is None or below is None:
            return None
        return Unit(tuple((code, own // degree) for code, own in self.factors), fmpq(above, below))

    def without_name(self) -> "Unit":
        """The unit with the name of its count dropped."""
        return evolve(self, counted=None)

    def base(self) -> "Unit":
        """The unit of the same dimension in which numbers are shown when operands disagree on the scale."""
        return evolve(self, scale=_usual_scale(self.factors))


def _factors(exponents: Mapping[str, int]) -> Factors:
    return tuple(sorted((code, exponent) for code, exponent in exponents.items() if exponent))


def _exact_root(number: int, degree: int) -> int | None:
    found = int(fmpz(number).root(degree))
    return found if found**degree == number else None


def _usual_scale(factors: Factors) -> fmpq:
    """The scale of the unit that stands for these dimensions without a scale word."""
    return reduce(lambda scale, one: scale * _USUAL_SCALES.get(one[0], fmpq(1)) ** one[1], factors, fmpq(1))


def same_dimension(left: Unit, right: Unit) -> bool:
    """Whether numbers of the two can be added, names of counts apart."""
    return left.factors == right.factors


PURE = Unit()
POINTS = Unit((("point", 1),))
PERCENTAGE_POINTS = Unit((("percentage_point", 1),), fmpq(1, 100))
DAYS = Unit((("day", 1),))
WORKING_DAYS = Unit((("working_day", 1),))
PERSONS = Unit((("person", 1),))
YEARS = Unit((("year", 1),))


def unit_between(one: Unit, other: Unit) -> Unit | None:
    """The unit of a rate by which one of two units is turned into the other: of tenge and persons, tenge per person.

    Money stands before what it is for. ``None`` where such a rate is not usual: of pure numbers, points, percentage
    points, ratios, and of two times or two units of one dimension.
    """
    if any(len(unit.factors) != 1 or unit.factors[0][1] != 1 for unit in (one, other)):
        return None
    codes = {unit.factors[0][0] for unit in (one, other)}
    if len(codes) == 1 or codes & {"point", "percentage_point"} or codes <= {"day", "working_day", "year"}:
        return None
    is_money = [unit.factors[0][0] in CURRENCIES for unit in (one, other)]
    return (other.over(one) if is_money == [False, True] else one.over(other)).base()


def count_of(name: str) -> Unit:
    """The unit of `count(name; …)`: a pure number that remembers what it counts."""
    return Unit(counted=name)


# Shapes


class Shown(Enum):
    """How a pure number is shown."""

    NUMBER = "number"
    PERCENT = "percent"
    """Written as percent, or computed from such by an operation that keeps percent."""
    SHARE = "share"
    """A ratio of equal units."""


@frozen
class Shape:
    """What is known of a number before it is known: its unit, how it is shown and, of a literal, its value.

    Raises:
        ValueError: percent or a share of something that is no plain pure number.
    """

    unit: Unit
    shown: Shown = Shown.NUMBER
    literal: fmpq | None = None
    """The number meant (`90 %` is 9/10) when the operand is written as a literal.

    No result of a rule has it.
    """

    def __attrs_post_init__(self) -> None:
        if self.shown is not Shown.NUMBER and (self.unit.factors or self.unit.counted is not None):
            raise ValueError(f"only a plain pure number is shown as {self.shown.value}")

    @property
    def is_percent(self) -> bool:
        """Whether it is shown as percent or as a share."""
        return self.shown is not Shown.NUMBER


class MismatchKind(Enum):
    """Why an operation has no unit; the value is the code of its diagnostic."""

    DIFFERENT_UNITS = "T203"
    DIFFERENT_COUNTS = "T204"
    NOT_PURE = "T210"
    PERCENT_AGAINST_BARE = "T221"


@frozen
class UnitMismatch:
    """Two operands that an operation cannot take; of `NOT_PURE`, `right` is the pure number that was
    needed.
    """

    kind: MismatchKind
    left: Shape
    right: Shape


UnitResult = Shape | UnitMismatch


# The unit rule of each operation


def unit_of_sum(left: Shape, right: Shape) -> UnitResult:
    """The rule of `left + right`: equal dimensions, or percent and percentage points, which give percent.

    Percent and a bare literal above 2 is `PERCENT_AGAINST_BARE`, as in a comparison.
    """
    if left.is_percent and _is_percentage_points(right):
        return Shape(PURE, left.shown)
    if right.is_percent and _is_percentage_points(left):
        return Shape(PURE, right.shown)
    return _agreed_in_percent(left, right)


def unit_of_difference(left: Shape, right: Shape) -> UnitResult:
    """The rule of `left - right`.

    Percent - percentage points is percent; percent - percent is percentage points, unless one side is a
    literal, as in the complement `100 % - x`. A share counts as percent here.
    """
    if left.is_percent and _is_percentage_points(right):
        return Shape(PURE, left.shown)
    if left.is_percent and right.is_percent and left.literal is None and right.literal is None:
        return Shape(PERCENTAGE_POINTS)
    return _agreed_in_percent(left, right)


def _agreed_in_percent(left: Shape, right: Shape) -> UnitResult:
    """The unit of a sum, where ``5`` beside a percentage was written for ``5 %``."""
    if left.shown is Shown.PERCENT and _is_bare_above_two(right):
        return UnitMismatch(MismatchKind.PERCENT_AGAINST_BARE, left, right)
    if right.shown is Shown.PERCENT and _is_bare_above_two(left):
        return UnitMismatch(MismatchKind.PERCENT_AGAINST_BARE, left, right)
    return _agreed(left, right)


def unit_of_product(left: Shape, right: Shape) -> Shape:
    """The rule of `left * right`: percent and names of counts are lost."""
    product = left.unit.times(right.unit)
    return Shape(PURE if product.is_pure else product)


def unit_of_quotient(left: Shape, right: Shape) -> Shape:
    """The rule of `left / right`: a ratio of equal units is a share, of percentage points a number.

    A pure number without a name has no unit, so that `x / 2` of a number is not a share; nor is percent /
    percent.
    """
    if not same_dimension(left.unit, right.unit):
        return Shape(left.unit.over(right.unit))
    if left.unit.is_pure:
        named = left.unit.counted is not None and left.unit.counted == right.unit.counted
        return Shape(PURE, Shown.SHARE if named else Shown.NUMBER)
    return Shape(PURE, Shown.NUMBER if _is_percentage_points(left) else Shown.SHARE)


def unit_of_power(base: Shape, exponent: Shape) -> UnitResult:
    """The rule of `base ^ exponent`: a pure base and exponent, or any base and a whole number written out."""
    if not exponent.unit.is_pure:
        return _not_pure(exponent)
    if base.unit.is_pure:
        return Shape(PURE)
    if exponent.literal is None or exponent.literal.q != 1:
        return _not_pure(base)
    raised = base.unit.power(int(exponent.literal.p))
    return Shape(PURE if raised.is_pure else raised)


def unit_of_comparison(left: Shape, right: Shape) -> UnitResult:
    """The rule of `=`, `<` and their kin: the unit in which the two are compared.

    Percent against a bare literal above 2 is `PERCENT_AGAINST_BARE`: `95` was written for `95 %`.
    """
    agreed = _agreed(left, right)
    if isinstance(agreed, UnitMismatch):
        return agreed
    if (left.is_percent and _is_bare_above_two(right)) or (right.is_percent and _is_bare_above_two(left)):
        return UnitMismatch(MismatchKind.PERCENT_AGAINST_BARE, left, right)
    return agreed


def unit_of_points(operand: Shape) -> UnitResult:
    """The rule of a `points` line and of the `value` of a deduction or bonus: a number or points give
    points.
    """
    if operand.unit.is_pure or same_dimension(operand.unit, POINTS):
        return Shape(POINTS)
    return UnitMismatch(MismatchKind.DIFFERENT_UNITS, operand, Shape(POINTS))


class Function(Enum):
    """The functions of one or several numbers whose result is a number."""

    NEGATION = "-"
    ABSOLUTE = "abs"
    ROUND = "round"
    IF = "if"
    FIRST_PRESENT = "first present"
    SUM = "sum"
    MEAN = "mean"
    WEIGHTED_MEAN = "weighted mean"
    GEOMETRIC_MEAN = "geometric mean"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    MINIMUM = "min"
    MAXIMUM = "max"
    BEST = "best"
    WORST = "worst"
    LIMIT = "limit"
    PROGRESS = "progress"
    LOGARITHM = "ln"
    ROOT = "root"
    RANK = "rank"
    ZSCORE = "zscore"


def unit_of_function(function: Function, operands: Sequence[Shape]) -> UnitResult:
    """The rule of a call; `operands` are the numbers among its arguments that carry a value.

    Labels that only steer (weights, decimals, the degree of a root, the level of a percentile, a condition)
    are none.

    Raises:
        ValueError: there are no operands.
    """
    match function:
        case (
            Function.NEGATION
            | Function.ABSOLUTE
            | Function.ROUND
            | Function.IF
            | Function.FIRST_PRESENT
            | Function.SUM
            | Function.MEAN
            | Function.WEIGHTED_MEAN
            | Function.MEDIAN
            | Function.PERCENTILE
        ):
            return _all_agreed(operands, comparing=False)
        case Function.MINIMUM | Function.MAXIMUM | Function.BEST | Function.WORST | Function.LIMIT:
            return _all_agreed(operands, comparing=True)
        case Function.GEOMETRIC_MEAN:
            agreed = _all_agreed(operands, comparing=False)
            return agreed if isinstance(agreed, UnitMismatch) else Shape(agreed.unit)
        case Function.PROGRESS:
            agreed = _all_agreed(operands, comparing=True)
            return agreed if isinstance(agreed, UnitMismatch) else unit_of_quotient(agreed, agreed)
        case Function.LOGARITHM | Function.ROOT:
            return next((_not_pure(one) for one in operands if not one.unit.is_pure), Shape(PURE))
        case Function.RANK | Function.ZSCORE:
            return Shape(PURE)
        case _:
            assert_never(function)


def _all_agreed(operands: Sequence[Shape], *, comparing: bool) -> UnitResult:
    """The common shape of operands each two of which agree, else the first two that do not."""
    if not operands:
        raise ValueError("a function has at least one operand")
    rule = unit_of_comparison if comparing else _agreed
    different = {(one.unit, one.shown, _is_bare_above_two(one)): one for one in reversed(operands)}
    for left, right in combinations(reversed(different.values()), 2):
        pair = rule(left, right)
        if isinstance(pair, UnitMismatch):
            return pair
    return reduce(_merged, operands[1:], evolve(operands[0], literal=None))


def _agreed(left: Shape, right: Shape) -> UnitResult:
    if not same_dimension(left.unit, right.unit):
        return UnitMismatch(MismatchKind.DIFFERENT_UNITS, left, right)
    if left.unit.counted and right.unit.counted and left.unit.counted != right.unit.counted:
        return UnitMismatch(MismatchKind.DIFFERENT_COUNTS, left, right)
    return _merged(left, right)


def _merged(left: Shape, right: Shape) -> Shape:
    """The shape of two that agree. A count stays a count, even beside a percent."""
    unit = left.unit if left.unit.scale == right.unit.scale else left.unit.base()
    counted = left.unit.counted or right.unit.counted
    if counted is not None:
        return Shape(evolve(unit, counted=counted))
    ways = (left.shown, right.shown)
    return Shape(unit, next((way for way in (Shown.PERCENT, Shown.SHARE) if way in ways), Shown.NUMBER))


def _is_percentage_points(shape: Shape) -> bool:
    return same_dimension(shape.unit, PERCENTAGE_POINTS)


def _is_bare_above_two(shape: Shape) -> bool:
    return shape.literal is not None and shape.literal > 2 and not shape.is_percent


def _not_pure(operand: Shape) -> UnitMismatch:
    return UnitMismatch(MismatchKind.NOT_PURE, operand, Shape(PURE))


# Text

SCALE_WORDS: Mapping[str, fmpq] = {
    "thousand": fmpq(10**3),
    "million": fmpq(10**6),
    "billion": fmpq(10**9),
}
CURRENCIES = ("EUR", "KZT", "RUB", "USD")

SINGULAR_AND_PLURAL: Mapping[str, tuple[str, str]] = {
    "point": ("point", "points"),
    "percentage_point": ("percentage point", "percentage points"),
    "day": ("day", "days"),
    "working_day": ("working day", "working days"),
    "person": ("person", "persons"),
    "year": ("year", "years"),
}
PARTS_OF_A_YEAR: Mapping[tuple[str, str], fmpq] = {
    ("half-year", "half-years"): fmpq(1, 2),
    ("quarter", "quarters"): fmpq(1, 4),
    ("month", "months"): fmpq(1, 12),
}


def unit_text(unit: Unit, names: Mapping[str, str] | None = None) -> str:
    """The unit as a message names it: `money KZT`, `thousand KZT per person`, `1 per day`, `KZT^2`, `number`.

    Args:
        unit: the unit.
        names: labels by code of a dimension, used instead of the code of a declared unit.
    """
    if unit.is_pure:
        counted = [] if unit.counted is None else [unit.counted]
        return " ".join([*_scale_text(unit.scale), *counted]) or "number"
    scale, words = _words(unit, names or {})
    above = [_raised(words[code][1], exponent) for code, exponent in unit.factors if exponent > 0]
    below = [_raised(words[code][0], -exponent) for code, exponent in unit.factors if exponent < 0]
    if below and 1 / scale in SCALE_WORDS.values():
        code, exponent = next(one for one in unit.factors if one[1] < 0)
        below[0] = " ".join([*_scale_text(1 / scale), _raised(words[code][1], -exponent)])
        scale = fmpq(1)
    if scale == 1 and unit.factors in {((code, 1),) for code in CURRENCIES}:
        return f"money {above[0]}"
    numerator = " ".join([*_scale_text(scale), *([" * ".join(above)] if above else [])])
    return " per ".join([numerator or "1", *below])


def shape_text(shape: Shape, names: Mapping[str, str] | None = None) -> str:
    """The unit as a message names it, a pure number by the way it is shown: `percent`, `share`, `number`."""
    return shape.shown.value if shape.is_percent else unit_text(shape.unit, names)


def _words(unit: Unit, names: Mapping[str, str]) -> tuple[fmpq, dict[str, tuple[str, str]]]:
    """What is left of the scale, and the singular and plural by which each dimension is named."""
    words = {code: SINGULAR_AND_PLURAL.get(code) or (names.get(code, code),) * 2 for code, _ in unit.factors}
    scale = unit.scale / _usual_scale(unit.factors)
    years = dict(unit.factors).get("year", 0)
    for part_words, part in PARTS_OF_A_YEAR.items():
        rest = scale / part**years
        if years and scale != 1 and (rest == 1 or rest in SCALE_WORDS.values()):
            return rest, words | {"year": part_words}
    return scale, words


def _scale_text(scale: fmpq) -> list[str]:
    """The words before a unit of that scale: none for 1, a number where no word fits."""
    if scale == 1:
        return []
    return [next((word for word, value in SCALE_WORDS.items() if value == scale), str(scale))]


def _raised(word: str, exponent: int) -> str:
    return word if exponent == 1 else f"{word}^{exponent}"


# Units as written


@frozen
class UnitFactor:
    """One factor of a unit as written.

    Attributes:
        scale: `thousand`, `million`, `billion` or `None`; it is not raised to the exponent.
        name: `points`, `working days`, `KZT`, `money KZT` or the code of a declared unit.
        divides: whether it stands after `per`.
        exponent: the whole positive power.
    """

    scale: str | None
    name: str
    divides: bool = False
    exponent: int = 1
