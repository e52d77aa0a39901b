"""Inference of a whole program, and every rule asked of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from attrs import evolve

from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic, Findings, reading_order
from tarazy.dsl.facts import Facts
from tarazy.dsl.function_findings import at_calls
from tarazy.dsl.graph import Graph, Part, all_roots, graph_of
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import PERIOD, Aggregate, AnyNode
from tarazy.dsl.rules.registry import NODE_RULES, NOTE_RULES, PROGRAM_RULES
from tarazy.dsl.typing.inference import Inference
from tarazy.dsl.typing.results import infer_declaration, infer_value
from tarazy.dsl.typing.typed import DeclarationFacts, FactsByNode, Typed
from tarazy.dsl.typing.types import TypeChecker
from tarazy.dsl.unknowns import unknown_codes

RECURSION = 50_000
"""Depth of calls allowed: a chain of legend lines takes about six calls for each."""


def infer(resolved: Resolved, *, exactness_notes: bool = False, unread: frozenset[str] = frozenset()) -> Typed:
    """Facts of every node of a program, and all that is out of place in it.

    Parameters
    ----------
    resolved
        Declarations with their names resolved.
    exactness_notes
        Whether to note which numbers no machine word holds (X590): they are computed exactly all the same.
    unread
        Codes of declarations of which a line could not be read: nothing is known of what they give.
    """
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))
    graph = graph_of(resolved)
    findings: list[Diagnostic] = []
    inference = Inference(resolved, findings, TypeChecker(findings, resolved.units.labels), NODE_RULES)
    for declaration in resolved.computed.values():
        note_owner(inference, declaration)
    _infer_declarations(inference, graph, unknown_codes(resolved, unread))
    _infer_the_rest(inference)
    typed = Typed(resolved, FactsByNode(inference.facts), inference.declared, graph)
    rules = (*PROGRAM_RULES, *NOTE_RULES) if exactness_notes else PROGRAM_RULES
    found = (*findings, *at_calls((one for rule in rules for one in rule.check(typed)), resolved))
    return evolve(typed, findings=Findings(tuple(sorted(once(found), key=reading_order))))


def note_owner(inference: Inference, declaration: Computed) -> None:
    """Note whose aggregate, and whose words, the roots of a declaration are."""
    for root in (declaration.value, declaration.points):
        if root is not None:
            inference.owners[id(root)] = declaration
    aggregates = [node for node in walk(declaration.value) if isinstance(node, Aggregate)]
    for aggregate in aggregates:
        inference.owners.pop(id(aggregate), None)
    if declaration.aggregate is not None:
        inference.owners[id(declaration.aggregate)] = declaration


def _infer_declarations(inference: Inference, graph: Graph, unknown: frozenset[str]) -> None:
    computed = inference.resolved.computed
    for code in graph.cyclic:
        _give_up(inference, computed[code])
    for vertex in graph.order:
        if vertex.code in graph.cyclic:
            continue
        declaration = computed[vertex.code]
        if vertex.part is Part.VALUE:
            inference.values[vertex.code] = infer_value(inference, declaration)
        elif vertex.part is Part.RESULT:
            inference.declared[vertex.code] = infer_declaration(inference, declaration)
            if vertex.code in unknown:
                _forget(inference, declaration)


def _give_up(inference: Inference, declaration: Computed) -> None:
    """Facts of a declaration in a cycle: nothing is known of it, and nothing is said of it again."""
    unknown = _forget(inference, declaration)
    for root in all_roots(declaration):
        for node in walk(root):
            inference.facts[id(node)] = unknown


def _forget(inference: Inference, declaration: Computed) -> Facts:
    """Let nothing be known of what a declaration gives but for whom it is; the facts that its users then meet."""
    resolved = inference.resolved
    own = {PERIOD, resolved.body_axis, *(family.axis for family in declaration.families)}
    unknown = Facts(frozenset(axis for axis in resolved.axes if axis in own), None)
    inference.values[declaration.code] = unknown
    inference.declared[declaration.code] = DeclarationFacts(unknown, unknown, unknown, unknown)
    return unknown


def _infer_the_rest(inference: Inference) -> None:
    """Nodes that belong to no computed declaration: parameters, filters of lists, checks."""
    resolved = inference.resolved
    others: list[AnyNode] = [node for one in resolved.parameters.values() for _, node in one.by_period]
    others.extend(one.only for one in resolved.lists.values() if one.only is not None)
    for node in others:
        inference.infer(node)
    for code, parameter in resolved.parameters.items():
        rows = [node for _, node in parameter.by_period]
        if len(rows) > 1:
            inference.checker.choice(rows, rows[-1].span, inference.infer, code)
    for check in resolved.checks.values():
        inference.checker.condition(check.holds, inference.infer(check.holds))


def once(findings: Iterable[Diagnostic]) -> Iterable[Diagnostic]:
    """Findings without those said before of the same place."""
    seen: set[tuple[str, object, str]] = set()
    for one in findings:
        key = (one.code, str(one.place) if one.place is None else one.place, one.variant)
        if key not in seen:
            seen.add(key)
            yield one
