"""What to say when a token stands where it cannot: what was found, what could have stood there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Span
from tarazy.dsl.tokens import Token
from tarazy.grammar.keywords import Vocabulary

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
_ENDS_VALUE = frozenset(
    {"NAME", "NUMERAL", "PERCENT", "UNIT", "EXPONENT", "TEXT", "VALUE", "SET", "RPAR", "RSQB", "DATE"}
)
_BEGINS_VALUE = frozenset(
    {"NAME", "NUMERAL", "TEXT", "VALUE", "SET", "CALL", "FUNCTION", "LPAR", "DATE", "YES_NO", "STATE"}
)


def unexpected(
    token: Token | None, expected: Collection[str], tokens: Sequence[Token], value: Span, vocabulary: Vocabulary
) -> Diagnostic:
    """The finding that `token` cannot stand where it stands.

    Parameters
    ----------
    token
        The token at which the parser stopped; ``None`` behind the last one.
    expected
        Types of the tokens that could have stood there.
    tokens
        Every token of the value.
    value
        The stretch of text that the value was read from.
    """
    index = len(tokens) if token is None else tokens.index(token)
    opened = _opened(tokens[:index])
    words = _words(_possible(expected, opened.type if opened else ""))
    if token is None:
        end = tokens[-1].end_pos if tokens else value.start
        place = Span(value.source, max(end - 1, value.start), max(end, value.start))
        return finding("P110", place, variant="end" if tokens else "empty", expected=words)
    place = Span(value.source, token.start_pos, token.end_pos)
    if token.type == "COMPARE" and "AND" in expected:
        return finding("P111", place)
    if token.type == "COMMA" and "SEMICOLON" in expected and opened is not None and opened.type == "LPAR":
        return finding("P110", place, variant="comma")
    before = tokens[index - 1] if index else None
    is_beside = before is not None and before.type in _ENDS_VALUE and token.type in _BEGINS_VALUE
    if before is not None and is_beside and "PLUS" in expected:
        return _side_by_side(place, token, Span(value.source, before.start_pos, before.end_pos), opened, vocabulary)
    return finding("P110", place, found=_shortened(place.text), expected=words)


def _side_by_side(place: Span, token: Token, before: Span, opened: Token | None, vocabulary: Vocabulary) -> Diagnostic:
    """The finding that two values stand beside each other with nothing between."""
    label = vocabulary.match("label", place.source.text, place.start)
    if token.type == "NAME" and label is not None and opened is not None and opened.type == "LPAR":
        found = place.source.text[place.start : place.start + label[1]]
        call = _shortened(place.source.text[: opened.start_pos].split()[-1].rpartition("(")[2] or "(")
        return finding("P110", place, variant="label", found=found, call=call)
    negation = vocabulary.match("call", before.text, 0, ("not",))
    variant = "not" if negation is not None else "number" if token.type == "NUMERAL" else "side by side"
    return finding("P110", place, variant=variant, found=_shortened(place.text), before=_shortened(before.text))


def _opened(tokens: Sequence[Token]) -> Token | None:
    """The bracket that is open behind `tokens`, if one is."""
    brackets: list[Token] = []
    for token in tokens:
        if token.type in ("LPAR", "LSQB"):
            brackets.append(token)
        elif token.type in ("RPAR", "RSQB"):
            brackets.pop()
    return brackets[-1] if brackets else None


def _possible(expected: Collection[str], bracket: str) -> frozenset[str]:
    """Those of the expected tokens that can stand there inside `bracket`: the table keeps one set for all places."""
    impossible = {
        "LPAR": {"RSQB", "COMMA", "$END", "TEXT", "MARKED", "BASIS"},
        "LSQB": {"RPAR", "SEMICOLON", "$END", "TEXT"},
        "": {"RPAR", "RSQB", "SEMICOLON", "TEXT"},
    }[bracket]
    begins = "NUMERAL" in expected or "NAME" in expected or "PLUS" not in expected
    return frozenset(expected) - (impossible - {"TEXT"} if begins else impossible)


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
