"""Text of one value -> tokens that no keyword language shows in.

What a word is depends on where it stands: a call word is known by the bracket behind it, a label by the semicolon
before it, a selector by the square bracket, a unit by the numeral before it; a few words are reserved everywhere. This
file reads numerals, texts, brackets and signs and keeps count of the brackets; ``words.py`` says what a word is.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from attrs import define, field

from tarazy.dsl import words
from tarazy.dsl.characters import QUOTED, Refused, calendar_day, check_numeral, in_neutral_digits, numeral_at
from tarazy.dsl.citation_places import read_place_behind_number
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.number_endings import refuse_ending
from tarazy.dsl.periods import PARTS, PartOfYear, read_period
from tarazy.dsl.source import Source, Span
from tarazy.grammar.keywords import BLANKS, Vocabulary

MAXIMUM_DEPTH = 100
"""Most brackets within brackets, and most operators within operators, that an expression may have."""

_SKIPPED = re.compile(rf"(?:[{BLANKS}\n]+|#[^\n]*)+")
_BRACKETS = "()[]"
_SIGNS = {
    "+": ("PLUS", "+"),
    "-": ("MINUS", "-"),
    "\u2212": ("MINUS", "-"),
    "*": ("TIMES", "*"),
    "×": ("TIMES", "*"),
    "·": ("TIMES", "*"),
    "/": ("OVER", "/"),
    "÷": ("OVER", "/"),
    "^": ("POWER", "^"),
    "=": ("COMPARE", "="),
    "<": ("COMPARE", "<"),
    ">": ("COMPARE", ">"),
    "≠": ("COMPARE", "!="),
    "≤": ("COMPARE", "<="),
    "≥": ("COMPARE", ">="),
    "!=": ("COMPARE", "!="),
    "<=": ("COMPARE", "<="),
    ">=": ("COMPARE", ">="),
    ";": ("SEMICOLON", ";"),
}
_FOREIGN_SIGNS = {
    "==": "=",
    "<>": "!=",
    "=<": "<=",
    "=>": ">=",
    "**": "^",
    "&&": "and",
    "||": "or",
    "&": "and",
    "!": "not(…)",
    "\u2013": "-",
    "\u2014": "-",
    "\u201c": '"…"',
    "\u201d": '"…"',
    "\u201e": '"…"',
    "\u2018": '"…"',
    "\u2019": '"…"',
    "'": '"…"',
    "$": "USD",
    "€": "EUR",
}
_PART_OF_YEAR = re.compile(r"[0-9]{4}-(?:H[12]|Q[1-4]|[0-9]{2})(?![\w-])")
_SIGNS_OF_TWO = {"!=", "<=", ">="}


class Token(NamedTuple):
    """A terminal of the grammar with what it stands for; the last four are what Lark asks of a token."""

    type: str
    value: Any
    start_pos: int
    end_pos: int
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0


@define
class Bracket:
    """An open bracket: whether it is of a call, and the key of the function if that is built in."""

    kind: str
    start: int
    is_call: bool = False
    function: str = ""


@define
class Reading:
    """The reading of one value: where it has come to, and what it has found.

    Parameters
    ----------
    start
        Start rule of the grammar, which says what kind of value it is.
    position, end
        The next character, and the first one that is no longer of the value.
    closed
        The bracket that was closed last.
    kinds
        Types of all tokens so far.
    """

    source: Source
    vocabulary: Vocabulary
    start: str
    position: int
    end: int
    tokens: list[Token] = field(factory=list)
    brackets: list[Bracket] = field(factory=list)
    closed: Bracket | None = None
    kinds: set[str] = field(factory=set)

    @property
    def text(self) -> str:
        """The text of the whole source."""
        return self.source.text

    @property
    def last(self) -> str:
        """Type of the last token; empty before the first."""
        return self.tokens[-1].type if self.tokens else ""

    def add(self, kind: str, value: object, length: int) -> None:
        """Take `length` characters as a token."""
        self.tokens.append(Token(kind, value, self.position, self.position + length))
        self.kinds.add(kind)
        self.position += length

    def span(self, length: int) -> Span:
        """The next `length` characters."""
        return Span(self.source, self.position, min(self.position + length, self.end))

    def is_glued(self) -> bool:
        """Whether the last token ends where the next begins, with no blank between."""
        return bool(self.tokens) and self.tokens[-1].end_pos == self.position

    def match(self, context: str, *keys: str) -> tuple[str, int] | None:
        """The key and length of the word of `context` that stands next."""
        found = self.vocabulary.match(context, self.text, self.position, keys or None)
        return found if found is not None and self.position + found[1] <= self.end else None

    def after(self, length: int = 0) -> int:
        """Position of the first character that is no blank, `length` characters on."""
        return skip(self.text, self.position + length, self.end)

    def ends_after(self, length: int) -> bool:
        """Whether the value ends, or a comma or a quoted text follows, `length` characters on."""
        position = self.after(length)
        return position >= self.end or self.text[position] in ',"«'


def skip(text: str, position: int, end: int) -> int:
    """Position of the first character from `position` on that is neither blank nor of a comment."""
    blank = _SKIPPED.match(text, position, end)
    return blank.end() if blank else position


def tokenize(source: Source, vocabulary: Vocabulary, start: str, begin: int, end: int) -> list[Token]:
    """Tokens of the characters from `begin` to `end` of `source`, read as a value of the start rule `start`.

    Raises
    ------
    Refused
        A character or a word cannot stand where it stands.
    """
    reading = Reading(source, vocabulary, start, begin, end)
    while True:
        reading.position = skip(source.text, reading.position, end)
        if reading.position >= end:
            break
        _read_token(reading)
    if reading.brackets:
        opened = reading.brackets[-1]
        place = Span(source, opened.start, opened.start + 1)
        raise Refused(finding("L007", place, variant="open", bracket=opened.kind))
    return reading.tokens


def _read_token(reading: Reading) -> None:
    character = reading.text[reading.position]
    if read_place_behind_number(reading):
        return
    if character.isalpha() or character in "_`":
        words.read_word(reading)
    elif "0" <= character <= "9":
        _read_numeral(reading)
    elif character.isdigit():
        raise Refused(finding("L010", reading.span(1), variant="digits", found=character))
    elif character in _BRACKETS:
        _read_bracket(reading, character)
    elif character == ",":
        words.read_comma(reading)
    elif character in '"«':
        _read_quoted(reading)
    elif not words.read_sign_word(reading, character):
        _read_sign(reading, character)


def _read_numeral(reading: Reading) -> None:
    part = _part_of_year(reading)
    if part is not None:
        reading.add("PART_OF_YEAR", *part)
        return
    language = reading.vocabulary.language
    day = calendar_day(reading.source, reading.position, language)
    if day is not None:
        reading.add("DATE", day[0], day[1] - reading.position)
        return
    numeral = numeral_at(reading.source, reading.position, reading.end, language)
    check_numeral(reading.source, reading.position, reading.position + len(numeral), language)
    reading.add("NUMERAL", in_neutral_digits(numeral, language), len(numeral))


def _part_of_year(reading: Reading) -> tuple[PartOfYear, int] | None:
    """The half-year, quarter or month that stands next, and how long it is written.

    A month could be a difference of two numbers: it stands in brackets, before a colon, behind ``period``, or alone.
    """
    written = _PART_OF_YEAR.match(reading.text, reading.position, reading.end)
    if written is None:
        return None
    is_alone = reading.last == "" and reading.start in ("outcome", "outcome_row") and written.end() == reading.end
    may_be_month = (
        (bool(reading.brackets) and reading.brackets[-1].kind == "[" and reading.last in ("LSQB", "COMMA"))
        or (reading.start == "target" and reading.last == "")
        or (reading.start == "file" and reading.last == "PERIOD")
        or is_alone
    )
    found = read_period(written.group())
    if not isinstance(found, PartOfYear) or (found.parts == PARTS["month"] and not may_be_month):
        return None
    return found, len(written.group())


def _read_quoted(reading: Reading) -> None:
    quoted = QUOTED.match(reading.text, reading.position, reading.end)
    if quoted is None:
        raise Refused(finding("L005", reading.span(reading.end - reading.position)))
    reading.add("TEXT", quoted.group()[1:-1], len(quoted.group()))


def _read_bracket(reading: Reading, character: str) -> None:
    if character in ")]":
        _close_bracket(reading, character)
        return
    if len(reading.brackets) >= MAXIMUM_DEPTH:
        raise Refused(finding("P112", reading.span(1), most=str(MAXIMUM_DEPTH)))
    function = ""
    if character == "(":
        _refuse_blank_before_bracket(reading)
        if reading.last == "CALL":
            function = reading.tokens[-1].value
        kind = "LPAR"
    else:
        kind = "LSQB"
        of_call = reading.last == "RPAR" and reading.closed is not None and reading.closed.is_call
        if not (of_call or reading.last in ("NAME", "VALUE")) or not reading.is_glued():
            raise Refused(finding("P119", reading.span(1)))
    is_call = reading.last in ("CALL", "FUNCTION")
    reading.brackets.append(Bracket(character, reading.position, is_call, function))
    reading.add(kind, character, 1)


def _refuse_blank_before_bracket(reading: Reading) -> None:
    if reading.last == "NAME" and not reading.is_glued():
        before = reading.tokens[-1]
        place = Span(reading.source, before.start_pos, reading.position + 1)
        name = reading.text[before.start_pos : before.end_pos]
        raise Refused(finding("P117", place, name=name))


def _close_bracket(reading: Reading, character: str) -> None:
    if not reading.brackets:
        raise Refused(finding("L007", reading.span(1), variant="close", bracket=character))
    opened = reading.closed = reading.brackets.pop()
    if opened.kind + character not in ("()", "[]"):
        raise Refused(finding("L007", reading.span(1), variant="pair", bracket=character, opened=opened.kind))
    reading.add("RPAR" if character == ")" else "RSQB", character, 1)


def _read_sign(reading: Reading, character: str) -> None:
    joint = reading.match("connective", "of") if reading.start == "head" else None
    if joint is not None:
        reading.add("OF", joint[0], joint[1])
        return
    if character == "-":
        refuse_ending(reading)
    two = reading.text[reading.position : min(reading.position + 2, reading.end)]
    if two in _FOREIGN_SIGNS:
        raise Refused(finding("L008", reading.span(2), variant="sign", found=two, fixed=_FOREIGN_SIGNS[two]))
    sign = two if two in _SIGNS_OF_TWO else character
    if sign in _FOREIGN_SIGNS:
        raise Refused(finding("L008", reading.span(1), variant="sign", found=sign, fixed=_FOREIGN_SIGNS[sign]))
    if sign not in _SIGNS:
        is_pair = reading.start in ("key", "wide", "column_type", "column_row", "bound_row")
        variant = {":": "equals" if is_pair else "colon", "|": "bar", "{": "brace", "}": "brace"}.get(sign, "")
        raise Refused(finding("L008", reading.span(1), variant=variant, found=character))
    kind, value = _SIGNS[sign]
    if sign == "=" and reading.start in ("key", "wide", "column_type", "column_row", "bound_row"):
        kind = "EQUALS"
    reading.add(kind, value, len(sign))
