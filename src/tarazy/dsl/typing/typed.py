"""What inference gives: facts of every node, and of each value of each declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Findings
from tarazy.dsl.facts import Facts
from tarazy.dsl.graph import Graph, points_roots, value_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import operands
from tarazy.dsl.nodes import AnyNode, Facet, FirstPresent, FunctionCall, Has, Local, Result, StateOf
from tarazy.dsl.states import State


@frozen(eq=False)
class FactsByNode:
    """Facts of nodes by identity; the nodes must be kept alive by whoever holds this."""

    by_identity: Mapping[int, Facts] = field(repr=False)

    def of(self, node: AnyNode) -> Facts:
        """Facts of a node.

        Raises
        ------
        KeyError
            The node belongs to no declaration of the program: a fault of ours.
        """
        return self.by_identity[id(node)]

    def __contains__(self, node: AnyNode) -> bool:
        return id(node) in self.by_identity


@frozen(eq=False)
class DeclarationFacts:
    """Facts of a declaration's values.

    Parameters
    ----------
    value
        What the value line and its steps gave.
    before_rounding
        Operand of the last rounding of the result; the result's own where nothing is rounded.
    computed
        What points and their steps gave, before any rule answered.
    result
        What the declaration gives.
    """

    value: Facts
    before_rounding: Facts
    computed: Facts
    result: Facts

    def of(self, facet: Facet) -> Facts:
        """Facts of one facet."""
        match facet:
            case Facet.VALUE:
                return self.value
            case Facet.BEFORE_ROUNDING:
                return self.before_rounding
            case Facet.RESULT:
                return self.result


@frozen(eq=False)
class Typed:
    """A program with all that is known of it before any data; `findings` are those of this pass alone."""

    resolved: Resolved
    facts: FactsByNode
    declared: Mapping[str, DeclarationFacts]
    graph: Graph
    findings: Findings = field(factory=Findings)

    def origins(self, root: AnyNode, states: frozenset[State]) -> Iterator[AnyNode]:
        """Nodes under `root` from which one of `states` can come up to it, each once.

        A node is an origin when none of its operands can have such a state; `has`, `state` and all but the
        last operand of `first present` let none through.
        """
        pending, seen = [root], set[int]()
        while pending:
            node = pending.pop()
            if id(node) in seen or node not in self.facts or not self.facts.of(node).may & states:
                continue
            seen.add(id(node))
            parts = [part for part in self._passing(node) if part in self.facts and self.facts.of(part).may & states]
            if parts:
                pending.extend(reversed(parts))
            else:
                yield node

    def origins_of(self, declaration: Computed, states: frozenset[State]) -> tuple[AnyNode, ...]:
        """Nodes of a declaration from which one of `states` can come to what it computes, in the order written."""
        roots = (*points_roots(declaration), *value_roots(declaration))
        found = {id(node): node for root in roots for node in self.origins(root, states)}
        own = declaration.code
        nodes = [node for node in found.values() if not isinstance(node, Result) or node.declaration != own]
        return tuple(sorted(nodes, key=lambda node: node.span.start))

    def _passing(self, node: AnyNode) -> tuple[AnyNode, ...]:
        match node:
            case Has() | StateOf():
                return ()
            case FirstPresent(operands=several):
                return several[-1:]
            case FunctionCall(arguments=arguments):
                return tuple(value for _, value in arguments)
            case Local(declaration=code, name=name):
                lines = self.resolved.computed[code].where
                return tuple(line.node for line in lines if line.name == name)
            case _:
                return operands(node)
