"""A table of places in SQL: what is the same in all rows of a place, beside the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import frozen

from tarazy.dsl.nodes import AnyNode
from tarazy.interpreter.cells import Present
from tarazy.interpreter.meaning.places import Entry
from tarazy.interpreter.meaning.rows import RowsAt
from tarazy.interpreter.meaning.sql_values import (
    MOST_64,
    NOWHERE,
    NotInSql,
    SqlNumber,
    SqlOther,
    SqlValue,
    aligned,
    quoted,
    written,
)
from tarazy.interpreter.row_table import ordinal


@frozen(eq=False)
class PlacesTable:
    """A table of places.

    Parameters
    ----------
    names
        Names of its keys in a question.
    titles, rows
        Titles of its columns, and its rows, as SQL.
    condition
        How rows of the register are joined to it.
    columns
        Columns of what does not run along the rows, by the identity of the node.
    """

    names: Sequence[str]
    titles: Sequence[str]
    rows: str
    condition: str
    columns: Mapping[int, SqlValue]


def places_table(
    at: RowsAt, others: int, apart: Sequence[AnyNode], cells: Mapping[tuple[Entry, ...], Sequence[Present]]
) -> PlacesTable:
    """The table of the places of `cells`, which are keyed by whose rows are meant, the period, and `others` elements.

    Raises
    ------
    NotInSql
        A value cannot be written in SQL.
    """
    keys = [f"k{at_key}" for at_key in range(len(at.owners) + (at.period_position is not None) + others)]
    columns: dict[int, SqlValue] = {}
    texts = [[_literal(entry) for entry in key] for key in cells]
    for at_part, node in enumerate(apart):
        column, literals = _column(f"p.v{at_part}", [written(found[at_part]) for found in cells.values()])
        columns[id(node)] = column
        for row, literal in zip(texts, literals, strict=True):
            row.append(literal)
    conditions = [f"r.o{owner} = p.k{owner}" for owner in range(len(at.owners))]
    if at.period_position is not None:
        last = f"p.k{len(at.owners)} - {at.over.back}"
        conditions.append(f"r.period BETWEEN {last} - {at.over.count - 1} AND {last}")
    rows = ", ".join(f"({', '.join(row)})" for row in texts)
    titles = [*keys, *(f"v{at_part}" for at_part in range(len(apart)))]
    return PlacesTable([f"p.{key}" for key in keys], titles, rows, " AND ".join(conditions) or "TRUE", columns)


def _literal(entry: Entry) -> str:
    if isinstance(entry, str):
        return quoted(entry)
    return "NULL" if entry is None else str(ordinal(entry))


def _column(text: str, values: Sequence[SqlValue]) -> tuple[SqlValue, list[str]]:
    """A column of written values: as a whole, and the literal of each row."""
    numbers = [one for one in values if isinstance(one, SqlNumber)]
    others = [one for one in values if isinstance(one, SqlOther)]
    if (numbers and others) or len({one.sort for one in others}) > 1:
        raise NotInSql
    if others:
        words = tuple(sorted({word for one in others for word in one.words or ()}))
        low, high = min(one.low for one in others), max(one.high for one in others)
        return SqlOther(text, others[0].sort, NOWHERE, low, high, words), [one.text for one in others]
    common = numbers[0]
    for one in numbers[1:]:
        common, _ = aligned(common, one)
    scaled = [aligned(one, common)[0] for one in numbers]
    low, high = min(one.low for one in scaled), max(one.high for one in scaled)
    kind = "BIGINT" if max(abs(low), abs(high)) <= MOST_64 else "HUGEINT"
    return SqlNumber(text, common.divisor, low, high), [f"CAST({one.text} AS {kind})" for one in scaled]
