"""Large tables of Parquet files and DuckDB databases: their texts are written to a file, not held in memory."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from tarazy.dsl.file_kinds import FileKind, file_kind
from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.cell_texts import LogicalText
from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.formats.database import left_open, unreadable_type
from tarazy.interpreter.data.formats.duckdb_tables import SECONDS, SECONDS_A_MEGABYTE, binary_text, refused_answer
from tarazy.interpreter.data.formats.isolated import Reader, Workers
from tarazy.interpreter.data.table import Table, TableOrigin
from tarazy.interpreter.data.violations import Fault, Violations

EXPORTS = Reader("a Parquet file or a DuckDB database", "tarazy.interpreter.workers.exports", ("duckdb",))
"""What writes them: DuckDB itself, in a process of its own."""

KINDS = (FileKind.PARQUET, FileKind.DUCKDB)
"""Kinds of files whose tables can be written so."""

_SIGNS = {sign: kind for kind, sign in (("double", "\x02"), ("single", "\x03"), ("logical", "\x04"))}
"""Signs of the worker, which says more of them."""


def can_be_exported(file: DataFile) -> bool:
    """Whether the table of a file can be written without holding it."""
    return file_kind(file.name) in KINDS


def export(
    file: DataFile, layout: TableLayout, titles: Sequence[str], to: Path, violations: Violations, workers: Workers
) -> Table | None:
    """The table in `file` without its rows, those of the columns `titles` being written to the CSV file `to` if all of
    them are there; ``None`` with at least one violation noted.
    """
    parquet = file_kind(file.name) is FileKind.PARQUET
    place = TableOrigin(file.name, file.sha256).place()
    question: dict[str, object] = {
        "path": str(file.path.resolve()),
        "table": layout.table,
        "parquet": parquet,
        "out": str(to.resolve()),
        "titles": list(titles),
    }
    seconds = SECONDS + SECONDS_A_MEGABYTE * file.path.stat().st_size / 2**20
    answer = (None if parquet else left_open(file, (".wal",))) or workers.of(EXPORTS).ask(question, seconds)
    wrong = (
        answer
        if isinstance(answer, Fault)
        else next(filter(None, (refused_answer(part, layout.table) for part in answer)), None)
    )
    if isinstance(answer, Fault) or wrong is not None:
        assert wrong is not None
        violations.note(place, wrong)
        return None
    head = answer[0]
    origin = TableOrigin(file.name, file.sha256, "", head["table"])
    found = {unicodedata.normalize("NFC", title): (kind, type_name) for title, kind, type_name in head["columns"]}
    for title, (kind, type_name) in found.items():
        if kind == "other" and title in titles:
            violations.note(origin.place(None, title), unreadable_type(type_name))
    return Table(origin, tuple(found), None, (), dict.fromkeys(found, ()))


def held_text(text: str) -> str:
    """A text with the sign that a worker has set before it, as what the file held."""
    kind = _SIGNS.get(text[:1])
    if kind is None:
        return text
    return LogicalText(text[1:]) if kind == "logical" else binary_text(text[1:], single=kind == "single")
