"""Members of groups as far as the text says them."""

from __future__ import annotations

from collections.abc import Mapping

from tarazy.dsl import syntax


def members_written(name: str, lists: Mapping[str, syntax.Declaration]) -> tuple[str, ...] | None:
    """Elements that a list and the groups among its members name in the text, in the order written.

    ``None`` where the data say who they are.
    """
    pending, seen, found = [name], set[str](), dict[str, None]()
    while pending:
        current = pending.pop()
        if current not in lists:
            found[current] = None
            continue
        line = lists[current].field("members")
        if line is None or not isinstance(line.value, syntax.Names):
            return None
        if current not in seen:
            seen.add(current)
            pending.extend(item.span.text for item in reversed(line.value.items))
    return tuple(found)
