"""A syntax tree as text: one line a node, what it holds behind its kind, its parts indented under it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import Enum

from attrs import fields, has
from flint import fmpq

from tarazy.dsl.source import Source, Span
from tarazy.dsl.syntax import NO_COMMENTS, YesNo
from tarazy.dsl.units import UnitFactor


def dump(node: object) -> str:
    """The text of `node`, a node of the syntax tree such as a :class:`~tarazy.dsl.syntax.File`.

    A line names the kind of a node and what it says of itself; parts stand deeper, under the name of what they are.
    Places are left out, so that texts that say the same are dumped alike; what is empty is left out too.
    """
    return "\n".join(_lines(node, 0, "")) + "\n"


def _lines(node: object, depth: int, role: str) -> Iterator[str]:
    plain: list[str] = []
    parts: list[tuple[str, object]] = []
    for attribute in fields(type(node)):  # type: ignore[arg-type]  # a node is of an attrs class
        value = getattr(node, attribute.name)
        if (_is_empty(value) and not isinstance(node, YesNo)) or attribute.name in ("digits", "language", "span"):
            continue
        if _is_plain(value):
            plain.append(_plain_text(attribute.name, value))
        else:
            parts.append((attribute.name, value))
    lead = f"{role}: " if role else ""
    yield "  " * depth + " ".join([lead + type(node).__name__, *plain])
    for name, value in parts:
        for part in value if isinstance(value, tuple) else (value,):
            if part is None:
                yield "  " * (depth + 1) + f"{name}: (empty)"
            else:
                yield from _lines(part, depth + 1, name)


def _is_empty(value: object) -> bool:
    return (
        value is None
        or isinstance(value, Span | Source)
        or (isinstance(value, str | tuple) and not value)
        or value is False
        or value == NO_COMMENTS
    )


def _is_plain(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_plain(part) for part in value)
    return isinstance(value, str | int | fmpq | date | Enum | UnitFactor) or not has(type(value))


def _plain_text(name: str, value: object) -> str:
    match value:
        case bool():
            return name if value else f"{name}=no"
        case tuple():
            return f"{name}=({', '.join(_value_text(part) for part in value)})"
        case _:
            return f"{name}={_value_text(value)}"


def _value_text(value: object) -> str:
    match value:
        case str():
            return f'"{value}"'
        case Enum():
            return str(value.value)
        case UnitFactor(scale, name, divides, exponent):
            words = ["per"] * divides + [scale] * bool(scale) + [name if exponent == 1 else f"{name}^{exponent}"]
            return '"' + " ".join(word for word in words if word) + '"'
        case _:
            return str(value)
