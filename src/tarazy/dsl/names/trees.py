"""Trees: lists in which a column of the list's own elements says what each is under."""

from __future__ import annotations

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import Scope
from tarazy.dsl.over import OverList
from tarazy.dsl.source import Span
from tarazy.dsl.value_types import ElementType


def is_tree(found: ListDeclaration, scope: Scope) -> bool:
    """Whether a list, or the one that it is a part of, has a column of its own elements."""
    kin = {found.code, found.root}
    owners = (found, scope.list_by_code(found.root))
    columns = (column for owner in owners if owner is not None for column in owner.columns)
    return any(isinstance(column.type, ElementType) and column.type.list in kin for column in columns)


def children_of(resolver: Resolver, place: Span) -> OverList | None:
    """What ``over children`` runs over: those of the element of the one tree that the declaration is a family over."""
    found = _trees(resolver)
    if len(found) != 1:
        resolver.report("A268", place, variant="several" if found else "")
        return None
    return OverList(found[0].code, found[0].root, children=True)


def leaves_up(resolver: Resolver, declaration: syntax.Declaration) -> bool:
    """Whether a declaration says ``from the leaves up``, which only a family over a tree can."""
    line = declaration.field("from_the_leaves_up")
    if line is None:
        return False
    if len(_trees(resolver)) != 1:
        resolver.report("A268", line.span, variant="line")
    return True


def _trees(resolver: Resolver) -> list[ListDeclaration]:
    lists = [resolver.scope.list_by_code(code) for code, _ in resolver.here.families]
    return [one for one in lists if one is not None and is_tree(one, resolver.scope)]
