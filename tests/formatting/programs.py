"""Strategies of Hypothesis for whole files: every kind of declaration with every line that it may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from hypothesis import strategies as st

from tarazy.dsl import syntax
from tarazy.dsl.characters import in_latin_letters
from tarazy.dsl.fields import HEADS, PROCESS_ROLES, ROLES, FieldForm, HeadForm, RowForm, TableForm, ValueForm, form_of
from tarazy.dsl.source import source_of
from tests.formatting.expressions import names, texts
from tests.formatting.trees import AT
from tests.formatting.values import comments, field_values, rows, tables

_LABELS = st.one_of(st.none(), texts())
_ROWS = {RowForm.COLUMNS: "columns", RowForm.BOUND_COLUMNS: "bound", RowForm.OUTCOMES: "outcomes"}
_SCORED = ("bands", "line", "values", "first", "cases", "scale")


@cache
def files(*, most_declarations: int = 3) -> st.SearchStrategy[syntax.File]:
    """Files of up to `most_declarations` declarations, with comments everywhere."""
    return st.builds(
        lambda drawn, at_end: syntax.File(source_of("<text>", ""), tuple(_told_apart(drawn)), at_end),
        st.lists(declarations(), max_size=most_declarations),
        st.lists(st.sampled_from(("", "the end", "# twice")), max_size=2).map(tuple),
    )


def _told_apart(drawn: Iterable[syntax.Declaration]) -> Iterator[syntax.Declaration]:
    """The declarations without those whose names are refused, since they look like one before."""
    known: dict[str, str] = {}
    for one in drawn:
        name = "" if one.name is None else one.name.text
        if known.setdefault(in_latin_letters(name), name) == name:
            yield one


@cache
@st.composite
def declarations(draw: st.DrawFn, kinds: tuple[str, ...] = (*HEADS, "every")) -> syntax.Declaration:
    """A declaration of one of `kinds`, with the lines it must have and some that it may."""
    kind = draw(st.sampled_from(kinds))
    role = draw(st.sampled_from((*ROLES, *PROCESS_ROLES))) if kind == "every" else ""
    form = form_of(kind, role)
    has_of = form.of == "must" or (form.of == "may" and draw(st.booleans()))
    of = draw(names(own_value=False)) if has_of else None
    return syntax.Declaration(
        kind,
        draw(names(own_value=False)) if form.is_named else None,
        draw(_LABELS),
        of,
        role,
        tuple(draw(_fields(form))),
        None if form.table is None else draw(tables(form.table.value, is_own=True)),
        comments=draw(comments()),
        span=AT,
    )


@cache
def _keys(known: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(known), max_size=4) if known else st.just([])


@st.composite
def _fields(draw: st.DrawFn, form: HeadForm) -> list[syntax.Field]:
    further = draw(_keys(tuple(form.fields)))
    keys = [key for key in dict.fromkeys(further) if key not in form.required]
    keys += [key for key in further if form.fields[key].repeats]
    chosen = draw(st.permutations([*form.required, *keys]))
    return [draw(fields(key, form.fields[key])) for key in chosen]


@cache
@st.composite
def fields(draw: st.DrawFn, keyword: str, form: FieldForm) -> syntax.Field:
    """The line `keyword` of that form, and what stands on deeper lines."""
    value: syntax.FieldValue | None = None
    drawn_rows: tuple[syntax.Row, ...] = ()
    table: syntax.Table | None = None
    match draw(st.sampled_from(_contents(form))):
        case "value":
            value = draw(field_values(form))
        case "rows":
            drawn_rows = draw(rows(_ROWS[form.rows or RowForm.OUTCOMES]))
        case "nothing":
            pass
        case "scale":
            name = draw(names(most_parts=2, own_value=False))
            value, table = syntax.Names((name,), span=AT), draw(tables("scale"))
        case table_form:
            table = draw(tables(table_form))
    return syntax.Field(keyword, value, drawn_rows, table, keyword_span=AT, comments=draw(comments()), span=AT)


def _contents(form: FieldForm) -> tuple[str, ...]:
    """What may stand behind the keyword and below it."""
    contents = ["rows"] if form.rows is not None else []
    contents += ["value"] if form.value is not ValueForm.NOTHING else []
    match form.table:
        case TableForm.SCORED:
            contents += _SCORED
        case TableForm.DATA:
            contents.append("data")
        case TableForm.BANDS | None:
            pass
    return tuple(contents) or ("nothing",)
