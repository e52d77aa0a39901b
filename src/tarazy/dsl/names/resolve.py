"""The pass of names: written files to declarations that refer to each other by code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from tarazy.dsl import syntax
from tarazy.dsl.aliases import with_own_names
from tarazy.dsl.declarations import ListDeclaration, Methodology
from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.names.assertions import check_of, example_of
from tarazy.dsl.names.assessors import assessors_of, check_assessors
from tarazy.dsl.names.bodies import evaluated_bodies, with_bodies
from tarazy.dsl.names.calendars import calendar_of
from tarazy.dsl.names.choices import choice_of
from tarazy.dsl.names.classifications import check_classification
from tarazy.dsl.names.codes import repeated_codes
from tarazy.dsl.names.computed import computed_of
from tarazy.dsl.names.corrections import check_corrections
from tarazy.dsl.names.data import (
    DataNames,
    act_of,
    basis_of,
    data_names,
    list_of,
    parameter_of,
    source_of_data,
    target_of,
    text_of,
    units_of,
    with_filter,
)
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.functions import check_names, function_of
from tarazy.dsl.names.groups import report_circles, with_members
from tarazy.dsl.names.illustrative_lines import illustrative_lines
from tarazy.dsl.names.imported_methodologies import check_imported
from tarazy.dsl.names.labels import labels_by_language
from tarazy.dsl.names.modules import merged
from tarazy.dsl.names.other_names import name_findings
from tarazy.dsl.names.period_lengths import report_shorter_periods
from tarazy.dsl.names.processes import process_of
from tarazy.dsl.names.registers import register_of
from tarazy.dsl.names.reorganisations import reorganisations_of
from tarazy.dsl.names.resolved import Resolved
from tarazy.dsl.names.root_causes import root_causes
from tarazy.dsl.names.schedules import schedules_of
from tarazy.dsl.names.scope import COMPUTED_KINDS, Scope, Surroundings, code_of
from tarazy.dsl.names.scopes import activities_of, with_scopes
from tarazy.dsl.names.sheets import expanded
from tarazy.dsl.names.uncomputed_lines import lines_of_law, report_uncomputed
from tarazy.dsl.names.variants import variants_of
from tarazy.dsl.names.wiring import other_declarations, wired
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.periods import PARTS
from tarazy.dsl.process_fields import PROCESS_HEADS
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.unit_table import CircularUnits, RepeatedUnit, UndefinedUnit, UnitNotPositive, UnitTable

_NO_VALUES = {
    "act": "an act",
    "unit": "a unit",
    "dimension": "a dimension",
    "scale": "a scale",
    "check": "a check",
    "function": "a function",
    "calendar": "a calendar",
    "module": "a module",
    "binding": "a binding",
    "reorganisation": "a reorganisation",
    "variant": "a variant",
    "register": "a register",
    "classification": "a classification",
    "role": "a role",
    "assessor": "an assessor",
    "release": "a release",
    "body": "a body",
    "unit_of_a_body": "a unit of a body",
    "scope": "a scope",
    "activity": "an activity",
    "schedule": "a schedule",
    "publication": "a publication",
    "known_conflict": "a known conflict",
    "regime": "a regime",
}
"""Kinds of declarations whose names stand for no value, and what a message calls them."""


def resolve(files: Sequence[syntax.File]) -> Resolved:
    """Resolve the names of all declarations of `files` together (a methodology and the modules it imports)."""
    findings: list[Diagnostic] = []
    unread = {word for file in files for word in file.unread}
    findings.extend(name_findings(files))
    labels = labels_by_language(files)
    files = with_own_names(files)
    findings.extend(other_declarations(files))
    merging = merged(files, findings)
    wiring = wired(with_bodies(expanded(merging.declarations, findings)), findings)
    declarations = wiring.declarations
    heads = [one for one in declarations if one.kind == "methodology"]
    methodology = next((one for one in heads if one.span.source.name not in merging.module_files), None)
    scope = evolve(
        _scope(declarations, methodology, unread, findings),
        module_of=merging.module_of,
        ambiguous=merging.ambiguous,
        module_files=merging.module_files,
    )
    defaults = _defaults(declarations, merging.module_files)
    computed = {
        code_of(one): computed_of(one, defaults.get(_own(one, merging.module_files), ()), scope, findings)
        for one in declarations
        if one.kind in COMPUTED_KINDS
    }
    codes = {name: code_of(one) for name, one in scope.computed.items()}
    root = None if scope.body_axis is None else scope.list_by_code(scope.body_axis)
    process = process_of(declarations, scope, root, findings)
    computed = with_scopes(declarations, computed, scope, process.conflicts, findings)
    checks = {code_of(one): check_of(one, scope, findings) for one in declarations if one.kind == "check"}
    examples = tuple(
        example_of(one, scope, findings)
        for one in declarations
        if one.kind == "example" and not _own(one, merging.module_files)
    )
    for function in scope.functions.values():
        check_names(Resolver(evolve(scope, bound_axes={}), Surroundings(), findings), function)
    assessed = evaluated_bodies(scope.body_list, root, declarations)
    findings.extend(repeated_codes(declarations))
    findings.extend(check_assessors(declarations, codes, root, assessed, process))
    findings.extend(check_classification(declarations, scope.computed))
    findings.extend(check_corrections(scope.sources, declarations))
    _check_citations(declarations, scope, heads, findings)
    findings.extend(check_imported(methodology, heads, declarations))
    report_uncomputed(declarations, findings)
    if methodology is not None:
        report_shorter_periods(scope, findings)
    return Resolved(
        methodology=None if methodology is None else _methodology_of(methodology, scope),
        acts={act.code: act for act in scope.acts.values()},
        units=scope.units,
        lists={found.code: found for found in scope.lists.values()},
        sources={found.code: found for found in scope.sources.values()},
        parameters={found.code: found for found in scope.parameters.values()},
        computed=computed,
        checks=checks,
        examples=examples,
        registers={found.code: found for found in scope.registers.values()},
        lines_of_law=lines_of_law(declarations),
        assessors=assessors_of(declarations, codes),
        process=process,
        assessed=tuple(assessed),
        illustrative=tuple(illustrative_lines(declarations)),
        body_axis=scope.body_axis,
        axes=_axes(scope),
        labels_in=labels,
        bindings=wiring.bindings,
        findings=Findings(root_causes(findings, unread)),
        scope=scope,
    )


def _own(declaration: syntax.Declaration, module_files: frozenset[str]) -> str:
    """The file of a module that a declaration stands in; empty for the methodology's own files."""
    name = declaration.span.source.name
    return name if name in module_files else ""


def _defaults(
    declarations: Iterable[syntax.Declaration], module_files: frozenset[str]
) -> Mapping[str, Sequence[syntax.Declaration]]:
    """The declarations ``every ROLE``, which hold for their own module, or for all of the methodology's own files."""
    found: dict[str, list[syntax.Declaration]] = {}
    for one in declarations:
        if one.kind == "every":
            found.setdefault(_own(one, module_files), []).append(one)
    return found


def _axes(scope: Scope) -> tuple[str, ...]:
    body = () if scope.body_axis is None else (scope.body_axis,)
    others = tuple(dict.fromkeys(found.root for found in scope.lists.values() if found.root not in body))
    return (*body, PERIOD, *others, *scope.bound_axes, *(one.row_axis for one in scope.registers.values()))


def _by_name(declarations: Iterable[syntax.Declaration], kinds: Iterable[str]) -> dict[str, syntax.Declaration]:
    wanted = frozenset(kinds)
    return {one.name.text: one for one in declarations if one.kind in wanted and one.name is not None}


def _scope(
    declarations: tuple[syntax.Declaration, ...],
    methodology: syntax.Declaration | None,
    unread: set[str],
    findings: list[Diagnostic],
) -> Scope:
    units = units_of(declarations)
    _report_units(units, declarations, findings)
    names = data_names(declarations, units, unread, findings)
    written_lists = _by_name(declarations, ("list",))
    lists = {name: list_of(one, names) for name, one in written_lists.items()}
    scope = Scope(
        acts={name: act_of(one) for name, one in _by_name(declarations, ("act",)).items()},
        units=units,
        lists=lists,
        sources={name: source_of_data(one, names) for name, one in _by_name(declarations, ("source",)).items()},
        registers=_registers(declarations, methodology, names),
        computed=_by_name(declarations, COMPUTED_KINDS),
        functions={name: function_of(one, names) for name, one in _by_name(declarations, ("function",)).items()},
        scales=_by_name(declarations, ("scale",)),
        calendars={name: calendar_of(one, findings) for name, one in _by_name(declarations, ("calendar",)).items()},
        modules=tuple(one.name.text for one in declarations if one.kind == "module" and one.name is not None),
        body_list=_evaluated(methodology, lists, findings),
        parts=PARTS[_period_word(methodology)],
        no_values={
            one.name.text: _NO_VALUES[one.kind]
            for one in declarations
            if one.kind in _NO_VALUES and one.name is not None
        },
    )
    resolver = Resolver(scope, Surroundings(), findings)
    parameters = {name: parameter_of(one, resolver) for name, one in _by_name(declarations, ("parameter",)).items()}
    parameters |= {name: choice_of(one, resolver) for name, one in _by_name(declarations, ("choice",)).items()}
    parameters |= {name: target_of(one, resolver) for name, one in _by_name(declarations, ("target",)).items()}
    scope = evolve(scope, parameters=parameters)
    resolver = evolve(resolver, scope=scope)
    root = scope.list_by_code(scope.body_axis or "")
    variants = variants_of(declarations, root, scope.parameters, scope.computed, findings)
    scope = evolve(scope, reorganisations=reorganisations_of(declarations, root, findings), variants=variants)
    scope = _with_process(scope, declarations, root, findings)
    resolver = evolve(resolver, scope=scope)
    filtered = {
        name: with_members(with_filter(one, written_lists[name], resolver), written_lists[name], resolver)
        for name, one in lists.items()
    }
    circles = report_circles(filtered, findings)
    filtered = {name: evolve(one, only=None) if one.code in circles else one for name, one in filtered.items()}
    return evolve(scope, lists=filtered)


def _with_process(
    scope: Scope,
    declarations: tuple[syntax.Declaration, ...],
    root: ListDeclaration | None,
    findings: list[Diagnostic],
) -> Scope:
    """The scope with the deadlines, whose names are days, and the activities that formulas leave out."""
    if all(one.kind not in PROCESS_HEADS for one in declarations):
        return scope
    _, deadlines = schedules_of(declarations, scope.calendars, findings)
    return evolve(scope, deadlines=deadlines, activities=activities_of(declarations, root, findings))


def _registers(
    declarations: tuple[syntax.Declaration, ...], methodology: syntax.Declaration | None, names: DataNames
) -> dict[str, RegisterDeclaration]:
    written = _by_name(declarations, ("register",))
    period = "year" if methodology is None else text_of(methodology, "period") or "year"
    return {name: register_of(one, names, period) for name, one in written.items()}


def _evaluated(
    methodology: syntax.Declaration | None, lists: dict[str, ListDeclaration], findings: list[Diagnostic]
) -> str | None:
    line = None if methodology is None else methodology.field("evaluates")
    if line is None or not isinstance(line.value, syntax.Names):
        return None
    item = line.value.items[0]
    found = lists.get(item.text) if isinstance(item, syntax.Name) else None
    if found is None:
        near = nearest(item.span.text, lists)
        variant = "near" if near else ""
        findings.append(finding("N158", item.span, variant=variant, name=item.span.text, nearest=near or ""))
        found = lists.get(near or "")
    return None if found is None else found.code


def _methodology_of(declaration: syntax.Declaration, scope: Scope) -> Methodology:
    days = {}
    for keyword in ("in_force_from", "in_force_until"):
        line = declaration.field(keyword)
        days[keyword] = line.value.value if line is not None and isinstance(line.value, syntax.Day) else None
    return Methodology(
        code=code_of(declaration),
        label=declaration.label,
        version=text_of(declaration, "version") or "",
        basis=basis_of(declaration),
        in_force_from=days["in_force_from"],
        in_force_until=days["in_force_until"],
        period=_period_word(declaration),
        evaluates=scope.body_list,
        span=declaration.span,
        barred=declaration.all_fields("barred_sources"),
    )


def _period_word(methodology: syntax.Declaration | None) -> str:
    """What is evaluated by, as a word of ``period``: a year where nothing is said."""
    return (None if methodology is None else text_of(methodology, "period")) or "year"


def _report_units(units: UnitTable, declarations: tuple[syntax.Declaration, ...], findings: list[Diagnostic]) -> None:
    places = {code_of(one): one.name_span or one.span for one in declarations if one.kind in ("unit", "dimension")}
    for problem in units.problems:
        match problem:
            case RepeatedUnit(code=code):
                findings.append(finding("N182", places[code], variant="repeated", name=code))
            case UndefinedUnit(code=code, unknown=unknown):
                findings.append(finding("N151", places[code], name=unknown.word, nearest=unknown.nearest or ""))
            case CircularUnits(codes=codes):
                findings.append(finding("N182", places[codes[0]], variant="circle", name=", ".join(codes)))
            case UnitNotPositive(code=code):
                findings.append(finding("N182", places[code], variant="positive", name=code))


def _check_citations(
    declarations: tuple[syntax.Declaration, ...],
    scope: Scope,
    heads: Iterable[syntax.Declaration],
    findings: list[Diagnostic],
) -> None:
    """Every act that a `basis` line names must be declared; ``methodology`` is the methodology's own text."""
    known = {*scope.acts, "methodology", *(head.name.text for head in heads if head.name is not None)}
    for declaration in declarations:
        for citation in basis_of(declaration):
            if isinstance(citation, syntax.Citation) and citation.act is not None and citation.act.text not in known:
                near = nearest(citation.act.text, known)
                variant = "near" if near else ""
                findings.append(
                    finding("N183", citation.span, variant=variant, name=citation.act.text, nearest=near or "")
                )
