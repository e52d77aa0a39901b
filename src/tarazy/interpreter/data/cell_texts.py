"""Texts of cells that a file holds as something else than text.

A cell of a text file is a ``str`` and nothing else. A workbook or a database says more: that a cell is a number, held
exactly or in binary, that it is a logical value, that it has no value to be read. Each is a text as well, the one
shown in messages, so that only who reads a column needs to know the difference.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar, Self, TypeVar

from tarazy.interpreter.data.violations import Fault

Read = TypeVar("Read")
"""What a cell is read as."""

BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Characters that make a text look another than it is (Unicode Standard Annex 9)."""


class NumberText(str):
    """A number in ASCII digits, with a minus before and a point between them where needed.

    Parameters
    ----------
    text
        The digits.
    spacing
        Distance from a number held in binary to the next such number; ``None`` where it is held exactly. Where it is
        smaller than the last decimal declared, no other number of so many decimals is held in the same way, so that
        the digits are those which were put in.
    needs_decimals
        Whether the number is taken only where the column declares its decimals.
    percent
        Whether the file shows the number as percent: 0.9 as 90 %.
    """

    __slots__ = ("needs_decimals", "percent", "spacing")
    spacing: float | None
    needs_decimals: bool
    percent: bool

    def __new__(
        cls, text: str, spacing: float | None = None, *, needs_decimals: bool = False, percent: bool = False
    ) -> Self:
        """The text with what the file says of it."""
        made = super().__new__(cls, text)
        made.spacing, made.needs_decimals, made.percent = spacing, needs_decimals, percent
        return made


class LogicalText(str):
    """A logical value: ``TRUE`` or ``FALSE``."""

    __slots__ = ()
    TRUE: ClassVar[str] = "TRUE"
    FALSE: ClassVar[str] = "FALSE"


class RefusedText(str):
    """What stands in a cell whose value cannot be read; `fault` says why."""

    __slots__ = ("fault",)
    fault: Fault

    def __new__(cls, text: str, fault: Fault) -> Self:
        """The text with its fault."""
        made = super().__new__(cls, text)
        made.fault = fault
        return made


def plain(texts: Sequence[str]) -> Sequence[str]:
    """`texts` as nothing but text, for a column of codes."""
    return texts if set(map(type, texts)) <= {str} else [str(text) for text in texts]


def with_refusals(texts: Sequence[str], cells: Sequence[Read]) -> Sequence[Read | Fault]:
    """`cells`, which were read from `texts`, with the fault of each that cannot be read whatever it is read as."""
    if RefusedText not in set(map(type, texts)):
        return cells
    return [text.fault if type(text) is RefusedText else cell for text, cell in zip(texts, cells, strict=True)]
