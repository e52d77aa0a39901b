"""Deadlines in formulas, where the name of one is its last day, and data that are handed in by one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import evolve

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import SourceDeclaration
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.schedules import Deadline
from tarazy.dsl.value_types import DateType

REFUSED = "not_considered"
"""Key of the word by which a late filing is not considered."""


def deadline_node(resolver: Resolver, deadline: Deadline, name: syntax.Name) -> AnyNode:
    """The last day of a deadline, where `name` is written."""
    marked = deadline.illustrative
    if deadline.fixed is not None:
        return nodes.Constant(deadline.fixed, None, marked is not None, span=marked or name.span, syntax=name)
    if deadline.open:
        return nodes.Undetermined(deadline.open[0].text, span=deadline.open[0].span, syntax=name)
    start = _start(resolver, deadline, name)
    if start is None or deadline.term is None:
        return resolver.unresolved(name)
    if isinstance(start, nodes.Constant) and isinstance(start.value, date):
        try:
            day = deadline.term.last_day(start.value)
        except ValueError:
            return resolver.unresolved(name)
        is_illustrative = marked is not None or start.illustrative
        place = marked or (start.span if start.illustrative else name.span)
        return nodes.Constant(day, None, is_illustrative, span=place, syntax=name)
    return nodes.LastDay(start, deadline.term, span=name.span, syntax=name)


def _start(resolver: Resolver, deadline: Deadline, name: syntax.Name) -> AnyNode | None:
    """What a deadline is counted from: the last day of another, or a column with a date."""
    if deadline.after is not None:
        by_code = {one.code: one for one in resolver.scope.deadlines.values()}
        names = {one.code: written for written, one in resolver.scope.deadlines.items()}
        former, seen = by_code.get(deadline.after), {deadline.code}
        above = former
        while above is not None:
            if above.code in seen:
                return None
            seen.add(above.code)
            above = None if above.after is None else by_code.get(above.after)
        return None if former is None else deadline_node(resolver, former, evolve(name, parts=(names[former.code],)))
    return None if deadline.counted_from is None else resolver.node(deadline.counted_from)


def check_starts(resolver: Resolver, deadlines: Iterable[Deadline]) -> None:
    """Report deadlines that are counted from something other than a day (R881)."""
    for one in deadlines:
        if one.counted_from is not None and not one.open:
            node = resolver.node(one.counted_from)
            if isinstance(node, nodes.Undetermined):
                continue
            if not isinstance(resolver.type_of(node), DateType):
                resolver.report("R881", one.counted_from.span, variant="from what", name=one.code)


def filed(resolver: Resolver, source: SourceDeclaration, node: AnyNode, name: syntax.Name) -> AnyNode:
    """A datum of a source that says when it was handed in: late past its deadlines."""
    column, *names = source.filed
    if name.parts[-1] == column or source.column(column) is None:
        return node
    chosen = [resolver.scope.deadlines[one] for one in names if one in resolver.scope.deadlines]
    limits = tuple((one.reported_year, deadline_node(resolver, one, name)) for one in chosen)
    refused = any(one.late == REFUSED for one in chosen)
    day = nodes.Datum(source.code, column, span=name.span)
    return nodes.Filed(node, day, limits, refused, span=name.span, syntax=name)


def check_filings(
    sources: Iterable[SourceDeclaration], resolver: Resolver, declarations: Iterable[syntax.Declaration]
) -> None:
    """What is wrong with lines `filed`: no column with a day, no deadline, a deadline that leaves its choice (R885)."""
    lines = {one.name.text: one.field("filed") for one in declarations if one.kind == "source" and one.name is not None}
    by_code = {one.code: name for name, one in resolver.scope.sources.items()}
    for source in sources:
        line = lines.get(by_code.get(source.code, source.code))
        if line is not None and source.filed:
            resolver.findings.extend(_wrong_filing(source, line, resolver))


def _wrong_filing(source: SourceDeclaration, line: syntax.Field, resolver: Resolver) -> Iterable[Diagnostic]:
    first, *names = line.value.items if isinstance(line.value, syntax.Names) else ()
    column = source.column(first.span.text)
    if column is None or not isinstance(column.type, DateType) or column.may_be_absent:
        yield finding("R885", first.span, name=first.span.text, source=source.code)
    if not names:
        yield finding("R885", line.span, variant="deadline", source=source.code)
    answers = set()
    for item in names:
        deadline = resolver.scope.deadlines.get(item.span.text)
        if deadline is None:
            near = nearest(item.span.text, resolver.scope.deadlines)
            variant = "near" if near else ""
            yield finding("R882", item.span, variant=variant, name=item.span.text, nearest=near or "")
        elif not deadline.late:
            yield finding("R881", deadline.span, variant="late", name=deadline.code, source=source.code)
        else:
            answers.add(deadline.late)
    if len(answers) > 1:
        yield finding("R885", line.span, variant="answers", source=source.code)
