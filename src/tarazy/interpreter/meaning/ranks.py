"""Meaning of `rank`: the place of the own value among those of a group, computed once for the group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cmp_to_key
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import frozen
from flint import fmpq

from tarazy.dsl.nodes import PERIOD, Rank, Ties
from tarazy.interpreter.cells import (
    NOT_APPLICABLE,
    Cell,
    Mark,
    Missing,
    Present,
    combined,
    marks_of,
    order,
    plain,
    with_marks,
)
from tarazy.interpreter.meaning.conditions import is_verdict
from tarazy.interpreter.meaning.places import Entry, Place, moved

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning


_IN_ORDER: Callable[[Present], Any] = cmp_to_key(order)


@frozen(eq=False)
class _Standing:
    """A ranked group: the place of each element, and the marks of all values that were compared."""

    places: Mapping[Entry, fmpq]
    marks: frozenset[Mark]


def compile_rank(node: Rank, compiler: Compiler) -> Meaning:
    """``rank(x; over G; …)``. A value that is missing has its own state for a place; one outside G is not applicable.

    Members of G without a value take no place. An unknown `only` of any member leaves every place unknown. A place is
    imputed where its own value is, not where that of another is.
    """
    operand = compiler.compile(node.operand)
    position = compiler.positions[node.over.axis]
    own_axes = {node.over.axis} if node.over.is_of_own_element else set[str]()
    used = set(compiler.program.node_axes(node))
    if node.only is not None:
        used |= set(compiler.program.node_axes(node.only))
    group_axes = frozenset((used - {node.over.axis}) | own_axes | {PERIOD})
    group_of = compiler.key_over(group_axes)
    standings: dict[Place, _Standing | Missing] = {}

    def rank(place: Place) -> Cell:
        own = operand(place)
        if isinstance(own, Missing):
            return own
        group = group_of(place)
        if group not in standings:
            standings[group] = _ranked(node, compiler, place)
        standing = standings[group]
        if isinstance(standing, Missing):
            return standing
        taken = standing.places.get(place[position])
        return NOT_APPLICABLE if taken is None else with_marks(taken, standing.marks | marks_of(own))

    return rank


def _ranked(node: Rank, compiler: Compiler, place: Place) -> _Standing | Missing:
    operand = compiler.compile(node.operand)
    only = None if node.only is None else compiler.compile(node.only)
    position = compiler.positions[node.over.axis]
    values: list[tuple[Entry, Present]] = []
    marks: frozenset[Mark] = frozenset()
    undecided: list[Missing] = []
    for element in compiler.elements(node.over, place):
        there = moved(place, position, element)
        held: Cell = True if only is None else only(there)
        if isinstance(held, Missing):
            undecided += [] if is_verdict(held) else [held]
            continue
        cell = operand(there) if plain(held) is True else NOT_APPLICABLE
        if not isinstance(cell, Missing):
            values.append((element, plain(cell)))
            marks |= (marks_of(cell) | marks_of(held)) - {Mark.IMPUTED}
    refused = combined(undecided)
    if refused is not None:
        return refused
    return _Standing(_places(values, node.highest_first, node.ties), marks)


def _places(values: list[tuple[Entry, Present]], highest_first: bool, ties: Ties) -> dict[Entry, fmpq]:
    rational = [(element, value) for element, value in values if type(value) is fmpq]
    if len(rational) == len(values):
        rational.sort(key=lambda row: row[1], reverse=highest_first)
        runs = [[element for element, _ in run] for _, run in groupby(rational, key=lambda row: row[1])]
    else:
        keyed = [(element, _IN_ORDER(value)) for element, value in values]
        keyed.sort(key=lambda row: row[1], reverse=highest_first)
        runs = [[element for element, _ in run] for _, run in groupby(keyed, key=lambda row: row[1])]
    places: dict[Entry, fmpq] = {}
    taken = 0
    for run in runs:
        shared = fmpq(taken + 1)
        if ties is Ties.MEAN_PLACE:
            shared += fmpq(len(run) - 1, 2)
        places.update((element, shared) for element in run)
        taken += len(run)
    return places
