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

NUMERAL = re.compile(r"[0-9](?:_?[0-9])*(?:\.[0-9]+)?")
ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
QUOTED = re.compile(r'"[^"\n]*"|«[^»\n]*»')

_GROUPED = re.compile(r"[0-9]{1,3}(?:_[0-9]{3})*(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?")
_EXPONENT = re.compile(r"[eE][+-]?[0-9]+")
_DAY_FIRST = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
_DECIMAL_COMMA = re.compile(r",[0-9]+")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])")
_BLANK_GROUPS = re.compile(rf"[0-9]{{1,3}}(?:[{BLANKS}][0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])")
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_LOOK_ALIKES = str.maketrans("АВЕКМНОРСТХаеорсухіІ", "ABEKMHOPCTXaeopcyxiI")
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


def mixed_scripts(place: Span) -> Diagnostic | None:
    """The finding that a word mixes letters of several alphabets, if it does."""
    try:
        check_scripts(place.source, place.start, place.text)
    except Refused as refused:
        return refused.diagnostic
    return None


def check_numeral(source: Source, start: int, end: int) -> None:
    """Refuse a numeral that is too long, wrongly grouped, or goes on in a way that no numeral does.

    Raises
    ------
    Refused
        The characters from `start` to `end`, or those behind them, are no numeral of the language.
    """
    text = source.text
    groups = _BLANK_GROUPS.match(text, start)
    if groups is not None:
        fixed = re.sub(rf"[{BLANKS}]", "_", groups.group())
        place = Span(source, start, groups.end())
        raise Refused(finding("L010", place, variant="blanks", found=place.text, fixed=fixed))
    comma = _DECIMAL_COMMA.match(text, end)
    if comma is not None:
        raise Refused(_comma_in_number(source, start, comma.end()))
    variant = _numeral_problem(text, start, end)
    if variant:
        stop = end
        while stop < len(text) and (text[stop].isalnum() or text[stop] in "_."):
            stop += 1
        place = Span(source, start, stop)
        shown = place.text if stop - start <= 40 else place.text[:40] + "…"
        if _DAY_FIRST.fullmatch(place.text):
            day, month, year = place.text.split(".")
            raise Refused(
                finding("L010", place, variant="day", found=shown, fixed=f"{year}-{month.zfill(2)}-{day.zfill(2)}")
            )
        raise Refused(finding("L010", place, variant=variant, found=shown, most=str(MAXIMUM_DIGITS)))


def _comma_in_number(source: Source, start: int, end: int) -> Diagnostic:
    """The finding that a comma stands in a number, for its decimals or between groups of three digits."""
    groups = _COMMA_GROUPS.match(source.text, start)
    place = Span(source, start, end if groups is None else groups.end())
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
    if following == ".":
        return "point"
    if following.isalpha():
        return "glued"
    return "digits" if following.isdigit() else ""


def calendar_day(source: Source, start: int) -> tuple[date, int] | None:
    """The date written at `start` as ``2020-12-31``, with where it ends; ``None`` if there is none.

    Raises
    ------
    Refused
        The calendar has no such day.
    """
    written = ISO_DATE.match(source.text, start)
    if written is None:
        return None
    year, month, day = (int(part) for part in written.groups())
    try:
        return date(year, month, day), written.end()
    except ValueError:
        raise Refused(finding("L011", Span(source, start, written.end()), found=written.group())) from None
