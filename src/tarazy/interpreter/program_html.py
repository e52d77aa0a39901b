"""A methodology for notebooks: its head, and what each of its declarations is made of, as HTML without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from tarazy.dsl.declarations import Methodology
from tarazy.dsl.dependencies import Dependencies, PartKind, dependencies
from tarazy.dsl.program import Program
from tarazy.interpreter.markup import escaped, table


def program_html(program: Program) -> str:
    """The summary of a program."""
    head = program.methodology
    found = dependencies(program, tuple(program.computed))
    rows = [
        (one.role.value, one.code, one.label or "", found.parts[one.code].combines, _made_of(found, one.code))
        for one in program.computed.values()
    ]
    title = "<p>modules</p>\n" if head is None else _head(head)
    counts: dict[str, Sized] = {
        "lists": program.lists,
        "sources": program.sources,
        "parameters": program.parameters,
        "checks": program.checks,
        "acts": program.acts,
        "examples": program.examples,
    }
    return "".join(
        [
            '<div class="tarazy-methodology">\n',
            title,
            f"<p>{escaped(_counted(counts))}</p>\n",
            table(("role", "code", "label", "combines", "made of"), rows),
            f"<p><small>program {program.hashes.program}</small></p>\n",
            "</div>\n",
        ]
    )


def _head(head: Methodology) -> str:
    since = "" if head.in_force_from is None else f"in force from {head.in_force_from.isoformat()}"
    until = "" if head.in_force_until is None else f"until {head.in_force_until.isoformat()}"
    evaluates = "" if head.evaluates is None else f"evaluates {head.evaluates}"
    about = ", ".join(filter(None, (f"version {head.version}", since, until, evaluates)))
    return f"<p><strong>{escaped(head.label or head.code)}</strong> <code>{escaped(head.code)}</code><br>{about}</p>\n"


def _made_of(found: Dependencies, code: str) -> str:
    """What a declaration uses, declarations with their weights before data."""
    uses = sorted(found.of[code], key=lambda use: found.parts[use.used].kind is not PartKind.COMPUTED)
    return ", ".join(f"{use.used} {use.words}".rstrip() for use in uses)


def _counted(counts: Mapping[str, Sized]) -> str:
    return ", ".join(f"{words}: {len(some)}" for words, some in counts.items() if some)
