"""Tables in plain text: numbers below one another by their points, words to the left, a rule under the heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tarazy.workbench.display_text import CUT, visible, width

_NUMBER = re.compile(rf"(-?\d+)((?:[.,]\d+)?{CUT}?)|")
_GAP = "  "


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table without line end at its end."""
    columns = [_column(head, [visible(row[at]) for row in rows]) for at, head in enumerate(heads)]
    return "\n".join(_GAP.join(cells).rstrip() for cells in zip(*columns, strict=True))


def _column(head: str, cells: Sequence[str]) -> list[str]:
    """Lines of a column, all equally wide."""
    texts = number_column(head, cells) or [head, *cells]
    size = max(map(width, texts))
    return [_padded(texts[0], size), "─" * size, *(_padded(cell, size) for cell in texts[1:])]


def number_column(head: str, cells: Sequence[str]) -> list[str] | None:
    """Head and cells of a column of numbers, set to the right with their points below one another.

    ``None`` for a column with anything else in it.
    """
    matches = [_NUMBER.fullmatch(cell) for cell in cells]
    numbers = [match for match in matches if match is not None]
    if not cells or len(numbers) != len(cells):
        return None
    fraction = max(len(match[2] or "") for match in numbers)
    texts = [head, *((match[1] or "") + (match[2] or "").ljust(fraction) for match in numbers)]
    size = max(map(width, texts))
    return [" " * (size - width(text)) + text for text in texts]


def _padded(cell: str, size: int) -> str:
    return cell + " " * (size - width(cell))
