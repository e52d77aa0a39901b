"""How deep a value of the syntax tree is, found without recursion."""

from __future__ import annotations

from attrs import fields, has

from tarazy.dsl.source import Span


def is_too_deep(value: object, limit: int) -> bool:
    """Whether more than `limit` nodes stand within one another in `value`, a node or a tuple of nodes."""
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        node, depth = waiting.pop()
        if isinstance(node, tuple | list):
            waiting.extend((part, depth) for part in node)
        elif has(type(node)) and not isinstance(node, Span):
            if depth > limit:
                return True
            waiting.extend((getattr(node, part.name), depth + 1) for part in fields(type(node)))  # type: ignore[arg-type]  # `has` was asked
    return False
