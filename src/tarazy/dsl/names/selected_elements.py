"""Selections: who is in one, by the lists always or never in it, and a condition or a table for the others."""

from __future__ import annotations

from collections.abc import Iterator

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.tables import outcome_node, table_node
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.source import Span


def selection_value(resolver: Resolver, declaration: syntax.Declaration) -> AnyNode:
    """The node of a selection: yes for an element that is in it. Never goes before always, always before the rest."""
    rest = _rest(resolver, declaration)
    fixed = [
        *_fixed(resolver, declaration, "never", answer=False),
        *_fixed(resolver, declaration, "always", answer=True),
    ]
    if not fixed:
        return rest
    return nodes.Cases((*fixed, nodes.Case(None, rest, rest.span)), True, span=declaration.span)


def _rest(resolver: Resolver, declaration: syntax.Declaration) -> AnyNode:
    only, value = declaration.field("only"), declaration.field("value")
    name = "" if declaration.name is None else declaration.name.text
    if only is not None and value is not None:
        resolver.report("B433", value.span, variant="both", name=name)
    if only is not None and isinstance(only.value, syntax.Outcome):
        return outcome_node(resolver, only.value)
    if value is not None and value.table is not None and value.table.form != "scale":
        own = nodes.Result(resolver.here.declaration, nodes.Facet.VALUE, span=value.span)
        return table_node(resolver, value.table, own)
    if value is not None and isinstance(value.value, syntax.Outcome):
        return outcome_node(resolver, value.value)
    place = declaration.name_span or declaration.span
    resolver.report("B433", place, name=name)
    return nodes.Undetermined("", span=place)


def _fixed(resolver: Resolver, declaration: syntax.Declaration, keyword: str, *, answer: bool) -> Iterator[nodes.Case]:
    """A row for each list of a line `always` or `never`."""
    line = declaration.field(keyword)
    if line is None or not isinstance(line.value, syntax.Names):
        return
    for item in line.value.items:
        if isinstance(item, syntax.Name):
            condition = belongs(resolver, item, None, item.span)
            yield nodes.Case(condition, nodes.Constant(answer, span=line.span), item.span)


def belongs(resolver: Resolver, name: syntax.Expression, of: AnyNode | None, span: Span) -> AnyNode:
    """The node of ``belongs(L)``: whether the element that is meant, or `of`, is in a list."""
    found = resolver.scope.lists.get(name.text) if isinstance(name, syntax.Name) else None
    if found is None:
        near = resolver.scope.nearest(name.span.text)
        variant = "near" if near in resolver.scope.lists else ""
        resolver.report("N158", name.span, variant=variant, name=name.span.text, nearest=near or "")
        return nodes.Undetermined("", span=span)
    element = nodes.Element(found.root, span=span) if of is None else of
    return nodes.Belongs(element, found.code, span=span, syntax=_written(name, of, span))


def _written(name: syntax.Expression, of: AnyNode | None, span: Span) -> syntax.Call:
    """The call as a reader would write it, also where a line says it in other words."""
    listed = syntax.Argument("" if of is None else "over", name, span=name.span)
    first = () if of is None or of.syntax is None else (syntax.Argument("", of.syntax, span=of.span),)
    return syntax.Call("belongs", True, (*first, listed), function_span=span, span=span)
