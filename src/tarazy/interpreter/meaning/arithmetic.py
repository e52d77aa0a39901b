"""Meaning of arithmetic and of the functions of single numbers.

Every operation here is strict: *not applicable* before *not counted* before unknown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.graph import is_of_group
from tarazy.interpreter import exact
from tarazy.interpreter.cells import ALL_EQUAL, ZERO_DIVISOR, Cell, Missing, Present, lifted, number, order, plain
from tarazy.interpreter.exact import DomainError, Number
from tarazy.interpreter.exact.reals import ZERO
from tarazy.interpreter.meaning.places import Place
from tarazy.interpreter.meaning.plan_errors import PlanError, PlanErrorCode

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning


def compile_negate(node: nodes.Negate, compiler: Compiler) -> Meaning:
    """``-x``."""
    return _unary(compiler.compile(node.operand), exact.neg)


def compile_absolute(node: nodes.Absolute, compiler: Compiler) -> Meaning:
    """``abs(x)``."""
    return _unary(compiler.compile(node.operand), exact.absolute)


def compile_logarithm(node: nodes.Logarithm, compiler: Compiler) -> Meaning:
    """``ln(x)``."""
    return _unary(compiler.compile(node.operand), exact.ln)


def compile_root(node: nodes.Root, compiler: Compiler) -> Meaning:
    """``root(x; n)``."""
    return _unary(compiler.compile(node.operand), lambda x: exact.root(x, node.degree))


def compile_round(node: nodes.Round, compiler: Compiler) -> Meaning:
    """``round(x; …)``."""
    return _unary(compiler.compile(node.operand), lambda x: exact.round_to(x, node.mode, node.decimals))


def _unary(operand: Meaning, operation: Callable[[Number], Number]) -> Meaning:
    def on_present(value: Present) -> Present:
        return operation(number(value))

    def unary(place: Place) -> Cell:
        cell = operand(place)
        return operation(cell) if type(cell) is fmpq else lifted(on_present, cell)

    return unary


def compile_arithmetic(node: nodes.Arithmetic, compiler: Compiler) -> Meaning:
    """``a + b`` and the like."""
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    match node.operator:
        case "+":
            return _sum(left, right)
        case "-":
            return _difference(left, right)
        case "*":
            return _product(left, right)
        case "/":
            return _quotient(left, right)
        case _:
            return lambda place: lifted(power, left(place), right(place))


def _sum(left: Meaning, right: Meaning) -> Meaning:
    def total(place: Place) -> Cell:
        a, b = left(place), right(place)
        return a + b if type(a) is fmpq and type(b) is fmpq else lifted(plus, a, b)

    return total


def _difference(left: Meaning, right: Meaning) -> Meaning:
    def difference(place: Place) -> Cell:
        a, b = left(place), right(place)
        return a - b if type(a) is fmpq and type(b) is fmpq else lifted(minus, a, b)

    return difference


def _product(left: Meaning, right: Meaning) -> Meaning:
    def product(place: Place) -> Cell:
        a, b = left(place), right(place)
        return a * b if type(a) is fmpq and type(b) is fmpq else lifted(times, a, b)

    return product


def _quotient(left: Meaning, right: Meaning) -> Meaning:
    def quotient(place: Place) -> Cell:
        a, b = left(place), right(place)
        if type(a) is fmpq and type(b) is fmpq:
            return ZERO_DIVISOR if b == ZERO else a / b
        return lifted(divided, a, b)

    return quotient


def plus(a: Present, b: Present) -> Present:
    """A + b; a date and a number of days give a date."""
    if isinstance(a, date):
        return a + timedelta(days=int(_days(b)))
    if isinstance(b, date):
        return b + timedelta(days=int(_days(a)))
    return exact.add(number(a), number(b))


def minus(a: Present, b: Present) -> Present:
    """A - b; two dates give days, a date less days a date."""
    if isinstance(a, date):
        return fmpq((a - b).days) if isinstance(b, date) else a - timedelta(days=int(_days(b)))
    return exact.sub(number(a), number(b))


def _days(value: Present) -> fmpq:
    if type(value) is not fmpq or value.q != 1:
        raise DomainError("a date is moved by a whole number of days")
    return value


def times(a: Present, b: Present) -> Present:
    """A * b."""
    return exact.mul(number(a), number(b))


def divided(a: Present, b: Present) -> Cell:
    """A / b; *zero divisor* where b is 0."""
    divisor = number(b)
    return ZERO_DIVISOR if exact.sign(divisor) == 0 else exact.div(number(a), divisor)


def power(a: Present, b: Present) -> Cell:
    """A ^ b; *zero divisor* for 0 to a negative power."""
    if type(b) is not fmpq:
        raise DomainError("a power whose exponent is not rational")
    base = number(a)
    if b < ZERO and exact.sign(base) == 0:
        return ZERO_DIVISOR
    return exact.power(base, b)


def compile_extreme(node: nodes.Extreme, compiler: Compiler) -> Meaning:
    """``min(a; b)``, ``max(a; b)`` of numbers or of dates."""
    operands = [compiler.compile(operand) for operand in node.operands]
    choose = least if node.kind == "min" else greatest
    return lambda place: lifted(choose, *[operand(place) for operand in operands])


def least(*values: Present) -> Present:
    """The first of the smallest."""
    if all(type(value) is fmpq for value in values):
        return min(cast("tuple[fmpq, ...]", values))
    found = values[0]
    for value in values[1:]:
        found = value if order(value, found) < 0 else found
    return found


def greatest(*values: Present) -> Present:
    """The first of the greatest."""
    if all(type(value) is fmpq for value in values):
        return max(cast("tuple[fmpq, ...]", values))
    found = values[0]
    for value in values[1:]:
        found = value if order(value, found) > 0 else found
    return found


def compile_limit(node: nodes.Limit, compiler: Compiler) -> Meaning:
    """``limit(x; from a; to b)``: not less than a, then not more than b."""
    operand = compiler.compile(node.operand)
    low = None if node.low is None else compiler.compile(node.low)
    high = None if node.high is None else compiler.compile(node.high)

    def limit(place: Place) -> Cell:
        cell = operand(place)
        floor = None if low is None else low(place)
        ceiling = None if high is None else high(place)
        if floor is not None and ceiling is not None:
            _check_ends(floor, ceiling, place)
        if floor is not None:
            cell = at_least(cell, floor)
        return cell if ceiling is None else at_most(cell, ceiling)

    def _check_ends(floor: Cell, ceiling: Cell, place: Place) -> None:
        if type(floor) is fmpq and type(ceiling) is fmpq and floor <= ceiling:
            return
        if isinstance(floor, Missing) or isinstance(ceiling, Missing):
            return
        if order(plain(floor), plain(ceiling)) > 0:
            raise PlanError(PlanErrorCode.LIMIT_ENDS_CROSSED, node.span, compiler.named(place))

    return limit


def at_least(cell: Cell, bound: Cell) -> Cell:
    """`cell`, not less than `bound`."""
    if type(cell) is fmpq and type(bound) is fmpq:
        return max(cell, bound)
    return lifted(greatest, cell, bound)


def at_most(cell: Cell, bound: Cell) -> Cell:
    """`cell`, not more than `bound`."""
    if type(cell) is fmpq and type(bound) is fmpq:
        return min(cell, bound)
    return lifted(least, cell, bound)


def compile_progress(node: nodes.Progress, compiler: Compiler) -> Meaning:
    """``progress(x; from A; to B)`` = (x - A) / (B - A). Equal ends are *all equal* between two group statistics."""
    operand, start, end = (compiler.compile(part) for part in (node.operand, node.start, node.end))
    in_group = _is_of_group(node.start, compiler) and _is_of_group(node.end, compiler)
    failure = ALL_EQUAL if in_group else ZERO_DIVISOR

    last: list[tuple[Present, Present, exact.Number | None]] = []

    def way_between(a: Present, b: Present) -> exact.Number | None:
        """B - a, or `None` where it is 0; the ends are mostly the same from place to place."""
        if last and last[0][0] is a and last[0][1] is b:
            return last[0][2]
        way = exact.sub(number(b), number(a))
        found = None if exact.sign(way) == 0 else way
        last[:] = [(a, b, found)]
        return found

    def share(x: Present, a: Present, b: Present) -> Cell:
        way = way_between(a, b)
        return failure if way is None else exact.div(exact.sub(number(x), number(a)), way)

    if isinstance(node.start, nodes.Constant) and isinstance(node.end, nodes.Constant):
        return _progress_between(operand, share, start(()), end(()))

    def progress(place: Place) -> Cell:
        x, a, b = operand(place), start(place), end(place)
        if type(x) is fmpq and type(a) is fmpq and type(b) is fmpq:
            return failure if a == b else (x - a) / (b - a)
        return lifted(share, x, a, b)

    return progress


def _progress_between(operand: Meaning, share: Callable[..., Cell], start: Cell, end: Cell) -> Meaning:
    """`progress` between two written ends."""
    if not (type(start) is fmpq and type(end) is fmpq) or start == end:
        return lambda place: lifted(share, operand(place), start, end)
    way = end - start

    def progress(place: Place) -> Cell:
        x = operand(place)
        return (x - start) / way if type(x) is fmpq else lifted(share, x, start, end)

    return progress


def _is_of_group(node: nodes.AnyNode, compiler: Compiler) -> bool:
    """Whether a node is a statistic of a group of bodies, by itself or by a name for one."""

    def line(local: nodes.Local) -> nodes.AnyNode:
        legend = compiler.program.computed[local.declaration].where
        return next(one.node for one in legend if one.name == local.name)

    return is_of_group(node, compiler.program.body_axis, line)


def compile_working_days(node: nodes.WorkingDays, compiler: Compiler) -> Meaning:
    """``working days(a; b; calendar c)``; a day for which the calendar does not speak is refused."""
    start, end = compiler.compile(node.start), compiler.compile(node.end)

    def counted(a: Present, b: Present) -> Present:
        if not isinstance(a, date) or not isinstance(b, date):
            raise TypeError("working days lie between two dates")
        try:
            return fmpq(node.calendar.between(a, b))
        except ValueError as refusal:
            raise DomainError(str(refusal)) from refusal

    return lambda place: lifted(counted, start(place), end(place))


def compile_working_day_after(node: nodes.WorkingDayAfter, compiler: Compiler) -> Meaning:
    """``working day after(a; n; calendar c)``; a day for which the calendar does not speak is refused."""
    start, count = compiler.compile(node.start), compiler.compile(node.count)

    def moved_to(a: Present, n: Present) -> Present:
        if not isinstance(a, date):
            raise TypeError("a working day is after a date")
        try:
            return node.calendar.after(a, int(_days(n)))
        except ValueError as refusal:
            raise DomainError(str(refusal)) from refusal

    return lambda place: lifted(moved_to, start(place), count(place))


def compile_reaches(node: nodes.Reaches, compiler: Compiler) -> Meaning:
    """``reaches(x; b)``, ``better than(x; b)``: by the direction in which the value is better."""
    operand, target, direction = (compiler.compile(part) for part in (node.operand, node.target, node.direction))
    enough = 1 if node.strictly else 0

    def compared(x: Present, b: Present, way: Present) -> bool:
        side = order(x, b)
        return (side if way == "higher" else -side) >= enough

    def reaches(place: Place) -> Cell:
        x, b, way = operand(place), target(place), direction(place)
        if type(x) is fmpq and type(b) is fmpq and type(way) is str:
            return compared(x, b, way)
        return lifted(compared, x, b, way)

    return reaches
