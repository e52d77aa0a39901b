"""Replay: a stored trace is computed again, and must come out in the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tarazy.dsl.collection import few_collections
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.periods import read_period
from tarazy.dsl.program import Program
from tarazy.interpreter.data import Snapshot
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.trace_json import head_of, trace_json


def replay(stored: bytes, program: Program, snapshot: Snapshot) -> bytes | Diagnostic:
    """Compute a stored trace again.

    Returns
    -------
    The same bytes; or a finding that names what cannot be replayed (E730: no trace, E731: of another program or
    other data), or the first difference (E732).
    """
    return replay_with(stored, run(program, snapshot, periods=()))


def replay_with(stored: bytes, result: RunResult) -> bytes | Diagnostic:
    """The same with a run that is there already."""
    head = head_of(stored)
    if head is None:
        return finding("E730", None)
    refused = _refused(head, result)
    if refused is not None:
        return refused
    name, period = str(head["name"]), str(head.get("period", ""))
    elements = tuple(str(one) for one in head.get("elements", ()))
    body = str(head.get("body", "")) or None
    with few_collections():
        new = trace_json(result.trace(body, name, read_period(period), elements))
    return new if new == stored else _difference(stored, new)


def _refused(head: Mapping[str, Any], result: RunResult) -> Diagnostic | None:
    """Why a trace of that head cannot be of this run."""
    name = str(head.get("name", ""))
    if name not in result.program.computed:
        return finding("E731", None, variant="name", name=name)
    for key, own in (("program_hash", result.names.program_hash), ("snapshot_hash", result.names.snapshot_hash)):
        if head.get(key) != own:
            return finding("E731", None, variant=key, old=str(head.get(key, "")), new=own)
    families, period = result.program.computed[name].families, str(head.get("period", ""))
    fits = isinstance(head.get("elements", []), list) and len(head.get("elements", [])) == len(families)
    return None if fits and (not period or read_period(period) is not None) else finding("E730", None)


def _difference(stored: bytes, new: bytes) -> Diagnostic:
    """The finding for two traces that differ; it names the first part that does."""
    try:
        old = json.loads(stored)
    except ValueError:
        return finding("E730", None)
    path, was, now = next(_differences(old, json.loads(new), ""), ("", "", ""))
    if not path:
        return finding("E732", None, variant="layout")
    return finding("E732", None, path=path, old=was, new=now)


def _differences(old: Any, new: Any, path: str) -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - JSON of any shape
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _differences(old.get(key), new.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(old, list) and isinstance(new, list):
        for number in range(max(len(old), len(new))):
            was, now = (one[number] if number < len(one) else None for one in (old, new))
            yield from _differences(was, now, f"{path}[{number}]")
    elif old != new:
        yield path, _short(old), _short(new)


def _short(value: Any) -> str:  # noqa: ANN401 - JSON of any shape
    text = "nothing" if value is None else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"
