"""What was meant by a value that could not be read: words of another language, misspelt, or in another order.

The parser of values says where it stopped. Here the whole value is looked at once more, with the form that the line
asks for in mind, so that the message can name the words that belong there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tarazy.dsl.calls import MODES
from tarazy.dsl.characters import Refused
from tarazy.dsl.column_slips import column_slip
from tarazy.dsl.diagnostics import Diagnostic, Place, finding
from tarazy.dsl.heads import listed
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Span
from tarazy.dsl.synonyms import key_meant
from tarazy.dsl.unit_slips import unit_slip
from tarazy.grammar.keywords import LANGUAGE_NAMES, LANGUAGES, Vocabulary, vocabulary

DIRECTIONS = ("higher", "lower", "no_direction")
"""Keys of what can stand on a line `better`, beside a name."""

_ALREADY_MEANT = frozenset({"ending"})
"""Variants that say what was meant."""
_RE_READ = frozenset({"L006", "L008", "L010", "P110", "P118"})
"""Codes that say only where reading stopped."""
_NUMBER = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[^\W\d]+(?:[-_'’][^\W\d]+)*")
_OTHERWISE = re.compile(r"\s*,?\s*(\w+)\s+(.+)", re.DOTALL)
_AMOUNT = re.compile(r"(?:at least|minimum|min|>=)\s*(?=[0-9])")
_ANSWERS = ("state", "outcome")
_ALL_CONTEXTS = (
    "value",
    "phrase",
    "connective",
    "type",
    "selector",
    "expression",
    "state",
    "outcome",
    "citation",
    "call",
)
"""Contexts of the words inside values; units and labels are looked for where they can stand."""
_CONTEXTS: Mapping[str, Sequence[str]] = {
    "outcome": ("state", "outcome", "expression"),
    "outcome_row": ("state", "outcome", "expression"),
    "direction": ("outcome",),
}


def with_meaning(refused: Refused, start: str, place: Span, words: Vocabulary) -> Refused:
    """The refusal of the value at `place`, said in terms of what was meant where that can be made out.

    Parameters
    ----------
    start
        Start rule of the grammar that the value was read by, or ``direction``.
    """
    if refused.diagnostic.code not in _RE_READ or refused.diagnostic.variant in _ALREADY_MEANT:
        return refused
    says_both = refused.diagnostic.code == "P118" and not refused.diagnostic.variant
    meant = None
    if start != "rounding" and not says_both:
        meant = _foreign_near(refused.diagnostic.place, place, words)
        meant = unit_slip(place, start, words) or meant
    if meant is not None:
        return Refused(meant)
    match start:
        case "rounding":
            meant = _rounding(place, words)
        case "requirement":
            meant = _requirement(place, words)
        case "outcome" | "outcome_row" | "direction":
            meant = foreign_phrase(place, _CONTEXTS[start], words) or _answer(place, start, words)
        case "column_type" | "column_row":
            meant = column_slip(place)
        case _:
            pass
    return refused if meant is None else Refused(meant)


def foreign_phrase(place: Span, contexts: Sequence[str], words: Vocabulary) -> Diagnostic | None:
    """The finding that all of `place` is a word or phrase of another keyword language."""
    text = place.text
    for language in LANGUAGES:
        if language == words.language:
            continue
        for context in contexts:
            found = vocabulary(language).match(context, text, 0)
            if found is not None and found[1] == len(text):
                own, other = LANGUAGE_NAMES[words.language], LANGUAGE_NAMES[language]
                printed = words.printed(context, found[0])
                return finding("P102", place, word=text, language=other, own_language=own, own=printed)
    return None


def _foreign_near(stopped: Place, value: Span, words: Vocabulary) -> Diagnostic | None:
    """The finding that a word of another keyword language stands where reading stopped, or beside it."""
    if not isinstance(stopped, Span):
        return None
    text = value.source.text
    for word in _LETTERS.finditer(text, value.start, value.end):
        if word.end() < stopped.start - 1 or word.start() > stopped.end + 1:
            continue
        for language in LANGUAGES:
            if language == words.language:
                continue
            for context in _ALL_CONTEXTS:
                found = vocabulary(language).match(context, text, word.start())
                if found is None or words.match(context, text, word.start()) is not None:
                    continue
                place = Span(value.source, word.start(), word.start() + found[1])
                own, other = LANGUAGE_NAMES[words.language], LANGUAGE_NAMES[language]
                printed = words.printed(context, found[0])
                return finding("P102", place, word=place.text, language=other, own_language=own, own=printed)
    return None


def _answer(place: Span, start: str, words: Vocabulary) -> Diagnostic | None:
    """The finding that a whole value is nearly a phrase that can stand there."""
    if start == "direction":
        known = {words.printed("outcome", key): key for key in DIRECTIONS}
        listing = listed(words, "outcome", DIRECTIONS)
    else:
        known = {words.printed(context, key): key for context in _ANSWERS for key in words.keys(context)}
        listing = listed(words, "state", words.keys("state"))
    if place.text in known:
        return None
    near = nearest(place.text, (one for one in known if " " in one)) or _reordered(place.text, known)
    if near is None and start == "direction":
        key = key_meant("direction", place.text, words)
        near = None if key is None else words.printed("outcome", key)
    if near is not None:
        return finding("P124", place, variant="near", found=place.text, words=listing, near=near)
    return finding("P124", place, found=place.text, words=listing) if start == "direction" else None


def _reordered(text: str, known: Mapping[str, str]) -> str | None:
    """The phrase whose words stand in another order in `text`."""
    in_order = {" ".join(sorted(one.split())): one for one in known if " " in one}
    near = nearest(" ".join(sorted(text.lower().split())), in_order)
    return None if near is None else in_order[near]


# ---------------------------------------------------------------- rounding


def _rounding(place: Span, words: Vocabulary) -> Diagnostic:
    """What is wrong with a rounding: its way, its decimals, or only the order in which they are written."""
    number = _NUMBER.search(place.text)
    decimals = words.printed("label", "decimals")
    amount = "2" if number is None else number.group()
    found = _mode_in(place, words)
    if isinstance(found, Diagnostic):
        return found
    mode = words.printed("label", found or "half_up")
    fixed = f"{mode}, {amount} {decimals}"
    if found is None:
        return finding("P132", place, variant="mode", fixed=fixed, modes=listed(words, "label", MODES))
    if number is None:
        return finding("P132", place, variant="decimals", fixed=fixed)
    return finding("P132", place, found=place.text, fixed=fixed)


def _mode_in(place: Span, words: Vocabulary) -> str | Diagnostic | None:
    """Key of the way to round that a rounding names; a finding about a word for it that is none."""
    text, decimals = place.text, set(words.spellings["label"]["decimals"])
    written = [one for one in _LETTERS.finditer(text) if one.group() not in decimals]
    for one in written:
        own = words.match("label", text, one.start(), MODES)
        if own is not None:
            return own[0]
    foreign = _foreign_mode(place, words)
    if foreign is not None or not written:
        return foreign
    for count in range(min(2, len(written)), 0, -1):
        span = Span(place.source, place.start + written[0].start(), place.start + written[count - 1].end())
        key = key_meant("mode", span.text, words)
        printed = [words.printed("label", mode) for mode in MODES]
        near = nearest(span.text, printed) or _reordered(span.text, dict.fromkeys(printed, ""))
        near = near if key is None else words.printed("label", key)
        if near is not None:
            known = listed(words, "label", MODES)
            return finding("P124", span, variant="near", found=span.text, words=known, near=near)
    return None


def _foreign_mode(place: Span, words: Vocabulary) -> Diagnostic | None:
    piece = place.text.partition(",")[0].rstrip()
    for end in range(len(piece), 0, -1):
        if end < len(piece) and not piece[end].isspace():
            continue
        found = foreign_phrase(Span(place.source, place.start, place.start + end), ("label",), words)
        if found is not None:
            return found
    return None


# ---------------------------------------------------------------- needs


def _requirement(place: Span, words: Vocabulary) -> Diagnostic | None:
    """What is wrong with a requirement: a word too many before it, no comma, another word for `otherwise`."""
    text = place.text
    extra = _AMOUNT.match(text)
    if extra is not None:
        return finding("P110", place, variant="needs", found=extra.group().strip(), fixed=text[extra.end() :])
    otherwise = words.printed("value", "otherwise")
    number = re.match(r"[0-9.]+(?:\s*%(?:\s*of weight)?)?(?:\s+illustrative\b)?|all\b", text)
    rest = None if number is None else _OTHERWISE.fullmatch(text, number.end())
    if number is None or rest is None:
        return None
    if rest.group(1) == otherwise:
        answer = Span(place.source, place.start + rest.start(2), place.end)
        inner = foreign_phrase(answer, _ANSWERS, words) or _answer(answer, "outcome", words)
        if inner is not None or text[number.end() :].lstrip().startswith(","):
            return inner
    elif key_meant("expression", rest.group(1), words) is None:
        return None
    return finding("P110", place, variant="otherwise", fixed=f"{number.group()}, {otherwise} {rest.group(2)}")
