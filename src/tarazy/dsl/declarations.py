"""Declarations with their names resolved: what a program is made of.

Codes are the stable names of declarations; a module's declarations are coded as in their file. Everything is frozen; a
declaration is compared by identity.
"""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import cached_property

from attrs import evolve, field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.function_contract import Taken
from tarazy.dsl.intervals import Interval
from tarazy.dsl.membership import Membership
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import Aggregate, AnyNode, Value
from tarazy.dsl.outside import Outside
from tarazy.dsl.periods import PARTS, Period, first_day, last_day, parts_of
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.table_layout import PLAIN, TableLayout
from tarazy.dsl.units import Shape, Unit
from tarazy.dsl.value_types import ValueType

# ---------------------------------------------------------------- the frame


@frozen(eq=False)
class Methodology:
    """Head of the program; `evaluates` is the code of the list that is the bodies (``None``: nothing is evaluated)."""

    code: str
    label: str | None
    version: str
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    in_force_from: date | None
    in_force_until: date | None
    period: str
    evaluates: str | None
    span: Span
    barred: tuple[syntax.Field, ...] = field(default=(), eq=False, repr=False)
    """Lines that bar a kind of source from all that is computed."""

    @property
    def parts(self) -> int:
        """How many of its periods a year has."""
        return PARTS[self.period]

    def holds(self, period: Period) -> bool:
        """Whether a period lies in its days in force as a whole."""
        begins_in_time = self.in_force_from is None or self.in_force_from <= first_day(period)
        return begins_in_time and (self.in_force_until is None or last_day(period) <= self.in_force_until)

    @property
    def days_in_force(self) -> str:
        """From when to when it is in force, in words."""
        begin = "" if self.in_force_from is None else f"from {self.in_force_from}"
        end = "" if self.in_force_until is None else f"until {self.in_force_until}"
        return " ".join(filter(None, (begin, end)))


@frozen(eq=False)
class Act:
    """A legal act or another document that paragraphs are cited from."""

    code: str
    label: str | None
    issuer: str | None
    number: str | None
    address: str | None
    date: date | None
    span: Span


@frozen(eq=False)
class Parameter:
    """A number (date, word) set by an act. `by_period` maps a first period to the value from it until the next row; a
    parameter with one value for all has ``None`` as its only key.

    Of a choice, `options` are the words that can be chosen, each with its effect; of a target, `of` is the code of the
    declaration that it is a plan for.
    """

    code: str
    label: str | None
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    by_period: tuple[tuple[Period | None, AnyNode], ...]
    span: Span
    options: tuple[tuple[str, str], ...] = ()
    of: str | None = None


@frozen(eq=False)
class Function:
    """A declared function: its contract, and the declaration whose value is put in at each call; `span` is the place of
    its name.
    """

    code: str
    label: str | None
    takes: tuple[Taken, ...]
    gives: Taken | None
    written: syntax.Declaration = field(repr=False)
    span: Span = field(repr=False)


# ---------------------------------------------------------------- data


@frozen(eq=False)
class Column:
    """A column of a list or source, and so its contract with the data.

    Parameters
    ----------
    type, shape
        What its values are; for numbers their unit and whether a cell is read as percent.
    decimals
        Most digits after the point in a cell; ``None`` where none are declared.
    range
        Values allowed, in the declared unit as the cell is written (a cell ``90`` of unit ``%`` is checked as 90);
        ``None``: any.
    codes
        Texts of a cell and what each means, where `coded`.
    written_title
        Title in the file where it is not the name.
    """

    name: str
    type: ValueType
    shape: Shape
    decimals: int | None
    range: Interval | None
    may_be_absent: bool
    codes: tuple[tuple[str, Value | State], ...]
    label: str | None
    span: Span
    written_title: str | None = None

    @property
    def states(self) -> frozenset[State]:
        """States that a cell can have in place of a value."""
        coded = frozenset(meaning for _, meaning in self.codes if isinstance(meaning, State))
        return coded | {State.ABSENT} if self.may_be_absent else coded

    @property
    def title(self) -> str:
        """Title of the column in its files: as written, else its name."""
        return self.name if self.written_title is None else self.written_title


@frozen(eq=False)
class KeyAxis:
    """One part of a source's key: the axis it runs along.

    `axis` is ``period`` or the code of a root list; `list` the code of the list named (``None`` for the period);
    `title` the column's title in the file. `parts` says how many of the periods named a year has.
    """

    name: str
    axis: str
    list: str | None
    title: str
    span: Span
    parts: int = 1


@frozen(eq=False)
class WideColumn:
    """A column laid out as several: `pattern` has one ``{element}`` in braces, which is the name of a key part."""

    pattern: str
    element: str
    column: str
    span: Span


class SameKey(Enum):
    """What holds where two rows of a source have the same key."""

    ERROR = "error"
    EQUAL = "equal, otherwise error"
    FIRST_FILE = "first file"
    LAST_FILE = "last file"


@frozen(eq=False)
class ListDeclaration:
    """A list: of bodies, of measures, a part of another (`of`); `layout` is what its files share.

    `root` is the code of the list that the whole of it is part of (its own where it is no part); it names the axis.
    `element` is the name of one element; `key_title` the title of the key column in its files. `rows` are the elements
    written in the text: code and the values of `columns`, in order. `membership` says in which periods each
    belongs to it.
    """

    code: str
    label: str | None
    of: str | None
    root: str
    element: str | None
    key_title: str
    files: tuple[syntax.FileReference, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Value | State, ...]], ...]
    only: AnyNode | None
    span: Span
    layout: TableLayout = PLAIN
    membership: Membership | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it has other elements in other periods."""
        return self.membership is not None or any(file.period is not None for file in self.files)

    def layout_of(self, file: syntax.FileReference) -> TableLayout:
        """How the table in one of the files is laid out."""
        return evolve(self.layout, sheet=file.sheet, table=file.table)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)


@frozen(eq=False)
class SourceDeclaration:
    """A source: rows of values by key; `layout` is what its files share.

    Of a correction, `corrects` is the code of the source whose values its own take the place of, and `stage` when.
    `filed` are the column that says when a row was handed in, and the names of its deadlines. `merging` is the word of
    ``at reorganisation``: how figures of a former body are taken with those of its successor.
    """

    code: str
    label: str | None
    kind: str | None
    holder: str | None
    verification: str | None
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    files: tuple[syntax.FileReference, ...]
    same_key: SameKey
    key: tuple[KeyAxis, ...]
    wide: tuple[WideColumn, ...]
    columns: tuple[Column, ...]
    span: Span
    layout: TableLayout = PLAIN
    corrects: str | None = None
    stage: str | None = None
    filed: tuple[str, ...] = ()
    merging: str | None = None

    def layout_of(self, file: syntax.FileReference) -> TableLayout:
        """How the table in one of the files is laid out."""
        return evolve(self.layout, sheet=file.sheet, table=file.table)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def has_period(self) -> bool:
        """Whether its values belong to periods: by a key column, or because its files say which they are of."""
        return any(part.axis == "period" for part in self.key) or any(file.period is not None for file in self.files)

    @property
    def parts(self) -> int:
        """How many of its periods a year has: of those that its key names, else of those of its files."""
        named = [part.parts for part in self.key if part.axis == "period"]
        return next(iter((*named, *(parts_of(file.period) for file in self.files if file.period is not None))), 1)

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """Axes of its columns, in the order in which keys of a loaded table are made: lists as in `key`, period
        last.
        """
        lists = tuple(part.axis for part in self.key if part.axis != "period")
        return (*lists, "period") if self.has_period else lists


# ---------------------------------------------------------------- what is computed


class Role(Enum):
    """Role of a declaration that computes: what it must state differs, what it can compute does not."""

    INDICATOR = "indicator"
    QUANTITY = "quantity"
    CRITERION = "criterion"
    PART = "part"
    BLOCK = "block"
    SCORE = "score"
    DEDUCTION = "deduction"
    BONUS = "bonus"
    STATUS = "status"
    SELECTION = "selection"
    GRADE = "grade"
    RANK = "rank"


@frozen(eq=False)
class Family:
    """``for each  measures as measure``: `list` is the list's code, `axis` its root's, `element` the name used
    inside.
    """

    list: str
    axis: str
    element: str


@frozen(eq=False)
class Where:
    """A line of the legend."""

    name: str
    node: AnyNode
    label: str | None
    span: Span


@frozen(eq=False)
class RoundStep:
    """``round  half up, 2 decimals``."""

    mode: RoundingMode
    decimals: int
    span: Span


@frozen(eq=False)
class BoundStep:
    """``not less than x`` (`upper` false) or ``not more than x`` (`upper` true)."""

    bound: AnyNode
    upper: bool
    span: Span


@frozen(eq=False)
class AdjustStep:
    """``less  a, b`` (`sign` -1) or ``plus  a, b`` (`sign` 1): results of deductions or bonuses taken off or added."""

    members: tuple[AnyNode, ...]
    sign: int
    span: Span


Step = RoundStep | BoundStep | AdjustStep


@frozen(eq=False)
class OutcomeRule:
    """A line such as ``no data  0 points, basis methodology p. 24``: what a cause leads to.

    `inherited` where an ``every ROLE`` declaration wrote it.
    """

    field: str
    node: AnyNode
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    marked: bool
    inherited: bool
    span: Span


class MemberTreatment(Enum):
    """What members in a state lead to in an aggregate, where it is no value or state.

    The first four leave them out and differ in what follows for the others; the last two put a value in.
    """

    WEIGHTS_RESCALED = "weights rescaled"
    MAXIMUM_LOWERED = "maximum lowered"
    DIVIDED_BY_THOSE_TAKING_PART = "divided by those taking part"
    LEFT_OUT = "left out"
    MEAN_OF_THE_OTHERS = "mean of the others"
    MOST_POINTS = "most points"


@frozen(eq=False)
class MemberRule:
    """A line such as ``not applicable members  weights rescaled``: a treatment, or a value or state put in (`node`)."""

    field: str
    treatment: MemberTreatment | None
    node: AnyNode | None
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    span: Span


@frozen(eq=False)
class Rules:
    """Rules of a declaration, those that are written or inherited."""

    no_data: OutcomeRule | None = None
    not_yet_published: OutcomeRule | None = None
    zero_divisor: OutcomeRule | None = None
    all_equal: OutcomeRule | None = None
    nothing_to_count: OutcomeRule | None = None
    not_applicable_members: MemberRule | None = None
    not_counted_members: MemberRule | None = None

    def written(self) -> tuple[OutcomeRule | MemberRule, ...]:
        """Those that are there, in a fixed order."""
        every = (
            self.no_data,
            self.not_yet_published,
            self.zero_divisor,
            self.all_equal,
            self.nothing_to_count,
            self.not_applicable_members,
            self.not_counted_members,
        )
        return tuple(rule for rule in every if rule is not None)


class Coverage(Enum):
    """What `needs` counts."""

    MEMBERS = "members"
    SHARE = "share"
    WEIGHT = "weight"
    ALL = "all"


@frozen(eq=False)
class Needs:
    """``needs  2, otherwise not computed``. `amount`: a count for members, a fraction for share and weight, 0 for
    all. `illustrative`: no act gives it.
    """

    coverage: Coverage
    amount: Value
    otherwise: AnyNode
    span: Span
    illustrative: bool = False


@frozen(eq=False)
class Computed:
    """A declaration that computes: a total function from its axes to a cell.

    Order at one node: `value`, `value_steps`, `points`, `points_steps`, then the rules, then the result.

    Parameters
    ----------
    applies_to, does_not_apply_to
        Codes of lists of bodies (or elements of the evaluated list's parts); outside the result is *not applicable*.
    better
        Node that yields ``higher``, ``lower`` or ``none``.
    value
        The formula, table or aggregate.
    of
        Code of the declaration that a grade is of.
    shown_decimals
        Digits for print; changes no value.
    leaves_up
        Whether it may use its own result over the children in a tree.
    left_out
        Codes of the bodies whose variant leaves it out.
    outside
        To whom it does not apply by a scope, or by a conflict that is not settled.
    """

    code: str
    role: Role
    label: str | None
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    families: tuple[Family, ...]
    applies_to: str | None
    does_not_apply_to: str | None
    better: AnyNode | None
    value: AnyNode
    value_steps: tuple[Step, ...]
    points: AnyNode | None
    points_steps: tuple[Step, ...]
    where: tuple[Where, ...]
    rules: Rules
    needs: Needs | None
    most_points: AnyNode | None
    of: str | None
    shown_decimals: int | None
    unit: Unit | None
    period: str | None
    written: syntax.Declaration = field(repr=False)
    span: Span = field(repr=False)
    leaves_up: bool = False
    left_out: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()

    @property
    def is_limited(self) -> bool:
        """Whether it is not applicable to some bodies."""
        return self.is_for_some or bool(self.outside)

    @property
    def is_for_some(self) -> bool:
        """Whether it is by itself for some bodies only; a scope leaves bodies out of what is of a body already."""
        return self.applies_to is not None or self.does_not_apply_to is not None or bool(self.left_out)

    @property
    def gives_points(self) -> bool:
        """Whether its result is points: it has a `points` line, or is a deduction or bonus."""
        return self.points is not None or self.role in (Role.DEDUCTION, Role.BONUS)

    @property
    def aggregate(self) -> Aggregate | None:
        """The one aggregate that `needs` and the rules for members are about: its field, or the only one in `value`."""
        found = [node for node in walk(self.value) if isinstance(node, Aggregate)]
        return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- assertions


@frozen(eq=False)
class Check:
    """``check name  holds condition``: asserted of every body and period where it has a value."""

    code: str
    label: str | None
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    holds: AnyNode
    span: Span


@frozen(eq=False)
class Given:
    """A datum or result set by an example.

    `target` is ``source.column`` or the code of a declaration; `elements` the elements in brackets by axis; `period`
    where one is named; `cell` a present value or a state; `shape` the unit in which a number is written.
    """

    target: str
    facet: str
    elements: tuple[tuple[str, str], ...]
    period: Period | None
    cell: Value | State
    span: Span
    shape: Shape | None = None


@frozen(eq=False)
class GivenRow:
    """A row of a register that an example gives: its cells by column; ``None`` where it says that there are no rows."""

    register: str
    cells: tuple[tuple[str, Value | State], ...] | None
    period: Period | None
    span: Span


@frozen(eq=False)
class Expectation:
    """A cell an example expects; fields that it shares with :class:`Given` mean the same. `because`: causes of *not
    computed*, where they are named; `error`: a code expected.
    """

    target: str
    facet: str
    elements: tuple[tuple[str, str], ...]
    period: Period | None
    cell: Value | State | None
    because: tuple[str, ...]
    error: str | None
    span: Span
    shape: Shape | None = None


@frozen(eq=False)
class Example:
    """A test in the file. `bodies` are invented; the last period named (else the first in force) is the evaluated
    one.
    """

    label: str
    bodies: tuple[str, ...]
    period: Period | None
    given: tuple[Given, ...]
    expect: tuple[Expectation, ...]
    span: Span
    rows: tuple[GivenRow, ...] = ()
