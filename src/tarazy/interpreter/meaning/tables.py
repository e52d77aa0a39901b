"""Meaning of tables: bands, lines, cases, values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.interpreter import exact
from tarazy.interpreter.cells import (
    Cell,
    Missing,
    Present,
    combined,
    lifted,
    marks_of,
    number,
    order,
    plain,
    values_equal,
    with_marks,
)
from tarazy.interpreter.meaning.conditions import agreed, is_verdict
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.meaning.plan_errors import PlanError, PlanErrorCode

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning


def compile_bands(node: nodes.Bands, compiler: Compiler) -> Meaning:
    """``by bands of x``; an unknown x leaves all bands possible."""
    operand = compiler.compile(node.operand)
    rows = [(band, compiler.compile(band.result)) for band in node.bands]

    def by_bands(place: Place) -> Cell:
        cell = operand(place)
        if isinstance(cell, Missing):
            return cell if is_verdict(cell) else agreed((result(place) for _, result in rows), cell)
        value = plain(cell)
        for band, result in rows:
            if holds(band, value):
                return with_marks(result(place), marks_of(cell))
        raise _no_row(node.span, place, compiler)

    return by_bands


def holds(band: nodes.Band, value: Present) -> bool:
    """Whether `value` lies in `band`. Raises `UndecidedTie` where an irrational number cannot be told from an end."""
    if band.low is not None and order(value, band.low) < (1 if band.low_open else 0):
        return False
    return band.high is None or order(value, band.high) <= (-1 if band.high_open else 0)


def _no_row(span: Span, place: Place, compiler: Compiler) -> PlanError:
    return PlanError(PlanErrorCode.NO_ROW_FITS, span, compiler.named(place))


def compile_line(node: nodes.Line, compiler: Compiler) -> Meaning:
    """``by line of x``: straight between the corners, flat outside."""
    operand = compiler.compile(node.operand)
    corners = sorted(((at, compiler.compile(result)) for at, result in node.corners), key=lambda row: row[0])

    def by_line(place: Place) -> Cell:
        cell = operand(place)
        if isinstance(cell, Missing):
            return cell if is_verdict(cell) else agreed((result(place) for _, result in corners), cell)
        x = number(plain(cell))
        after = next((i for i, (at, _) in enumerate(corners) if exact.compare(x, at) <= 0), len(corners))
        if after in (0, len(corners)):
            return with_marks(corners[min(after, len(corners) - 1)][1](place), marks_of(cell))
        (a, low), (b, high) = corners[after - 1], corners[after]

        def between(x: Present, y: Present, z: Present) -> Present:
            share = exact.mul(exact.sub(number(x), a), fmpq(1) / (b - a))
            return exact.add(number(y), exact.mul(share, exact.sub(number(z), number(y))))

        return lifted(between, cell, low(place), high(place))

    return by_line


def compile_cases(node: nodes.Cases, compiler: Compiler) -> Meaning:
    """A case table: the first that holds, or the one that does."""
    rows = [
        (None if row.condition is None else compiler.compile(row.condition), compiler.compile(row.result))
        for row in node.rows
    ]
    choose = _first_that_holds if node.first else _one_that_holds

    def cases(place: Place) -> Cell:
        found = choose(rows, place)
        if found is None:
            raise _no_row(node.span, place, compiler)
        return found

    return cases


_Rows = Sequence[tuple["Meaning | None", "Meaning"]]


def _first_that_holds(rows: _Rows, place: Place) -> Cell | None:
    """The first row whose condition holds; from an unknown condition on, what all possible rows agree on."""
    possible: list[Cell] = []
    unknown: list[Missing] = []
    for condition, result in rows:
        held: Cell = True if condition is None else condition(place)
        if isinstance(held, Missing) and not is_verdict(held):
            unknown.append(held)
            possible.append(result(place))
            continue
        if isinstance(held, Missing):
            possible.append(held)
            break
        if plain(held) is True:
            possible.append(with_marks(result(place), marks_of(held)))
            break
    if unknown:
        return agreed(possible, combined(unknown) or unknown[0])
    return possible[0] if possible else None


def _one_that_holds(rows: _Rows, place: Place) -> Cell | None:
    """The row whose condition holds, of conditions that exclude each other and leave nothing out."""
    conditions = [(True if condition is None else condition(place), result) for condition, result in rows]
    missing = combined(held for held, _ in conditions)
    if missing is not None and is_verdict(missing):
        return missing
    last: Meaning | None = None
    for (condition, result), (held, _) in zip(rows, conditions, strict=True):
        if condition is None:
            last = result
        elif not isinstance(held, Missing) and plain(held) is True:
            return with_marks(result(place), marks_of(held))
    if missing is None:
        return None if last is None else last(place)
    possible = [result(place) for held, result in conditions if isinstance(held, Missing)]
    if last is not None:
        possible.append(last(place))
    return agreed(possible, missing)


def compile_by_values(node: nodes.ByValues, compiler: Compiler) -> Meaning:
    """``by values of x``; a row may name a state, and then answers for it."""
    operand = compiler.compile(node.operand)
    rows = [(_key(row.key), compiler.compile(row.result)) for row in node.rows if row.key is not None]
    states = {
        row.key: compiler.compile(row.result)
        for row in node.rows
        if isinstance(row.key, State) and not isinstance(node.operand, nodes.StateOf)
    }
    otherwise = next((compiler.compile(row.result) for row in node.rows if row.key is None), None)
    results = [compiler.compile(row.result) for row in node.rows]

    def by_values(place: Place) -> Cell:
        cell = operand(place)
        if isinstance(cell, Missing):
            if cell.state in states:
                return states[cell.state](place)
            return cell if is_verdict(cell) else agreed((result(place) for result in results), cell)
        value = plain(cell)
        for key, result in rows:
            if values_equal(key, value):
                return with_marks(result(place), marks_of(cell))
        if otherwise is None:
            raise _no_row(node.span, place, compiler)
        return with_marks(otherwise(place), marks_of(cell))

    return by_values


def _key(key: nodes.Value | State) -> Present:
    return key.value if isinstance(key, State) else key
