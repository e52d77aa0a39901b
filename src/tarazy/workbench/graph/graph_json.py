"""Dependencies as JSON in the form ``tarazy.graph/1``: deterministic bytes, keys sorted, empty parts left out.

The form is published as a JSON Schema (draft 2020-12) beside this module, ``tarazy.graph-1.json``.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from tarazy.dsl.dependencies import Dependency, Part
from tarazy.workbench.findings_json import Json
from tarazy.workbench.graph.pictured import Pictured

FORM = "tarazy.graph/1"
"""Name of the form; what it promises never changes under this name."""


def graph_json(shown: Pictured) -> str:
    """The document: a head that says what is shown, `parts` with users before what they use, and `uses`."""
    found = shown.dependencies
    document: dict[str, Json] = {
        "form": FORM,
        "head": _filled(
            methodology=shown.methodology,
            version=shown.version,
            program_hash=shown.program_hash,
            body=shown.body,
            period=shown.period,
        ),
        "roots": list(found.roots),
        "parts": [_part(part, shown.values.get(key, "")) for key, part in found.parts.items()],
        "uses": [_use(use) for use in found.uses],
    }
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _part(part: Part, value: str) -> Json:
    return _filled(
        key=part.key,
        kind=part.kind.value,
        role=part.role,
        label=part.label,
        combines=part.combines,
        origin=part.origin,
        each=list(part.each),
        value=value,
    )


def _use(use: Dependency) -> Json:
    return _filled(user=use.user, used=use.used, words=use.words, weight=use.weight, former=use.former)


def _filled(**members: Json) -> dict[str, Json]:
    return {name: value for name, value in members.items() if value}


def schema() -> dict[str, Any]:
    """The JSON Schema of the form."""
    found: dict[str, Any] = json.loads(
        files("tarazy.workbench.graph").joinpath("tarazy.graph-1.json").read_text(encoding="utf-8")
    )
    return found
