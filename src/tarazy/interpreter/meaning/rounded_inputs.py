"""Meaning of ``may equal(a; b)``: whether two numbers can be the same before their data were rounded for print.

A datum of a column with k decimals stands for every number that rounds to it. The formula over such stretches gives the
stretch of all its possible values (interval arithmetic; Moore, Kearfott and Cloud 2009). That two stretches do not meet
is certain; that they meet is not, where a datum stands in the formula twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import fmpq

from tarazy.dsl import intervals, nodes
from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import WHOLE, Interval, point
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.typing.bounds import column_scale
from tarazy.interpreter.cells import Cell, Missing, combined, marks_of, plain, with_marks
from tarazy.interpreter.meaning.places import Place

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning

_HALF = fmpq(1, 2)


def compile_may_equal(node: nodes.MayEqual, compiler: Compiler) -> Meaning:
    """``may equal(a; b)``: no where it is impossible, yes where it is possible."""
    left, right = compiler.compile(node.left), compiler.compile(node.right)

    def may_equal(place: Place) -> Cell:
        cells = left(place), right(place)
        missing = combined(cells)
        if missing is not None:
            return missing
        meeting = intervals.intersect(stretch(node.left, place, compiler), stretch(node.right, place, compiler))
        return with_marks(not meeting.is_empty, marks_of(cells[0]) | marks_of(cells[1]))

    return may_equal


def stretch(node: AnyNode, place: Place, compiler: Compiler) -> Interval:
    """Every value that a formula can have when its data are known to their decimals only."""
    match node:
        case nodes.Datum(source=source, column=name):
            return _around(node, compiler.program.sources[source].column(name), place, compiler)
        case nodes.Negate(operand=x):
            return intervals.negated(stretch(x, place, compiler))
        case nodes.Absolute(operand=x):
            return intervals.absolute(stretch(x, place, compiler))
        case nodes.Round(operand=x, mode=mode, decimals=decimals):
            return intervals.round_to(stretch(x, place, compiler), mode, decimals)
        case nodes.Arithmetic(operator="+", left=a, right=b):
            return intervals.add(stretch(a, place, compiler), stretch(b, place, compiler))
        case nodes.Arithmetic(operator="-", left=a, right=b):
            return intervals.subtract(stretch(a, place, compiler), stretch(b, place, compiler))
        case nodes.Arithmetic(operator="*", left=a, right=b):
            return intervals.multiply(stretch(a, place, compiler), stretch(b, place, compiler))
        case nodes.Arithmetic(operator="/", left=a, right=b):
            return intervals.divide(stretch(a, place, compiler), stretch(b, place, compiler))
        case nodes.Local(declaration=code, name=name):
            line = next(one for one in compiler.program.computed[code].where if one.name == name)
            return stretch(line.node, place, compiler)
        case nodes.Result(declaration=code):
            return _of_declaration(node, code, place, compiler)
        case _:
            return _exact(node, place, compiler)


def _of_declaration(node: nodes.Result, code: str, place: Place, compiler: Compiler) -> Interval:
    """A declaration that is its formula and nothing more is that formula; any other is its number."""
    declared = compiler.program.computed[code]
    is_formula = declared.points is None and not declared.value_steps and not compiler.overrides
    return stretch(declared.value, place, compiler) if is_formula else _exact(node, place, compiler)


def _around(node: nodes.Datum, column: Column | None, place: Place, compiler: Compiler) -> Interval:
    """The numbers that round to a datum: half a unit of its last decimal on either side."""
    number = _exact(node, place, compiler)
    if column is None or column.decimals is None or number.low is None:
        return number
    half = _HALF * column_scale(column) / fmpq(10) ** column.decimals
    return intervals.add(number, Interval(-half, False, half, False))


def _exact(node: AnyNode, place: Place, compiler: Compiler) -> Interval:
    cell = compiler.compile(node)(place)
    if isinstance(cell, Missing):
        return WHOLE
    value = plain(cell)
    return point(value) if isinstance(value, fmpq) else WHOLE
