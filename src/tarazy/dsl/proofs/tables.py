"""Symbols of tables: bands, lines, cases, values, and under which condition each row is taken."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import pairwise

import z3
from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.numbers import product
from tarazy.dsl.proofs.reasons import STATES
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import (
    FALSE,
    TRUE,
    Symbol,
    both,
    chosen,
    combined,
    either,
    lifted,
    negation,
    real,
    same,
    within,
)
from tarazy.dsl.rules.band_tables import interval_of_band
from tarazy.dsl.states import State

_VERDICTS = frozenset({State.NOT_APPLICABLE, State.NOT_COUNTED})
Row = tuple[z3.BoolRef, Symbol]


def bands_symbol(scene: Scene, node: nodes.Bands, spot: Spot) -> Symbol:
    """``by bands of x``."""
    operand = scene.at(node.operand, spot)
    return _taken(operand, list(zip(band_conditions(operand, node), results(scene, node, spot), strict=True)))


def band_conditions(operand: Symbol, node: nodes.Bands) -> list[z3.BoolRef]:
    """Where each band is taken, of an operand that has a value."""
    if operand.term is None:
        return [FALSE for _ in node.bands]
    return [within(operand.term, interval_of_band(band)) for band in node.bands]


def results(scene: Scene, node: nodes.Bands | nodes.Cases | nodes.ByValues, spot: Spot) -> list[Symbol]:
    """Results of the rows."""
    match node:
        case nodes.Bands(bands=bands):
            return [scene.at(band.result, spot) for band in bands]
        case nodes.Cases(rows=rows):
            return [scene.at(row.result, spot) for row in rows]
        case nodes.ByValues(rows=value_rows):
            return [scene.at(row.result, spot) for row in value_rows]


def _taken(operand: Symbol, rows: Sequence[Row]) -> Symbol:
    """The row that is taken; where the operand is unknown, the cell on which all rows agree."""
    if not rows:
        return Symbol(None, operand.states)
    found = reduce(lambda rest, row: chosen(row[0], row[1], rest), reversed(rows[:-1]), rows[-1][1])
    return under(operand, found, [row for _, row in rows])


def under(operand: Symbol, found: Symbol, possible: Sequence[Symbol]) -> Symbol:
    """`found` where the operand has a value, else its state, unless all that is possible is the same."""
    if not operand.states:
        return found
    agreed = both(*(same(possible[0], other) for other in possible[1:]))
    states = {
        state: here if state in _VERDICTS else both(here, negation(agreed)) for state, here in operand.states.items()
    }
    unsettled = either(states.values())
    for state, here in found.states.items():
        states[state] = either((states.get(state, FALSE), both(negation(unsettled), here)))
    return Symbol(found.term, states)


def line_symbol(scene: Scene, node: nodes.Line, spot: Spot) -> Symbol:
    """``by line of x``: straight between the corners, flat outside."""
    operand = scene.at(node.operand, spot)
    corners = sorted(((at, scene.at(result, spot)) for at, result in node.corners), key=lambda corner: corner[0])
    if operand.term is None:
        return operand
    x = operand.term
    found = corners[-1][1]
    for (a, low), (b, high) in reversed(list(pairwise(corners))):

        def between(y: z3.ArithRef, z: z3.ArithRef, a: fmpq = a, b: fmpq = b) -> z3.ArithRef:
            share = (x - real(a)) * real(1 / (b - a))
            return y + product(scene, scene.interval(node), share, z3.simplify(z - y))

        found = chosen(x <= real(b), lifted(between, low, high), found)
    found = chosen(x <= real(corners[0][0]), corners[0][1], found)
    return Symbol(found.term, combined((operand, found)))


def cases_symbol(scene: Scene, node: nodes.Cases, spot: Spot) -> Symbol:
    """A case table."""
    if not node.rows:
        return Symbol(None)
    conditions = [TRUE_SYMBOL if row.condition is None else scene.at(row.condition, spot) for row in node.rows]
    given = results(scene, node, spot)
    rows = list(zip(row_conditions(conditions), given, strict=True))
    found = reduce(lambda rest, row: chosen(row[0], row[1], rest), reversed(rows[:-1]), rows[-1][1])
    met = Symbol(TRUE, _states_met(conditions, first=node.first))
    return under(met, found, given)


TRUE_SYMBOL = Symbol(TRUE)


def row_conditions(conditions: Sequence[Symbol]) -> list[z3.BoolRef]:
    """Where each row is the first whose condition holds."""
    found: list[z3.BoolRef] = []
    before: list[z3.BoolRef] = []
    for condition in conditions:
        holds = FALSE if condition.term is None else both(condition.present, condition.term)
        found.append(both(*before, holds))
        before.append(negation(holds))
    return found


def _states_met(conditions: Sequence[Symbol], *, first: bool) -> dict[State, z3.BoolRef]:
    """States of the conditions that are met before one holds; without an order, of any that no other row settles."""
    met: dict[State, z3.BoolRef] = {}
    settled: list[z3.BoolRef] = []
    if not first:
        holds = either(
            both(one.present, one.term) for one in conditions if one.term is not None and one is not TRUE_SYMBOL
        )
        states = combined(list(conditions))
        return {state: here if state in _VERDICTS else both(here, negation(holds)) for state, here in states.items()}
    for condition in conditions:
        for state, here in condition.states.items():
            earlier = either(met.values())
            met[state] = either((met.get(state, FALSE), both(here, *settled, negation(earlier))))
        if condition.term is not None:
            settled.append(negation(both(condition.present, condition.term)))
    return met


def values_symbol(scene: Scene, node: nodes.ByValues, spot: Spot) -> Symbol:
    """``by values of x``; a row may name a state, and then answers for it."""
    operand = _value_operand(scene, node, spot)
    if operand is None:
        return scene.opaque(node, STATES)
    rows = list(zip(value_conditions(scene, operand, node), results(scene, node, spot), strict=True))
    if not rows:
        return Symbol(None, operand.states)
    found = reduce(lambda rest, row: chosen(row[0], row[1], rest), reversed(rows[:-1]), rows[-1][1])
    named = {row.key for row in node.rows if isinstance(row.key, State)}
    left = Symbol(TRUE, {state: here for state, here in operand.states.items() if state not in named})
    return under(left, found, [row for _, row in rows])


def _value_operand(scene: Scene, node: nodes.ByValues, spot: Spot) -> Symbol | None:
    return None if isinstance(node.operand, nodes.StateOf) else scene.at(node.operand, spot)


def value_conditions(scene: Scene, operand: Symbol, node: nodes.ByValues) -> list[z3.BoolRef]:
    """Where each row of a table of values is taken."""
    keyed: list[z3.BoolRef] = []
    for row in node.rows:
        if isinstance(row.key, State):
            keyed.append(operand.is_in((row.key,)))
        elif row.key is not None:
            key = scene.constant(row.key).term
            keyed.append(FALSE if operand.term is None else both(operand.present, operand.term == key))
    rest = both(operand.present, *(negation(one) for one in keyed))
    others = iter(keyed)
    return [rest if row.key is None else next(others) for row in node.rows]
