"""Text as a terminal shows it: how wide each character is, and what stands for those that show nothing.

Widths follow Unicode's East Asian Width (UAX 11): wide and full-width characters take two columns, marks that combine
with the letter before take none, all others take one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate

from attrs import frozen

from tarazy.dsl.visible_text import visible

__all__ = [
    "CUT",
    "TAB_STOP",
    "DisplayLine",
    "character_width",
    "display_line",
    "folded",
    "shortened",
    "visible",
    "width",
]

TAB_STOP = 4
"""A tab leads to the next multiple of this column."""

CUT = "…"
"""Stands where a part was left out."""


def character_width(character: str) -> int:
    """Columns that one printable character takes: 0, 1 or 2."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """Columns that a printable text takes."""
    return len(text) if text.isascii() else sum(map(character_width, text))


def shortened(text: str, limit: int) -> str:
    """`text` made visible, cut to at most `limit` columns with a sign that it was cut."""
    shown = visible(text)
    if width(shown) <= limit:
        return shown
    ends = list(accumulate(map(character_width, shown)))
    return shown[: sum(end < limit for end in ends)] + CUT


def folded(text: str, columns: int) -> str:
    """`text` with each line that is wider than `columns` broken at blanks; what follows stands two columns further in.

    A word that is wider than a line is left whole.
    """
    return "\n".join(part for line in text.split("\n") for part in _folded_line(line, columns))


def _folded_line(line: str, columns: int) -> list[str]:
    if width(line) <= columns:
        return [line]
    margin = line[: len(line) - len(line.lstrip(" "))]
    first, *words = line.split()
    lines = [margin + first]
    for word in words:
        if width(lines[-1]) + 1 + width(word) <= columns:
            lines[-1] += f" {word}"
        else:
            lines.append(f"{margin}  {word}")
    return lines


@frozen
class DisplayLine:
    """A line of a text as it is shown.

    Parameters
    ----------
    pieces
        What stands for each character of the line.
    starts
        Column, counted from 0, at which each piece begins; one more for the end of the line.
    """

    pieces: tuple[str, ...]
    starts: tuple[int, ...]

    @property
    def width(self) -> int:
        """Columns of the whole line."""
        return self.starts[-1]

    def column(self, index: int) -> int:
        """Column of the character at `index`; that of the end for every index past it."""
        return self.starts[min(index, len(self.pieces))]

    def window(self, left: int, right: int) -> str:
        """Columns `left` to `right`, with a sign in the first or last of them where the line goes on."""
        from_column = left + 1 if left > 0 else 0
        to_column = right - 1 if right < self.width else right
        first = bisect_left(self.starts, from_column, hi=len(self.pieces))
        last = bisect_right(self.starts, to_column) - 1
        whole = list(zip(self.starts[first:last], self.pieces[first:last], strict=False))
        before = CUT.ljust(whole[0][0] - left if whole else 1) if left > 0 else ""
        after = CUT if right < self.width else ""
        return before + "".join(piece for _, piece in whole) + after


@lru_cache(maxsize=16)
def display_line(text: str) -> DisplayLine:
    """`text`, one line without its end, as it is shown."""
    pieces: list[str] = []
    starts = [0]
    for character in text:
        piece = " " * (TAB_STOP - starts[-1] % TAB_STOP) if character == "\t" else visible(character)
        pieces.append(piece)
        starts.append(starts[-1] + width(piece))
    return DisplayLine(tuple(pieces), tuple(starts))
