"""What to say when a token stands where it cannot: what was found, what could have stood there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Span
from tarazy.dsl.tokens import Token

_KINDS: Sequence[tuple[str, frozenset[str]]] = (
    ("a value, a name or a call", frozenset({"NAME", "NUMERAL", "CALL"})),
    ("a name", frozenset({"NAME"})),
    ("a number", frozenset({"NUMERAL"})),
    ("the name of an act", frozenset({"ACT"})),
    ("a place in an act such as `p. 4`", frozenset({"PLACE"})),
    ("a date such as `2024-12-31`", frozenset({"DATE"})),
    ("a text in quotes", frozenset({"TEXT"})),
    ("a type such as `number` or `one of`", frozenset({"TYPE"})),
    ("a unit", frozenset({"UNIT"})),
    ("`all`", frozenset({"ALL"})),
    ("a way to round such as `half up`", frozenset({"MODE"})),
    ("`as`", frozenset({"AS"})),
    ("`=`", frozenset({"EQUALS"})),
    ("`decimals`", frozenset({"DECIMALS"})),
    ("`sheet` or `period`", frozenset({"SHEET"})),
    ("`to` and the other end", frozenset({"TO"})),
    ("a property of the column such as `2 decimals` or `may be absent`", frozenset({"MAY_BE_ABSENT"})),
    ("`years`", frozenset({"YEARS"})),
    ("`)`", frozenset({"RPAR"})),
    ("`]`", frozenset({"RSQB"})),
    ("`;`", frozenset({"SEMICOLON"})),
    ("a comma", frozenset({"COMMA"})),
    ("an operator such as `+`", frozenset({"PLUS"})),
    ("the end of the value", frozenset({"$END"})),
)
"""What to call a set of terminals that can stand somewhere, the most telling first."""

_MOST_NAMED = 3
_ENDS_VALUE = frozenset({"NAME", "NUMERAL", "PERCENT", "UNIT", "EXPONENT", "TEXT", "VALUE", "SET", "RPAR", "RSQB", "DATE"})
_BEGINS_VALUE = frozenset({"NAME", "NUMERAL", "TEXT", "VALUE", "SET", "CALL", "FUNCTION", "LPAR", "DATE", "YES_NO", "STATE"})


def unexpected(token: Any, expected: Collection[str], tokens: Sequence[Token], value: Span) -> Diagnostic:
    """The finding that `token` cannot stand where it stands.

    Parameters
    ----------
    token
        The token at which the parser stopped; of type ``$END`` behind the last one.
    expected
        Types of the tokens that could have stood there.
    tokens
        Every token of the value.
    value
        The stretch of text that the value was read from.
    """
    if token.type == "$END":
        end = tokens[-1].end_pos if tokens else value.start
        place = Span(value.source, max(end - 1, value.start), max(end, value.start))
        variant = "end" if tokens else "empty"
        return finding("P110", place, variant=variant, expected=_words(expected))
    index = tokens.index(token)
    place = Span(value.source, token.start_pos, token.end_pos)
    found = _shortened(place.text)
    if token.type == "COMPARE" and "AND" in expected:
        return finding("P111", place)
    before = tokens[index - 1] if index else None
    if before is not None and before.type in _ENDS_VALUE and token.type in _BEGINS_VALUE:
        left = _shortened(Span(value.source, before.start_pos, before.end_pos).text)
        variant = "not" if left == "not" else "number" if token.type == "NUMERAL" else "side by side"
        return finding("P110", place, variant=variant, found=found, before=left, expected=_words(expected))
    if token.type == "COMMA" and "SEMICOLON" in expected:
        return finding("P110", place, variant="comma", found=found)
    return finding("P110", place, found=found, expected=_words(expected))


def _words(expected: Collection[str]) -> str:
    """The kinds of token that are expected, as `a, b or c`."""
    named: list[str] = []
    left = set(expected)
    for words, kinds in _KINDS:
        if kinds <= left:
            named.append(words)
            left -= kinds
            if len(kinds) > 1:
                left -= {"TEXT", "DATE", "LPAR"}
    named = named[:_MOST_NAMED] or ["something else"]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
