"""Cells as their file writes them, where that is not how a value is shown: ``1 234,5``, ``(95.0)``, ``31.12.2020``, or
``1`` for a word.

Texts of a column are kept only where one of them may be so. A column of plain numerals, dates or words costs one look.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tarazy.dsl.declarations import Column
from tarazy.dsl.value_types import DateType, NumberType, YesNoType

_PLAIN_NUMBERS = re.compile(r"[0-9.\-\n]*")
_PLAIN_DATES = re.compile(r"[0-9\-\n]*")
_PLAIN_ANSWERS = re.compile(r"(?:(?:yes|no)?\n)*(?:yes|no)?")


def texts_kept(column: Column, texts: Sequence[str]) -> Sequence[str] | None:
    """The texts of a column where a value may be shown in another way than it is written; else ``None``."""
    match column.type:
        case _ if column.codes:
            return texts
        case NumberType():
            plain = _PLAIN_NUMBERS if column.shape.unit.scale == 1 else None
        case DateType():
            plain = _PLAIN_DATES
        case YesNoType():
            plain = _PLAIN_ANSWERS
        case _:
            return None
    return texts if plain is None or plain.fullmatch("\n".join(texts)) is None else None
