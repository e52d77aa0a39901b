"""How a body stands at every node: its place, its score, the most that can be had, and the average of the group."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cmp_to_key

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import Computed, MemberTreatment, Role, RoundStep
from tarazy.dsl.nodes import PERIOD, Constant
from tarazy.dsl.periods import Period
from tarazy.dsl.states import State
from tarazy.dsl.value_types import NumberType
from tarazy.interpreter.cell_words import CellWords
from tarazy.interpreter.cells import Cell, Missing, is_number, order, plain
from tarazy.interpreter.exact import Number, mul, total
from tarazy.interpreter.meaning.plan_errors import PlanError
from tarazy.interpreter.run import RunResult

_LOWER = "lower"


@frozen
class Standing:
    """A body at one node, in words.

    Parameters
    ----------
    name, label
        Code and label of the declaration.
    place, of
        Place among the bodies that have a value, ties sharing the better one, and how many these are; `place` is empty
        where the body has none.
    value
        Its own result.
    most
        The most that the declaration can give this body; empty where it has no end. It is less where members do not
        apply to the body and the maximum is lowered for that.
    average
        Mean of those that have a value; empty where none has.
    """

    body: str
    period: str
    name: str
    label: str
    place: str
    of: int
    value: str
    most: str
    average: str


def standings(result: RunResult, words: CellWords | None = None) -> Iterator[Standing]:
    """Every body at every node that is a number of a body, in the order declared: what has no period first and once,
    then period by period.

    Parameters
    ----------
    words
        Language of numbers, units and states; English where none is given.
    """
    words = words or result.words
    declared = [one for one in result.program.computed.values() if _is_of_bodies(result, one)]
    timeless = [one for one in declared if PERIOD not in result.program.axes_of[one.code]]
    for one in timeless:
        yield from _of_node(result, one, None, words)
    for period in result.periods:
        for one in declared:
            if one not in timeless:
                yield from _of_node(result, one, period, words)


def _is_of_bodies(result: RunResult, declared: Computed) -> bool:
    facts = result.program.declared[declared.code].result
    axes = set(result.program.axes_of[declared.code])
    return isinstance(facts.type, NumberType) and not declared.families and result.program.body_axis in axes


def _of_node(result: RunResult, declared: Computed, period: Period | None, words: CellWords) -> Iterator[Standing]:
    cells = {body: _cell(result, body, declared.code, period) for body in result.bodies(period)}
    values = {body: value for body, cell in cells.items() if (value := _number(cell)) is not None}
    shape = result.program.declared[declared.code].result.shape
    places = _places(values, lowest_first=_is_lowest_first(declared))
    mean = mul(total(list(values.values())), fmpq(1, len(values))) if values else None
    most = _most(result, declared)
    for body, cell in cells.items():
        lowered = _lowered(result, declared, body, period)
        most_here = most if lowered is None else lowered
        yield Standing(
            body,
            "" if period is None else str(period),
            declared.code,
            declared.label or "",
            str(places.get(body, "")),
            len(values),
            words.shown(cell, shape),
            "" if most_here is None else words.shown(most_here, shape),
            "" if mean is None else words.shown(mean, shape),
        )


def _cell(result: RunResult, body: str, code: str, period: Period | None) -> Cell:
    try:
        return result.cell(body, code, period)
    except PlanError:
        return Missing(State.NOT_COMPUTED)


def _number(cell: Cell) -> Number | None:
    if isinstance(cell, Missing):
        return None
    value = plain(cell)
    return value if is_number(value) else None


def _places(values: Mapping[str, Number], *, lowest_first: bool) -> Mapping[str, int]:
    """Place of each body; ties share the better one."""
    key = cmp_to_key(order)
    ranked = sorted(values, key=lambda body: key(values[body]), reverse=not lowest_first)
    places: dict[str, int] = {}
    for at, body in enumerate(ranked):
        before = ranked[at - 1] if at else None
        is_tie = before is not None and order(values[before], values[body]) == 0
        places[body] = places[before] if is_tie and before is not None else at + 1
    return places


def _is_lowest_first(declared: Computed) -> bool:
    """Points are always better higher, a place lower; a bare value is better as its line says."""
    better = declared.better
    if declared.role is Role.RANK:
        return True
    return not declared.gives_points and isinstance(better, Constant) and better.value == _LOWER


def _lowered(result: RunResult, declared: Computed, body: str, period: Period | None) -> Number | None:
    """The most points of a total whose maximum is lowered for this body, and which nothing but a rounding follows."""
    rules = (declared.rules.not_applicable_members, declared.rules.not_counted_members)
    lowers = any(rule is not None and rule.treatment is MemberTreatment.MAXIMUM_LOWERED for rule in rules)
    if not lowers or not all(isinstance(step, RoundStep) for step in declared.value_steps):
        return None
    most = result.most_points(body, declared.code, period)
    return None if most is None else most.of_those_taking_part


def _most(result: RunResult, declared: Computed) -> fmpq | None:
    if isinstance(declared.most_points, Constant) and isinstance(declared.most_points.value, fmpq):
        return declared.most_points.value
    interval = result.program.declared[declared.code].result.interval
    return None if interval is None or interval.is_empty else interval.high
