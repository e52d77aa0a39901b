"""Who is outside a declaration by something other than its own lines: by a scope, or by a conflict not yet settled."""

from __future__ import annotations

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.source import Span


@frozen(eq=False)
class Outside:
    """A body, or all bodies of a list, to whom a declaration does not apply.

    Parameters
    ----------
    kind, by
        Kind and code of the declaration that says so: ``scope`` or ``known_conflict``.
    of
        Code of the body or of the list.
    is_list
        Which of the two `of` is.
    """

    kind: str
    by: str
    of: str
    is_list: bool
    basis: tuple[syntax.Citation | syntax.Undetermined, ...] = field(repr=False)
    span: Span = field(repr=False)


@frozen(eq=False)
class Activity:
    """A part of the activity of some bodies that is left out for one: rows of registers that its column marks.

    Parameters
    ----------
    code, name
        Its code, and the word that stands in the column.
    bodies
        Codes of the bodies for which it is left out.
    column
        Name of the column of registers.
    whole
        Codes of the sources and registers whose data are taken whole.
    """

    code: str
    name: str
    bodies: tuple[str, ...]
    column: str
    whole: tuple[str, ...]
    span: Span = field(repr=False)
