"""Bodies and units of bodies, the list of all bodies, and names of elements that change at a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.bodies import Bodies, Body, DatedName
from tarazy.dsl.declarations import ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.names.labels import labels_of
from tarazy.dsl.names.members_written import members_written
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.nearest import nearest
from tarazy.dsl.source import Span

KINDS = ("body", "unit_of_a_body")
_SINCE, _UNTIL = "since", "until"


# ---------------------------------------------------------------- the list of bodies


def with_bodies(declarations: Sequence[syntax.Declaration]) -> tuple[syntax.Declaration, ...]:
    """All declarations, the bodies that are declared put as rows into the list that has none of its own."""
    bodies = [one for one in declarations if one.kind in KINDS and one.name is not None]
    lists = [one for one in declarations if _awaits_bodies(one, declarations)] if bodies else []
    if len(lists) != 1:
        return tuple(declarations)
    return tuple(_filled(one, bodies) if one is lists[0] else one for one in declarations)


def _awaits_bodies(one: syntax.Declaration, declarations: Iterable[syntax.Declaration]) -> bool:
    """Whether a list is a whole one, has a key and says nothing of where its elements are."""
    key = one.field("key")
    if one.kind != "list" or one.of is not None or key is None or not isinstance(key.value, syntax.Key):
        return False
    said = any(one.field(keyword) is not None for keyword in ("file", "rows", "only", "members", "columns"))
    bound = any(other.kind == "binding" and other.name == one.name for other in declarations)
    return not said and not bound


def _filled(one: syntax.Declaration, bodies: Sequence[syntax.Declaration]) -> syntax.Declaration:
    """The list with a row for each body; with the days of their force as its membership where any has such days."""
    key = one.field("key")
    assert key is not None
    assert isinstance(key.value, syntax.Key)
    dated = any(_day(body, keyword) for body in bodies for keyword in ("in_force_from", "in_force_until"))
    heads = (key.value.parts[0].name, *((_SINCE, _UNTIL) if dated else ()))
    at = one.span
    headers = tuple(syntax.Header(head, False, span=at) for head in heads)
    rows = tuple(_row(body, dated=dated) for body in bodies)
    table = syntax.Table("data", None, headers, rows, span=at)
    lines = [syntax.Field("rows", table=table, keyword_span=at, span=at)]
    if dated:
        columns = tuple(_date_column(name, at) for name in (_SINCE, _UNTIL))
        names = syntax.Names(tuple(syntax.Name((name,), span=at) for name in (_SINCE, _UNTIL)), span=at)
        lines.append(syntax.Field("columns", rows=columns, keyword_span=at, span=at))
        lines.append(syntax.Field("membership", names, keyword_span=at, span=at))
    return evolve(one, fields=(*one.fields, *lines))


def _date_column(name: str, at: Span) -> syntax.Row:
    kind = syntax_columns.ColumnType(syntax_columns.TypeName("date", span=at), may_be_absent=True, span=at)
    return syntax.Row(syntax.Name((name,), span=at), kind, span=at)


def _row(body: syntax.Declaration, *, dated: bool) -> syntax.TableRow:
    name = body.name
    assert name is not None
    cells: list[syntax.Outcome | None] = [syntax.Outcome(syntax.Name((code_of(body),), span=name.span), span=name.span)]
    for keyword in ("in_force_from", "in_force_until") if dated else ():
        line, day = body.field(keyword), _day(body, keyword)
        found = None
        if line is not None and day is not None:
            found = syntax.Outcome(syntax.Day(day, span=line.span), span=line.span)
        cells.append(found)
    return syntax.TableRow(tuple(cells), span=body.span)


def _day(declaration: syntax.Declaration, keyword: str) -> date | None:
    line = declaration.field(keyword)
    return line.value.value if line is not None and isinstance(line.value, syntax.Day) else None


def evaluated_bodies(
    evaluated: str | None, root: ListDeclaration | None, declarations: Iterable[syntax.Declaration]
) -> tuple[str, ...]:
    """Codes of the bodies that are evaluated, as far as the text says them: its members, else the whole list.

    Parameters
    ----------
    evaluated
        Code of the list that is evaluated.
    """
    whole = () if root is None or root.files else tuple(code for code, _ in root.rows)
    lists = {one.name.text: one for one in declarations if one.kind == "list" and one.name is not None}
    written = next((name for name, one in lists.items() if code_of(one) == evaluated), None)
    found = None if written is None else members_written(written, lists)
    return whole if found is None else found


# ---------------------------------------------------------------- bodies and names


def bodies_of(
    declarations: Iterable[syntax.Declaration],
    lists: Mapping[str, ListDeclaration],
    root: ListDeclaration | None,
    findings: list[Diagnostic],
) -> Bodies:
    """The bodies among `declarations`, and the names of elements; `root` is the list of all bodies (R872)."""
    written = list(declarations)
    declared = {code_of(one): _body(one, findings) for one in written if one.kind in KINDS and one.name is not None}
    known = {*declared, *(code for code, _ in (() if root is None else root.rows))}
    is_open = root is not None and bool(root.files)
    for one in written:
        if one.kind in KINDS:
            findings.extend(_wrong_whole(one, declared, () if is_open else known))
    names: dict[str, dict[str, tuple[DatedName, ...]]] = {}
    for one in written:
        found = lists.get(one.name.text) if one.kind == "list" and one.name is not None else None
        if found is not None and one.field("names") is not None:
            names.setdefault(found.root, {}).update(_names_of_list(one, found, findings))
    if root is not None and declared:
        of_bodies = names.setdefault(root.code, {})
        for code, body in declared.items():
            if code in of_bodies and body.names:
                findings.append(finding("R872", body.span, variant="twice", name=code, list=root.code))
            of_bodies.update({code: body.names} if body.names else {})
    return Bodies(declared, names)


def _body(one: syntax.Declaration, findings: list[Diagnostic]) -> Body:
    part_of = one.field("part_of")
    whole = (
        part_of.value.items[0].span.text if part_of is not None and isinstance(part_of.value, syntax.Names) else None
    )
    dated = tuple(_dated_names(one, findings))
    first: tuple[DatedName, ...] = () if one.label is None else ((None, one.label),)
    days = _day(one, "in_force_from"), _day(one, "in_force_until")
    names = (*first, *sorted(dated, key=_since))
    return Body(code_of(one), one.label, whole, *days, names, one.name_span or one.span, labels_of(one))


def _since(name: DatedName) -> date:
    return name[0] or date.min


def _dated_names(one: syntax.Declaration, findings: list[Diagnostic]) -> Iterator[DatedName]:
    """Rows ``2019-06-17: "…"``: what a body is called from that day on."""
    line = one.field("names")
    seen: dict[date, syntax.Row] = {}
    for row in () if line is None else line.rows:
        text = _text_of(row)
        if not isinstance(row.target, syntax.Day) or text is None:
            findings.append(finding("R872", row.span, variant="day", name=_name(one)))
        elif row.target.value in seen:
            labels = (Label(seen[row.target.value].span, "first"),)
            findings.append(finding("R872", row.span, variant="same day", labels=labels, day=str(row.target.value)))
        else:
            seen[row.target.value] = row
            yield row.target.value, text


def _names_of_list(
    one: syntax.Declaration, found: ListDeclaration, findings: list[Diagnostic]
) -> Iterator[tuple[str, tuple[DatedName, ...]]]:
    """Rows ``finance: "…"``: what an element is called."""
    line = one.field("names")
    known = [code for code, _ in found.rows]
    for row in () if line is None else line.rows:
        text = _text_of(row)
        if not isinstance(row.target, syntax.Name) or text is None:
            findings.append(finding("R872", row.span, variant="element", name=_name(one)))
        elif known and row.target.text not in known:
            near = nearest(row.target.text, known)
            variant, place = "no element near" if near else "no element", row.target.span
            name, of = row.target.text, found.code
            findings.append(finding("R872", place, variant=variant, name=name, list=of, nearest=near or ""))
        else:
            yield row.target.text, ((None, text),)


def _text_of(row: syntax.Row) -> str | None:
    value = row.value.value if isinstance(row.value, syntax.Outcome) else None
    return value.value if isinstance(value, syntax.Text) else None


def _name(one: syntax.Declaration) -> str:
    return "" if one.name is None else one.name.text


def _wrong_whole(one: syntax.Declaration, declared: Mapping[str, Body], known: Iterable[str]) -> Iterator[Diagnostic]:
    """A body that is a unit of nobody that is known, or in a circle."""
    line = one.field("part_of")
    if line is None or not isinstance(line.value, syntax.Names):
        return
    for further in line.value.items[1:]:
        yield finding("R872", further.span, variant="several", name=_name(one))
    item = line.value.items[0]
    whole = item.span.text
    every = tuple(known)
    if every and whole not in every:
        near = nearest(whole, every)
        variant = "near" if near else ""
        yield finding("R872", item.span, variant=variant, name=whole, unit=_name(one), nearest=near or "")
    above, seen = declared.get(code_of(one)), set[str]()
    while above is not None and above.code not in seen:
        seen.add(above.code)
        above = None if above.part_of is None else declared.get(above.part_of)
    if above is not None and above.code == code_of(one):
        yield finding("R872", item.span, variant="circle", name=_name(one))
