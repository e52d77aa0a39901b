"""What to say when a token stands where it cannot: what was found, what could have stood there."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Span
from tarazy.dsl.synonyms import key_meant
from tarazy.dsl.tokens import Token
from tarazy.dsl.value_examples import example_of
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
    ("`sheet`, `table` or `period`", frozenset({"SHEET"})),
    ("`to` and the other end", frozenset({"TO"})),
    ("a property of the column such as `2 decimals` or `may be absent`", frozenset({"MAY_BE_ABSENT"})),
    ('a title in the file such as `titled "Plan"`', frozenset({"TITLED"})),
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
_LISTS = frozenset({"members", "names"})
_OPERATORS: Mapping[str, str] = {
    "is": "=",
    "equals": "=",
    "isnt": "!=",
    "plus": "+",
    "minus": "-",
    "times": "*",
    "divided": "/",
    "over": "/",
    "power": "^",
    "AND": "and",
    "OR": "or",
}
"""English words that stand between two values, and how the language writes them."""
_YEARS_AGO = re.compile(r"([0-9]+) years? (?:before|back|earlier|previous)")
_A_YEAR = re.compile(r"year ([0-9]{4})")


@frozen
class Place:
    """A value that is read.

    Parameters
    ----------
    span
        The stretch of text.
    start
        Start rule of the grammar, which says what kind of value is expected.
    """

    span: Span
    start: str


def unexpected(
    token: Token | None, expected: Collection[str], tokens: Sequence[Token], value: Place, vocabulary: Vocabulary
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
        Where the value stands, and of what kind it is.
    """
    example = example_of(value.start)
    span = value.span
    index = len(tokens) if token is None else tokens.index(token)
    opened = _opened(tokens[:index])
    words = _words(_possible(expected, opened.type if opened else ""))
    if token is None:
        end = tokens[-1].end_pos if tokens else span.start
        place = Span(span.source, max(end - 1, span.start), max(end, span.start))
        return finding("P110", place, variant="end" if tokens else "empty", expected=words, example=example)
    place = Span(span.source, token.start_pos, token.end_pos)
    if opened is not None and opened.type == "LSQB":
        return _selector(Span(span.source, opened.end_pos, span.end), vocabulary)
    if token.type == "COMPARE" and "AND" in expected:
        return finding("P111", place)
    if token.type == "COMMA" and "SEMICOLON" in expected and opened is not None and opened.type == "LPAR":
        return finding("P110", place, variant="comma")
    if token.type == "SEMICOLON" and opened is None and value.start in _LISTS:
        return finding("P110", place, variant="semicolon")
    before = tokens[index - 1] if index else None
    is_beside = before is not None and before.type in _ENDS_VALUE and token.type in _BEGINS_VALUE
    if before is not None and is_beside and "PLUS" in expected:
        left = Span(span.source, before.start_pos, before.end_pos)
        if value.start == "target":
            joined = "_".join(span.text.split())
            return finding("P110", place, variant="two words", found=span.text, fixed=joined)
        if value.start in _LISTS and opened is None:
            return finding("P110", place, variant="no comma", found=_shortened(place.text), before=left.text)
        return _side_by_side(place, token, left, opened, vocabulary)
    return finding("P110", place, found=_shortened(place.text), expected=words, example=example)


def _selector(rest: Span, vocabulary: Vocabulary) -> Diagnostic:
    """The finding that what stands between square brackets chooses nothing."""
    written = rest.text.partition("]")[0].partition(",")[0].strip()
    start = rest.start + rest.text.index(written)
    place = Span(rest.source, start, start + len(written))
    said = " ".join(written.lower().split())
    key = key_meant("selector", said, vocabulary)
    near = None if key is None else vocabulary.printed("selector", key)
    if (ago := _YEARS_AGO.fullmatch(said)) is not None:
        near = f"{ago.group(1)} {vocabulary.printed('selector', 'years_ago')}"
    if (year := _A_YEAR.fullmatch(said)) is not None:
        near = year.group(1)
    shown = _shortened(written)
    return (
        finding("P133", place, found=shown)
        if near is None
        else finding("P133", place, variant="near", found=shown, near=near)
    )


def _side_by_side(place: Span, token: Token, before: Span, opened: Token | None, vocabulary: Vocabulary) -> Diagnostic:
    """The finding that two values stand beside each other with nothing between."""
    label = vocabulary.match("label", place.source.text, place.start)
    if token.type == "NAME" and label is not None and opened is not None and opened.type == "LPAR":
        found = place.source.text[place.start : place.start + label[1]]
        call = _shortened(place.source.text[: opened.start_pos].split()[-1].rpartition("(")[2] or "(")
        return finding("P110", place, variant="label", found=found, call=call)
    shown = _shortened(place.text)
    function = vocabulary.match("call", place.source.text, place.start) if token.type == "NAME" else None
    if function is not None and before.text != vocabulary.printed("call", "not"):
        return finding("P110", place, variant="call", found=vocabulary.printed("call", function[0]))
    if token.type == "NAME" and place.text in _OPERATORS:
        return finding("P110", place, variant="operator", found=shown, fixed=_OPERATORS[place.text])
    negation = vocabulary.match("call", before.text, 0, ("not",))
    variant = "not" if negation is not None else "number" if token.type == "NUMERAL" else "side by side"
    return finding("P110", place, variant=variant, found=shown, before=_shortened(before.text))


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
