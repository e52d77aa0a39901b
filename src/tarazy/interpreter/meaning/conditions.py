"""Meaning of conditions and of what asks for a state: comparisons, and/or/not, if, first present, has, state."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from flint import fmpq

from tarazy.dsl import nodes
from tarazy.dsl.states import State
from tarazy.interpreter.cells import (
    Cell,
    Marked,
    Missing,
    Present,
    combined,
    lifted,
    marks_of,
    order,
    plain,
    same_cell,
    state_of,
    values_equal,
    with_marks,
)
from tarazy.interpreter.meaning.places import Place

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning

_RATIONAL: dict[str, Callable[[fmpq, fmpq], bool]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}

_GENERAL: dict[str, Callable[[Present, Present], bool]] = {
    "=": values_equal,
    "!=": lambda a, b: not values_equal(a, b),
    "<": lambda a, b: order(a, b) < 0,
    "<=": lambda a, b: order(a, b) <= 0,
    ">": lambda a, b: order(a, b) > 0,
    ">=": lambda a, b: order(a, b) >= 0,
}


def compile_compare(node: nodes.Compare, compiler: Compiler) -> Meaning:
    """``a <= b``; a state beside ``state(x)`` is the word for it."""
    left = _compared(node.left, node.right, compiler)
    right = _compared(node.right, node.left, compiler)
    rational, general = _RATIONAL[node.operator], _GENERAL[node.operator]

    def compare(place: Place) -> Cell:
        a, b = left(place), right(place)
        if type(a) is fmpq and type(b) is fmpq:
            return rational(a, b)
        return general(a, b) if type(a) is str and type(b) is str else lifted(general, a, b)

    return compare


def _compared(node: nodes.AnyNode, other: nodes.AnyNode, compiler: Compiler) -> Meaning:
    if isinstance(node, nodes.StateConstant) and isinstance(other, nodes.StateOf):
        word = node.state.value
        return lambda _: word
    return compiler.compile(node)


def compile_logical(node: nodes.Logical, compiler: Compiler) -> Meaning:
    """``and``, ``or``: a side that decides alone decides; else N before U before unknown."""
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    decisive = node.operator == "or"

    def logical(place: Place) -> Cell:
        a = left(place)
        if not isinstance(a, Missing) and plain(a) is decisive:
            return a
        b = right(place)
        if not isinstance(b, Missing) and plain(b) is decisive:
            return b
        return combined((a, b)) or with_marks(not decisive, marks_of(a) | marks_of(b))

    return logical


def compile_not(node: nodes.Not, compiler: Compiler) -> Meaning:
    """``not(c)``."""
    operand = compiler.compile(node.operand)
    return lambda place: lifted(lambda value: value is False, operand(place))


def compile_if(node: nodes.If, compiler: Compiler) -> Meaning:
    """``if(c; a; b)``; where c is unknown, the branches' cell if both give the same."""
    condition, then, otherwise = (compiler.compile(part) for part in (node.condition, node.then, node.otherwise))

    def choose(place: Place) -> Cell:
        held = condition(place)
        if held is True:
            return then(place)
        if held is False:
            return otherwise(place)
        if isinstance(held, Marked):
            return with_marks((then if held.value is True else otherwise)(place), held.marks)
        if isinstance(held, Missing) and not is_verdict(held):
            return agreed((then(place), otherwise(place)), held)
        return held

    return choose


def is_verdict(missing: Missing) -> bool:
    """Whether it is *not applicable* or *not counted*, which no datum can change."""
    return missing.state in (State.NOT_APPLICABLE, State.NOT_COUNTED)


def agreed(possible: Iterable[Cell], unknown: Missing) -> Cell:
    """The cell that all branches still possible give, or else `unknown`."""
    cells = iter(possible)
    first = next(cells, unknown)
    return first if all(same_cell(first, other) for other in cells) else unknown


def compile_first_present(node: nodes.FirstPresent, compiler: Compiler) -> Meaning:
    """``first present(a; b)``; where none is, the state of the last."""
    operands = [compiler.compile(operand) for operand in node.operands]

    def first_present(place: Place) -> Cell:
        for operand in operands[:-1]:
            cell = operand(place)
            if not isinstance(cell, Missing):
                return cell
        return operands[-1](place)

    return first_present


def compile_belongs(node: nodes.Belongs, compiler: Compiler) -> Meaning:
    """``belongs(L)``: yes or no of an element that is there."""
    element = compiler.compile(node.operand)

    def belongs(place: Place) -> Cell:
        cell = element(place)
        if isinstance(cell, Missing):
            return cell
        return with_marks(compiler.is_member(node.list, str(plain(cell)), compiler.period(place)), marks_of(cell))

    return belongs


def compile_has(node: nodes.Has, compiler: Compiler) -> Meaning:
    """``has(x)``: always yes or no."""
    operand = compiler.compile(node.operand)
    return lambda place: not isinstance(operand(place), Missing)


def compile_state_of(node: nodes.StateOf, compiler: Compiler) -> Meaning:
    """``state(x)``: the key of the state's word."""
    operand = compiler.compile(node.operand)
    return lambda place: state_of(operand(place)).value
