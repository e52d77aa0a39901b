"""Values of rows in SQL: numbers as whole numbers over a fixed divisor, words, dates, conditions.

A value is ``NULL`` wherever the interpreter is to be asked. Bounds of every number are known before anything is run, so
that each operation is done in 64 bits, or in 128, or refused.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from math import lcm

from attrs import frozen
from flint import fmpq

from tarazy.interpreter.cells import Present

MOST_64 = 2**63 - 1
MOST_128 = 2**127 - 1
_LONGEST_DIVISOR = 10**30


class NotInSql(Exception):  # noqa: N818 - it is no error: the interpreter is asked instead
    """SQL cannot say exactly what is meant."""


class Sort(Enum):
    """What a value that is no number is."""

    DATE = "date"
    CONDITION = "condition"
    WORD = "word"


Names = frozenset[str]
"""Names of columns."""

NOWHERE: Names = frozenset()
SOMEWHERE: Names = frozenset({"?"})
"""Stands for a column that no condition speaks of."""


@frozen
class SqlNumber:
    """The number `text` / `divisor`; `text` is a whole number from `low` to `high`, or ``NULL`` where one of `nulls`
    is.
    """

    text: str
    divisor: int
    low: int
    high: int
    nulls: Names = NOWHERE

    @property
    def most(self) -> int:
        """Greatest magnitude of the whole number."""
        return max(abs(self.low), abs(self.high))


@frozen
class SqlOther:
    """A value that is no number; of a date `low` and `high` are its bounds as ordinals.

    Of a condition `present` are columns that have a value where it holds, and `denied` those without which it is
    false, not unknown.
    """

    text: str
    sort: Sort
    nulls: Names = NOWHERE
    low: int = 0
    high: int = 0
    words: tuple[str, ...] | None = None
    present: Names = NOWHERE
    denied: Names = NOWHERE


SqlValue = SqlNumber | SqlOther


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    if "\0" in text:
        raise NotInSql
    return "'" + text.replace("'", "''") + "'"


def written(value: Present) -> SqlValue:
    """A value as a literal."""
    match value:
        case fmpq():
            return whole(int(value.p), int(value.q))
        case bool():
            return SqlOther("TRUE" if value else "FALSE", Sort.CONDITION)
        case date():
            day = value.toordinal()
            return SqlOther(f"DATE '{value.isoformat()}'", Sort.DATE, low=day, high=day)
        case str():
            return SqlOther(quoted(value), Sort.WORD, words=(value,))
        case _:
            raise NotInSql


def whole(number: int, divisor: int) -> SqlNumber:
    """A literal number."""
    if abs(number) > MOST_128 or divisor > _LONGEST_DIVISOR:
        raise NotInSql
    return SqlNumber(_typed(str(number), abs(number)), divisor, number, number)


def _typed(digits: str, most: int) -> str:
    return f"CAST({digits} AS {'BIGINT' if most <= MOST_64 else 'HUGEINT'})"


def product(one: SqlNumber, other: SqlNumber) -> SqlNumber:
    """``a * b``."""
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return _of("*", one, other, one.divisor * other.divisor, min(ends), max(ends))


def total(one: SqlNumber, other: SqlNumber, sign: int) -> SqlNumber:
    """``a + b``, or ``a - b`` where `sign` is -1."""
    a, b = aligned(one, other)
    low, high = (a.low + b.low, a.high + b.high) if sign > 0 else (a.low - b.high, a.high - b.low)
    return _of("+" if sign > 0 else "-", a, b, a.divisor, low, high)


def _of(operator: str, one: SqlNumber, other: SqlNumber, divisor: int, low: int, high: int) -> SqlNumber:
    most = max(abs(low), abs(high))
    if most > MOST_128 or divisor > _LONGEST_DIVISOR:
        raise NotInSql
    widened = most > MOST_64 and one.most <= MOST_64 and other.most <= MOST_64
    first = f"CAST({one.text} AS HUGEINT)" if widened else one.text
    return SqlNumber(f"({first} {operator} {other.text})", divisor, low, high, one.nulls | other.nulls)


def over(one: SqlNumber, divisor: fmpq) -> SqlNumber:
    """``a / b`` where `b` is a written number other than 0."""
    found = product(one, whole(int(divisor.q) * (1 if divisor > 0 else -1), 1)) if divisor != 1 else one
    return SqlNumber(found.text, found.divisor * abs(int(divisor.p)), found.low, found.high, found.nulls)


def negative(one: SqlNumber) -> SqlNumber:
    """``-a``."""
    if one.most > MOST_128:
        raise NotInSql
    return SqlNumber(f"(-{one.text})", one.divisor, -one.high, -one.low, one.nulls)


def magnitude(one: SqlNumber) -> SqlNumber:
    """``abs(a)``."""
    return SqlNumber(f"abs({one.text})", one.divisor, 0, one.most, one.nulls)


def aligned(one: SqlNumber, other: SqlNumber) -> tuple[SqlNumber, SqlNumber]:
    """Two numbers over one divisor."""
    common = lcm(one.divisor, other.divisor)
    return _scaled(one, common), _scaled(other, common)


def _scaled(one: SqlNumber, divisor: int) -> SqlNumber:
    factor = divisor // one.divisor
    if factor == 1:
        return one
    scaled = product(one, whole(factor, 1))
    return SqlNumber(scaled.text, divisor, scaled.low, scaled.high, scaled.nulls)
