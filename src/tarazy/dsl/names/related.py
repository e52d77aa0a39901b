"""Related elements: those of a list that belong to the current element (``its(measures)``), and those that have the
same word in a column as the current one (``same region``).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from attrs import evolve, frozen

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Column, ListDeclaration
from tarazy.dsl.diagnostics import Label
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import Scope
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.over import OverList
from tarazy.dsl.source import Span
from tarazy.dsl.value_types import ElementType


@frozen(eq=False)
class Reference:
    """A column by which elements of one list belong to those of another.

    Parameters
    ----------
    current
        The list of the element that is meant where the call stands.
    holder, column
        Where the reference stands, in the list that is run over or, where `from_current`, in `current`.
    """

    current: ListDeclaration
    holder: ListDeclaration
    column: Column
    from_current: bool


def is_its(written: syntax.Expression) -> bool:
    """Whether `written` is a call of ``its``."""
    return isinstance(written, syntax.Call) and written.builtin and written.function == "its"


def its_list(written: syntax.Expression) -> syntax.Expression:
    """What stands between the brackets of ``its``."""
    assert isinstance(written, syntax.Call)
    (argument,) = written.arguments
    assert argument.value is not None
    return argument.value


def checked_reference(resolver: Resolver, place: Span, over: OverList) -> bool:
    """Whether one column says which elements of `over` belong to the current one; else it is reported."""
    found = list(_references(resolver, over))
    if len(found) == 1:
        return True
    declared = resolver.scope.list_by_code(over.list)
    columns = () if declared is None else _of_whole(declared, resolver.scope)
    if not found and any(_is_of(column, over.axis, resolver.scope) for _, column in columns):
        resolver.report("A265", place, variant="tree", list=over.list)
    elif not found:
        resolver.report("A265", place, variant="none", list=over.list)
    else:
        labels = tuple(Label(one.column.span, "declared") for one in found)
        names = ", ".join(f"`{one.holder.code}.{one.column.name}`" for one in found)
        resolver.report("A265", place, labels=labels, list=over.list, columns=names)
    return False


def its_condition(resolver: Resolver, over: OverList, span: Span) -> AnyNode | None:
    """That an element of `over` belongs to the current one; ``None`` where it is not clear by which column."""
    found = list(_references(resolver, over))
    if len(found) != 1:
        return None
    (by,) = found
    member, own = nodes.Element(over.list, span=span), nodes.Element(by.current.code, span=span)
    if by.from_current:
        return nodes.Compare("=", member, nodes.Attribute(by.holder.code, by.column.name, own, span=span), span=span)
    return nodes.Compare("=", nodes.Attribute(by.holder.code, by.column.name, member, span=span), own, span=span)


def with_same(resolver: Resolver, written: syntax.Argument | None, over: OverList) -> OverList | None:
    """`over` narrowed to the elements that have what the current one has in the column that ``same`` names; ``None``
    after a finding.
    """
    if written is None:
        return over
    name, declared = written.value, resolver.scope.list_by_code(over.list)
    if not isinstance(name, syntax.Name) or len(name.parts) != 1 or declared is None:
        resolver.report("A269", written.span, found=written.span.text)
        return None
    columns = list(_of_whole(declared, resolver.scope))
    for holder, column in columns:
        if column.name != name.text:
            continue
        if column.may_be_absent:
            resolver.report(
                "A269",
                name.span,
                variant="absent",
                labels=(Label(column.span, "declared"),),
                column=column.name,
                list=holder.code,
            )
            return None
        return evolve(over, same=(holder.code, column.name))
    known = [column.name for _, column in columns]
    near = nearest(name.text, known)
    resolver.report(
        "N152",
        name.span,
        variant="near" if near else "" if known else "none",
        name=name.text,
        owner=over.list,
        nearest=near or "",
        known=", ".join(known),
    )
    return None


def _references(resolver: Resolver, over: OverList) -> Iterator[Reference]:
    scope = resolver.scope
    declared = scope.list_by_code(over.list)
    for current in _current(resolver):
        if declared is None or current.root == over.axis:
            continue
        for holder, column in _of_whole(declared, scope):
            if _is_of(column, current.root, scope):
                yield Reference(current, holder, column, from_current=False)
        for holder, column in _of_whole(current, scope):
            if _is_of(column, over.axis, scope):
                yield Reference(current, holder, column, from_current=True)


def _current(resolver: Resolver) -> Iterator[ListDeclaration]:
    """Lists of which one element is meant here: those of the families, and the bodies."""
    here, scope = resolver.here, resolver.scope
    codes = chain((code for code, _ in here.families), () if scope.body_list is None else (scope.body_list,))
    seen: set[str] = set()
    for code in codes:
        found = scope.list_by_code(code)
        if found is not None and found.root not in seen:
            seen.add(found.root)
            yield found


def _of_whole(declared: ListDeclaration, scope: Scope) -> Iterator[tuple[ListDeclaration, Column]]:
    """Columns of a list and of those that it is part of, each with the list that declares it."""
    above: ListDeclaration | None = declared
    while above is not None:
        for column in above.columns:
            yield above, column
        above = None if above.of is None else scope.list_by_code(above.of)


def _is_of(column: Column, root: str, scope: Scope) -> bool:
    """Whether a column holds elements of the list `root` or of a part of it."""
    if not isinstance(column.type, ElementType):
        return False
    named = scope.list_by_code(column.type.list)
    return named is not None and named.root == root
