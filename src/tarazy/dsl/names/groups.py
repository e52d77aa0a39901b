"""Groups: parts of a list that name their members, elements of the whole or other lists of it.

``members  central, prosecutor`` is the condition ``belongs(central) or body = prosecutor``: who is in a group follows
its lists from period to period.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce

from attrs import evolve

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.selected_elements import belongs
from tarazy.dsl.names.variants import is_element
from tarazy.dsl.node_parts import walk
from tarazy.dsl.nodes import AnyNode


def with_members(declared: ListDeclaration, written: syntax.Declaration, resolver: Resolver) -> ListDeclaration:
    """The list with the condition that its line `members` stands for, beside its `only` where it has one."""
    line = written.field("members")
    if line is None or not isinstance(line.value, syntax.Names):
        return declared
    if declared.of is None:
        resolver.report("N172", line.span, variant="members", name=declared.code)
        return declared
    names = [item for item in line.value.items if isinstance(item, syntax.Name)]
    if not names:
        return declared
    condition = reduce(_either, (_condition(declared, name, resolver) for name in names))
    if declared.only is not None:
        condition = nodes.Logical("and", condition, declared.only, span=line.span)
    return evolve(declared, only=condition)


def _either(left: AnyNode, right: AnyNode) -> AnyNode:
    place, first, second = right.span, left.syntax, right.syntax
    both = None
    if first is not None and second is not None:
        both = syntax.Logical("or", first, second, operator_span=place, span=place)
    return nodes.Logical("or", left, right, span=place, syntax=both)


def _condition(declared: ListDeclaration, name: syntax.Name, resolver: Resolver) -> AnyNode:
    found = resolver.scope.lists.get(name.text)
    if found is not None and found.root == declared.root:
        return belongs(resolver, name, None, name.span)
    root = resolver.scope.list_by_code(declared.root)
    known = () if root is None or root.files else tuple(code for code, _ in root.rows)
    if known and name.text not in known:
        return belongs(resolver, name, None, name.span)
    element = declared.root if root is None else root.element or root.code
    return is_element(declared.root, element, name.text, name.span)


def report_circles(lists: Mapping[str, ListDeclaration], findings: list[Diagnostic]) -> set[str]:
    """Report lists whose members depend on their own; their codes."""
    named = {one.code: _lists_named(one) for one in lists.values()}
    found = set[str]()
    for one in lists.values():
        chain = _way_back(one.code, named)
        if chain and not found & set(chain):
            found |= set(chain)
            findings.append(finding("N172", one.span, name=one.code, chain=", ".join(chain)))
    return found


def _lists_named(declared: ListDeclaration) -> tuple[str, ...]:
    used = () if declared.only is None else walk(declared.only)
    return tuple(dict.fromkeys(node.list for node in used if isinstance(node, nodes.Belongs)))


def _way_back(start: str, named: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Lists from one to itself, each naming the next; empty where there is no such way."""
    pending: list[tuple[str, ...]] = [(start,)]
    seen = set[str]()
    while pending:
        way = pending.pop()
        for code in named.get(way[-1], ()):
            if code == start:
                return (*way, start)
            if code not in seen:
                seen.add(code)
                pending.append((*way, code))
    return ()
