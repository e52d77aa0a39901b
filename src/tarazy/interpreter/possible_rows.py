"""Which parts of a table or a condition were asked where something that chooses among them is unknown.

Every row that is still possible is asked then: where all of them give the same, that is the value.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tarazy.dsl import nodes
from tarazy.dsl.nodes import AnyNode
from tarazy.interpreter.cells import Cell, Missing, plain
from tarazy.interpreter.meaning.conditions import is_verdict
from tarazy.interpreter.meaning.places import Place

if TYPE_CHECKING:
    from tarazy.interpreter.inquiry import Inquiry


def is_open(cell: Cell) -> bool:
    """Whether a cell leaves rows possible: it is unknown, and not a state that is an answer by itself."""
    return isinstance(cell, Missing) and not is_verdict(cell)


def results_possible(operand: Cell, rows: Sequence[nodes.Band | nodes.ValueRow]) -> list[AnyNode]:
    """Of a table by bands or values that has no row for its operand: the results of those that it may mean."""
    return [row.result for row in rows] if is_open(operand) else []


def cases_possible(inquiry: Inquiry, node: nodes.Cases, place: Place) -> list[AnyNode]:
    """Of a case table of which no row is known to hold: the results of those that may, up to one that would decide."""
    found: list[AnyNode] = []
    for row in node.rows:
        held: Cell = True if row.condition is None else inquiry.cell(row.condition, place)
        if is_open(held) or (not isinstance(held, Missing) and plain(held) is True):
            found.append(row.result)
        if node.first and not is_open(held) and (isinstance(held, Missing) or plain(held) is True):
            break
    return found
