"""Files of methodologies, found by the paths that were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source_files import SUFFIXES

_NAMES_LISTED = 6


@frozen
class FoundFiles:
    """Files in the order in which they were named, each once, and what was wrong with the paths."""

    files: tuple[Path, ...]
    findings: Findings


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """Every ``.meth`` and ``.meth.md`` file that `paths` name, and of a folder every one below it.

    What lies in hidden folders is left out.
    """
    files: dict[Path, Path] = {}
    findings: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            found = tuple(_below(path))
            if not found:
                findings.append(finding("U751", None, path=str(path)))
        elif path.is_file() and not path.name.endswith(SUFFIXES):
            found = ()
            findings.append(_of_another_kind(path))
        elif path.exists():
            found = (path,)
        else:
            found = ()
            findings.append(_not_there(path))
        for file in found:
            files.setdefault(file.resolve(), file)
    return FoundFiles(tuple(files.values()), Findings(tuple(findings)))


def _below(folder: Path) -> Iterator[Path]:
    for file in sorted(one for suffix in SUFFIXES for one in folder.rglob(f"*{suffix}")):
        hidden = any(part.startswith(".") for part in file.relative_to(folder).parts)
        if not hidden and file.is_file():
            yield file


def _of_another_kind(path: Path) -> Diagnostic:
    """What is said of a file that is no methodology by its name: which methodologies lie beside it."""
    beside = _names_beside(path)
    if not beside:
        return finding("U780", None, path=str(path))
    known = ", ".join(f"`{path.parent / name}`" for name in beside[:_NAMES_LISTED])
    return finding("U780", None, variant="beside", path=str(path), known=known)


def _names_beside(path: Path) -> list[str]:
    folder = path.parent
    if not folder.is_dir():
        return []
    return sorted(one.name for suffix in SUFFIXES for one in folder.glob(f"*{suffix}"))


def _not_there(path: Path) -> Diagnostic:
    folder = path.parent
    meant = nearest(path.name, _names_beside(path))
    if meant is None:
        return finding("U750", None, path=str(path))
    return finding("U750", None, variant="near", path=str(path), nearest=str(folder / meant))
