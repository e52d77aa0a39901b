"""Declarations of which nothing is known, because a line of them could not be read or a name stands for nothing.

What is said of them is said once, where the line or the name stands. Whoever uses them is not blamed for it: their
facts are unknown, and an unknown fits everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Computed
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.graph import result_roots, value_roots
from tarazy.dsl.names import Resolved
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.node_parts import walk
from tarazy.dsl.source import Span


def stands_in(one: Diagnostic, around: Span) -> bool:
    """Whether a finding is about a place within a stretch of text."""
    place = one.place
    return (
        isinstance(place, Span) and place.source.name == around.source.name and around.start <= place.start < around.end
    )


def unread_codes(found: Iterable[Diagnostic], files: Sequence[syntax.File]) -> frozenset[str]:
    """Codes of declarations of which a line could not be read, or that say nothing that could be computed."""
    causes = [one for one in found if one.code[0] in "LP" or one.code == "N178"]
    declarations = [part for file in files for part in file.declarations] if causes else []
    return frozenset(code_of(part) for part in declarations if any(stands_in(one, part.span) for one in causes))


def unknown_codes(resolved: Resolved, unread: frozenset[str]) -> frozenset[str]:
    """Codes of computed declarations that are unread, name something that is not there, or use such a one."""
    parts = {code: tuple(_parts(one)) for code, one in resolved.computed.items()}
    used = {code: {one.declaration for one in found if isinstance(one, nodes.Result)} for code, found in parts.items()}
    unknown = {code for code, found in parts.items() if code in unread or any(map(_is_nothing, found))}
    unknown |= {code for code, one in resolved.computed.items() if _lacks_a_list(one)}
    while grown := {code for code, others in used.items() if code not in unknown and others & unknown}:
        unknown |= grown
    return frozenset(unknown)


def _is_nothing(node: nodes.AnyNode) -> bool:
    """Whether a node stands for a name or a value that could not be understood; `undetermined "…"` is understood."""
    return isinstance(node, nodes.Undetermined) and not node.text


def _lacks_a_list(one: Computed) -> bool:
    """Whether a line names a list that is not there, so that it is unknown for whom there are values."""
    for_each = len(one.written.all_fields("for_each"))
    bodies = (("applies_to", one.applies_to), ("does_not_apply_to", one.does_not_apply_to))
    return for_each > len(one.families) or any(one.written.field(word) and code is None for word, code in bodies)


def _parts(one: Computed) -> Iterator[nodes.AnyNode]:
    for root in (*value_roots(one), *result_roots(one), *(line.node for line in one.where)):
        yield from walk(root)
