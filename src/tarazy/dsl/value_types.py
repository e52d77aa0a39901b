"""Types of values."""

from __future__ import annotations

from attrs import frozen


@frozen
class NumberType:
    """A number; its unit is told apart by its shape."""


@frozen
class YesNoType:
    """Yes or no; never a number."""


@frozen
class DateType:
    """A calendar date."""


@frozen
class TextType:
    """A text that is only shown and compared."""


@frozen
class DirectionType:
    """``higher`` or ``lower``: which way a value is better."""


@frozen
class CategoryType:
    """One of a closed set of words; `owner` says whose (``measures.domain``, a grade's code)."""

    owner: str
    words: tuple[str, ...]


@frozen
class ElementType:
    """An element of the list with this code."""

    list: str


@frozen
class StateType:
    """The state of a value, as ``state(x)`` gives it."""


ValueType = NumberType | YesNoType | DateType | TextType | DirectionType | CategoryType | ElementType | StateType
