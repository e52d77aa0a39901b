"""When two nodes are the same expression: keys that are equal exactly then.

A guard speaks about an expression (`value`, `measure.threshold`), not about the place where it was written, so that what
a condition says of it holds at every other place in the same row.
"""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from enum import Enum

from attrs import fields, has
from flint import fmpq

from tarazy.dsl.nodes import AnyNode, Constant

Key = Hashable

_PLACE = frozenset({"span", "syntax", "shape", "illustrative", "name", "label"})
"""Fields that say where or how something is written, not what it is."""


def key_of(node: AnyNode) -> Key:
    """The key of a node; constants of equal value have one key, whatever their unit."""
    if isinstance(node, Constant):
        return _key(node.value)
    named = getattr(node, "name", None)
    return (type(node).__name__, named, *_parts(node))


def key_of_number(value: fmpq | int) -> Key:
    """The key of a constant number."""
    return _key(fmpq(value))


def _parts(value: object) -> tuple[Key, ...]:
    return tuple(_key(getattr(value, part.name)) for part in fields(type(value)) if part.name not in _PLACE)


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
        case _ if has(type(value)):
            return (type(value).__name__, getattr(value, "name", None), *_parts(value))
        case _:
            raise TypeError(f"no key for {type(value).__name__}")
