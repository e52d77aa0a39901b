"""Data of an example from a model of the solver."""

from __future__ import annotations

import z3

from tarazy.dsl.nodes import Facet
from tarazy.dsl.proofs.inputs import DatumInput, GivenInput, MemberInput, RowsInput
from tarazy.dsl.proofs.row_cells import cell_of, number_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.verdicts import Datum, Rows
from tarazy.dsl.states import State


def data_of(scene: Scene, model: z3.ModelRef, body: str | None = None) -> tuple[Datum, ...]:
    """The cells that a model chooses; what is absent is left out, as an example takes it to be."""
    found: list[Datum] = []
    for one in scene.inputs.values():
        match one:
            case DatumInput(source=source, column=column, elements=elements, back=back):
                cell = cell_of(model, one.symbol, column, scene)
                if cell is None or cell is State.ABSENT:
                    continue
                codes = tuple(code for _, code in elements)
                found.append(Datum(source, column.name, cell, column.shape, Facet.VALUE, codes, body, back))
            case GivenInput(code=code, facet=facet, elements=elements, term=term):
                value = number_of(model.eval(term, model_completion=True))
                shape = scene.program.declared[code].of(Facet(facet)).shape
                codes = tuple(element for _, element in elements)
                if value is not None:
                    found.append(Datum("", code, value, shape, Facet(facet), codes, body))
            case RowsInput() | MemberInput():
                pass
    return tuple(found)


def rows_of(scene: Scene, model: z3.ModelRef, body: str | None = None) -> tuple[Rows, ...]:
    """Rows of registers that a model chooses."""
    kinds = [one for one in scene.inputs.values() if isinstance(one, RowsInput)]
    return tuple(
        Rows(one.register, one.cells, model.eval(one.count, model_completion=True).as_long(), body) for one in kinds
    )


def lacks_a_list(scene: Scene, model: z3.ModelRef) -> str | None:
    """A list that the body must be outside of in the model: an example's bodies are in every list."""
    return next(
        (
            one.list
            for one in scene.inputs.values()
            if isinstance(one, MemberInput) and z3.is_false(model.eval(one.holds, model_completion=True))
        ),
        None,
    )
