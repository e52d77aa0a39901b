"""Endings of cases behind a number, ``90 %-дан``, ``5-го``: nothing is governed in the language, so none is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.source import Span

if TYPE_CHECKING:
    from tarazy.dsl.tokens import Reading

_BEFORE = frozenset({"NUMERAL", "PERCENT", "UNIT", "DATE"})
_ENDING = re.compile(
    r"-(?:д[ае]н|т[ае]н|н[ае]н|ғ[ае]|г[ае]|қ[ае]|к[ае]|н[ае]|д[ае]|т[ае]|[дтн][ыі]ң|[дтн][ыі]|[мбп]ен"
    r"|[ыі]?нш[ыі]|й|го|му|м|х|ти|ми|ый|ой|ая|ое)(?!\w)"
)
"""Endings of Kazakh cases and ordinals, and of Russian ones as they are put behind digits."""


def refuse_ending(reading: Reading) -> None:
    """Refuse an ending that stands next, right behind a number or its unit.

    Raises
    ------
    Refused
        P110 with the number as it is written without the ending.
    """
    if reading.last not in _BEFORE or not reading.is_glued():
        return
    ending = _ENDING.match(reading.text, reading.position, reading.end)
    if ending is None:
        return
    start = _start_of_number(reading)
    number = Span(reading.source, start, reading.position)
    place = Span(reading.source, start, ending.end())
    raise Refused(finding("P110", place, variant="ending", found=place.text, ending=ending.group(), fixed=number.text))


def _start_of_number(reading: Reading) -> int:
    """Where the number begins whose unit was read last."""
    numerals = [token for token in reading.tokens if token.type in ("NUMERAL", "DATE")]
    return numerals[-1].start_pos if numerals else reading.tokens[-1].start_pos
