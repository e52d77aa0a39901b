"""Numbers that no act gives: written with ``illustrative``, computed like any other, and told of in every report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from tarazy.dsl.graph import all_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Bands, Constant, Line
from tarazy.dsl.source import Span


@frozen
class Illustration:
    """A number that no act gives: the declaration that holds it, the number as written, and its place."""

    code: str
    text: str
    span: Span

    @property
    def words(self) -> str:
        """The number on one line, for whoever reads a result."""
        return f"{self.code}: {self.text} is given by no act"


def illustrations_of(resolved: Resolved) -> tuple[Illustration, ...]:
    """Numbers of a program that are marked, each once: those in no formula, then the rest as declared."""
    found = {line.span: Illustration(line.code, line.span.text, line.span) for line in resolved.illustrative}
    for code, roots in _declarations(resolved):
        for root in roots:
            for node in walk(root):
                for number in _numbers(node):
                    if number.illustrative:
                        found.setdefault(number.span, Illustration(code, number.span.text, number.span))
    return tuple(found.values())


def _declarations(resolved: Resolved) -> Iterator[tuple[str, Iterable[AnyNode]]]:
    for parameter in resolved.parameters.values():
        yield parameter.code, (node for _, node in parameter.by_period)
    for computed in resolved.computed.values():
        yield computed.code, all_roots(computed)


def _numbers(node: AnyNode) -> Iterable[Constant]:
    match node:
        case Constant():
            return (node,)
        case Bands(bands=bands):
            return (edge for band in bands for edge in band.edges)
        case Line(edges=edges):
            return edges
        case _:
            return ()
