"""All declarations of the process in a program, resolved together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tarazy.dsl import syntax
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.names.bodies import bodies_of
from tarazy.dsl.names.data import basis_of
from tarazy.dsl.names.deadlines import check_filings, check_starts
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.known_conflicts import conflicts_of
from tarazy.dsl.names.publications import Known, publications_of, releases_of
from tarazy.dsl.names.regimes import check_merging, regimes_of
from tarazy.dsl.names.schedules import schedules_of
from tarazy.dsl.names.scope import Scope, Surroundings, code_of
from tarazy.dsl.names.scopes import is_of_another_block
from tarazy.dsl.process import OpenQuestion, Process
from tarazy.dsl.process_fields import PROCESS_HEADS

_KINDS = frozenset({*PROCESS_HEADS, "release", "reorganisation"})


def process_of(
    declarations: Sequence[syntax.Declaration],
    scope: Scope,
    root: ListDeclaration | None,
    findings: list[Diagnostic],
) -> Process:
    """The declarations of the process among `declarations`; `root` is the list of all bodies."""
    lists_name = any(one.kind == "list" and one.field("names") is not None for one in declarations)
    are_filed = any(source.filed for source in scope.sources.values())
    if not lists_name and not are_filed and all(one.kind not in _KINDS for one in declarations):
        return Process()
    computed = {name: code_of(one) for name, one in scope.computed.items()}
    deadlines = {name: one.code for name, one in scope.deadlines.items()}
    resolver = Resolver(scope, Surroundings(), findings)
    check_starts(resolver, scope.deadlines.values())
    check_filings(scope.sources.values(), resolver, declarations)
    known = Known(computed, scope.lists, deadlines, None if root is None else root.element)
    schedules, _ = schedules_of(declarations, scope.calendars, [])
    regimes = regimes_of(declarations, scope.reorganisations, findings)
    findings.extend(check_merging(scope.sources.values(), scope.body_axis, regimes))
    return Process(
        bodies=bodies_of(declarations, scope.lists, root, findings),
        schedules={one.code: one for one in schedules.values()},
        deadlines={one.code: one for one in scope.deadlines.values()},
        publications={one.code: one for one in publications_of(declarations, known, findings)},
        releases=releases_of(declarations, computed, findings),
        activities=scope.activities,
        conflicts=conflicts_of(declarations, computed, root, findings),
        open_questions=tuple(_open_questions(declarations, scope)),
        regimes=regimes,
    )


def _open_questions(declarations: Sequence[syntax.Declaration], scope: Scope) -> Iterator[OpenQuestion]:
    """What is left open on the lines of declarations of the process."""
    for one in declarations:
        if one.kind not in _KINDS or (one.kind == "scope" and is_of_another_block(one, scope)):
            continue
        for item in basis_of(one):
            if isinstance(item, syntax.Undetermined) and item.text:
                yield OpenQuestion(one.kind, code_of(one), item.text, item.span)
        for line in one.fields:
            for value in _values(line):
                if isinstance(value, syntax.Undetermined) and value.text:
                    yield OpenQuestion(one.kind, code_of(one), value.text, value.span)


def _values(line: syntax.Field) -> tuple[object, ...]:
    match line.value:
        case syntax.Outcome(value=value):
            return (value,)
        case syntax.MembersValue(items=items):
            return items
        case _:
            return ()
