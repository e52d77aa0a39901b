"""A second, small computation of formulas: from a stored trace alone, without the program, the data or the engine.

It reads the formulas as the JSON of a trace writes them and the values of what they were made of, and gives what they
come to. Rational numbers are fractions; an irrational one is the middle of its enclosure, so that what is made of it is
right to some twenty digits. What a trace says only by a hash, a statistic over all bodies or the rows of a register, is
taken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, TypeAlias

import mpmath
from attrs import define, field, frozen

Value: TypeAlias = "Fraction | bool | date | str | Missing"


@frozen
class Missing:
    """No value, for a reason."""

    state: str


@frozen
class Unsaid(Missing):
    """A value of which the trace says too little; it matters only where the formula rests on it."""


class CannotSayError(Exception):
    """The trace says too little of a part of a formula."""


_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "dozen": 12}
_TOKEN = re.compile(
    r"\s*(?:(?P<date>\d{4}-\d{2}-\d{2})|(?P<number>\d[\d_]*(?:\.\d+)?)|(?P<text>\"[^\"]*\")"
    r"|(?P<name>`[^`]+`|[^\W\d]\w*)|(?P<sign><=|>=|!=|[-+*/^()\[\];,.=<>%:]))"
)
_WORDS_OF_UNITS = frozenset(
    {"point", "points", "day", "days", "KZT", "loan", "per", "working", "thousand", "million", "billion", "dozen"}
)
VERDICTS = frozenset({"not applicable", "not counted"})
"""States that are no unknown."""
_CLOSE = Fraction(1, 10**15)


def value_of(quantity: Mapping[str, Any]) -> Value:
    """The value of a quantity of a trace, in the unit that stands beside it."""
    if quantity["state"] != "present":
        return Missing(quantity["state"])
    text = quantity["value"]
    match quantity["kind"]:
        case "number" if "exact" in quantity:
            return Fraction(quantity["exact"])
        case "number":
            ends = quantity["enclosure"]
            return (Fraction(ends["low"]) + Fraction(ends["high"])) / 2
        case "yes/no":
            return bool(text == "yes")
        case "date":
            return date.fromisoformat(text)
        case _:
            return str(text)


def same(one: Value, other: Value) -> bool:
    """Whether two values are the same, of irrationals to many digits; that there is none is one thing."""
    if isinstance(one, Missing) or isinstance(other, Missing):
        return isinstance(one, Missing) and isinstance(other, Missing)
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return abs(one - other) <= _CLOSE * max(abs(one), Fraction(1))
    return one == other


@define(eq=False)
class Formula:
    """The evaluation of one written formula.

    Parameters
    ----------
    text
        As the trace writes it.
    named
        What a name with its selectors stands for.
    given
        Values of parts that the trace shows in full elsewhere: aggregates and ranks, by their text.
    partly
        Whether it may come to nothing that the trace says, as a row that is not taken.
    """

    text: str
    named: Callable[[str, str], Value]
    given: Mapping[str, Value] = field(factory=dict)
    partly: bool = False
    at: int = 0

    def result(self) -> Value:
        """What the formula comes to."""
        found = self._or()
        if self._next() is not None:
            raise CannotSayError(self.text[self.at :])
        if isinstance(found, Unsaid) and not self.partly:
            raise CannotSayError(found.state)
        return found

    # ------------------------------------------------------------ reading

    def _next(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def _sees(self, *signs: str) -> str:
        found = self._next()
        return found.group().strip() if found is not None and found.group().strip() in signs else ""

    def _takes(self, *signs: str) -> str:
        seen = self._sees(*signs)
        if seen:
            found = self._next()
            assert found is not None
            self.at = found.end()
        return seen

    # ------------------------------------------------------------ from the loosest to the tightest

    def _or(self) -> Value:
        found = self._and()
        while self._takes("or"):
            found = _decided(found, self._and(), by=True)
        return found

    def _and(self) -> Value:
        found = self._comparison()
        while self._takes("and"):
            found = _decided(found, self._comparison(), by=False)
        return found

    def _comparison(self) -> Value:
        left = self._sum()
        sign = self._takes("<=", ">=", "!=", "<", ">", "=")
        return _compared(sign, left, self._sum()) if sign else left

    def _sum(self) -> Value:
        found = self._product()
        while sign := self._takes("+", "-"):
            found = _calculated(sign, found, self._product())
        return found

    def _product(self) -> Value:
        found = self._signed()
        while sign := self._takes("*", "/"):
            found = _calculated(sign, found, self._signed())
        return found

    def _signed(self) -> Value:
        if self._takes("-"):
            return _calculated("-", Fraction(0), self._signed())
        base = self._atom()
        return _calculated("^", base, self._signed()) if self._takes("^") else base

    def _atom(self) -> Value:
        found = self._next()
        if found is None:
            raise CannotSayError(self.text)
        for text, value in self.given.items():
            if re.compile(re.escape(text) + r"(?!\w)").match(self.text, found.end() - len(found.group().lstrip())):
                self.at = found.end() - len(found.group().lstrip()) + len(text)
                return value
        self.at = found.end()
        if found["date"]:
            return date.fromisoformat(found["date"])
        if found["number"]:
            return self._number(Fraction(found["number"].replace("_", "")))
        if found["text"]:
            return found["text"][1:-1]
        if found["name"]:
            return self._named(found["name"])
        if found["sign"] == "(":
            inner = self._or()
            self._takes(")")
            return inner
        raise CannotSayError(self.text)

    def _number(self, value: Fraction) -> Value:
        """A numeral with its unit."""
        if self._takes("%"):
            return value / 100
        while word := self._takes(*_WORDS_OF_UNITS):
            value *= _SCALES.get(word, 1)
        return value

    def _named(self, first: str) -> Value:
        parts = [first]
        while self._takes("."):
            part = self._next()
            assert part is not None
            parts.append(part.group().strip())
            self.at = part.end()
        if self.text.startswith("(", self.at):
            return self._call(".".join(parts))
        two = self._next()
        if first == "first" and two is not None and two.group().strip() == "present":
            self.at = two.end()
            return self._call("first present")
        if first in ("working", "better", "distinct", "weighted", "geometric"):
            return self._unsaid_call(first)
        if first == "undetermined" and two is not None and two["text"]:
            self.at = two.end()
            return Missing("not computed")
        for states in ("not applicable", "not counted", "not computed", "absent"):
            if f"{first}{self.text[self.at :]}".startswith(states):
                self.at += len(states) - len(first)
                return Missing(states)
        if first in ("yes", "no"):
            return first == "yes"
        selectors = ""
        if self.text.startswith("[", self.at):
            end = self.text.index("]", self.at)
            selectors, self.at = self.text[self.at + 1 : end], end + 1
        return self.named(".".join(parts).replace("`", ""), selectors)

    # ------------------------------------------------------------ calls

    def _call(self, name: str) -> Value:
        if name not in _CALLS or (name in ("min", "max") and self._goes_through_a_list()):
            return self._unsaid_call(name)
        self._takes("(")
        arguments: list[Value] = []
        words: dict[str, Value] = {}
        while True:
            label = self._takes("from", "to")
            mode = self._mode() if name == "round" and len(arguments) == 1 else ""
            if mode:
                words["mode"] = mode
            elif label:
                words[label] = self._or()
            else:
                value = self._or()
                if name == "round" and (self._takes("decimals") or self._takes("decimal")):
                    words["decimals"] = value
                else:
                    arguments.append(value)
            if not self._takes(";"):
                break
        self._takes(")")
        return _CALLS[name](arguments, words)

    def _goes_through_a_list(self) -> bool:
        """Whether the call here is a statistic, whose value stands beside the formula where it was computed."""
        start = self.at
        self._unsaid_call("")
        text, self.at = self.text[start + 1 : self.at - 1], start
        while (flat := re.sub(r"\([^()]*\)", "", text)) != text:
            text = flat
        return bool(re.search(r"; (?:over|only) |\[last |\[predecessor|\[successor", text))

    def _unsaid_call(self, name: str) -> Unsaid:
        """A call of which the trace does not say what it computes: read over, up to its bracket."""
        depth = 0
        for at in range(self.text.index("(", self.at), len(self.text)):
            depth += {"(": 1, ")": -1}.get(self.text[at], 0)
            if not depth:
                self.at = at + 1
                break
        return Unsaid(name)

    def _mode(self) -> str:
        found = re.match(r"\s*(half up|half down|half even|up|down|ceiling|floor)\b", self.text[self.at :])
        if found is not None:
            self.at += found.end()
        return "" if found is None else found[1]


# ---------------------------------------------------------------- the calculation


def _missing(*values: Value) -> Missing | None:
    missing = [one for one in values if isinstance(one, Missing)]
    return next((one for one in missing if not isinstance(one, Unsaid)), missing[0] if missing else None)


def _decided(left: Value, right: Value, *, by: bool) -> Value:
    """`or` is decided by a yes, `and` by a no, whatever the other side is."""
    if left is by or right is by:
        return by
    return _missing(left, right) or not by


def _compared(sign: str, left: Any, right: Any) -> Value:  # noqa: ANN401 - of any one kind
    if (gone := _missing(left, right)) is not None:
        return gone
    match sign:
        case "=":
            return bool(left == right)
        case "!=":
            return bool(left != right)
        case "<":
            return bool(left < right)
        case "<=":
            return bool(left <= right)
        case ">":
            return bool(left > right)
        case _:
            return bool(left >= right)


def _calculated(sign: str, left: Any, right: Any) -> Value:  # noqa: ANN401 - numbers and days
    if (gone := _missing(left, right)) is not None:
        return gone
    if isinstance(left, date):
        if isinstance(right, date):
            return Fraction((left - right).days)
        return left + timedelta(int(right if sign == "+" else -right))
    match sign:
        case "+":
            return Fraction(left + right)
        case "-":
            return Fraction(left - right)
        case "*":
            return Fraction(left * right)
        case "/":
            return Missing("zero divisor") if right == 0 else Fraction(left / right)
        case _:
            return Fraction(left ** int(right))


def rounded(value: Fraction, mode: str, decimals: int) -> Fraction:
    """A number rounded, by the definition of each mode."""
    scaled = value * 10**decimals
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    half = Fraction(1, 2)
    away = floor + (1 if scaled > 0 and rest else 0)
    match mode:
        case "floor":
            found = floor
        case "ceiling":
            found = floor + (1 if rest else 0)
        case "up":
            found = away
        case "down":
            found = floor + (1 if scaled < 0 and rest else 0)
        case "half up":
            found = floor + (1 if rest > half or (rest == half and scaled > 0) else 0)
        case "half down":
            found = floor + (1 if rest > half or (rest == half and scaled < 0) else 0)
        case _:
            found = floor + (1 if rest > half or (rest == half and floor % 2) else 0)
    return Fraction(found, 10**decimals)


def _greatest(arguments: Sequence[Any], _: Mapping[str, Any]) -> Value:
    return Fraction(max(arguments))


def _least(arguments: Sequence[Any], _: Mapping[str, Any]) -> Value:
    return Fraction(min(arguments))


def _strict(compute: Callable[[Sequence[Any], Mapping[str, Any]], Value]) -> Callable[..., Value]:
    """A function that has no value where one of its arguments has none."""

    def called(arguments: Sequence[Value], words: Mapping[str, Value]) -> Value:
        gone = _missing(*arguments, *words.values())
        return compute(arguments, words) if gone is None else gone

    return called


def _if(arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    asked, one, other = arguments
    return agreed(asked, (one, other)) if isinstance(asked, Missing) else (one if asked else other)


def agreed(asked: Value, possible: Sequence[Value]) -> Value:
    """Of a condition that is unknown: what all rows that are still possible give, if it is the same."""
    if isinstance(asked, Missing) and asked.state in VERDICTS:
        return asked
    if isinstance(asked, Unsaid) or any(isinstance(one, Unsaid) for one in possible):
        return Unsaid("which row is meant")
    first = possible[0]
    is_same = isinstance(asked, Missing) and asked.state not in VERDICTS and all(one == first for one in possible)
    return first if is_same else asked


def _first_present(arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    return next((one for one in arguments if isinstance(one, Unsaid) or not isinstance(one, Missing)), arguments[-1])


def _has(arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    return arguments[0] if isinstance(arguments[0], Unsaid) else not isinstance(arguments[0], Missing)


def _negated(arguments: Sequence[Value], _: Mapping[str, Value]) -> Value:
    return arguments[0] if isinstance(arguments[0], Missing) else not arguments[0]


def _progress(arguments: Sequence[Any], words: Mapping[str, Any]) -> Value:
    start, end = words["from"], words["to"]
    return Missing("all equal") if start == end else Fraction((arguments[0] - start) / (end - start))


def _root(arguments: Sequence[Any], _: Mapping[str, Any]) -> Value:
    degree = int(arguments[1]) if len(arguments) > 1 else 2
    with mpmath.workdps(60):
        value = mpmath.mpf(arguments[0].numerator) / arguments[0].denominator
        return _fraction(mpmath.root(value, degree))


def _ln(arguments: Sequence[Any], _: Mapping[str, Any]) -> Value:
    with mpmath.workdps(60):
        return _fraction(mpmath.log(mpmath.mpf(arguments[0].numerator) / arguments[0].denominator))


def _fraction(number: mpmath.mpf) -> Fraction:
    return Fraction(mpmath.nstr(number, 50))


_CALLS: Mapping[str, Callable[..., Value]] = {
    "if": _if,
    "first present": _first_present,
    "has": _has,
    "not": _negated,
    "min": _strict(_least),
    "max": _strict(_greatest),
    "abs": _strict(lambda arguments, _: Fraction(abs(arguments[0]))),
    "limit": _strict(lambda arguments, words: max(words["from"], min(words["to"], arguments[0]))),
    "progress": _strict(_progress),
    "root": _strict(_root),
    "ln": _strict(_ln),
    "round": lambda arguments, words: (
        arguments[0]
        if isinstance(arguments[0], Missing)
        else rounded(arguments[0], words["mode"], int(words["decimals"]))
    ),
}
