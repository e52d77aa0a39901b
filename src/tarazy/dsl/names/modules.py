"""Names of several files: which module each declaration is of, and what is said where two have one name.

All declarations of a program share one name space. A name that two modules give a function, a parameter or something
computed is used qualified, ``normalisation.borda``, and inside its own module bare; the methodology's own
declarations are nearer than those of a module. Lists, sources, units and acts have one name each (N181).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve, fields, frozen, has

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.scope import COMPUTED_KINDS
from tarazy.dsl.source import Span

_QUALIFIED = COMPUTED_KINDS | {"function", "parameter", "choice", "target", "scale"}
"""Kinds whose names may be led by that of their module."""

_UNNAMED = frozenset({"module", "methodology", "binding"})

T = TypeVar("T")


@frozen(eq=False)
class Merged:
    """Declarations of all files in one name space.

    Parameters
    ----------
    declarations
        Those that share a name are called by their module and that name.
    module_of
        The module of each name that is of one.
    ambiguous
        Names that several modules give, each with the qualified ones.
    module_files
        Names of the files of modules.
    """

    declarations: tuple[syntax.Declaration, ...]
    module_of: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]
    module_files: frozenset[str]


def merged(files: Sequence[syntax.File], findings: list[Diagnostic]) -> Merged:
    """The declarations of `files`, each under a name of its own; one that stands twice is reported and left out."""
    modules = _modules(files)
    given: dict[str, list[str]] = {}
    for file in files:
        module = modules.get(file.source.name, "")
        for one in file.declarations:
            if one.name is not None and one.kind in _QUALIFIED and module not in given.get(one.name.text, ()):
                given.setdefault(one.name.text, []).append(module)
    shared = {name: owners for name, owners in given.items() if len(owners) > 1}
    declarations = tuple(
        renamed
        for file in files
        for renamed in _renamed(_cited(file, modules), modules.get(file.source.name, ""), shared)
    )
    kept = _different(declarations, findings)
    places = {file.source.name: modules.get(file.source.name, "") for file in files}
    module_of = {one.name.text: places[one.span.source.name] for one in kept if one.name is not None}
    ambiguous = {
        name: tuple(f"{owner}.{name}" for owner in owners) for name, owners in shared.items() if "" not in owners
    }
    of_modules = {name: module for name, module in module_of.items() if module}
    return Merged(kept, of_modules, ambiguous, frozenset(modules))


def _modules(files: Sequence[syntax.File]) -> dict[str, str]:
    """Names of modules by the names of their files: those that a line ``module NAME`` of another file means."""
    found: dict[str, str] = {}
    for file in files:
        for one in file.declarations:
            if one.kind == "module" and one.name is not None:
                for other in files:
                    if other is not file and is_file_of(one.name, other.source.name):
                        found.setdefault(other.source.name, one.name.text)
    return found


def is_file_of(module: syntax.Name, file: str) -> bool:
    """Whether a line ``module NAME`` means the file of that name."""
    stem, ending = file.replace("\\", "/").removesuffix(".md").removesuffix(".meth"), "/".join(module.parts)
    return stem == ending or stem.endswith(f"/{ending}")


# ---------------------------------------------------------------- the text of an imported methodology


def _cited(file: syntax.File, modules: Mapping[str, str]) -> Sequence[syntax.Declaration]:
    """Declarations of a file; of an imported methodology, each citation of its own text names it."""
    head = next((one for one in file.declarations if one.kind == "methodology"), None)
    if head is None or head.name is None or file.source.name not in modules:
        return file.declarations
    name = head.name

    def cited(citation: syntax.Citation) -> syntax.Citation:
        return evolve(citation, act=name) if citation.act is None else citation

    return [_with_citations(one, cited) for one in file.declarations]


def _with_citations(part: T, cited: Callable[[syntax.Citation], syntax.Citation]) -> T:
    """`part` of a tree with every citation in it changed."""
    changed: object = part
    match part:
        case syntax.Citation():
            changed = cited(part)
        case tuple():
            changed = tuple(_with_citations(one, cited) for one in part)
        case _ if has(type(part)) and type(part).__module__ == syntax.__name__:
            changed = _with_parts(part, lambda one: _with_citations(one, cited))
        case _:
            pass
    return changed  # type: ignore[return-value]  # every branch makes a thing of the same kind


def _with_parts(node: Any, changed: Callable[[Any], Any]) -> object:  # noqa: ANN401 - any node of the tree
    """A node of the tree with all its parts changed."""
    names = [one.name for one in fields(type(node)) if one.eq]
    return evolve(node, **{name: changed(getattr(node, name)) for name in names})


# ---------------------------------------------------------------- shared names


def _renamed(
    declarations: Sequence[syntax.Declaration], module: str, shared: Mapping[str, Sequence[str]]
) -> tuple[syntax.Declaration, ...]:
    """Declarations of a module; those of a shared name, and what names them inside the module, are qualified."""
    own = frozenset(name for name, owners in shared.items() if module and module in owners)
    if not own:
        return tuple(declarations)
    return tuple(_qualified_declaration(one, module, own) for one in declarations)


def _qualified_declaration(declaration: syntax.Declaration, module: str, own: frozenset[str]) -> syntax.Declaration:
    rows = (row for keyword in ("takes", "where") for line in declaration.all_fields(keyword) for row in line.rows)
    hidden = {row.target.text for row in rows if isinstance(row.target, syntax.Name)}
    lines = tuple(_qualified(line, module, own - hidden) for line in declaration.fields)
    table = _qualified(declaration.table, module, own - hidden)
    name = declaration.name
    if name is not None and declaration.kind in _QUALIFIED and name.text in own:
        name = evolve(name, parts=(*module.split("."), *name.parts))
    return evolve(declaration, name=name, fields=lines, table=table)


def _qualified(part: T, module: str, own: frozenset[str]) -> T:
    """`part` of a tree with the names and calls of `own` led by the module."""
    changed: object = part
    match part:
        case tuple():
            changed = tuple(_qualified(one, module, own) for one in part)
        case syntax.Name(parts=(first, *_)) if first in own:
            changed = evolve(part, parts=(*module.split("."), *part.parts))
        case syntax.Call(function=function, builtin=False) if function in own:
            arguments = _qualified(part.arguments, module, own)
            changed = evolve(part, function=f"{module}.{function}", arguments=arguments)
        case syntax.Row():
            changed = evolve(part, value=_qualified(part.value, module, own))
        case Span() | str() | bool() | None:
            pass
        case _ if has(type(part)) and type(part).__module__ == syntax.__name__:
            changed = _with_parts(part, lambda one: _qualified(one, module, own))
        case _:
            pass
    return changed  # type: ignore[return-value]  # every branch makes a thing of the same kind


def _different(
    declarations: Sequence[syntax.Declaration], findings: list[Diagnostic]
) -> tuple[syntax.Declaration, ...]:
    """The declarations without those whose name an earlier one has; each such is reported with both places."""
    first: dict[str, syntax.Declaration] = {}
    kept = []
    for one in declarations:
        if one.name is not None and one.kind not in _UNNAMED:
            name = one.name.text
            if name in first:
                label = Label(first[name].name_span or first[name].span, "first")
                findings.append(finding("N181", one.name_span or one.span, labels=(label,), name=name))
                continue
            first[name] = one
        kept.append(one)
    return tuple(kept)
