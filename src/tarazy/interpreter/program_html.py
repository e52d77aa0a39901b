"""A methodology for notebooks: its head, and what each of its declarations is made of, as HTML without scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sized

from tarazy.dsl.declarations import Methodology
from tarazy.dsl.dependencies import Dependencies, PartKind, dependencies
from tarazy.dsl.dependency_words import in_readers_language, role_word, use_words
from tarazy.dsl.literal_text import date_text
from tarazy.dsl.names.labels import Labels
from tarazy.dsl.program import Program
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import reader_language, said
from tarazy.interpreter.markup import element, escaped, table


def program_html(program: Program) -> str:
    """The summary of a program."""
    head = program.methodology
    labels = program.resolved.labels_in
    found = in_readers_language(dependencies(program, tuple(program.computed)), labels)
    parts = found.parts
    rows = [
        (
            role_word(one.role.value),
            one.code,
            parts[one.code].label,
            parts[one.code].combines,
            _made_of(found, one.code),
        )
        for one in program.computed.values()
    ]
    title = f"{element('p', said('modules'))}\n" if head is None else _head(head, labels)
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
            table(tuple(map(said, ("role", "code", "label", "combines", "made of"))), rows),
            f"<p>{element('small', said('program {digits}', digits=program.hashes.program))}</p>\n",
            "</div>\n",
        ]
    )


def _head(head: Methodology, labels: Labels) -> str:
    words = vocabulary(reader_language())
    first, last = head.in_force_from, head.in_force_until
    since = "" if first is None else said("in force from {date}", date=date_text(first, words))
    until = "" if last is None else said("until {date}", date=date_text(last, words))
    evaluates = "" if head.evaluates is None else said("evaluates {list}", list=head.evaluates)
    about = ", ".join(filter(None, (said("version {version}", version=head.version), since, until, evaluates)))
    label = labels.get(head.code, {}).get(reader_language(), head.label or head.code)
    return f"<p><strong>{escaped(label)}</strong> <code>{escaped(head.code)}</code><br>{escaped(about)}</p>\n"


def _made_of(found: Dependencies, code: str) -> str:
    """What a declaration uses, declarations with their weights before data."""
    uses = sorted(found.of[code], key=lambda use: found.parts[use.used].kind is not PartKind.COMPUTED)
    return ", ".join(f"{use.used} {use_words(use)}".rstrip() for use in uses)


def _counted(counts: Mapping[str, Sized]) -> str:
    return ", ".join(f"{said(words)}: {len(some)}" for words, some in counts.items() if some)
