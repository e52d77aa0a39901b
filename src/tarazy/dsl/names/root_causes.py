"""Of findings about names, those that name a fault: what follows from it is left out, what repeats it is put to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from attrs import evolve

from tarazy.dsl.diagnostics import Diagnostic, Label
from tarazy.dsl.source import Span

_UNKNOWN = {
    "N150": "name",
    "N151": "unit",
    "N152": "column",
    "N153": "name",
    "N157": "word",
    "N158": "list",
    "N162": "function",
    "N170": "name",
    "N174": "unit",
    "N183": "act",
    "N184": "scale",
    "M611": "source or list",
    "M612": "part of the key",
}
"""Codes that say that a name stands for nothing, and of which kind of name."""

_MOST_PLACES = 3
"""Most further places at which a finding points."""


def root_causes(findings: Iterable[Diagnostic], unread: Collection[str]) -> tuple[Diagnostic, ...]:
    """`findings` without those about a name that a line in `unread` would have declared, each fault once.

    A name that stands for nothing in several places is one finding, which points at the first of them and at some more.
    """
    kept: dict[object, Diagnostic] = {}
    for one in findings:
        kind = _UNKNOWN.get(one.code)
        if kind is not None and any(part in unread for part in one.words.get("name", "").split(".")):
            continue
        key: object = (one.code, one.variant, one.place)
        if kind is not None:
            key = (kind, one.words.get("owner"), one.words.get("name"), one.words.get("part"))
        kept[key] = _put_to(kept[key], one) if key in kept else one
    return tuple(kept.values())


def _put_to(first: Diagnostic, again: Diagnostic) -> Diagnostic:
    """`first` with the place of `again`, where that is another one."""
    known = {first.place, *(label.span for label in first.labels)}
    if not isinstance(again.place, Span) or again.place in known or len(first.labels) >= _MOST_PLACES:
        return first
    return evolve(first, labels=(*first.labels, Label(again.place, "again")))
