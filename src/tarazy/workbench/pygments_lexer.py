"""Colours for `.meth` in whatever draws code with Pygments: the documentation, notebooks, terminals.

A word is coloured by its place, as it is read by its place: ``kind`` is a keyword where a line begins and a name in a
formula. Spellings come from the table of words, lines from the registry of fields, so the three keyword languages
colour alike and no list of words is kept here. A text that does not parse is coloured as far as its places can be told;
every character is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import ClassVar, TypeAlias

from attrs import define, field
from pygments.lexer import Lexer
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
    _TokenType,
)

from tarazy.dsl.fields import HEADS, FieldForm, RowForm, ValueForm
from tarazy.grammar.keywords import BLANKS, LANGUAGES, vocabulary

Piece: TypeAlias = tuple[int, _TokenType, str]
"""Position, kind and text of a token, as Pygments asks for them."""

Words: TypeAlias = tuple[str, tuple[str, ...] | None]
"""A context of the table of words, and its keys that can stand at a place; ``None`` for all."""

_OUTCOME: tuple[Words, ...] = (
    ("phrase", None),
    ("outcome", None),
    ("connective", ("of",)),
    ("value", ("because", "basis", "marked", "number_shown", "illustrative")),
)
_LABEL_WORDS: tuple[Words, ...] = (("label", None),)
_TYPE: tuple[Words, ...] = (("type", None), ("unit", None))

_WORDS_OF: Mapping[ValueForm, tuple[Words, ...]] = {
    ValueForm.OUTCOME: _OUTCOME,
    ValueForm.DIRECTION: (("outcome", None),),
    ValueForm.CITATIONS: (("citation", None),),
    ValueForm.REQUIREMENT: (("value", ("all", "of_weight", "otherwise", "basis")), *_OUTCOME),
    ValueForm.ROUNDING: _LABEL_WORDS,
    ValueForm.SHOWN_WITH: _LABEL_WORDS,
    ValueForm.FILE: (("value", None),),
    ValueForm.HEADER_ROW: (("type", ("to",)),),
    ValueForm.FOR_EACH: (("connective", None),),
    ValueForm.COLUMN_TYPE: _TYPE,
    ValueForm.DAY_OF_YEAR: (("schedule_year", None), ("value", ("illustrative",))),
    ValueForm.HOLDERS: (("value", ("since",)),),
}
"""Words that only the form of a line gives a meaning to; those of expressions have one everywhere."""

_ROWS_OF_TYPES = frozenset({RowForm.COLUMNS, RowForm.BOUND_COLUMNS})
_KIND_OF: Mapping[str, _TokenType] = {
    "type": Keyword.Type,
    "unit": Keyword.Type,
    "outcome": Keyword.Constant,
}
"""How a word is coloured by its context; any other is ``Keyword.Pseudo``."""

_OPERATORS = frozenset({"and", "or"})
_NAME = re.compile(r"[^\W\d]\w*|`[^`\n]*`?")
_QUOTED = re.compile(r'"[^"\n]*"?|«[^»\n]*»?')
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}")
_NUMERAL = re.compile(r"\d[\d_]*(?:[.,]\d+)?(?:\s?%)?")
_LITERALS: tuple[tuple[re.Pattern[str], _TokenType], ...] = (
    (_QUOTED, String),
    (_DAY, Literal.Date),
    (_NUMERAL, Number),
)
_BLANKS = re.compile(rf"[{BLANKS}\r]+")
_OPERATOR = re.compile(r"!=|<=|>=|[-+*/^=<>≠≤≥×·÷\u2212]")
_ROW = re.compile(r'[^:"«|#;]*[^:"«|#;\s]\s*:')


@define
class _Scan:
    """The reading of one text: where it is, and what the lines before have said about the next."""

    text: str
    position: int = 0
    end: int = 0
    head: str = ""
    rows: tuple[Words, ...] = _OUTCOME
    words: tuple[Words, ...] = ()
    before: str = ""
    after_numeral: bool = False
    brackets: list[str] = field(factory=list)
    in_table: bool = False

    def take(self, kind: _TokenType, length: int) -> Piece:
        """The next `length` characters as a token."""
        start = self.position
        self.position = start + length
        return start, kind, self.text[start : self.position]

    def next_match(self, pattern: re.Pattern[str]) -> int:
        """How many characters of the line `pattern` takes here."""
        found = pattern.match(self.text, self.position, self.end)
        return found.end() - self.position if found else 0

    def word(self, context: str, keys: tuple[str, ...] | None = None) -> tuple[str, int]:
        """Key and length of the longest word of `context` that stands here in any language; empty where none does."""
        best = ("", 0)
        for language in LANGUAGES:
            words = vocabulary(language)
            known = words.spellings[context]
            among = known if keys is None else [key for key in keys if key in known]
            found = words.match(context, self.text, self.position, among)
            if found is not None and found[1] > best[1] and self.position + found[1] <= self.end:
                best = found
        return best

    def follows(self, sign: str, length: int) -> bool:
        """Whether `sign` stands `length` characters on."""
        return self.text.startswith(sign, self.position + length)


class MethLexer(Lexer):
    """Lexer of the language in its three keyword languages.

    No character is dropped or changed: the tokens joined are the text.
    """

    name = "Tarazy"
    aliases: ClassVar[list[str]] = ["meth", "tarazy"]
    filenames: ClassVar[list[str]] = ["*.meth"]
    mimetypes: ClassVar[list[str]] = ["text/x-tarazy"]

    def get_tokens_unprocessed(self, text: str) -> Iterator[Piece]:
        """Tokens of `text` with their positions."""
        scan = _Scan(text)
        while scan.position < len(text):
            line_end = text.find("\n", scan.position)
            scan.end = len(text) if line_end < 0 else line_end
            yield from _line(scan)
            if scan.position < len(text):
                yield scan.take(Whitespace, 1)


def _line(scan: _Scan) -> Iterator[Piece]:
    """Tokens of one line."""
    indent = scan.next_match(_BLANKS)
    if indent:
        yield scan.take(Whitespace, indent)
    if scan.brackets and indent:
        yield from _value(scan, scan.words, scan.before)
    elif scan.position >= scan.end or scan.text[scan.position] == "#":
        yield from _value(scan, ())
    elif not indent and not scan.follows("|", 0):
        yield from _declaration(scan)
    elif _is_table_row(scan):
        yield from _table_row(scan)
    elif row := scan.next_match(_ROW):
        yield from _row(scan, scan.position + row)
    else:
        yield from _field(scan)


def _declaration(scan: _Scan) -> Iterator[Piece]:
    """The first line of a declaration: its kind, its name and its label."""
    scan.in_table = False
    scan.rows = _OUTCOME
    scan.brackets.clear()
    key, length = scan.word("head")
    if not length:
        yield from _value(scan, ())
        return
    scan.head = key
    yield scan.take(Keyword.Declaration, length)
    if blanks := scan.next_match(_BLANKS):
        yield scan.take(Whitespace, blanks)
    role = scan.word("head") if key == "every" else ("", 0)
    if role[1]:
        scan.head = role[0]
        yield scan.take(Keyword.Declaration, role[1])
    elif name := scan.next_match(_NAME):
        yield scan.take(Name.Class, name)
    yield from _value(scan, (("connective", None),))


def _is_table_row(scan: _Scan) -> bool:
    return "|" in _QUOTED.sub("", scan.text[scan.position : scan.end].split("#")[0])


def _table_row(scan: _Scan) -> Iterator[Piece]:
    """A row of a table; the first one is its head."""
    if scan.in_table:
        yield from _value(scan, scan.rows)
        return
    scan.in_table = True
    while scan.position < scan.end:
        _, length = scan.word("header")
        if length:
            yield scan.take(Keyword, length)
        elif name := scan.next_match(_NAME):
            yield scan.take(Name.Attribute, name)
        else:
            yield _sign(scan)


def _row(scan: _Scan, colon: int) -> Iterator[Piece]:
    """A row `name: value`."""
    line_end, scan.end = scan.end, colon - 1
    if scan.position < scan.end and (name := scan.next_match(_NAME)):
        yield scan.take(Name.Attribute, name)
    yield from _value(scan, ())
    scan.end = line_end
    yield scan.take(Punctuation, 1)
    yield from _value(scan, scan.rows)


def _field(scan: _Scan) -> Iterator[Piece]:
    """A line that begins with a keyword."""
    scan.in_table = False
    key, length = scan.word("field")
    if not length:
        yield from _value(scan, _OUTCOME)
        return
    yield scan.take(Keyword, length)
    form = _form(scan.head, key)
    scan.rows = _TYPE if form.rows in _ROWS_OF_TYPES else _OUTCOME
    words: tuple[Words, ...] = ((form.context, None),) if form.context else _WORDS_OF.get(form.value, ())
    yield from _value(scan, words)


def _form(head: str, key: str) -> FieldForm:
    """The form of a line of the declaration `head`; of a fragment, of the first declaration that has such a line."""
    own = HEADS.get(head)
    if own is not None and key in own.fields:
        return own.fields[key]
    return next((one.fields[key] for one in HEADS.values() if key in one.fields), FieldForm())


def _value(scan: _Scan, words: tuple[Words, ...], before: str = "") -> Iterator[Piece]:
    """The rest of the line, in which `words` have a meaning besides those of expressions, behind the token `before`."""
    scan.words, scan.before = words, before
    while scan.position < scan.end:
        if blanks := scan.next_match(_BLANKS):
            yield scan.take(Whitespace, blanks)
            continue
        piece = _token(scan)
        if piece[1] is not Comment.Single:
            scan.before = piece[2]
        yield piece


def _token(scan: _Scan) -> Piece:
    """The token that stands next in a value."""
    character = scan.text[scan.position]
    if character == "#":
        return scan.take(Comment.Single, scan.end - scan.position)
    for pattern, kind in _LITERALS:
        if length := scan.next_match(pattern):
            scan.after_numeral = kind is Number
            return scan.take(kind, length)
    after_numeral, scan.after_numeral = scan.after_numeral, False
    return _placed_word(scan, after_numeral) or _name(scan) or _sign(scan)


def _placed_word(scan: _Scan, after_numeral: bool) -> Piece | None:
    """The keyword that the place of the next word makes of it; ``None`` where it is none."""
    if scan.before == ".":
        return None
    if after_numeral and not (scan.brackets and scan.brackets[-1] == "["):
        for context in ("unit", "label", "citation"):
            _, length = scan.word(context, ("decimals",) if context == "label" else None)
            if length:
                return scan.take(Keyword.Type, length)
    if scan.before == ";" and (length := scan.word("label")[1]):
        return scan.take(Keyword.Pseudo, length)
    if scan.brackets and scan.brackets[-1] == "[":
        length = max(scan.word(context)[1] for context in ("selector", "schedule_year"))
        if length:
            return scan.take(Keyword.Pseudo, length)
    _, length = scan.word("call")
    if length and scan.follows("(", length):
        return scan.take(Name.Builtin, length)
    return _word_of_form(scan) or _reserved(scan)


def _word_of_form(scan: _Scan) -> Piece | None:
    """A word that the form of the line gives a meaning to."""
    found = max(
        ((*scan.word(context, keys), context) for context, keys in scan.words), key=lambda one: one[1], default=None
    )
    if found is None or not found[1] or scan.follows("(", found[1]) or scan.follows(".", found[1]):
        return None
    key, length, context = found
    if context == "value" and key == "basis":
        scan.words = _WORDS_OF[ValueForm.CITATIONS]
    return scan.take(_KIND_OF.get(context, Keyword.Pseudo), length)


def _reserved(scan: _Scan) -> Piece | None:
    """A word that no name can be."""
    key, length = max(scan.word("expression"), scan.word("state"), key=lambda one: one[1])
    if not length:
        return None
    return scan.take(Operator.Word if key in _OPERATORS else Keyword.Constant, length)


def _name(scan: _Scan) -> Piece | None:
    """A name, by what stands before and behind it."""
    length = scan.next_match(_NAME)
    if not length:
        return None
    if scan.follows("(", length):
        return scan.take(Name.Function, length)
    return scan.take(Name.Attribute if scan.before == "." else Name.Variable, length)


def _sign(scan: _Scan) -> Piece:
    """A sign, and what it opens or closes."""
    if length := scan.next_match(_OPERATOR):
        return scan.take(Operator, length)
    if length := scan.next_match(_BLANKS):
        return scan.take(Whitespace, length)
    character = scan.text[scan.position]
    if character == "#":
        return scan.take(Comment.Single, scan.end - scan.position)
    if character in "([":
        scan.brackets.append(character)
    elif character in ")]" and scan.brackets:
        scan.brackets.pop()
    return scan.take(Punctuation if character in "()[],;|.:" else Error, 1)
