"""What is published, to whom, and how secret it may be; and what a release asks of a value before it is shown."""

from __future__ import annotations

from enum import Enum

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.source import Span


class Whom(Enum):
    """Whose values a line of a publication shows."""

    ALL = "all"
    LIST = "list"
    OWN = "own"
    """To each body its own."""


@frozen(eq=False)
class Shown:
    """A line under `shows`: code of the declaration, and whose values; `list` is the code of a list."""

    code: str
    whom: Whom
    list: str
    span: Span = field(repr=False)


@frozen(eq=False)
class Publication:
    """``publication NAME``.

    Parameters
    ----------
    not_above
        The highest mark that may be shown; empty where nothing is said.
    withheld
        What stands in place of a value that is not shown; empty where nothing is said.
    not_derivable
        Whether it must be impossible to compute what is not shown; ``None`` where nothing is said.
    not_before
        Codes of the deadlines that must be over.
    state_column
        Whether the state of each value is shown.
    """

    code: str
    label: str | None
    place: str
    not_above: str
    shows: tuple[Shown, ...]
    withheld: str
    not_derivable: bool | None
    not_before: tuple[str, ...]
    languages: tuple[str, ...]
    state_column: bool
    span: Span = field(repr=False)


@frozen(eq=False)
class Release:
    """``release NAME of X``: the mark that X keeps, and what its values must be made of to be shown.

    Parameters
    ----------
    of
        Code of the declaration.
    needs
        Fewest members; ``None`` where nothing is said.
    largest_share
        The most that one member may have of the whole, as a fraction; ``None`` where nothing is said.
    """

    code: str
    of: str
    keeps: str
    needs: int | None
    largest_share: fmpq | None
    span: Span = field(repr=False)
