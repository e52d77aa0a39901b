"""A process that writes large tables as texts: ``python -m tarazy.interpreter.workers.exports``.

A request is that of :mod:`tarazy.interpreter.workers.tables`, with ``out``, the path of the CSV file to be written, and
``titles``, of the columns that are wanted. DuckDB is locked as there, but that it may write this one file. The answer
is objects:

- first ``tables``, as there, or ``table`` and ``columns``;
- then, where all wanted titles are there, ``rows``, how many were written; or ``cells``, where there are too many.

A line of the file is the number of the row counted from 1, and a text for each wanted column, empty where there is no
value. Before a text that was not held as a text, or as a number of fixed decimals, stands a sign of :data:`SIGNS`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb

from tarazy.interpreter.workers.kinds import ColumnKind
from tarazy.interpreter.workers.serving import Request, serve
from tarazy.interpreter.workers.tables import ITS_MEMORY, MOST_MEMORY, TableColumn, columns_of, relation_of

MOST_CELLS = 500_000_000
"""Cells of a table that is written."""

SIGNS: Mapping[ColumnKind, str] = {
    ColumnKind.DOUBLE: "\x02",
    ColumnKind.SINGLE: "\x03",
    ColumnKind.LOGICAL: "\x04",
}
"""What stands before the text of a cell, by the kind of its column."""


def answer(request: Request, _body: bytes) -> Iterator[dict[str, Any]]:
    """What was written of the table that `request` names."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": ITS_MEMORY,
        "threads": 1,
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "preserve_insertion_order": True,
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        try:
            yield from _written(connection, request)
        except duckdb.Error as error:
            yield {"error": str(error).strip().splitlines()[0]}


def _written(connection: duckdb.DuckDBPyConnection, request: Request) -> Iterator[dict[str, Any]]:
    found = relation_of(connection, request, request["out"])
    if isinstance(found, list):
        yield {"tables": found}
        return
    columns = columns_of(connection, found.text)
    yield {"table": found.name, "columns": [[one.title, one.kind, one.type] for one in columns]}
    by_title = {unicodedata.normalize("NFC", one.title): one for one in columns}
    if not all(title in by_title for title in request["titles"]):
        return
    wanted = [by_title[title] for title in request["titles"]]
    count = connection.execute(f"SELECT count(*) FROM {found.text}").fetchone()  # noqa: S608 - quoted names
    assert count is not None
    if count[0] * len(wanted) > MOST_CELLS:
        yield {"cells": count[0] * len(wanted)}
        return
    texts = ", ".join([f"{found.row} + 1", *map(_signed, wanted)])
    out = request["out"].replace("'", "''")
    connection.execute(
        f"COPY (SELECT {texts} FROM {found.text}) TO '{out}' "  # noqa: S608 - quoted names
        "(FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', FORCE_QUOTE *)"
    )
    yield {"rows": count[0]}


def _signed(column: TableColumn) -> str:
    """SQL for the text of a cell with its sign, empty where there is no value."""
    sign = SIGNS.get(column.kind, "")
    text = f"CAST({column.expression} AS VARCHAR)"
    return f"coalesce('{sign}' || {text}, '')" if sign else f"coalesce({text}, '')"


if __name__ == "__main__":
    serve(answer, MOST_MEMORY)
