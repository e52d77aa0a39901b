"""A register with its names resolved: a table of events, each of which belongs to someone at some time."""

from __future__ import annotations

from functools import cached_property

from attrs import evolve, frozen

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Column
from tarazy.dsl.over import row_axis
from tarazy.dsl.source import Span
from tarazy.dsl.table_layout import PLAIN, TableLayout

_PERIOD = "period"


@frozen(eq=False)
class Owner:
    """A column that says whose a row is: `axis` is the code of the root list, `list` that of the list named."""

    column: str
    axis: str
    list: str


@frozen(eq=False)
class RegisterDeclaration:
    """A register: rows of any number, told apart by `key`.

    Parameters
    ----------
    key
        Names of the columns that tell the rows apart.
    owners
        Columns that say whose a row is.
    date
        Name of the column by whose date a row belongs to a period; ``None`` where it does by another way or by none.
    period_name, period_title
        Name of a column that holds the period itself, and its title in the file; ``None`` where there is none.
    parts
        How many periods of the methodology's length a year has.
    columns
        Those declared, and before them those of the key that are not, which are texts.
    """

    code: str
    label: str | None
    kind: str | None
    holder: str | None
    verification: str | None
    basis: tuple[syntax.Citation | syntax.Undetermined, ...]
    files: tuple[syntax.FileReference, ...]
    key: tuple[str, ...]
    owners: tuple[Owner, ...]
    date: str | None
    period_name: str | None
    period_title: str | None
    parts: int
    columns: tuple[Column, ...]
    span: Span
    layout: TableLayout = PLAIN

    def layout_of(self, file: syntax.FileReference) -> TableLayout:
        """How the table in one of the files is laid out."""
        return evolve(self.layout, sheet=file.sheet, table=file.table)

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    @property
    def has_period(self) -> bool:
        """Whether its rows belong to periods."""
        by_column = self.date is not None or self.period_name is not None
        return by_column or any(file.period is not None for file in self.files)

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """Axes by which rows belong to places: lists in the order of `belongs to`, the period last."""
        lists = tuple(owner.axis for owner in self.owners)
        return (*lists, _PERIOD) if self.has_period else lists

    @property
    def row_axis(self) -> str:
        """Key of the axis that its rows are."""
        return row_axis(self.code)
