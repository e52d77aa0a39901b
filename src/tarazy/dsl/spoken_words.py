"""Short phrases of ours that are put into messages, in the reader's language.

A phrase is put together in English where something is found: ``a column of `budget```, ``from 4 points up to 5
points``, ``a name, a comma or the end of the value``. It is turned when the message is drawn. What is not known as a
phrase is the reader's own text and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Self

from tarazy.dsl.literal_text import date_text, percent_text, unit_noun_text
from tarazy.grammar.keywords import LANGUAGES, vocabulary
from tarazy.grammar.speech import reader_language, said_in, texts_known

_HOLE = "…"
_QUANTITY = re.compile(
    r"(?P<digits>-?[0-9](?:[0-9_,/]|\.(?!\.))*…?)(?: (?:(?P<percent>%)|(?P<unit>[A-Za-z][A-Za-z ]*)))?"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNIT = re.compile(r"[A-Za-z][A-Za-z ]*")
_JOINTS = re.compile(r"(`[^`]*`)|(, | or | and |; )")
_JOINT_WORDS = {" or ": "or", " and ": "and"}


class Told(str):
    """A text of ours as English has it, which knows itself in the other languages: it is turned wherever it stands.

    Parameters
    ----------
    text
        In English.
    in_language
        Gives the text in a language.
    """

    __slots__ = ("in_language",)

    in_language: Callable[[str], str]

    def __new__(cls, text: str, in_language: Callable[[str], str]) -> Self:
        """The English text that knows itself in every language."""
        told = super().__new__(cls, text)
        told.in_language = in_language
        return told


def keyword_of(context: str, key: str) -> Told:
    """A keyword, which a message writes as the reader's language prints it."""
    return Told(vocabulary().printed(context, key), lambda language: vocabulary(language).printed(context, key))


def points(number: int) -> Told:
    """A number of points: ``0 points``."""

    def written(language: str) -> str:
        return f"{number} {unit_noun_text('points', vocabulary(language), str(number))}"

    return Told(written("en"), written)


def day_of_each_year(day: date) -> Told:
    """The day and the month of `day`: ``07-01``, in Russian and Kazakh ``01.07``."""
    return Told(f"{day:%m-%d}", lambda language: f"{day:%m-%d}" if language == "en" else f"{day:%d.%m}")


def unit_told(text: str) -> Told:
    """A unit as English names it: ``KZT per person``."""
    return Told(text, lambda language: unit_noun_text(text, vocabulary(language), ""))


def listed(words: Sequence[Told]) -> Told:
    """Words each in back-ticks, parted by commas."""

    def written(language: str) -> str:
        return ", ".join(f"`{word.in_language(language)}`" for word in words)

    return Told(written("en"), written)


def in_each_language(words: Sequence[Told]) -> Iterator[str]:
    """`words` in every language: a wrong word may be near to any of them."""
    return (word.in_language(language) for language in LANGUAGES for word in words)


def in_readers_words(text: str) -> str:
    """`text` in the reader's language if it is a phrase of ours; anything else as it is."""
    language = reader_language()
    if isinstance(text, Told):
        return text.in_language(language)
    return text if language == "en" or not text else _turned(language, text) or text


def in_readers_words_around(text: str) -> str:
    """`text` in the reader's language if it is a phrase of ours around words that are the author's; these are kept.

    So the version ``2024.1`` stays what it is where a number would get a decimal comma.
    """
    language = reader_language()
    return text if language == "en" else _by_pattern(language, text, _kept) or text


@lru_cache(maxsize=4096)
def _turned(language: str, text: str) -> str | None:
    """`text` in `language`; ``None`` if it is no phrase."""
    if text.startswith("`") and text.count("`") == 2 and text.endswith("`"):
        return text
    quantity = _date(language, text) or _quantity(language, text)
    if quantity is not None:
        return quantity
    direct = said_in(language, text)
    if direct != text:
        return direct
    return _list(language, text) or _by_pattern(language, text, _turned)


def _date(language: str, text: str) -> str | None:
    """A day as the language writes it."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date_text(date.fromisoformat(text), vocabulary(language))
    except ValueError:
        return None


def _quantity(language: str, text: str) -> str | None:
    """A number with its unit, or a unit alone."""
    words = vocabulary(language)
    if _UNIT.fullmatch(text) and _is_unit(text):
        return unit_noun_text(text, words, "")
    found = _QUANTITY.fullmatch(text)
    if found is None or (found["unit"] and not _is_unit(found["unit"])):
        return None
    digits = found["digits"].replace(",", "").replace("_", "").replace(".", ",")
    if found["percent"]:
        return percent_text(digits, words)
    return digits if not found["unit"] else f"{digits} {unit_noun_text(found['unit'], words, digits)}"


def _is_unit(text: str) -> bool:
    known = vocabulary().spellings["unit"].values()
    return any(text in spellings for spellings in known)


def _kept(language: str, text: str) -> str:
    return _date(language, text) or text


def _by_pattern(language: str, text: str, turn: Callable[[str, str], str | None]) -> str | None:
    for pattern, known in _patterns(language):
        found = pattern.fullmatch(text)
        if found is None:
            continue
        turned = said_in(language, known)
        for part in found.groups():
            turned = turned.replace(_HOLE, turn(language, part) or part, 1)
        return turned
    return None


@cache
def _patterns(language: str) -> Sequence[tuple[re.Pattern[str], str]]:
    """The known phrases that have places for words of the reader's, those that say most first."""
    known = sorted((one for one in texts_known(language) if _HOLE in one), key=lambda one: -len(one.replace(_HOLE, "")))
    return [(re.compile("(.+?)".join(map(re.escape, one.split(_HOLE)))), one) for one in known]


def _list(language: str, text: str) -> str | None:
    """Several phrases in a row; ``None`` if one of them is none."""
    parts, joints, begin = [], [], 0
    for found in _JOINTS.finditer(text):
        if found[2]:
            parts.append(text[begin : found.start()])
            joints.append(found[2])
            begin = found.end()
    if not joints:
        return None
    turned = [_turned(language, part) for part in (*parts, text[begin:])]
    if any(one is None for one in turned):
        return None
    words = [f" {said_in(language, _JOINT_WORDS[one])} " if one in _JOINT_WORDS else one for one in joints]
    return "".join(f"{part}{joint}" for part, joint in zip(turned, [*words, ""], strict=True))
