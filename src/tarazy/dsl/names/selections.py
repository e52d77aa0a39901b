"""Selectors: ``x[previous year]``, ``x[2019]``, ``x[mort_30_ami]``, ``x[before rounding]``."""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.nodes import AnyNode, Facet


def selection_node(resolver: Resolver, selection: syntax.Selection) -> AnyNode:
    """The node of a selection; several selectors act one after the other, their order free."""
    node = resolver.node(selection.operand)
    for selector in selection.selectors:
        node = _selected(resolver, selection, node, selector)
    return node


def _selected(resolver: Resolver, selection: syntax.Selection, node: AnyNode, selector: syntax.Selector) -> AnyNode:
    span = selection.span
    if isinstance(node, nodes.Undetermined) and not node.text:
        return node
    match selector.kind:
        case "previous_year":
            return nodes.Shift(node, 1, span=span, syntax=selection)
        case "years_ago":
            return nodes.Shift(node, selector.number or 0, span=span, syntax=selection)
        case "period":
            return nodes.AtPeriod(node, selector.number or 0, span=span, syntax=selection)
        case "before_rounding":
            if isinstance(node, nodes.Result):
                return evolve(node, facet=Facet.BEFORE_ROUNDING, span=span, syntax=selection)
            resolver.report("N165", selector.span)
        case "element":
            return _at_element(resolver, selection, node, selector)
        case "only":
            resolver.report("N166", selector.span, variant="only")
        case "last_years":
            resolver.report("N166", selector.span, variant="last")
        case _:
            resolver.report("N169", selector.span, name=selector.span.text)
    return resolver.unresolved(selection)


def _at_element(resolver: Resolver, selection: syntax.Selection, node: AnyNode, selector: syntax.Selector) -> AnyNode:
    name = selector.expression
    assert isinstance(name, syntax.Name)
    lists = element_axes(resolver, node)
    for code, axis in lists:
        found = resolver.scope.list_by_code(code)
        if found is not None and found.element == name.text:
            element = nodes.Element(code, span=name.span, syntax=name)
            return nodes.AtElement(node, axis, element, span=selection.span, syntax=selection)
    others = [(code, axis) for code, axis in lists if axis != resolver.scope.body_axis] or lists
    if not others:
        resolver.report("N167", selection.span, name=selection.operand.span.text)
        return resolver.unresolved(selection)
    if len({axis for _, axis in others}) > 1:
        words = ", ".join(code for code, _ in others)
        resolver.report("N168", selector.span, name=name.text, lists=words)
        return resolver.unresolved(selection)
    code, axis = others[0]
    element_constant = nodes.ElementConstant(code, name.text, span=name.span, syntax=name)
    return nodes.AtElement(node, axis, element_constant, span=selection.span, syntax=selection)


def element_axes(resolver: Resolver, node: AnyNode) -> list[tuple[str, str]]:
    """Lists that a node has a value for each element of, as (list code, axis), in the order met."""
    found: dict[str, tuple[str, str]] = {}
    for part in nodes.walk(node):
        for code, axis in _own_lists(resolver, part):
            found.setdefault(axis, (code, axis))
    return list(found.values())


def _own_lists(resolver: Resolver, node: AnyNode) -> list[tuple[str, str]]:
    scope = resolver.scope
    match node:
        case nodes.Datum(source=code):
            source = scope.sources_by_code[code]
            return [(part.list, part.axis) for part in source.key if part.list is not None]
        case nodes.Result(declaration=code):
            written = scope.declarations_by_code.get(code)
            pairs = [] if written is None else families_of(resolver, written)
            body = [] if scope.body_list is None or scope.body_axis is None else [(scope.body_list, scope.body_axis)]
            return [*pairs, *body]
        case _:
            return []


def families_of(resolver: Resolver, declaration: syntax.Declaration) -> list[tuple[str, str]]:
    """Lists that a declaration is a family over, as (list code, axis)."""
    pairs: list[tuple[str, str]] = []
    for line in declaration.all_fields("for_each"):
        if isinstance(line.value, syntax.ForEach):
            found = resolver.scope.lists.get(line.value.list_name.text)
            if found is not None:
                pairs.append((found.code, found.root))
    return pairs
