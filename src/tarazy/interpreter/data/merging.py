"""Rows of a source put together: one a key, by the rule declared for rows that have the same one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from tarazy.dsl.declarations import SameKey, SourceDeclaration
from tarazy.dsl.states import State
from tarazy.interpreter.data.contract import Cell, differ
from tarazy.interpreter.data.snapshot import Block, Key, SourceTable
from tarazy.interpreter.data.violations import Fault, Violations, fault, readable


def merged(source: SourceDeclaration, blocks: Sequence[Block], violations: Violations) -> SourceTable:
    """The table of `source` from its blocks in the order of its files.

    Two rows of one file that have the same key are a violation also where one file goes before another: no rule says
    which of them holds.
    """
    keys = list(chain.from_iterable(block.keys for block in blocks))
    columns: dict[str, list[Cell | Fault]] = {
        column.name: list(chain.from_iterable(block.cells[column.name] for block in blocks)) for column in source.columns
    }
    index = dict(zip(keys, range(len(keys)), strict=True))
    if len(index) == len(keys):
        tables = {name: dict(zip(keys, cells, strict=True)) for name, cells in columns.items()}
    else:
        index = _one_each(source, blocks, keys, columns, violations)
        tables = {name: {key: cells[at] for key, at in index.items()} for name, cells in columns.items()}
    return SourceTable(tuple(blocks), index, tables)


def _one_each(
    source: SourceDeclaration,
    blocks: Sequence[Block],
    keys: Sequence[Key],
    columns: dict[str, list[Cell]],
    violations: Violations,
) -> dict[Key, int]:
    """For each key the row that holds."""
    places = [(block, row) for block in blocks for row in block.rows]
    index: dict[Key, int] = {}
    for at, key in enumerate(keys):
        before = index.setdefault(key, at)
        if before == at:
            continue
        (first, first_row), (second, second_row) = places[before], places[at]
        words = {"key": readable(", ".join(map(str, key))), "other": f"{first.file}, row {first_row}"}
        match source.same_key:
            case SameKey.EQUAL:
                for name, cells in columns.items():
                    if differ(cells[before], cells[at]):
                        shown = {"value": _cell_text(cells[at]), "before": _cell_text(cells[before]), **words}
                        unequal = Fault("D663", "unequal", shown)
                        violations.note(second.file, unequal, row=second_row, column=second.titles[name])
            case SameKey.FIRST_FILE | SameKey.LAST_FILE if first.file != second.file:
                if source.same_key is SameKey.LAST_FILE:
                    index[key] = at
            case SameKey.ERROR | SameKey.FIRST_FILE | SameKey.LAST_FILE:
                variant = "" if source.same_key is SameKey.ERROR else "one_file"
                violations.note(second.file, fault("D663", variant, **words), row=second_row)
    return index


def _cell_text(cell: object) -> str:
    return "nothing" if isinstance(cell, State) else f"`{readable(str(cell))}`"
