"""Files of methodologies, found by the paths that were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.nearest import nearest

SUFFIX = ".meth"


@frozen
class FoundFiles:
    """Files in the order in which they were named, each once, and what was wrong with the paths."""

    files: tuple[Path, ...]
    findings: Findings


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """Every file that `paths` name: a file whatever it is called, and of a folder every ``.meth`` below it.

    What lies in hidden folders is left out.
    """
    files: dict[Path, Path] = {}
    findings: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            found = tuple(_below(path))
            if not found:
                findings.append(finding("U751", None, path=str(path)))
        elif path.exists():
            found = (path,)
        else:
            found = ()
            findings.append(_not_there(path))
        for file in found:
            files.setdefault(file.resolve(), file)
    return FoundFiles(tuple(files.values()), Findings(tuple(findings)))


def _below(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.rglob(f"*{SUFFIX}")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            yield file


def _not_there(path: Path) -> Diagnostic:
    folder = path.parent
    siblings = sorted(one.name for one in folder.glob(f"*{SUFFIX}")) if folder.is_dir() else []
    meant = nearest(path.name, siblings)
    if meant is None:
        return finding("U750", None, path=str(path))
    return finding("U750", None, variant="near", path=str(path), nearest=str(folder / meant))
