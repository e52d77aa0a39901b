"""Characters that a text may hold, numerals and dates: what can be judged without knowing where a word stands."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from itertools import islice

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.literate import is_literate, program_of
from tarazy.dsl.source import Source, Span, source_of
from tarazy.grammar.keywords import BLANKS

MOST_HIDDEN = 100
"""Hidden characters reported in one text: with more it is no text."""

MAXIMUM_DIGITS = 30
"""Most digits of a numeral, before and behind the point together."""

_POINTED = re.compile(r"[0-9](?:_?[0-9])*(?:\.[0-9]+)?")
_WITH_COMMA = re.compile(rf"(?:[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+(?![0-9])|[0-9](?:_?[0-9])*)(?:,[0-9]+)?")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
QUOTED = re.compile(r'"[^"\n]*"|«[^»\n]*»')

_GROUPED = re.compile(r"[0-9]{1,3}(?:_[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]+")
_DAY_FIRST = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_DATE_BY_POINTS = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})(?![0-9])")
_DECIMAL_POINT = re.compile(r"\.[0-9]+(?![0-9.])")
_DECIMAL_COMMA = re.compile(r",[0-9]+")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_BLANK_GROUPS = re.compile(rf"[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХҺаеорсухіһІ", "ABEKMHOPCTXhaeopcyxihI")
_SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic", "GREEK": "Greek", "ARMENIAN": "Armenian", "ARABIC": "Arabic"}


class Refused(Exception):  # noqa: N818 - it is no error of ours but a text that is refused
    """Leaves the reading of one value with what is wrong with it; never leaves the parser."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def read_text(content: bytes, name: str) -> Source | Diagnostic:
    """The source that the bytes of a file hold, or why there is none: no UTF-8, or Markdown without a program."""
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(0)) + 1
        return finding("L004", Span(Source(name, ""), 0, 0), variant="binary", file=name, line=str(line))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        place = Span(Source(name, ""), 0, 0)
        return finding("L004", place, file=name, line=str(line), byte=f"{content[problem.start]:02X}")
    source = source_of(name, text)
    return program_of(source) if is_literate(name) else source


def without_forbidden(source: Source) -> Source:
    """The source with each line's forbidden characters taken out, and blanks put behind it in their number."""
    lines = source.text.split("\n")
    cleaned = [_FORBIDDEN.sub("", line).ljust(len(line)) for line in lines]
    return Source(source.name, "\n".join(cleaned))


def forbidden_characters(source: Source) -> tuple[Diagnostic, ...]:
    """A finding for each character that cannot be seen or turns the direction of writing."""
    if source.text.isascii() and source.text.isprintable():
        return ()
    found = []
    for hit in islice(_FORBIDDEN.finditer(source.text), MOST_HIDDEN):
        character = hit.group()
        name = unicodedata.name(character, "a control character").lower()
        place = Span(source, hit.start(), hit.end())
        found.append(finding("L002", place, character=f"U+{ord(character):04X}", name=name))
    return tuple(found)


def check_scripts(source: Source, start: int, word: str) -> None:
    """Refuse a name whose letters come from several alphabets, since some of them look alike.

    Raises
    ------
    Refused
        Letters of two alphabets stand in `word`.
    """
    if word.isascii():
        return
    letters: dict[str, str] = {}
    for letter in word:
        script = _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0])
        if script is not None and letter not in letters.get(script, ""):
            letters[script] = letters.get(script, "") + letter
    if len(letters) > 1:
        mixture = ", ".join(f"{found} ({script})" for script, found in letters.items())
        place = Span(source, start, start + len(word))
        raise Refused(finding("L003", place, name=word, letters=mixture))


def in_latin_letters(word: str) -> str:
    """`word` with the Cyrillic letters that look like Latin ones written as these."""
    return word.translate(_LOOK_ALIKES)


def letters_told_apart(one: str, other: str) -> tuple[str, str]:
    """The first two letters by which names that look alike differ, each with its alphabet: ``а (Cyrillic)``."""
    first, second = next((a, b) for a, b in zip(one, other, strict=True) if a != b)
    return _with_script(first), _with_script(second)


def _with_script(letter: str) -> str:
    return f"{letter} ({_SCRIPTS.get(unicodedata.name(letter, '').split(' ')[0], 'another alphabet')})"


def mixed_scripts(place: Span) -> Diagnostic | None:
    """The finding that a word mixes letters of several alphabets, if it does."""
    try:
        check_scripts(place.source, place.start, place.text)
    except Refused as refused:
        return refused.diagnostic
    return None


def numeral_at(source: Source, start: int, stop: int, language: str) -> str:
    """The numeral that stands at `start`, a digit: with a point before its decimals in English, else with a comma."""
    numeral = (_POINTED if language == "en" else _WITH_COMMA).match(source.text, start, stop)
    assert numeral is not None
    return numeral.group()


def in_neutral_digits(numeral: str, language: str) -> str:
    """A numeral of a text as it stands in the tree: ``28_724.5`` for ``28 724,5``."""
    return numeral if language == "en" else re.sub(rf"[{BLANKS}]", "_", numeral).replace(",", ".")


def check_numeral(source: Source, start: int, end: int, language: str = "en") -> None:
    """Refuse a numeral that is too long, wrongly grouped, or goes on in a way that no numeral does.

    Parameters
    ----------
    language
        Language of the file's keywords: it says how decimals and groups of digits are parted.

    Raises
    ------
    Refused
        The characters from `start` to `end`, or those behind them, are no numeral of the language.
    """
    text = source.text
    if language != "en":
        _refuse_point(source, start, end)
    groups = _BLANK_GROUPS.match(text, start) if language == "en" else None
    if groups is not None:
        fixed = re.sub(rf"[{BLANKS}]", "_", groups.group())
        place = Span(source, start, groups.end())
        raise Refused(finding("L010", place, variant="blanks", found=place.text, fixed=fixed))
    comma = _DECIMAL_COMMA.match(text, end)
    if comma is not None:
        raise Refused(_comma_in_number(source, start, comma.end(), language))
    variant = _numeral_problem(text, start, end)
    if variant:
        stop = end
        while stop < len(text) and (text[stop].isalnum() or text[stop] in "_."):
            stop += 1
        place = Span(source, start, stop)
        shown = place.text if stop - start <= 40 else place.text[:40] + "…"
        if language == "en" and _DAY_FIRST.fullmatch(place.text):
            day, month, year = place.text.split(".")
            raise Refused(
                finding("L010", place, variant="day", found=shown, fixed=f"{year}-{month.zfill(2)}-{day.zfill(2)}")
            )
        raise Refused(finding("L010", place, variant=variant, found=shown, most=str(MAXIMUM_DIGITS)))


def _refuse_point(source: Source, start: int, end: int) -> None:
    """Refuse a point before decimals in a language that writes a comma there."""
    point = _DECIMAL_POINT.match(source.text, end)
    if point is None or "," in source.text[start:end]:
        return
    place = Span(source, start, point.end())
    raise Refused(finding("L009", place, variant="point", found=place.text, fixed=place.text.replace(".", ",")))


def _comma_in_number(source: Source, start: int, end: int, language: str) -> Diagnostic:
    """The finding that a comma stands in a number, for its decimals or between groups of three digits."""
    groups = _COMMA_GROUPS.match(source.text, start)
    place = Span(source, start, end if groups is None else groups.end())
    if language != "en":
        return finding("L009", place, variant="commas", found=place.text, fixed=place.text.replace(",", " "))
    found, point = place.text, place.text.replace(",", ".")
    if groups is None:
        return finding("L009", place, found=found, fixed=point)
    variant = "groups" if found.count(",") > 1 or "." in found else "either"
    return finding("L009", place, variant=variant, found=found, fixed=found.replace(",", "_"), point=point)


def _numeral_problem(text: str, start: int, end: int) -> str:
    """Key of the message for what is wrong with a numeral; empty if nothing is."""
    numeral = text[start:end]
    following = text[end : end + 1]
    if sum(character.isdigit() for character in numeral) > MAXIMUM_DIGITS:
        return "long"
    if _EXPONENT.match(text, end):
        return "exponent"
    if "_" in numeral and not _GROUPED.fullmatch(numeral):
        return "groups"
    if following == "_":
        return "groups"
    if following == "." and not text.startswith("..", end):
        return "point"
    if following.isalpha():
        return "glued"
    return "digits" if following.isdigit() else ""


def calendar_day(source: Source, start: int, language: str = "en") -> tuple[date, int] | None:
    """The date written at `start` as ``2020-12-31``, with where it ends; ``None`` if there is none.

    In Russian and Kazakh it may also be written ``31.12.2020``.

    Raises
    ------
    Refused
        The calendar has no such day.
    """
    written = ISO_DATE.match(source.text, start)
    by_points = _DATE_BY_POINTS.match(source.text, start) if written is None and language != "en" else None
    found = written or by_points
    if found is None:
        return None
    parts = [int(part) for part in found.groups()]
    year, month, day = parts if by_points is None else reversed(parts)
    try:
        return date(year, month, day), found.end()
    except ValueError:
        raise Refused(finding("L011", Span(source, start, found.end()), found=found.group())) from None
