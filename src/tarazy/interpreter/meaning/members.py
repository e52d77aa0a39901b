"""Members of an aggregate: which they are at a place, and what state each is in."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.nodes import PERIOD, Member, Result
from tarazy.dsl.over import OverList, OverPeriods, OverRows
from tarazy.dsl.states import UNKNOWN, State
from tarazy.dsl.succession import Relation
from tarazy.interpreter.cells import (
    Cause,
    Cell,
    Mark,
    Missing,
    PlaceParts,
    combined,
    marks_of,
    number,
    plain,
)
from tarazy.interpreter.exact import Number
from tarazy.interpreter.exact.reals import ONE, ZERO
from tarazy.interpreter.meaning.conditions import is_verdict
from tarazy.interpreter.meaning.joined_elements import JoinedElements, joined_elements
from tarazy.interpreter.meaning.places import Entry, Place, moved
from tarazy.interpreter.meaning.rows import rows_at

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning


class Part(Enum):
    """Whether a member takes part in the aggregate, or why not."""

    TAKES_PART = "takes part"
    PUT_IN = "a value is put in by rule"
    NOT_SELECTED = "its `only` does not hold"
    NOT_APPLICABLE = "not applicable"
    NOT_COUNTED = "not counted"
    UNKNOWN = "unknown"


@frozen
class MemberRecord:
    """A member of an aggregate at a place.

    Parameters
    ----------
    name
        Word for the member.
    element
        Element or period it is for; ``None`` for a member that is not over several.
    place
        Where its cell is taken.
    cell
        Its own cell, before any rule for members.
    part
        Whether it takes part.
    weight
        As written or computed; ``None`` where members are not weighted.
    effective_weight
        After what is left out is left out: what it counts in the aggregate, of 1. ``None`` where members are not
        weighted, or it takes no part.
    put_in
        The cell that a rule for members puts in for its own; ``None`` where none does.
    """

    name: str
    element: Entry
    place: Place
    cell: Cell
    part: Part
    weight: Number | None = None
    effective_weight: Number | None = field(default=None)
    put_in: Cell | None = None


_NO_MARKS: frozenset[Mark] = frozenset()


@frozen(eq=False)
class MemberMeaning:
    """A compiled member."""

    member: Member
    value: Meaning | None
    only: Meaning | None
    weight: Meaning | None
    joined: JoinedElements | None


class Candidate(NamedTuple):
    """A member at a place whose `only` holds: its cell, its weight (1 where none is given), and their marks.

    A tuple, since a group of bodies makes as many of them as it has pairs of bodies.
    """

    member: Member
    element: Entry
    place: Place
    cell: Cell
    weight: Number
    marks: frozenset[Mark]


@frozen
class Unselected:
    """An element that `only` leaves out."""

    name: str
    element: Entry
    place: Place


@frozen
class Gathered:
    """Members at a place.

    Parameters
    ----------
    candidates
        Those whose `only` holds, in order.
    left_out
        Those whose `only` does not hold.
    set_aside
        Those whose `only` is N or U.
    refusals
        Why the whole is unknown: an unknown `only` or weight.
    """

    candidates: tuple[Candidate, ...]
    left_out: tuple[Unselected, ...]
    set_aside: tuple[Unselected, ...]
    refusals: tuple[Missing, ...]


def compile_member(member: Member, compiler: Compiler) -> MemberMeaning:
    """The meanings of a member's parts."""
    value, only, weight = (
        None if part is None else compiler.compile(part) for part in (member.value, member.only, member.weight)
    )
    return MemberMeaning(member, value, only, weight, joined_elements(member, compiler))


def places_of(member: Member, place: Place, compiler: Compiler) -> Sequence[tuple[Entry, Place]]:
    """The elements, periods or rows a member is over, each with its place; itself where it is over none."""
    match member.over:
        case None:
            return [(None, place)]
        case OverList() as over:
            position = compiler.positions[over.along]
            before, behind = place[:position], place[position + 1 :]
            return [(element, (*before, element, *behind)) for element in compiler.elements(over, place)]
        case OverRows() as rows:
            return rows_at(rows, compiler).places(place)
        case OverPeriods(count=count, step=step):
            period = compiler.period(place)
            if period is None:
                raise LookupError("no period is meant here")
            position = compiler.positions[PERIOD]
            former = [period - back * (step or 1) for back in reversed(range(count))]
            return [(one, moved(place, position, one)) for one in former]


def gather(members: tuple[MemberMeaning, ...], place: Place, compiler: Compiler) -> Gathered:
    """Every member of an aggregate at `place`."""
    candidates: list[Candidate] = []
    left_out: list[Unselected] = []
    set_aside: list[Unselected] = []
    refusals: list[Missing] = []
    for one in members:
        name, rows = one.member.name, one.member.over
        refusal = rows_at(rows, compiler).refusal(place) if isinstance(rows, OverRows) else None
        if refusal is not None:
            refusals.append(refusal)
            continue
        several = places_of(one.member, place, compiler)
        if not several and isinstance(rows, OverList) and rows.relation is not None:
            refusals.append(_without_kin(rows.relation, compiler.named(place)))
        if one.only is None:
            for element, there in several:
                found = _candidate(one, element, there, _NO_MARKS)
                (candidates if type(found) is Candidate else refusals).append(found)  # type: ignore[arg-type]  # a refusal is Missing
            continue
        possible = None if one.joined is None else one.joined.possible(place, several)
        for element, there in several:
            held = one.only(there) if possible is None or element in possible else False
            if held is False:
                left_out.append(Unselected(name, element, there))
            elif isinstance(held, Missing):
                if is_verdict(held):
                    set_aside.append(Unselected(name, element, there))
                else:
                    refusals.append(held)
            elif plain(held) is not True:
                left_out.append(Unselected(name, element, there))
            else:
                found = _candidate(one, element, there, marks_of(held))
                if isinstance(found, Missing):
                    refusals.append(found)
                else:
                    candidates.append(found)
    return Gathered(tuple(candidates), tuple(left_out), tuple(set_aside), tuple(refusals))


def _without_kin(relation: Relation, place: PlaceParts) -> Missing:
    """Nothing is taken over where nobody is there to take it over from."""
    return Missing(State.ABSENT, (Cause(f"no {relation.kin.value}", State.ABSENT, place),))


def _candidate(one: MemberMeaning, element: Entry, place: Place, marks: frozenset[Mark]) -> Candidate | Missing:
    """The member at its place; the refusal where its weight is unknown. A weight that is N or U makes it N or U."""
    cell: Cell = ONE if one.value is None else one.value(place)
    if one.weight is None:
        united = marks if type(cell) is fmpq else marks | marks_of(cell)
        return Candidate(one.member, element, place, cell, ONE, united)
    weight = one.weight(place)
    if type(weight) is fmpq and type(cell) is fmpq:
        return Candidate(one.member, element, place, cell, weight, marks)
    if not isinstance(weight, Missing):
        united = marks | marks_of(cell) | marks_of(weight)
        return Candidate(one.member, element, place, cell, number(plain(weight)), united)
    if is_verdict(weight):
        return Candidate(one.member, element, place, combined((cell, weight)) or weight, ZERO, marks)
    return weight


def part_of(cell: Cell) -> Part:
    """What a member's own cell makes of it."""
    if not isinstance(cell, Missing):
        return Part.TAKES_PART
    match cell.state:
        case State.NOT_APPLICABLE:
            return Part.NOT_APPLICABLE
        case State.NOT_COUNTED:
            return Part.NOT_COUNTED
        case _:
            return Part.UNKNOWN


def member_causes(candidate: Candidate, compiler: Compiler) -> tuple[Cause, ...]:
    """Why a member is not present: the causes of an unknown, else the member itself."""
    cell, member = candidate.cell, candidate.member
    if not isinstance(cell, Missing):
        return ()
    if cell.state in UNKNOWN and cell.causes:
        return cell.causes
    if isinstance(member.value, Result):
        code = member.value.declaration
        axes = frozenset(compiler.program.axes_of[code])
    else:
        code = member.name
        axes = frozenset(compiler.program.node_axes(member.value)) if member.value is not None else frozenset()
    named = tuple((axis, entry) for axis, entry in compiler.named(candidate.place) if axis in axes)
    return (Cause(code, cell.state, named),)
