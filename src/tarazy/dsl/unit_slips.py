"""What was meant by a unit or a scale that cannot be read: ``тысяч`` for ``тыс.``, ``млн тенге`` in an English file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Span
from tarazy.grammar.keywords import LANGUAGE_NAMES, LANGUAGES, Vocabulary, vocabulary

_PIECE = re.compile(r"[0-9][0-9_.,\u00a0\u202f ]*|[^\W\d]+\.?|%")
_SCALES: Mapping[str, str] = {
    **dict.fromkeys(("thousands", "k", "тысяча", "тысячи", "тысяч", "тыс", "тыс.", "мың."), "thousand"),
    **dict.fromkeys(("millions", "mln", "mln.", "миллион", "миллиона", "миллионов", "млн."), "million"),
    **dict.fromkeys(("billions", "bn", "bln", "миллиард", "миллиарда", "миллиардов", "млрд."), "billion"),
}
"""Ways in which words of scale are also written, with their keys."""
_KEYS = ("thousand", "million", "billion")


def unit_slip(place: Span, start: str, words: Vocabulary) -> Diagnostic | None:
    """The finding about the first word that is no unit of the language where one stands: behind a number or behind a
    word for money, and where the type of a column begins.

    Parameters
    ----------
    start
        Start rule of the grammar that the value was read by.
    """
    source, position = place.source, place.start
    behind_number = start in ("column_type", "column_row")
    while (piece := _PIECE.search(source.text, position, place.end)) is not None:
        position = piece.end()
        if piece.group()[0].isdigit():
            behind_number = True
            continue
        own = words.match("unit", source.text, piece.start()) or words.match("type", source.text, piece.start())
        if own is not None and not (own[0] in _KEYS and own[1] < len(piece.group())):
            position = max(position, piece.start() + own[1])
            behind_number = behind_number or own[0] == "money"
            continue
        slip = _slip(place, piece, words) if behind_number else None
        if slip is not None:
            return slip
        behind_number = _is_money(source.text, piece.start())
    return None


def _slip(place: Span, piece: re.Match[str], words: Vocabulary) -> Diagnostic | None:
    source, start = place.source, piece.start()
    written = piece.group()
    scale = _SCALES.get(written.lower())
    if scale is not None and not _is_foreign(source.text, start, words):
        span = Span(source, start, start + len(written))
        return finding("P110", span, variant="scale", found=written, fixed=words.printed("unit", scale))
    for language in LANGUAGES:
        found = None if language == words.language else vocabulary(language).match("unit", source.text, start)
        key = scale if found is None else found[0]
        if key is not None and (found is not None or _is_word_of(written, language)):
            span = Span(source, start, start + (len(written) if found is None else found[1]))
            own, other = LANGUAGE_NAMES[words.language], LANGUAGE_NAMES[language]
            return finding(
                "P102", span, word=span.text, language=other, own_language=own, own=words.printed("unit", key)
            )
    return None


def _is_foreign(text: str, start: int, words: Vocabulary) -> bool:
    """Whether the letters at `start` are those of another language than the file's."""
    return text[start].isascii() != (words.language == "en")


def _is_word_of(written: str, language: str) -> bool:
    """Whether a word of scale in another form is one of `language`: Russian forms, and English ones."""
    return language == ("en" if written.isascii() else "ru")


def _is_money(text: str, start: int) -> bool:
    return any(vocabulary(language).match("type", text, start, ("money",)) is not None for language in LANGUAGES)
