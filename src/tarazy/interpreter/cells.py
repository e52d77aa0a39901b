"""Cells: what a node has at a place. A present value, with or without marks, or the reason why there is none.

A plain present value is held bare, so that a number costs no wrapper; most cells are bare `fmpq`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from enum import Enum
from typing import TypeAlias, TypeGuard

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.periods import Period
from tarazy.dsl.states import FAILURES, UNKNOWN, State
from tarazy.interpreter.exact import Number, compare
from tarazy.interpreter.exact.reals import Logarithm, Product, Sum

Present: TypeAlias = fmpq | Logarithm | Product | Sum | bool | str | date
"""A present value: number, yes/no, word (text, category, an element's code, a direction, a state's key), date."""

REALS = (Logarithm, Product, Sum)
"""Classes of irrational numbers."""

PlaceParts: TypeAlias = tuple[tuple[str, str | Period | None], ...]
"""A place by names: each axis with the element's code or the period."""


class Mark(Enum):
    """What is said of a present value beside it; every operation unites the marks of its operands."""

    IMPUTED = "imputed"
    DISPUTED = "disputed"
    LATE = "late"
    ILLUSTRATIVE = "illustrative"
    RECOMMENDATIONS_ONLY = "recommendations_only"


@frozen
class Cause:
    """What an unknown goes back to.

    Parameters
    ----------
    code
        ``source.column``, ``list.column``, or the code of a parameter or declaration; ``undetermined`` for a value that
        the text leaves open, with what is to be settled.
    state
        State in which it was met.
    place
        Where along its own axes.
    is_hole
        Whether the text itself leaves it open: no datum is missing, and no rule for missing data answers it.
    """

    code: str
    state: State
    place: PlaceParts = ()
    is_hole: bool = False


@frozen
class Missing:
    """No value, and why.

    Parameters
    ----------
    state
        Any but *present*. Unknown operands of different states leave *not computed*.
    causes
        Of an unknown: in the order met, each once. *Not applicable* and *not counted* have none.
    outside
        *Not applicable* because the place is outside ``applies to``: such a member leaves the coverage as well.
    """

    state: State
    causes: tuple[Cause, ...] = ()
    outside: bool = field(default=False, eq=False)

    @property
    def rests_on_hole(self) -> bool:
        """Whether something that the text leaves open is among the causes."""
        return any(cause.is_hole for cause in self.causes)


@frozen
class Marked:
    """A present value with at least one mark."""

    value: Present
    marks: frozenset[Mark]


Cell: TypeAlias = Present | Marked | Missing

NOT_APPLICABLE = Missing(State.NOT_APPLICABLE)
NOT_COUNTED = Missing(State.NOT_COUNTED)
OUTSIDE = Missing(State.NOT_APPLICABLE, outside=True)
ZERO_DIVISOR = Missing(State.ZERO_DIVISOR)
ALL_EQUAL = Missing(State.ALL_EQUAL)
NOTHING_TO_COUNT = Missing(State.NOTHING_TO_COUNT)

NO_FORMER_PERIOD = "no former period"
"""The cause of what is absent because the data do not reach so far back."""

_IMPUTED = frozenset({Mark.IMPUTED})
ILLUSTRATIVE = frozenset({Mark.ILLUSTRATIVE})
"""The mark of what rests on a number that no act gives."""


def is_number(value: Present) -> TypeGuard[Number]:
    """Whether a present value is a number."""
    return type(value) is fmpq or isinstance(value, REALS)


def number(value: Present) -> Number:
    """`value`, which the checker has shown to be a number."""
    if type(value) is fmpq or isinstance(value, REALS):
        return value
    raise TypeError(f"a number is expected here, not {value!r}")


def state_of(cell: Cell) -> State:
    """State of a cell as a reader meets it: a computation without a value is *not computed*."""
    if type(cell) is not Missing:
        return State.PRESENT
    return State.NOT_COMPUTED if cell.state in FAILURES else cell.state


def plain(cell: Present | Marked) -> Present:
    """The value of a present cell without its marks."""
    return cell.value if isinstance(cell, Marked) else cell


def marks_of(cell: Cell) -> frozenset[Mark]:
    """Marks of a cell; a missing one has none."""
    return cell.marks if isinstance(cell, Marked) else frozenset()


def with_marks(cell: Cell, marks: frozenset[Mark]) -> Cell:
    """`cell` with `marks` added, if it is present."""
    if not marks or isinstance(cell, Missing):
        return cell
    if isinstance(cell, Marked):
        return Marked(cell.value, cell.marks | marks)
    return Marked(cell, marks)


def imputed(cell: Cell) -> Cell:
    """`cell` marked as imputed, if it is present."""
    return with_marks(cell, _IMPUTED)


def united_causes(missing: Iterable[Missing]) -> tuple[Cause, ...]:
    """Causes of all, in order, each once."""
    return tuple(dict.fromkeys(cause for one in missing for cause in one.causes))


def combined(cells: Iterable[Cell]) -> Missing | None:
    """What an operation on `cells` is when some are missing: N, U, unknown, failure, in that order; else `None`."""
    missing = [cell for cell in cells if isinstance(cell, Missing)]
    if len(missing) < 2:
        return missing[0] if missing else None
    states = {one.state for one in missing}
    if State.NOT_APPLICABLE in states:
        return OUTSIDE if any(one.outside for one in missing) else NOT_APPLICABLE
    if State.NOT_COUNTED in states:
        return NOT_COUNTED
    unknown = [one for one in missing if one.state in UNKNOWN]
    if not unknown:
        return min(missing, key=lambda one: _FAILURE_ORDER[one.state])
    states &= UNKNOWN
    return Missing(states.pop() if len(states) == 1 else State.NOT_COMPUTED, united_causes(unknown))


_FAILURE_ORDER = {State.ZERO_DIVISOR: 0, State.ALL_EQUAL: 1, State.NOTHING_TO_COUNT: 2}


def lifted(operation: Callable[..., Cell], *cells: Cell) -> Cell:
    """`operation` on the values of `cells`, with their marks united; missing cells are combined instead."""
    for cell in cells:
        if type(cell) is Missing or type(cell) is Marked:
            break
    else:
        return operation(*cells)
    missing = combined(cells)
    if missing is not None:
        return missing
    marks: frozenset[Mark] = frozenset().union(*(marks_of(cell) for cell in cells))
    return with_marks(operation(*[plain(cell) for cell in cells if not isinstance(cell, Missing)]), marks)


def order(left: Present, right: Present) -> int:
    """-1, 0 or 1 as `left` is below, equal to or above `right`: two numbers or two dates.

    Raises:
        UndecidedTie: two irrational numbers cannot be told apart.
    """
    if type(left) is fmpq and type(right) is fmpq:
        return int(left > right) - int(left < right)
    if isinstance(left, date) and isinstance(right, date):
        return int(left > right) - int(left < right)
    return compare(number(left), number(right))


def values_equal(left: Present, right: Present) -> bool:
    """Whether two present values are the same. Raises `UndecidedTie` as `order` does."""
    if type(left) is str or type(right) is str:
        return left == right
    if is_number(left) and is_number(right):
        return compare(left, right) == 0
    return type(left) is type(right) and left == right


def same_cell(left: Cell, right: Cell) -> bool:
    """Whether two cells are the same in state, value, causes and marks. Raises `UndecidedTie` as `order` does."""
    if isinstance(left, Missing) or isinstance(right, Missing):
        return left == right if isinstance(left, Missing) and isinstance(right, Missing) else False
    return marks_of(left) == marks_of(right) and values_equal(plain(left), plain(right))
