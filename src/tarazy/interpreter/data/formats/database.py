"""What is said of every database."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tarazy.interpreter.data.formats.data_file import DataFile
from tarazy.interpreter.data.violations import Fault, fault, readable
from tarazy.interpreter.workers.limits import MOST_CELLS

_SHOWN_TABLES = 20


def left_open(file: DataFile, endings: Sequence[str]) -> Fault | None:
    """Why a database cannot be read yet: files beside it hold what was not written into it, so that its bytes are not
    all of it.
    """
    for ending in endings:
        beside = Path(f"{file.path}{ending}")
        if beside.exists() and beside.stat().st_size:
            return fault("D680", beside=readable(beside.name))
    return None


def no_table(wanted: str | None, tables: Sequence[str]) -> Fault:
    """The database has no such table; or several, of which none is named."""
    names = ", ".join(f"`{readable(table)}`" for table in tables[:_SHOWN_TABLES]) or "none"
    if wanted is None:
        return fault("D681", "unnamed", count=str(len(tables)), tables=names)
    return fault("D681", table=readable(wanted), tables=names)


def too_many_cells(count: int) -> Fault:
    """The table has more cells than are read, or longer texts."""
    return fault("D674", "cells", count=f"{count:,}", most=f"{MOST_CELLS:,}")


def unreadable_type(type_name: str) -> Fault:
    """The cells of a column are of a type that is neither text nor number nor date; said once for the column."""
    return Fault("D682", "", {"type": readable(type_name)}, of_column=True)
