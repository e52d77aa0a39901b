"""The first line of a declaration: its kind, its name, what it is of, its label."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused, mixed_scripts
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.fields import HEADS, PROCESS_ROLES, ROLES, HeadForm, form_of
from tarazy.dsl.layout import Line
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Source, Span
from tarazy.dsl.synonyms import key_meant
from tarazy.dsl.tokens import Token, skip, tokenize
from tarazy.grammar.keywords import LANGUAGE_NAMES, LANGUAGES, Vocabulary, vocabulary

_NAME = re.compile(r"[^\W\d]\w*")
_NAME_AND_LABEL = re.compile(r"[^\W\d]\w*\s*[\"«]")


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


@frozen
class _HeadReading:
    """What every step of the reading of one head needs; `findings` is added to."""

    line: Line
    words: Vocabulary
    findings: list[Diagnostic] = field(repr=False)

    def printed(self, kind: str) -> str:
        return self.words.printed("head", kind)

    def span(self, tokens: list[Token]) -> Span:
        """From the first of `tokens` to the last."""
        return Span(self.line.source, tokens[0].start_pos, tokens[-1].end_pos)


def read_head(line: Line, words: Vocabulary, findings: list[Diagnostic]) -> Head:
    """The head that `line` writes; what is wrong with it and can be passed over is added to `findings`.

    Raises
    ------
    Refused
        It is no head, or has no name.
    """
    reading = _HeadReading(line, words, findings)
    kind, begin = _head_word(reading, line.start, HEADS.keys() | {"every"})
    role = ""
    if kind == "every":
        role, begin = _head_word(reading, skip(line.source.text, begin, line.end), (*ROLES, *PROCESS_ROLES))
    try:
        tokens = tokenize(line.source, words, "head", begin, line.end)
    except Refused as refused:
        return _salvaged(reading, kind, role, begin, refused)
    form = form_of(kind, role)
    name = _take_name(line, tokens) if form.is_named else None
    if form.is_named and name is None:
        raise Refused(_no_name(reading, kind, tokens))
    of = _take_of(reading, tokens, form, kind)
    label: str | None = None
    if tokens and tokens[0].type == "TEXT":
        label = tokens.pop(0).value
    if tokens:
        rest = reading.span(tokens)
        variant = "quotes" if name is not None and label is None else "rest"
        findings.append(finding("P103", rest, variant=variant, found=rest.text))
    return Head(kind, role, name, of, label)


def _no_name(reading: _HeadReading, kind: str, tokens: list[Token]) -> Diagnostic:
    place = reading.span(tokens[:1]) if tokens else reading.line.span
    if tokens and tokens[0].type not in ("TEXT", "NUMERAL", "DATE") and place.text[0].isalpha():
        return finding("P118", place, variant="own", word=place.text)
    return finding("P103", place, variant="name", head=reading.printed(kind))


def _salvaged(reading: _HeadReading, kind: str, role: str, begin: int, refused: Refused) -> Head:
    """The head of a line that is no sequence of words and texts, if a name stands where its name stands."""
    text, end = reading.line.source.text, reading.line.end
    written = _NAME.match(text, skip(text, begin, end), end) if form_of(kind, role).is_named else None
    if written is None:
        raise refused
    reading.findings.append(refused.diagnostic)
    name = _salvaged_name(reading, written)
    position = skip(text, written.end(), end)
    found = reading.words.match("connective", text, position, ("of",)) if position < end else None
    whole = None if found is None else _NAME.match(text, skip(text, position + found[1], end), end)
    return Head(kind, role, name, None if whole is None else _salvaged_name(reading, whole), None)


def _salvaged_name(reading: _HeadReading, written: re.Match[str]) -> syntax.Name:
    return syntax.Name((written.group(),), span=Span(reading.line.source, written.start(), written.end()))


# ---------------------------------------------------------------- kinds


def _head_word(reading: _HeadReading, begin: int, known: Collection[str]) -> tuple[str, int]:
    """Key of the head that stands at `begin`, and where its words end."""
    line, words = reading.line, reading.words
    found = words.match("head", line.source.text, begin) if begin < line.end else None
    if found is None:
        found = _meant_head(reading, begin)
    key, length = found
    place = Span(line.source, begin, begin + length)
    if key not in known:
        roles = ", ".join(f"`{words.printed('head', role)}`" for role in (*ROLES, *PROCESS_ROLES))
        raise Refused(finding("P130", place, word=place.text, roles=roles))
    return key, begin + length


def _meant_head(reading: _HeadReading, begin: int) -> tuple[str, int]:
    """Key and length of the head that was meant at `begin`; the slip is reported.

    Raises
    ------
    Refused
        What stands there is like no head.
    """
    line, words = reading.line, reading.words
    text = line.source.text
    if begin >= line.end:
        raise Refused(finding("P103", line.span, variant="role"))
    place = Span(line.source, begin, min(begin + len(first_word(text, begin, line.end)), line.end))
    other = foreign_word("head", text, begin, words)
    if other is not None:
        reading.findings.append(other_language(line.source, "head", begin, other, words))
        return other[1], other[2]
    if words.match("field", text, begin) is not None:
        raise Refused(finding("P100", place, variant="indent", word=place.text))
    found = _like_a_head(place, line.end, words)
    if found is None:
        is_name = _NAME_AND_LABEL.match(text, begin, line.end) is not None
        raise Refused(finding("P100", place, variant="no kind" if is_name else "", word=place.text))
    key, wrong = found
    near = words.printed("head", key)
    slip = mixed_scripts(wrong) or finding("P100", wrong, variant="near", word=wrong.text, near=near)
    reading.findings.append(slip)
    return key, wrong.end - wrong.start


def _like_a_head(place: Span, end: int, words: Vocabulary) -> tuple[str, Span] | None:
    """The kind of declaration that a misspelt or another word means, with the words that mean it."""
    heads = {words.printed("head", key): key for key in words.keys("head")}
    near = nearest(place.text, heads)
    if near is not None:
        return heads[near], place
    if _NAME_AND_LABEL.match(place.source.text, place.start, end) is not None:
        return None
    second = _NAME.match(place.source.text, skip(place.source.text, place.end, end), end)
    both = place if second is None else Span(place.source, place.start, second.end())
    for wrong in (both, place):
        key = key_meant("head", wrong.text, words)
        if key is not None:
            return key, wrong
    return None


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


# ---------------------------------------------------------------- names


def _take_name(line: Line, tokens: list[Token]) -> syntax.Name | None:
    if not tokens or tokens[0].type != "NAME":
        return None
    token = tokens.pop(0)
    parts, own_value = token.value
    place = Span(line.source, token.start_pos, token.end_pos)
    if own_value:
        raise Refused(finding("P118", place, variant="own", word=place.text.rpartition(".")[2]))
    return syntax.Name(parts, span=place)


def _take_of(reading: _HeadReading, tokens: list[Token], form: HeadForm, kind: str) -> syntax.Name | None:
    line, head = reading.line, reading.printed(kind)
    begin = tokens[0].start_pos if tokens else line.end
    found = reading.words.match("connective", line.source.text, begin, ("of",)) if tokens else None
    if found is None:
        if form.of == "must":
            reading.findings.append(finding("P103", line.span, variant="of", head=head))
            del tokens[:]
        return None
    if not form.of:
        reading.findings.append(finding("P103", reading.span(tokens), variant="no of", head=head))
        del tokens[:]
        return None
    tokens.pop(0)
    name = _take_name(line, tokens)
    if name is None:
        place = reading.span(tokens[:1]) if tokens else Span(line.source, begin, begin + found[1])
        reading.findings.append(finding("P103", place, variant="of", head=head))
        del tokens[:]
    return name


def listed(words: Vocabulary, context: str, keys: Iterable[str]) -> str:
    """The printed words of `keys`, each in back-ticks, parted by commas."""
    return ", ".join(f"`{words.printed(context, key)}`" for key in keys)
