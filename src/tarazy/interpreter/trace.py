"""The trace of a value: what it is, the act it rests on, and everything it was made of, down to the cell of a file.

A trace is a tree of plain texts; whoever prints or stores it needs neither the program nor the data. It is built by
:mod:`tarazy.interpreter.tracing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import frozen

from tarazy.interpreter.cell_words import Reading
from tarazy.interpreter.cells import PlaceParts


class Kind(Enum):
    """What a node of a trace stands for."""

    DECLARATION = "declaration"
    LOCAL = "local"
    """A name of the legend."""
    DATUM = "datum"
    """A cell of a source."""
    ATTRIBUTE = "attribute"
    """A cell of a list."""
    PARAMETER = "parameter"


@frozen
class Paragraph:
    """A paragraph that something rests on: the act's code and the place in it, as a person reads it.

    `inherited` where a line for all declarations of a role gave it.
    """

    text: str
    act: str
    inherited: bool = False


@frozen
class Quantity:
    """A cell with its unit: `reading` for machines, `shown` for people."""

    reading: Reading
    unit: str
    shown: str


@frozen
class SourceCell:
    """Where a datum was read.

    Parameters
    ----------
    source, label
        Code and label of the source or list.
    file, sha256, row, column
        The file as the source names it, the hash of its bytes, the row counted from 1 with the header row, and the
        column's title; `row` is ``None`` where no row has that key, or the value is written in the text.
    sheet
        Of a workbook, or the table of a database.
    formula
        The sender's own formula, where the workbook holds one and the value is what it gave there.
    written
        What stands in the cell, where it is not what the value is shown as: ``1 234,5``, or ``1`` for a word.
    also
        Further cells that say the same of the same key, where the line `same key` allows it.
    """

    source: str
    label: str
    file: str = ""
    sha256: str = ""
    row: int | None = None
    column: str = ""
    sheet: str = ""
    formula: str = ""
    written: str = ""
    also: tuple[SourceCell, ...] = ()


@frozen
class Branch:
    """A row of a table or a branch of a condition.

    Parameters
    ----------
    written, numbers
        The condition, or the row's ends, as written and with numbers put in.
    condition
        What the condition gave; ``None`` where there is none, or it is not defined.
    result
        What the row leads to, as written, and of the row that is taken with numbers put in.
    taken
        Whether the value comes from this row.
    label
        Label of the row.
    gives_value
        Whether what it leads to is the value of the formula, not of a part such as a weight.
    """

    written: str
    numbers: str
    condition: Quantity | None
    result: str
    result_numbers: str
    taken: bool
    label: str = ""
    gives_value: bool = False


@frozen
class MemberTrace:
    """A member of an aggregate.

    Parameters
    ----------
    name, element
        Word for the member, and the element or period it is for (empty where it is over none).
    value
        Its own cell.
    part
        ``takes part``, or why not.
    weight, effective_weight
        As written and after what is left out is left out; empty where members are not weighted.
    put_in
        What a rule for members puts in for its own cell.
    """

    name: str
    element: str
    value: Quantity
    part: str
    weight: str = ""
    effective_weight: str = ""
    put_in: Quantity | None = None


@frozen
class RowsTrace:
    """The rows of a register behind an aggregate: told by what they have in common, not one by one.

    Parameters
    ----------
    register, label
        Code and label of the register.
    belonging
        Whose rows and of which periods, as a person reads it.
    condition
        The `only` of the call as written; empty where there is none.
    of
        How many rows belong there, whether the condition holds for them or not.
    sha256
        Hash of the rows that take part: the same for the same rows in whatever order they stand.
    files
        Files that the register is read from, each with the hash of its bytes.
    """

    register: str
    label: str
    belonging: str
    condition: str
    of: int
    sha256: str
    files: tuple[tuple[str, str], ...] = ()


@frozen
class AggregateTrace:
    """An aggregate with its members.

    `kind` is which it is: ``mean``, ``weighted mean``, ``min``.

    Of rows of a register `rows` says which they are. Of a statistic over bodies the members are not listed: `count`
    and `members_sha256` say which and with what values.
    `treatment` says what members that are left out lead to, in words: ``weights rescaled``; `most_points` how many
    points could be had with them and without them, where the policy rests on that.
    """

    written: str
    kind: str
    value: Quantity
    count: int
    left_out: int
    members: tuple[MemberTrace, ...] = ()
    members_sha256: str = ""
    treatment: str = ""
    most_points: tuple[str, ...] = ()
    rows: RowsTrace | None = None


@frozen
class Neighbour:
    """An element near in rank: its place and value."""

    element: str
    place: str
    value: Quantity


@frozen
class RankTrace:
    """A place in a ranked group.

    Parameters
    ----------
    place, count
        The own place, and of how many.
    members_sha256
        Hash over the members and their values.
    tied, before, after
        Those with the same place, and those with the next better and the next worse.
    """

    written: str
    place: Quantity
    count: int
    members_sha256: str
    tied: tuple[Neighbour, ...] = ()
    before: tuple[Neighbour, ...] = ()
    after: tuple[Neighbour, ...] = ()


@frozen
class StepTrace:
    """A step under a value or points: what it is, the value before and after it."""

    text: str
    before: Quantity
    after: Quantity


@frozen
class FunctionTrace:
    """A function that a formula calls, or one called by such a function: its name, what it computes, its place."""

    name: str
    label: str
    place: str


@frozen
class TermTrace:
    """How long a term is and how it is counted.

    Parameters
    ----------
    days, in_working_days
        How many days, and whether only working days are counted.
    first_day, day_off
        Keys of the words for the day with which it begins and for where a last day goes that is a day off.
    start
        From what it is counted, as written.
    """

    days: int
    in_working_days: bool
    first_day: str
    day_off: str
    start: str


@frozen
class DaysTrace:
    """Days counted: between two days, so many after one, or the last of a `term`.

    Parameters
    ----------
    start, end
        From which day to which.
    calendar, version
        By which it is known which days are worked; empty where nothing asks.
    not_worked, worked
        Days between them that differ from the week of five days, Monday to Friday.
    """

    written: str
    value: Quantity
    start: date
    end: date
    calendar: str = ""
    version: str = ""
    not_worked: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()
    term: TermTrace | None = None


@frozen
class ArgumentTrace:
    """What a call gives to a function: by which name there, as the call writes it, and its value; for another period or
    element, the name with its selector and the value there alone.
    """

    name: str
    written: str
    value: Quantity


@frozen
class LegendTrace:
    """A line of a function's legend."""

    name: str
    label: str
    formula: Formula


@frozen
class CallTrace:
    """A call of a declared function, opened.

    Parameters
    ----------
    name, label, place
        Of the function: what it is called, what it computes, file and line.
    written
        The call as written.
    formula
        The function's value in its own names, with what that one calls.
    arguments
        Those that were asked for at the place of the call; what is asked of every element of a list alone has no one
        value.
    legend
        Lines that the value rests on here.
    """

    name: str
    label: str
    place: str
    written: str
    formula: Formula
    arguments: tuple[ArgumentTrace, ...] = ()
    legend: tuple[LegendTrace, ...] = ()


@frozen
class Formula:
    """A line that computes: `value`, `points` or one of the legend.

    Parameters
    ----------
    line
        Which line.
    written, numbers
        The formula as written, and with the numbers put in.
    value
        What it gave, before the steps under it.
    steps
        In the order in which they act.
    branches
        Rows of its table or branches of its conditions.
    aggregates, ranks
        Those inside it.
    functions
        Those that it calls, and those that they call.
    calls
        Its calls of functions, each opened.
    days
        Days that it counts by a calendar.
    """

    line: str
    written: str
    numbers: str
    value: Quantity
    steps: tuple[StepTrace, ...] = ()
    branches: tuple[Branch, ...] = ()
    aggregates: tuple[AggregateTrace, ...] = ()
    ranks: tuple[RankTrace, ...] = ()
    functions: tuple[FunctionTrace, ...] = ()
    calls: tuple[CallTrace, ...] = ()
    days: tuple[DaysTrace, ...] = ()


def with_those_called(formula: Formula) -> Iterator[Formula]:
    """A formula and the lines of the functions that it calls, each before what it calls itself."""
    yield formula
    for call in formula.calls:
        for one in (call.formula, *(line.formula for line in call.legend)):
            yield from with_those_called(one)


@frozen
class FiredRule:
    """The rule that gave a result in place of the formula, or acted on members."""

    rule: str
    text: str
    place: str
    basis: tuple[Paragraph, ...] = ()
    inherited: bool = False


@frozen
class Reference:
    """A later mention of a node that is shown in full elsewhere in the trace."""

    key: str


@frozen
class TraceNode:
    """A value with all that it was made of.

    Parameters
    ----------
    key
        Names the node within its trace: ``achievement[mort_30_ami]``.
    kind, name, label, role
        What it is, its code, its label and, of a declaration, its role.
    elements
        Entries of its own axes that differ from those of the trace.
    place
        File and line of the text.
    value
        What it gives.
    given
        Whether it was put in instead of computed, as an example does.
    operands
        What it was made of; each node stands once in a trace, later mentions refer to it.
    assessor
        Who assesses the body by it.
    written
        How formulas write its name, where that is not its code.
    """

    key: str
    kind: Kind
    name: str
    label: str
    role: str
    elements: PlaceParts
    place: str
    basis: tuple[Paragraph, ...]
    value: Quantity
    formulas: tuple[Formula, ...] = ()
    rule: FiredRule | None = None
    source: SourceCell | None = None
    given: bool = False
    operands: tuple[TraceNode | Reference, ...] = ()
    assessor: str = ""
    written: str = ""


@frozen
class CitedAct:
    """An act that a trace cites; empty where the methodology does not say it."""

    code: str
    label: str
    issuer: str
    number: str
    date: str
    edition: str
    address: str


@frozen
class CitedSource:
    """What the methodology says of a source or register that a trace cites: its kind, by the key of the word, who holds
    it, and how it is verified; empty where nothing is said.
    """

    code: str
    label: str
    kind: str
    holder: str
    verification: str


@frozen
class Trace:
    """The trace of one value.

    Parameters
    ----------
    methodology, label, version
        Of the program.
    program_hash, snapshot_hash
        Of what was computed and of the data.
    body, period, elements
        Place of the value; empty where it belongs to none.
    acts
        Acts cited in the trace, by code.
    root
        The value itself.
    draft
        What the methodology leaves open, in words: with any, this is a value of a draft.
    what_if
        Where the period does not lie in the days on which the edition is in force: what those days are.
    sources
        Sources and registers cited in the trace, those of which the methodology says more than their cells.
    body_name
        What the body is called in the period, where the methodology says so.
    """

    methodology: str
    label: str
    version: str
    program_hash: str
    snapshot_hash: str
    body: str
    period: str
    elements: tuple[str, ...]
    acts: tuple[CitedAct, ...]
    root: TraceNode
    draft: tuple[str, ...] = ()
    what_if: str = ""
    sources: tuple[CitedSource, ...] = ()
    body_name: str = ""

    @property
    def whose(self) -> str:
        """The body by its name and code, or by its code alone."""
        return f"{self.body_name} ({self.body})" if self.body_name else self.body

    @property
    def name(self) -> str:
        """Code of the declaration traced."""
        return self.root.name

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """The trace for notebooks: folded HTML, and the text that the command line prints."""
        from tarazy.interpreter.trace_html import trace_html
        from tarazy.interpreter.trace_text import trace_text

        return {"text/html": trace_html(self), "text/plain": trace_text(self)}

    def _repr_html_(self) -> str:
        """The trace as HTML, each value folded over what it was made of."""
        return self._repr_mimebundle_()["text/html"]
