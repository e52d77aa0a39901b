"""Text in which nothing is hidden: a sign for each character that shows nothing, moves the cursor or turns the writing
round.
"""

from __future__ import annotations

import unicodedata

_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def visible(text: str) -> str:
    """`text` with a visible sign for each character that would move the cursor, turn the writing round or not show."""
    return text if text.isprintable() else "".join(map(_visible_character, text))


def _visible_character(character: str) -> str:
    if character.isprintable() or unicodedata.category(character) == "Zs":
        return character
    code = ord(character)
    if code < ord(" "):
        return chr(_CONTROL_PICTURES + code)
    return "␡" if code == _DELETE else f"⟨U+{code:04X}⟩"
