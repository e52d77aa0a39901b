"""What a source or its binding can say of a column beside its type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tarazy.dsl import syntax_columns
from tarazy.dsl.spoken_words import Told, keyword_of
from tarazy.grammar.speech import said_in

_WORDS: Mapping[str, str] = {
    "title": "titled",
    "decimals": "decimals",
    "range": "range",
    "may_be_absent": "may_be_absent",
    "codes": "coded",
}
"""The word that says each property, by the field of the tree that holds it."""


def property_word(name: str) -> Told:
    """What messages call a property."""
    if name == "range":
        return Told("range", lambda language: said_in(language, "range"))
    return keyword_of("type", _WORDS[name])


def stated(column: syntax_columns.ColumnType | syntax_columns.BoundColumn) -> Mapping[str, Any]:
    """The properties that are stated of a column, by the field that holds them."""
    held = {name: getattr(column, name) for name in _WORDS}
    return {name: value for name, value in held.items() if value is not None and value is not False and value != ()}
