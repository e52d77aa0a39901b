"""Meaning of leaves and references: written values, data, elements, parameters, results, names of the legend."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import evolve
from flint import fmpq

from tarazy.dsl.nodes import (
    PERIOD,
    AtElement,
    AtPeriod,
    Attribute,
    BoundElement,
    Constant,
    Datum,
    Element,
    ElementConstant,
    Facet,
    FunctionCall,
    Local,
    ParameterValue,
    Result,
    Shift,
    StateConstant,
    Undetermined,
)
from tarazy.dsl.periods import Period, containing
from tarazy.dsl.states import UNKNOWN, State
from tarazy.interpreter.cells import NO_FORMER_PERIOD, Cause, Cell, Mark, Marked, Missing, marks_of, plain, with_marks
from tarazy.interpreter.meaning.places import Entry, KeyOf, Place, key_at, moved
from tarazy.interpreter.snapshot_protocol import Read

if TYPE_CHECKING:
    from tarazy.interpreter.meaning.compiler import Compiler, Meaning


def compile_constant(node: Constant, _: Compiler) -> Meaning:
    """A written value; an illustrative one carries the mark."""
    cell: Cell = Marked(node.value, frozenset({Mark.ILLUSTRATIVE})) if node.illustrative else node.value
    return lambda _: cell


def compile_state(node: StateConstant, _: Compiler) -> Meaning:
    """A cell in that state, without a cause."""
    cell = Missing(node.state)
    return lambda _: cell


def compile_undetermined(node: Undetermined, _: Compiler) -> Meaning:
    """*Not computed*, caused by the text that leaves it open."""
    cell = Missing(State.NOT_COMPUTED, (Cause(f'undetermined "{node.text}"', State.NOT_COMPUTED, is_hole=True),))
    return lambda _: cell


def compile_datum(node: Datum, compiler: Compiler) -> Meaning:
    """The cell of a source at the place; a key that is not in the table is absent."""
    axes = compiler.program.sources[node.source].axes
    key_of = key_at([compiler.positions[axis] for axis in axes], len(compiler.program.axes))
    column: Mapping[Any, Read] = compiler.snapshot.table(node.source).get(node.column, {})
    code = f"{node.source}.{node.column}"

    source = compiler.program.sources[node.source]
    if source.has_period and source.parts != compiler.program.parts:
        return _datum_of_longer(column, code, axes, key_of, source.parts)

    def datum(place: Place) -> Cell:
        key = key_of(place)
        cell = column.get(key)
        if type(cell) is fmpq:
            return cell
        return _caused(cell, code, axes, key)

    return datum


def _datum_of_longer(
    column: Mapping[Any, Read], code: str, axes: tuple[str, ...], key_of: KeyOf, parts: int
) -> Meaning:
    """A datum of a longer period than the program's: that of the period in which the place's lies."""

    def datum(place: Place) -> Cell:
        *others, period = key_of(place)
        key = (*others, containing(period, parts) if isinstance(period, Period) else period)
        return _caused(column.get(key), code, axes, key)

    return datum


def _caused(cell: Read | None, code: str, axes: tuple[str, ...], key: Place) -> Cell:
    """`cell` as read; where it is unknown, with itself as the cause."""
    if cell is None:
        cell = State.ABSENT
    if isinstance(cell, State):
        cell = Missing(cell)
    if isinstance(cell, Missing) and cell.state in UNKNOWN and not cell.causes:
        return evolve(cell, causes=(Cause(code, cell.state, tuple(zip(axes, key, strict=True))),))
    return cell


def compile_element(node: Element, compiler: Compiler) -> Meaning:
    """Code of the element that the place is at."""
    position = compiler.positions[compiler.program.lists[node.list].root]

    def element(place: Place) -> Cell:
        entry = place[position]
        if not isinstance(entry, str):
            raise TypeError(f"no element of {node.list} is meant here")
        return entry

    return element


def compile_bound_element(node: BoundElement, compiler: Compiler) -> Meaning:
    """Code of the element that the call around it is at."""
    position = compiler.positions[node.axis]

    def bound_element(place: Place) -> Cell:
        entry = place[position]
        if not isinstance(entry, str):
            raise TypeError(f"no element {node.axis} is meant here")
        return entry

    return bound_element


def compile_element_constant(node: ElementConstant, _: Compiler) -> Meaning:
    """Code of an element named in the text."""
    return lambda _: node.code


def compile_attribute(node: Attribute, compiler: Compiler) -> Meaning:
    """A column of a list for the element."""
    element = compiler.compile(node.element)
    axes = (compiler.program.lists[node.list].root,)
    code = f"{node.list}.{node.column}"
    known: dict[tuple[str, Period | None], Cell] = {}

    def read(key: tuple[str, Period | None]) -> Cell:
        known[key] = _caused(compiler.snapshot.attribute(node.list, node.column, *key), code, axes, key[:1])
        return known[key]

    def attribute(place: Place) -> Cell:
        found = element(place)
        if isinstance(found, Missing):
            return found
        key = (str(plain(found)), compiler.period(place))
        cell = known.get(key)
        return with_marks(read(key) if cell is None else cell, marks_of(found))

    if isinstance(node.element, Element):
        position = compiler.positions[axes[0]]
        period = compiler.positions.get(PERIOD, position)
        here: dict[tuple[Entry, Entry], Cell] = {}

        def own_attribute(place: Place) -> Cell:
            key = (place[position], place[period])
            cell = here.get(key)
            if cell is None:
                cell = here[key] = attribute(place)
            return cell

        return own_attribute

    return attribute


def compile_parameter(node: ParameterValue, compiler: Compiler) -> Meaning:
    """The value set for the period: the last row that begins in it or before; before the first row it is absent."""
    rows = compiler.program.parameters[node.parameter].by_period
    always = [compiler.compile(value) for first, value in rows if first is None]
    dated = sorted((first, compiler.compile(value)) for first, value in rows if first is not None)
    if always and not dated:
        return always[0]

    def parameter(place: Place) -> Cell:
        period = compiler.period(place)
        in_force = [value for first, value in dated if period is not None and first <= period]
        if in_force or always:
            return (in_force or always)[-1](place)
        return Missing(State.ABSENT, (Cause(node.parameter, State.ABSENT, ((PERIOD, period),)),))

    return parameter


def compile_result(node: Result, compiler: Compiler) -> Meaning:
    """What a declaration gives at the place."""
    declared = compiler.declaration(node.declaration)
    match node.facet:
        case Facet.RESULT:
            return declared.result
        case Facet.VALUE:
            return declared.value
        case Facet.BEFORE_ROUNDING:
            return declared.before_rounding


def compile_local(node: Local, compiler: Compiler) -> Meaning:
    """A name of a declaration's legend."""
    return compiler.declaration(node.declaration).local(node.name)


def compile_call(node: FunctionCall, compiler: Compiler) -> Meaning:
    """The function's value, the arguments already put in."""
    return compiler.compile(node.body)


def compile_shift(node: Shift, compiler: Compiler) -> Meaning:
    """The operand some periods earlier; absent before the first period of the data, unless the text sets it."""
    operand = compiler.compile(node.operand)
    position = compiler.positions.get(PERIOD)
    if position is None:
        return operand
    of_data = () if isinstance(node.operand, ParameterValue | Constant) else compiler.snapshot.periods()
    first = min(of_data, default=None)

    def shift(place: Place) -> Cell:
        period = place[position]
        if not isinstance(period, Period):
            raise TypeError("no period is meant here")
        former = period - node.periods
        if first is not None and former < first:
            cause = Cause(NO_FORMER_PERIOD, State.ABSENT, ((PERIOD, former),))
            return Missing(State.ABSENT, (cause,))
        return operand(moved(place, position, former))

    return shift


def compile_at_period(node: AtPeriod, compiler: Compiler) -> Meaning:
    """The operand in a period."""
    operand = compiler.compile(node.operand)
    position = compiler.positions.get(PERIOD)
    if position is None:
        return operand
    return lambda place: operand(moved(place, position, node.period))


def compile_at_element(node: AtElement, compiler: Compiler) -> Meaning:
    """The operand for an element."""
    operand = compiler.compile(node.operand)
    element = compiler.compile(node.element)
    position = compiler.positions[node.axis]

    def at_element(place: Place) -> Cell:
        found = element(place)
        if isinstance(found, Missing):
            return found
        cell = operand(moved(place, position, str(plain(found))))
        return with_marks(cell, marks_of(found))

    return at_element
