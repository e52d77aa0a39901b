"""Names of one declaration in several languages: ``name kk игеру``.

The name on the head is the one in the file's language; every other may stand in a file of its language, and in any
other. Before names are looked up, each is replaced by the one on the head (:func:`with_own_names`); in a translation
the two change places (:func:`with_names_in`). A name that a declaration gives to something of its own, such as a line
of its legend, is left alone there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve, field, fields, frozen, has

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.library_names import LibraryModule, member_names, module_of_file
from tarazy.dsl.source import Source, Span
from tarazy.dsl.syntax_dates import Holder

_Node = TypeVar("_Node")
_LOCAL_ROWS = ("where", "takes", "columns")
"""Lines whose rows name something of the declaration's own."""


def is_named_by_its_head(declaration: syntax.Declaration) -> bool:
    """Whether the name on the head is the declaration's own: that of a binding is what it binds."""
    return declaration.name is not None and declaration.kind != "binding"


def names_in(declaration: syntax.Declaration) -> Mapping[str, str]:
    """The names of a declaration in other languages, by language."""
    lines = (line.value for line in declaration.all_fields("name"))
    return {
        one.language: one.value.text
        for one in lines
        if isinstance(one, syntax.InLanguage) and isinstance(one.value, syntax.Name)
    }


@frozen
class Meant:
    """Names and what stands for each.

    Parameters
    ----------
    names
        Of declarations: they stand wherever a name can.
    members
        Of what the standard library declares, bare and led by their module: functions and calendars, which stand only
        where a call or the label of an argument asks for one.
    modules
        Of modules of the standard library.
    """

    names: Mapping[str, str] = field(factory=dict)
    members: Mapping[str, str] = field(factory=dict)
    modules: Mapping[str, str] = field(factory=dict)

    def __bool__(self) -> bool:
        return bool(self.names or self.modules)

    def without(self, own: Iterable[str]) -> Meant:
        """The same where `own` are names of something else."""
        hidden = set(own)
        if hidden.isdisjoint(self.names):
            return self
        return evolve(self, names={name: other for name, other in self.names.items() if name not in hidden})


def meant_names(files: Sequence[syntax.File]) -> Meant:
    """The name on the head for each name in another language that `files` declare, or that the library has for it."""
    declared = [one for file in files for one in file.declarations if is_named_by_its_head(one)]
    heads = {one.name.text for one in declared if one.name is not None}
    names = {
        alias: one.name.text
        for one in declared
        if one.name is not None
        for alias in names_in(one).values()
        if alias not in heads
    }
    read = [module for file in files if (module := module_of_file(file.source.name)) is not None]
    if not read:
        return Meant(names)
    meant = _with_library(names, read, "en", heads | set(names))
    own = [file.source.name for file in files if module_of_file(file.source.name) is None]
    return evolve(meant, modules={one: new for one, new in meant.modules.items() if not _is_own_module(one, own)})


def _is_own_module(name: str, own: Iterable[str]) -> bool:
    """Whether a file of the methodology's own has the name of a module."""
    ending = f"{name.replace('.', '/')}.meth"
    return any(one == ending or one.replace("\\", "/").endswith(f"/{ending}") for one in own)


def _with_library(
    names: Mapping[str, str], modules: Iterable[LibraryModule], language: str, nearer: Collection[str]
) -> Meant:
    """`names`, and those of modules of the library as `language` writes them; what is `nearer` is not one of theirs."""
    members: dict[str, str] = {}
    spelled: dict[str, str] = {}
    for module in modules:
        spelled.update(dict.fromkeys(module.spellings(), module.module_in(language)))
        for written, new in member_names(module, language):
            if written not in nearer:
                members.setdefault(written, new)
    return Meant(names, members, spelled)


def with_own_names(files: Sequence[syntax.File]) -> tuple[syntax.File, ...]:
    """`files` with each name in another language replaced by the one that stands on the head."""
    meant = meant_names(files)
    if not meant:
        return tuple(files)
    return tuple(evolve(file, declarations=renamed(file.declarations, meant)) for file in files)


def with_names_in(file: syntax.File, language: str, library: Iterable[LibraryModule] = ()) -> syntax.File:
    """`file` as one in `language`: names and labels that it has in it on the heads, those of now on lines below.

    Parameters
    ----------
    library
        Modules of the standard library that the file imports; their names are turned too.
    """
    modules = tuple(library)
    if language == file.language and not modules:
        return file
    own = {one.name.text: names_in(one) for one in file.declarations if one.name and is_named_by_its_head(one)}
    names = (
        {}
        if language == file.language
        else {head: others[language] for head, others in own.items() if language in others}
    )
    nearer = {spelling for head, others in own.items() for spelling in (head, *others.values())}
    meant = _with_library(names, modules, language, nearer)
    turned = renamed(file.declarations, meant) if meant else file.declarations
    if language == file.language:
        return evolve(file, declarations=turned)
    heads = (_turned(one, file.language, language) for one in turned)
    return evolve(file, declarations=tuple(heads), language=language)


def _turned(declaration: syntax.Declaration, own: str, language: str) -> syntax.Declaration:
    """The declaration with the name and the label in `language` on its head."""
    named = _with_head_in(declaration, "name", declaration.name, own, language)
    label = None if named.label is None else syntax.Text(named.label, span=named.span)
    return _with_head_in(named, "label", label, own, language)


def _with_head_in(
    declaration: syntax.Declaration, keyword: str, head: syntax.Name | syntax.Text | None, own: str, language: str
) -> syntax.Declaration:
    """The declaration with what its lines `keyword` say in `language` on its head.

    What is said goes round like a ring that begins on the head, so that the way back leads to the order of before.
    Where nothing is said in `language`, the head stays, and a line behind the others says of which language it is.
    """
    lines = [line for line in declaration.fields if line.keyword == keyword]
    values = [line.value for line in lines if isinstance(line.value, syntax.InLanguage)]
    if head is None or not values or len(values) != len(lines):
        return declaration
    of_head = next((one.language for one in values if one.value is None), own)
    first = syntax.InLanguage(of_head, head, span=declaration.span)
    ring = [first, *(one for one in values if one.value is not None)]
    at = next((place for place, one in enumerate(ring) if one.language == language), None)
    if at is None:
        further = [*ring[1:], evolve(first, value=None)]
    else:
        first, *further = ring[at:] + ring[:at]
    fields_now = tuple(_in_places(declaration.fields, keyword, further))
    if isinstance(first.value, syntax.Name):
        return evolve(declaration, name=first.value, fields=fields_now)
    assert first.value is not None
    return evolve(declaration, label=first.value.value, fields=fields_now)


def _in_places(
    lines: Sequence[syntax.Field], keyword: str, values: Sequence[syntax.InLanguage]
) -> Iterator[syntax.Field]:
    """The lines of a declaration, those of `keyword` with these values: one after the other, and behind the last."""
    waiting = list(values)
    left = sum(line.keyword == keyword for line in lines)
    for line in lines:
        if line.keyword != keyword:
            yield line
            continue
        left -= 1
        if waiting:
            yield evolve(line, value=waiting.pop(0))
        if not left:
            yield from (evolve(line, value=one, comments=syntax.NO_COMMENTS) for one in waiting)


# ---------------------------------------------------------------- renaming


def renamed(declarations: Iterable[syntax.Declaration], meant: Meant) -> tuple[syntax.Declaration, ...]:
    """The declarations with the names in their lines replaced; the names on their heads stay, unless they bind."""
    return tuple(_renamed_lines(one, meant) for one in declarations)


def with_functions_named(expression: syntax.Expression, functions: Mapping[str, str]) -> syntax.Expression:
    """An expression with the names of functions that it calls replaced; what holds none of them is the same object."""
    return _replaced(expression, Meant(members=functions))


def with_names(line: syntax.Field, names: Mapping[str, str]) -> syntax.Field:
    """A line with names replaced."""
    return _renamed_line(line, Meant(names))


def _renamed_lines(declaration: syntax.Declaration, meant: Meant) -> syntax.Declaration:
    if declaration.kind == "module" and declaration.name is not None:
        name = meant.modules.get(declaration.name.text)
        return declaration if name is None else evolve(declaration, name=_named(declaration.name, name))
    known = meant.without(_own_names(declaration))
    if not known:
        return declaration
    lines = tuple(line if line.keyword == "rows" else _renamed_line(line, known) for line in declaration.fields)
    return evolve(
        declaration,
        name=_replaced(declaration.name, meant) if declaration.kind == "binding" else declaration.name,
        fields=lines,
        of=_replaced(declaration.of, known),
        table=_replaced(declaration.table, known),
    )


def _own_names(declaration: syntax.Declaration) -> Iterator[str]:
    """Names that a declaration gives to something of its own."""
    for line in declaration.fields:
        if line.keyword in _LOCAL_ROWS:
            yield from (row.target.text for row in line.rows if isinstance(row.target, syntax.Name))
        if isinstance(line.value, syntax.ForEach):
            yield line.value.element


def _renamed_line(line: syntax.Field, meant: Meant) -> syntax.Field:
    if line.keyword == "name":
        return line
    match line:
        case syntax.Field(keyword="calendar", value=syntax.Names(items=(syntax.Name() as name,)) as names) if (
            name.text in meant.members
        ):
            return evolve(line, value=evolve(names, items=(_named(name, meant.members[name.text]),)))
        case _:
            return _replaced(line, meant)


def _replaced(node: _Node, meant: Meant) -> _Node:
    """A part of the tree with its names replaced; the part itself where it holds none of them."""
    changed: Any = node
    match node:
        case syntax.Name(parts):
            first = meant.names.get(parts[0])
            changed = node if first is None else evolve(node, parts=(first, *parts[1:]))
        case syntax.Argument(label="calendar", value=syntax.Name() as name) if name.text in meant.members:
            changed = evolve(node, value=_named(name, meant.members[name.text]))
        case syntax.KeyPart(name, title) if name in meant.names:
            new = meant.names[name]
            written = name if title is None else title
            changed = evolve(node, name=new, title=None if written == new else written)
        case Holder(name) if name in meant.names:
            changed = evolve(node, name=meant.names[name])
        case syntax.Call(function, False) if function in meant.names or function in meant.members:
            called = meant.names.get(function) or meant.members[function]
            changed = evolve(_inside(node, meant), function=called)
        case syntax_columns.TypeName("reference", (factor,)) if factor.name in meant.names:
            changed = evolve(node, unit=(evolve(factor, name=meant.names[factor.name]),))
        case syntax.Header(key, False) if key in meant.names:
            changed = evolve(node, key=meant.names[key])
        case tuple():
            parts = tuple(_replaced(one, meant) for one in node)
            changed = node if all(map(_is_same, parts, node)) else parts
        case _ if has(type(node)) and not isinstance(node, Span | Source | syntax.Comments):
            changed = _inside(node, meant)
    return changed  # type: ignore[no-any-return]  # each case gives a node of the kind that it was given


def _named(name: syntax.Name, text: str) -> syntax.Name:
    return evolve(name, parts=tuple(text.split(".")))


def _is_same(one: object, other: object) -> bool:
    return one is other


def _inside(node: Any, meant: Meant) -> Any:  # noqa: ANN401 - a node of any class of the tree
    """A node with the names in what it holds replaced."""
    changes = {}
    for attribute in fields(type(node)):
        held = getattr(node, attribute.name)
        new = held if isinstance(held, str) else _replaced(held, meant)
        if new is not held:
            changes[attribute.name] = new
    return evolve(node, **changes) if changes else node
