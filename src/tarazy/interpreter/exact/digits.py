"""Exact numbers as text, and decimal text as exact numbers."""

import re
from functools import lru_cache

from flint import fmpq, fmpz

from tarazy.interpreter.exact.comparison import sign
from tarazy.interpreter.exact.enclosure import bounds, precisions
from tarazy.interpreter.exact.reals import (
    ONE,
    ZERO,
    Logarithm,
    Number,
    Product,
    Real,
    Sum,
    from_the_leaves,
)
from tarazy.interpreter.exact.rounding import RoundingMode, round_to

DEFAULT_DIGITS = 20
MAXIMAL_PARSED_DIGITS = 30
MAXIMAL_FORMULA = 200
"""The length in characters beyond which a formula is cut."""

_ONE = fmpz(1)
_DECIMAL = re.compile(r"-?(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]+))?")


def parse_decimal(text: str) -> fmpq:
    """The number that a plain decimal is: an optional minus, ASCII digits, and a point with digits if any.

    Raises:
        ValueError: the text is anything else, or has more than `MAXIMAL_PARSED_DIGITS` digits.
    """
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise ValueError("not a plain decimal number")
    digits = match["whole"] + (match["fraction"] or "")
    if len(digits) > MAXIMAL_PARSED_DIGITS:
        raise ValueError(f"more than {MAXIMAL_PARSED_DIGITS} digits")
    value = fmpq(fmpz(digits), fmpz(10) ** len(match["fraction"] or ""))
    return -value if text.startswith("-") else value


def to_text(x: Number, digits: int = DEFAULT_DIGITS) -> str:
    """The number in plain positional notation, rounded half to even to that many significant digits.

    A rational that terminates within them is exact; no zeros end the fraction, and 0 has no sign.

    Raises:
        ValueError: digits < 1.
        UndecidedTie: the number cannot be told from 0, or from the middle of two such texts.
    """
    return texts(x, digits)[0]


def exact_text(x: Number, digits: int = DEFAULT_DIGITS) -> str:
    """The fraction "n/d" of a rational that `to_text` had to round; "" for any other number."""
    return texts(x, digits)[1] if isinstance(x, fmpq) else ""


def texts(x: Number, digits: int = DEFAULT_DIGITS) -> tuple[str, str]:
    """What `to_text` and `exact_text` give, found at once; raises what they raise."""
    if digits < 1:
        raise ValueError("a number has 1 significant digit or more")
    if isinstance(x, fmpq):
        text, is_exact = _rounded_text(x, digits)
        return text, "" if is_exact else f"{x.p.str()}/{x.q.str()}"
    text = _text_by_ball(x, digits)
    return text or _positional(_to_significant_digits(x, digits)), ""


def _rounded_text(x: fmpq, digits: int) -> tuple[str, bool]:
    """A rational rounded half to even to that many significant digits, and whether it is still the same number."""
    numerator, denominator = x.p, x.q
    size = abs(numerator)
    if denominator == _ONE and size < _ten_to(digits):
        return numerator.str(), True
    place = len(size.str()) - len(denominator.str())
    decimals = digits - 1 - place
    rest, divisor = _shifted(size, denominator, decimals)
    if rest < divisor * _ten_to(digits - 1):
        decimals += 1
        rest, divisor = _shifted(size, denominator, decimals)
    whole, rest = divmod(rest, divisor)
    passed = rest + rest
    if passed > divisor or (passed == divisor and whole % 2 != 0):
        whole += 1
    return ("-" if numerator < 0 else "") + _placed(whole.str(), decimals), rest == 0


def _shifted(numerator: fmpz, denominator: fmpz, decimals: int) -> tuple[fmpz, fmpz]:
    """The two parts of a fraction times 10^decimals."""
    if decimals < 0:
        return numerator, denominator * _ten_to(-decimals)
    return numerator * _ten_to(decimals), denominator


@lru_cache(maxsize=128)
def _ten_to(exponent: int) -> fmpz:
    return fmpz(10) ** exponent


def _placed(figures: str, decimals: int) -> str:
    """Figures with the point before the last `decimals` of them, without zeros at the end of the fraction."""
    if decimals <= 0:
        return figures + "0" * -decimals
    figures = figures.rjust(decimals + 1, "0")
    fraction = figures[-decimals:].rstrip("0")
    return f"{figures[:-decimals]}.{fraction}" if fraction else figures[:-decimals]


def _text_by_ball(x: Real, digits: int) -> str:
    """The text of an irrational if the ends of one narrow enclosure have the same one; empty if that settles nothing.

    The ends have the same text only if they have the same sign; then all between them lie in the same decade or at
    its end, and rounding keeps their order.
    """
    precision = next(bits for bits in precisions() if bits > 4 * digits)
    ends = bounds(x, precision)
    if ends is None or ends[0] == ZERO or ends[1] == ZERO:
        return ""
    low, high = (_rounded_text(end, digits)[0] for end in ends)
    return low if low == high else ""


def shown(x: Number, decimals: int) -> str:
    """The number rounded half up with exactly that many decimals, for print.

    Raises:
        ValueError: decimals < 0.
        UndecidedTie: the rounding cannot be decided.
    """
    if decimals < 0:
        raise ValueError("a number is shown with 0 decimals or more")
    text = _positional(round_to(x, RoundingMode.HALF_UP, decimals))
    if decimals == 0:
        return text
    whole, _, fraction = text.partition(".")
    return f"{whole}.{fraction.ljust(decimals, '0')}"


def _to_significant_digits(x: Number, digits: int) -> fmpq:
    if digits < 1:
        raise ValueError("a number has 1 significant digit or more")
    if sign(x) == 0:
        return ZERO
    leading = _leading_place(x if isinstance(x, fmpq) else _close_bound(x, digits))
    return round_to(x, RoundingMode.HALF_EVEN, digits - 1 - leading)


def _leading_place(x: fmpq) -> int:
    """The e with 10^e ≤ |x| < 10^(e + 1), for a number that is not 0."""
    size = abs(x)
    place = len(size.p.str()) - len(size.q.str())
    return place if size >= fmpq(10) ** place else place - 1


def _close_bound(x: Real, digits: int) -> fmpq:
    """A bound of a number that is not 0, so close that a power of 10 between the two rounds as both do."""
    tolerance = fmpq(1, 10) ** (digits + 2)
    for precision in precisions():
        ends = bounds(x, precision)
        if ends is not None and ends[1] - ends[0] < tolerance * min(abs(ends[0]), abs(ends[1])):
            return ends[0]
    raise OverflowError(f"{digits} significant digits need more than {precision} bits")


def _positional(x: fmpq) -> str:
    """A rational whose denominator has no prime factors but 2 and 5."""
    decimals = max(_multiplicity(x.q, 2), _multiplicity(x.q, 5))
    scaled = abs(x) * fmpq(10) ** decimals
    digits = scaled.p.str().rjust(decimals + 1, "0")
    minus = "-" if x < ZERO else ""
    if decimals == 0:
        return minus + digits
    return f"{minus}{digits[:-decimals]}.{digits[-decimals:]}"


def _multiplicity(number: fmpz, prime: int) -> int:
    count = 0
    while number % prime == 0:
        number, count = number // prime, count + 1
    return count


def expression_text(x: Real) -> str:
    """The formula of an irrational in the notation of the language, cut at `MAXIMAL_FORMULA` characters."""
    texts: dict[Real, str] = {}
    for node in from_the_leaves(x):
        text = _formula(node, texts)
        texts[node] = text if len(text) <= MAXIMAL_FORMULA else text[: MAXIMAL_FORMULA - 1] + "…"
    return texts[x]


def _formula(node: Real, texts: dict[Real, str]) -> str:
    match node:
        case Logarithm():
            argument = node.argument
            return f"ln({_fraction(argument) if isinstance(argument, fmpq) else texts[argument]})"
        case Product():
            return _formula_of_product(node, texts)
        case Sum():
            return _formula_of_sum(node, texts)


def _fraction(x: fmpq) -> str:
    return x.p.str() if x.q == 1 else f"{x.p.str()}/{x.q.str()}"


def _formula_of_product(node: Product, texts: dict[Real, str]) -> str:
    """Powers below 0 stand under the line, and what is under one root stands together."""
    above: dict[fmpq, list[str]] = {}
    below: dict[fmpq, list[str]] = {}
    for base, exponent in node.powers:
        side = above if exponent > ZERO else below
        text = base.str() if isinstance(base, fmpz) else texts[base]
        side.setdefault(abs(exponent), []).append(f"({text})" if isinstance(base, Sum) else text)
    numerator = " * ".join(_formula_of_power(parts, exponent) for exponent, parts in above.items())
    denominator = [_formula_of_power(parts, exponent) for exponent, parts in below.items()]
    return " / ".join([numerator or "1", *denominator])


def _formula_of_power(parts: list[str], exponent: fmpq) -> str:
    text = " * ".join(parts)
    if exponent == ONE:
        return text
    if exponent.p == 1:
        return f"root({text}; {exponent.q.str()})"
    return f"power({text}; {_fraction(exponent)})"


def _formula_of_sum(node: Sum, texts: dict[Real, str]) -> str:
    parts = [] if node.constant == ZERO else [_fraction(node.constant)]
    for term, factor in node.terms:
        text = texts[term]
        if abs(factor) != ONE:
            text = f"{_fraction(abs(factor))} * {text}"
        parts.append(f"-{text}" if factor < ZERO else text)
    return " + ".join(parts).replace(" + -", " - ")
