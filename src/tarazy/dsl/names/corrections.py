"""Corrections: sources whose values take the place of another source's, layer by layer, each at its stage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Column, SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding

AS_REPORTED = "as reported"
"""The stage before any correction."""


def layers_of(source: SourceDeclaration, sources: Iterable[SourceDeclaration]) -> tuple[SourceDeclaration, ...]:
    """The corrections of a source, the last one first; of a circle or of two for one, those up to there."""
    by_corrected = {one.corrects: one for one in sources if one.corrects is not None}
    found: list[SourceDeclaration] = []
    above = by_corrected.get(source.code)
    while above is not None and above not in found and above is not source:
        found.append(above)
        above = by_corrected.get(above.code)
    return tuple(reversed(found))


def stages_of(sources: Mapping[str, SourceDeclaration]) -> tuple[str, ...]:
    """Stages from that of the reports on, in the order in which sources correct each other."""
    stages = [AS_REPORTED]
    for source in sources.values():
        if source.corrects is None:
            before = 0
            for layer in reversed(layers_of(source, sources.values())):
                name = stage_of(layer)
                if name not in stages:
                    stages.insert(before + 1, name)
                before = max(before, stages.index(name))
    return tuple(stages)


def stage_of(source: SourceDeclaration) -> str:
    """The stage at which a source's values hold."""
    if source.corrects is None:
        return AS_REPORTED
    return source.stage or source.code


def corrected(
    source: SourceDeclaration, column: str, sources: Iterable[SourceDeclaration], name: syntax.Name
) -> nodes.AnyNode:
    """The node of a column: the datum itself, or with the corrections of it."""
    own = nodes.Datum(source.code, column, span=name.span, syntax=name)
    if source.corrects is not None:
        return own
    layers = [one for one in layers_of(source, sources) if one.column(column) is not None]
    if not layers:
        return own
    data = tuple(nodes.Datum(one.code, column, span=name.span) for one in layers)
    notes = tuple(nodes.Datum(one.code, note.name, span=name.span) for one in layers for note in notes_of(one, source))
    reported = nodes.Datum(source.code, column, span=name.span)
    return nodes.Corrected((*data, reported), notes=notes, span=name.span, syntax=name)


def notes_of(layer: SourceDeclaration, source: SourceDeclaration) -> tuple[Column, ...]:
    """Columns of a correction that the corrected source lacks: who, when, on what ground."""
    return tuple(column for column in layer.columns if source.column(column.name) is None)


def check_corrections(
    sources: Mapping[str, SourceDeclaration], declarations: Iterable[syntax.Declaration]
) -> Iterator[Diagnostic]:
    """What is wrong with lines `corrects` and `stage` (S330)."""
    written = {one.name.text: one for one in declarations if one.kind == "source" and one.name is not None}
    first: dict[str, str] = {}
    for name, source in sources.items():
        line = written[name].field("corrects")
        if line is None:
            if (stage := written[name].field("stage")) is not None:
                yield finding("S330", stage.span, variant="stage", name=name)
            continue
        base = next((one for one in sources.values() if one.code == source.corrects), None)
        if base is None:
            yield finding("S330", line.span, variant="unknown", name=name, other=source.corrects or line.span.text)
        elif base.code in first:
            yield finding("S330", line.span, variant="several", name=name, other=base.code, former=first[base.code])
        else:
            first[base.code] = name
            yield from _fits(source, base, sources)
    yield from _order(sources)


def _fits(
    source: SourceDeclaration, base: SourceDeclaration, sources: Mapping[str, SourceDeclaration]
) -> Iterator[Diagnostic]:
    """A correction has the key of what it corrects, and columns of the same kind that may be absent."""
    reported, seen = base, {source.code}
    while reported.corrects is not None:
        if reported.code in seen:
            yield finding("S330", source.span, variant="circle", name=source.code)
            return
        seen.add(reported.code)
        reported = next((one for one in sources.values() if one.code == reported.corrects), reported)
        if reported.code in seen:
            yield finding("S330", source.span, variant="circle", name=source.code)
            return
    if set(source.axes) != set(reported.axes) or source.axes != reported.axes:
        yield finding("S330", source.span, variant="key", name=source.code, other=reported.code)
    shared = [(column, reported.column(column.name)) for column in source.columns]
    if not any(other is not None for _, other in shared):
        yield finding("S330", source.span, variant="nothing", name=source.code, other=reported.code)
    for column, other in shared:
        if other is None:
            continue
        if type(column.type) is not type(other.type) or column.shape.unit.factors != other.shape.unit.factors:
            yield finding("S330", column.span, variant="column", name=column.name, other=reported.code)
        elif not column.may_be_absent:
            yield finding("S330", column.span, name=column.name, other=reported.code)


def _order(sources: Mapping[str, SourceDeclaration]) -> Iterator[Diagnostic]:
    """Every two stages must be parted by some chain, in one way."""
    stages = stages_of(sources)
    chains = [
        [AS_REPORTED, *(stage_of(one) for one in reversed(layers_of(source, sources.values())))]
        for source in sources.values()
        if source.corrects is None
    ]
    for at, stage in enumerate(stages[1:], start=1):
        before = stages[at - 1]
        after = next((one for one in sources.values() if one.corrects is not None and stage_of(one) == stage), None)
        pairs = [(chain.index(before), chain.index(stage)) for chain in chains if before in chain and stage in chain]
        if after is not None and (not pairs or any(one >= other for one, other in pairs)):
            yield finding("S330", after.span, variant="order", name=stage, other=before)
