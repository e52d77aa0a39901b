"""The header row against the columns that declarations read."""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.interpreter.data.contract import listed, nearest
from tarazy.interpreter.data.csv_table import CsvTable
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.violations import fault, readable

_OTHER_SEPARATORS = {";": "semicolon", "\t": "tab", "|": "bar"}


def columns_present(folder: DataFolder, table: CsvTable, titles: Sequence[str]) -> bool:
    """Whether the file has columns of these `titles`; each is remembered as used, each that lacks is noted.

    A column whose cells may be empty is still demanded: a title that was renamed must not look like missing
    data.
    """
    for title in titles:
        folder.use(table, title)
    missing = [title for title in titles if title not in table.columns]
    if not missing:
        return True
    separator = _other_separator(table)
    if separator is not None:
        folder.refuse(table, fault("D648", separator), row=1)
        return False
    free = [title for title in table.titles if title and title not in titles]
    for title in missing:
        meant = nearest(title, free)
        words = {"title": readable(title), "titles": listed([one for one in table.titles if one][:12], "and")}
        if meant is None:
            folder.violations.note(table.path, fault("D646", **words), row=1, column=title)
        else:
            folder.violations.note(table.path, fault("D646", "near", meant=meant, **words), row=1, column=title)
    return False


def wide_columns_present(folder: DataFolder, table: CsvTable, pattern: str, titles: Sequence[str]) -> bool:
    """The same for the columns that a wide layout makes of `pattern`; those that lack are noted together."""
    for title in titles:
        folder.use(table, title)
    missing = [title for title in titles if title not in table.columns]
    if not missing:
        return True
    separator = _other_separator(table)
    if separator is not None:
        folder.refuse(table, fault("D648", separator), row=1)
        return False
    words = {"pattern": pattern, "titles": listed(missing, "and"), "count": str(len(missing)), "of": str(len(titles))}
    folder.violations.note(table.path, fault("D647", **words), row=1, column=pattern)
    return False


def _other_separator(table: CsvTable) -> str | None:
    """What parts the cells where it is not the comma: the whole header row then stands as one title."""
    if len(table.titles) != 1:
        return None
    return next((name for sign, name in _OTHER_SEPARATORS.items() if sign in table.titles[0]), None)
