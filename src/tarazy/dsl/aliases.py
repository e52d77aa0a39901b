"""Names of one declaration in several languages: ``name kk игеру``.

The name on the head is the one in the file's language; every other may stand in a file of its language, and in any
other. Before names are looked up, each is replaced by the one on the head (:func:`with_own_names`); in a translation
the two change places (:func:`with_names_in`). A name that a declaration gives to something of its own, such as a line
of its legend, is left alone there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from attrs import evolve, fields, has

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.source import Source, Span

_Node = TypeVar("_Node")
_LOCAL_ROWS = ("where", "takes", "columns")
"""Lines whose rows name something of the declaration's own."""


def names_in(declaration: syntax.Declaration) -> Mapping[str, str]:
    """The names of a declaration in other languages, by language."""
    lines = (line.value for line in declaration.all_fields("name"))
    return {
        one.language: one.value.text
        for one in lines
        if isinstance(one, syntax.InLanguage) and isinstance(one.value, syntax.Name)
    }


def meant_names(files: Sequence[syntax.File]) -> Mapping[str, str]:
    """The name on the head for each name in another language that `files` declare."""
    declared = [one for file in files for one in file.declarations if one.name is not None]
    heads = {one.name.text for one in declared if one.name is not None}
    return {
        alias: one.name.text
        for one in declared
        if one.name is not None
        for alias in names_in(one).values()
        if alias not in heads
    }


def with_own_names(files: Sequence[syntax.File]) -> tuple[syntax.File, ...]:
    """`files` with each name in another language replaced by the one that stands on the head."""
    meant = meant_names(files)
    if not meant:
        return tuple(files)
    return tuple(evolve(file, declarations=renamed(file.declarations, meant)) for file in files)


def with_names_in(file: syntax.File, language: str) -> syntax.File:
    """`file` as one in `language`: names and labels that it has in it on the heads, those of now on lines below."""
    if language == file.language:
        return file
    meant = {
        one.name.text: names_in(one)[language]
        for one in file.declarations
        if one.name is not None and language in names_in(one)
    }
    turned = renamed(file.declarations, meant) if meant else file.declarations
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


def renamed(declarations: Iterable[syntax.Declaration], meant: Mapping[str, str]) -> tuple[syntax.Declaration, ...]:
    """The declarations with the names in their lines replaced; the names on their heads stay."""
    return tuple(_renamed_lines(one, meant) for one in declarations)


def _renamed_lines(declaration: syntax.Declaration, meant: Mapping[str, str]) -> syntax.Declaration:
    own = set(_own_names(declaration))
    known = {name: other for name, other in meant.items() if name not in own}
    if not known:
        return declaration
    lines = tuple(_renamed_line(line, known) for line in declaration.fields)
    return evolve(
        declaration,
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


def _renamed_line(line: syntax.Field, meant: Mapping[str, str]) -> syntax.Field:
    if line.keyword == "name":
        return line
    return _replaced(line, meant)


def _replaced(node: _Node, meant: Mapping[str, str]) -> _Node:
    """A part of the tree with its names replaced; the part itself where it holds none of them."""
    changed: Any = node
    match node:
        case syntax.Name(parts):
            first = meant.get(parts[0])
            changed = node if first is None else evolve(node, parts=(first, *parts[1:]))
        case syntax.KeyPart(name, title) if name in meant:
            new = meant[name]
            written = name if title is None else title
            changed = evolve(node, name=new, title=None if written == new else written)
        case syntax.Call(function, False) if function in meant:
            changed = evolve(_inside(node, meant), function=meant[function])
        case syntax_columns.TypeName("reference", (factor,)) if factor.name in meant:
            changed = evolve(node, unit=(evolve(factor, name=meant[factor.name]),))
        case syntax.Header(key, False) if key in meant:
            changed = evolve(node, key=meant[key])
        case tuple():
            parts = tuple(_replaced(one, meant) for one in node)
            changed = node if all(map(_is_same, parts, node)) else parts
        case _ if has(type(node)) and not isinstance(node, Span | Source | syntax.Comments):
            changed = _inside(node, meant)
    return changed  # type: ignore[no-any-return]  # each case gives a node of the kind that it was given


def _is_same(one: object, other: object) -> bool:
    return one is other


def _inside(node: Any, meant: Mapping[str, str]) -> Any:  # noqa: ANN401 - a node of any class of the tree
    """A node with the names in what it holds replaced."""
    changes = {}
    for attribute in fields(type(node)):
        held = getattr(node, attribute.name)
        new = held if isinstance(held, str) else _replaced(held, meant)
        if new is not held:
            changes[attribute.name] = new
    return evolve(node, **changes) if changes else node
