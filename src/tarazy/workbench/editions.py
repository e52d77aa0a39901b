"""Editions of one methodology in a folder: which of them evaluates a period.

An edition evaluates the periods that lie in its days in force as a whole; another one only where ``--under`` asks what
would come out under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from tarazy.dsl.declarations import Methodology
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.periods import PeriodSpan
from tarazy.workbench.compiling import Compiled


def are_editions(compiled: Sequence[Compiled]) -> bool:
    """Whether several methodologies are editions of one: they have one code and different versions."""
    heads = [head for one in compiled if (head := _head(one)) is not None]
    one_code = len({head.code for head in heads}) == 1
    return one_code and len(heads) == len(compiled) == len({head.version for head in heads})


def edition_for(
    compiled: Sequence[Compiled], path: Path, periods: PeriodSpan | None, under: str | None
) -> Compiled | Diagnostic:
    """The edition that evaluates `periods`, or that ``--under`` names; the finding M604 where none or two do."""
    known = "; ".join(_in_words(one) for one in compiled)
    if under is not None:
        named = [one for one in compiled if (head := _head(one)) is not None and head.version == under]
        return named[0] if len(named) == 1 else finding("M604", None, variant="version", version=under, known=known)
    if periods is None:
        return finding("M604", None, variant="period", path=str(path), known=known)
    holding = [one for one in compiled if _holds(one, periods)]
    if len(holding) == 1:
        return holding[0]
    if not holding:
        return finding("M604", None, period=str(periods), known=known)
    overlapping = "; ".join(_in_words(one) for one in holding)
    return finding("M604", None, variant="several", period=str(periods), known=overlapping)


def overlaps(compiled: Sequence[Compiled]) -> list[Diagnostic]:
    """A finding for each edition that is in force before the former one has ended, at its head."""
    by_code: dict[str, list[Methodology]] = {}
    for head in (_head(one) for one in compiled):
        if head is not None and head.in_force_from is not None:
            by_code.setdefault(head.code, []).append(head)
    found = []
    for heads in by_code.values():
        in_order = sorted(heads, key=lambda head: head.in_force_from or date.min)
        for former, later in pairwise(in_order):
            end, begin = former.in_force_until or date.max, later.in_force_from or date.min
            if former.version != later.version and begin <= end:
                words = {"version": later.version, "day": str(begin), "former": former.version}
                labels = (Label(former.span, "first"),)
                found.append(Diagnostic("M604", later.span, words, "overlap", labels))
    return found


def _head(compiled: Compiled) -> Methodology | None:
    program = compiled.compilation.program
    return None if program is None else program.methodology


def _holds(compiled: Compiled, periods: PeriodSpan) -> bool:
    head = _head(compiled)
    return head is not None and head.holds(periods.first) and head.holds(periods.last)


def _in_words(compiled: Compiled) -> str:
    head = _head(compiled)
    return "" if head is None else f"`{head.version}` (`{compiled.path.name}`) in force {head.days_in_force}"
