"""Traces as JSON in the form ``tarazy.trace/1``: deterministic bytes, numbers as texts.

The form is published as a JSON Schema (draft 2020-12) beside this module, ``schemas/tarazy.trace-1.json``. Keys are
sorted, parts that are empty are left out, and the text is one line of UTF-8, so that equal traces are equal bytes. What
is traced stands in ``head``, before all the rest, so that it can be read alone.
"""

from __future__ import annotations

import json
from enum import Enum
from importlib.resources import files
from typing import Any

from attrs import fields, has

from tarazy.interpreter.cell_words import CauseReading, Reading
from tarazy.interpreter.trace import Quantity, Reference, Trace

FORM = "tarazy.trace/1"
"""Name of the form; what it promises never changes under this name."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DECODER = json.JSONDecoder()
_NAMES: dict[type, tuple[str, ...]] = {}


def trace_json(trace: Trace) -> bytes:
    """The bytes of a trace."""
    head, root = _object(trace), _object(trace.root)
    del head["root"]
    return encoded({"form": FORM, "head": {**head, "name": trace.name}, "root": root})


def head_of(stored: bytes) -> dict[str, Any] | None:
    """What a stored trace says it is a trace of; ``None`` where the bytes are not in this form."""
    start = f'{{"form":"{FORM}","head":'.encode()
    if not stored.startswith(start):
        return None
    try:
        head, _ = _DECODER.raw_decode(stored.decode(), len(start))
    except ValueError:
        return None
    return head if isinstance(head, dict) else None


def encoded(value: dict[str, Any]) -> bytes:
    """Canonical bytes of a JSON object."""
    return (_ENCODER.encode(value) + "\n").encode()


def schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    text = files("tarazy.interpreter").joinpath("schemas", "tarazy.trace-1.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _names(kind: type) -> tuple[str, ...]:
    known = _NAMES.get(kind)
    if known is None:
        known = _NAMES[kind] = tuple(one.name for one in fields(kind))
    return known


def _object(record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of a trace
    match record:
        case Quantity(reading=reading, unit=unit, shown=shown):
            return {**_reading(reading), **({"unit": unit} if unit else {}), "shown": shown}
        case Reference(key=key):
            return {"see": key}
        case _:
            found = {}
            for name in _names(type(record)):
                value = _value(getattr(record, name), name)
                if value not in ("", None, [], {}):
                    found[name] = value
            return found


def _value(value: Any, name: str) -> Any:  # noqa: ANN401 - any part of a trace
    if isinstance(value, str | int | None):
        return _flag(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return _several(value, name)
    return _object(value)


def _flag(value: str | int | None) -> str | int | None:
    """A text or number itself; of yes and no only yes is written."""
    return None if value is False else value


def _several(value: tuple[Any, ...], name: str) -> Any:  # noqa: ANN401 - a list, or an object of named entries
    if name == "acts" or (name == "elements" and value and isinstance(value[0], tuple)):
        return {key: str(entry) for key, entry in value}
    return [_object(one) if has(type(one)) else one for one in value]


def _reading(reading: Reading) -> dict[str, Any]:
    found: dict[str, Any] = {"state": reading.state}
    if reading.kind:
        found |= {"kind": reading.kind, "value": reading.text}
    if reading.exact:
        found["exact"] = reading.exact
    if reading.enclosure:
        low, high = reading.enclosure
        found["enclosure"] = {"low": low, "high": high}
    if reading.marks:
        found["marks"] = list(reading.marks)
    if reading.causes:
        found["causes"] = [_cause(cause) for cause in reading.causes]
    return found


def _cause(cause: CauseReading) -> dict[str, Any]:
    place = {axis: str(entry) for axis, entry in cause.place}
    return {"code": cause.code, "state": cause.state, **({"place": place} if place else {})}
