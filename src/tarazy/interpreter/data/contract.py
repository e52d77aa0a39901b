"""The contract of a column: what a cell must look like, and the value it stands for.

A reader is made once for each column and called for each cell; it returns the value or the fault. Values are
exact: a numeral is read digit by digit into a rational, in the base unit (``28`` of ``thousand KZT`` is
28000, ``90`` of ``%`` is 9/10). A numeral has ASCII digits, maybe a minus before and a point between them,
and at most `MOST_DIGITS` digits. Zeros at the end are not counted as decimals: they change no value, so
``0.50`` is fine where one decimal is declared. A range is compared with the number as it is written, in the
declared unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import assert_never

from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import Interval, number_text
from tarazy.dsl.nodes import Value
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape, Shown
from tarazy.dsl.value_types import (
    CategoryType,
    DateType,
    DirectionType,
    ElementType,
    NumberType,
    StateType,
    TextType,
    YesNoType,
)
from tarazy.interpreter.data.violations import Fault, fault, readable

MOST_DIGITS = 30
"""Digits of a numeral, before and after the point together."""

Cell = Value | State
"""What a cell holds: a value, or ``State.ABSENT`` where it is empty."""

Reader = Callable[[str], Cell | Fault]
"""What turns the text of a cell into its value."""

_NUMERAL = re.compile(r"(-?[0-9]+)(?:\.([0-9]+))?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_POWERS = [10**exponent for exponent in range(MOST_DIGITS + 1)]

_SPELLINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("exponent", re.compile(r"[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+")),
    ("special", re.compile(r"[+-]?(nan|inf|infinity)|#?n/?a|null|none|#[a-z0-9/]+[!?]?", re.IGNORECASE)),
    ("missing", re.compile(r"-+|–|—|\.+|…|\?+|x|[*]+", re.IGNORECASE)),
    ("comma", re.compile(r"-?[0-9]+,[0-9]+")),
    ("thousands", re.compile(r"-?[0-9]{1,3}([ \u00a0\u202f'’_,.][0-9]{3})+([.,][0-9]+)?")),
    ("blanks", re.compile(r"\s+-?[0-9.]+\s*|-?[0-9.]+\s+")),
    ("percent", re.compile(r"-?[0-9]+([.,][0-9]+)?\s*%")),
    ("minus", re.compile(r"[−–—][0-9]+(\.[0-9]+)?|\([0-9]+(\.[0-9]+)?\)|[0-9]+(\.[0-9]+)?-")),
    ("plus", re.compile(r"\+[0-9]+(\.[0-9]+)?")),
    ("point", re.compile(r"-?\.[0-9]+|-?[0-9]+\.")),
    ("digits", re.compile(r"-?\d+([.,٫]\d+)?")),
)
"""Usual ways to write a number, or that there is none, which are not ours; each has its own advice."""


def cell_reader(column: Column, members: Collection[str] | None, kind: str) -> Reader:
    """The reader of `column`.

    Parameters
    ----------
    members
        Codes of the list that the column refers to; ``None`` where it refers to none, or where its file could
        not be read, so that nothing can be said of a code.
    kind
        What an element of that list is called in messages: a variant of the catalogue's entry D659.
    """
    read = _coded(column) if column.codes else _plain_reader(column, members, kind)
    empty: Cell | Fault = State.ABSENT if column.may_be_absent else fault("D660")

    def of_text(text: str) -> Cell | Fault:
        return read(text) if text else empty

    return of_text


def _plain_reader(column: Column, members: Collection[str] | None, kind: str) -> Reader:
    match column.type:
        case NumberType():
            return _number_reader(column.decimals, column.range, base_units(column.shape))
        case YesNoType():
            return _word_reader("D654", {"yes": True, "no": False})
        case DirectionType():
            return _word_reader("D655", {"higher": "higher", "lower": "lower"})
        case CategoryType(_, words):
            return _word_reader("D656", {word: word for word in words})
        case DateType():
            return _read_date
        case ElementType(code):
            return element_reader(code, members, kind)
        case TextType():
            return lambda text: text
        case StateType():
            raise ValueError(f"column {column.name} is declared to hold states, which no column can")
        case _:
            assert_never(column.type)


def base_units(shape: Shape) -> fmpq:
    """How many base units the number 1 in a cell is."""
    return shape.unit.scale / 100 if shape.shown is Shown.PERCENT else shape.unit.scale


# ---------------------------------------------------------------- numbers


def _number_reader(decimals: int | None, allowed: Interval | None, factor: fmpq) -> Reader:
    numeral, powers, scaled = _NUMERAL.fullmatch, _POWERS, factor != 1
    most = MOST_DIGITS if decimals is None else decimals
    outside = _outside(allowed)

    def read(text: str) -> Cell | Fault:
        match = numeral(text)
        if match is None:
            return _misspelt(text)
        if len(text) > MOST_DIGITS and (digits := sum(map(str.isdigit, text))) > MOST_DIGITS:
            return fault("D651", value=readable(text), digits=f"{digits:,}", most=str(MOST_DIGITS))
        whole, fraction = match.groups()
        if fraction is None:
            value = fmpq(int(whole))
        else:
            if len(fraction) > most and len(fraction.rstrip("0")) > most:
                return _too_many_decimals(text, fraction, most)
            value = fmpq(int(whole + fraction), powers[len(fraction)])
        if outside is not None and outside(value):
            return fault("D653", value=text, range=range_text(allowed))
        return value * factor if scaled else value

    return read


def _outside(allowed: Interval | None) -> Callable[[fmpq], bool] | None:
    """Whether a number is outside; ``None`` where every number is inside.

    It is called for each cell, so the usual ranges are compared without a detour.
    """
    if allowed is None or (allowed.low is None and allowed.high is None):
        return None
    low, high = allowed.low, allowed.high
    low_is_open, high_is_open = low is not None and allowed.low_open, high is not None and allowed.high_open
    if low is not None and high is not None and not low_is_open and not high_is_open:
        return lambda value: value < low or value > high
    if low is not None and high is None and not low_is_open:
        return lambda value: value < low
    return lambda value: not allowed.contains(value)


def _misspelt(text: str) -> Fault:
    """Why a text is no numeral, by the usual ways to write one; where it can be, the numeral meant is
    proposed.
    """
    shown = readable(text)
    spelling = next((name for name, pattern in _SPELLINGS if pattern.fullmatch(text)), "")
    match spelling:
        case "comma":
            meant = text.replace(",", ".")
        case "blanks":
            meant = text.strip()
        case "plus":
            meant = text[1:]
        case "minus":
            meant = "-" + text.strip("−–—()-")
        case "point":
            sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
            meant = sign + (f"0{digits}" if digits.startswith(".") else digits.rstrip("."))
        case _:
            return fault("D650", spelling, value=shown)
    return fault("D650", spelling, value=shown, meant=readable(meant))


def _too_many_decimals(text: str, fraction: str, most: int) -> Fault:
    words = {"value": text, "decimals": str(len(fraction.rstrip("0"))), "most": str(most)}
    return Fault("D652", "whole" if most == 0 else "", words)


def range_text(allowed: Interval | None) -> str:
    """A range in words, as a column declares it: ``from 0 to 100``, ``above 0``, ``below 1``.

    >>> from tarazy.dsl.intervals import between
    >>> range_text(between(0, None, low_open=True)), range_text(between(20, 120))
    ('above 0', 'from 20 to 120')
    """
    if allowed is None:
        return "any number"
    if allowed.is_empty:
        return "no number at all"
    low = "" if allowed.low is None else f"{'above' if allowed.low_open else 'from'} {number_text(allowed.low)}"
    if allowed.high is None:
        return low.replace("from ", "at least ") or "any number"
    high = f"{'below' if allowed.high_open else 'to'} {number_text(allowed.high)}"
    if not low:
        return high.replace("to ", "at most ")
    return f"{low} {'and ' if allowed.high_open else ''}{high}"


# ---------------------------------------------------------------- words, dates, elements


def _coded(column: Column) -> Reader:
    """Only the declared codes are taken: a cell that holds the word itself is in another layout than was
    declared.
    """
    return _word_reader("D657", dict(column.codes), coded=True)


def _word_reader(code: str, meanings: Mapping[str, Value], *, coded: bool = False) -> Reader:
    words = listed(meanings, "or")

    def read(text: str) -> Cell | Fault:
        value = meanings.get(text)
        if value is not None:
            return value
        meant = None if coded else nearest(text, meanings)
        if meant is not None:
            return fault(code, "near", value=readable(text), words=words, meant=meant)
        return fault(code, value=readable(text), words=words)

    return read


def _read_date(text: str) -> Cell | Fault:
    match = _DATE.fullmatch(text)
    if match is None:
        return fault("D658", value=readable(text))
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return fault("D658", "none", value=text)


def element_reader(code: str, members: Collection[str] | None, kind: str) -> Reader:
    """The reader of cells that name an element of list `code`; parameters as for :func:`cell_reader`."""

    def read(text: str) -> Cell | Fault:
        return text if members is None or text in members else unknown_element(code, text, members, kind)

    return read


def unknown_element(code: str, text: str, members: Collection[str], kind: str) -> Fault:
    """The fault of a cell that names no element of list `code`, with the nearest code if one is near."""
    meant = nearest(text, members)
    words = {"value": readable(text), "list": code}
    if meant is None:
        return Fault("D659", kind, words)
    return Fault("D659", f"{kind}_near", {**words, "meant": meant})


def nearest(text: str, known: Collection[str]) -> str | None:
    """The known text that a misspelt one is likely to mean: the same but for case and blanks, else the most
    alike.
    """
    if len(text) > 64:
        return None
    plain = text.strip().casefold()
    same = next((one for one in known if one.casefold() == plain), None)
    if same is not None:
        return same
    return next(iter(get_close_matches(text, known, n=1, cutoff=0.6)), None)


def differ(before: Cell | Fault, after: Cell | Fault) -> bool:
    """Whether two cells hold different values; of one that broke its contract nothing is said."""
    return before != after and not isinstance(before, Fault) and not isinstance(after, Fault)


def cell_text(column: Column, cell: Cell | Fault) -> str:
    """A cell for a message, as a file of `column` has it."""
    match cell:
        case Fault() | State():
            return "nothing"
        case _:
            code = next((text for text, value in column.codes if value == cell), None)
    if code is None and isinstance(cell, fmpq):
        code = number_text(cell / base_units(column.shape))
    elif code is None and isinstance(cell, bool):
        code = "yes" if cell else "no"
    return f"`{readable(code or str(cell))}`"


def listed(words: Collection[str], conjunction: str) -> str:
    """Words for a message, in backquotes: `` `a`, `b` or `c` ``."""
    quoted = [f"`{readable(word)}`" for word in words]
    if len(quoted) < 2:
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} {conjunction} {quoted[-1]}"
