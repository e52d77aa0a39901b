"""Places in an act whose word stands behind its number, as in Kazakh: ``20-т. 3)`` is p. 20(3)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from tarazy.grammar.keywords import BLANKS, vocabulary

if TYPE_CHECKING:
    from tarazy.dsl.tokens import Reading

PLACES = ("p", "annex", "row", "step")
"""Kinds of places in an act, by the keys of the words that stand in a citation."""


def read_place_behind_number(reading: Reading) -> bool:
    """Take a place of a citation whose word follows its number, as in Kazakh: ``20-т. 3)`` is p. 20(3)."""
    is_citation = reading.start == "citations" or "BASIS" in reading.kinds
    pattern = _place_behind_number(reading.vocabulary.language) if is_citation and not reading.brackets else None
    found = None if pattern is None else pattern.match(reading.text, reading.position, reading.end)
    if found is None:
        return False
    key = next(key for key in PLACES if reading.vocabulary.printed("citation", key) == found["kind"])
    number = found["number"] if found["part"] is None else f"{found['number']}({found['part']})"
    reading.add("PLACE", (key, number), found.end() - found.start())
    return True


@cache
def _place_behind_number(language: str) -> re.Pattern[str] | None:
    """How a place is written in a language whose words of places follow the number; ``None`` in any other."""
    kinds = [vocabulary(language).printed("citation", key) for key in PLACES]
    if not all(kind.startswith("-") for kind in kinds):
        return None
    sign = r"[^\s,;|\"«#()]"
    among = "|".join(map(re.escape, kinds))
    return re.compile(rf"(?P<number>[^\s,;|\"«#]+?)(?P<kind>{among})(?!\w)(?:[{BLANKS}]+(?P<part>{sign}+)\))?")
