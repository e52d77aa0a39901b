"""Values of lines in which a day stands in a frame: a day of a year of the schedule, a name with its first day."""

from __future__ import annotations

import re
from datetime import date

from attrs import evolve

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.heads import listed
from tarazy.dsl.literal_text import bare_text, date_text
from tarazy.dsl.source import Span
from tarazy.dsl.syntax_dates import DayOfYear, Holder, Holders
from tarazy.dsl.tokens import skip
from tarazy.dsl.values import read_value
from tarazy.grammar.keywords import BLANKS, Vocabulary

_MONTH_AND_DAY = re.compile(r"(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?=\[)")
_DAY_AND_MONTH = re.compile(r"(?P<day>[0-9]{2})\.(?P<month>[0-9]{2})(?=\[)")
_GAP = re.compile(rf"[{BLANKS}]+")
_LEAP_YEAR = 2024
"""A year that has every day there is."""
_NAME = re.compile(r"(?:[^\W\d]\w*|`[^`\n]*`)(?:\.(?:[^\W\d]\w*|`[^`\n]*`))*")


def read_day_of_year(place: Span, words: Vocabulary) -> syntax.Day | DayOfYear:
    """``2021-02-15`` or ``02-15[held year]``; in Russian and Kazakh ``15.02[…]``; then maybe ``illustrative``.

    Raises
    ------
    Refused
        It is neither.
    """
    for gap in _GAP.finditer(place.source.text, place.start, place.end):
        mark = words.match("value", place.source.text, gap.end(), ("illustrative",))
        if mark is not None and gap.end() + mark[1] == place.end:
            return evolve(_day_of_year(Span(place.source, place.start, gap.start()), words), illustrative=True)
    return _day_of_year(place, words)


def _day_of_year(place: Span, words: Vocabulary) -> syntax.Day | DayOfYear:
    pattern = _MONTH_AND_DAY if words.language == "en" else _DAY_AND_MONTH
    found = pattern.match(place.source.text, place.start, place.end)
    if found is None:
        if "[" in place.text:
            raise Refused(_no_day_of_year(place, words))
        day: syntax.Day = read_value(place.source, words, "day_value", place.start, place.end)
        return day
    year = words.match("schedule_year", place.source.text, found.end() + 1)
    ends = found.end() + 1 + (0 if year is None else year[1])
    if year is None or place.source.text[ends : place.end] != "]":
        raise Refused(_no_day_of_year(place, words))
    month, number = int(found["month"]), int(found["day"])
    try:
        date(_LEAP_YEAR, month, number)
    except ValueError:
        raise Refused(_no_day_of_year(place, words)) from None
    return DayOfYear(month, number, year[0], span=place)


def _no_day_of_year(place: Span, words: Vocabulary) -> Diagnostic:
    years = listed(words, "schedule_year", words.keys("schedule_year"))
    example = day_of_year_text(DayOfYear(2, 15, "held_year", span=place), words)
    return finding("P110", place, variant="day of year", found=place.text, years=years, example=example)


def read_holders(place: Span, words: Vocabulary) -> Holders:
    """``economy from 2019-09-01, finance from 2024-01-01``.

    Raises
    ------
    Refused
        A part is no name, or what stands behind it is no first day.
    """
    items: list[Holder] = []
    start = place.start
    text = place.source.text
    while start < place.end:
        comma = text.find(",", start, place.end)
        end = place.end if comma < 0 else comma
        items.append(_holder(Span(place.source, skip(text, start, end), _trimmed(text, start, end)), words))
        start = place.end if comma < 0 else comma + 1
    return Holders(tuple(items), span=place)


def _trimmed(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())


def _holder(place: Span, words: Vocabulary) -> Holder:
    text = place.source.text
    written = _NAME.match(text, place.start, place.end)
    length = place.end - place.start if written is None else written.end() - written.start()
    names: syntax.Names = read_value(place.source, words, "names", place.start, place.start + length)
    name = names.items[0]
    span = name.span
    if not isinstance(name, syntax.Name):
        word = words.printed("value", "since")
        raise Refused(finding("P110", span, variant="holder", found=span.text, word=word))
    behind = skip(text, place.start + length, place.end)
    if behind >= place.end:
        return Holder(name.text, span=span)
    since = words.match("value", text, behind, ("since",))
    if since is None:
        rest = Span(place.source, behind, place.end)
        word = words.printed("value", "since")
        raise Refused(finding("P110", rest, variant="holder", found=rest.text, word=word))
    begin = skip(text, behind + since[1], place.end)
    day: syntax.Day = read_value(place.source, words, "day_value", begin, place.end)
    return Holder(name.text, day.value, span=span)


def day_of_year_text(value: DayOfYear, words: Vocabulary) -> str:
    """The day as the formatter prints it."""
    year = words.printed("schedule_year", value.year)
    day = f"{value.month:02}-{value.day:02}" if words.language == "en" else f"{value.day:02}.{value.month:02}"
    return f"{day}[{year}]{mark_text(value, words)}"


def mark_text(value: syntax.Day | DayOfYear, words: Vocabulary) -> str:
    """What stands behind a day that no act gives."""
    return f" {words.printed('value', 'illustrative')}" if value.illustrative else ""


def holders_text(value: Holders, words: Vocabulary) -> str:
    """The names with their first days as the formatter prints them."""
    since = words.printed("value", "since")
    return ", ".join(
        bare_text(one.name) + ("" if one.since is None else f" {since} {date_text(one.since, words)}")
        for one in value.items
    )
