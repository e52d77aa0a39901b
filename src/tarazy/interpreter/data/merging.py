"""Rows of a source put together: one a key, by the rule declared for rows that have the same one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import cast

from attrs import frozen

from tarazy.dsl.declarations import SameKey, SourceDeclaration
from tarazy.interpreter.data.contract import Cell, cell_text, differ
from tarazy.interpreter.data.snapshot import Block, Key, SourceTable
from tarazy.interpreter.data.violations import Fault, Violations, readable


@frozen(eq=False)
class Rows:
    """Rows as read from one block: their keys, and by column name their cells, a faulty one as its fault.

    `period_title` is the title of a column that names periods and that the key leaves out, where there is one.
    """

    block: Block
    keys: Sequence[Key]
    cells: Mapping[str, Sequence[Cell | Fault]]
    period_title: str | None = None


def merged(source: SourceDeclaration, parts: Sequence[Rows], violations: Violations) -> SourceTable:
    """The table of `source` from its rows in the order of its files.

    Two rows of one file that have the same key are a violation also where one file goes before another: no
    rule says which of them holds.
    """
    blocks = tuple(part.block for part in parts)
    keys = list(chain.from_iterable(part.keys for part in parts))
    columns = {
        column.name: list(chain.from_iterable(part.cells[column.name] for part in parts)) for column in source.columns
    }
    index = dict(zip(keys, range(len(keys)), strict=True))
    repeated: dict[Key, tuple[int, ...]] = {}
    if len(index) == len(keys):
        tables = {name: dict(zip(keys, cells, strict=True)) for name, cells in columns.items()}
    else:
        left_out = next((part.period_title for part in parts if part.period_title is not None), None)
        index, repeated = _one_each(source, blocks, keys, columns, violations, left_out)
        tables = {name: {key: cells[at] for key, at in index.items()} for name, cells in columns.items()}
    # A fault never leaves: where one was found, no snapshot is made.
    return SourceTable(blocks, index, cast(dict[str, dict[Key, Cell]], tables), repeated)


def _one_each(
    source: SourceDeclaration,
    blocks: Sequence[Block],
    keys: Sequence[Key],
    columns: Mapping[str, Sequence[Cell | Fault]],
    violations: Violations,
    left_out: str | None,
) -> tuple[dict[Key, int], dict[Key, tuple[int, ...]]]:
    """For each key the row that holds, and the others that say the same."""
    places = [(block, row) for block in blocks for row in block.rows]
    index: dict[Key, int] = {}
    latest: dict[Key, int] = {}
    others: dict[Key, tuple[int, ...]] = {}
    for at, key in enumerate(keys):
        before, latest[key] = latest.get(key), at
        if before is None:
            index[key] = at
            continue
        (first, first_row), (second, second_row) = places[before], places[at]
        in_one_file = first.table.is_same(second.table)
        words = {"key": readable(", ".join(map(str, key))), "file": first.table.name, "row": str(first_row)}
        match source.same_key:
            case SameKey.EQUAL:
                others[key] = (*others.get(key, ()), at)
                for column in source.columns:
                    cells = columns[column.name]
                    if differ(cells[before], cells[at]):
                        texts = {"value": cell_text(column, cells[at]), "before": cell_text(column, cells[before])}
                        unequal = Fault("D663", "unequal", {**texts, **words})
                        violations.note(second.table.place(second_row, second.titles[column.name]), unequal)
            case SameKey.LAST_FILE if not in_one_file:
                index[key] = at
            case SameKey.FIRST_FILE if not in_one_file:
                pass
            case SameKey.ERROR | SameKey.FIRST_FILE | SameKey.LAST_FILE:
                repeated = Fault("D663", "one_file" if in_one_file else "", words)
                if left_out is not None:
                    repeated = Fault("D663", "period", {**words, "title": readable(left_out)})
                violations.note(second.table.place(second_row), repeated)
    return index, others
