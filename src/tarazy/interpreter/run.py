"""A run: a program on a snapshot gives every declared value, and the trace of each that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve, field, frozen

from tarazy.dsl.collection import few_collections
from tarazy.dsl.declarations import Check, Computed
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.nodes import PERIOD, Aggregate, Facet
from tarazy.dsl.periods import Period, in_parts, period_of_day, spans
from tarazy.dsl.program import Program
from tarazy.dsl.spoken_words import Told
from tarazy.dsl.value_types import NumberType
from tarazy.grammar.speech import said_in
from tarazy.interpreter.cell_words import CellWords, cell_words
from tarazy.interpreter.cells import Cell, Mark, Marked, Missing, plain
from tarazy.interpreter.data import Snapshot
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.formula_trace import formula_of
from tarazy.interpreter.inquiry import Inquiry
from tarazy.interpreter.meaning.member_policies import MostPoints
from tarazy.interpreter.meaning.places import Entry, Place
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.plan_findings import place_words, plan_finding
from tarazy.interpreter.provenance import Provenance, provenance_of
from tarazy.interpreter.results import ScoreRow, TraceNames, columns_of
from tarazy.interpreter.rows_trace import ListedRows, listed_rows
from tarazy.interpreter.score_records import Record, arrow_table, data_frame, records
from tarazy.interpreter.trace import Formula, Trace
from tarazy.interpreter.tracing import Tracer

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_PERIODS_NAMED = 6
_NOT_COMPUTED = ("", "", "", "not computed")


Progress = Callable[[int, int], None]
"""Told, while all values are computed, how many of how many bodies and periods are done."""


def run(
    program: Program, snapshot: Snapshot, periods: Sequence[Period] | None = None, *, progress: Progress | None = None
) -> RunResult:
    """A run of a program; each value is computed when it is first asked for.

    Parameters
    ----------
    program, snapshot
        What is computed, on which data.
    periods
        Years to compute, in this order; ``None`` for every period in the data, or where no data has one, the year from
        which the methodology is in force.
    progress
        Told how far the table of all values is.
    """
    chosen = tuple(_periods(program, snapshot) if periods is None else periods)
    return RunResult(program, snapshot, chosen, progress)


def _periods(program: Program, snapshot: Snapshot) -> Sequence[Period]:
    found = periods_in_data(program, snapshot)
    head = program.methodology
    if found or head is None or head.in_force_from is None:
        return found
    return (period_of_day(head.in_force_from, program.parts),)


def periods_in_data(program: Program, snapshot: Snapshot) -> Sequence[Period]:
    """Evaluated periods that the data are of: where all sources are by year, the parts of those years."""
    return in_parts(snapshot.periods(), program.parts)


class Value(NamedTuple):
    """Which value: the declaration, the body and period that it is for, the elements of its families, its place."""

    name: str
    body: str | None
    period: Period | None
    elements: tuple[str, ...]
    place: Place


@frozen(eq=False, slots=False, repr=False)
class RunResult:
    """What a run gives.

    Parameters
    ----------
    program, snapshot
        What is computed, on which data.
    periods
        Years to compute.
    progress
        Told how far the table of all values is.
    """

    program: Program
    snapshot: Snapshot
    periods: tuple[Period, ...]
    progress: Progress | None = field(default=None, repr=False)
    evaluation: Evaluation = field(init=False, repr=False)
    words: CellWords = field(factory=cell_words, repr=False)
    _tracers: dict[str, Tracer] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "evaluation", Evaluation(self.program, self.snapshot))

    @cached_property
    def names(self) -> TraceNames:
        """Names of traces."""
        return TraceNames(self.program.hashes.program, self.snapshot.hash)

    # ------------------------------------------------------------ values

    @property
    def scores(self) -> tuple[ScoreRow, ...]:
        """Rows of the tidy table: periods in order, bodies in the order of the file, declarations as written."""
        return self._computed[0]

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        """What the data make impossible to compute; such a value is *not computed* in the table."""
        return self._computed[1]

    @cached_property
    def _computed(self) -> tuple[tuple[ScoreRow, ...], tuple[Diagnostic, ...]]:
        rows: list[ScoreRow] = []
        findings: dict[tuple[object, ...], Diagnostic] = {}
        columns_of_code = {
            code: columns_of(facts.of(Facet.RESULT).shape, self.words) for code, facts in self.program.declared.items()
        }
        results = {code: self.evaluation.results(code) for code in self.program.computed}
        name_of = self.names.name
        count = 0 if self.progress is None else sum(1 for _ in self._groups())
        with few_collections():
            if self.program.registers:
                self.evaluation.ask_together()
            for done, (group, body, period) in enumerate(self._groups()):
                if self.progress is not None:
                    self.progress(done, count)
                own = body or "", "" if period is None else str(period)
                for code, place, elements in self._places_of(group, body, period):
                    try:
                        columns = columns_of_code[code](results[code](place))
                    except PlanError as error:
                        findings.setdefault((error.code, error.span, error.place), plan_finding(error))
                        columns = _NOT_COMPUTED
                    element = "/".join(elements)
                    rows.append(ScoreRow(*own, element, code, *columns, name_of(*own, element, code)))
        return tuple(rows), tuple(findings.values())

    def values(self) -> Iterator[Value]:
        """Every value of the run, in the order of the table."""
        for group, body, period in self._groups():
            for name, place, elements in self._places_of(group, body, period):
                yield Value(name, body, period, elements, place)

    def _groups(self) -> Iterator[tuple[Sequence[Computed], str | None, Period | None]]:
        """Declarations, each with the body and the period at which they are asked, in the order of the table."""
        body_axis = self.program.body_axis
        axes_of = self.program.axes_of
        declared = tuple(self.program.computed.values())
        timeless = [one for one in declared if PERIOD not in axes_of[one.code]]
        timely = [one for one in declared if PERIOD in axes_of[one.code]]
        for period, group in ((None, timeless), *((period, timely) for period in self.periods)):
            common = [one for one in group if body_axis not in axes_of[one.code]]
            yield common, None, period
            own = [one for one in group if body_axis in axes_of[one.code]]
            for body in self.bodies(period) if own else ():
                yield own, body, period

    def _places_of(
        self, declared: Sequence[Computed], body: str | None, period: Period | None
    ) -> Iterator[tuple[str, Place, tuple[str, ...]]]:
        """Every value of declarations for a body and a period: its place, and the elements of its families."""
        here = self.place(body, period, {})
        for computed in declared:
            if not computed.families:
                yield computed.code, here, ()
                continue
            lists = [self._tracer.inquiry.elements(family.list, period) for family in computed.families]
            positions = [self.program.axes.index(family.axis) for family in computed.families]
            entries = list(here)
            for elements in product(*lists):
                for position, element in zip(positions, elements, strict=True):
                    entries[position] = element
                yield computed.code, tuple(entries), elements

    def elements(self, code: str, period: Period | None) -> tuple[str, ...]:
        """Codes of the elements of a list in a period."""
        return self._tracer.inquiry.elements(code, period)

    def bodies(self, period: Period | None) -> tuple[str, ...]:
        """Codes of the bodies evaluated in a period."""
        head = self.program.methodology
        return () if head is None or head.evaluates is None else self._tracer.inquiry.elements(head.evaluates, period)

    def place(self, body: str | None, period: Period | None, elements: Mapping[str, Entry]) -> Place:
        """The place of a body, a period and elements by axis."""
        entries: dict[str, Entry] = {**elements, PERIOD: period}
        if self.program.body_axis is not None:
            entries[self.program.body_axis] = body or None
        return tuple(entries.get(axis) for axis in self.program.axes)

    @cached_property
    def illustrative(self) -> frozenset[str]:
        """Names of the traces of values that rest on a number that no act gives."""
        if not self.program.illustrations:
            return frozenset()
        found: set[str] = set()
        for of in self.values():
            try:
                cell = self.evaluation.result(of.name, of.place)
            except PlanError:
                continue
            if isinstance(cell, Marked) and Mark.ILLUSTRATIVE in cell.marks:
                own = of.body or "", "" if of.period is None else str(of.period), "/".join(of.elements), of.name
                found.add(self.names.name(*own))
        return frozenset(found)

    # ------------------------------------------------------------ for people and other programs

    def __repr__(self) -> str:
        head = self.program.methodology
        of = "" if head is None else f" of {head.code} {head.version}"
        periods = ", ".join(map(str, self.periods)) if len(self.periods) < _PERIODS_NAMED else f"{len(self.periods)}"
        draft = "draft " if self.program.holes else ""
        return f"<{draft}run{of}, periods: {periods or 'none'}>"

    def _repr_html_(self) -> str:
        """The last period's bodies by rank, for notebooks."""
        from tarazy.interpreter.results_html import results_html

        return results_html(self.program, self.scores)

    @cached_property
    def number_names(self) -> frozenset[str]:
        """Codes of the declarations whose values are numbers."""
        declared = self.program.declared
        return frozenset(code for code, facts in declared.items() if isinstance(facts.result.type, NumberType))

    @cached_property
    def provenance(self) -> Provenance:
        """The methodology, the program and the data, by their hashes."""
        return evolve(provenance_of(self.program, self.snapshot), what_if=self.what_if)

    @cached_property
    def what_if(self) -> str:
        """Of periods in which the edition is not in force as a whole: which these are, and when it is; else empty."""
        head = self.program.methodology
        outside = () if head is None else tuple(one for one in self.periods if not head.holds(one))
        if head is None or not outside:
            return ""
        return f"{', '.join(map(str, spans(outside)))} under {head.version}, in force {head.days_in_force}"

    def to_dicts(self) -> list[Record]:
        """The rows of :attr:`scores` as dictionaries with the columns of :meth:`to_dataframe`."""
        return records(self.scores, self.number_names)

    def to_dataframe(self) -> pd.DataFrame:
        """The rows of :attr:`scores` as a pandas data frame.

        Its columns are those of the table of results, texts all but `period`, which is a whole number; empty cells are
        missing. One column more, `approximate`, holds the double nearest to a number, for charts and statistics.

        Raises
        ------
        MissingExtraError
            Without the extra ``pandas``.
        """
        return data_frame(self.scores, self.number_names)

    def to_arrow(self) -> pa.Table:
        """The rows of :attr:`scores` as an Arrow table with the columns of :meth:`to_dataframe`; its metadata hold the
        provenance.

        Raises
        ------
        MissingExtraError
            Without the extra ``arrow``.
        """
        return arrow_table(self.scores, self.number_names, self.provenance)

    # ------------------------------------------------------------ one value

    def cell(self, body: str | None, name: str, period: Period | None = None, elements: Sequence[str] = ()) -> Cell:
        """The cell of one declared value; parameters as for :meth:`trace`."""
        return self.evaluation.result(name, self._place_of(body, name, period, elements))

    def most_points(self, body: str | None, name: str, period: Period | None = None) -> MostPoints | None:
        """Points that could be had of a total, with the members that its policies leave out and without them.

        ``None`` where none is left out, or the most points of a member are not known.
        """
        declared = self.program.computed[name]
        if not isinstance(declared.value, Aggregate) or declared.points is not None:
            return None
        return self.evaluation.most_points(declared.value, self._place_of(body, name, period, ()))

    def trace(
        self,
        body: str | None,
        name: str,
        period: Period | None = None,
        elements: Sequence[str] = (),
        language: str = "en",
    ) -> Trace:
        """The trace of one declared value.

        Parameters
        ----------
        body
            Code of the body; ``None`` for a value that belongs to none.
        name
            Code of the declaration.
        period
            Year; the last one computed where none is given.
        elements
            Codes of the family's elements, in the order of its `for each` lines.
        language
            Language of the words in it: ``en``, ``ru`` or ``kk``. A trace that is to be replayed is in English.

        Raises
        ------
        KeyError
            There is no declaration of that name.
        ValueError
            The number of elements is not that of the family.
        PlanError
            The value cannot be computed.
        """
        return self._tracer_in(language).trace(name, self._place_of(body, name, period, elements))

    def rows(
        self,
        body: str | None,
        name: str,
        period: Period | None = None,
        elements: Sequence[str] = (),
        *,
        language: str = "en",
    ) -> tuple[ListedRows, ...]:
        """The rows of registers behind one declared value, for each aggregate on its lines; parameters as for
        :meth:`trace`.
        """
        return tuple(listed_rows(self._tracer_in(language).inquiry, name, self._place_of(body, name, period, elements)))

    def formula(
        self,
        body: str | None,
        name: str,
        period: Period | None = None,
        elements: Sequence[str] = (),
        *,
        language: str = "en",
    ) -> Formula:
        """The value line of one declared value with its numbers, without what these were made of; parameters as for
        :meth:`trace`.
        """
        inquiry, place = self._tracer_in(language).inquiry, self._place_of(body, name, period, elements)
        inquiry.begin()
        node = self.program.computed[name].value
        line = ("value", node, inquiry.declared_shape(name, Facet.VALUE))
        return formula_of(inquiry, line, place, inquiry.parts_taken(node, place))

    def _tracer_in(self, language: str) -> Tracer:
        if language == "en":
            return self._tracer
        if language not in self._tracers:
            words = cell_words(language)
            self._tracers[language] = Tracer(self.program, self.evaluation, self.snapshot, words=words)
        return self._tracers[language]

    @cached_property
    def _tracer(self) -> Tracer:
        return Tracer(self.program, self.evaluation, self.snapshot)

    def _place_of(self, body: str | None, name: str, period: Period | None, elements: Sequence[str]) -> Place:
        families = self.program.computed[name].families
        if len(families) != len(elements):
            raise ValueError(f"{name} takes {len(families)} elements, not {len(elements)}")
        if period is None and self.periods:
            period = self.periods[-1]
        along = {family.axis: code for family, code in zip(families, elements, strict=True)}
        axes = self.program.axes_of[name]
        own_body = body if self.program.body_axis in axes else None
        return self.place(own_body, period if PERIOD in axes else None, along)

    # ------------------------------------------------------------ checks

    @cached_property
    def checks(self) -> tuple[Diagnostic, ...]:
        """Checks that do not hold, a finding for each body and period; a condition without a value says nothing."""
        found: list[Diagnostic] = []
        for check in self.program.checks.values():
            axes = frozenset(self.program.node_axes(check.holds))
            for place in self._check_places(axes):
                found.extend(self._checked(check, place))
        return tuple(found)

    def _checked(self, check: Check, place: Place) -> Iterator[Diagnostic]:
        try:
            cell = self.evaluation.node(check.holds, place)
        except PlanError as error:
            yield plan_finding(error)
            return
        if not isinstance(cell, Missing) and plain(cell) is False:
            numbers = self._compared(check, place)
            words = {"name": check.code, "label": check.label or check.code, "numbers": numbers}
            named = tuple(zip(self.program.axes, place, strict=True))
            yield Diagnostic("E720", check.span, {**words, "place": place_words(named)})

    def _compared(self, check: Check, place: Place) -> Told:
        """What a check compares, with the numbers put in."""

        def in_language(language: str) -> str:
            inquiry = self._tracer_in(language).inquiry
            return inquiry.numbers(check.holds, place) + self._possible(check, place, inquiry)

        return Told(in_language("en"), in_language)

    def _possible(self, check: Check, place: Place, inquiry: Inquiry) -> str:
        """Between what a side of ``may equal`` can be, in words; empty for a check without it."""
        words = []
        for side, found in self.evaluation.stretches(check.holds, place):
            shape = inquiry.shape(side)
            if found.low is not None and found.high is not None and found.low != found.high:
                ends = (inquiry.words.shown(found.low, shape), inquiry.words.shown(found.high, shape))
                written = {"value": inquiry.texts.of(side).written, "least": ends[0], "most": ends[1]}
                words.append(said_in(inquiry.words.words.language, "{value} from {least} to {most}", **written))
        return f"; {', '.join(words)}" if words else ""

    def _check_places(self, axes: frozenset[str]) -> Iterator[Place]:
        others = [axis for axis in axes if axis not in (self.program.body_axis, PERIOD)]
        for period in self.periods if PERIOD in axes else (None,):
            for body in self.bodies(period) if self.program.body_axis in axes else (None,):
                for elements in product(*(self._tracer.inquiry.elements(axis, period) for axis in others)):
                    yield self.place(body, period, dict(zip(others, elements, strict=True)))
