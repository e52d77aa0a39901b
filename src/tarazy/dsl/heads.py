"""The first line of a declaration: its kind, its name, what it is of, its label."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.fields import HEADS, ROLES, HeadForm, form_of
from tarazy.dsl.layout import Line
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Source, Span
from tarazy.dsl.tokens import Token, skip, tokenize
from tarazy.grammar.keywords import LANGUAGE_NAMES, LANGUAGES, Vocabulary, keys_marked, vocabulary


@frozen
class Head:
    """What the first line of a declaration says."""

    kind: str
    role: str
    name: syntax.Name | None
    of: syntax.Name | None
    label: str | None

    @property
    def form(self) -> HeadForm:
        """The lines that the declaration may have."""
        return form_of(self.kind, self.role)


def read_head(line: Line, words: Vocabulary) -> Head:
    """The head that `line` writes.

    Raises
    ------
    Refused
        It is no head, one that this version does not read, or not complete.
    """
    kind, begin = _head_word(line, line.start, words, HEADS.keys() | {"every"})
    role = ""
    if kind == "every":
        role, begin = _head_word(line, skip(line.source.text, begin, line.end), words, ROLES)
    tokens = tokenize(line.source, words, "head", begin, line.end)
    form = form_of(kind, role)
    name = _take_name(line, tokens) if form.is_named else None
    if form.is_named and name is None:
        place = _span(line, tokens[0]) if tokens else line.span
        if tokens and tokens[0].type not in ("TEXT", "NUMERAL", "DATE") and place.text[0].isalpha():
            raise Refused(finding("P118", place, variant="own", word=place.text))
        raise Refused(finding("P103", place, variant="name", head=words.printed("head", kind)))
    of = _take_of(line, tokens, words, form, words.printed("head", kind))
    label: str | None = None
    if tokens and tokens[0].type == "TEXT":
        label = tokens.pop(0).value
    if tokens:
        variant = "quotes" if name is not None and label is None else "rest"
        raise Refused(finding("P103", _rest(line, tokens), variant=variant, found=_rest(line, tokens).text))
    return Head(kind, role, name, of, label)


def _head_word(line: Line, begin: int, words: Vocabulary, known: Collection[str]) -> tuple[str, int]:
    """Key of the head that stands at `begin`, and where its words end."""
    found = words.match("head", line.source.text, begin) if begin < line.end else None
    if found is None:
        raise Refused(_unknown_head(line, begin, words))
    key, length = found
    place = Span(line.source, begin, begin + length)
    if key in keys_marked("head", "later"):
        raise Refused(finding("P101", place, word=words.printed("head", key)))
    if key not in known:
        roles = ", ".join(f"`{words.printed('head', role)}`" for role in ROLES)
        raise Refused(finding("P130", place, word=place.text, roles=roles))
    return key, begin + length


def _unknown_head(line: Line, begin: int, words: Vocabulary) -> Diagnostic:
    text = line.source.text
    place = Span(line.source, begin, min(begin + len(first_word(text, begin, line.end)), line.end))
    if begin >= line.end:
        return finding("P103", line.span, variant="role")
    other = foreign_word("head", text, begin, words)
    if other is not None:
        return other_language(line.source, "head", begin, other, words)
    if words.match("field", text, begin) is not None:
        return finding("P100", place, variant="indent", word=place.text)
    heads = [words.printed("head", key) for key in words.keys("head")]
    near = nearest(place.text, heads)
    if near is None:
        return finding("P100", place, word=place.text)
    return finding("P100", place, variant="near", word=place.text, near=near)


def first_word(text: str, begin: int, end: int) -> str:
    """The characters from `begin` up to the first blank."""
    parts = text[begin:end].split(None, 1)
    return parts[0] if parts else ""


def foreign_word(context: str, text: str, begin: int, words: Vocabulary) -> tuple[str, str, int] | None:
    """The language, key and length of the word of `context` of another language that stands at `begin`."""
    for language in LANGUAGES:
        found = None if language == words.language else vocabulary(language).match(context, text, begin)
        if found is not None:
            return language, *found
    return None


def other_language(
    source: Source, context: str, begin: int, found: tuple[str, str, int], words: Vocabulary
) -> Diagnostic:
    """The finding that a keyword is one of another language."""
    language, key, length = found
    place = Span(source, begin, begin + length)
    own, other = LANGUAGE_NAMES[words.language], LANGUAGE_NAMES[language]
    return finding("P102", place, word=place.text, language=other, own_language=own, own=words.printed(context, key))


def _span(line: Line, token: Token) -> Span:
    return Span(line.source, token.start_pos, token.end_pos)


def _rest(line: Line, tokens: list[Token]) -> Span:
    return Span(line.source, tokens[0].start_pos, tokens[-1].end_pos)


def _take_name(line: Line, tokens: list[Token]) -> syntax.Name | None:
    if not tokens or tokens[0].type != "NAME":
        return None
    token = tokens.pop(0)
    parts, own_value = token.value
    if own_value:
        place = _span(line, token)
        raise Refused(finding("P118", place, variant="own", word=place.text.rpartition(".")[2]))
    return syntax.Name(parts, span=_span(line, token))


def _take_of(line: Line, tokens: list[Token], words: Vocabulary, form: HeadForm, head: str) -> syntax.Name | None:
    begin = tokens[0].start_pos if tokens else line.end
    found = words.match("connective", line.source.text, begin, ("of",)) if tokens else None
    if found is None:
        if form.of == "must":
            raise Refused(finding("P103", line.span, variant="of", head=head))
        return None
    if not form.of:
        raise Refused(finding("P103", _rest(line, tokens), variant="no of", head=head))
    tokens.pop(0)
    name = _take_name(line, tokens)
    if name is None:
        place = _span(line, tokens[0]) if tokens else Span(line.source, begin, begin + found[1])
        raise Refused(finding("P103", place, variant="of", head=head))
    return name


def listed(words: Vocabulary, context: str, keys: Iterable[str]) -> str:
    """The printed words of `keys`, each in back-ticks, parted by commas."""
    return ", ".join(f"`{words.printed(context, key)}`" for key in keys)
