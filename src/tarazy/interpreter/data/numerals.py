"""Numbers as they are written in data.

A numeral is read digit by digit into a rational. It has ASCII digits, `MOST_DIGITS` at most, maybe a minus before, and
the declared decimal mark between them. Where blanks are declared to part thousands, the digits before the mark may
stand in groups of three, parted by one and the same blank, and such blanks around the number do no harm. Nothing else
is a number; what is usual elsewhere is named with what it may mean. Zeros at the end are not counted as decimals: they
change no value, so ``0.50`` is fine where one decimal is declared.

A number that a workbook or a database holds as such is read by its digits. One held in binary is taken only where the
digits are those that were put in: where no other number with the declared decimals is held in the same way, or where
no decimals are declared and it has `SURE_DIGITS` digits at most.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen
from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import Interval, number_text
from tarazy.dsl.nodes import Value
from tarazy.dsl.table_layout import TableLayout
from tarazy.dsl.units import PURE, Shape, Shown
from tarazy.interpreter.data.cell_texts import NumberText
from tarazy.interpreter.data.violations import Fault, fault, readable

MOST_DIGITS = 30
"""Digits of a numeral, before and after the mark together."""

SURE_DIGITS = 15
"""Decimal digits that any binary number of 64 bits keeps (IEEE 754, ``DBL_DIG``)."""

NumberReader = Callable[[str], Value | Fault]
"""What turns the text of a number into its value, in the base unit."""

_POWERS = [10**exponent for exponent in range(MOST_DIGITS + 1)]

_SPELLINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("exponent", re.compile(r"[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+")),
    ("special", re.compile(r"[+-]?(nan|inf|infinity)|#?n/?a|н/?д|null|none|#[a-zа-я0-9/]+[!?]?", re.IGNORECASE)),
    ("missing", re.compile(r"-+|–|—|\.+|…|\?+|x|[*]+", re.IGNORECASE)),
    ("date", re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:.]+)?|[0-9]{2}\.[0-9]{2}\.[0-9]{4}")),
    ("logical", re.compile(r"true|false|yes|no", re.IGNORECASE)),
    ("ambiguous", re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")),
    ("comma", re.compile(r"-?[0-9]+,[0-9]+")),
    ("dot", re.compile(r"-?[0-9]+\.[0-9]+")),
    ("thousands", re.compile(r"-?[0-9]{1,3}([ \u00a0\u202f'’_,.][0-9]{3})+([.,][0-9]+)?")),
    ("groups", re.compile(r"-?[0-9]+([ \u00a0\u202f][0-9]+)+([.,][0-9]+)?")),
    ("blanks", re.compile(r"\s+-?[0-9.,]+\s*|-?[0-9.,]+\s+")),
    ("percent", re.compile(r"-?[0-9]+([.,][0-9]+)?\s*%")),
    ("minus", re.compile(r"[−–—][0-9]+([.,][0-9]+)?|\([0-9]+([.,][0-9]+)?\)|[0-9]+([.,][0-9]+)?-")),
    ("plus", re.compile(r"\+[0-9]+([.,][0-9]+)?")),
    ("point", re.compile(r"-?[.,][0-9]+|-?[0-9]+[.,]")),
    ("digits", re.compile(r"-?\d+([.,٫]\d+)?")),
)
"""Usual ways to write a number, or that there is none, which are not declared; each has its own advice."""


@frozen
class NumberForm:
    """How numbers are written in a text: the decimal mark, and what may part thousands."""

    decimal: str = "."
    thousands: tuple[str, ...] = ()

    @property
    def numeral(self) -> re.Pattern[str]:
        """What a number looks like: the group `whole`, up to the mark with what parts thousands, and `fraction`."""
        fraction = rf"(?:{re.escape(self.decimal)}(?P<fraction>[0-9]+))?"
        if not self.thousands:
            return re.compile(rf"(?P<whole>-?[0-9]+){fraction}")
        blank = "[" + re.escape("".join(self.thousands)) + "]"
        groups = rf"[0-9]{{1,3}}(?P<blank>{blank})[0-9]{{3}}(?:(?P=blank)[0-9]{{3}})*"
        return re.compile(rf"{blank}*(?P<whole>-?(?:{groups}|[0-9]+)){fraction}{blank}*")


PLAIN_FORM = NumberForm()
"""Digits and a point."""


def number_form(layout: TableLayout) -> NumberForm:
    """The form of numbers in a file of `layout`."""
    return NumberForm(layout.decimal, layout.thousands)


def base_units(shape: Shape) -> fmpq:
    """How many base units the number 1 in a cell is."""
    return shape.unit.scale / 100 if shape.shown is Shown.PERCENT else shape.unit.scale


def number_reader(column: Column, form: NumberForm) -> NumberReader:
    """The reader of texts in `form`, for a column of numbers."""
    numeral, powers = form.numeral.fullmatch, _POWERS
    blanks = str.maketrans("", "", "".join(form.thousands)) if form.thousands else None
    factor = base_units(column.shape)
    outside, scaled, allowed = _outside(column.range), factor != 1, column.range
    most = MOST_DIGITS if column.decimals is None else column.decimals

    def read(text: str) -> Value | Fault:
        match = numeral(text)
        if match is None:
            return _misspelt(text, form)
        if len(text) > MOST_DIGITS and (digits := sum(map(str.isdigit, text))) > MOST_DIGITS:
            return fault("D651", value=readable(text), digits=f"{digits:,}", most=str(MOST_DIGITS))
        if blanks is None:
            whole, fraction = match.groups()
        else:
            whole, fraction = match["whole"].translate(blanks), match["fraction"]
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


def held_number_reader(column: Column) -> Callable[[NumberText], Value | Fault]:
    """The reader of numbers that the file holds as such, for a column of numbers."""
    read = number_reader(column, PLAIN_FORM)
    shape = column.shape

    def of_number(number: NumberText) -> Value | Fault:
        if number.spacing is not None:
            unsure = _unsure(number, number.spacing, column.decimals)
            if unsure is not None:
                return unsure
        if not number.percent or (shape.unit == PURE and shape.shown is not Shown.PERCENT):
            return read(str(number))
        if shape.unit == PURE:
            return read(_hundredfold(str(number)))
        return fault("D650", "shown_percent", value=_hundredfold(str(number)) + " %")

    return of_number


def _unsure(number: NumberText, spacing: float, decimals: int | None) -> Fault | None:
    """Why nobody can say which digits were put in; ``None`` where they are sure."""
    if decimals is not None:
        fraction = number.partition(".")[2]
        if len(fraction) > decimals and len(number.strip("-0.").replace(".", "")) > SURE_DIGITS:
            return fault("D652", "binary", value=str(number), decimals=str(len(fraction)), most=str(decimals))
        if fmpq(*spacing.as_integer_ratio()) < fmpq(1, 10**decimals):
            return None
        return fault("D672", value=str(number), decimals=str(decimals))
    if number.needs_decimals:
        return Fault("D671", "", {}, of_column=True)
    if len(number.strip("-0.").replace(".", "")) <= SURE_DIGITS:
        return None
    return fault("D672", "undeclared", value=str(number), most=str(SURE_DIGITS))


def _hundredfold(digits: str) -> str:
    """A numeral with its point two places to the right.

    >>> _hundredfold("0.9"), _hundredfold("-1.2345"), _hundredfold("3")
    ('90', '-123.45', '300')
    """
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    whole, _, fraction = digits.partition(".")
    fraction = fraction.ljust(2, "0")
    moved = (whole + fraction[:2]).lstrip("0") or "0"
    return f"{sign}{moved}.{fraction[2:]}" if fraction[2:] else sign + moved


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


def _misspelt(text: str, form: NumberForm) -> Fault:
    """Why a text is no numeral, by the usual ways to write one; where it can be, the numeral meant is
    proposed.
    """
    shown, mark = readable(text), form.decimal
    other = "," if mark == "." else "."
    spelling = next((name for name, pattern in _SPELLINGS if pattern.fullmatch(text)), "")
    match spelling:
        case "ambiguous":
            meant, whole = text.replace(other, mark), text.replace(other, "")
            return fault("D650", "ambiguous", value=shown, meant=meant, whole=whole, mark=_mark_name(mark))
        case "comma" | "dot":
            meant = text.replace(other, mark)
        case "blanks":
            meant = text.strip()
        case "plus":
            meant = text[1:]
        case "minus":
            meant = "-" + text.strip("−–—()-")
        case "point":
            sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
            meant = sign + (f"0{digits}" if digits.startswith((".", ",")) else digits.rstrip(".,"))
        case _:
            return fault("D650", spelling, value=shown)
    return fault("D650", spelling, value=shown, meant=readable(meant))


def _mark_name(mark: str) -> str:
    return "dot" if mark == "." else "comma"


def _too_many_decimals(text: str, fraction: str, most: int) -> Fault:
    words = {"value": readable(text), "decimals": str(len(fraction.rstrip("0"))), "most": str(most)}
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
