"""The contract of a column: what a cell must look like, and the value it stands for.

A reader is made once for each column and called for each cell; it returns the value or the fault. Values are
exact: a numeral is read digit by digit into a rational, in the base unit (``28`` of ``thousand KZT`` is
28000, ``90`` of ``%`` is 9/10). A range is compared with the number as it is written, in the declared unit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import assert_never

from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import number_text
from tarazy.dsl.nodes import Value
from tarazy.dsl.states import State
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
from tarazy.interpreter.data.cell_texts import LogicalText, NumberText, RefusedText
from tarazy.interpreter.data.numerals import PLAIN_FORM, NumberForm, base_units, held_number_reader, number_reader
from tarazy.interpreter.data.violations import Fault, fault, readable

Cell = Value | State
"""What a cell holds: a value, or ``State.ABSENT`` where it is empty."""

Reader = Callable[[str], Cell | Fault]
"""What turns the text of a cell into its value."""

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


def cell_reader(column: Column, members: Collection[str] | None, kind: str, form: NumberForm = PLAIN_FORM) -> Reader:
    """The reader of `column`.

    Parameters
    ----------
    members
        Codes of the list that the column refers to; ``None`` where it refers to none, or where its file could
        not be read, so that nothing can be said of a code.
    kind
        What an element of that list is called in messages: a variant of the catalogue's entry D659.
    form
        How numbers are written in the file.
    """
    states = {text: meaning for text, meaning in column.codes if isinstance(meaning, State)}
    has_words = len(states) < len(column.codes)
    plain = _coded(column) if has_words else _plain_reader(column, members, kind, form)
    read = _before(plain, states) if states else plain
    read_held = _held_reader(column, read, states, has_words=has_words)
    empty: Cell | Fault = State.ABSENT if column.may_be_absent else fault("D660")
    empty = states.get("", empty)

    def of_text(text: str) -> Cell | Fault:
        if type(text) is not str:
            return read_held(text)
        return read(text) if text else empty

    return of_text


def _before(read: Reader, states: Mapping[str, State]) -> Reader:
    """A reader that knows the texts of `states`, and leaves every other to `read`."""

    def of_text(text: str) -> Cell | Fault:
        state = states.get(text)
        return read(text) if state is None else state

    return of_text


def _held_reader(column: Column, read: Reader, states: Mapping[str, State], *, has_words: bool) -> Reader:
    """The reader of cells that the file holds as something else than text."""
    is_number = isinstance(column.type, NumberType) and not has_words
    is_logical = isinstance(column.type, YesNoType) and not has_words
    read_number = held_number_reader(column) if is_number else read

    def of_held(text: str) -> Cell | Fault:
        match text:
            case RefusedText():
                return text.fault
            case _ if states and str(text) in states:
                return states[str(text)]
            case NumberText() if is_number:
                return read_number(text)
            case LogicalText() if is_logical:
                return text == LogicalText.TRUE
            case _:
                return read(str(text))

    return of_held


def _plain_reader(column: Column, members: Collection[str] | None, kind: str, form: NumberForm) -> Reader:
    match column.type:
        case NumberType():
            return number_reader(column, form)
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


# ---------------------------------------------------------------- words, dates, elements


def _coded(column: Column) -> Reader:
    """Only the declared codes are taken: a cell that holds the word itself is in another layout than was
    declared. A column whose codes are states alone has its values as they are.
    """
    return _word_reader("D657", dict(column.codes), coded=True)


def _word_reader(code: str, meanings: Mapping[str, Cell], *, coded: bool = False) -> Reader:
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
