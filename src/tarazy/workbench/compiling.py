"""Methodologies compiled one by one: what the paths of a command name, and what was found in each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.pipeline import Compilation, compile_files
from tarazy.dsl.source import Span
from tarazy.dsl.source_files import bound_file
from tarazy.grammar.speech import speak_as
from tarazy.workbench.findings_json import finding_json
from tarazy.workbench.paths import find_files

_ONCE_A_FILE = frozenset({"W464"})
"""Codes of notes on a way of writing, which a reader need be told of once."""


@frozen(eq=False)
class Compiled:
    """A file with what the checker made of it and of the modules that it imports."""

    path: Path
    compilation: Compilation

    @property
    def is_methodology(self) -> bool:
        """Whether the file begins with `methodology`; other files are modules."""
        files = self.compilation.files
        return bool(files) and any(one.kind == "methodology" for one in files[0].declarations)


def compile_each(paths: Iterable[Path], binding: str | None = None) -> tuple[tuple[Compiled, ...], Findings]:
    """Compile every file that `paths` name, each on its own with its modules, and collect all findings.

    A module that another of the files imports is not compiled a second time for itself, and what is found in a module
    that several import is reported once. A file of bindings stands for the file that it binds; `binding` is the one, or
    the name of the one, that takes the place of that beside each methodology.
    """
    found = find_files(paths)
    starts = {path.resolve(): path for path in map(bound_file, found.files)}
    compiled = [Compiled(path, compile_files([path], binding)) for path in starts.values()]
    for one in compiled[:1]:
        for file in one.compilation.files[:1]:
            speak_as(file.language)
    imported = {Path(file.source.name).resolve() for one in compiled for file in one.compilation.files[1:]}
    kept = tuple(one for one in compiled if one.path.resolve() not in imported)
    findings = (item for one in kept for item in one.compilation.findings)
    return kept, found.findings + _each_once(findings)


Choice: TypeAlias = Callable[[Sequence[Compiled]], Compiled | Diagnostic | None]
"""Chooses among several methodologies; ``None`` where they cannot be chosen among."""


def compile_one(
    path: Path, choice: Choice | None = None, binding: str | None = None
) -> tuple[Compiled | None, Findings]:
    """Compile the one methodology that `path` names; a folder may hold modules beside it, and `choice` says which of
    several methodologies is meant, `binding` by which file of bindings.
    """
    compiled, findings = compile_each([path], binding)
    methodologies = [one for one in compiled if one.is_methodology]
    if len(methodologies) > 1 and choice is not None:
        chosen = choice(methodologies)
        if isinstance(chosen, Compiled):
            methodologies = [chosen]
        elif chosen is not None:
            return None, Findings((chosen,))
    if len(methodologies) > 1:
        files = ", ".join(f"`{one.path}`" for one in methodologies)
        several = finding("U752", None, path=str(path), count=str(len(methodologies)), files=files)
        return None, Findings((several,))
    if methodologies:
        return methodologies[0], Findings(tuple(methodologies[0].compilation.findings))
    if compiled and not findings.errors:
        findings += [finding("U753", None, path=str(path))]
    return None, findings


def _each_once(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings without those that are reported already, and of a note that is meant for a whole file the first."""
    unlike = {repr(finding_json(one)): one for one in findings}.values()
    kept: dict[tuple[str, str] | int, Diagnostic] = {}
    for number, one in enumerate(unlike):
        file = one.place.source.name if one.code in _ONCE_A_FILE and isinstance(one.place, Span) else None
        kept.setdefault(number if file is None else (one.code, file), one)
    return list(kept.values())
