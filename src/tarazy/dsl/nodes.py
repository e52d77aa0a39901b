"""Nodes of the typed graph: expressions whose names are resolved.

A node is compared by identity, holds the place it was written at, and the written expression that prints it. What the
checker finds out about a node (axes, type, unit, states, interval, form) is kept beside the graph, in
:class:`tarazy.dsl.facts.Facts` by node, so that names and types stay two passes.

Axes of a node are named by keys: ``period``, or the code of a *root list* (a list that is not part of another); the
evaluated list's root is the body axis.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.day_rules import Term
from tarazy.dsl.function_contract import Taken
from tarazy.dsl.over import Over, OverList
from tarazy.dsl.periods import Period
from tarazy.dsl.quantiles import Quantile
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape
from tarazy.dsl.working_days import Calendar

PERIOD = "period"
"""Key of the period axis."""

Value = fmpq | bool | str | date
"""A present value that can be written down: number, yes/no, word (text, category, element's code, direction), date."""


@frozen(eq=False)
class Node:
    """What every node has: its place, and the written expression it came from (``None`` where it was not written)."""

    span: Span = field(kw_only=True, repr=False)
    syntax: syntax.Expression | None = field(default=None, kw_only=True, repr=False)


# ---------------------------------------------------------------- leaves


@frozen(eq=False)
class Constant(Node):
    """A written value. Numbers are in the base unit (``28 thousand KZT`` is 28000); `shape` says unit and percent."""

    value: Value
    shape: Shape | None = None
    illustrative: bool = False


@frozen(eq=False)
class StateConstant(Node):
    """A state as an outcome, or compared with ``state(x)``."""

    state: State


@frozen(eq=False)
class Undetermined(Node):
    """``undetermined "…"``."""

    text: str


@frozen(eq=False)
class Datum(Node):
    """A column of a source: ``budget.executed``. `source` and `column` are codes."""

    source: str
    column: str


@frozen(eq=False)
class RowColumn(Node):
    """A column of the row of register `register` that is meant: ``answered`` inside a call over it."""

    register: str
    column: str


@frozen(eq=False)
class Element(Node):
    """The element of list `list` that is meant here: ``measure``, or the evaluated body. Its axis is the root
    list's.
    """

    list: str


@frozen(eq=False)
class ElementConstant(Node):
    """An element named in the text: ``x[mort_30_ami]``."""

    list: str
    code: str


@frozen(eq=False)
class BoundElement(Node):
    """The element that a call runs over and calls by a name: ``rival`` in ``sum(…; over regions as rival)``. `axis` is
    the axis of its own that it has inside the call.
    """

    list: str
    axis: str


@frozen(eq=False)
class Attribute(Node):
    """A column of a list for an element: ``measure.direction``. `list` is the list that declares the column."""

    list: str
    column: str
    element: AnyNode


@frozen(eq=False)
class ParameterValue(Node):
    """A parameter set by an act; it has the period axis where its value is given by period."""

    parameter: str


class Facet(Enum):
    """Which of a declaration's values is meant."""

    RESULT = "result"
    VALUE = "value"
    BEFORE_ROUNDING = "before rounding"


@frozen(eq=False)
class Result(Node):
    """What a declaration gives: ``execution``, ``execution.value``, ``total[before rounding]``; inside the declaration
    itself the word ``value`` is its own :attr:`Facet.VALUE`.
    """

    declaration: str
    facet: Facet = Facet.RESULT


@frozen(eq=False)
class Local(Node):
    """A name of the legend (`where`) of `declaration`."""

    declaration: str
    name: str


# ---------------------------------------------------------------- operations


@frozen(eq=False)
class Negate(Node):
    """``-x``."""

    operand: AnyNode


@frozen(eq=False)
class Arithmetic(Node):
    """``a + b``; `operator` is one of ``+ - * / ^``."""

    operator: str
    left: AnyNode
    right: AnyNode


@frozen(eq=False)
class Compare(Node):
    """``a <= b``; `operator` is one of ``= != < <= > >=``."""

    operator: str
    left: AnyNode
    right: AnyNode


@frozen(eq=False)
class Logical(Node):
    """``a and b`` / ``a or b``; `operator` is ``and`` or ``or``."""

    operator: str
    left: AnyNode
    right: AnyNode


@frozen(eq=False)
class Not(Node):
    """``not(c)``."""

    operand: AnyNode


@frozen(eq=False)
class If(Node):
    """``if(c; a; b)``."""

    condition: AnyNode
    then: AnyNode
    otherwise: AnyNode


@frozen(eq=False)
class Extreme(Node):
    """``min(a; b)`` or ``max(a; b)`` of single things; `kind` is ``min`` or ``max``."""

    kind: str
    operands: tuple[AnyNode, ...]


@frozen(eq=False)
class Absolute(Node):
    """``abs(x)``."""

    operand: AnyNode


@frozen(eq=False)
class Logarithm(Node):
    """``ln(x)``."""

    operand: AnyNode


@frozen(eq=False)
class Root(Node):
    """``root(x; n)``; the square root where `degree` was not written."""

    operand: AnyNode
    degree: int = 2


@frozen(eq=False)
class Limit(Node):
    """``limit(x; from a; to b)``; an end that is not written is ``None``."""

    operand: AnyNode
    low: AnyNode | None
    high: AnyNode | None


@frozen(eq=False)
class Round(Node):
    """``round(x; half up; 2 decimals)``."""

    operand: AnyNode
    mode: RoundingMode
    decimals: int


@frozen(eq=False)
class FirstPresent(Node):
    """``first present(a; b)``."""

    operands: tuple[AnyNode, ...]


@frozen(eq=False)
class Corrected(FirstPresent):
    """A column of a source with its corrections: data of the layers, the last one first, and behind them the value as
    reported. `notes` are what the layers say besides: who, when, on what ground.
    """

    notes: tuple[Datum, ...] = field(default=(), kw_only=True)


@frozen(eq=False)
class Has(Node):
    """``has(x)``: whether x is present; always yes or no."""

    operand: AnyNode


@frozen(eq=False)
class MayEqual(Node):
    """``may equal(a; b)``: whether a and b can be the same before their data were rounded."""

    left: AnyNode
    right: AnyNode


@frozen(eq=False)
class Belongs(Node):
    """``belongs(L)``, ``belongs(x; over L)``: whether the element that `operand` yields is in list `list`."""

    operand: AnyNode
    list: str


@frozen(eq=False)
class StateOf(Node):
    """``state(x)``: the word for x's state, to be compared with a state."""

    operand: AnyNode


@frozen(eq=False)
class Progress(Node):
    """``progress(x; from A; to B)`` = (x - A) / (B - A)."""

    operand: AnyNode
    start: AnyNode
    end: AnyNode


@frozen(eq=False)
class Reaches(Node):
    """``reaches(x; b)``, or ``better than(x; b)`` where `strictly`. `direction` yields ``higher`` or ``lower``."""

    operand: AnyNode
    target: AnyNode
    direction: AnyNode
    strictly: bool


@frozen(eq=False)
class WorkingDays(Node):
    """``working days(a; b; calendar c)``: the working days after a up to and including b."""

    start: AnyNode
    end: AnyNode
    calendar: Calendar


@frozen(eq=False)
class WorkingDayAfter(Node):
    """``working day after(a; n; calendar c)``: the day on which n working days have passed after a."""

    start: AnyNode
    count: AnyNode
    calendar: Calendar


@frozen(eq=False)
class LastDay(Node):
    """The last day of a term that is counted from `start`."""

    start: AnyNode
    term: Term


@frozen(eq=False)
class Filed(Node):
    """A datum that was handed in on `day`: late, or *rejected* where `refused`, if that is past the last day. `limits`
    are last days, each of the year that it is of; ``None``: of every one.
    """

    operand: AnyNode
    day: AnyNode
    limits: tuple[tuple[int | None, AnyNode], ...]
    refused: bool


@frozen(eq=False)
class FunctionCall(Node):
    """A call of a declared function: `body` is the function's value with the arguments put in.

    `lists` are the lists given, in the order taken, each with the condition it is narrowed by; `takes` and `gives` the
    contract, `declared` the place of the function's declaration, `label` its own; `legend` has the lines of its `where`
    that the value rests on, each with its name, label and node.
    """

    function: str
    arguments: tuple[tuple[str, AnyNode], ...]
    body: AnyNode
    lists: tuple[tuple[OverList, AnyNode | None], ...] = ()
    takes: tuple[Taken, ...] = field(default=(), kw_only=True, repr=False)
    gives: Taken | None = field(default=None, kw_only=True, repr=False)
    declared: Span | None = field(default=None, kw_only=True, repr=False)
    label: str | None = field(default=None, kw_only=True, repr=False)
    legend: tuple[tuple[str, str | None, AnyNode], ...] = field(default=(), kw_only=True, repr=False)


@frozen(eq=False)
class Shift(Node):
    """``x[previous year]``, ``x[2 quarters ago]``: x for the period `periods` of the program's earlier; `words` says
    how long ago that is.
    """

    operand: AnyNode
    periods: int
    words: str


@frozen(eq=False)
class AtPeriod(Node):
    """``x[2019]``: x for that period."""

    operand: AnyNode
    period: Period


@frozen(eq=False)
class AtElement(Node):
    """``x[mort_30_ami]``: x for that element; `axis` is the root list, `element` a node that yields its code."""

    operand: AnyNode
    axis: str
    element: AnyNode


# ---------------------------------------------------------------- over several


@frozen(eq=False)
class Member(Node):
    """What takes part in an aggregate: `value` itself, or `value` for each of `over` for which `only` holds.

    `value` is ``None`` where elements are only counted. `weight` as written (``60 %``) or computed. `name` is the
    word by which the trace and causes call the member.
    """

    value: AnyNode | None
    name: str
    over: Over | None = None
    only: AnyNode | None = None
    weight: AnyNode | None = None


class AggregateKind(Enum):
    """Which aggregate."""

    COUNT = "count"
    DISTINCT_COUNT = "distinct count"
    SHARE = "share"
    SUM = "sum"
    MEAN = "mean"
    MEDIAN = "median"
    PERCENTILE = "percentile"
    MIN = "min"
    MAX = "max"
    BEST = "best"
    WORST = "worst"
    GEOMETRIC_MEAN = "geometric mean"
    WEIGHTED_MEAN = "weighted mean"


@frozen(eq=False)
class Aggregate(Node):
    """An aggregate of `members`; one member with `over` for a call, any number for a field such as `weighted mean`.

    `share` counts the elements for which its member's `only` holds among all of `over`. `direction` is there for
    ``best`` and ``worst``, `quantile` for ``median`` and ``percentile``. `is_field` says that it stands as the
    declaration's own aggregate field (its rules for members apply).
    """

    kind: AggregateKind
    members: tuple[Member, ...]
    direction: AnyNode | None = None
    is_field: bool = False
    quantile: Quantile | None = None


class Ties(Enum):
    """What ties share."""

    BETTER_PLACE = "ties share the better place"
    MEAN_PLACE = "ties share the mean place"


@frozen(eq=False)
class Rank(Node):
    """``rank(x; over G; highest first; ties share the better place)``: place 1, 2, 2, 4 of the own value in G."""

    operand: AnyNode
    over: OverList
    only: AnyNode | None
    highest_first: bool
    ties: Ties


# ---------------------------------------------------------------- tables


@frozen(eq=False)
class Band:
    """A row of a band table: ends are constants in the operand's unit, ``None`` where open to infinity.

    `edges` are the ends as written, with their units.
    """

    low: fmpq | None
    low_open: bool
    high: fmpq | None
    high_open: bool
    result: AnyNode
    label: str | None
    span: Span
    edges: tuple[Constant, ...] = ()


@frozen(eq=False)
class Bands(Node):
    """``by bands of x``."""

    operand: AnyNode
    bands: tuple[Band, ...]


@frozen(eq=False)
class Line(Node):
    """``by line of x``: straight between the corner points (at, result), flat outside; `edges` as for a band."""

    operand: AnyNode
    corners: tuple[tuple[fmpq, AnyNode], ...]
    edges: tuple[Constant, ...] = ()


@frozen(eq=False)
class Case:
    """A row of a case table; `condition` is ``None`` for ``otherwise``."""

    condition: AnyNode | None
    result: AnyNode
    span: Span
    label: str | None = None


@frozen(eq=False)
class Cases(Node):
    """A case table; `first` where it says ``first that holds``."""

    rows: tuple[Case, ...]
    first: bool


@frozen(eq=False)
class ValueRow:
    """A row of a value table: the operand's value and what it leads to; `key` is ``None`` for ``otherwise``."""

    key: Value | State | None
    result: AnyNode
    span: Span


@frozen(eq=False)
class ByValues(Node):
    """``by values of x``."""

    operand: AnyNode
    rows: tuple[ValueRow, ...]


AnyNode = (
    Constant
    | StateConstant
    | Undetermined
    | Datum
    | RowColumn
    | Element
    | BoundElement
    | ElementConstant
    | Attribute
    | ParameterValue
    | Result
    | Local
    | Negate
    | Arithmetic
    | Compare
    | Logical
    | Not
    | If
    | Extreme
    | Absolute
    | Logarithm
    | Root
    | Limit
    | Round
    | FirstPresent
    | Corrected
    | Has
    | Belongs
    | MayEqual
    | StateOf
    | Progress
    | Reaches
    | WorkingDays
    | WorkingDayAfter
    | LastDay
    | Filed
    | FunctionCall
    | Shift
    | AtPeriod
    | AtElement
    | Aggregate
    | Rank
    | Bands
    | Line
    | Cases
    | ByValues
)
"""Every node but :class:`Member`, which stands in aggregates only."""
