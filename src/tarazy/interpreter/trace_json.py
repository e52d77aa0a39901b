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

from attrs import define, field, fields

from tarazy.interpreter.cell_words import CauseReading, Reading
from tarazy.interpreter.trace import Quantity, Reference, Trace

FORM = "tarazy.trace/1"
"""Name of the form; what it promises never changes under this name."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DECODER = json.JSONDecoder()
_NAMES: dict[type, tuple[str, ...]] = {}


def trace_json(trace: Trace) -> bytes:
    """The bytes of a trace."""
    writer = _Writer()
    head = writer.record(trace)
    root = head.pop("root")
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


@define(eq=False)
class _Writer:
    """Makes JSON objects of records; a quantity that stands in several places is made once."""

    _quantities: dict[int, dict[str, Any]] = field(factory=dict)

    def record(self, record: Any) -> dict[str, Any]:  # noqa: ANN401 - any record of a trace
        """The object of a record: its parts by name, those that are empty left out."""
        kind = type(record)
        if kind is Quantity:
            return self._quantity(record)
        if kind is Reference:
            return {"see": record.key}
        found: dict[str, Any] = {}
        for name in _names(kind):
            value = getattr(record, name)
            part = type(value)
            if part is tuple:
                if value:
                    found[name] = _PAIRS[name](value) if name in _PAIRS else self._several(value)
            elif part in _PLAIN:
                if value or part is int:
                    found[name] = value
            elif isinstance(value, Enum):
                found[name] = value.value
            else:
                found[name] = self.record(value)
        return found

    def _several(self, values: tuple[Any, ...]) -> list[Any]:
        return list(values) if isinstance(values[0], str) else [self.record(one) for one in values]

    def _quantity(self, quantity: Quantity) -> dict[str, Any]:
        known = self._quantities.get(id(quantity))
        if known is None:
            known = _reading(quantity.reading)
            known["shown"] = quantity.shown
            if quantity.unit:
                known["unit"] = quantity.unit
            self._quantities[id(quantity)] = known
        return known


_PLAIN = (str, int, bool, type(None))


def _named_entries(pairs: tuple[Any, ...]) -> Any:  # noqa: ANN401 - entries by axis, or codes of elements
    """Pairs as an object; codes alone as a list."""
    return list(pairs) if isinstance(pairs[0], str) else {key: str(entry) for key, entry in pairs}


_PAIRS = {"acts": _named_entries, "elements": _named_entries}
"""Parts that are pairs of a name and an entry."""


def _names(kind: type) -> tuple[str, ...]:
    known = _NAMES.get(kind)
    if known is None:
        known = _NAMES[kind] = tuple(one.name for one in fields(kind))
    return known


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
