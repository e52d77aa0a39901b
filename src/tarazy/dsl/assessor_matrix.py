"""The matrix of assessors: each body that is assessed, each block and part, and who assesses it by what ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from attrs import field, frozen

from tarazy.dsl.assessors import Assessor, Assignment, Basis
from tarazy.dsl.declarations import Computed, Role
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.names.scopes import MadeOf
from tarazy.dsl.outside import Outside
from tarazy.dsl.periods import Period, first_day, last_day


class Answer(Enum):
    """Whether a body is assessed by a block or part, or why not."""

    ASSESSED = "assessed"
    NOT_APPLICABLE = "not applicable"
    CONFLICT = "not assessed"
    WITHIN = "assessed within the successor"
    NOBODY = "nobody"
    SEVERAL = "several"


@frozen(eq=False)
class AssessmentLine:
    """One line of the matrix.

    Parameters
    ----------
    block, part
        Codes; `part` is empty where a block is assessed as a whole.
    by
        Who assesses; none where nobody does.
    because
        Code of the declaration by which the body is not assessed: a scope, a known conflict, a regime.
    successor
        Within whom a former body is assessed.
    recommendations
        Whether the results are recommendations to successors only.
    """

    body: str
    block: str
    part: str
    answer: Answer
    by: tuple[Assignment, ...] = ()
    basis: Basis = field(default=(), repr=False)
    because: str = ""
    successor: str = ""
    recommendations: bool = False
    leads: str = ""
    leads_code: str = ""
    supported_by: tuple[str, ...] = ()


@frozen(eq=False)
class Unit:
    """What is assessed as one: a part of a block, or a whole block; `assessor` is ``None`` where none is declared."""

    block: str
    part: str
    assessor: Assessor | None

    @property
    def code(self) -> str:
        """Code of what is assessed."""
        return self.part or self.block


def units_of(resolved: Resolved) -> tuple[Unit, ...]:
    """What is assessed, in the order declared: parts with the block (or the score) that they are part of, and blocks.

    A part beside one that has an assessor, and a block of which nothing has one, are told without.
    """
    made, computed, assessors = MadeOf(resolved.computed), resolved.computed, resolved.assessors
    found: list[Unit] = []
    for code, one in computed.items():
        if one.role is Role.BLOCK:
            if code in assessors or not any(other in assessors for other in made.below(code)):
                found.append(Unit(code, "", assessors.get(code)))
            continue
        whole = _whole(code, computed, made)
        if code in assessors or (whole and _stands_beside(one, whole, resolved, made)):
            found.append(Unit(whole, code, assessors.get(code)))
    return tuple(found)


def _whole(code: str, computed: Mapping[str, Computed], made: MadeOf) -> str:
    """The block that something is part of, else the least score; empty where it is part of neither."""
    around = [other for other in computed if other != code and code in made.below(other)]
    for role in (Role.BLOCK, Role.SCORE):
        wholes = [other for other in around if computed[other].role is role]
        if wholes:
            return min(wholes, key=lambda other: len(made.below(other)))
    return ""


def _stands_beside(one: Computed, whole: str, resolved: Resolved, made: MadeOf) -> bool:
    """Whether other parts of a whole have an assessor, and this one is neither made of them nor in them."""
    assessed = [code for code in resolved.assessors if code in made.below(whole) and code != whole]
    related = any(code in made.below(one.code) or one.code in made.below(code) for code in assessed)
    return one.role is Role.PART and bool(assessed) and not related


def matrix(resolved: Resolved, bodies: tuple[str, ...], period: Period) -> Iterator[AssessmentLine]:
    """The lines of the bodies in the order given, each by blocks and parts in the order declared."""
    units = units_of(resolved)
    for body in bodies:
        for unit in units:
            yield _line(resolved, unit, body, period)


def bodies_in_text(resolved: Resolved, period: Period) -> tuple[str, ...] | None:
    """Bodies that are assessed in a period, as the text says; ``None`` where the data say it."""
    assessed = resolved.assessed
    if not assessed:
        return None
    declared = resolved.process.bodies.declared
    return tuple(
        code
        for code in assessed
        if code not in declared or _is_there(declared[code].since, declared[code].until, period)
    )


def _is_there(since: date | None, until: date | None, period: Period) -> bool:
    return (since is None or since <= last_day(period)) and (until is None or until >= first_day(period))


def _line(resolved: Resolved, unit: Unit, body: str, period: Period) -> AssessmentLine:
    standing = resolved.process.regimes.standing_in(body, period)
    if standing is not None and standing.regime.is_within:
        within = resolved.process.regimes.assessed_within(body, first_day(period).year)
        regime = standing.regime
        return AssessmentLine(
            body, unit.block, unit.part, Answer.WITHIN, basis=regime.basis, because=regime.code, successor=within
        )
    outside = _outside(resolved, unit, body)
    if outside is not None:
        answer = Answer.CONFLICT if outside.kind == "known_conflict" else Answer.NOT_APPLICABLE
        return AssessmentLine(body, unit.block, unit.part, answer, basis=outside.basis, because=outside.by)
    assessor = unit.assessor
    if assessor is None:
        return AssessmentLine(body, unit.block, unit.part, Answer.NOBODY)
    assigned = assessor.assigned(body, assessor.day(period))
    answer = Answer.ASSESSED if len(assigned) == 1 else Answer.SEVERAL
    if any(one.holder is None for one in assigned):
        answer = Answer.NOBODY
    return AssessmentLine(
        body,
        unit.block,
        unit.part,
        answer,
        assigned,
        assigned[0].basis,
        recommendations=standing is not None,
        leads=assessor.leads,
        leads_code=assessor.parties.codes.get(assessor.leads, assessor.leads),
        supported_by=assessor.supported_by,
    )


def _outside(resolved: Resolved, unit: Unit, body: str) -> Outside | None:
    """By what a body is outside of a unit, or of the block that it is part of."""
    groups = next((one.parties.groups for one in resolved.assessors.values()), {})
    for code in filter(None, (unit.part, unit.block)):
        for one in resolved.computed[code].outside:
            if body in groups.get(one.of, ()) if one.is_list else one.of == body:
                return one
    return None
