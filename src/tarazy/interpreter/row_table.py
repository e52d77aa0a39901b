"""The rows of a register as evaluation asks for them; whoever holds them, in memory or in a database, will do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any, Protocol

from attrs import frozen
from flint import fmpq

from tarazy.dsl.periods import PartOfYear, Period
from tarazy.dsl.states import State
from tarazy.interpreter.cells import Cell

Owner = tuple[str, ...]
"""Elements that a row belongs to, in the order of the register's `belongs to`."""

Span = tuple[int, int]
"""The first period and the last, by their ordinals."""


def ordinal(period: Period) -> int:
    """A period as a whole number: neighbours differ by one."""
    return period.number if isinstance(period, PartOfYear) else period


def period_of(number: int, parts: int) -> Period:
    """The period of an ordinal, a year having `parts` of them."""
    return number if parts == 1 else PartOfYear(parts, number)


class Held(Enum):
    """What the cells of a column are in SQL."""

    NUMBER = "number"
    """A whole number: the one meant times 10 to the power of its decimals, in the column's unit."""
    DATE = "date"
    LOGICAL = "logical"
    WORD = "word"


@frozen
class HeldColumn:
    """A column in SQL.

    Parameters
    ----------
    name
        Its name there.
    kind
        What its cells are.
    scale
        What 1 in SQL is worth, in base units, of a number.
    low, high
        Least and greatest cell: whole numbers, or dates by their ordinals; both 0 where there is none.
    nullable
        Whether a cell is absent.
    words
        All words in it, sorted, where they are few enough to be kept.
    """

    name: str
    kind: Held
    scale: fmpq = fmpq(1)  # noqa: RUF009 - a rational never changes
    low: int = 0
    high: int = 0
    nullable: bool = False
    words: tuple[str, ...] | None = None


@frozen
class RowOrigin:
    """Where a row stands: file, its hash, sheet or table, and the row counted from 1 with the header row."""

    file: str
    sha256: str
    sheet: str
    row: int


class RowTable(Protocol):
    """Rows, each known by a number that counts from 0."""

    @property
    def held(self) -> Mapping[str, HeldColumn]:
        """Columns that SQL can be asked about, by name; none where the rows are in no database."""

    @property
    def size(self) -> int:
        """How many rows there are."""

    @property
    def relation(self) -> str:
        """What SQL selects rows from: a table, or a question in brackets."""

    @property
    def span(self) -> Span | None:
        """First and last period of any row; ``None`` where there is none, or rows belong to no period."""

    def covers(self, period: Period) -> bool:
        """Whether the register reaches to `period`: any row is of it, or a file is declared to be."""

    def rows(self, owner: Owner, periods: Span | None) -> Sequence[int]:
        """Rows that belong to `owner` in `periods`, in the order of the files; of no period in particular with
        ``None``.
        """

    def cell(self, column: str, row: int) -> Cell | State:
        """A cell as read."""

    def rows_hash(self, rows: Sequence[int]) -> str:
        """The hash of rows; see :mod:`tarazy.interpreter.data.row_hash`."""

    def listed(self, rows: Sequence[int]) -> list[tuple[RowOrigin | None, tuple[Cell | State, ...]]]:
        """Where rows stand, and their cells in the order of the register's columns."""

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Files that the rows were read from, each with the SHA-256 of its bytes."""

    def query(self, text: str) -> list[tuple[Any, ...]] | None:
        """What SQL answers; ``None`` where a number grows too large for it."""
