"""A call of a declared function taken apart: what of it was asked at a place, each line in the function's own names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, AtElement, AtPeriod, FunctionCall, Shift
from tarazy.interpreter.meaning.places import Place

if TYPE_CHECKING:
    from tarazy.interpreter.inquiry import Inquiry, Located


class CalledLine(NamedTuple):
    """A line of a function that was asked: its value, whose name is empty, or one of its legend.

    `inquiry` knows what names mean in that line, and `parts` are what its value came from.
    """

    name: str
    label: str
    node: AnyNode
    inquiry: Inquiry
    parts: tuple[Located, ...]


@frozen(eq=False)
class Called:
    """What of a call was asked.

    Parameters
    ----------
    body
        The function's value.
    legend
        Lines of its legend that the value rests on here, in the order written.
    arguments
        What the call gives and the function asked for at its own place, each by its name; what it asks of every element
        of a list alone is not among them.
    """

    body: CalledLine
    legend: tuple[CalledLine, ...]
    arguments: tuple[tuple[str, AnyNode], ...]

    @property
    def parts(self) -> tuple[Located, ...]:
        """What all lines came from besides the arguments."""
        return tuple([part for line in (self.body, *self.legend) for part in line.parts])


def asked_elsewhere(inquiry: Inquiry, call: FunctionCall, place: Place) -> Iterator[AnyNode]:
    """Nodes of a function that ask an argument or a line of its legend for another period or element: ``x[2023]``."""
    named = {id(node) for node in (*(one for _, one in call.arguments), *(one for _, _, one in call.legend))}
    for node in (*walk(call.body), *(part for _, _, line in call.legend for part in walk(line))):
        is_elsewhere = isinstance(node, Shift | AtPeriod | AtElement) and id(node.operand) in named
        if is_elsewhere and not inquiry.runs_along(node, place):
            yield node


def called_at(inquiry: Inquiry, call: FunctionCall, place: Place) -> Called:
    """Take a call apart as it was asked at `place`."""
    met: set[int] = set()

    def asked(name: str, label: str | None, node: AnyNode) -> CalledLine:
        inside = inquiry.inside(call, name)
        taken = inside.taken(node, place)
        met.update(map(id, taken.met))
        return CalledLine(name, label or "", node, inside, tuple(taken.parts))

    body = asked("", None, call.body)
    legend: dict[str, CalledLine] = {}
    pending = True
    while pending:
        wanted = [line for line in call.legend if line[0] not in legend and id(line[2]) in met]
        legend.update({line[0]: asked(*line) for line in wanted})
        pending = bool(wanted)
    in_order = tuple(legend[name] for name, _, _ in call.legend if name in legend)
    return Called(body, in_order, tuple((name, node) for name, node in call.arguments if id(node) in met))
