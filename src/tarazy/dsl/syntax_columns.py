"""What is written of a column: its type, its range, its codes; a part of the tree of :mod:`tarazy.dsl.syntax`."""

from __future__ import annotations

from attrs import field, frozen
from flint import fmpq

from tarazy.dsl.source import Span
from tarazy.dsl.units import UnitFactor


@frozen
class TypeName:
    """First part of a column's type.

    kinds: ``number``, ``percent``, ``text``, ``date``, ``yes_no``, ``direction``, ``list``, ``one_of`` (`categories`),
    ``quantity`` (`unit`: ``years``, ``money KZT``, ``points``), ``reference`` (`name` of a list, or of a unit or
    dimension: which of them is settled when names are).
    """

    kind: str
    unit: tuple[UnitFactor, ...] = ()
    categories: tuple[str, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Range:
    """``0 to 100``, ``above 0 to 10``, ``0 and above``; an end is ``None`` where open to infinity."""

    low: fmpq | None
    low_open: bool
    high: fmpq | None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class Code:
    """``1 = higher`` of ``coded``: a cell's text and what it means (`meaning`: key of a word, or a category's name)."""

    cell: str
    meaning: str
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class ColumnType:
    """``number, 6 decimals, 0 to 1_000, may be absent``; decimals and the title in the file only where declared."""

    base: TypeName
    decimals: int | None = None
    range: Range | None = None
    may_be_absent: bool = False
    codes: tuple[Code, ...] = ()
    several: bool = False
    title: str | None = None
    span: Span = field(eq=False, repr=False, kw_only=True)


@frozen
class BoundColumn:
    """``titled "Plan", 1 decimal, 0 and above``: what a binding says of a column, each as in :class:`ColumnType`."""

    title: str | None = None
    decimals: int | None = None
    range: Range | None = None
    may_be_absent: bool = False
    codes: tuple[Code, ...] = ()
    span: Span = field(eq=False, repr=False, kw_only=True)
