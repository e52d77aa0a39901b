"""The table of results as JSON in the form ``tarazy.scores/1``: a row a line, numbers as texts.

The form is published as a JSON Schema (draft 2020-12) beside this module, ``schemas/tarazy.scores-1.json``. A reader
that cannot hold the whole document reads it line by line: each row stands alone on its line.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from importlib.resources import files
from typing import Any

from tarazy.interpreter.provenance import Provenance
from tarazy.interpreter.results import HEADER, ScoreRow

FORM = "tarazy.scores/1"
"""Name of the form; what it promises never changes under this name."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def scores_json(rows: Iterable[ScoreRow], provenance: Provenance, illustrative: Collection[str] = ()) -> Iterator[str]:
    """The document piece by piece; the pieces joined are one JSON text that ends in a line feed.

    `illustrative` are the names of the traces of values that rest on a number that no act gives.
    """
    head = {**provenance.facts(), "files": [{"path": path, "sha256": sha256} for path, sha256 in provenance.files]}
    yield f'{{"form":"{FORM}","head":{_ENCODER.encode(head)},"rows":['
    separator = "\n"
    for row in rows:
        cells: dict[str, Any] = {name: cell for name in HEADER if (cell := getattr(row, name))}
        if row.trace in illustrative:
            cells["illustrative"] = True
        yield f"{separator}{_ENCODER.encode(cells)}"
        separator = ",\n"
    yield "\n]}\n"


def schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    text = files("tarazy.interpreter").joinpath("schemas", "tarazy.scores-1.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
