"""When two nodes are the same expression: keys that are equal exactly then.

A guard speaks about an expression (`value`, `measure.threshold`), not about the place where it was written, so that
what a condition says of it holds at every other place in the same row.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from enum import Enum

from attrs import fields, has
from flint import fmpq

from tarazy.dsl.nodes import AnyNode, Constant, Local

Key = Hashable

_PLACE = frozenset({"span", "syntax", "shape", "illustrative", "name", "label"})
"""Fields that say where or how something is written, not what it is."""


def key_of(node: AnyNode) -> Key:
    """The key of a node; constants of equal value have one key, whatever their unit."""
    return _key(node)


def key_of_number(value: fmpq | int) -> Key:
    """The key of a constant number."""
    return _key(fmpq(value))


def _key(value: object) -> Key:
    match value:
        case fmpq():
            return ("number", int(value.p), int(value.q))
        case bool() | int() | str() | date() | Enum() | None:
            return (type(value).__name__, value)
        case tuple():
            return tuple(_key(one) for one in value)
        case Constant():
            return _key(value.value)
        case Local():
            return ("Local", value.declaration, value.name)
    kind = type(value)
    if not has(kind):
        raise TypeError(f"no key for {kind.__name__}")
    parts = tuple(_key(getattr(value, part.name)) for part in fields(kind) if part.name not in _PLACE)
    return (kind.__name__, *parts)
