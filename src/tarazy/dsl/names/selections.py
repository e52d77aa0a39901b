"""Selectors: ``x[previous year]``, ``x[2019]``, ``x[mort_30_ami]``, ``x[before rounding]``."""

from __future__ import annotations

from attrs import evolve, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.nearest import nearest
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode, Facet
from tarazy.dsl.over import OverList, OverPeriods
from tarazy.dsl.periods import PARTS, WORDS, Period, first_day, former_words, parts_of, period_of_day
from tarazy.dsl.source import Span
from tarazy.dsl.succession import Kin, Relation
from tarazy.dsl.value_types import ElementType


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
    if (found := former_of(selector)) is not None:
        step = step_of(resolver, selector.span, found.length)
        if step is None:
            return resolver.unresolved(selection)
        periods = found.count * step
        return nodes.Shift(node, periods, former_words(periods, resolver.scope.parts), span=span, syntax=selection)
    match selector.kind:
        case "period" if selector.period is not None:
            if not _is_of_length(resolver, selector.span, selector.period):
                return resolver.unresolved(selection)
            return nodes.AtPeriod(node, selector.period, span=span, syntax=selection)
        case "before_rounding":
            if isinstance(node, nodes.Result):
                return evolve(node, facet=Facet.BEFORE_ROUNDING, span=span, syntax=selection)
            resolver.report("N165", selector.span)
        case "element":
            return _at_element(resolver, selection, node, selector)
        case "predecessor" | "successor":
            resolver.report("N166", selector.span, variant="kin", word=selector.span.text)
        case "only":
            resolver.report("N166", selector.span, variant="only")
        case "last_years" | "last_half_years" | "last_quarters" | "last_months":
            resolver.report("N166", selector.span, variant="last")
        case _:
            resolver.report("N169", selector.span, name=selector.span.text)
    return resolver.unresolved(selection)


@frozen
class Former:
    """How far back a selector looks: `count` periods of the length `length` (a word of ``period``)."""

    count: int
    length: str


def former_of(selector: syntax.Selector) -> Former | None:
    """What ``previous quarter`` or ``2 years ago`` says; ``None`` for another selector."""
    kind = selector.kind
    if kind.startswith("previous_"):
        return Former(1, kind.removeprefix("previous_"))
    if kind.endswith("s_ago"):
        return Former(selector.number or 0, kind.removesuffix("s_ago"))
    return None


def several_of(
    resolver: Resolver, selection: syntax.Selection
) -> tuple[OverList | OverPeriods, syntax.Expression] | None:
    """The periods or bodies that a call takes together by a selector of its operand, and the operand without it."""
    for number, selector in enumerate(selection.selectors):
        over = window_of(resolver, selector) or _kin_of(resolver, selector)
        if over is not None:
            rest = (*selection.selectors[:number], *selection.selectors[number + 1 :])
            return over, evolve(selection, selectors=rest) if rest else selection.operand
    return None


def _kin_of(resolver: Resolver, selector: syntax.Selector) -> OverList | None:
    """The bodies that ``predecessor`` or ``successor`` means; ``None`` for another selector, or after a finding."""
    scope = resolver.scope
    if selector.kind not in ("predecessor", "successor"):
        return None
    if scope.body_list is None or scope.body_axis is None or not scope.reorganisations:
        resolver.report("N166", selector.span, variant="no kin", word=selector.span.text)
        return None
    successions = tuple(one.succession for one in scope.reorganisations)
    relation = Relation(Kin(selector.kind), successions)
    return OverList(scope.body_axis, scope.body_axis, relation=relation)


def window_of(resolver: Resolver, selector: syntax.Selector) -> OverPeriods | None:
    """The periods that ``last 4 quarters`` means; ``None`` where it is another selector, or after a finding."""
    length = selector.kind.removeprefix("last_").removesuffix("s")
    if length not in PARTS or not selector.kind.startswith("last_"):
        return None
    step = step_of(resolver, selector.span, length)
    return OverPeriods(selector.number or 1, None if step == 1 else step)


def step_of(resolver: Resolver, place: Span, length: str) -> int | None:
    """How many of the program's periods a period of `length` (a word of ``period``) has; ``None`` after a finding that
    it has none, being shorter.
    """
    own, parts = resolver.scope.parts, PARTS[length]
    if own % parts == 0:
        return own // parts
    resolver.report("N198", place, variant="shorter", period=WORDS[parts], own=WORDS[own])
    return None


def _is_of_length(resolver: Resolver, place: Span, period: Period) -> bool:
    """Whether a period is one of the program's; else it is reported."""
    own = resolver.scope.parts
    if parts_of(period) == own:
        return True
    written = str(period_of_day(first_day(period), own))
    resolver.report("N198", place, period=str(period), own=WORDS[own], near=written)
    return False


def _at_element(resolver: Resolver, selection: syntax.Selection, node: AnyNode, selector: syntax.Selector) -> AnyNode:
    name = selector.expression
    bound = _bound(resolver, name)
    if bound is not None:
        found = resolver.scope.list_by_code(bound.list)
        axis = bound.list if found is None else found.root
        return nodes.AtElement(node, axis, bound, span=selection.span, syntax=selection)
    if not isinstance(name, syntax.Name):
        resolver.report("N155", selector.span, word=selector.span.text)
        return resolver.unresolved(selection)
    if len(name.parts) > 1:
        return _at_element_of_column(resolver, selection, node, name)
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
    if axis != resolver.scope.body_axis and _is_no_element(resolver, code, name):
        return resolver.unresolved(selection)
    element_constant = nodes.ElementConstant(code, name.text, span=name.span, syntax=name)
    return nodes.AtElement(node, axis, element_constant, span=selection.span, syntax=selection)


def _at_element_of_column(resolver: Resolver, selection: syntax.Selection, node: AnyNode, name: syntax.Name) -> AnyNode:
    """``x[target.owner]``: x for the element that a column of another list names."""
    element = resolver.node(name)
    owner = resolver.scope.list_by_code(element.list) if isinstance(element, nodes.Attribute) else None
    column = owner.column(element.column) if owner is not None and isinstance(element, nodes.Attribute) else None
    if column is None or not isinstance(column.type, ElementType):
        if not isinstance(element, nodes.Undetermined):
            resolver.report("A275", name.span, variant="column", element=name.span.text)
        return resolver.unresolved(selection)
    found = resolver.scope.list_by_code(column.type.list)
    axis = column.type.list if found is None else found.root
    return nodes.AtElement(node, axis, element, span=selection.span, syntax=selection)


def _is_no_element(resolver: Resolver, code: str, name: syntax.Name) -> bool:
    """Whether a name is none of the elements of a list that stands in the text; it is then reported."""
    found = resolver.scope.list_by_code(code)
    if found is None or found.files or not found.rows or any(name.text == element for element, _ in found.rows):
        return False
    known = [element for element, _ in found.rows]
    near = nearest(name.text, known)
    resolver.report(
        "N157",
        name.span,
        variant="near" if near else "",
        name=name.text,
        owner=code,
        nearest=near or "",
        known=", ".join(known),
    )
    return True


def _bound(resolver: Resolver, written: syntax.Expression | None) -> nodes.BoundElement | None:
    """The element of a call around the selection that `written` names; ``None`` where it is none."""
    match written:
        case syntax.SetWord(word=word):
            found = resolver.here.bound.get(word)
        case syntax.Name(parts=(first,)):
            found = resolver.here.bound.get(first)
        case _:
            found = None
    return None if found is None or written is None else evolve(found, span=written.span, syntax=written)


def element_axes(resolver: Resolver, node: AnyNode) -> list[tuple[str, str]]:
    """Lists that a node has a value for each element of, as (list code, axis), in the order met."""
    found: dict[str, tuple[str, str]] = {}
    for part in walk(node):
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
