"""The stroke that stands for `per` between two units, in the languages that have no word for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tarazy.dsl.tokens import Reading


def is_stroke_of_unit(reading: Reading) -> bool:
    """Whether a stroke is the word for `per` of a language that has no other: `дней/человек`, `1 /человек`."""
    if reading.vocabulary.printed("unit", "per") != "/" or not _letter_follows(reading, 1):
        return False
    if reading.last in ("UNIT", "EXPONENT"):
        return reading.is_glued()
    return (reading.last == "NUMERAL" and not reading.is_glued()) or (
        reading.last == "" and reading.start in ("column_type", "column_row")
    )


def _letter_follows(reading: Reading, length: int) -> bool:
    return reading.text[reading.position + length : reading.position + length + 1].isalpha()
