"""Words of units: behind a numeral, in the type of a column, before `per`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tarazy.dsl.characters import check_scripts
from tarazy.grammar.keywords import vocabulary

if TYPE_CHECKING:
    from tarazy.dsl.tokens import Reading

BEFORE_UNIT = ("NUMERAL", "SCALE", "MONEY", "PER")
"""Tokens behind which the name of a unit may stand."""

_BARE_NAME = re.compile(r"[^\W\d]\w*")
_EXPONENT = re.compile(r"\^([0-9]{1,2})(?![0-9.])")


def read_unit(reading: Reading) -> bool:
    """Take a word of a unit; whether there is one."""
    found = reading.match("unit")
    if found is not None:
        add_unit_word(reading, *found)
        return True
    name = _BARE_NAME.match(reading.text, reading.position, reading.end)
    if reading.last not in BEFORE_UNIT or name is None or reading.text[name.end() : name.end() + 1] in ("(", "["):
        return False
    if reading.match("expression") or reading.match("state"):
        return False
    check_scripts(reading.source, reading.position, name.group())
    reading.add("UNIT", name.group(), len(name.group()))
    read_exponent(reading)
    return True


def add_unit_word(reading: Reading, key: str, length: int) -> None:
    """Take a word of the table of units."""
    if key in ("per", "money", "percent"):
        reading.add(key.upper(), key, length)
    elif key in ("thousand", "million", "billion"):
        reading.add("SCALE", key, length)
    else:
        reading.add("UNIT", vocabulary().printed("unit", key), length)
        read_exponent(reading)


def read_exponent(reading: Reading) -> None:
    """Take the exponent behind a unit, if there is one."""
    exponent = _EXPONENT.match(reading.text, reading.position, reading.end)
    if exponent is not None:
        reading.add("EXPONENT", int(exponent.group(1)), len(exponent.group()))


def read_unit_before_per(reading: Reading) -> bool:
    """Take a name that is a unit since `per` or an exponent follows it; whether there is one."""
    name = _BARE_NAME.match(reading.text, reading.position, reading.end)
    if name is None:
        return False
    after = reading.after(len(name.group()))
    per = reading.vocabulary.match("unit", reading.text, after, ("per",)) if after < reading.end else None
    raised = _EXPONENT.match(reading.text, name.end(), reading.end)
    if per is None and raised is None:
        return False
    check_scripts(reading.source, reading.position, name.group())
    reading.add("UNIT", name.group(), len(name.group()))
    read_exponent(reading)
    return True
