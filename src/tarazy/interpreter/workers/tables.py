"""A process that reads tables by DuckDB: ``python -m tarazy.interpreter.workers.tables``.

A request has the fields ``path`` of the file, ``parquet``, which says whether it is a Parquet file or a DuckDB
database, and ``table``, null for the only one. DuckDB is locked before anything is read: it opens the one file, for
reading, and neither another nor the network, and its memory is limited. The answer is objects:

- first ``tables``, the names of all tables; nothing else where the table is not among them;
- ``table``, its name, and ``columns``: title, kind (:class:`ColumnKind`) and type of each;
- or ``cells``, their number, where there are too many to be read, and nothing else;
- then ``rows`` in parts: for each row its number counted from 1, and a text or null for each column.

A complaint of DuckDB is an object with ``error``.
"""

from __future__ import annotations

import glob
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
from attrs import frozen

from tarazy.interpreter.workers.kinds import ColumnKind
from tarazy.interpreter.workers.limits import MOST_CELLS, MOST_TEXT
from tarazy.interpreter.workers.serving import Request, serve

MOST_MEMORY = 768 * 2**20
"""Bytes of memory that the process may ask for; DuckDB itself is content with `ITS_MEMORY`."""

ITS_MEMORY = "256MB"
_PART = 5_000
"""Rows of a part of the answer."""


_TYPES: tuple[tuple[ColumnKind, re.Pattern[str], str], ...] = (
    (ColumnKind.TEXT, re.compile(r"VARCHAR|ENUM\(.*\)|UUID|DATE", re.DOTALL), "CAST({0} AS VARCHAR)"),
    (ColumnKind.EXACT, re.compile(r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|BIGNUM|DECIMAL\(.*\)"), "CAST({0} AS VARCHAR)"),
    (ColumnKind.DOUBLE, re.compile("DOUBLE"), "{0}"),
    (ColumnKind.SINGLE, re.compile("FLOAT"), "CAST({0} AS VARCHAR)"),
    (ColumnKind.LOGICAL, re.compile("BOOLEAN"), "CASE WHEN {0} THEN 'TRUE' WHEN NOT {0} THEN 'FALSE' END"),
    (
        ColumnKind.TEXT,
        re.compile("TIMESTAMP(_S|_MS|_NS)?"),
        "regexp_replace(replace(CAST({0} AS VARCHAR), ' ', 'T'), 'T00:00:00$', '')",
    ),
    (ColumnKind.OTHER, re.compile(".*", re.DOTALL), "CAST(NULL AS VARCHAR)"),
)
"""Types of DuckDB, the kind of each and how its values become texts without loss."""


@frozen
class TableColumn:
    """A column: its title, the kind of its cells, its type, and what makes its cells texts."""

    title: str
    kind: ColumnKind
    type: str
    expression: str


def answer(request: Request, _body: bytes) -> Iterator[dict[str, Any]]:
    """What stands in the table that `request` names."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": ITS_MEMORY,
        "threads": 1,
        "temp_directory": "",
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        try:
            yield from _table(connection, request)
        except duckdb.Error as error:
            yield {"error": str(error).strip().splitlines()[0]}


@frozen
class Relation:
    """A table in a query: what it is read by, what counts its rows from 0, and its name, empty for a Parquet file."""

    text: str
    row: str
    name: str


def relation_of(connection: duckdb.DuckDBPyConnection, request: Request, *written: str) -> Relation | list[str]:
    """The table that `request` names, or the names of all where it is not among them.

    The connection is locked: it opens the one file, for reading, and writes nothing but the files `written`.
    """
    path, table = request["path"], request["table"]
    opened = _opened(connection, path, *written, parquet=request["parquet"])
    if request["parquet"]:
        return Relation(opened, "file_row_number", "")
    found = connection.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'data' ORDER BY ALL"
    ).fetchall()
    names = {name if schema == "main" else f"{schema}.{name}": (schema, name) for schema, name in found}
    if table is None and len(names) == 1:
        table = next(iter(names))
    if table not in names:
        return list(names)
    return Relation("data." + ".".join(map(_quoted, names[table])), "rowid", table)


def _table(connection: duckdb.DuckDBPyConnection, request: Request) -> Iterator[dict[str, Any]]:
    found = relation_of(connection, request)
    if isinstance(found, list):
        yield {"tables": found}
        return
    relation, row, table = found.text, found.row, found.name
    columns = columns_of(connection, relation)
    cells = _number(connection, f"SELECT count(*) FROM {relation}") * len(columns)  # noqa: S608 - quoted names
    if cells > MOST_CELLS or _size_of_texts(connection, relation, columns) > MOST_TEXT:
        yield {"cells": cells}
        return
    yield {"table": table, "columns": [[one.title, one.kind, one.type] for one in columns]}
    expressions = ", ".join([f"{row} + 1", *(one.expression for one in columns)])
    # The names are quoted and come from the file itself, the path is quoted.
    rows = connection.execute(f"SELECT {expressions} FROM {relation} ORDER BY {row}")  # noqa: S608
    while part := rows.fetchmany(_PART):
        yield {"rows": [[number, *map(_text, cells)] for number, *cells in part]}


def _opened(connection: duckdb.DuckDBPyConnection, path: str, *written: str, parquet: bool) -> str:
    """Lock the connection to the one file, and to what it may write; what a Parquet file is read by in a query."""
    pattern = _literal(glob.escape(path))
    allowed = [*map(_literal, (path, *written)), pattern] if parquet else list(map(_literal, written))
    if allowed:
        connection.execute(f"SET allowed_paths = [{', '.join(allowed)}]")
    if not parquet:
        connection.execute(f"ATTACH {_literal(path)} AS data (READ_ONLY)")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return f"read_parquet({pattern}, file_row_number = true)"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> list[TableColumn]:
    """The columns of a table, in order."""
    described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()  # noqa: S608 - quoted names
    columns = []
    for title, type_name, *_ in described:
        if title == "file_row_number" and relation.startswith("read_parquet"):
            continue
        kind, _, form = next(one for one in _TYPES if one[1].fullmatch(type_name))
        columns.append(TableColumn(title, kind, type_name, form.format(_quoted(title))))
    return columns


def _size_of_texts(connection: duckdb.DuckDBPyConnection, relation: str, columns: list[TableColumn]) -> int:
    texts = [f"coalesce(sum(strlen({one.expression})), 0)" for one in columns if one.kind is ColumnKind.TEXT]
    total = " + ".join(["0", *texts])
    return _number(connection, f"SELECT {total} FROM {relation}")  # noqa: S608 - quoted names


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    found = connection.execute(query).fetchone()
    assert found is not None
    return int(found[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(value: object) -> str | None:
    """The text of a value; a number held in binary by the digits of the shortest decimal that is held so."""
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}" if value - value == 0 else str(value)
    return None if value is None else str(value)


if __name__ == "__main__":
    serve(answer, MOST_MEMORY)
