"""What stands in the way of official results: results that are issued, published and appealed against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.drafts import Hole
from tarazy.grammar.speech import counted
from tarazy.workbench.loading import Loaded
from tarazy.workbench.locked_modules import not_locked


def unofficial(loaded: Loaded) -> Iterator[Diagnostic]:
    """Why a methodology has no official results; nothing where it has.

    It is a draft (R852), it computes with numbers that no act gives (R855, a finding for each, at its place), or its
    modules are not held by a lock file (M601).
    """
    program = loaded.program
    if program.holes:
        yield _draft(program.holes)
    for one in program.illustrations:
        yield finding("R855", one.span, number=one.text, name=one.code)
    unlocked = not_locked(loaded.path, loaded.files)
    if unlocked is not None:
        yield unlocked


def _draft(holes: Sequence[Hole]) -> Diagnostic:
    count = counted(len(holes), "thing", "things")
    return finding("R852", holes[0].span, count=count, holes="; ".join(hole.words for hole in holes))
