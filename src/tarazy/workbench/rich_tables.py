"""Tables for a screen, drawn by rich: as wide as the terminal, and long cells broken instead of cut by it.

Cells are texts, never rich's own markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tarazy.workbench.display_text import visible
from tarazy.workbench.tables import number_column

_NARROW = 60
"""Columns below which less room is left between the columns of a table."""


def rich_table(heads: Sequence[str], rows: Sequence[Sequence[str]], columns: int, *, colour: bool) -> str:
    """A table of at most `columns` columns, without line end at its end; its cells stand as in the plain table."""
    gap = 1 if columns < _NARROW else 2
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, gap, 0, 0), show_edge=False)
    found: list[Sequence[str]] = []
    for at, head in enumerate(heads):
        cells = [visible(row[at]) for row in rows]
        numbers = number_column(visible(head), cells)
        found.append(cells if numbers is None else numbers[1:])
        title = visible(head) if numbers is None else numbers[0]
        table.add_column(Text(title), no_wrap=numbers is not None, overflow="fold")
    for line in zip(*found, strict=True):
        table.add_row(*map(Text, line))
    screen = StringIO()
    console = Console(
        file=screen,
        width=columns,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        emoji=False,
        highlight=False,
    )
    console.print(table, end="")
    return "\n".join(line.rstrip() for line in screen.getvalue().splitlines())
