"""Examples of a program: invented bodies and data, and what must come out of them exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

from attrs import define, field, frozen

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Example, Expectation, Given, GivenRow
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.graph import is_group_statistic, result_roots, value_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import PERIOD, AnyNode, Facet
from tarazy.dsl.over import OverPeriods
from tarazy.dsl.periods import Period, containing, in_parts, parts_of, period_of_day
from tarazy.dsl.program import Program
from tarazy.dsl.spoken_words import Told
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape
from tarazy.interpreter.cell_words import cell_words
from tarazy.interpreter.cells import Cell, Missing, plain, values_equal
from tarazy.interpreter.data import Snapshot
from tarazy.interpreter.evaluation import Evaluation
from tarazy.interpreter.example_data import ExampleData
from tarazy.interpreter.meaning.places import Entry, Place
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.plan_findings import refusal_words
from tarazy.interpreter.trace import Formula, TraceNode
from tarazy.interpreter.tracing import Tracer

ASSUMED_BODY = "body"
"""Code of the one body of an example that names none."""

_LONGEST_FRACTION = 60
"""Signs of a fraction that a message still shows."""


@frozen(eq=False)
class ExampleResult:
    """What an example gave: it has passed where there are no findings."""

    example: Example
    findings: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether everything expected was found."""
        return not self.findings


def run_examples(program: Program, snapshot: Snapshot | None = None) -> tuple[ExampleResult, ...]:
    """Run every example of a program.

    Parameters
    ----------
    snapshot
        Data that lists other than that of the bodies are taken from; ``None`` where there are none.
    """
    return tuple(run_example(program, one, snapshot) for one in program.examples)


def run_example(program: Program, example: Example, snapshot: Snapshot | None = None) -> ExampleResult:
    """Run one example; parameters as for :func:`run_examples`."""
    trial = _Trial(program, example, snapshot)
    return ExampleResult(example, tuple(trial.findings()))


def cells_expected(program: Program, example: Example, snapshot: Snapshot | None = None) -> tuple[Cell, ...]:
    """What comes out for each row that an example expects, at each place that the row is about.

    Raises
    ------
    PlanError
        A value cannot be computed.
    """
    trial = _Trial(program, example, snapshot)
    evaluation = Evaluation(program, trial.data, trial.overrides)
    return tuple(
        evaluation.facet(row.target, Facet(row.facet), place) for row in example.expect for place in trial.places(row)
    )


@define(eq=False)
class _Trial:
    """An example while it runs."""

    program: Program
    example: Example
    snapshot: Snapshot | None
    bodies: tuple[str, ...] = field(init=False)
    period: Period | None = field(init=False)
    data: ExampleData = field(init=False)
    overrides: dict[tuple[str, Facet, Place], Cell] = field(factory=dict, init=False)
    _unknown: list[Diagnostic] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        self.bodies = self.example.bodies or self._bodies_named() or (ASSUMED_BODY,)
        self.period = self._evaluated_period()
        self.data = ExampleData(self.program, self.bodies, self.period, self.snapshot)
        for axis, code in self._elements_named():
            self.data.name(axis, code)
        for given in self.example.given:
            self._give(given)
        for row in self.example.rows:
            self._give_row(row)

    @property
    def has_assumed_body(self) -> bool:
        """Whether nothing names a body."""
        return self.bodies == (ASSUMED_BODY,) and not self.example.bodies

    @property
    def has_former_periods(self) -> bool:
        """Whether anything is given for a period before the evaluated one."""
        named: list[Period | None] = [row.period for row in self.example.given]
        named += [row.period for row in self.example.rows]
        former = (period for period in named if period is not None)
        return self.period is not None and any(period < self.period for period in former)

    @property
    def takes_given_period(self) -> bool:
        """Whether the evaluated period is the last that a row gives something for, since the example names none."""
        given = [row.period for row in self.example.given] + [row.period for row in self.example.rows]
        return self.example.period is None and self.period in given

    # ------------------------------------------------------------ what is given

    def _elements_named(self) -> tuple[tuple[str, str], ...]:
        """Elements that rows name, by axis."""
        rows: Sequence[Given | Expectation] = (*self.example.given, *self.example.expect)
        owners = (pair for row in self.example.rows for pair in self._owners_named(row))
        return tuple(dict.fromkeys((*(pair for row in rows for pair in row.elements), *owners)))

    def _owners_named(self, row: GivenRow) -> tuple[tuple[str, str], ...]:
        """Whose a row of a register is, by axis, as far as its cells say."""
        cells = dict(row.cells or ())
        owners = self.program.registers[row.register].owners
        return tuple((one.axis, str(cells[one.column])) for one in owners if one.column in cells)

    def _bodies_named(self) -> tuple[str, ...]:
        """Bodies that rows name although no line `bodies` does."""
        return tuple(code for axis, code in self._elements_named() if axis == self.program.body_axis)

    def _evaluated_period(self) -> Period | None:
        """The period of the example: as written, else the last that a row names, else the first in force."""
        rows: Sequence[Given | Expectation] = (*self.example.given, *self.example.expect)
        named = [row.period for row in (*rows, *self.example.rows) if row.period is not None]
        head = self.program.methodology
        parts = self.program.parts
        first = None if head is None or head.in_force_from is None else period_of_day(head.in_force_from, parts)
        own = [one for one in named if parts_of(one) == parts] or in_parts(named, parts)
        return self.example.period or max(own, default=first or containing(1, parts))

    def _give(self, given: Given) -> None:
        cell: Cell = Missing(given.cell) if isinstance(given.cell, State) else given.cell
        source, _, column = given.target.rpartition(".")
        if source in self.program.sources:
            axes = self.program.sources[source].axes
            for place in self._places(axes, given, self.program.sources[source].parts):
                self.data.give(source, column, self.own(axes, place), cell)
        elif given.target in self.program.lists:
            self.data.give_element(given.target, given.elements[0][1])
        elif source in self.program.lists:
            self.data.give_attribute(source, column, given.elements[0][1], given.cell)
        elif given.target in self.program.computed:
            axes = self.program.axes_of[given.target]
            for place in self._places(axes, given):
                self.overrides[given.target, Facet(given.facet), self.own(axes, place)] = cell
        else:
            self._unknown.append(finding("E704", given.span, target=given.target))

    def _give_row(self, row: GivenRow) -> None:
        """A row of a register; one that names nobody belongs to each, one without a date to the evaluated period."""
        table, register = self.data.register(row.register), self.program.registers[row.register]
        table.is_given = True
        if row.cells is None:
            return
        named = dict(self._owners_named(row))
        period = None if not register.has_period else row.period or self.period
        choices = [
            (named[one.axis],) if one.axis in named else self.data.elements(one.axis, self.period)
            for one in register.owners
        ]
        for owner in product(*choices):
            missing = {one.column: code for one, code in zip(register.owners, owner, strict=True)}
            table.add(owner, period, {**missing, **dict(row.cells)})

    def _period_of(self, row: Given | Expectation, parts: int) -> Period | None:
        """The period that a row is about: the one it names, else the evaluated one, or the longer one it lies in."""
        return row.period or (None if self.period is None else containing(self.period, parts))

    def _places(self, axes: Sequence[str], row: Given | Expectation, parts: int | None = None) -> Iterator[Place]:
        """Places that a row is about: of an axis that it does not name, every body, the period, every element; of the
        periods a year has `parts`, where it is not as many as of those evaluated.
        """
        named = dict(row.elements)
        choices: list[Sequence[Entry]] = []
        for axis in self.program.axes:
            if axis not in axes:
                choices.append((None,))
            elif axis == PERIOD:
                choices.append((self._period_of(row, self.program.parts if parts is None else parts),))
            elif axis in named:
                choices.append((named[axis],))
            else:
                choices.append(self.data.elements(axis, row.period or self.period))
        yield from product(*choices)

    def own(self, axes: Sequence[str], place: Place) -> Place:
        """Entries of a place along some axes."""
        entries = dict(zip(self.program.axes, place, strict=True))
        return tuple(entries[axis] for axis in axes)

    # ------------------------------------------------------------ what is found

    def findings(self) -> Iterator[Diagnostic]:
        """What was not found as expected."""
        yield from self._unknown
        evaluation = Evaluation(self.program, self.data, self.overrides)
        tracer = Tracer(self.program, evaluation, self.data, self.overrides)
        for expected in self.example.expect:
            yield from _Asking(self, evaluation, tracer, expected).findings()

    def axes(self, expected: Expectation) -> Sequence[str]:
        """Axes of what is expected."""
        source, _, _ = expected.target.rpartition(".")
        if source in self.program.sources:
            return self.program.sources[source].axes
        return self.program.axes_of[expected.target]

    def places(self, expected: Expectation) -> Iterator[Place]:
        """Places that an expectation is about."""
        return self._places(self.axes(expected), expected)


@define(eq=False)
class _Asking:
    """One expectation while it is asked for."""

    trial: _Trial
    evaluation: Evaluation
    tracer: Tracer
    expected: Expectation

    def findings(self) -> Iterator[Diagnostic]:
        """A finding for each place where something else was found."""
        places = tuple(self.trial.places(self.expected))
        if not places:
            yield self._lacking("list", self._list_without_elements(), "nothing")
        for place in places:
            found = self._finding_at(place)
            if found is not None:
                yield found

    def _finding_at(self, place: Place) -> Diagnostic | None:
        try:
            cell = self._cell(place)
        except PlanError as refusal:
            if self.expected.error == refusal.code.value:
                return None
            return finding("E703", self.expected.span, target=self._target(), reason=refusal_words(refusal))
        shown = self._told(lambda tracer: tracer.inquiry.words.shown(cell, self._shape()))
        lacking = self._what_is_lacking(cell)
        if lacking is not None:
            return self._lacking(*lacking, shown)
        terms = self._told(lambda tracer: self._terms(tracer, place))
        if not self._is_as_expected(cell):
            exact = self._without_end(cell)
            return finding(
                "E700",
                self.expected.span,
                variant="endless" if exact else "",
                exact=exact,
                target=self._target(),
                found=shown,
                expected=self._expected_words(),
                terms=terms,
            )
        causes = tuple(dict.fromkeys(cause.code for cause in cell.causes)) if isinstance(cell, Missing) else ()
        if self.expected.because and set(causes) != set(self.expected.because):
            return finding(
                "E702",
                self.expected.span,
                target=self._target(),
                found=shown,
                causes=", ".join(causes) or "nothing",
                expected=", ".join(self.expected.because),
                terms=terms,
            )
        return None

    # ------------------------------------------------------------ found and expected

    @property
    def _is_datum(self) -> bool:
        return self.expected.target.rpartition(".")[0] in self.trial.program.sources

    def _cell(self, place: Place) -> Cell:
        if self._is_datum:
            source, _, column = self.expected.target.rpartition(".")
            axes = self.trial.program.sources[source].axes
            return self.trial.data.cell(source, column, self.trial.own(axes, place))
        return self.evaluation.facet(self.expected.target, Facet(self.expected.facet), place)

    def _shape(self) -> Shape | None:
        if self._is_datum:
            source, _, name = self.expected.target.rpartition(".")
            column = self.trial.program.sources[source].column(name)
            return None if column is None else column.shape
        return self.tracer.inquiry.declared_shape(self.expected.target, Facet(self.expected.facet))

    def _is_as_expected(self, cell: Cell) -> bool:
        expected = self.expected.cell
        if expected is None:
            return False
        if isinstance(expected, State):
            return isinstance(cell, Missing) and cell.state is expected
        return not isinstance(cell, Missing) and values_equal(plain(cell), expected)

    def _without_end(self, cell: Cell) -> str:
        """The fraction that a number is whose decimals have no end; empty for any other value."""
        reading = self.tracer.inquiry.words.reading(cell, self._shape())
        denominator = int(reading.exact.partition("/")[2] or 1)
        ends = pow(10, denominator.bit_length(), denominator) == 0
        return "" if ends or len(reading.exact) > _LONGEST_FRACTION else reading.exact

    def _expected_words(self) -> str:
        expected = self.expected.cell
        if expected is None:
            return f"error {self.expected.error}" if self.expected.error else "something else"
        if isinstance(expected, State):
            return self._told(lambda tracer: tracer.inquiry.words.state_word(expected))
        return self._told(lambda tracer: tracer.inquiry.words.shown(expected, self._shape()))

    def _target(self) -> str:
        selected = [code for _, code in self.expected.elements]
        selected += [] if self.expected.period is None else [str(self.expected.period)]
        facet = "" if self._is_datum or self.expected.facet == Facet.RESULT.value else f".{self.expected.facet}"
        return f"{self.expected.target}{facet}" + (f"[{', '.join(selected)}]" if selected else "")

    def _told(self, text: Callable[[Tracer], str]) -> Told:
        """A text that a tracer gives, by the tracer of each language."""
        trial = self.trial

        def in_language(language: str) -> str:
            words = cell_words(language)
            return text(Tracer(trial.program, self.evaluation, trial.data, trial.overrides, words=words))

        return Told(text(self.tracer), in_language)

    def _terms(self, tracer: Tracer, place: Place) -> str:
        """The value under every term of what was asked, each on a line of its own."""
        if self._is_datum:
            return ""
        root = tracer.trace(self.expected.target, place).root
        formulas = [f"\n  {' = '.join(_different_texts(one))}" for one in root.formulas]
        terms = [f"\n  {one.key} = {one.value.shown}" for one in root.operands if isinstance(one, TraceNode)]
        return "".join([*formulas, *terms])

    # ------------------------------------------------------------ what is lacking

    def _lacking(self, variant: str, listed: str, found: str) -> Diagnostic:
        words = {"target": self._target(), "found": found, "expected": self._expected_words(), "list": listed}
        words |= {} if self.trial.period is None else {"after": str(self.trial.period + 1)}
        return Diagnostic("E701", self.expected.span, words, variant)

    def _list_without_elements(self) -> str:
        named = {axis for axis, _ in self.expected.elements}
        lacking = (axis for axis in self.trial.axes(self.expected) if axis != PERIOD and axis not in named)
        return next((axis for axis in lacking if not self.trial.data.elements(axis, self.trial.period)), "")

    def _what_is_lacking(self, cell: Cell) -> tuple[str, str] | None:
        """What the value looks at and the example does not give: ``group``, ``period`` or ``list``, and which list.

        A group of one assumed body is none, whatever comes out; a former period or a list that is not given matters
        only where something else than expected came out.
        """
        if self._is_datum:
            return None
        used = tuple(self._nodes_used())
        body_axis = self.trial.program.body_axis
        is_group = any(is_group_statistic(node, body_axis) for node in used)
        if is_group and self.trial.has_assumed_body and not isinstance(cell, Missing):
            return "group", ""
        if self._is_as_expected(cell):
            return None
        if not self.trial.has_former_periods and any(_is_of_former_periods(node) for node in used):
            return ("own period" if self.trial.takes_given_period else "period"), ""
        lists = [node.list for node in used if isinstance(node, nodes.Attribute)]
        unread = (code for code in lists if self.trial.snapshot is None and self.trial.program.lists[code].files)
        return next((("list", code) for code in unread), None)

    def _nodes_used(self) -> Iterator[AnyNode]:
        """Every node that the value asked for rests on, except behind results that are given."""
        computed = self.trial.program.computed
        given = {code for code, facet, _ in self.trial.overrides if facet is Facet.RESULT}
        pending, seen = [self.expected.target], set[str]()
        while pending:
            code = pending.pop()
            if code in seen or code in given:
                continue
            seen.add(code)
            one = computed[code]
            for root in (*value_roots(one), *result_roots(one), *(line.node for line in one.where)):
                for node in walk(root):
                    yield node
                    if isinstance(node, nodes.Result):
                        pending.append(node.declaration)


def _different_texts(formula: Formula) -> tuple[str, ...]:
    texts = (formula.written, formula.numbers, formula.value.shown)
    return tuple(dict.fromkeys(text for text in texts if text))


def _is_of_former_periods(node: AnyNode) -> bool:
    match node:
        case nodes.Shift():
            return True
        case nodes.Aggregate(members=members):
            return any(isinstance(member.over, OverPeriods) for member in members)
        case _:
            return False
