"""What members without a value lead to, by the policy that the declaration names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import MemberRule, MemberTreatment
from tarazy.interpreter.cells import Cell, Missing, imputed, number, plain
from tarazy.interpreter.exact import Number, total
from tarazy.interpreter.exact import div as quotient
from tarazy.interpreter.exact import mul as product
from tarazy.interpreter.meaning.members import Candidate, Gathered

PUT_IN = frozenset({MemberTreatment.MOST_POINTS, MemberTreatment.MEAN_OF_THE_OTHERS})
"""Policies that put a number in; the others leave the member out."""


@frozen(eq=False)
class Settled:
    """Members of an aggregate at a place, settled: an `answer` that needs no statistic, or who takes part.

    `lowered` are left out and stay in the divisor; `rescaled` leave, and the rest takes their share over.
    """

    gathered: Gathered
    answer: Cell | None = None
    taking: tuple[tuple[Candidate, Cell], ...] = ()
    rescaled: tuple[Candidate, ...] = ()
    lowered: tuple[Candidate, ...] = ()


@frozen
class MostPoints:
    """Points that all members could give together, and those that take part."""

    of_all: Number
    of_those_taking_part: Number


def number_put_in(rule: MemberRule, others: Callable[[], Number], most: Callable[[], Number]) -> Cell | None:
    """The number that a policy puts in for a member, marked as imputed; ``None`` where it puts none in."""
    match rule.treatment:
        case MemberTreatment.MOST_POINTS:
            return imputed(most())
        case MemberTreatment.MEAN_OF_THE_OTHERS:
            return imputed(others())
        case _:
            return None


def mean_of_present(candidates: Iterable[Candidate]) -> Number:
    """The plain mean of the members that have a value of their own; there must be one."""
    values = [number(plain(one.cell)) for one in candidates if not isinstance(one.cell, Missing)]
    return product(total(values), fmpq(1, len(values)))


def most_points(settled: Settled, greatest: Callable[[Candidate], Number], divisor: Number) -> MostPoints:
    """Points that could be had, with and without those that have left; the statistic divides their sum by `divisor`."""

    def of(candidates: Sequence[Candidate]) -> Number:
        return quotient(total([product(one.weight, greatest(one)) for one in candidates]), divisor)

    taking = [one for one, _ in settled.taking]
    return MostPoints(of([*taking, *settled.rescaled, *settled.lowered]), of(taking))
