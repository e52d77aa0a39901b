"""Values that a model of the solver gives."""

from __future__ import annotations

from datetime import date

import z3
from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.nodes import Value
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import Symbol, constant_of
from tarazy.dsl.states import State
from tarazy.dsl.value_types import CategoryType, DateType, DirectionType, NumberType, YesNoType


def cell_of(model: z3.ModelRef, symbol: Symbol, column: Column, scene: Scene) -> Value | State | None:
    """What a cell of a column is in a model; ``None`` where only an element or a text can stand."""
    for state, here in symbol.states.items():
        if z3.is_true(model.eval(here, model_completion=True)):
            return state
    value = model.eval(symbol.term, model_completion=True)
    match column.type:
        case NumberType():
            return number_of(value)
        case YesNoType():
            return bool(z3.is_true(value))
        case DateType():
            return date.fromordinal(value.as_long())
        case CategoryType() | DirectionType():
            return scene.words_by_number().get(value.as_long())
        case _:
            return None


def number_of(value: z3.ExprRef) -> fmpq | None:
    """The exact number that a term of a model is; ``None`` for an irrational one."""
    if z3.is_int_value(value):
        return fmpq(value.as_long())
    return constant_of(value)


def result_of(model: z3.ModelRef, symbol: Symbol) -> fmpq | State | None:
    """What the number of a symbol is in a model; ``None`` for what an example cannot say."""
    for state, here in symbol.states.items():
        if z3.is_true(model.eval(here, model_completion=True)):
            return state if state in (State.NOT_APPLICABLE, State.NOT_COUNTED, State.NOT_COMPUTED) else None
    return None if symbol.term is None else number_of(model.eval(symbol.term, model_completion=True))
