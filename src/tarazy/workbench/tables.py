"""Tables in plain text: numbers below one another by their points, words to the left, a rule under the heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tarazy.workbench.display_text import CUT, visible, width

SHOWN_DIGITS = 12
"""Significant digits of a number in a table that is read by people."""

_DECIMAL = re.compile(r"-?(\d+)(?:\.(\d+))?")
_NUMBER = re.compile(rf"(-?\d+)((?:\.\d+)?{CUT}?)|")
_GAP = "  "


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table without line end at its end."""
    columns = [_column(head, [visible(row[at]) for row in rows]) for at, head in enumerate(heads)]
    return "\n".join(_GAP.join(cells).rstrip() for cells in zip(*columns, strict=True))


def _column(head: str, cells: Sequence[str]) -> list[str]:
    """Lines of a column, all equally wide; one that holds numbers only is set to the right."""
    matches = [_NUMBER.fullmatch(cell) for cell in cells]
    numbers = [match for match in matches if match is not None]
    to_the_right = bool(cells) and len(numbers) == len(cells)
    if to_the_right:
        fraction = max(len(match[2] or "") for match in numbers)
        cells = [(match[1] or "") + (match[2] or "").ljust(fraction) for match in numbers]
    size = max([width(head), *map(width, cells)])
    return [_padded(head, size, to_the_right), "─" * size, *(_padded(cell, size, to_the_right) for cell in cells)]


def _padded(cell: str, size: int, to_the_right: bool) -> str:
    blanks = " " * (size - width(cell))
    return blanks + cell if to_the_right else cell + blanks


def shown_number(number: str, decimals: int | None) -> str:
    """A decimal for people, any other text as it is.

    It has at least `decimals` digits behind its point, and at most 12 significant ones, with ``…`` where more follow.
    """
    match = _DECIMAL.fullmatch(number)
    if match is None:
        return number
    whole, fraction = match[1], match[2] or ""
    if decimals is not None and len(fraction) <= decimals:
        return f"{'-' if number.startswith('-') else ''}{whole}{'.' if decimals else ''}{fraction.ljust(decimals, '0')}"
    leading = len(fraction) - len(fraction.lstrip("0")) if whole == "0" else 0
    kept = max(0, SHOWN_DIGITS - (0 if whole == "0" else len(whole))) + leading
    return number if len(fraction) <= kept else number[: len(number) - len(fraction) + kept] + CUT
