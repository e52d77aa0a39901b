"""Tables in plain text: numbers to the right, words to the left, a rule under the heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

from tarazy.workbench.display_text import visible, width

_NUMBER = re.compile(r"[-−+]?[\d.,]+|")
_GAP = "  "


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table without line end at its end; columns that hold numbers only are set to the right."""
    shown = [[visible(cell) for cell in row] for row in rows]
    columns = list(zip_longest(*shown, fillvalue="")) or [()] * len(heads)
    widths = [max([width(head), *map(width, column)]) for head, column in zip(heads, columns, strict=True)]
    right = [bool(column) and all(_NUMBER.fullmatch(cell) for cell in column) for column in columns]
    rule = ["─" * size for size in widths]
    lines = [list(heads), rule, *shown]
    return "\n".join(_GAP.join(_cells(line, widths, right)).rstrip() for line in lines)


def _cells(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> list[str]:
    padded = []
    for cell, size, to_the_right in zip(line, widths, right, strict=True):
        blanks = " " * (size - width(cell))
        padded.append(blanks + cell if to_the_right else cell + blanks)
    return padded


def with_decimals(number: str, decimals: int | None) -> str:
    """A decimal as text with at least `decimals` digits behind its point; any other text as it is."""
    if decimals is None or decimals <= 0 or not re.fullmatch(r"-?\d+(?:\.\d+)?", number):
        return number
    whole, _, fraction = number.partition(".")
    return f"{whole}.{fraction.ljust(decimals, '0')}"
