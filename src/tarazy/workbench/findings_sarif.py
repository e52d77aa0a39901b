"""Findings in SARIF, which editors and code hosts read (OASIS, Static Analysis Results Interchange Format 2.1.0).

A run of the command is one log with one run. Addresses of files are relative to the folder in which the command ran
(``%SRCROOT%``), so that a log is the same on every machine; columns count UTF-16 code units of the text as it is read
(without byte order mark, in Unicode NFC). The page of a code stands in the log itself, as `help` of its rule, where it
can be read without a network. There is no `helpUri`: the standard wants an absolute address, and the documentation is
kept where the repository is; the address of the page within it is the property `page`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import assert_never
from urllib.parse import quote

from attrs import frozen

from tarazy import __version__
from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Place, Severity, reading_order
from tarazy.dsl.error_pages import error_page
from tarazy.dsl.source import Source, Span
from tarazy.workbench.findings_json import Json
from tarazy.workbench.page_blocks import Paragraph, page_blocks
from tarazy.workbench.page_markdown import page_address, page_markdown
from tarazy.workbench.page_text import page_text

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
BASE = "%SRCROOT%"
"""Name of the folder that addresses are relative to."""

FINGERPRINT = "tarazyFinding/v1"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_HELP_WIDTH = 80


def sarif_log(findings: Iterable[Diagnostic], files: Sequence[str], folder: Path) -> dict[str, Json]:
    """The log of one run of a command.

    Parameters
    ----------
    findings
        What was found.
    files
        Paths of the files that were checked.
    folder
        Folder in which the command ran.
    """
    ordered = sorted(findings, key=reading_order)
    codes = sorted({one.code for one in ordered})
    marks = _fingerprints(ordered, folder)
    results = [_result(one, codes.index(one.code), mark, folder) for one, mark in zip(ordered, marks, strict=True)]
    run: dict[str, Json] = {
        "tool": {"driver": {"name": "tarazy", "semanticVersion": __version__, "rules": [_rule(one) for one in codes]}},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "utf16CodeUnits",
        "artifacts": [{"location": _artifact(name, folder), "roles": ["analysisTarget"]} for name in files],
        "results": results,
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str) -> Json:
    page = error_page(code)
    refused = next((block.text for block in page_blocks(page.body) if isinstance(block, Paragraph)), page.title)
    return {
        "id": code,
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": refused},
        "help": {"text": page_text(page, _HELP_WIDTH), "markdown": page_markdown(page)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},
        "properties": {"page": page_address(code)},
    }


def _result(one: Diagnostic, index: int, mark: str, folder: Path) -> Json:
    notes = (("paragraph", one.paragraph), ("help", one.help))
    text = "\n".join([one.message, *(f"{title}: {words}" for title, words in notes if words)])
    location = _location(one.place, folder)
    result: dict[str, Json] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": _LEVELS[one.severity],
        "message": {"text": text},
        "locations": [] if location is None else [location],
        "partialFingerprints": {FINGERPRINT: mark},
    }
    if one.labels:
        result["relatedLocations"] = [
            {"id": number, **_span_location(label.span, folder), "message": {"text": one.label_text(label)}}
            for number, label in enumerate(one.labels)
        ]
    return result


# ---------------------------------------------------------------- places


def _location(place: Place, folder: Path) -> Json:
    match place:
        case Span() as span:
            return _span_location(span, folder)
        case CellPlace(file=file) as cell:
            physical: Json = {"artifactLocation": _artifact(file, folder)}
            return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": str(cell)}]}
        case None:
            return None
        case _:
            assert_never(place)


def _span_location(span: Span, folder: Path) -> dict[str, Json]:
    physical: dict[str, Json] = {"artifactLocation": _artifact(span.source.name, folder)}
    if span.source.text:
        physical["region"] = _region(span)
    return {"physicalLocation": physical}


def _region(span: Span) -> Json:
    """Lines and columns count from 1; the end is the first column that is outside."""
    (line, column), (end_line, end_column) = (_position(span.source, at) for at in (span.start, span.end))
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _position(source: Source, offset: int) -> tuple[int, int]:
    line, column = source.position(offset)
    return line, 1 + _utf16_units(source.line_text(line)[: column - 1])


def _utf16_units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def _artifact(name: str, folder: Path) -> dict[str, Json]:
    """Address of a file: relative where it lies in the folder, otherwise absolute."""
    path = Path(name) if Path(name).is_absolute() else folder / name
    resolved, root = path.resolve(), folder.resolve()
    if not resolved.is_relative_to(root):
        return {"uri": resolved.as_uri()}
    return {"uri": quote(resolved.relative_to(root).as_posix()), "uriBaseId": BASE}


# ---------------------------------------------------------------- fingerprints


@frozen
class _Identity:
    """What makes a finding the same one after lines above it were added or taken away."""

    code: str
    file: str
    text: str
    around: str


def _fingerprints(ordered: Sequence[Diagnostic], folder: Path) -> list[str]:
    """A mark for each finding; equal findings of a file are told apart by their order."""
    seen: Counter[_Identity] = Counter()
    marks: list[str] = []
    for one in ordered:
        identity = _identity(one, folder)
        words = (identity.code, identity.file, identity.text, identity.around, str(seen[identity]))
        seen[identity] += 1
        marks.append(hashlib.sha256("\0".join(words).encode("utf-8", "backslashreplace")).hexdigest())
    return marks


def _identity(one: Diagnostic, folder: Path) -> _Identity:
    match one.place:
        case Span(source) as span:
            line = " ".join(source.line_text(span.line).split())
            return _Identity(one.code, str(_artifact(source.name, folder)["uri"]), span.text, line)
        case CellPlace(file, _, column, value):
            return _Identity(one.code, str(_artifact(file, folder)["uri"]), value or "", column or "")
        case None:
            return _Identity(one.code, "", one.message, "")
        case _:
            assert_never(one.place)
