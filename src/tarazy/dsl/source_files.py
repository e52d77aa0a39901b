"""Files of a program: those that are named, the bindings beside each, and the modules that they import.

Opening them is all the input there is in this floor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.literate import LITERATE_SUFFIX
from tarazy.dsl.names.wiring import DATA_SUFFIX
from tarazy.dsl.nearest import nearest
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source, Span

MOST_BYTES = 4 << 20
"""Of a file: some hundred thousand lines."""

STANDARD_LIBRARY = Path(__file__).resolve().parent.parent / "stdlib"
"""Folder of the modules that come with the language."""

SUFFIXES = (".meth", LITERATE_SUFFIX)
"""How the name of a methodology ends."""


@frozen
class Import:
    """A line ``module NAME``: the file that it stands in, the file that it names, and its place."""

    importer: Path
    imported: Path
    place: Span


def read_files(paths: Sequence[Path]) -> tuple[list[Source], list[Diagnostic]]:
    """Texts of files, of the bindings beside them and of the modules they import, each once, importers first."""
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    imports: list[Import] = []
    pending: list[tuple[Path, Span | None]] = [(path, None) for path in paths]
    seen = set[Path]()
    while pending:
        path, place = pending.pop(0)
        if path.resolve() in seen:
            continue
        seen.add(path.resolve())
        source = _read(path, place)
        if not isinstance(source, Source):
            findings.append(source)
            continue
        sources.append(source)
        declarations = parse(source).file.declarations
        head = next((one for one in declarations if one.kind == "methodology"), None)
        if place is not None and head is not None:
            labels = (Label(head.span, "is", {"what": "a methodology of its own"}),)
            findings.append(finding("M607", place, labels=labels, name=place.text))
            sources.pop()
            continue
        pending.extend((beside, None) for beside in _bindings_beside(path))
        for declaration in declarations:
            if declaration.kind == "module" and declaration.name is not None:
                found = _imported(path, declaration.name, declaration.name_span or declaration.span)
                if isinstance(found, Import):
                    imports.append(found)
                    pending.append((found.imported, found.place))
                else:
                    findings.append(found)
    return sources, [*findings, *_circles(imports)]


def _imported(path: Path, name: syntax.Name, place: Span) -> Import | Diagnostic:
    """The file that a line ``module NAME`` of the file `path` names, or that there is none."""
    own, standard = (_module_file(folder, name) for folder in (path.parent, STANDARD_LIBRARY))
    if own.is_file():
        return Import(path, own, place)
    if standard.is_file():
        return Import(path, standard, place)
    folders = (one.joinpath(*name.parts[:-1]) for one in (path.parent, STANDARD_LIBRARY))
    others = [one.stem for folder in folders if folder.is_dir() for one in sorted(folder.glob("*.meth")) if one != path]
    near = nearest(name.parts[-1], others)
    meant = "" if near is None else ".".join([*name.parts[:-1], near])
    written = "/".join(name.parts) + ".meth"
    return finding("M600", place, variant="near" if meant else "", name=name.text, path=written, nearest=meant)


def _module_file(folder: Path, name: syntax.Name) -> Path:
    stem = folder.joinpath(*name.parts)
    return stem.with_name(f"{stem.name}.meth")


def displayed(path: Path) -> str:
    """How a file is called in messages and traces: one of the standard library alike on every machine."""
    if path.is_relative_to(STANDARD_LIBRARY):
        return f"stdlib/{path.relative_to(STANDARD_LIBRARY).as_posix()}"
    return str(path)


def _bindings_beside(path: Path) -> list[Path]:
    """The file of bindings that lies beside `path`, if one does: ``NAME.data.meth`` beside the methodology."""
    for suffix in SUFFIXES:
        if path.name.endswith(suffix):
            beside = path.with_name(path.name.removesuffix(suffix) + DATA_SUFFIX)
            return [beside] if beside.is_file() else []
    return []


def bound_file(path: Path) -> Path:
    """The file whose bindings are in `path`, where `path` is a file of bindings beside one; else `path` itself."""
    if not path.name.endswith(DATA_SUFFIX):
        return path
    names = (path.name.removesuffix(DATA_SUFFIX) + suffix for suffix in SUFFIXES)
    return next((path.with_name(name) for name in names if path.with_name(name).is_file()), path)


def _read(path: Path, place: Span | None) -> Source | Diagnostic:
    """The text of a file; what is wrong with it is said where the file is imported."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            return finding("L021", place, path=str(path), size=str(size), most=str(MOST_BYTES))
        return read_text(path.read_bytes(), displayed(path))
    except OSError:
        return finding("M606", place, path=str(path))


# ---------------------------------------------------------------- circles


def _circles(imports: Sequence[Import]) -> Iterator[Diagnostic]:
    """A finding for each import that closes a circle (M602), at the line that closes it."""
    uses: dict[Path, list[Import]] = {}
    for one in imports:
        uses.setdefault(one.importer.resolve(), []).append(one)
    reported = set[frozenset[Path]]()
    for one in imports:
        way = _way(one.imported.resolve(), one.importer.resolve(), uses)
        files = frozenset(step.imported.resolve() for step in (one, *(way or ())))
        if way is None or files in reported:
            continue
        reported.add(files)
        labels = tuple(Label(step.place, "is", {"what": f"{step.importer.name} imports it"}) for step in way)
        names = " → ".join([one.importer.name, one.imported.name, *(step.imported.name for step in way)])
        yield finding("M602", one.place, labels=labels, circle=names)


def _way(start: Path, end: Path, uses: Mapping[Path, Sequence[Import]]) -> tuple[Import, ...] | None:
    """A shortest way of imports from one file to another; ``None`` where there is none."""
    ways: dict[Path, tuple[Import, ...]] = {start: ()}
    pending = [start]
    for file in pending:
        if file == end:
            return ways[file]
        for step in uses.get(file, ()):
            following = step.imported.resolve()
            if following not in ways:
                ways[following] = (*ways[file], step)
                pending.append(following)
    return None
