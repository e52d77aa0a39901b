"""Decimals of the table of results as people read them."""

from __future__ import annotations

import re

from tarazy.interpreter.cell_words import SHOWN_DIGITS

CUT = "…"
"""Stands where digits were left out."""

_DECIMAL = re.compile(r"-?(\d+)(?:\.(\d+))?")


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
