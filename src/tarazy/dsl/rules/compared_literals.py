"""Numbers written in a formula with the value that each is compared with: in a condition, as an edge of a table, as an
end of a progress; and what such a value is, behind names and roundings.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import Computed
from tarazy.dsl.graph import points_roots, value_roots
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import (
    AnyNode,
    AtElement,
    AtPeriod,
    Bands,
    Compare,
    Constant,
    Facet,
    Limit,
    Line,
    Local,
    Progress,
    Result,
    Round,
    Shift,
)
from tarazy.dsl.typing.typed import Typed
from tarazy.dsl.units import PURE, Shown


@frozen(eq=False)
class Comparison:
    """A value with the numbers, written out, that it is compared with in one place."""

    value: AnyNode
    literals: tuple[Constant, ...]

    def in_percent(self) -> Constant | None:
        """The first of the numbers that is written with a percent sign."""
        return next((one for one in self.literals if one.shape and one.shape.shown is Shown.PERCENT), None)

    def bare_above_two(self) -> Constant | None:
        """The first of the numbers that is written without a unit and is above 2, which as a share would be 200 %."""
        return next(
            (one for one in self.literals if isinstance(one.value, fmpq) and one.value > 2 and _is_bare(one)),
            None,
        )


def roots_of(declaration: Computed) -> tuple[AnyNode, ...]:
    """What a declaration computes: its value, its points, its steps and its named parts."""
    return (*value_roots(declaration), *points_roots(declaration), *(line.node for line in declaration.where))


def comparisons(declaration: Computed) -> Iterator[Comparison]:
    """Every comparison with written numbers in a declaration, each once."""
    nodes = {id(node): node for root in roots_of(declaration) for node in walk(root)}
    for node in nodes.values():
        match node:
            case Compare(left=value, right=Constant() as literal) | Compare(left=Constant() as literal, right=value):
                yield Comparison(value, (literal,))
            case Bands(operand=value, bands=bands):
                yield Comparison(value, tuple(edge for band in bands for edge in band.edges))
            case Line(operand=value, edges=edges):
                yield Comparison(value, edges)
            case Progress(operand=value, start=start, end=end):
                yield Comparison(value, tuple(one for one in (start, end) if isinstance(one, Constant)))
            case _:
                pass


def formula_behind(typed: Typed, node: AnyNode) -> AnyNode:
    """The formula that gives a value, behind names, roundings, limits, and other periods and elements."""
    seen: set[int] = set()
    while id(node) not in seen:
        seen.add(id(node))
        match node:
            case Round(operand=inner) | Shift(operand=inner) | AtPeriod(operand=inner) | AtElement(operand=inner):
                node = inner
            case Limit(operand=inner):
                node = inner
            case Result(declaration=code, facet=facet) if code in typed.resolved.computed:
                declaration = typed.resolved.computed[code]
                if facet is Facet.VALUE or declaration.points is None:
                    node = declaration.value
            case Local(declaration=code, name=name):
                node = next(line.node for line in typed.resolved.computed[code].where if line.name == name)
            case _:
                pass
    return node


def _is_bare(literal: Constant) -> bool:
    shape = literal.shape
    return shape is None or (shape.unit == PURE and shape.shown is Shown.NUMBER)
