"""Findings with the heading of the paragraph that their declaration rests on: its ``basis``, or that of ``every ROLE``.

What a reader has to correct is often not the text but the paragraph behind it, so each finding names it, by the label
of the act and the place as it is written: ``Rules of evaluation, p. 20(3)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from attrs import evolve

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.source import Span


def with_paragraphs(found: Iterable[Diagnostic], files: Sequence[syntax.File]) -> Iterator[Diagnostic]:
    """Each finding; one in a declaration that has a basis, and no paragraph of its own, with that of the declaration.

    Parameters
    ----------
    found
        What was found in `files`.
    files
        All files of the program: acts and ``every`` are looked for in each.
    """
    declarations = tuple(chain.from_iterable(file.declarations for file in files))
    labels = {
        one.name.text: one.label
        for one in declarations
        if one.kind == "act" and one.name is not None and one.label is not None
    }
    inherited = {one.role: basis for one in declarations if one.kind == "every" and (basis := _basis(one)) is not None}
    for one in found:
        basis = None if one.paragraph else _basis_around(one.place, declarations, inherited)
        yield one if basis is None else evolve(one, paragraph=_heading(basis, labels))


def _basis_around(
    place: object, declarations: Iterable[syntax.Declaration], inherited: Mapping[str, syntax.Citations]
) -> syntax.Citations | None:
    """The basis of the declaration in which a place stands."""
    if not isinstance(place, Span):
        return None
    for one in declarations:
        if one.span.source is place.source and one.span.start <= place.start < one.span.end:
            return _basis(one) or inherited.get(one.kind)
    return None


def _basis(declaration: syntax.Declaration) -> syntax.Citations | None:
    line = declaration.field("basis")
    return line.value if line is not None and isinstance(line.value, syntax.Citations) else None


def _heading(basis: syntax.Citations, labels: Mapping[str, str]) -> str:
    return "; ".join(_citation(item, labels) for item in basis.items)


def _citation(item: syntax.Citation | syntax.Undetermined, labels: Mapping[str, str]) -> str:
    """A citation as written, with the label of the act in place of its name where it has one."""
    written = " ".join(item.span.text.split())
    label = labels.get(item.act.text) if isinstance(item, syntax.Citation) and item.act is not None else None
    if label is None or not isinstance(item, syntax.Citation) or item.act is None:
        return written
    place = " ".join(item.span.source.text[item.act.span.end : item.span.end].split())
    return f"{label}, {place}" if place else label
