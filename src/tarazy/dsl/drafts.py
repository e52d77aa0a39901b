"""Holes: what a text leaves open with ``undetermined "…"``, and who is to settle it (docs: drafts).

A text with a hole is a draft: it is computed as far as it goes, says so in all that it gives, and cannot be agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.graph import all_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Undetermined
from tarazy.dsl.source import Span


@frozen
class Hole:
    """What is left open.

    Parameters
    ----------
    kind, code
        Kind of the declaration that leaves it open, and its code.
    text
        What is to be settled, as written.
    settled_by
        Who settles it, as written; empty where nobody is named.
    """

    kind: str
    code: str
    text: str
    settled_by: str
    span: Span

    @property
    def words(self) -> str:
        """The hole on one line, for whoever reads a result."""
        by = f"; settled by {self.settled_by}" if self.settled_by else ""
        return f'{self.code}: undetermined "{self.text}"{by}'


def holes_of(resolved: Resolved) -> tuple[Hole, ...]:
    """Holes of a program in the order of its declarations; a hole that is used in several places counts once."""
    found: dict[Span, Hole] = {}
    for kind, code, items in _declarations(resolved):
        lines = dict(resolved.lines_of_law.get((kind, code), ()))
        for text, span in items:
            found.setdefault(span, Hole(kind, code, text, lines.get("settled_by", ""), span))
    return tuple(found.values())


def _declarations(resolved: Resolved) -> Iterator[tuple[str, str, Iterator[tuple[str, Span]]]]:
    """Kind and code of each declaration, with the texts and places of its holes; a deadline's before its users'."""
    for one in resolved.process.open_questions:
        yield one.kind, one.code, iter(((one.text, one.span),))
    head = resolved.methodology
    if head is not None:
        yield "methodology", head.code, _in_basis(head.basis)
    for source in resolved.sources.values():
        yield "source", source.code, _in_basis(source.basis)
    for register in resolved.registers.values():
        yield "register", register.code, _in_basis(register.basis)
    for parameter in resolved.parameters.values():
        nodes = (node for _, node in parameter.by_period)
        kind = "choice" if parameter.options else "parameter" if parameter.of is None else "target"
        yield kind, parameter.code, _in(parameter.basis, nodes)
    for computed in resolved.computed.values():
        rules = tuple(item for rule in computed.rules.written() for item in rule.basis)
        yield computed.role.value, computed.code, _in((*computed.basis, *rules), all_roots(computed))
    for check in resolved.checks.values():
        yield "check", check.code, _in(check.basis, (check.holds,))


def _in(basis: Iterable[syntax.Citation | syntax.Undetermined], roots: Iterable[AnyNode]) -> Iterator[tuple[str, Span]]:
    yield from _in_basis(basis)
    for root in roots:
        yield from ((node.text, node.span) for node in walk(root) if isinstance(node, Undetermined) and node.text)


def _in_basis(basis: Iterable[syntax.Citation | syntax.Undetermined]) -> Iterator[tuple[str, Span]]:
    return ((item.text, item.span) for item in basis if isinstance(item, syntax.Undetermined) and item.text)
