"""A counterexample in few rows: results in place of the many data that lead to them."""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl.graph import Part
from tarazy.dsl.nodes import Facet
from tarazy.dsl.proofs.computed import facet_symbol
from tarazy.dsl.proofs.data_found import Found
from tarazy.dsl.proofs.expressions import new_scene
from tarazy.dsl.proofs.inputs import DatumInput, Spot
from tarazy.dsl.proofs.row_cells import result_of
from tarazy.dsl.proofs.scene import Scene
from tarazy.dsl.proofs.symbols import Symbol
from tarazy.dsl.proofs.targets import codes_of, spots_of
from tarazy.dsl.proofs.verdicts import Counterexample, Datum

_READABLE = 16
"""So many rows of an example are read at a glance."""


def shortened(scene: Scene, code: str, spot: Spot, found: Found, example: Counterexample) -> Counterexample:
    """The counterexample with the results that `code` is made of as they come out of its data, if it is shorter so.

    Parameters
    ----------
    scene, found
        Where the data were found for `code` at `spot`.
    """
    if len(example.given) <= _READABLE or example.rows:
        return example
    program = scene.program
    parts = dict.fromkeys(
        edge.used.code
        for edge in program.graph.edges
        if edge.user.code == code and edge.used.part is Part.RESULT and not edge.within and not edge.shifted
    )
    apart = new_scene(program, scene.elements)
    given: list[Datum] = []
    for part in parts:
        for place in spots_of(program, part, scene.elements):
            cell = result_of(found.model, facet_symbol(scene, part, Facet.RESULT, place))
            if cell is None:
                return example
            apart.fixed[part, Facet.RESULT, place] = Symbol(None)
            shape = program.declared[part].result.shape
            given.append(Datum("", part, cell, shape, Facet.RESULT, codes_of(place)))
    facet_symbol(apart, code, Facet.RESULT, spot)
    direct = {(one.source, one.column.name) for one in apart.inputs.values() if isinstance(one, DatumInput)}
    given += [one for one in example.given if (one.source, one.name) in direct]
    return example if len(given) >= len(example.given) else evolve(example, given=tuple(given), whole=example)
