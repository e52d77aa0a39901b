"""Findings as JSON: what another program reads of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias, assert_never

from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Label, Place, Severity, reading_order
from tarazy.dsl.source import Span

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"
"""A JSON value without fractions: numbers of results are texts."""


def findings_json(findings: Iterable[Diagnostic]) -> list[Json]:
    """All findings in the order of the texts they are about."""
    return [finding_json(one) for one in sorted(findings, key=reading_order)]


def finding_json(diagnostic: Diagnostic) -> dict[str, Json]:
    """One finding. Lines, columns and rows count from 1; an end is the first column that is outside."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        "paragraph": diagnostic.paragraph,
        "place": place_json(diagnostic.place),
        "labels": [_label_json(diagnostic, label) for label in diagnostic.labels],
    }


def counts_json(findings: Iterable[Diagnostic]) -> dict[str, Json]:
    """How many findings there are of each severity."""
    severities = [one.severity for one in findings]
    return {f"{severity.value}s": severities.count(severity) for severity in Severity}


def place_json(place: Place) -> dict[str, Json] | None:
    """A stretch of a text, a cell of a data file, or null."""
    match place:
        case Span() as span:
            return dict(_span_json(span))
        case CellPlace(file, row, column, value, sheet, table, cell):
            inside = {"sheet": sheet, "table": table, "cell": cell}
            found: dict[str, Json] = {"file": file, "row": row, "column": column, "value": value}
            found.update((name, word) for name, word in inside.items() if word is not None)
            return found
        case None:
            return None
        case _:
            assert_never(place)


def _label_json(diagnostic: Diagnostic, label: Label) -> dict[str, Json]:
    return {"text": diagnostic.label_text(label), "place": dict(_span_json(label.span))}


def _span_json(span: Span) -> Mapping[str, Json]:
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.name,
        "line": span.line,
        "column": span.column,
        "end_line": end_line,
        "end_column": end_column,
    }
