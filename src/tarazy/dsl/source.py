"""Source texts and places in them.

A place is kept as offsets into the text, so that one record serves a terminal, an editor and JSON alike; lines and
columns are worked out only when somebody asks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen(eq=False)
class Source:
    r"""One text with the name it is known by.

    Parameters
    ----------
    name
        Path as the user gave it, or ``<text>``; shown in messages, never opened.
    text
        The text in Unicode NFC with ``\n`` line ends; make it with :func:`source_of`.
    """

    name: str
    text: str

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Offsets of the first characters of lines."""
        return (0, *(found.end() for found in re.finditer("\n", self.text)))

    def line_of(self, offset: int) -> int:
        """Line, counted from 1, that holds the character at `offset`."""
        return bisect_right(self._starts, offset)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both counted from 1, of the character at `offset`."""
        line = self.line_of(offset)
        return line, offset - self._starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Text of line `line` (counted from 1) without its end; empty past the last line."""
        if not 1 <= line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return self.text[start:end]

    def line_start(self, line: int) -> int:
        """Offset of the first character of `line` (counted from 1)."""
        return self._starts[line - 1]


def source_of(name: str, text: str) -> Source:
    r"""A source from raw text: byte order mark dropped, line ends made ``\n``, Unicode NFC (UAX 15)."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return Source(name, text)


@frozen
class Span:
    """A stretch of a source: characters `start` (included) to `end` (excluded), as offsets into its text."""

    source: Source = field(repr=False)
    start: int
    end: int

    @property
    def line(self) -> int:
        """Line of the first character, counted from 1."""
        return self.source.line_of(self.start)

    @property
    def column(self) -> int:
        """Column of the first character, counted from 1."""
        return self.source.position(self.start)[1]

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """The stretch from the start of this span to the end of `other`, of the same source."""
        return Span(self.source, self.start, other.end)

    def __str__(self) -> str:
        line, column = self.source.position(self.start)
        return f"{self.source.name}:{line}:{column}"
