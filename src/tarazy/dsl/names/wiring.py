"""Bindings put into the lists and sources that they bind: where the cells are, beside what a minister signs.

A list or source with a binding becomes one declaration with the lines of both, before anything is resolved; so whatever
is said in a binding means what it would mean in the source itself. Each thing is stated by one of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve, frozen

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.column_properties import property_word, stated
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.data import no_column, period_words
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Span
from tarazy.dsl.spoken_words import Told
from tarazy.grammar.keywords import vocabulary

DATA_SUFFIX = ".data.meth"
"""End of the name of a file that holds the bindings of the file beside it."""

_BOUND_KINDS = ("list", "source", "register")
_MERGED = ("key", "columns")


@frozen(eq=False)
class Binding:
    """A binding as declared: code of the list or source that it is of, and what it says of columns, by their names."""

    of: str
    columns: Mapping[str, syntax_columns.BoundColumn]
    span: Span


@frozen(eq=False)
class Wired:
    """Declarations without bindings, each with what its binding says; and the bindings by the code of what they
    bind.
    """

    declarations: tuple[syntax.Declaration, ...]
    bindings: Mapping[str, Binding]


def wired(declarations: Sequence[syntax.Declaration], findings: list[Diagnostic]) -> Wired:
    """Put every binding among `declarations` into what it binds; what is out of place is added to `findings`."""
    bound = {one.name.text for one in declarations if one.kind in _BOUND_KINDS and one.name is not None}
    bindings: dict[str, syntax.Declaration] = {}
    for one in declarations:
        if one.kind == "binding" and one.name is not None:
            _take(one, one.name, bound, bindings, findings)
    merged = []
    for one in declarations:
        binding = None if one.kind not in _BOUND_KINDS or one.name is None else bindings.get(one.name.text)
        if one.kind != "binding":
            merged.append(one if binding is None else _merged(one, binding, findings))
    codes = {one.name.text: code_of(one) for one in merged if one.kind in _BOUND_KINDS and one.name is not None}
    declared = (Binding(codes[name], _columns_of(one), one.span) for name, one in bindings.items())
    return Wired(tuple(merged), {one.of: one for one in declared})


def other_declarations(files: Iterable[syntax.File]) -> Iterable[Diagnostic]:
    """What stands in a file of bindings and is none: such a file is not part of what is agreed."""
    for file in files:
        if file.source.name.endswith(DATA_SUFFIX):
            for one in file.declarations:
                if one.kind != "binding":
                    yield finding("M616", one.name_span or one.span, kind=one.kind)


def _take(
    binding: syntax.Declaration,
    name: syntax.Name,
    bound: Iterable[str],
    bindings: dict[str, syntax.Declaration],
    findings: list[Diagnostic],
) -> None:
    if name.text in bindings:
        first = Label(bindings[name.text].name_span or bindings[name.text].span, "first")
        findings.append(finding("N181", name.span, labels=(first,), name=_bound(name.text)))
    elif name.text in bound:
        bindings[name.text] = binding
    else:
        near = nearest(name.text, bound)
        variant = "near" if near else ""
        findings.append(finding("M611", name.span, variant=variant, name=name.text, nearest=near or ""))


def _bound(name: str) -> Told:
    """How a binding stands in its file, in words of the reader's language."""
    return Told(f"binding {name}", lambda language: f"{vocabulary(language).printed('head', 'binding')} {name}")


def _columns_of(binding: syntax.Declaration) -> Mapping[str, syntax_columns.BoundColumn]:
    line = binding.field("columns")
    return {
        row.target.text: row.value
        for row in (() if line is None else line.rows)
        if isinstance(row.target, syntax.Name) and isinstance(row.value, syntax_columns.BoundColumn)
    }


# ---------------------------------------------------------------- one declaration of two


def _merged(owner: syntax.Declaration, binding: syntax.Declaration, findings: list[Diagnostic]) -> syntax.Declaration:
    """`owner` with the lines of its binding."""
    added = [line for line in binding.fields if line.keyword not in _MERGED and owner.field(line.keyword) is None]
    for keyword in dict.fromkeys(line.keyword for line in binding.fields if line.keyword not in _MERGED):
        own, other = owner.field(keyword), binding.field(keyword)
        if own is not None and other is not None:
            findings.append(_stated_twice(other.keyword_span.text, other.keyword_span, own.keyword_span))
    _check_period(owner, binding, findings)
    return evolve(owner, fields=(*_with_key_and_columns(owner, binding, findings), *added))


def _stated_twice(what: str, place: Span, stated: Span) -> Diagnostic:
    return finding("M610", place, labels=(Label(stated, "stated"),), what=what)


def _with_key_and_columns(
    owner: syntax.Declaration, binding: syntax.Declaration, findings: list[Diagnostic]
) -> list[syntax.Field]:
    """The lines of `owner`, titles of its key and properties of its columns put in from `binding`."""
    name = "" if owner.name is None else owner.name.text
    titles = _titles(owner, binding, name, findings)
    columns = _bound_columns(owner, binding, name, findings)
    lines = []
    for line in owner.fields:
        match line:
            case syntax.Field(keyword="key", value=syntax.Key(parts=parts) as key):
                bound = tuple(_with_title(part, titles.get(part.name), findings) for part in parts)
                lines.append(evolve(line, value=evolve(key, parts=bound)))
            case syntax.Field(keyword="columns", rows=rows):
                lines.append(evolve(line, rows=tuple(_with_properties(row, columns, findings) for row in rows)))
            case _:
                lines.append(line)
    return lines


def _check_period(owner: syntax.Declaration, binding: syntax.Declaration, findings: list[Diagnostic]) -> None:
    """A binding may say of which period a file is only where the key says that rows belong to periods."""
    if owner.kind != "source" or any(part.name in period_words() for part in _key_parts(owner)):
        return
    name = "" if owner.name is None else owner.name.text
    files = [line.value for line in binding.all_fields("file") if isinstance(line.value, syntax.FileReference)]
    findings.extend(finding("M615", file.span, name=name) for file in files if file.period is not None)


# ---------------------------------------------------------------- titles of the key


def _key_parts(declaration: syntax.Declaration) -> tuple[syntax.KeyPart, ...]:
    line = declaration.field("key")
    return line.value.parts if line is not None and isinstance(line.value, syntax.Key) else ()


def _titles(
    owner: syntax.Declaration, binding: syntax.Declaration, name: str, findings: list[Diagnostic]
) -> Mapping[str, syntax.KeyPart]:
    known = [part.name for part in _key_parts(owner)]
    titles: dict[str, syntax.KeyPart] = {}
    is_whole = owner.kind != "source" or owner.field("key") is not None
    for part in _key_parts(binding) if is_whole else ():
        if part.name not in known:
            near = nearest(part.name, known)
            words = {"name": part.name, "owner": name, "nearest": near or "", "known": ", ".join(known)}
            findings.append(Diagnostic("M612", part.span, words, "near" if near else ""))
        elif part.name in titles:
            first = Label(titles[part.name].span, "first")
            findings.append(finding("M610", part.span, variant="binding", labels=(first,), what=part.name))
        else:
            titles[part.name] = part
    return titles


def _with_title(part: syntax.KeyPart, bound: syntax.KeyPart | None, findings: list[Diagnostic]) -> syntax.KeyPart:
    if bound is None:
        return part
    if part.title is not None and bound.title is not None:
        findings.append(_stated_twice(part.name, bound.span, part.span))
        return part
    return evolve(part, title=part.title or bound.title)


# ---------------------------------------------------------------- columns


def _bound_columns(
    owner: syntax.Declaration, binding: syntax.Declaration, name: str, findings: list[Diagnostic]
) -> Mapping[str, syntax.Row]:
    own, line = owner.field("columns"), binding.field("columns")
    known = [row.target.text for row in (() if own is None else own.rows) if isinstance(row.target, syntax.Name)]
    bound: dict[str, syntax.Row] = {}
    is_whole = owner.kind != "source" or own is not None
    for row in line.rows if line is not None and is_whole else ():
        column = row.target.text if isinstance(row.target, syntax.Name) else row.target.span.text
        if column not in known:
            findings.append(no_column(row.target.span, column, name, known))
        elif column in bound:
            findings.append(finding("N173", row.span, labels=(Label(bound[column].span, "first"),), name=column))
        else:
            bound[column] = row
    return bound


def _with_properties(row: syntax.Row, bound: Mapping[str, syntax.Row], findings: list[Diagnostic]) -> syntax.Row:
    """The row of a column with what the binding says of it."""
    other = bound.get(row.target.text) if isinstance(row.target, syntax.Name) else None
    if (
        other is None
        or not isinstance(row.value, syntax_columns.ColumnType)
        or not isinstance(other.value, syntax_columns.BoundColumn)
    ):
        return row
    own, further = stated(row.value), stated(other.value)
    findings.extend(_stated_twice(property_word(name), other.span, row.span) for name in further if name in own)
    return evolve(row, value=evolve(row.value, **{**further, **own}))
