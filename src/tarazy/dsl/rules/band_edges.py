"""T221, T205: an edge of a table is written in another unit than the number that the table reads.

A bare number takes the unit of what the table reads; beside percent it must say which it is. Bad: ``by bands of share``
with the edge ``60`` where `share` is shown as percent: it would mean 6000 %. Good: ``60 %``.
"""

from __future__ import annotations

from collections.abc import Iterator

from flint import fmpq

from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import number_text
from tarazy.dsl.nodes import AnyNode, Bands, Constant, Line
from tarazy.dsl.rules.rule import NodeRule
from tarazy.dsl.typing.guards import FactsOf, Guards
from tarazy.dsl.units import Shape, UnitMismatch, shape_text, unit_of_comparison


def check(node: AnyNode, facts_of: FactsOf, _guards: Guards) -> Iterator[Diagnostic]:
    """Each edge against the operand, the first that does not fit."""
    assert isinstance(node, Bands | Line)
    shape = facts_of(node.operand).shape
    edges = node.edges if isinstance(node, Line) else tuple(edge for band in node.bands for edge in band.edges)
    for edge in edges if shape is not None else ():
        found = _misfit(node.operand, shape, edge) if shape is not None else None
        if found is not None:
            yield found
            return


def _misfit(operand: AnyNode, shape: Shape, edge: Constant) -> Diagnostic | None:
    written = edge.shape
    if (
        written is None
        or not isinstance(edge.value, fmpq)
        or not isinstance(unit_of_comparison(shape, written), UnitMismatch)
    ):
        return None
    is_bare = written.unit.is_pure and not written.is_percent
    left, right = shape_text(shape), shape_text(written)
    labels = (Label(operand.span, "is", {"what": left}),)
    if not is_bare:
        return finding("T205", edge.span, variant="edges", labels=labels, left=left, right=right)
    if shape.is_percent:
        number = number_text(edge.value)
        return finding("T221", edge.span, labels=labels, left=left, right=right, number=number)
    return None


RULE = NodeRule(("T221", "T205"), (Bands, Line), check)
