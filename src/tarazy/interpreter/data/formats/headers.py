"""Titles of columns from the rows of a header."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data.table import TableOrigin
from tarazy.interpreter.data.violations import Fault, Violations, fault, readable

MOST_COLUMNS = 16_384
"""Columns of a table, as many as a workbook has."""

NO_TITLE = ""
"""Title of a column over which nothing stands."""


def header_rows(layout: TableLayout) -> tuple[int, int]:
    """First and last row of the header."""
    return layout.header_rows or (1, 1)


def too_wide(width: int) -> Fault | None:
    """Why a table of so many columns is not read."""
    if width <= MOST_COLUMNS:
        return None
    return fault("D674", "columns", count=f"{width:,}", most=f"{MOST_COLUMNS:,}")


def joined_titles(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The title of each column: what stands over it in the header's rows, from the top, joined by a slash; blanks of
    any kind, line ends among them, are made one.

    >>> joined_titles([["Body", "Plan", "Plan"], ["", "2023", "2024"]])
    ('Body', 'Plan / 2023', 'Plan / 2024')
    """
    width = max((len(row) for row in rows), default=0)
    padded = [[*row, *[NO_TITLE] * (width - len(row))] for row in rows]
    parts = ([" ".join(part.split()) for part in column] for column in zip(*padded, strict=True))
    return tuple(" / ".join(part for part in column if part) for column in parts)


def titles_differ(origin: TableOrigin, row: int | None, titles: Sequence[str], violations: Violations) -> bool:
    """Whether no two columns have one title; each that repeats is noted."""
    repeated = [title for title, times in Counter(titles).items() if times > 1 and title != NO_TITLE]
    for title in repeated:
        places = ", ".join(str(number) for number, one in enumerate(titles, 1) if one == title)
        words = fault("D643", title=readable(title), places=places)
        violations.note(origin.place(row, title), words)
    return not repeated
