"""The header row against the columns that declarations read."""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.interpreter.data.contract import listed, nearest
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import fault, readable


def columns_present(folder: DataFolder, table: Table, titles: Sequence[str]) -> bool:
    """Whether the file has columns of these `titles`; each is remembered as used, each that lacks is noted.

    A column whose cells may be empty is still demanded: a title that was renamed must not look like missing
    data.
    """
    for title in titles:
        folder.use(table, title)
    missing = [title for title in titles if title not in table.columns]
    if not missing:
        return True
    free = [title for title in table.titles if title and title not in titles]
    for title in missing:
        meant = nearest(title, free)
        words = {"title": readable(title), "titles": listed([one for one in table.titles if one][:12], "and")}
        lacking = fault("D646", **words) if meant is None else fault("D646", "near", meant=meant, **words)
        folder.violations.note(table.place(table.header_row, title), lacking)
    return False


def wide_columns_present(folder: DataFolder, table: Table, pattern: str, titles: Sequence[str]) -> bool:
    """The same for the columns that a wide layout makes of `pattern`; those that lack are noted together."""
    for title in titles:
        folder.use(table, title)
    missing = [title for title in titles if title not in table.columns]
    if not missing:
        return True
    words = {"pattern": pattern, "titles": listed(missing, "and"), "count": str(len(missing)), "of": str(len(titles))}
    folder.violations.note(table.place(table.header_row, pattern), fault("D647", **words))
    return False
