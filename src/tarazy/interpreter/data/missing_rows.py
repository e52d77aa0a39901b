"""Bodies of which a source says nothing at all in a period that it has rows of (D697).

An empty cell is declared by ``may be absent``; a row that is not there makes the same absence, and mostly because its
key is written in another way than the list has it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from tarazy.dsl.declarations import ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.periods import Period, spans
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.data.violations import readable

_MOST_LISTED = 4

Evaluated: TypeAlias = Callable[[Period], Collection[str]]
"""The bodies that are evaluated in a period."""


def missing_rows(
    snapshot: Snapshot, body_list: str, periods: Collection[Period], evaluated: Evaluated | None = None
) -> Iterator[Diagnostic]:
    """One note for each source that is keyed by body and period and has no row of some body in some of `periods`; only
    of one that is `evaluated`, where that is said.
    """
    root = snapshot.lists[body_list].root
    for source in snapshot.sources.values():
        part = next((one for one in source.key if one.axis == root), None)
        listed = None if part is None or part.list is None else snapshot.lists[part.list]
        if listed is None or not source.has_period or _is_by_condition(snapshot, listed):
            continue
        missing = _missing(snapshot, source, listed, periods, evaluated)
        if missing:
            yield finding("D697", source.span, source=source.code, missing=_words(missing))


def _is_by_condition(snapshot: Snapshot, declaration: ListDeclaration) -> bool:
    """Whether a condition says which elements belong to the list or to a list that it is part of."""
    if declaration.only is not None:
        return True
    return declaration.of is not None and _is_by_condition(snapshot, snapshot.lists[declaration.of])


def _missing(
    snapshot: Snapshot,
    source: SourceDeclaration,
    listed: ListDeclaration,
    periods: Collection[Period],
    evaluated: Evaluated | None,
) -> dict[str, list[Period]]:
    """Periods in which a body has no row, by its code; where it has none at all, no period is named."""
    at, axes = source.axes.index(listed.root), source.axes
    present: dict[Period, set[str]] = {}
    for key in snapshot.source_tables[source.code].index:
        period, body = key[axes.index(PERIOD)], key[at]
        if not isinstance(period, str) and period in periods and isinstance(body, str):
            present.setdefault(period, set()).add(body)
    missing: dict[str, list[Period]] = {}
    for period in sorted(present):
        meant = None if evaluated is None else frozenset(evaluated(period))
        for body in snapshot.elements(listed.code, period):
            if body not in present[period] and (meant is None or body in meant):
                missing.setdefault(body, []).append(period)
    never = set(missing).difference(*present.values())
    return {body: [] if body in never and len(present) > 1 else those for body, those in missing.items()}


def _words(missing: dict[str, list[Period]]) -> str:
    shown = [
        f"`{readable(body)}` in {', '.join(map(str, spans(periods))) or 'any period'}"
        for body, periods in list(missing.items())[:_MOST_LISTED]
    ]
    more = [f"{len(missing) - _MOST_LISTED} more"] if len(missing) > _MOST_LISTED else []
    return "; ".join([*shown, *more])
