"""The hash of a snapshot: over typed values and the binding and contract they were read by, never over files.

The canonical form is deterministic CBOR (RFC 8949, section 4.2): maps with sorted keys, rows sorted by key, a
number as numerator and denominator of the reduced fraction, an empty cell as null, a date as ISO 8601 text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

import cbor2
from flint import fmpq

from tarazy.dsl.declarations import Column, ListDeclaration, SourceDeclaration
from tarazy.dsl.hashes import binding_of_list, binding_of_register, binding_of_source
from tarazy.dsl.periods import PartOfYear, Period
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.states import State
from tarazy.dsl.value_types import CategoryType, ElementType
from tarazy.interpreter.data.contract import Cell

if TYPE_CHECKING:
    from tarazy.interpreter.data.snapshot import Key

FORM = "tarazy.snapshot/1"
"""Name of the canonical form; another form has another name, so that two forms never give one hash."""

Content = Mapping[str, object]
"""Contract and values of one list or source, ready to be encoded."""


class _Edition(Protocol):
    """The part of an edition of a list that is hashed."""

    @property
    def period(self) -> Period | None: ...
    @property
    def elements(self) -> tuple[str, ...]: ...
    @property
    def attributes(self) -> Mapping[str, Mapping[str, Cell]]: ...


def snapshot_hash(
    lists: Mapping[str, Content], sources: Mapping[str, Content], registers: Mapping[str, Content] | None = None
) -> str:
    """SHA-256, hexadecimal, of lists, sources and registers by code."""
    further = [dict(registers)] if registers else []
    encoded = cbor2.dumps([FORM, dict(lists), dict(sources), *further], canonical=True)
    return hashlib.sha256(encoded).hexdigest()


def list_content(declaration: ListDeclaration, editions: Iterable[_Edition]) -> Content:
    """Content of a list: elements sorted by period and code, each with its attributes in the order of
    `columns`.
    """
    columns = sorted(column.name for column in declaration.columns)
    rows = [
        [_period(edition.period), code, [_encodable(edition.attributes[name].get(code)) for name in columns]]
        for edition in editions
        for code in edition.elements
    ]
    rows.sort(key=lambda row: (str(row[0]), row[1]))
    return {
        "binding": binding_of_list(declaration),
        "of": declaration.of,
        "columns": _contracts(declaration.columns),
        "rows": rows,
    }


def _period(period: Period | None) -> int | str:
    return str(period) if isinstance(period, PartOfYear) else period or 0


def source_content(
    declaration: SourceDeclaration, columns: Mapping[str, Mapping[Key, Cell]], keys: Collection[Key]
) -> Content:
    """Content of a source: its keys sorted, and each column's cells in their order."""
    ordered = sorted(keys)
    is_part = declaration.has_period and declaration.parts > 1
    written = [(*key[:-1], str(key[-1])) for key in ordered] if is_part else ordered
    return {
        "binding": binding_of_source(declaration),
        "key": [[part.axis, part.list] for part in declaration.key],
        "columns": _contracts(declaration.columns),
        "keys": written,
        "cells": {name: [_encodable(cells[key]) for key in ordered] for name, cells in columns.items()},
    }


def register_content(declaration: RegisterDeclaration, rows: str, reached: Collection[int]) -> Content:
    """Content of a register: the hash of its rows stands for them, and the periods that it reaches to."""
    return {
        "binding": binding_of_register(declaration),
        "belongs": [[owner.column, owner.axis, owner.list] for owner in declaration.owners],
        "key": sorted(declaration.key),
        "columns": _contracts(declaration.columns),
        "reached": sorted(reached),
        "rows": rows,
    }


def _contracts(columns: Iterable[Column]) -> dict[str, object]:
    return {column.name: _contract(column) for column in columns}


def _contract(column: Column) -> dict[str, object]:
    unit = column.shape.unit
    return {
        "type": type(column.type).__name__.removesuffix("Type").lower(),
        "words": list(column.type.words) if isinstance(column.type, CategoryType) else None,
        "list": column.type.list if isinstance(column.type, ElementType) else None,
        "unit": [[list(factor) for factor in unit.factors], _encodable(unit.scale), unit.counted],
        "shown": column.shape.shown.value,
    }


def _encodable(cell: Cell | None) -> object:
    if type(cell) is fmpq:
        return (int(cell.p), int(cell.q))
    match cell:
        case date():
            return cell.isoformat()
        case State.ABSENT | None:
            return None
        case State():
            return [cell.value]
        case _:
            return cell
