"""Symbols of expressions: each kind of node from those of its operands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce

import z3

from tarazy.dsl import nodes
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.program import Program
from tarazy.dsl.proofs.aggregates import aggregate_symbol
from tarazy.dsl.proofs.computed import facet_symbol, local_symbol
from tarazy.dsl.proofs.elements import Elements
from tarazy.dsl.proofs.inputs import Spot
from tarazy.dsl.proofs.numbers import power, product, quotient, root, rounded_term
from tarazy.dsl.proofs.reasons import IRRATIONAL, LIST_OF_DATA, NOT_FOLLOWED, OTHER_BODIES
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import (
    FALSE,
    TRUE,
    Symbol,
    Term,
    both,
    chosen,
    combined,
    either,
    lifted,
    negation,
)
from tarazy.dsl.proofs.tables import bands_symbol, cases_symbol, line_symbol, values_symbol
from tarazy.dsl.states import State
from tarazy.dsl.typing.keys import key_of

_COMPARED: Mapping[str, Callable[[Term, Term], z3.BoolRef]] = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def new_scene(program: Program, elements: Elements) -> Scene:
    """A scene in which nothing has been asked yet."""
    return Scene(program, elements, symbol_of)


def symbol_of(scene: Scene, node: AnyNode, spot: Spot) -> Symbol:
    """The symbol of a node at a place."""
    match node:
        case nodes.Constant(value=value):
            return scene.constant(value)
        case nodes.StateConstant(state=state):
            return Symbol(None, {state: TRUE})
        case nodes.Datum(source=source, column=column):
            return scene.datum(source, column, spot)
        case nodes.Attribute():
            return _attribute(scene, node, spot)
        case nodes.Element(list=code):
            return _element(scene, node, code, spot)
        case nodes.ElementConstant(code=word):
            return scene.constant(word)
        case nodes.ParameterValue():
            return scene.parameter(node)
        case nodes.RowColumn(register=register, column=column):
            cell = scene.shared.get(("column", register, column))
            return cell if isinstance(cell, Symbol) else scene.opaque(node, NOT_FOLLOWED)
        case nodes.Result(declaration=code, facet=facet):
            return facet_symbol(scene, code, facet, spot)
        case nodes.Local(declaration=code, name=name):
            return local_symbol(scene, code, name, spot)
        case nodes.FunctionCall(body=body):
            return scene.at(body, spot)
        case nodes.Shift(operand=operand, periods=periods):
            return scene.at(operand, Spot(spot.elements, spot.back + periods))
        case nodes.AtElement(operand=operand, axis=axis, element=nodes.ElementConstant(code=word)):
            return scene.at(operand, spot.at(axis, word))
        case nodes.Filed(operand=operand):
            return _filed(scene, node, operand, spot)
        case nodes.Aggregate():
            return aggregate_symbol(scene, node, spot)
        case nodes.Rank():
            return scene.opaque(node, OTHER_BODIES)
        case nodes.Bands():
            return bands_symbol(scene, node, spot)
        case nodes.Line():
            return line_symbol(scene, node, spot)
        case nodes.Cases():
            return cases_symbol(scene, node, spot)
        case nodes.ByValues():
            return values_symbol(scene, node, spot)
        case _:
            return _operation(scene, node, spot)


def _operation(scene: Scene, node: AnyNode, spot: Spot) -> Symbol:
    def of(part: AnyNode) -> Symbol:
        return scene.at(part, spot)

    match node:
        case nodes.Negate(operand=x):
            return lifted(lambda a: -a, of(x))
        case nodes.Arithmetic():
            return _arithmetic(scene, node, of(node.left), of(node.right))
        case nodes.Compare():
            return _compare(scene, node, spot)
        case nodes.Logical(operator=operator, left=left, right=right):
            return _logical(operator == "or", of(left), of(right))
        case nodes.Not(operand=x):
            return lifted(negation, of(x))
        case nodes.If(condition=condition, then=then, otherwise=otherwise):
            return _if(of(condition), of(then), of(otherwise))
        case nodes.Extreme(kind=kind, operands=several):
            return reduce(lambda a, b: lifted(least if kind == "min" else greatest, a, b), map(of, several))
        case nodes.Absolute(operand=x):
            return lifted(lambda a: z3.If(a >= 0, a, -a), of(x))
        case nodes.Limit(operand=x, low=low, high=high):
            found = of(x) if low is None else lifted(greatest, of(x), of(low))
            return found if high is None else lifted(least, found, of(high))
        case nodes.Round(operand=x, mode=mode, decimals=decimals):
            return lifted(lambda a: rounded_term(scene, a, mode, decimals), of(x))
        case nodes.FirstPresent(operands=several):
            symbols = [of(part) for part in several]
            return reduce(lambda rest, one: chosen(one.present, one, rest), reversed(symbols[:-1]), symbols[-1])
        case nodes.Has(operand=x):
            return Symbol(of(x).present)
        case nodes.Progress():
            return _progress(scene, node, of(node.operand), of(node.start), of(node.end))
        case nodes.Reaches():
            return _reaches(scene, node, spot)
        case nodes.Root(operand=x, degree=degree):
            return root(scene, node, of(x), degree)
        case nodes.Logarithm(operand=x):
            return Symbol(scene.opaque(node, IRRATIONAL).term, of(x).states)
        case _:
            return scene.opaque(node, NOT_FOLLOWED)


def least(a: z3.ArithRef, b: z3.ArithRef) -> z3.ArithRef:
    """The lesser of two numbers."""
    return z3.If(a <= b, a, b)


def greatest(a: z3.ArithRef, b: z3.ArithRef) -> z3.ArithRef:
    """The greater of two numbers."""
    return z3.If(a >= b, a, b)


# ---------------------------------------------------------------- leaves


def _attribute(scene: Scene, node: nodes.Attribute, spot: Spot) -> Symbol:
    declared = scene.program.lists[node.list]
    element = spot.element(declared.root)
    if isinstance(node.element, nodes.ElementConstant):
        element = node.element.code
    elif not isinstance(node.element, nodes.Element):
        return scene.opaque(node, NOT_FOLLOWED)
    if element is None:
        key = (("attribute", node.list, node.column), Spot())
        if key not in scene.memo:
            scene.memo[key] = scene.opaque(node, LIST_OF_DATA)
        return scene.memo[key]
    cell = scene.elements.attribute(node.list, node.column, element)
    if cell is None:
        return scene.opaque(node, LIST_OF_DATA)
    return Symbol(None, {cell: TRUE}) if isinstance(cell, State) else scene.constant(cell)


def _element(scene: Scene, node: AnyNode, code: str, spot: Spot) -> Symbol:
    element = spot.element(scene.program.lists[code].root)
    return scene.opaque(node, NOT_FOLLOWED) if element is None else scene.constant(element)


def _filed(scene: Scene, node: nodes.Filed, operand: AnyNode, spot: Spot) -> Symbol:
    """A datum that may be refused because it was late; the mark that it was late changes no number."""
    inner = scene.at(operand, spot)
    if not node.refused:
        return inner
    refused = scene.unknown(scene.facts(node), NOT_FOLLOWED)
    return Symbol(inner.term, combined((Symbol(TRUE, refused.states), inner)))


# ---------------------------------------------------------------- operations


def _arithmetic(scene: Scene, node: nodes.Arithmetic, left: Symbol, right: Symbol) -> Symbol:
    match node.operator:
        case "+":
            return lifted(lambda a, b: _real(a) + _real(b), left, right)
        case "-":
            return lifted(lambda a, b: _real(a) - _real(b), left, right)
        case "*":
            if key_of(node.left) == key_of(node.right):
                return lifted(lambda a: power(scene, node, a, 2), left)
            return lifted(lambda a, b: product(scene, scene.interval(node), a, b), left, right)
        case "/":
            return _divided(scene, node, left, right)
        case _:
            exponent = scene.interval(node.right).constant
            if exponent is None or exponent.q != 1 or not 0 <= exponent <= 3:
                return Symbol(scene.opaque(node, IRRATIONAL).term, combined((left, right)))
            return lifted(lambda a: power(scene, node, a, int(exponent.p)), left)


def _real(term: Term) -> z3.ArithRef:
    return z3.ToReal(term) if z3.is_int(term) else term


def _divided(scene: Scene, node: AnyNode, left: Symbol, right: Symbol) -> Symbol:
    found = lifted(lambda a, b: quotient(scene, scene.interval(node), a, b), left, right)
    return _failing(found, State.ZERO_DIVISOR, FALSE if right.term is None else right.term == 0)


def _progress(scene: Scene, node: nodes.Progress, operand: Symbol, start: Symbol, end: Symbol) -> Symbol:
    found = lifted(lambda x, a, b: quotient(scene, scene.interval(node), x - a, b - a), operand, start, end)
    equal = FALSE if start.term is None or end.term is None else start.term == end.term
    may = scene.facts(node).may
    return _failing(found, State.ALL_EQUAL if State.ALL_EQUAL in may else State.ZERO_DIVISOR, equal)


def _failing(symbol: Symbol, state: State, fails: z3.BoolRef) -> Symbol:
    """The symbol, in `state` where it would have a value and `fails` holds."""
    if symbol.term is None:
        return symbol
    condition = z3.simplify(both(fails, symbol.present))
    if z3.is_false(condition):
        return symbol
    here = either((condition, symbol.states.get(state, FALSE)))
    return Symbol(symbol.term, {**symbol.states, state: here})


def _compare(scene: Scene, node: nodes.Compare, spot: Spot) -> Symbol:
    if isinstance(node.left, nodes.StateOf) or isinstance(node.right, nodes.StateOf):
        return _compare_states(scene, node, spot)
    left, right = scene.at(node.left, spot), scene.at(node.right, spot)
    return lifted(_COMPARED[node.operator], left, right)


def _compare_states(scene: Scene, node: nodes.Compare, spot: Spot) -> Symbol:
    asked, other = node.left, node.right
    if not isinstance(asked, nodes.StateOf):
        asked, other = other, asked
    if not (isinstance(asked, nodes.StateOf) and isinstance(other, nodes.StateConstant)):
        return scene.opaque(node, NOT_FOLLOWED)
    symbol = scene.at(asked.operand, spot)
    holds = symbol.present if other.state is State.PRESENT else symbol.is_in((other.state,))
    return Symbol(holds if node.operator == "=" else negation(holds))


def _logical(decisive: bool, left: Symbol, right: Symbol) -> Symbol:
    """``or`` where `decisive`, else ``and``: a side that decides alone decides."""

    def decides(side: Symbol) -> z3.BoolRef:
        if side.term is None:
            return FALSE
        return both(side.present, side.term if decisive else negation(side.term))

    decided = either((decides(left), decides(right)))
    states = {state: both(here, negation(decided)) for state, here in combined((left, right)).items()}
    return Symbol(decided if decisive else negation(decided), states)


def _if(condition: Symbol, then: Symbol, otherwise: Symbol) -> Symbol:
    if condition.term is None:
        return Symbol(then.term, condition.states)
    found = chosen(condition.term, then, otherwise)
    return Symbol(found.term, _under(condition, found))


def _under(condition: Symbol, found: Symbol) -> dict[State, z3.BoolRef]:
    """States of what a condition chooses: its own come first."""
    states = dict(condition.states)
    for state, here in found.states.items():
        states[state] = either((states.get(state, FALSE), both(condition.present, here)))
    return states


def _reaches(scene: Scene, node: nodes.Reaches, spot: Spot) -> Symbol:
    operand, target, direction = (scene.at(part, spot) for part in (node.operand, node.target, node.direction))

    def reached(x: z3.ArithRef, b: z3.ArithRef, way: z3.ArithRef) -> z3.BoolRef:
        upwards, downwards = (x > b, x < b) if node.strictly else (x >= b, x <= b)
        return z3.simplify(z3.If(way == scene.word("higher"), upwards, downwards))

    return lifted(reached, operand, target, direction)
