"""What a source or its binding can say of a column beside its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tarazy.dsl import syntax_columns

PROPERTIES: Mapping[str, str] = {
    "title": "title",
    "decimals": "decimals",
    "range": "range",
    "may_be_absent": "may be absent",
    "codes": "coded",
}
"""What messages call each property, by the field of the tree that holds it."""


def stated(column: syntax_columns.ColumnType | syntax_columns.BoundColumn) -> Mapping[str, Any]:
    """The properties that are stated of a column, by the field that holds them."""
    held = {name: getattr(column, name) for name in PROPERTIES}
    return {name: value for name, value in held.items() if value is not None and value is not False and value != ()}
