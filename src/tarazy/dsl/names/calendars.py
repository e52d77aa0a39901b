"""Calendars: which days are worked, as the rows of a declaration say, and the calls that count by one."""

from __future__ import annotations

from datetime import date

from tarazy.dsl import nodes, syntax
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.data import text_of
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.working_days import Calendar


def calendar_of(declaration: syntax.Declaration, findings: list[Diagnostic]) -> Calendar:
    """A calendar as declared; a row that is no day with yes or no, or a day twice or outside, is reported."""
    first, last = (_day(declaration, keyword) for keyword in ("in_force_from", "in_force_until"))
    line = declaration.field("rows")
    table = None if line is None else line.table
    days: dict[date, tuple[bool, syntax.TableRow]] = {}
    for row in () if table is None else table.rows:
        cells = [None if cell is None else cell.value for cell in row.cells]
        match cells:
            case [syntax.Day(value=day), syntax.YesNo(value=worked), *_] if first <= day <= last:
                if day in days:
                    label = Label(days[day][1].span, "first")
                    findings.append(finding("M620", row.span, variant="twice", labels=(label,), day=str(day)))
                days[day] = (worked, row)
            case [syntax.Day(value=day), syntax.YesNo(), *_]:
                findings.append(finding("M620", row.span, variant="outside", day=str(day)))
            case _:
                findings.append(finding("M620", row.span))
    exceptions = tuple((day, worked) for day, (worked, _) in sorted(days.items()))
    return Calendar(code_of(declaration), text_of(declaration, "version") or "", first, last, exceptions)


def _day(declaration: syntax.Declaration, keyword: str) -> date:
    line = declaration.field(keyword)
    usual = date.min if keyword == "in_force_from" else date.min.replace(year=2)
    return line.value.value if line is not None and isinstance(line.value, syntax.Day) else usual


def by_calendar(resolver: Resolver, call: syntax.Call, start: syntax.Expression, second: syntax.Expression) -> AnyNode:
    """``working days(a; b; calendar c)`` or ``working day after(a; n; calendar c)``."""
    named = next(part.value for part in call.arguments if part.label == "calendar")
    calendars = resolver.scope.calendars
    name = named.text if isinstance(named, syntax.Name) else ""
    found = calendars.get(name)
    for module, rest in () if found is not None else resolver.scope.of_modules(tuple(name.split("."))):
        own = ".".join(rest)
        found = calendars.get(own) if resolver.scope.module_of.get(own, module) == module else found
    one, other = resolver.node(start), resolver.node(second)
    if found is None:
        place = call.span if named is None else named.span
        near = nearest(name, calendars)
        resolver.report("N189", place, variant="near" if near else "", name=place.text, nearest=near or "")
        return resolver.unresolved(call)
    if call.function == "working_days":
        return nodes.WorkingDays(one, other, found, span=call.span, syntax=call)
    return nodes.WorkingDayAfter(one, other, found, span=call.span, syntax=call)
