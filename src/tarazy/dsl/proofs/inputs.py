"""What a proof may choose: a datum, whether a body is in a list, how many rows of a kind a register has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

import z3
from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import Interval, on_grid
from tarazy.dsl.nodes import Value
from tarazy.dsl.proofs.symbols import Symbol, Term, real
from tarazy.dsl.states import State
from tarazy.dsl.typing.bounds import column_interval, column_scale
from tarazy.dsl.value_types import CategoryType, DateType, DirectionType, NumberType, YesNoType

FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)
"""Between these a date is looked for."""


@frozen
class Spot:
    """Where a proof stands: the element of each root list (but the bodies'), and how many periods ago."""

    elements: tuple[tuple[str, str], ...] = ()
    back: int = 0

    def element(self, axis: str) -> str | None:
        """The element along an axis."""
        return next((code for one, code in self.elements if one == axis), None)

    def at(self, axis: str, element: str) -> Spot:
        """The same place with another element along an axis."""
        others = tuple(pair for pair in self.elements if pair[0] != axis)
        return Spot(tuple(sorted((*others, (axis, element)))), self.back)


@frozen(eq=False)
class DatumInput:
    """A cell of a source: its symbol, and numbers to try for it, the simplest first."""

    source: str
    column: Column
    elements: tuple[tuple[str, str], ...]
    back: int
    symbol: Symbol
    tried: tuple[fmpq, ...] = ()


@frozen(eq=False)
class RowsInput:
    """How many rows of a kind a register has; `cells` are those of each such row by column."""

    register: str
    cells: tuple[tuple[str, Value | State], ...]
    count: z3.ArithRef


@frozen(eq=False)
class MemberInput:
    """Whether the body is in a list of bodies."""

    list: str
    holds: z3.BoolRef


@frozen(eq=False)
class GivenInput:
    """A value of a declaration that is chosen in place of what it is computed from."""

    code: str
    facet: str
    elements: tuple[tuple[str, str], ...]
    term: z3.ArithRef
    tried: tuple[fmpq, ...] = field(default=())


Input: TypeAlias = DatumInput | RowsInput | MemberInput | GivenInput


def steps_of(column: Column) -> fmpq | None:
    """How far apart the numbers of a column are, in base units; ``None`` where any decimal can stand in a cell."""
    return None if column.decimals is None else column_scale(column) / fmpq(10) ** column.decimals


def simple_numbers(interval: Interval, unit: fmpq) -> tuple[fmpq, ...]:
    """Numbers within an interval that are easily read, in multiples of `unit`."""
    ends = [end for end in (interval.low, interval.high) if end is not None]
    likely = [fmpq(0), *(unit * times for times in (1, 100, 10, 50, 1000)), *ends]
    likely += [sum(ends, fmpq(0)) / 2] if len(ends) == 2 else []
    return tuple(dict.fromkeys(one for one in likely if interval.contains(one)))


def datum_term(name: str, column: Column, words: Sequence[int], domain: list[z3.BoolRef]) -> Term:
    """A variable for a cell of a column; what it can be is added to `domain`."""
    match column.type:
        case NumberType():
            return z3.Real(name)
        case YesNoType():
            return z3.Bool(name)
        case CategoryType() | DirectionType():
            term = z3.Int(name)
            domain.append(z3.Or(*(term == word for word in words)))
            return term
        case DateType():
            term = z3.Int(name)
            domain += [term >= FIRST_DAY.toordinal(), term <= LAST_DAY.toordinal()]
            return term
        case _:
            return z3.Int(name)


def number_bounds(column: Column) -> Interval:
    """What a number of a column can be, on the grid of its decimals."""
    interval, step = column_interval(column), steps_of(column)
    if step is None or step.p != 1:
        return interval
    return on_grid(interval, int(step.q))


def grid_of(name: str, column: Column, term: z3.ArithRef) -> Iterator[z3.BoolRef]:
    """The condition that a number has no more decimals than its column."""
    step = steps_of(column)
    if step is not None:
        yield term == z3.ToReal(z3.Int(f"{name} steps")) * real(step)
