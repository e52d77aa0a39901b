"""Findings about the inside of a function, put at the call that brings them about: that is what can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from tarazy.dsl.diagnostics import Diagnostic, Label
from tarazy.dsl.graph import all_roots
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import FunctionCall
from tarazy.dsl.source import Span


def at_call(found: Diagnostic, call: Span, function: Span) -> Diagnostic:
    """A finding about the inside of a function, at the call that brings it about; one about an argument as it is."""
    place = found.place
    if not isinstance(place, Span) or not _is_inside(place, function):
        return found
    return evolve(found, place=call, labels=(Label(place, "inside"), *found.labels))


def at_calls(findings: Iterable[Diagnostic], resolved: Resolved) -> Iterator[Diagnostic]:
    """Findings of whole declarations, those about the inside of a function at a call that stands in the declaration."""
    functions = () if resolved.scope is None else tuple(resolved.scope.functions.values())
    for one in findings:
        place = one.place
        if isinstance(place, Span) and any(_is_inside(place, function.written.span) for function in functions):
            yield _outermost(one, resolved)
        else:
            yield one


def _outermost(found: Diagnostic, resolved: Resolved) -> Diagnostic:
    """`found` at the call in the declaration that it names, through the functions that call each other."""
    named = resolved.computed.get(found.words.get("name", ""))
    declarations = tuple(resolved.computed.values()) if named is None else (named,)
    for root in (root for declaration in declarations for root in all_roots(declaration)):
        for node in walk(root):
            if isinstance(node, FunctionCall) and node.declared is not None:
                found = at_call(found, node.span, node.declared)
    return found


def _is_inside(place: Span, function: Span) -> bool:
    return place.source is function.source and function.start <= place.start <= function.end
