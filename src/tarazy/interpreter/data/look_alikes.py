"""Codes of a list that a reader takes for one another, and codes in which letters were lost.

Two codes are two elements, however alike they look; so a slip of the keyboard makes a body that nobody meant. Letters
of two alphabets are compared by their forms (Unicode Technical Standard 39, of which the Cyrillic and Latin part is
used), blanks by whether they are there at all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from attrs import frozen

from tarazy.dsl.characters import in_latin_letters
from tarazy.interpreter.data.violations import Fault, fault, readable

_LOST_LETTER = re.compile(r"\?(?=\w)|(?<=\w)\?|^\?+$")
_SCRIPTS = {"LATIN": "Latin", "CYRILLIC": "Cyrillic"}


@frozen
class LookAlike:
    """A code with an earlier one that looks like it, and what is wrong with the two."""

    code: str
    fault: Fault


def look_alikes(list_code: str, codes: Iterable[str]) -> Iterator[LookAlike]:
    """Each code that an earlier one of the same list looks like: by letters of two alphabets or by blanks (D686), or by
    capital letters and by `ё` (D687).
    """
    by_form: dict[str, str] = {}
    by_letters: dict[str, str] = {}
    for code in codes:
        form = _without_blanks(in_latin_letters(code))
        earlier = by_form.setdefault(form, code)
        if earlier != code:
            yield LookAlike(code, _confusable(list_code, earlier, code))
            continue
        letters = _without_blanks(code).casefold().replace("ё", "е")
        earlier = by_letters.setdefault(letters, code)
        if earlier != code:
            words = {"value": readable(code), "other": readable(earlier), "list": list_code}
            yield LookAlike(code, fault("D687", **words))


def lost_letters(code: str) -> Fault | None:
    """What is wrong with a code in which a question mark stands for a letter; ``None`` where none does."""
    return fault("D689", value=readable(code)) if "?" in code and _LOST_LETTER.search(code) else None


def _without_blanks(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _confusable(list_code: str, earlier: str, code: str) -> Fault:
    words = {"value": readable(code), "other": readable(earlier), "list": list_code}
    pairs = zip(_without_blanks(earlier), _without_blanks(code), strict=False)
    before, now = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    if now and _script(now) != _script(before):
        letters = {"letter": now, "script": _script(now), "before": before, "script_before": _script(before)}
        return fault("D686", **words, **letters)
    return fault("D686", "blanks", **words)


def _script(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").split(" ")[0], "")
