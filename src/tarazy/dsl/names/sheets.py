"""Checklists and surveys: each is a list of its rows, a source of what was filled in, and the values named in it.

They are put into these plain declarations before names are resolved, so that all that is known of lists, sources and
quantities holds for them: their data contract, their traces down to the cell, their hashes.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from attrs import evolve

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.literal_text import bare_text
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Span, source_of

KINDS = frozenset({"checklist", "survey"})
_OF_SOURCE = frozenset(
    {
        "kind",
        "holder",
        "verification",
        "file",
        "key",
        "wide",
        "same_key",
        "header_row",
        "encoding",
        "delimiter",
        "decimal_mark",
        "thousands",
        "basis",
        "settled_by",
        "corrects",
        "stage",
        "at_reorganisation",
        "code",
        "label",
    }
)
_NO_ANSWER = "no_data"


def expanded(declarations: Iterable[syntax.Declaration], findings: list[Diagnostic]) -> tuple[syntax.Declaration, ...]:
    """All declarations, each checklist and survey in those that it stands for."""
    written = tuple(declarations)
    words = Counter(filter(None, map(_element, written)))
    found: list[syntax.Declaration] = []
    for one in written:
        if one.kind in KINDS and one.name is not None:
            found.extend(_expanded(_told_apart(one) if words[_element(one)] > 1 else one, findings))
        else:
            found.append(one)
    return tuple(found)


def _element(sheet: syntax.Declaration) -> str:
    """What a sheet calls one of its rows; empty for any other declaration, and where there are none."""
    rows = sheet.field("rows") if sheet.kind in KINDS else None
    return rows.table.headers[0].key if rows is not None and rows.table is not None and rows.table.headers else ""


def _told_apart(sheet: syntax.Declaration) -> syntax.Declaration:
    """A sheet whose rows are called like those of another one, with a word of its own for them; titles in files stay as
    they are.
    """
    word, own = _element(sheet), _made_name(sheet, "row", "строка")

    def renamed(line: syntax.Field) -> syntax.Field:
        if line.keyword == "rows" and line.table is not None:
            first, *others = line.table.headers
            return evolve(line, table=evolve(line.table, headers=(evolve(first, key=own), *others)))
        match line.value:
            case syntax.Key(parts=parts):
                told = (evolve(one, name=own, title=one.title or word) if one.name == word else one for one in parts)
                return evolve(line, value=evolve(line.value, parts=tuple(told)))
            case syntax.Wide(parts=wide):
                titled = (evolve(one, pattern=one.pattern.replace(f"{{{word}}}", f"{{{own}}}")) for one in wide)
                return evolve(line, value=evolve(line.value, parts=tuple(titled)))
            case _:
                return line

    return evolve(sheet, fields=tuple(map(renamed, sheet.fields)))


def _expanded(sheet: syntax.Declaration, findings: list[Diagnostic]) -> Iterator[syntax.Declaration]:
    rows = sheet.field("rows")
    table = None if rows is None else rows.table
    if rows is None or table is None or len(table.headers) < 2:
        findings.append(finding("B435", sheet.name_span or sheet.span, name=_name(sheet)))
        return
    element, *columns = (header.key for header in table.headers)
    texts = _checklist(sheet, element, columns) if sheet.kind == "checklist" else _survey(sheet, element, columns)
    if texts is None:
        variant = "marks" if sheet.kind == "survey" else "named"
        findings.append(finding("B435", table.span, variant=variant, name=_name(sheet)))
        return
    own = tuple(line for line in sheet.fields if line.keyword in _OF_SOURCE)
    answer = tuple(line for line in sheet.fields if line.keyword == _NO_ANSWER)
    basis = tuple(line for line in sheet.fields if line.keyword in ("basis", "settled_by"))
    for declaration in parse(source_of(sheet.span.source.name, "\n".join(texts)), "en").file.declarations:
        is_possible = declaration.name is not None and declaration.name.text == _named(sheet, "possible")
        answers = basis if is_possible else (*basis, *answer)
        more = {"list": (rows,), "source": own, "quantity": answers}[declaration.kind]
        label = sheet.label if declaration.kind == "source" else declaration.label
        yield evolve(
            declaration,
            label=label,
            fields=(*(_placed(line, rows.span) for line in declaration.fields), *more),
            name_span=sheet.name_span,
            span=sheet.span,
        )


def _placed(line: syntax.Field, span: Span) -> syntax.Field:
    """A line that was made, with its columns at the place that they were made from."""
    return evolve(line, rows=tuple(evolve(row, span=span) for row in line.rows))


def _name(sheet: syntax.Declaration) -> str:
    return "" if sheet.name is None else sheet.name.text


def _named(sheet: syntax.Declaration, keyword: str) -> str:
    """The name that a line gives to a value of the sheet; empty where the line is not there."""
    line = sheet.field(keyword)
    item = line.value.items[0] if line is not None and isinstance(line.value, syntax.Names) else None
    return bare_text(item.text) if isinstance(item, syntax.Name) else ""


def _list_of_rows(sheet: syntax.Declaration, element: str, columns: Iterable[tuple[str, str]]) -> str:
    lines = [f"    {bare_text(column)}: {kind}" for column, kind in columns]
    return "\n".join([*_head_of_rows(sheet), f"  key {bare_text(element)}", "  columns", *lines, ""])


def _head_of_rows(sheet: syntax.Declaration) -> Iterator[str]:
    """The head of the list, and its code where the sheet has one: so it is the same in every language."""
    yield f"list {_rows_name(sheet)}"
    if sheet.field("code") is not None:
        yield f"  code {code_of(sheet)}_rows"


def _rows_name(sheet: syntax.Declaration) -> str:
    return bare_text(_made_name(sheet, "rows", "строки"))


def _made_name(sheet: syntax.Declaration, latin: str, cyrillic: str) -> str:
    """A name made of that of a sheet, in the letters of that name, since no name has letters of two alphabets."""
    is_cyrillic = any("CYRILLIC" in unicodedata.name(letter, "") for letter in _name(sheet))
    return f"{_name(sheet)}_{cyrillic if is_cyrillic else latin}"


def _quantity(name: str, label: str, value: str) -> str:
    return f'quantity {name} "{label}"\n  value {value}\n'


def _checklist(sheet: syntax.Declaration, element: str, columns: list[str]) -> list[str] | None:
    """A cell has points in the text and a mark in the data: points are earned where the mark is yes."""
    earned, possible = _named(sheet, "earned"), _named(sheet, "possible")
    if not earned and not possible:
        return None
    name, row = bare_text(_name(sheet)), bare_text(element)
    some = _partly_asked(sheet, columns)
    got = [_cell_earned(name, row, bare_text(one), always_asked=one not in some) for one in columns]
    over = f"over {_rows_name(sheet)}"
    label = sheet.label or _name(sheet)
    source = [f"source {name}", "  columns", *(f"    {bare_text(one)}: yes/no, may be absent" for one in columns), ""]
    kinds = ["points, may be absent" if one in some else "points" for one in columns]
    texts = [_list_of_rows(sheet, element, zip(columns, kinds, strict=True)), "\n".join(source)]
    if earned:
        texts.append(_quantity(earned, label, f"sum({' + '.join(got)}; {over})"))
    if possible:
        texts.append(_quantity(possible, label, " + ".join(_points_of_cells(sheet)) or "0 points"))
    return texts


def _partly_asked(sheet: syntax.Declaration, columns: list[str]) -> frozenset[str]:
    """The columns that have an empty cell: it is not asked, and no mark counts there."""
    rows = sheet.field("rows")
    cells = () if rows is None or rows.table is None else (row.cells[1:] for row in rows.table.rows)
    empty = {column for row in cells for column, cell in zip(columns, row, strict=False) if cell is None}
    return frozenset(empty)


def _cell_earned(source: str, row: str, column: str, *, always_asked: bool) -> str:
    marked = f"if({source}.{column}; {row}.{column}; 0 points)"
    return marked if always_asked else f"if(has({row}.{column}); {marked}; 0 points)"


def _points_of_cells(sheet: syntax.Declaration) -> Iterator[str]:
    """The points of every cell that is asked, as they are written."""
    rows = sheet.field("rows")
    for row in () if rows is None or rows.table is None else rows.table.rows:
        for cell in row.cells[1:]:
            if cell is not None and isinstance(cell.value, syntax.Number):
                numerator, denominator = cell.value.value.p, cell.value.value.q
                yield f"{numerator} points" if denominator == 1 else f"{numerator} / {denominator} * 1 point"


def _survey(sheet: syntax.Declaration, element: str, columns: list[str]) -> list[str] | None:
    """Answers are tallied by what was answered: their mean mark, and the share of those who are satisfied."""
    mean, share = _named(sheet, "mean"), _named(sheet, "share")
    if columns not in (["mark"], ["mark", "satisfied"]) or not (mean or share):
        return None
    if share and "satisfied" not in columns:
        return None
    name, row = bare_text(_name(sheet)), bare_text(element)
    over = f"over {_rows_name(sheet)}"
    label = sheet.label or _name(sheet)
    kinds = {"mark": "number", "satisfied": "yes/no"}
    lines = [f"    {one}: {kinds[one]}" for one in columns]
    listed = "\n".join([*_head_of_rows(sheet), f"  key {row}", "  columns", *lines, ""])
    source = f"source {name}\n  columns\n    answers: number, 0 decimals, 0 and above\n"
    texts = [listed, source]
    weight = f"weight {name}.answers; {over}"
    if mean:
        texts.append(_quantity(mean, f"{label}: mean mark", f"weighted mean({row}.mark; {weight})"))
    if share:
        texts.append(
            _quantity(share, f"{label}: share satisfied", f"weighted mean(if({row}.satisfied; 1; 0); {weight})")
        )
    return texts
