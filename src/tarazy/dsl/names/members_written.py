"""Members of groups as far as the text says them."""

from __future__ import annotations

from collections.abc import Mapping

from tarazy.dsl import syntax


def members_written(name: str, lists: Mapping[str, syntax.Declaration]) -> tuple[str, ...] | None:
    """Elements that a list and the groups among its members name in the text; ``None`` where the data say them."""
    pending, seen, found = [name], set[str](), dict[str, None]()
    while pending:
        current = pending.pop(0)
        line = lists[current].field("members")
        if line is None or not isinstance(line.value, syntax.Names):
            return None
        seen.add(current)
        for item in line.value.items:
            if item.span.text not in lists:
                found[item.span.text] = None
            elif item.span.text not in seen:
                pending.append(item.span.text)
    return tuple(found)
