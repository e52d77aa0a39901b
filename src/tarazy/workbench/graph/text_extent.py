"""How much room a text takes in a proportional font, estimated; and texts broken into lines that fit.

A drawing is made without the font that will show it. Widths are those of common sans-serif fonts, in parts of the font
size, and rather too wide than too narrow.
"""

from __future__ import annotations

from tarazy.workbench.display_text import CUT, character_width

_NARROW = frozenset("iIjlt.,:;'|!()[]/ \"·’")
_BROAD = frozenset("mwMWЖШЩЮФжшщюфмМ%@—…")


def extent(text: str, size: float, *, bold: bool = False) -> float:
    """Width of a text in a font of `size` units."""
    return sum(map(_share, text)) * size * (1.06 if bold else 1.0)


def _share(character: str) -> float:
    if character in _NARROW:
        return 0.34
    if character in _BROAD:
        return 0.88
    columns = character_width(character)
    if columns != 1:
        return float(columns)
    if character.isupper():
        return 0.72
    return 0.58 if character.isascii() else 0.62


def wrapped(text: str, room: float, size: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """`text` in at most `lines` lines of `room` units, words kept whole where they fit; what is cut ends in ``…``."""
    found: list[str] = []
    rest = text.split()
    while rest and len(found) < lines:
        line = rest.pop(0)
        while rest and extent(f"{line} {rest[0]}", size, bold=bold) <= room:
            line = f"{line} {rest.pop(0)}"
        if extent(line, size, bold=bold) > room:
            kept = _fitting(line, room, size, bold=bold)
            rest.insert(0, line[kept:])
            line = line[:kept]
        found.append(line)
    if rest and found:
        found[-1] = _ended(found[-1], room, size, bold=bold)
    return tuple(found)


def _fitting(word: str, room: float, size: float, *, bold: bool) -> int:
    """How many characters of a word too long for a line stand in it; at least one."""
    kept = 1
    while extent(word[: kept + 1], size, bold=bold) <= room:
        kept += 1
    return kept


def _ended(line: str, room: float, size: float, *, bold: bool) -> str:
    """A last line with the sign that something was cut, shortened so that it fits."""
    while line and extent(f"{line}{CUT}", size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip()}{CUT}"
