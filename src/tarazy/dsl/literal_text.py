"""Names, numerals, units, dates and quoted texts as the formatter prints them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.units import UnitFactor
from tarazy.grammar.keywords import LANGUAGES, Vocabulary, reserved_words, vocabulary

_FIRST_WORD = re.compile(r"[^\W\d]\w*")

UNBREAKABLE = "\u00a0"
"""The blank at which no line is broken."""

_FEWEST_GROUPED = 5
"""A whole part is written in groups of three from this many digits on."""


def name_text(name: syntax.Name) -> str:
    """A name, in back-ticks what would be read as something else: a reserved word, a later part ``value``."""
    return dotted_text(name.parts)


def dotted_text(parts: Sequence[str]) -> str:
    """A name of these bare parts, ``.value`` not among them; see :func:`name_text`."""
    first, *others = parts
    later = (f"`{part}`" if _reserved_as(part) == "value" else part for part in others)
    return ".".join([f"`{first}`" if _reserved_as(first) else first, *later])


def bare_text(name: str) -> str:
    """A name that the tree holds as one string of bare parts; see :func:`name_text`."""
    return dotted_text(name.split("."))


def _reserved_as(word: str) -> str:
    """The key of a reserved word, whose first letter may be a capital; empty for any other word."""
    found = reserved_words().get(word) or reserved_words().get(word[:1].lower() + word[1:])
    return found[1] if found else ""


def is_word(text: str, words: Vocabulary, context: str) -> bool:
    """Whether the whole of `text` is a word of `context`."""
    found = words.match(context, text, 0)
    return found is not None and found[1] == len(text)


def told_apart(text: str, words: Vocabulary, *contexts: str) -> str:
    """`text`, its first word in back-ticks if it would be read as a word of one of `contexts`."""
    if not any(words.match(context, text, 0) for context in contexts):
        return text
    first = _FIRST_WORD.match(text)
    return text if first is None else f"`{first.group()}`{text[first.end() :]}"


def quoted(text: str) -> str:
    """`text` in the quotes that it does not hold itself: ``"…"``, else ``«…»``."""
    return f'"{text}"' if '"' not in text else f"«{text}»"


def date_text(day: date, words: Vocabulary) -> str:
    """``2024-12-31`` in English, ``31.12.2024`` in Russian and Kazakh."""
    return day.isoformat() if words.language == "en" else f"{day:%d.%m}.{day.year:04}"


def number_text(number: syntax.Number, words: Vocabulary) -> str:
    """A numeral with its percent sign or unit: ``75_000 int_dollar per person``, ``90 %``, ``1 point``."""
    digits = grouped(number.digits, words)
    if number.percent:
        return percent_text(digits, words)
    unit = unit_factors_text(number.unit, words, number.digits)
    return f"{digits} {unit}" if unit else digits


def _before_percent(words: Vocabulary) -> str:
    return " " if words.language == "en" else UNBREAKABLE


def percent_text(digits: str, words: Vocabulary) -> str:
    """A percentage: ``90 %``, in Russian and Kazakh with an unbreakable blank."""
    return f"{digits}{_before_percent(words)}{words.printed('unit', 'percent')}"


def grouped(digits: str, words: Vocabulary) -> str:
    """A numeral of the tree, its whole part in groups of three from five digits on.

    Groups are parted by ``_`` and decimals by a point in English, by an unbreakable blank and a comma otherwise.
    """
    whole, point, rest = digits.replace("_", "").partition(".")
    text = f"{int(whole):_}{point}{rest}" if len(whole) >= _FEWEST_GROUPED else whole + point + rest
    return text if words.language == "en" else text.replace("_", UNBREAKABLE).replace(".", ",")


def decimal_text(value: fmpq, words: Vocabulary) -> str:
    """`value` as an exact decimal numeral.

    Raises
    ------
    ValueError
        The number has no finite decimal expansion; no numeral in a text means such a number.
    """
    places = 0
    while (value * fmpq(10) ** places).q != 1:
        places += 1
        if places > int(value.q).bit_length():
            raise ValueError(f"{value} is no decimal number")
    digits = str(abs(int((value * fmpq(10) ** places).p))).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return ("-" if value < 0 else "") + grouped(text, words)


def unit_factors_text(factors: Sequence[UnitFactor], words: Vocabulary, digits: str = "") -> str:
    """A unit as written: ``thousand KZT``, ``int_dollar per person``.

    Parameters
    ----------
    digits
        The numeral before it, with which the noun above the stroke agrees; empty: a column's type.
    """
    text = ""
    for factor in factors:
        noun = _noun(factor, words, "1" if factor.divides else digits)
        text += f"{_per(words) if text else _per(words).lstrip()}{noun}" if factor.divides else f" {noun}"
    return text.strip()


def unit_noun_text(unit: str, words: Vocabulary, digits: str) -> str:
    """A unit that is written in English, such as ``points`` or ``KZT per person``, behind `digits` in `words`."""
    above, *below = unit.split(" per ")
    nouns = [_unit_noun(above, words, digits), *(_unit_noun(one, words, "1") for one in below)]
    return _per(words).join(nouns)


def _unit_noun(name: str, words: Vocabulary, digits: str) -> str:
    key = _unit_keys().get(name)
    return name if key is None else counted_form("unit", key, words, digits)


def _per(words: Vocabulary) -> str:
    """The word between two units with its blanks; a stroke has none."""
    per = words.printed("unit", "per")
    return f" {per} " if per.isalpha() else per


def _noun(factor: UnitFactor, words: Vocabulary, digits: str) -> str:
    money = factor.name.startswith("money ")
    name = factor.name.removeprefix("money ")
    key = _unit_keys().get(name)
    noun = name if key is None else counted_form("unit", key, words, digits)
    lead = [words.printed("unit", "money")] if money else []
    lead += [] if factor.scale is None else [words.printed("unit", factor.scale)]
    power = "" if factor.exponent == 1 else f"^{factor.exponent}"
    return " ".join([*lead, noun]) + power


@cache
def _unit_keys() -> Mapping[str, str]:
    """The key of each predefined unit by its spellings in every language, and by itself."""
    keys: dict[str, str] = {}
    for language in LANGUAGES:
        for key, spellings in vocabulary(language).spellings["unit"].items():
            keys |= dict.fromkeys((key, *spellings), key)
    return keys


def counted_form(context: str, key: str, words: Vocabulary, digits: str) -> str:
    """The spelling of a noun that agrees with the numeral `digits` before it; its printed form without one.

    English nouns stand in the table as plural and singular, Russian as after 1, after 2 to 4 and after 5;
    Kazakh nouns do not change.
    """
    spellings, language = words.spellings[context][key], words.language
    if language == "en":
        return spellings[-1] if digits == "1" else spellings[0]
    if language != "ru" or len(spellings) == 1 or not digits:
        return spellings[0]
    digits = digits.replace("_", "")
    if not digits.isdecimal():
        return spellings[1]
    last, teens = int(digits[-1]), 11 <= int(digits[-2:]) <= 14
    if last == 1 and not teens:
        return spellings[0]
    if 2 <= last <= 4 and not teens:
        return spellings[1]
    return spellings[-1] if len(spellings) > 2 else spellings[0]
