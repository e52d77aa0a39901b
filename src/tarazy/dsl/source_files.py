"""Files of a program: those that are named, the bindings beside or chosen for each, and the modules that they import.

Opening them is all the input there is in this floor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.library_names import LibraryModule, library_modules, module_meant
from tarazy.dsl.literate import LITERATE_SUFFIX
from tarazy.dsl.module_locks import lock_path, module_hash, read_lock, unlocked
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
    """A line ``module NAME``: the name, the file that it stands in, the file that it names, and its place."""

    name: str
    importer: Path
    imported: Path
    place: Span


@frozen
class FilesRead:
    """Texts of files, of their bindings and of the modules they import, each once, importers first; the imports, and
    what was in the way.
    """

    sources: tuple[Source, ...]
    findings: tuple[Diagnostic, ...]
    imports: tuple[Import, ...]


def read_files(paths: Sequence[Path], binding: str | None = None) -> tuple[list[Source], list[Diagnostic]]:
    """Texts of files, of their bindings and of the modules they import; what does not go with a lock file is reported.

    Parameters
    ----------
    binding
        The file of bindings that takes the place of the one beside each file of `paths`, or its name
        (:func:`chosen_bindings`).
    """
    read = read_unlocked(paths, binding)
    found = list(read.findings)
    for path in paths:
        lock = lock_path(path)
        if lock.is_file():
            found += unlocked(lock, read_lock(lock), [_locked(path, one, read.sources) for one in reached(path, read)])
    return list(read.sources), found


def modules_locked(path: Path, read: FilesRead) -> dict[str, str]:
    """What a lock file of the methodology `path` says of the modules that it imports."""
    modules = (_locked(path, one, read.sources) for one in reached(path, read))
    return {file: module_hash(content) for _, file, _, content in modules}


def reached(path: Path, read: FilesRead) -> list[Import]:
    """The imports by which each module of the file `path` is first reached."""
    found: dict[Path, Import] = {}
    pending = [path.resolve()]
    for importer in pending:
        for one in read.imports:
            imported = one.imported.resolve()
            if one.importer.resolve() == importer and imported not in found and imported != path.resolve():
                found[imported] = one
                pending.append(imported)
    names = {source.name for source in read.sources}
    return [one for one in found.values() if displayed(one.imported) in names]


def _locked(path: Path, one: Import, sources: Sequence[Source]) -> tuple[str, str, Span, syntax.File]:
    source = next(source for source in sources if source.name == displayed(one.imported))
    folder, imported = path.resolve().parent, one.imported.resolve()
    own = imported.relative_to(folder).as_posix() if imported.is_relative_to(folder) else displayed(one.imported)
    return one.name, own, one.place, parse(source).file


def read_unlocked(paths: Sequence[Path], binding: str | None = None) -> FilesRead:
    """The same, whatever lock files lie beside them."""
    sources: list[Source] = []
    findings: list[Diagnostic] = []
    imports: list[Import] = []
    named = {path.resolve() for path in paths}
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
        chosen = None if binding is None or path.resolve() not in named else chosen_bindings(path, binding)
        beside = _bindings_beside(path) if chosen is None else [chosen]
        pending.extend((one, None) for one in beside)
        for declaration in parse(source).file.declarations:
            if declaration.kind == "module" and declaration.name is not None:
                found = _imported(path, declaration.name, declaration.name_span or declaration.span)
                if isinstance(found, Import):
                    imports.append(found)
                    pending.append((found.imported, found.place))
                else:
                    findings.append(found)
    return FilesRead(tuple(sources), (*findings, *_circles(imports)), tuple(imports))


def _imported(path: Path, name: syntax.Name, place: Span) -> Import | Diagnostic:
    """The file that a line ``module NAME`` of the file `path` names, or that there is none."""
    own, standard = _module_file(path.parent, name), _library_file(name)
    if own.is_file():
        return Import(name.text, path, own, place)
    if standard is not None:
        return Import(name.text, path, standard, place)
    folders = (one.joinpath(*name.parts[:-1]) for one in (path.parent, STANDARD_LIBRARY))
    others = [one.stem for folder in folders if folder.is_dir() for one in sorted(folder.glob("*.meth")) if one != path]
    others += [spelling for module in library_modules().values() for spelling in module.in_language.values()]
    near = nearest(name.parts[-1], others)
    meant = "" if near is None else ".".join([*name.parts[:-1], near])
    written = "/".join(name.parts) + ".meth"
    return finding("M600", place, variant="near" if meant else "", name=name.text, path=written, nearest=meant)


def _library_file(name: syntax.Name) -> Path | None:
    """The file of the standard library that a name means in any language."""
    module = module_meant(name.text)
    path = _module_file(STANDARD_LIBRARY, name if module is None else evolve(name, parts=tuple(module.name.split("."))))
    return path if path.is_file() else None


def library_imported(path: Path, declarations: Sequence[syntax.Declaration]) -> tuple[LibraryModule, ...]:
    """The modules of the standard library that the file `path` imports."""
    names = [one.name for one in declarations if one.kind == "module" and one.name is not None]
    meant = (module_meant(name.text) for name in names if not _module_file(path.parent, name).is_file())
    return tuple(one for one in meant if one is not None)


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


def chosen_bindings(path: Path, binding: str) -> Path:
    """The file of bindings that is chosen for the methodology `path`.

    Parameters
    ----------
    binding
        A path that ends in ``.data.meth``, or a name: ``2025`` means ``NAME.2025.data.meth`` beside ``NAME.meth``.
    """
    if binding.endswith(DATA_SUFFIX):
        return Path(binding)
    stem = next((path.name.removesuffix(suffix) for suffix in SUFFIXES if path.name.endswith(suffix)), path.name)
    return path.with_name(f"{stem}.{binding}{DATA_SUFFIX}")


def bound_file(path: Path) -> Path:
    """The file whose bindings are in `path`, where `path` is a file of bindings beside one; else `path` itself."""
    if not path.name.endswith(DATA_SUFFIX):
        return path
    own = path.name.removesuffix(DATA_SUFFIX)
    stems = dict.fromkeys([own, *(own[:place] for place, sign in reversed(list(enumerate(own))) if sign == ".")])
    names = (stem + suffix for stem in stems for suffix in SUFFIXES)
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
