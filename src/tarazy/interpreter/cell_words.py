"""Cells in words: numbers as decimals and fractions, states and marks by their words, units beside them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.literal_text import date_text, percent_text, unit_noun_text
from tarazy.dsl.rounding_mode import RoundingMode, rounded
from tarazy.dsl.states import FAILURES, State
from tarazy.dsl.units import SINGULAR_AND_PLURAL, Shape, Shown, Unit, unit_text
from tarazy.grammar.keywords import Vocabulary, vocabulary
from tarazy.interpreter.cells import Cause, Cell, Mark, Missing, PlaceParts, Present, is_number, marks_of, plain
from tarazy.interpreter.exact import Number, exact_text, mul, to_text
from tarazy.interpreter.exact.reals import ZERO

TABLE_DIGITS = 20
"""Significant digits of a number in a table or a trace."""

SHOWN_DIGITS = 12
"""Significant digits of a number shown to a person."""

_ENCLOSURE_DIGITS = 30
_GUARD_DIGITS = 40

_SINGULAR: Mapping[str, str] = {plural: singular for singular, plural in SINGULAR_AND_PLURAL.values()}


_CONTEXTS = {Mark.ILLUSTRATIVE: "value", Mark.RECOMMENDATIONS_ONLY: "former_body"}
"""Where in the table of words a mark is that is no state."""


@frozen
class Reading:
    """A cell in words.

    Parameters
    ----------
    state
        Word for its state: ``present``, ``not applicable``, …; ``zero divisor`` and the like inside a computation.
    kind
        ``number``, ``yes/no``, ``date`` or ``word``; empty where there is no value.
    text
        The value: a word, or a decimal correctly rounded to at most 20 significant digits. A number is in the unit that
        stands beside it.
    exact
        A rational as ``n/d``, a whole one as ``n``; empty for every other value.
    enclosure
        Two decimals between which an irrational lies; empty for every other value.
    marks, causes
        Words of its marks, and what an unknown goes back to.
    """

    state: str
    kind: str = ""
    text: str = ""
    exact: str = ""
    enclosure: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    causes: tuple[CauseReading, ...] = ()


@frozen
class CauseReading:
    """A cause of an unknown: which name, in which state, where."""

    code: str
    state: str
    place: PlaceParts = field(default=())


@frozen(eq=False)
class CellWords:
    """Words of one language for cells.

    Parameters
    ----------
    words
        The language.
    """

    words: Vocabulary

    def state(self, cell: Cell) -> str:
        """Word for the state of a cell."""
        return self.state_word(cell.state if isinstance(cell, Missing) else State.PRESENT)

    def state_word(self, state: State) -> str:
        """Word for a state; one of a computation without a value is named by the rule that answers it."""
        return self.words.printed("field" if state in FAILURES else "state", state.value)

    def reading(self, cell: Cell, shape: Shape | None) -> Reading:
        """All of a cell in words."""
        if isinstance(cell, Missing):
            causes = tuple(self._cause(cause) for cause in cell.causes)
            return Reading(self.state(cell), causes=causes)
        value = plain(cell)
        marks = tuple(sorted(self._mark(mark) for mark in marks_of(cell)))
        if not is_number(value):
            kind = {bool: "yes/no", date: "date"}.get(type(value), "word")
            return Reading(self.state(cell), kind, self.word(value), marks=marks)
        number = in_shown_unit(value, shape)
        text = decimal(number)
        if isinstance(number, fmpq):
            return Reading(self.state(cell), "number", text, fraction(number), marks=marks)
        return Reading(self.state(cell), "number", text, enclosure=enclosure(number), marks=marks)

    def word(self, value: Present) -> str:
        """A present value that is no number."""
        if isinstance(value, bool):
            return self.words.printed("expression", "yes" if value else "no")
        return date_text(value, self.words) if isinstance(value, date) else str(value)

    def shown(self, cell: Cell, shape: Shape | None, *, unit: bool = True) -> str:
        """A cell for a person: its value with its unit, or its state."""
        if isinstance(cell, Missing):
            return self.state(cell)
        value = plain(cell)
        if not is_number(value):
            return self.word(value)
        if shape is not None and shape.shown is Shown.PERCENT:
            return percent_text(self._digits(short_decimal(_times(value, fmpq(100)))), self.words)
        text = short_decimal(in_shown_unit(value, shape))
        words = unit_words(shape) if unit else ""
        if self.words.language != "en":
            noun = unit_noun_text(words, self.words, text)
            return f"{self._digits(text)} {noun}" if noun else self._digits(text)
        return f"{text} {_SINGULAR.get(words, words) if text == '1' else words}" if words else text

    def _digits(self, text: str) -> str:
        """Digits with what stands before decimals in the language."""
        return text if self.words.language == "en" else text.replace(".", ",")

    def _mark(self, mark: Mark) -> str:
        return self.words.printed(_CONTEXTS.get(mark, "state"), mark.value)

    def _cause(self, cause: Cause) -> CauseReading:
        return CauseReading(cause.code, self.state_word(cause.state), cause.place)


@cache
def cell_words(language: str = "en") -> CellWords:
    """Words for cells in a language."""
    return CellWords(vocabulary(language))


# ---------------------------------------------------------------- units


@cache
def _unit_words(shape: Shape) -> str:
    if shape.unit.is_pure:
        return shape.unit.counted or ""
    return unit_text(shape.unit.base()).removeprefix("money ")


def unit_words(shape: Shape | None) -> str:
    """The unit of a number as it is written beside it: ``points``, ``KZT``, ``years``; empty for a pure number."""
    return "" if shape is None else _unit_words(shape)


def in_shown_unit(value: Number, shape: Shape | None) -> Number:
    """A number, kept in base units, in the unit that :func:`unit_words` names."""
    if shape is None or shape.unit.is_pure:
        return value
    scale = _usual_scale(shape.unit)
    return value if scale == 1 else _times(value, 1 / scale)


@cache
def _usual_scale(unit: Unit) -> fmpq:
    return unit.base().scale


def _times(value: Number, factor: fmpq) -> Number:
    return mul(value, factor)


# ---------------------------------------------------------------- numbers


def decimal(value: Number) -> str:
    """A number correctly rounded to at most 20 significant digits."""
    return to_text(value, TABLE_DIGITS)


def fraction(value: fmpq) -> str:
    """A rational as ``n/d``, a whole one as ``n``."""
    numerator: str = value.p.str()
    return numerator if value.q == 1 else f"{numerator}/{value.q.str()}"


def enclosure(value: Number) -> tuple[str, str]:
    """Two decimals of 30 significant digits between which an irrational lies."""
    low, high = (_significant(value, _ENCLOSURE_DIGITS, mode) for mode in (RoundingMode.FLOOR, RoundingMode.CEILING))
    return to_text(low, _ENCLOSURE_DIGITS), to_text(high, _ENCLOSURE_DIGITS)


def short_decimal(value: Number) -> str:
    """A number for a person: at most 12 significant digits, with ``…`` where more follow."""
    return _short_rational(int(value.p), int(value.q)) if isinstance(value, fmpq) else f"{_digits_of(value)}…"


@lru_cache(maxsize=1 << 17)
def _short_rational(numerator: int, denominator: int) -> str:
    value = fmpq(numerator, denominator)
    is_cut = exact_text(value, SHOWN_DIGITS) != ""
    return f"{_digits_of(value)}…" if is_cut else to_text(value, SHOWN_DIGITS)


def _digits_of(value: Number) -> str:
    return to_text(_significant(value, SHOWN_DIGITS, RoundingMode.DOWN), SHOWN_DIGITS)


def _significant(value: Number, digits: int, mode: RoundingMode) -> fmpq:
    """A number moved by `mode` to that many significant digits, by way of a decimal far closer than they are."""
    near = value if isinstance(value, fmpq) else fmpq(*_near(value))
    if near == ZERO:
        return near
    place = len(abs(near).p.str()) - len(near.q.str())
    if abs(near) < fmpq(10) ** place:
        place -= 1
    return rounded(near, mode, digits - 1 - place)


def _near(value: Number) -> tuple[int, int]:
    text = to_text(value, _GUARD_DIGITS)
    whole, _, decimals = text.partition(".")
    return int(whole + decimals), int(10 ** len(decimals))
