"""The stage ``names`` as text: one line a declaration, and under it what its lines refer to."""

from __future__ import annotations

from tarazy.dsl import nodes
from tarazy.dsl.declarations import Computed, ListDeclaration, SourceDeclaration
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.node_parts import walk
from tarazy.dsl.process import Process
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.schedules import term_text
from tarazy.dsl.succession import Reorganisation
from tarazy.grammar.keywords import vocabulary


def names_text(resolved: Resolved) -> str:
    """Readable listing of a resolved program; the order is that of the text."""
    lines = [f"axes {', '.join(resolved.axes)}"]
    lines += [f"act {act.code}" for act in resolved.acts.values()]
    lines += [line for found in resolved.lists.values() for line in _list_lines(found)]
    reorganisations = () if resolved.scope is None else resolved.scope.reorganisations
    lines += [line for found in reorganisations for line in _reorganisation_lines(found)]
    lines += [line for found in resolved.sources.values() for line in _source_lines(found)]
    lines += [line for found in resolved.registers.values() for line in _register_lines(found)]
    lines += [f"parameter {found.code}" for found in resolved.parameters.values()]
    lines += [line for found in resolved.computed.values() for line in _computed_lines(found)]
    lines += _process_lines(resolved.process)
    lines += [f"check {found.code}: {_references(found.holds)}" for found in resolved.checks.values()]
    lines += [
        f"example “{found.label}”: {len(found.given)} given, {len(found.expect)} expected"
        for found in resolved.examples
    ]
    return "\n".join(lines) + "\n"


def _list_lines(found: ListDeclaration) -> list[str]:
    part = "" if found.of is None else f" of {found.of}"
    lines = [f"list {found.code}{part}: element {found.element}"]
    if found.membership is not None:
        days = ", ".join(filter(None, (found.membership.since, found.membership.until)))
        lines.append(f"  members by {days}, as of {found.membership.as_of.value}")
    return [*lines, *_data_lines(found)]


def _reorganisation_lines(found: Reorganisation) -> list[str]:
    one = found.succession
    return [f"reorganisation {found.code} on {one.day}: {', '.join(one.former)} to {', '.join(one.new)}"]


def _source_lines(found: SourceDeclaration) -> list[str]:
    return [f"source {found.code} by {', '.join(found.axes)}", *_data_lines(found)]


def _register_lines(found: RegisterDeclaration) -> list[str]:
    belongs = [f"{owner.axis} by {owner.column}" for owner in found.owners]
    time = found.date or found.period_name or ("file" if found.has_period else None)
    belongs += [] if time is None else [f"period by {time}"]
    return [f"register {found.code} belongs to {', '.join(belongs)}", *_data_lines(found)]


def _data_lines(found: ListDeclaration | SourceDeclaration | RegisterDeclaration) -> list[str]:
    """Files and columns, as the declaration and its binding together give them."""
    columns = (one.name if one.title == one.name else f"{one.name} titled “{one.title}”" for one in found.columns)
    return [*(f"  from {file.path}" for file in found.files), *(f"  {column}" for column in columns)]


def _computed_lines(found: Computed) -> list[str]:
    family = "".join(f" for each {one.list} as {one.element}" for one in found.families)
    lines = [f"{found.role.value} {found.code}{family}: {_references(found.value)}"]
    if found.points is not None:
        lines.append(f"  points: {_references(found.points)}")
    lines += [f"  where {one.name}: {_references(one.node)}" for one in found.where]
    lines += [f"  {rule.field}" for rule in found.rules.written()]
    lines += [f"  left out for {body}" for body in found.left_out]
    lines += [f"  not for {one.of}, by {one.by}" for one in found.outside]
    return lines


def _process_lines(process: Process) -> list[str]:
    """Bodies with the bodies above them, deadlines with their last days, what publications show."""
    lines = [
        f"body {body.code}{'' if body.part_of is None else f', unit of {body.part_of}'}: "
        + "; ".join(text for _, text in body.names)
        for body in process.bodies.declared.values()
    ]
    lines += [f"schedule {one.code}: {one.reported_year}, held {one.held_year}" for one in process.schedules.values()]
    lines += [
        f"deadline {one.code}: {one.fixed or term_text(one, vocabulary('en'))}" for one in process.deadlines.values()
    ]
    lines += [f"release {one.code} of {one.of}" for one in process.releases.values()]
    lines += [
        f"publication {one.code}: {', '.join(shown.code for shown in one.shows)}"
        for one in process.publications.values()
    ]
    lines += [f"known conflict {one.code}: {one.of}, {one.body}" for one in process.conflicts]
    return lines


def _references(node: nodes.AnyNode) -> str:
    """What a node refers to, in the order met: data, results, attributes, locals."""
    return ", ".join(dict.fromkeys(text for part in walk(node) if (text := _reference(part))))


def _reference(node: nodes.AnyNode) -> str:
    match node:
        case nodes.Datum(source=source, column=column):
            return f"{source}.{column}"
        case nodes.RowColumn(register=register, column=column):
            return f"{register}.{column}"
        case nodes.Attribute(list=of, column=column):
            return f"{of}.{column}"
        case nodes.Result(declaration=declaration, facet=facet):
            return declaration if facet is nodes.Facet.RESULT else f"{declaration} ({facet.value})"
        case nodes.Local(name=name):
            return name
        case nodes.ParameterValue(parameter=parameter):
            return parameter
        case _:
            return ""
