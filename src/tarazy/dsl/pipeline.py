"""From files to a program: the passes in order, and what each gives, printable.

Opening ``.meth`` files is all the input there is here; everything after it takes text and gives values and findings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.checking import infer
from tarazy.dsl.collection import few_collections
from tarazy.dsl.consequences import without_consequences
from tarazy.dsl.diagnostics import Diagnostic, Findings, Severity, finding, reading_order
from tarazy.dsl.graph import graph_text
from tarazy.dsl.names import Resolved, resolve
from tarazy.dsl.names.show import names_text
from tarazy.dsl.paragraphs import with_paragraphs
from tarazy.dsl.parser import parse
from tarazy.dsl.program import Program, program_of, program_text
from tarazy.dsl.refused_bindings import at_bindings
from tarazy.dsl.source import Source
from tarazy.dsl.source_files import read_files
from tarazy.dsl.syntax_text import dump
from tarazy.dsl.typing import Typed
from tarazy.dsl.typing.show import facts_text
from tarazy.dsl.unknowns import unread_codes

STAGES = ("syntax", "names", "types", "graph", "program")
"""What can be shown, in the order in which it is made."""

MOST_FINDINGS = 1_000
"""Reported at a time; who has more mends the first ones first."""


@frozen(eq=False)
class Compilation:
    """What became of some files.

    `program` is ``None`` where an error stands in the way; `resolved` and `typed` go as far as the passes went.
    `findings` are in reading order.
    """

    files: tuple[syntax.File, ...]
    resolved: Resolved | None
    typed: Typed | None
    program: Program | None
    findings: Findings = field(factory=Findings)

    def show(self, stage: str) -> str:
        """What the stage of that name gave, as text; empty where the passes did not get so far."""
        return _SHOWN[stage](self)


def compile_files(paths: Sequence[Path], binding: str | None = None) -> Compilation:
    """Read, parse, resolve and check files, the modules that they import and the bindings beside each.

    Parameters
    ----------
    binding
        The file of bindings, or its name, that takes the place of the one beside each file.
    """
    sources, findings = read_files(paths, binding)
    return compile_sources(sources, findings)


def compile_sources(sources: Sequence[Source], findings: Sequence[Diagnostic] = ()) -> Compilation:
    """The passes over texts that are already read; `findings` come from reading them."""
    with few_collections():
        return _passed(sources, findings)


def _passed(sources: Sequence[Source], findings: Sequence[Diagnostic]) -> Compilation:
    parsed = [parse(source) for source in sources]
    found = [*findings, *(one for part in parsed for one in part.findings)]
    files = tuple(part.file for part in parsed)
    resolved = resolve(files)
    typed = infer(resolved, unread=unread_codes([*found, *resolved.findings], files))
    every = reported([*found, *resolved.findings, *typed.findings], files, typed)
    program = None if every.errors else program_of(typed)
    return Compilation(files, resolved, typed, program, every)


def reported(found: Sequence[Diagnostic], files: Sequence[syntax.File], typed: Typed) -> Findings:
    """What is told of all that was found: without what only follows from something else, with paragraphs."""
    kept = at_bindings(without_consequences(found, files, typed.resolved), typed)
    return _limited(sorted(with_paragraphs(kept, files), key=reading_order))


def _limited(found: Sequence[Diagnostic]) -> Findings:
    """The findings, or the first of very many, errors before others, and how many there are besides."""
    if len(found) <= MOST_FINDINGS:
        return Findings(tuple(found))
    errors_first = sorted(found, key=lambda one: one.severity is not Severity.ERROR)
    shown = sorted(errors_first[:MOST_FINDINGS], key=reading_order)
    return Findings((*shown, finding("L022", None, count=str(len(found) - MOST_FINDINGS), most=str(MOST_FINDINGS))))


# ---------------------------------------------------------------- showing


def _show_syntax(compilation: Compilation) -> str:
    return "\n".join(dump(file) for file in compilation.files)


def _show_names(compilation: Compilation) -> str:
    return "" if compilation.resolved is None else names_text(compilation.resolved)


def _show_types(compilation: Compilation) -> str:
    return "" if compilation.typed is None else facts_text(compilation.typed)


def _show_graph(compilation: Compilation) -> str:
    return "" if compilation.typed is None else graph_text(compilation.typed)


def _show_program(compilation: Compilation) -> str:
    return "" if compilation.program is None else program_text(compilation.program)


_SHOWN: Mapping[str, Callable[[Compilation], str]] = {
    "syntax": _show_syntax,
    "names": _show_names,
    "types": _show_types,
    "graph": _show_graph,
    "program": _show_program,
}
