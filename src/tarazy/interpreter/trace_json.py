"""Traces as JSON in the form ``tarazy.trace/1``: deterministic bytes, numbers as texts.

The form is published as a JSON Schema (draft 2020-12) beside this module, ``schemas/tarazy.trace-1.json``. Keys are
sorted, parts that are empty are left out, and the text is one line of UTF-8, so that equal traces are equal bytes. What
is traced stands in ``head``, before all the rest, so that it can be read alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import Enum
from importlib.resources import files
from operator import attrgetter
from typing import Any

from attrs import define, field, fields

from tarazy.interpreter.cell_words import CauseReading, Reading
from tarazy.interpreter.trace import Kind, Paragraph, Quantity, Reference, Trace, TraceNode

FORM = "tarazy.trace/1"
"""Name of the form; what it promises never changes under this name."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_DECODER = json.JSONDecoder()
_Parts = tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]
_NAMES: dict[type, _Parts] = {}
_text = json.encoder.encode_basestring
_MOST_KEPT = 10_000
_KEPT: dict[int, tuple[object, str]] = {}
"""Texts of what all bodies share by the identity of the objects, which are held here so that no other can take it."""


def trace_json(trace: Trace) -> bytes:
    """The bytes of a trace."""
    return _Writer().trace(trace).encode()


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


def schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    text = files("tarazy.interpreter").joinpath("schemas", "tarazy.trace-1.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@define(eq=False)
class _Writer:
    """Writes records as JSON text; a quantity that stands in several places is written once."""

    _quantities: dict[int, str] = field(factory=dict)

    def trace(self, trace: Trace) -> str:
        """The text of a trace: its form, what is traced, and the tree."""
        head = {name: value for name in _HEAD if (value := getattr(trace, name))}
        if trace.acts:
            head["acts"] = dict(trace.acts)
        return f'{{"form":"{FORM}","head":{_ENCODER.encode(head)},"root":{self.record(trace.root)}}}\n'

    def record(self, record: Any) -> str:  # noqa: ANN401 - any record of a trace
        """The object of a record: its parts by name, those that are empty left out."""
        kind = type(record)
        if kind is Quantity:
            return self._quantity(record)
        if kind is Reference:
            return f'{{"see":{_text(record.key)}}}'
        if kind is Paragraph or (kind is TraceNode and record.kind is Kind.ATTRIBUTE):
            return self._kept(record)
        return self._parts(record)

    def _kept(self, record: Paragraph | TraceNode) -> str:
        """A paragraph, or an attribute of a list: the same object in the traces of all bodies."""
        kept = _KEPT.get(id(record))
        if kept is None:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.clear()
            kept = _KEPT[id(record)] = record, self._parts(record)
        return kept[1]

    def _parts(self, record: Any) -> str:  # noqa: ANN401 - any record of a trace
        kind = type(record)
        parts: list[str] = []
        names, values_of = _NAMES.get(kind) or _names(kind)
        for written, value in zip(names, values_of(record), strict=True):
            part = type(value)
            if part is str:
                if value:
                    parts.append(written + _text(value))
            elif part is tuple:
                if value:
                    parts.append(written + self._several(value))
            elif part is Quantity:
                parts.append(written + (self._quantities.get(id(value)) or self._quantity(value)))
            elif part is int:
                parts.append(f"{written}{value}")
            elif part is bool:
                if value:
                    parts.append(f"{written}true")
            elif isinstance(value, Enum):
                parts.append(written + _text(value.value))
            elif value is not None:
                parts.append(written + self.record(value))
        return f"{{{','.join(parts)}}}"

    def _several(self, values: tuple[Any, ...]) -> str:
        if type(values[0]) is tuple:
            return _ENCODER.encode({axis: str(entry) for axis, entry in values})
        return f"[{','.join([self.record(one) for one in values])}]"

    def _quantity(self, quantity: Quantity) -> str:
        known = self._quantities.get(id(quantity))
        if known is None:
            known = self._quantities[id(quantity)] = _written(quantity)
        return known


def _written(quantity: Quantity) -> str:
    reading = quantity.reading
    if reading.enclosure or reading.marks or reading.causes:
        found = {**_reading(reading), "shown": quantity.shown, **({"unit": quantity.unit} if quantity.unit else {})}
        return _ENCODER.encode(found)
    exact = f'"exact":{_text(reading.exact)},' if reading.exact else ""
    kind = f'"kind":{_text(reading.kind)},' if reading.kind else ""
    value = f',"value":{_text(reading.text)}' if reading.kind else ""
    unit = f',"unit":{_text(quantity.unit)}' if quantity.unit else ""
    return f'{{{exact}{kind}"shown":{_text(quantity.shown)},"state":{_text(reading.state)}{unit}{value}}}'


_HEAD = ("body", "elements", "label", "methodology", "name", "period", "program_hash", "snapshot_hash", "version")
"""What the head says of a trace, besides the acts."""


def _names(kind: type) -> _Parts:
    """Keys of a record's parts as they are written, in their order, and what gets the parts.

    Every record that comes here has several parts, so that the getter gives a tuple.
    """
    names = sorted(one.name for one in fields(kind))
    known = _NAMES[kind] = tuple(f"{_text(name)}:" for name in names), attrgetter(*names)
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
