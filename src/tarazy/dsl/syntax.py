"""The tree of a ``.meth`` file, as written: declarations, their lines and the values on them.

Everything is a frozen record whose place (`span`) and comments are left out of equality, so that two texts that say the
same make equal trees. Keywords stand here by their language-neutral key (``not_less_than``), never by a spelling.
"""

from __future__ import annotations

from datetime import date

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.periods import PartOfYear, Period
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.source import Source, Span
from tarazy.dsl.syntax_columns import BoundColumn, ColumnType
from tarazy.dsl.syntax_dates import DayOfYear, Holders
from tarazy.dsl.units import UnitFactor


def _span() -> Span:
    return field(eq=False, repr=False, kw_only=True)  # type: ignore[no-any-return]  # attrs types `field()` as Any


# ---------------------------------------------------------------- expressions


@frozen
class Number:
    """A numeral as written, with what stands behind it: ``75_000 int_dollar per person``, ``90 %``.

    `value` is the number meant (``90 %`` is 9/10; scale words of the unit are *not* multiplied in); `digits` the
    spelling, which the formatter keeps.
    """

    digits: str = field(eq=False)
    value: fmpq
    percent: bool = False
    unit: tuple[UnitFactor, ...] = ()
    span: Span = _span()


@frozen
class Text:
    """A quoted text."""

    value: str
    span: Span = _span()


@frozen
class YesNo:
    """``yes`` or ``no``."""

    value: bool
    span: Span = _span()


@frozen
class Day:
    """A calendar date; `illustrative` marks a day that no act gives."""

    value: date
    illustrative: bool = False
    span: Span = _span()


@frozen
class Name:
    """A name, dotted or not; `own_value` where ``.value`` ends it (``execution.value``)."""

    parts: tuple[str, ...]
    own_value: bool = False
    span: Span = _span()

    @property
    def text(self) -> str:
        """The name as one string of bare parts."""
        return ".".join(self.parts)


@frozen
class OwnValue:
    """The word ``value``: what the declaration's own `value` line gave."""

    span: Span = _span()


@frozen
class PeriodWord:
    """A half-year, quarter or month as it is written: ``2024-H1``, ``2024-Q3``, ``2024-03``."""

    value: PartOfYear
    span: Span = _span()


@frozen
class SetWord:
    """A reserved word for a set: ``applicable``, ``evaluated``, ``other``, ``children``."""

    word: str
    span: Span = _span()


@frozen
class StateWord:
    """A state where a value can stand: key such as ``not_applicable``, ``absent``, ``not_computed``, ``present``."""

    state: str
    span: Span = _span()


@frozen
class Undetermined:
    """``undetermined "…"``: what an act leaves open."""

    text: str
    span: Span = _span()


@frozen
class Negative:
    """``-x``."""

    operand: Expression
    span: Span = _span()


@frozen
class Arithmetic:
    """``a + b`` and its like; `operator` is one of ``+ - * / ^``, its own place in `operator_span`."""

    operator: str
    left: Expression
    right: Expression
    operator_span: Span = _span()
    span: Span = _span()


@frozen
class Comparison:
    """``a <= b``; `operator` is one of ``= != < <= > >=``."""

    operator: str
    left: Expression
    right: Expression
    operator_span: Span = _span()
    span: Span = _span()


@frozen
class Logical:
    """``a and b``, ``a or b``; `operator` is ``and`` or ``or``."""

    operator: str
    left: Expression
    right: Expression
    operator_span: Span = _span()
    span: Span = _span()


@frozen
class Argument:
    """One argument of a call.

    `label` is the key of its leading word (``over``, ``only``, ``from``, ``to``, ``weight``), or of a fixed phrase that
    stands alone (``highest_first``, ``ties_better``, ``half_up``, ``sample``), or ``decimals``; empty for a bare
    operand. `element` is the name behind ``as``: ``over regions as rival``.
    """

    label: str
    value: Expression | None
    element: Name | SetWord | None = None
    label_span: Span | None = field(default=None, eq=False, repr=False, kw_only=True)
    span: Span = _span()


@frozen
class Call:
    """``mean(x; over L; only c)``. `function` is the key of a built-in (``mean``) or a declared function's name."""

    function: str
    builtin: bool
    arguments: tuple[Argument, ...]
    function_span: Span = _span()
    span: Span = _span()


@frozen
class Selector:
    """What stands in brackets behind a name or a call.

    kinds and their fields: ``previous_year``; ``years_ago`` (`number`); ``last_years`` (`number`), and the same of the
    other periods, such as ``quarters_ago``; ``period`` (`period`); ``element`` (`expression`, a name); ``only``
    (`expression`, a condition); ``successor``; ``predecessor``; ``before_rounding``.
    """

    kind: str
    number: int | None = None
    expression: Expression | None = None
    period: Period | None = None
    span: Span = _span()


@frozen
class Selection:
    """``x[previous year]``: `operand` is a name or a call."""

    operand: Name | Call | OwnValue
    selectors: tuple[Selector, ...]
    span: Span = _span()


Expression = (
    Number
    | Text
    | YesNo
    | Day
    | Name
    | OwnValue
    | PeriodWord
    | SetWord
    | StateWord
    | Undetermined
    | Negative
    | Arithmetic
    | Comparison
    | Logical
    | Call
    | Selection
)

# ---------------------------------------------------------------- values of fields


@frozen
class Citation:
    """``decree p. 20(3)``: an act's name (``None`` = this methodology's own text is meant by ``p.`` alone), the kind of
    place (``p``, ``annex``, ``row``, ``step``; empty for the act as a whole) and its number as written (``20(3)``).
    """

    act: Name | None
    kind: str = ""
    number: str = ""
    span: Span = _span()


@frozen
class Citations:
    """Value of ``basis``."""

    items: tuple[Citation | Undetermined, ...]
    span: Span = _span()


@frozen
class Raw:
    """A value taken as it stands, such as the version ``2021.1``."""

    text: str
    span: Span = _span()


@frozen
class Phrase:
    """One of a closed set of words, by key: ``year`` for ``period``, ``equal_otherwise_error`` for ``same key``."""

    key: str
    span: Span = _span()


@frozen
class Names:
    """Names parted by commas."""

    items: tuple[Name | SetWord, ...]
    span: Span = _span()


@frozen
class MembersValue:
    """Members of an aggregate on its line: names, each maybe with selectors (``measure_score[only …],
    surgical_site``).
    """

    items: tuple[Expression, ...]
    span: Span = _span()


@frozen
class Outcome:
    """What a rule, a table's cell or an example leads to.

    `value` is an expression, a state, or a :class:`Phrase` such as ``weights_rescaled``; `because` names causes after
    ``not computed because``; `illustrative` marks a number that no act gives.
    """

    value: Expression | Phrase
    because: tuple[Expression, ...] = ()
    basis: Citations | None = None
    marked: bool = False
    number_shown: bool = False
    illustrative: bool = False
    span: Span = _span()


@frozen
class Requirement:
    """Value of ``needs``: an amount and what happens below it.

    `amount` is ``None`` for ``all``; `measure` says what it counts: ``members``, ``share`` (``50 %``) or ``weight``
    (``50 % of weight``); `illustrative` marks an amount that no act gives.
    """

    amount: fmpq | None
    measure: str
    otherwise: Outcome | None
    illustrative: bool = False
    amount_span: Span | None = field(default=None, eq=False, repr=False)
    span: Span = _span()


@frozen
class Rounding:
    """Value of ``round``: ``half up, 2 decimals``."""

    mode: RoundingMode
    decimals: int
    span: Span = _span()


@frozen
class ShownWith:
    """Value of ``shown with``: digits for print, which change no value."""

    decimals: int
    span: Span = _span()


@frozen
class InLanguage:
    """Value of ``name`` and ``label``: a name or a text, and the code of the language that it is of.

    Without a value it says in which language the name or the label on the head is, where that is not the file's.
    """

    language: str
    value: Name | Text | None
    span: Span = _span()


@frozen
class FileReference:
    """Value of ``file``: a path, maybe a sheet or table in it, maybe the period of a file without such a column."""

    path: str
    sheet: str | None = None
    period: Period | None = None
    table: str | None = None
    span: Span = _span()


@frozen
class RowRange:
    """Value of ``header row``: the first row and the last, which is the same where there is one."""

    first: int
    last: int
    span: Span = _span()


@frozen
class KeyPart:
    """``"iso3" = unit`` or ``year``: `title` is the column's title where it differs from the name."""

    name: str
    title: str | None = None
    span: Span = _span()


@frozen
class Key:
    """Value of ``key``."""

    parts: tuple[KeyPart, ...]
    span: Span = _span()


@frozen
class WidePart:
    """``"{measure}_base" = baseline``: titles of the columns that hold `column`, one for each element in braces."""

    pattern: str
    column: str
    span: Span = _span()


@frozen
class Wide:
    """Value of ``wide``."""

    parts: tuple[WidePart, ...]
    span: Span = _span()


@frozen
class ForEach:
    """``measures as measure``."""

    list_name: Name
    element: str
    span: Span = _span()


FieldValue = (
    Text
    | Raw
    | Day
    | Phrase
    | Names
    | MembersValue
    | Citations
    | Outcome
    | Requirement
    | Rounding
    | ShownWith
    | FileReference
    | RowRange
    | Key
    | Wide
    | ForEach
    | ColumnType
    | InLanguage
    | DayOfYear
    | Holders
)

# ---------------------------------------------------------------- rows and tables


BLANK_LINE = "\n"
"""Among comments: the blank line that parts the comment above a section from the declaration below it."""


@frozen
class Comments:
    """Comments kept for the formatter: on lines of their own before the thing, and behind it on its line.

    Before a declaration, and at the end of a file, :data:`BLANK_LINE` stands among them where a blank line does.
    """

    before: tuple[str, ...] = ()
    trailing: str = ""


NO_COMMENTS = Comments()


def _comments() -> Comments:
    return field(default=NO_COMMENTS, eq=False, repr=False, kw_only=True)


@frozen
class Row:
    """``name: value`` under a field.

    `target` is what stands before the colon: a plain name (columns, legend, takes), an expression (given, expect: maybe
    with a selector; weights: a member), a number (a year of a parameter).
    """

    target: Expression
    value: ColumnType | BoundColumn | Outcome
    label: str | None = None
    comments: Comments = _comments()
    span: Span = _span()


@frozen
class Header:
    """Head of a table's column: key of a header word (``from``, ``points``), or the bare name of a data column."""

    key: str
    is_keyword: bool
    span: Span = _span()


@frozen
class TableRow:
    """Cells of a row; ``None`` is an empty cell (an open end)."""

    cells: tuple[Outcome | None, ...]
    comments: Comments = _comments()
    span: Span = _span()


@frozen
class Table:
    """A table.

    forms: ``bands`` (``by bands of x``, and the own table of a grade), ``line`` (``by line of x``), ``values`` (``by
    values of x``), ``first`` (``first that holds``), ``cases`` (headed ``when`` without that phrase), ``data`` (rows
    of a list or of an example). `operand` stands behind the phrase.
    """

    form: str
    operand: Expression | None
    headers: tuple[Header, ...]
    rows: tuple[TableRow, ...]
    span: Span = _span()


@frozen
class Field:
    """A line of a declaration: its keyword's key, its value, and what stands on deeper lines.

    Where a table follows a phrase (``points  by bands of value``) the phrase's form and operand stand in `table` and
    `value` is empty.
    """

    keyword: str
    value: FieldValue | None = None
    rows: tuple[Row, ...] = ()
    table: Table | None = None
    keyword_span: Span = _span()
    comments: Comments = _comments()
    span: Span = _span()


@frozen
class Declaration:
    """A declaration.

    `kind` is the key of its head (``indicator``, ``list``); for ``every indicator`` it is ``every`` and `role` holds
    ``indicator``. `name` is ``None`` for an example and for ``every``; `of` stands behind ``of`` (``grade g of
    total``). `table` is the declaration's own table.
    """

    kind: str
    name: Name | None
    label: str | None = None
    of: Name | None = None
    role: str = ""
    fields: tuple[Field, ...] = ()
    table: Table | None = None
    name_span: Span | None = field(default=None, eq=False, repr=False, kw_only=True)
    comments: Comments = _comments()
    span: Span = _span()

    def field(self, keyword: str) -> Field | None:
        """First line with this keyword."""
        return next((line for line in self.fields if line.keyword == keyword), None)

    def all_fields(self, keyword: str) -> tuple[Field, ...]:
        """Every line with this keyword, in the order written."""
        return tuple(line for line in self.fields if line.keyword == keyword)


@frozen
class File:
    """A parsed file: its declarations in the order written, and the comments behind the last of them.

    `unread` holds the words of lines that could not be read and would have declared a name: whoever meets one of them
    as a name knows that the fault has been reported already. It is empty where the file was read without findings.
    `language` is that of its keywords.
    """

    source: Source = field(eq=False, repr=False)
    declarations: tuple[Declaration, ...] = ()
    comments_at_end: tuple[str, ...] = field(default=(), eq=False, repr=False)
    unread: tuple[str, ...] = field(default=(), eq=False, repr=False)
    language: str = field(default="en", eq=False, repr=False)
