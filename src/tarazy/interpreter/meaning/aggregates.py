"""Meaning of aggregates: members, their states, coverage, weights, and the statistic of those that take part.

Order: a refusal by `only` or a weight; no members; all N, or all N and U; `needs`; rules for members; the statistic.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

from flint import fmpq

from tarazy.dsl.declarations import Computed, Coverage, MemberRule, MemberTreatment, Needs
from tarazy.dsl.nodes import PERIOD, Aggregate, AggregateKind, Result
from tarazy.dsl.over import OverList, OverRows
from tarazy.dsl.states import State
from tarazy.dsl.typing.member_policies import WITHOUT_POLICIES
from tarazy.dsl.typing.states import COUNTING
from tarazy.interpreter import exact
from tarazy.interpreter.cells import (
    ILLUSTRATIVE,
    NOT_APPLICABLE,
    NOT_COUNTED,
    NOTHING_TO_COUNT,
    OUTSIDE,
    Cause,
    Cell,
    Mark,
    Marked,
    Missing,
    Present,
    combined,
    imputed,
    marks_of,
    number,
    plain,
    with_marks,
)
from tarazy.interpreter.exact import Number
from tarazy.interpreter.exact.reals import ONE, ZERO
from tarazy.interpreter.meaning import statistics
from tarazy.interpreter.meaning.arithmetic import greatest, least
from tarazy.interpreter.meaning.conditions import is_verdict
from tarazy.interpreter.meaning.grouped_rows import GroupedRows
from tarazy.interpreter.meaning.member_policies import (
    PUT_IN,
    MostPoints,
    Settled,
    mean_of_present,
    most_points,
    number_put_in,
)
from tarazy.interpreter.meaning.members import (
    Candidate,
    Gathered,
    MemberRecord,
    Part,
    compile_member,
    gather,
    member_causes,
    part_of,
)
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.meaning.plan_errors import PlanError, PlanErrorCode
from tarazy.interpreter.meaning.rows import RowsTaken, rows_at

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning

_ADDING = (AggregateKind.SUM, AggregateKind.WEIGHTED_MEAN)
"""Aggregates that no member leaves silently."""
_LOWERED = MemberTreatment.MAXIMUM_LOWERED


def compile_aggregate(node: Aggregate, compiler: Compiler) -> Meaning:
    """An aggregate; one inside a formula is remembered by the axes it depends on."""
    meaning = compiler.aggregate(node)
    cell_of = meaning.illustrative_cell if meaning.is_illustrative else meaning.cell
    if node.is_field:
        return cell_of
    axes = set(compiler.program.node_axes(node))
    if node.direction is not None:
        axes |= set(compiler.program.node_axes(node.direction))
    for member in node.members:
        if isinstance(member.over, OverList):
            axes |= {PERIOD}
            axes |= {member.over.axis} if member.over.is_of_own_element else set()
    key_of = compiler.key_over(frozenset(axes))
    known: dict[Place, Cell] = {}

    def aggregate(place: Place) -> Cell:
        key = key_of(place)
        cell = known.get(key)
        if cell is None:
            cell = known[key] = cell_of(place)
        return cell

    return aggregate


_UNTREATED = Settled(Gathered((), (), (), ()))
"""Settled members of which none left and none has a weight."""


class AggregateMeaning:
    """The meaning of one aggregate.

    Parameters
    ----------
    node, compiler
        What is compiled, and by what.
    owner
        The declaration whose `needs` and rules for members are about this aggregate, if there is one.
    """

    def __init__(self, node: Aggregate, compiler: Compiler, owner: Computed | None) -> None:
        self._node = node
        self._compiler = compiler
        self._owner = owner
        self._members = tuple(compile_member(member, compiler) for member in node.members)
        self._direction = None if node.direction is None else compiler.compile(node.direction)
        self._weighted = any(member.weight is not None for member in node.members)
        self._last: tuple[Place, Settled] | None = None
        self._over_bodies = any(
            isinstance(member.over, OverList) and member.over.axis == compiler.program.body_axis
            for member in node.members
        )

    def cell(self, place: Place) -> Cell:
        """The aggregate at `place`."""
        if self.grouped is not None and (known := self.grouped.cell(place)) is not None:
            return known
        if self._plain:
            cells = [result(place) for result in self._plain]
            if _all_bare(cells):
                return self._number(cast("list[Present]", cells), _UNTREATED, place)
        settled = self._settle(place)
        return self._statistic(settled, place) if settled.answer is None else settled.answer

    @property
    def is_illustrative(self) -> bool:
        """Whether no act gives the amount that `needs` asks for."""
        return self._owner is not None and self._owner.needs is not None and self._owner.needs.illustrative

    def illustrative_cell(self, place: Place) -> Cell:
        """The aggregate at `place`, which stands by such an amount."""
        return with_marks(self.cell(place), ILLUSTRATIVE)

    @cached_property
    def grouped(self) -> GroupedRows | None:
        """What answers for all places at once, of an aggregate over the rows of a register."""
        if len(self._node.members) != 1 or not isinstance(self._node.members[0].over, OverRows):
            return None
        return GroupedRows(self._node, self._compiler, self._owner)

    @cached_property
    def _plain(self) -> tuple[Meaning, ...]:
        """Members whose bare numbers the statistic takes as they are; none where more is to be asked of any member.

        They are results, which are remembered, so that asking for them again where one is missing costs nothing.
        """
        needs = None if self._owner is None else self._owner.needs
        everyone_covers = needs is None or _is_met_by_all(needs, len(self._members))
        if not everyone_covers or self._node.kind in (AggregateKind.SHARE, AggregateKind.WEIGHTED_MEAN):
            return ()
        plain_members = [
            one.value
            for one in self._members
            if one.value is not None
            and isinstance(one.member.value, Result)
            and one.member.over is None
            and one.only is None
            and one.weight is None
        ]
        return tuple(plain_members) if len(plain_members) == len(self._members) else ()

    # ------------------------------------------------------------ settling

    def _settle(self, place: Place) -> Settled:
        """Members at `place` under the rules; the last place asked for is kept, since a trace asks for it again."""
        if self._last is None or self._last[0] != place:
            self._last = (place, self._newly_settled(place))
        return self._last[1]

    def _newly_settled(self, place: Place) -> Settled:
        gathered = gather(self._members, place, self._compiler)
        refusal = combined(gathered.refusals)
        if refusal is not None:
            return Settled(gathered, refusal)
        if self._node.kind is AggregateKind.SHARE:
            return Settled(gathered, _share(gathered))
        early = self._early_answer(gathered)
        return Settled(gathered, early) if early is not None else self._treated(gathered, place)

    def _early_answer(self, gathered: Gathered) -> Cell | None:
        """What is settled before any member is treated: all N, all N and U, coverage too low, no members."""
        cells = [candidate.cell for candidate in gathered.candidates]
        if self._only_verdicts(cells):
            return _all_verdicts(cells)
        causes = self._uncovered(gathered)
        if causes is not None:
            return Missing(State.NOT_COMPUTED, causes)
        if cells:
            return None
        empty = self._node.kind in COUNTING
        return ZERO if empty else NOTHING_TO_COUNT

    def _only_verdicts(self, cells: list[Cell]) -> bool:
        """Whether there are members, each of them N or U, and no rule puts something in for one."""
        missing = [cell for cell in cells if isinstance(cell, Missing) and is_verdict(cell)]
        rules = [self._rule_for(cell) for cell in missing]
        put_in = any(rule is not None and rule.node is not None for rule in rules)
        return bool(cells) and len(missing) == len(cells) and not put_in

    def _treated(self, gathered: Gathered, place: Place) -> Settled:
        taking: list[tuple[Candidate, Cell]] = []
        rescaled: list[Candidate] = []
        lowered: list[Candidate] = []
        answers: list[Missing] = []
        left: list[Missing] = []
        for candidate in gathered.candidates:
            cell = candidate.cell
            if not isinstance(cell, Missing):
                taking.append((candidate, cell))
                continue
            rule = self._rule_for(cell)
            put_in = None if rule is None else self._put_in(rule, candidate, gathered, place)
            if put_in is not None:
                if isinstance(put_in, Missing):
                    answers.append(put_in)
                else:
                    taking.append((candidate, put_in))
            elif rule is None and not self._may_leave(cell):
                answers.append(cell)
            else:
                left.append(cell)
                if rule is not None:
                    (lowered if rule.treatment is _LOWERED else rescaled).append(candidate)
        answer: Cell | None = combined(answers)
        if answer is None and not taking:
            answer = _none_left(left)
        return Settled(gathered, answer, tuple(taking), tuple(rescaled), tuple(lowered))

    def _rule_for(self, cell: Missing) -> MemberRule | None:
        """The rule that answers a member in that state; what counts by a condition has none."""
        if self._owner is None or self._node.kind in WITHOUT_POLICIES:
            return None
        match cell.state:
            case State.NOT_APPLICABLE:
                return self._owner.rules.not_applicable_members
            case State.NOT_COUNTED:
                return self._owner.rules.not_counted_members
            case _:
                return None

    def _may_leave(self, cell: Missing) -> bool:
        """Whether a member without a rule is left out. `needs` lets the rest stand, and was asked before.

        A member that the text leaves open never is: the rest would pass for a result of the norm.
        """
        if cell.rests_on_hole:
            return False
        if self._owner is not None and self._owner.needs is not None:
            return True
        if self._node.kind in _ADDING:
            return False
        return is_verdict(cell) or self._over_bodies

    def _put_in(self, rule: MemberRule, candidate: Candidate, gathered: Gathered, place: Place) -> Cell | None:
        """What a rule puts in for a member; ``None`` where it leaves it out, or there are no others to take it from."""
        if rule.node is None:
            if rule.treatment not in PUT_IN or all(isinstance(one.cell, Missing) for one in gathered.candidates):
                return None
            return number_put_in(
                rule, lambda: mean_of_present(gathered.candidates), lambda: self._greatest_points(candidate)
            )
        cell = imputed(self._compiler.compile(rule.node)(place))
        if isinstance(cell, Missing) and cell.state is State.NOT_COMPUTED and not cell.causes:
            return Missing(State.NOT_COMPUTED, member_causes(candidate, self._compiler))
        return cell

    # ------------------------------------------------------------ coverage

    def coverage_causes(self, place: Place) -> tuple[Cause, ...] | None:
        """Causes of too low a coverage; `None` where `needs` is met, or is not asked."""
        gathered = gather(self._members, place, self._compiler)
        cells = [candidate.cell for candidate in gathered.candidates]
        if gathered.refusals or self._only_verdicts(cells):
            return None
        return self._uncovered(gathered)

    def _uncovered(self, gathered: Gathered) -> tuple[Cause, ...] | None:
        needs = None if self._owner is None else self._owner.needs
        if needs is None:
            return None
        counted = [one for one in gathered.candidates if not (isinstance(one.cell, Missing) and one.cell.outside)]
        present = [one for one in counted if not isinstance(one.cell, Missing)]
        if self._covers(needs, counted, present):
            return None
        causes = (cause for one in counted for cause in member_causes(one, self._compiler))
        return tuple(dict.fromkeys(causes))

    def _covers(self, needs: Needs, counted: list[Candidate], present: list[Candidate]) -> bool:
        amount = number(needs.amount)
        match needs.coverage:
            case Coverage.ALL:
                return len(present) == len(counted)
            case Coverage.MEMBERS:
                return exact.compare(fmpq(len(present)), amount) >= 0
            case Coverage.SHARE:
                having, of = fmpq(len(present)), exact.mul(amount, fmpq(len(counted)))
                return bool(counted) and exact.compare(having, of) >= 0
            case Coverage.WEIGHT:
                weights = exact.total([self._coverage_weight(one) for one in counted])
                covered = exact.total([self._coverage_weight(one) for one in present])
                return bool(counted) and exact.compare(covered, exact.mul(amount, weights)) >= 0

    def _coverage_weight(self, candidate: Candidate) -> Number:
        if self._node.kind is AggregateKind.SUM:
            return self._greatest_points(candidate)
        return candidate.weight

    # ------------------------------------------------------------ the statistic

    def _statistic(self, settled: Settled, place: Place) -> Cell:
        marks: frozenset[Mark] = frozenset()
        values: list[Present] = []
        for candidate, cell in settled.taking:
            if type(cell) is fmpq and not candidate.marks:
                values.append(cell)
                continue
            if isinstance(cell, Missing):
                raise TypeError("a missing member takes no part")
            values.append(plain(cell))
            marks |= candidate.marks | marks_of(cell)
        return with_marks(self._number(values, settled, place), marks)

    def _number(self, values: list[Present], settled: Settled, place: Place) -> Cell:
        match self._node.kind:
            case AggregateKind.COUNT:
                return fmpq(len(values))
            case AggregateKind.DISTINCT_COUNT:
                return statistics.distinct_count(values)
            case AggregateKind.SUM:
                total = statistics.total(values)
                return total if not settled.rescaled else exact.mul(total, self._sum_factor(settled, place))
            case AggregateKind.MEAN:
                if settled.lowered:
                    return exact.div(statistics.total(values), fmpq(len(values) + len(settled.lowered)))
                return statistics.mean(values)
            case AggregateKind.MEDIAN | AggregateKind.PERCENTILE:
                assert self._node.quantile is not None
                return statistics.quantile(values, self._node.quantile)
            case AggregateKind.MIN:
                return least(*values)
            case AggregateKind.MAX:
                return greatest(*values)
            case AggregateKind.GEOMETRIC_MEAN:
                weights = [candidate.weight for candidate, _ in settled.taking]
                return statistics.geometric_mean(values, weights if self._weighted else None)
            case AggregateKind.WEIGHTED_MEAN:
                weights = [candidate.weight for candidate, _ in settled.taking]
                return statistics.weighted_mean(values, weights, _divisor(settled))
            case _:
                return self._directed(values, place)

    def _directed(self, values: list[Present], place: Place) -> Cell:
        """The best or the worst, by the direction in which the value is better."""
        if self._direction is None:
            raise LookupError("best and worst need a direction")
        direction = self._direction(place)
        if isinstance(direction, Missing):
            return direction
        upwards = (plain(direction) == "higher") is (self._node.kind is AggregateKind.BEST)
        return with_marks((greatest if upwards else least)(*values), marks_of(direction))

    def _sum_factor(self, settled: Settled, place: Place) -> Number:
        """By how much a sum grows when the rest takes over the greatest points of members that left."""
        rest = exact.total([self._greatest_points(one) for one, _ in settled.taking])
        left = exact.total([self._greatest_points(one) for one in settled.rescaled])
        if exact.sign(rest) == 0:
            raise PlanError(PlanErrorCode.NO_GREATEST_POINTS, self._node.span, self._compiler.named(place))
        return exact.div(exact.add(rest, left), rest)

    def _greatest_points(self, candidate: Candidate) -> Number:
        value = candidate.member.value
        if isinstance(value, Result):
            most = self._compiler.program.computed[value.declaration].most_points
            cell = None if most is None else self._compiler.compile(most)(candidate.place)
            if cell is not None and not isinstance(cell, Missing):
                return number(plain(cell))
        words = {"member": candidate.member.name}
        named = self._compiler.named(candidate.place)
        raise PlanError(PlanErrorCode.NO_GREATEST_POINTS, self._node.span, named, words)

    # ------------------------------------------------------------ asked by the trace

    def records(self, place: Place) -> tuple[MemberRecord, ...]:
        """Every member: taking part, or left out and why."""
        if self._plain:
            cells = [result(place) for result in self._plain]
            if _all_bare(cells):
                names = [one.member.name for one in self._members]
                parts = zip(names, cells, strict=True)
                return tuple([MemberRecord(name, None, place, cell, Part.TAKES_PART) for name, cell in parts])
        settled = self._settle(place)
        put_in = {id(one): cell for one, cell in settled.taking if isinstance(one.cell, Missing)}
        divisor = _divisor(settled) if self._weighted and settled.answer is None else ZERO
        taking = {id(one) for one, _ in settled.taking} if exact.sign(divisor) != 0 else set[int]()
        found = []
        for one in settled.gathered.candidates:
            part = Part.PUT_IN if id(one) in put_in else part_of(one.cell)
            effective = exact.div(one.weight, divisor) if id(one) in taking else None
            weight = one.weight if self._weighted else None
            name, given = one.member.name, put_in.get(id(one))
            found.append(MemberRecord(name, one.element, one.place, one.cell, part, weight, effective, given))
        for unselected in (*settled.gathered.left_out, *settled.gathered.set_aside):
            name, element, there = unselected.name, unselected.element, unselected.place
            found.append(MemberRecord(name, element, there, NOT_APPLICABLE, Part.NOT_SELECTED))
        return tuple(found)

    def rows(self, place: Place) -> RowsTaken:
        """Rows of a register that take part; none where the register says nothing about the place."""
        over = self._node.members[0].over
        if not isinstance(over, OverRows):
            raise TypeError("no rows are run over")
        at = rows_at(over, self._compiler)
        if at.refusal(place) is not None:
            return RowsTaken((), 0)
        known = None if self.grouped is None else self.grouped.taken(place)
        if known is not None:
            return known
        gathered = gather(self._members, place, self._compiler)
        taking = [one.element for one in gathered.candidates if not isinstance(one.cell, Missing)]
        of = len(at.table.rows(at.owner(place), at.periods(place)))
        return RowsTaken(tuple(row for row in taking if isinstance(row, int)), of)

    def most_points(self, place: Place) -> MostPoints | None:
        """How many points could be had, and how many after members have left by a policy that says so.

        ``None`` where none has left, or the most points of a member are not known.
        """
        settled = self._settle(place)
        kind = self._node.kind
        lowered = bool(settled.lowered)
        if settled.answer is not None or not (lowered or (settled.rescaled and kind is AggregateKind.SUM)):
            return None
        try:
            return most_points(settled, self._greatest_points, ONE if kind is AggregateKind.SUM else _divisor(settled))
        except PlanError:
            return None

    def rule_used(self, place: Place) -> MemberRule | None:
        """The rule for members that has acted, the first if two have."""
        for candidate in gather(self._members, place, self._compiler).candidates:
            rule = self._rule_for(candidate.cell) if isinstance(candidate.cell, Missing) else None
            if rule is not None:
                return rule
        return None


def _is_met_by_all(needs: Needs, members: int) -> bool:
    """Whether `needs` is met where every member has a value; of weights it is not known before they are."""
    match needs.coverage:
        case Coverage.ALL:
            return True
        case Coverage.MEMBERS:
            return exact.compare(fmpq(members), number(needs.amount)) >= 0
        case Coverage.SHARE:
            return members > 0 and exact.compare(fmpq(1), number(needs.amount)) >= 0
        case Coverage.WEIGHT:
            return False


def _all_bare(cells: list[Cell]) -> bool:
    """Whether each cell is a value without marks."""
    return not any(type(cell) is Missing or type(cell) is Marked for cell in cells)


def _share(gathered: Gathered) -> Cell:
    """The number of elements for which `only` holds among all; those for which it is N or U are in neither."""
    of = len(gathered.candidates) + len(gathered.left_out)
    marks: frozenset[Mark] = frozenset().union(*(one.marks for one in gathered.candidates))
    return with_marks(fmpq(len(gathered.candidates), of), marks) if of else NOTHING_TO_COUNT


def _all_verdicts(cells: list[Cell]) -> Missing:
    """What members of which each is N or U leave."""
    missing = [cell for cell in cells if isinstance(cell, Missing)]
    if any(cell.state is State.NOT_COUNTED for cell in missing):
        return NOT_COUNTED
    return OUTSIDE if all(cell.outside for cell in missing) else NOT_APPLICABLE


def _none_left(left: list[Missing]) -> Missing:
    """What is left when every member has left: an unknown among them leaves an unknown."""
    unknown = combined(one for one in left if not is_verdict(one))
    return unknown if unknown is not None else _all_verdicts(list(left))


def _divisor(settled: Settled) -> Number:
    """Sum of the weights that a weighted mean is divided by."""
    taking = [candidate.weight for candidate, _ in settled.taking]
    return exact.total([*taking, *(candidate.weight for candidate in settled.lowered)])
