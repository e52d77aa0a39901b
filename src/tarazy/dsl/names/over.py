"""Lists that a call runs over: which is meant, how it is narrowed, and the name of its element."""

from __future__ import annotations

from attrs import evolve

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.related import checked_reference, is_its, its_condition, its_list
from tarazy.dsl.names.scope import ListGiven
from tarazy.dsl.names.trees import children_of
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.over import OverList


def over_list(resolver: Resolver, written: syntax.Expression) -> OverList | None:
    """What `over` names: a list, or one of the words for the bodies meant; ``None`` after a finding."""
    scope = resolver.scope
    match written:
        case syntax.Name(parts=(first,)) if first in resolver.here.lists:
            return resolver.here.lists[first].over
        case syntax.Name(parts=parts):
            found = scope.lists.get(".".join(parts)) or scope.lists.get(parts[-1])
            if found is not None:
                return OverList(found.code, found.root, dated=scope.is_dated(found))
            near = resolver.scope.nearest(written.text)
            resolver.report(
                "N158",
                written.span,
                variant="near" if near in scope.lists else "",
                name=written.text,
                nearest=near or "",
            )
            return None
        case syntax.SetWord(word=word) if word in ("applicable", "evaluated", "other"):
            if scope.body_list is None or scope.body_axis is None:
                resolver.report("N159", written.span, word=written.span.text)
                return None
            limited = None if word == "evaluated" else resolver.here.declaration
            evaluated = scope.list_by_code(scope.body_list)
            dated = evaluated is not None and scope.is_dated(evaluated)
            return OverList(scope.body_list, scope.body_axis, limited, others=word == "other", dated=dated)
        case syntax.SetWord(word="children"):
            return children_of(resolver, written.span)
        case syntax.Call() if is_its(written):
            whole = over_list(resolver, its_list(written))
            return whole if whole is not None and checked_reference(resolver, written.span, whole) else None
        case _:
            resolver.report("N158", written.span, name=written.span.text, nearest="")
            return None


def list_given(resolver: Resolver, led: syntax.Argument, further: syntax.Argument | None = None) -> ListGiven | None:
    """The list that an argument ``over`` of a declared function gives, narrowed by the ``only`` behind it."""
    assert led.value is not None
    if led.element is not None:
        resolver.report("N187", led.element.span, name=led.element.span.text)
    over = over_list(resolver, led.value)
    if over is None:
        return None
    condition = None if further is None else further.value
    return ListGiven(over, narrowed(resolver, led.value, condition, over))


def narrowed(
    resolver: Resolver, written: syntax.Expression, condition: syntax.Expression | None, over: OverList
) -> AnyNode | None:
    """The condition of a call over a list: the one by which a function was given the list, and its own."""
    outer = given_with(resolver, written, over)
    if outer is not None and over.bound is not None:
        element = nodes.BoundElement(over.list, over.bound, span=written.span)
        outer = nodes.AtElement(outer, over.axis, element, span=outer.span)
    return both(outer, own_condition(resolver, condition, over))


def own_condition(resolver: Resolver, condition: syntax.Expression | None, over: OverList) -> AnyNode | None:
    """The condition of a call's `only`."""
    row_list = over.list if over.bound is None else None
    return None if condition is None else resolver.within(row_list=row_list).node(condition)


def given_with(resolver: Resolver, written: syntax.Expression, over: OverList) -> AnyNode | None:
    """The condition by which a list is narrowed where it is named."""
    if is_its(written):
        return both(its_condition(resolver, over, written.span), given_with(resolver, its_list(written), over))
    given = resolver.here.lists.get(written.text) if isinstance(written, syntax.Name) else None
    return None if given is None else given.only


def both(one: AnyNode | None, other: AnyNode | None) -> AnyNode | None:
    """The condition that both hold; ``None`` stands for one that always does."""
    if one is None or other is None:
        return one or other
    return nodes.Logical("and", one, other, span=other.span)


def binding(resolver: Resolver, led: syntax.Argument | None, over: OverList) -> tuple[Resolver, OverList]:
    """The resolver and the list inside a call that names its element: ``over regions as rival``."""
    element = None if led is None else led.element
    if element is None:
        return resolver, over
    name = element.word if isinstance(element, syntax.SetWord) else element.text
    depth = len(resolver.here.bound)
    axis = f"{over.axis} as {name}" if depth == 0 else f"{over.axis} as {name} ({depth + 1})"
    resolver.scope.bound_axes[axis] = None
    bound = nodes.BoundElement(over.list, axis, span=element.span)
    return resolver.within(bound={**resolver.here.bound, name: bound}), evolve(over, bound=axis)
