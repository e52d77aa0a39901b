"""Tables of DuckDB databases and Parquet files."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from itertools import chain
from math import isfinite, ulp
from typing import Any, assert_never

from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.cell_texts import LogicalText, NumberText, RefusedText
from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.formats.database import left_open, no_table, too_many_cells, unreadable_type
from tarazy.interpreter.data.formats.isolated import Answer, Reader, Workers
from tarazy.interpreter.data.table import Table, TableOrigin
from tarazy.interpreter.data.violations import Fault, Violations, fault, readable
from tarazy.interpreter.workers.kinds import ColumnKind

TABLES = Reader("a Parquet file or a DuckDB database", "tarazy.interpreter.workers.tables", ("duckdb",))
"""Reader of both: DuckDB itself, in a process of its own."""

SECONDS = 3.0
"""Processor time for any file."""

SECONDS_A_MEGABYTE = 2.0
_SINGLE_BITS = 29
"""Binary digits that a number of 64 bits has behind those of one of 32."""


def read_parquet(file: DataFile, _layout: TableLayout, violations: Violations, workers: Workers) -> Table | None:
    """The table in a Parquet file, or ``None`` with at least one violation noted."""
    return _read(file, None, _answer(file, None, workers, parquet=True), violations)


def read_duckdb(file: DataFile, layout: TableLayout, violations: Violations, workers: Workers) -> Table | None:
    """A table of a DuckDB database, or ``None`` with at least one violation noted."""
    answer = left_open(file, (".wal",)) or _answer(file, layout.table, workers, parquet=False)
    return _read(file, layout.table, answer, violations)


def _answer(file: DataFile, table: str | None, workers: Workers, *, parquet: bool) -> Answer | Fault:
    question: dict[str, object] = {"path": str(file.path.resolve()), "table": table, "parquet": parquet}
    seconds = SECONDS + SECONDS_A_MEGABYTE * file.path.stat().st_size / 2**20
    return workers.of(TABLES).ask(question, seconds)


def _read(file: DataFile, wanted: str | None, answer: Answer | Fault, violations: Violations) -> Table | None:
    place = TableOrigin(file.name, file.sha256).place()
    if isinstance(answer, Fault):
        violations.note(place, answer)
        return None
    refused = next(filter(None, (refused_answer(part, wanted) for part in answer)), None)
    if refused is not None:
        violations.note(place, refused)
        return None
    head, *parts = answer
    rows = list(chain.from_iterable(part["rows"] for part in parts))
    numbers, *columns = zip(*rows, strict=True) if rows else [(), *[()] * len(head["columns"])]
    texts = {
        unicodedata.normalize("NFC", title): _texts(ColumnKind(kind), type_name, column)
        for (title, kind, type_name), column in zip(head["columns"], columns, strict=True)
    }
    return Table(TableOrigin(file.name, file.sha256, "", head["table"]), tuple(texts), None, numbers, texts)


def refused_answer(part: dict[str, Any], wanted: str | None) -> Fault | None:
    """Why there is no table in the answer."""
    if "error" in part:
        return fault("D673", "damaged", reason=readable(part["error"]))
    if "tables" in part:
        return no_table(wanted, part["tables"])
    return too_many_cells(part["cells"]) if "cells" in part else None


def _texts(kind: ColumnKind, type_name: str, cells: Iterable[str | None]) -> Sequence[str]:
    match kind:
        case ColumnKind.TEXT:
            return [_normal(cell or "") for cell in cells]
        case ColumnKind.EXACT:
            return ["" if cell is None else NumberText(cell) for cell in cells]
        case ColumnKind.DOUBLE | ColumnKind.SINGLE:
            is_single = kind is ColumnKind.SINGLE
            return ["" if cell is None else binary_text(cell, single=is_single) for cell in cells]
        case ColumnKind.LOGICAL:
            return ["" if cell is None else LogicalText(cell) for cell in cells]
        case ColumnKind.OTHER:
            refused = RefusedText("", unreadable_type(type_name))
            return [refused for _ in cells]
        case _:
            assert_never(kind)


def _normal(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def binary_text(text: str, *, single: bool) -> str:
    """A number held in binary; one that is not finite stays a text, which is no number."""
    try:
        digits = f"{Decimal(text):f}"
    except InvalidOperation:
        return text
    if not isfinite(float(text)):
        return text
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    spacing = ulp(float(text)) * (2**_SINGLE_BITS if single else 1)
    return NumberText(digits, spacing, needs_decimals=True)
