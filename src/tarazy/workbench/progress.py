"""How far a long run is, on the error stream of a terminal and nowhere else."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tarazy.interpreter.extras import is_installed
from tarazy.workbench.terminal import ColourChoice, colours_wanted, is_screen

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 0.7
"""Seconds that a run may take before a bar is shown: most runs are done by then."""

Report = Callable[[int, int], None]
"""Told how many of how many parts are done."""


@contextmanager
def progress_bar(
    words: str, choice: ColourChoice, clock: Callable[[], float] = time.monotonic
) -> Iterator[Report | None]:
    """A bar while the block runs, gone when it ends; ``None`` where the error stream is no screen or rich is missing.

    Parameters
    ----------
    words
        What is going on.
    clock
        Seconds from any start.
    """
    if not is_screen(sys.stderr) or not is_installed("rich"):
        yield None
        return
    bar = _bar(words, colour=colours_wanted(sys.stderr, choice))
    task = bar.add_task(words, total=None)
    started = clock()
    is_shown = False

    def report(done: int, total: int) -> None:
        nonlocal is_shown
        if not is_shown and clock() - started < PATIENCE:
            return
        bar.update(task, completed=done, total=total)
        if not is_shown:
            bar.start()
            is_shown = True

    try:
        yield report
    finally:
        if is_shown:
            bar.stop()


def _bar(words: str, *, colour: bool) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(file=sys.stderr, no_color=not colour)
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True)
