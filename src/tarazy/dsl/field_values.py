"""The value behind a field's keyword, by the form that the field has."""

from __future__ import annotations

import re
from typing import Any

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused
from tarazy.dsl.dated_values import read_day_of_year, read_holders
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.fields import FieldForm, ValueForm
from tarazy.dsl.heads import listed
from tarazy.dsl.nearest import nearest
from tarazy.dsl.periods import PartOfYear, read_period
from tarazy.dsl.slips import DIRECTIONS, foreign_phrase, with_meaning
from tarazy.dsl.source import Source, Span
from tarazy.dsl.synonyms import key_meant
from tarazy.dsl.values import read_value
from tarazy.grammar.keywords import BLANKS, LANGUAGES, Vocabulary

_LANGUAGE_CODE = re.compile(rf"(?P<language>{'|'.join(LANGUAGES)})(?:[{BLANKS}]+|$)")
_YEAR = re.compile(r"[0-9]{4}")


def read_field_value(source: Source, begin: int, end: int, form: FieldForm, words: Vocabulary) -> syntax.FieldValue:
    """The value that the characters from `begin` to `end` write.

    Raises
    ------
    Refused
        They write no value of this form.
    """
    place = Span(source, begin, end)
    match form.value:
        case ValueForm.RAW:
            return _raw(place)
        case ValueForm.YEAR:
            if _YEAR.fullmatch(place.text) is None and not isinstance(read_period(place.text), PartOfYear):
                raise Refused(finding("P110", place, variant="year", found=place.text))
            return syntax.Raw(place.text, span=place)
        case ValueForm.WORD:
            return _word(place, form.context, words)
        case ValueForm.TEXT_OR_NAMES:
            start = "text_value" if source.text[begin] in '"«' else "names"
            text_or_names: syntax.Text | syntax.Names = read_value(source, words, start, begin, end)
            return text_or_names
        case ValueForm.NAME_IN | ValueForm.TEXT_IN:
            return _in_language(place, form.value, words)
        case ValueForm.DIRECTION:
            return _direction(place, words)
        case ValueForm.DAY_OF_YEAR:
            return read_day_of_year(place, words)
        case ValueForm.HOLDERS:
            return read_holders(place, words)
        case _:
            value: syntax.FieldValue = read_meant(place, form.value.value, words)
            return value


def read_meant(place: Span, start: str, words: Vocabulary) -> Any:  # noqa: ANN401 - the start rule says of which kind it is
    """The value that `place` writes, read by the start rule `start`.

    Raises
    ------
    Refused
        It writes none; the finding says what was meant, where that can be made out.
    """
    try:
        return read_value(place.source, words, start, place.start, place.end)
    except Refused as refused:
        raise with_meaning(refused, start, place, words) from None


def _in_language(place: Span, form: ValueForm, words: Vocabulary) -> syntax.InLanguage:
    """``kk игеру``, ``kk "…"``: the code of a language and what is said in it."""
    code = _LANGUAGE_CODE.match(place.text)
    if code is None:
        raise Refused(finding("P110", place, variant="language", found=place.text, languages=", ".join(LANGUAGES)))
    begin = place.start + code.end()
    if begin >= place.end:
        return syntax.InLanguage(code["language"], None, span=place)
    start = "text_value" if form is ValueForm.TEXT_IN else "names"
    value: syntax.Text | syntax.Names = read_value(place.source, words, start, begin, place.end)
    if isinstance(value, syntax.Text):
        return syntax.InLanguage(code["language"], value, span=place)
    name = value.items[0]
    if len(value.items) > 1 or not isinstance(name, syntax.Name) or len(name.parts) > 1 or name.own_value:
        raise Refused(finding("P110", Span(place.source, begin, place.end), variant="one name", found=value.span.text))
    return syntax.InLanguage(code["language"], name, span=place)


def _raw(place: Span) -> syntax.Raw:
    if any(character in place.text for character in '"«»`'):
        raise Refused(finding("P110", place, variant="raw", found=place.text))
    return syntax.Raw(place.text, span=place)


def _word(place: Span, context: str, words: Vocabulary) -> syntax.Phrase:
    found = words.match(context, place.source.text, place.start)
    if found is not None and found[1] == place.end - place.start:
        return syntax.Phrase(found[0], span=place)
    foreign = foreign_phrase(place, (context,), words)
    if foreign is not None:
        raise Refused(foreign)
    printed = [words.printed(context, key) for key in words.keys(context)]
    key = key_meant(context, place.text, words)
    near = nearest(place.text, printed) if key is None else words.printed(context, key)
    known = listed(words, context, words.keys(context))
    variant = "" if near is None else "near"
    raise Refused(finding("P124", place, variant=variant, found=place.text, words=known, near=near or ""))


def _direction(place: Span, words: Vocabulary) -> syntax.FieldValue:
    """A direction as a :class:`~tarazy.dsl.syntax.Phrase`, or the outcome that names where it stands."""
    try:
        outcome: syntax.Outcome = read_value(place.source, words, "outcome", place.start, place.end)
    except Refused as refused:
        raise with_meaning(refused, "direction", place, words) from None
    match outcome.value:
        case syntax.Phrase(key) if key in DIRECTIONS:
            return outcome.value
        case syntax.Name() | syntax.Undetermined():
            return outcome
        case _:
            known = listed(words, "outcome", DIRECTIONS)
            raise Refused(finding("P124", place, found=place.text, words=known))
