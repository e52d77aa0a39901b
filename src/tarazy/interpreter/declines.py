"""Values that got worse year after year: the series of each, up to the period that is evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cmp_to_key
from itertools import product

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.nodes import PERIOD, Constant, Facet
from tarazy.dsl.periods import Period, first_day, last_day
from tarazy.dsl.units import POINTS, same_dimension
from tarazy.dsl.value_types import ElementType, NumberType
from tarazy.interpreter.cells import Missing, is_number, order, plain
from tarazy.interpreter.exact import Number, UndecidedTie, absolute, div, sign, sub
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.run import RunResult

HIGHER = "higher"
LOWER = "lower"

_OF_PARTS = (Role.CRITERION, Role.PART, Role.BLOCK, Role.SCORE)
"""Roles whose points are better higher without a line that says so."""


@frozen(eq=False)
class Decline:
    """A value of a body that got worse in each of several years running.

    Parameters
    ----------
    body
        Code of the body; ``None`` for a value that belongs to none.
    name, elements
        Code of the declaration, and of the elements that its families are asked at.
    facet
        Which of the declaration's values is compared.
    better
        ``higher`` or ``lower``.
    series
        The value by period, in order: the last one before it began to get worse, and those of the years that followed.
    reorganised
        Days on which the body came out of others while it got worse: what is compared may not be the same activity.
    """

    body: str | None
    name: str
    elements: tuple[str, ...]
    facet: Facet
    better: str
    series: tuple[tuple[Period, Number], ...]
    reorganised: tuple[date, ...]

    @property
    def years(self) -> int:
        """How many years running it got worse."""
        return len(self.series) - 1

    @property
    def change(self) -> Number:
        """The last value less the first one, in the unit of the value."""
        return sub(self.series[-1][1], self.series[0][1])

    @property
    def relative(self) -> Number | None:
        """The change as a share of the first value's size; ``None`` where that is 0."""
        first = self.series[0][1]
        return None if sign(first) == 0 else div(self.change, absolute(first))


def declines(result: RunResult, period: Period, years: int) -> tuple[Decline, ...]:
    """Every value that got worse in at least `years` years running, the last of them being that of `period`.

    A value is compared where it says what is better: that of a line `better`, before points; and without one the points
    of a criterion, part, block or score. A year without a value ends a series, and so does one that is imputed by no
    formula: rules for missing data give results, never values. All years are computed under the one program, so that
    they can be compared.

    They come the longest first, of equally long ones that with the greatest change relative to the value before it; a
    change from 0 goes before all others.

    Raises
    ------
    ValueError
        `years` is below 1.
    """
    if years < 1:
        raise ValueError("a decline is over at least one year")
    found = [
        one for declared in result.program.computed.values() for one in _of_declaration(result, declared, period, years)
    ]
    return tuple(sorted(found, key=cmp_to_key(_worse_first)))


def _of_declaration(result: RunResult, declared: Computed, period: Period, years: int) -> Iterator[Decline]:
    program = result.program
    axes = program.axes_of[declared.code]
    if not _has_direction(result, declared) or PERIOD not in axes:
        return
    bodies = result.bodies(period) if program.body_axis in axes else (None,)
    for elements in product(*(result.elements(family.list, period) for family in declared.families)):
        owners = _owners(result, declared, elements, period)
        for body in bodies if not owners else [one for one in result.bodies(period) if one in owners]:
            found = _decline(result, declared, body, elements, period)
            if found is not None and found.years >= years:
                yield found


def _owners(result: RunResult, declared: Computed, elements: tuple[str, ...], period: Period) -> tuple[str, ...]:
    """The body that an element of a family belongs to by the one column of its list that names bodies: an indicator of
    a plan is nobody else's. None where no list has such a column.
    """
    found: list[str] = []
    for family, element in zip(declared.families, elements, strict=True):
        lists = result.program.lists
        columns = [
            column
            for column in lists[family.axis].columns
            if isinstance(column.type, ElementType) and lists[column.type.list].root == result.program.body_axis
        ]
        cell = result.snapshot.attribute(family.axis, columns[0].name, element, period) if len(columns) == 1 else None
        if isinstance(cell, str):
            found.append(cell)
    return tuple(found)


def _has_direction(result: RunResult, declared: Computed) -> bool:
    facts = result.program.declared[declared.code]
    shown = facts.of(_facet(declared))
    if not isinstance(shown.type, NumberType):
        return False
    if declared.better is not None:
        return not (isinstance(declared.better, Constant) and declared.better.value not in (HIGHER, LOWER))
    return declared.role in _OF_PARTS and shown.shape is not None and same_dimension(shown.shape.unit, POINTS)


def _facet(declared: Computed) -> Facet:
    """What is compared: the value that `better` is about, or the result where there is no such line."""
    return Facet.RESULT if declared.better is None else Facet.VALUE


def _decline(
    result: RunResult, declared: Computed, body: str | None, elements: tuple[str, ...], period: Period
) -> Decline | None:
    """The years running that end with `period`, in each of which the value got worse; ``None`` where it did not."""

    def place(when: Period) -> Place:
        along = {family.axis: element for family, element in zip(declared.families, elements, strict=True)}
        return result.place(body, when, along)

    better = _better(result, declared, place(period))
    if better is None:
        return None
    last = _value(result, declared, place(period))
    series: list[tuple[Period, Number]] = []
    when = period
    while last is not None:
        series.append((when, last))
        former = when - result.program.parts
        existed = body is None or body in result.bodies(former)
        value = _value(result, declared, place(former)) if existed else None
        if value is None or not _is_worse(last, value, better):
            break
        when, last = former, value
    if len(series) < 2:
        return None
    series.reverse()
    return Decline(
        body, declared.code, elements, _facet(declared), better, tuple(series), _reorganised(result, body, series)
    )


def _better(result: RunResult, declared: Computed, place: Place) -> str | None:
    """``higher`` or ``lower``; ``None`` where neither is better, or nobody knows."""
    if declared.better is None:
        return HIGHER
    try:
        cell = result.evaluation.node(declared.better, place)
    except PlanError:
        return None
    word = None if isinstance(cell, Missing) else plain(cell)
    return word if word in (HIGHER, LOWER) and isinstance(word, str) else None


def _value(result: RunResult, declared: Computed, place: Place) -> Number | None:
    try:
        cell = result.evaluation.facet(declared.code, _facet(declared), place)
    except PlanError:
        return None
    value = None if isinstance(cell, Missing) else plain(cell)
    return value if value is not None and is_number(value) else None


def _is_worse(value: Number, former: Number, better: str) -> bool:
    """Whether `value` is worse than `former`; not where two irrational numbers cannot be told apart."""
    try:
        compared = order(value, former)
    except UndecidedTie:
        return False
    return compared < 0 if better == HIGHER else compared > 0


def _reorganised(result: RunResult, body: str | None, series: list[tuple[Period, Number]]) -> tuple[date, ...]:
    scope = result.program.resolved.scope
    happened = () if scope is None else scope.reorganisations
    begin, end = first_day(series[0][0]), last_day(series[-1][0])
    days = (one.succession.day for one in happened if body in one.succession.new)
    return tuple(day for day in days if begin <= day <= end)


def _worse_first(one: Decline, other: Decline) -> int:
    if one.years != other.years:
        return other.years - one.years
    relative = one.relative, other.relative
    if None in relative:
        return int(one.relative is not None) - int(other.relative is not None)
    sizes = [absolute(share) if share is not None else fmpq(0) for share in relative]
    try:
        return order(sizes[1], sizes[0])
    except UndecidedTie:
        return 0
