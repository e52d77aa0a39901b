"""Meaning of a declaration: value, steps, points, steps, rules, result; remembered by its own axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import (
    AdjustStep,
    BoundStep,
    Computed,
    MemberRule,
    Needs,
    OutcomeRule,
    Role,
    RoundStep,
    Step,
)
from tarazy.dsl.nodes import PERIOD, AnyNode, Facet, Round
from tarazy.dsl.states import FAILURES, State
from tarazy.interpreter import exact
from tarazy.interpreter.cells import (
    ILLUSTRATIVE,
    OUTSIDE,
    Cause,
    Cell,
    Missing,
    Present,
    imputed,
    lifted,
    number,
    united_causes,
    with_marks,
)
from tarazy.interpreter.meaning.arithmetic import at_least, at_most, minus, plus
from tarazy.interpreter.meaning.conditions import is_verdict
from tarazy.interpreter.meaning.places import KeyOf, Place
from tarazy.interpreter.meaning.plan_errors import EvaluationCycle, PlanError, PlanErrorCode

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.aggregates import AggregateMeaning
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning

StepMeaning: TypeAlias = Callable[[Cell, Place], Cell]
"""What a step makes of a cell at a place."""

Rule: TypeAlias = OutcomeRule | MemberRule | Needs


MOST_BITS = 1 << 22
"""Of a cell's numerator or denominator: more than a million digits."""


class _Busy:
    """Stands in a memo while its cell is being computed."""


_BUSY = _Busy()
_Memo: TypeAlias = dict[Place, "Cell | _Busy"]


@frozen
class StepRecord:
    """A step at a place: `on_points` where it stands under `points`, and the cell before and after it."""

    step: Step
    on_points: bool
    before: Cell
    after: Cell


@frozen
class _Answer:
    """A result that is not the plain one, and the rule that gave it (`None`: no rule answered)."""

    cell: Cell
    rule: Rule | None


class DeclarationMeaning:
    """The meaning of one declaration; compiled when first asked, so that they may name each other in any order."""

    def __init__(self, computed: Computed, compiler: Compiler) -> None:
        self.computed = computed
        self._compiler = compiler
        self._axes = frozenset(compiler.program.axes_of[computed.code])
        self._own_key = compiler.key_over(self._axes)
        self._results: _Memo = {}
        self._values: _Memo = {}
        self._legend: dict[str, Meaning] = {}
        self._under_regimes = compiler.has_regimes and compiler.program.body_axis in self._axes
        self._limited = computed.is_limited or self._under_regimes

    @cached_property
    def _key_of(self) -> KeyOf:
        """Takes from a place what the value and the result depend on: more than the own axes where these say less."""
        axes = set(self._axes)
        for node in (self.computed.value, self.computed.points):
            axes |= set() if node is None else set(self._compiler.program.node_axes(node))
        for limit in (self.computed.applies_to, self.computed.does_not_apply_to):
            axes |= set() if limit is None else {PERIOD, self._compiler.program.lists[limit].root}
        if (self.computed.left_out or self.computed.outside) and self._compiler.program.body_axis is not None:
            axes |= {self._compiler.program.body_axis}
        if self._under_regimes or any(one.is_list for one in self.computed.outside):
            axes |= {PERIOD}
        return self._compiler.key_over(frozenset(axes))

    @cached_property
    def _value(self) -> Meaning:
        return self._compiler.compile(self.computed.value)

    @cached_property
    def _points(self) -> Meaning | None:
        return None if self.computed.points is None else self._compiler.compile(self.computed.points)

    @cached_property
    def _value_steps(self) -> tuple[StepMeaning, ...]:
        return tuple(self._step(step) for step in self.computed.value_steps)

    @cached_property
    def _points_steps(self) -> tuple[StepMeaning, ...]:
        return tuple(self._step(step) for step in self.computed.points_steps)

    # ------------------------------------------------------------ facets

    def result(self, place: Place) -> Cell:
        """What the declaration gives: after steps and rules."""
        key = self._key_of(place)
        found = self._results.get(key)
        if found is None or isinstance(found, _Busy):
            return self._first_asked(self._results, key, self._new_result, place)
        return found

    def value(self, place: Place) -> Cell:
        """What `value` and the steps under it gave; no rule answers it."""
        key = self._key_of(place)
        found = self._values.get(key)
        if found is None or isinstance(found, _Busy):
            return self._first_asked(self._values, key, self._new_value, place)
        return found

    def before_rounding(self, place: Place) -> Cell:
        """The operand of the last rounding; the result where nothing rounds, or a rule gave the result."""
        overridden = self._overridden(Facet.BEFORE_ROUNDING, place)
        if overridden is not None:
            return overridden
        cell = None if self._overridden(Facet.RESULT, place) is not None else self._last_rounded(place)
        return self.result(place) if cell is None or isinstance(cell, Missing) else cell

    def facet(self, facet: Facet, place: Place) -> Cell:
        """One of the three."""
        match facet:
            case Facet.RESULT:
                return self.result(place)
            case Facet.VALUE:
                return self.value(place)
            case Facet.BEFORE_ROUNDING:
                return self.before_rounding(place)

    def local(self, name: str) -> Meaning:
        """The meaning of a name of the legend."""

        def local(place: Place) -> Cell:
            meaning = self._legend.get(name)
            if meaning is None:
                meaning = self._legend[name] = self._legend_line(name)
            return meaning(place)

        return local

    def _legend_line(self, name: str) -> Meaning:
        """A name of the legend, remembered by its own axes: these may be more than the declaration's."""
        node = next(line.node for line in self.computed.where if line.name == name)
        meaning = self._compiler.compile(node)
        axes = self._axes | frozenset(self._compiler.program.node_axes(node)) | {PERIOD}
        key_of = self._compiler.key_over(axes)
        memo: _Memo = {}

        def line(place: Place) -> Cell:
            key = key_of(place)
            found = memo.get(key)
            if found is None or isinstance(found, _Busy):
                return self._first_asked(memo, key, meaning, place)
            return found

        return line

    def _first_asked(self, memo: _Memo, key: Place, compute: Meaning, place: Place) -> Cell:
        """The cell of a key that the memo does not know, remembered; one that is being computed needs itself."""
        if key in memo:
            raise EvaluationCycle(f"{self.computed.code} needs its own cell at {key}")
        memo[key] = _BUSY
        try:
            cell = compute(place)
            if type(cell) is fmpq and cell.height_bits() > MOST_BITS:
                self._refuse_long(place)
        except BaseException:
            del memo[key]
            raise
        memo[key] = cell
        return cell

    def _refuse_long(self, place: Place) -> NoReturn:
        """Refuse a number that doubles in length from one declaration to the next."""
        code = PlanErrorCode.TOO_LARGE
        raise PlanError(code, self.computed.span, self._compiler.named(place), {"reason": "too many digits"})

    def _overridden(self, facet: Facet, place: Place) -> Cell | None:
        overrides = self._compiler.overrides
        return overrides.get((self.computed.code, facet, self._own_key(place))) if overrides else None

    # ------------------------------------------------------------ computing

    def _new_value(self, place: Place) -> Cell:
        if self._compiler.overrides:
            overridden = self._overridden(Facet.VALUE, place)
            if overridden is not None:
                return overridden
        if self._limited and not self._compiler.applies(self.computed, place):
            return OUTSIDE
        cell = self._value(place)
        for step in self._value_steps:
            cell = step(cell, place)
        return cell

    def _unanswered(self, place: Place) -> Cell:
        """The result before any rule."""
        if self._points is None:
            return self._new_value(place)  # the result is remembered, and its value is seldom asked for by itself
        cell = self._points(place)
        for step in self._points_steps:
            cell = step(cell, place)
        return cell

    def _new_result(self, place: Place) -> Cell:
        if self._compiler.overrides or self._limited:
            cell = self._settled(place).cell
            return self._compiler.with_standing(cell, place) if self._under_regimes else cell
        cell = self._unanswered(place)
        return self._answered(cell, place).cell if isinstance(cell, Missing) else cell

    def _settled(self, place: Place) -> _Answer:
        overridden = self._overridden(Facet.RESULT, place)
        if overridden is not None:
            return _Answer(overridden, None)
        if self._limited and not self._compiler.applies(self.computed, place):
            return _Answer(OUTSIDE, None)
        cell = self._unanswered(place)
        if not isinstance(cell, Missing):
            return _Answer(cell, None)
        return self._answered(cell, place)

    def _answered(self, cell: Missing, place: Place) -> _Answer:
        """What `needs` and the rules make of a result that is missing; what the text leaves open they do not answer."""
        if cell.rests_on_hole:
            return _Answer(Missing(State.NOT_COMPUTED, cell.causes), None)
        refused = self._refused(cell, place)
        if refused is not None:
            return refused
        if is_verdict(cell):
            return _Answer(cell, None)
        causes = self._causes(cell, place)
        for rule in self._rules_for(cell):
            answer = self._compiler.compile(rule.node)(place)
            if not isinstance(answer, Missing) or is_verdict(answer):
                return _Answer(imputed(answer), rule)
            if answer.state is State.NOT_COMPUTED and not answer.causes:
                return _Answer(Missing(State.NOT_COMPUTED, causes), rule)
            causes = united_causes((Missing(State.NOT_COMPUTED, causes), answer))
        if self.computed.role is Role.QUANTITY and cell.state not in FAILURES:
            return _Answer(cell, None)
        return _Answer(Missing(State.NOT_COMPUTED, causes), None)

    def _refused(self, cell: Missing, place: Place) -> _Answer | None:
        """What `otherwise` of `needs` gives, where it is too low a coverage that leaves the value missing."""
        needs, aggregate = self.computed.needs, self.computed_aggregate
        if needs is None or aggregate is None or cell.state is not State.NOT_COMPUTED:
            return None
        causes = aggregate.coverage_causes(place)
        if causes is None:
            return None
        answer = self._compiler.compile(needs.otherwise)(place)
        if isinstance(answer, Missing) and answer.state is State.NOT_COMPUTED:
            return _Answer(Missing(State.NOT_COMPUTED, answer.causes or causes), needs)
        return _Answer(with_marks(imputed(answer), ILLUSTRATIVE if needs.illustrative else frozenset()), needs)

    @cached_property
    def computed_aggregate(self) -> AggregateMeaning | None:
        """The aggregate that `needs` and the rules for members are about."""
        node = self.computed.aggregate
        return None if node is None else self._compiler.aggregate(node)

    def _rules_for(self, cell: Missing) -> Sequence[OutcomeRule]:
        """Rules that answer a missing result, in the order in which they are asked."""
        rules = self.computed.rules
        match cell.state:
            case State.ZERO_DIVISOR:
                found: tuple[OutcomeRule | None, ...] = (rules.zero_divisor,)
            case State.ALL_EQUAL:
                found = (rules.all_equal,)
            case State.NOTHING_TO_COUNT:
                found = (rules.nothing_to_count,)
            case _:
                awaited = bool(cell.causes) and all(cause.state is State.NOT_YET_PUBLISHED for cause in cell.causes)
                found = (rules.not_yet_published if awaited else None, rules.no_data)
        return [rule for rule in found if rule is not None]

    def _causes(self, cell: Missing, place: Place) -> tuple[Cause, ...]:
        if cell.state not in FAILURES:
            return cell.causes
        named = tuple((axis, entry) for axis, entry in self._compiler.named(place) if axis in self._axes)
        return (Cause(self.computed.code, cell.state, named),)

    # ------------------------------------------------------------ steps

    def _step(self, step: Step) -> StepMeaning:
        match step:
            case RoundStep():
                return self._rounding(step)
            case BoundStep():
                return self._bounding(step)
            case AdjustStep():
                return self._adjusting(step)

    def _rounding(self, step: RoundStep) -> StepMeaning:
        def rounded(value: Present) -> Present:
            return exact.round_to(number(value), step.mode, step.decimals)

        def rounding(cell: Cell, place: Place) -> Cell:
            try:
                return lifted(rounded, cell)
            except (exact.UndecidedTie, OverflowError) as refusal:
                raise self._compiler.plan_error(refusal, step.span, place) from refusal

        return rounding

    def _bounding(self, step: BoundStep) -> StepMeaning:
        bound = self._compiler.compile(step.bound)
        limited = at_most if step.upper else at_least

        def bounding(cell: Cell, place: Place) -> Cell:
            try:
                return limited(cell, bound(place))
            except exact.UndecidedTie as refusal:
                raise self._compiler.plan_error(refusal, step.span, place) from refusal

        return bounding

    def _adjusting(self, step: AdjustStep) -> StepMeaning:
        """Adds or takes off each member; one that is *not applicable* or *not counted* moves nothing."""
        members = [self._compiler.compile(member) for member in step.members]
        operation = plus if step.sign > 0 else minus

        def adjusting(cell: Cell, place: Place) -> Cell:
            for member in members:
                moved_by = member(place)
                if not (isinstance(moved_by, Missing) and is_verdict(moved_by)):
                    cell = lifted(operation, cell, moved_by)
            return cell

        return adjusting

    def _last_rounded(self, place: Place) -> Cell | None:
        """The cell before the last rounding step, or the operand of a formula that is one rounding."""
        if self._limited and not self._compiler.applies(self.computed, place):
            return None
        for record in reversed(self.steps(place)):
            if isinstance(record.step, RoundStep):
                return record.before
        formula: AnyNode = self.computed.value if self.computed.points is None else self.computed.points
        return self._compiler.compile(formula.operand)(place) if isinstance(formula, Round) else None

    # ------------------------------------------------------------ asked by the trace

    def steps(self, place: Place) -> tuple[StepRecord, ...]:
        """Every step at `place`, first those under `value`, with the cell before and after it."""
        records: list[StepRecord] = []
        cell = self._value(place)
        for step, meaning in zip(self.computed.value_steps, self._value_steps, strict=True):
            before, cell = cell, meaning(cell, place)
            records.append(StepRecord(step, False, before, cell))
        if self._points is not None:
            cell = self._points(place)
            for step, meaning in zip(self.computed.points_steps, self._points_steps, strict=True):
                before, cell = cell, meaning(cell, place)
                records.append(StepRecord(step, True, before, cell))
        return tuple(records)

    def rule_fired(self, place: Place) -> Rule | None:
        """The rule that gave the result or put members in; `None` where the formula alone did."""
        settled = self._settled(place)
        if settled.rule is not None or self.computed_aggregate is None:
            return settled.rule
        if self._overridden(Facet.RESULT, place) is not None or (
            self._limited and not self._compiler.applies(self.computed, place)
        ):
            return None
        return self.computed_aggregate.rule_used(place)
