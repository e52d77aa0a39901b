"""Statistics of rows in SQL: columns of the answer from which the exact number is made."""

from __future__ import annotations

from attrs import evolve, frozen

from tarazy.dsl.nodes import AggregateKind
from tarazy.dsl.quantiles import Quantile, QuantileMethod
from tarazy.interpreter.meaning.sql_values import MOST_128, NotInSql, Sort, SqlNumber, SqlOther, SqlValue, product

_UPPER = "0.500000001"
"""A share of the rows just above a half: of an even number it gives the upper of the two in the middle."""

_MOST_MEDIAN = 400_000_000
"""Rows of which it does."""

_MOST_PARTS = 10**15
"""Largest divisor of a percentile's share of which a place among rows can be counted in 128 bits."""


@frozen
class Statistic:
    """Columns of the answer in SQL; `divisor` is what a number in it is divided by, `is_date` says that it is none."""

    columns: tuple[str, ...]
    divisor: int = 1
    is_date: bool = False

    def behind(self, *before: str) -> Statistic:
        """The same with other columns before."""
        return evolve(self, columns=(*before, *self.columns))


def number_of(value: SqlValue) -> SqlNumber:
    """A value that is a number.

    Raises
    ------
    NotInSql
        It is none.
    """
    if not isinstance(value, SqlNumber):
        raise NotInSql
    return value


def weighted_mean(value: SqlValue, weight: SqlNumber, only: str, size: int) -> Statistic:
    """The sum of what is weighed, and that of the weights; their divisors cancel but for that of the value."""
    weighed = product(number_of(value), weight)
    return Statistic((_sum(weighed, only, size), _sum(weight, only, size)), number_of(value).divisor)


def unweighted(kind: AggregateKind, value: SqlValue, only: str, size: int, sought: Quantile | None = None) -> Statistic:
    """Any other statistic.

    Parameters
    ----------
    only
        The clause that chooses rows, if one does.
    size
        How many rows there are at most.
    sought
        Of a median or a percentile: which value.

    Raises
    ------
    NotInSql
        SQL cannot give it exactly.
    """
    match kind:
        case AggregateKind.DISTINCT_COUNT:
            return Statistic((f"count(DISTINCT {value.text}){only}",))
        case AggregateKind.MIN | AggregateKind.MAX:
            return _extreme(kind, value, only)
        case AggregateKind.SUM | AggregateKind.MEAN:
            return Statistic((_sum(number_of(value), only, size),), number_of(value).divisor)
        case AggregateKind.MEDIAN if size <= _MOST_MEDIAN:
            found = number_of(value)
            return Statistic((f"quantile_disc({found.text}, [0.5, {_UPPER}]){only}",), found.divisor)
        case AggregateKind.PERCENTILE if sought is not None:
            return _percentile(number_of(value), sought, only)
        case _:
            raise NotInSql


def _percentile(value: SqlNumber, sought: Quantile, only: str) -> Statistic:
    """The value at the place among the ordered ones and the next one, the place counted in whole numbers."""
    part, of = int(sought.share.p), int(sought.share.q)
    if of > _MOST_PARTS:
        raise NotInSql
    ordered = f"list({value.text} ORDER BY {value.text}){only}"
    count = f"CAST(count({value.text}){only} AS HUGEINT)"
    if sought.method is QuantileMethod.LINEAR:
        place = f"({count} - 1) * {part} // {of} + 1"
    else:
        place = f"greatest(({count} * {part} + {of - 1}) // {of}, 1)"
    first, second = (f"{ordered}[CAST({one} AS BIGINT)]" for one in (place, f"least({place} + 1, {count})"))
    return Statistic((f"[{first}, {second}]",), value.divisor)


def _extreme(kind: AggregateKind, value: SqlValue, only: str) -> Statistic:
    text = f"{kind.value}({value.text}){only}"
    match value:
        case SqlNumber(divisor=divisor):
            return Statistic((text,), divisor)
        case SqlOther(sort=Sort.DATE):
            return Statistic((text,), is_date=True)
        case _:
            raise NotInSql


def _sum(value: SqlNumber, only: str, size: int) -> str:
    if value.most * max(size, 1) > MOST_128:
        raise NotInSql
    return f"sum({value.text}){only}"
