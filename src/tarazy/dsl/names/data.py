"""Lists, sources, parameters, units and acts: what a program says about its data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from attrs import evolve, field, frozen

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.declarations import (
    Act,
    Column,
    KeyAxis,
    ListDeclaration,
    Parameter,
    SameKey,
    SourceDeclaration,
    WideColumn,
)
from tarazy.dsl.diagnostics import Diagnostic, Label, finding
from tarazy.dsl.intervals import between
from tarazy.dsl.names.column_codes import meaning_of, unknown_meaning
from tarazy.dsl.names.expressions import Resolver, foreign_word
from tarazy.dsl.names.layouts import layout_findings, layout_of
from tarazy.dsl.names.memberships import membership_of
from tarazy.dsl.names.scope import code_of
from tarazy.dsl.names.tables import outcome_node
from tarazy.dsl.names.written_cells import written_cell
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import PERIOD, AnyNode, Value
from tarazy.dsl.periods import PARTS, WORDS, Period, first_day, period_of_day
from tarazy.dsl.source import Span
from tarazy.dsl.states import State
from tarazy.dsl.synonyms import word_meant
from tarazy.dsl.unit_table import UnitDeclaration, UnitDefinition, UnitTable, UnknownUnit, unit_table
from tarazy.dsl.units import PURE, Shape, Shown
from tarazy.dsl.value_types import (
    CategoryType,
    DateType,
    DirectionType,
    ElementType,
    NumberType,
    TextType,
    ValueType,
    YesNoType,
)
from tarazy.grammar.keywords import keyword_table


def text_of(declaration: syntax.Declaration, keyword: str) -> str | None:
    """Text of a line whose value is a quoted text, a word or names; ``None`` where the line is not there."""
    line = declaration.field(keyword)
    return None if line is None else text_of_line(line)


def text_of_line(line: syntax.Field) -> str | None:
    """Text of a line whose value is a quoted text, a word or names."""
    match line.value:
        case syntax.Text(value=text) | syntax.Raw(text=text) | syntax.Phrase(key=text):
            return text
        case syntax.Names(items=items):
            return ", ".join(item.text if isinstance(item, syntax.Name) else item.word for item in items)
        case _:
            return None


def basis_of(declaration: syntax.Declaration) -> tuple[syntax.Citation | syntax.Undetermined, ...]:
    """Citations of a declaration's `basis`."""
    line = declaration.field("basis")
    return line.value.items if line is not None and isinstance(line.value, syntax.Citations) else ()


def units_of(declarations: Iterable[syntax.Declaration]) -> UnitTable:
    """The units of a program: the predefined and those declared by `unit` and `dimension`."""
    return unit_table(
        UnitDeclaration(code_of(one), one.label or code_of(one), _definition(one))
        for one in declarations
        if one.kind in ("unit", "dimension")
    )


def _definition(declaration: syntax.Declaration) -> UnitDefinition | None:
    line = declaration.field("value")
    if line is None or not isinstance(line.value, syntax.Outcome) or not isinstance(line.value.value, syntax.Number):
        return None
    number = line.value.value
    return UnitDefinition(number.value, number.unit)


def act_of(declaration: syntax.Declaration) -> Act:
    """An act as declared."""
    day = declaration.field("date")
    return Act(
        code_of(declaration),
        declaration.label,
        text_of(declaration, "issuer"),
        text_of(declaration, "number"),
        text_of(declaration, "address"),
        day.value.value if day is not None and isinstance(day.value, syntax.Day) else None,
        declaration.span,
    )


@frozen(eq=False)
class DataNames:
    """What the declarations of data are read against.

    `list_codes` gives the code of each list by its name, `roots` the code of its root list by its own code,
    `elements` the lists by the name of an element (a list before its parts). `findings` is added to, and so is
    `unread`, the names whose lines could not be understood; `lost_axes` are names of parts of keys that stand for
    nothing, as written and as probably meant.
    """

    units: UnitTable
    list_codes: Mapping[str, str]
    roots: Mapping[str, str]
    elements: Mapping[str, str]
    unread: set[str] = field(repr=False)
    findings: list[Diagnostic] = field(repr=False)
    lost_axes: set[str] = field(factory=set)


def data_names(
    declarations: Iterable[syntax.Declaration], units: UnitTable, unread: set[str], findings: list[Diagnostic]
) -> DataNames:
    """Names of the lists among `declarations`, with each list's root; a circle of parts is reported."""
    lists = {one.name.text: one for one in declarations if one.kind == "list" and one.name is not None}
    codes = {name: code_of(one) for name, one in lists.items()}
    roots = {codes[name]: codes[_root_of(name, lists, findings)] for name in lists}
    elements: dict[str, str] = {}
    for name, one in sorted(lists.items(), key=lambda item: item[1].of is not None):
        element = _element_of(one)
        if element is not None:
            elements.setdefault(element, codes[name])
    return DataNames(units, codes, roots, elements, unread, findings)


def _root_of(name: str, lists: Mapping[str, syntax.Declaration], findings: list[Diagnostic]) -> str:
    seen = [name]
    while (above := lists[seen[-1]].of) is not None:
        if above.text not in lists:
            near = nearest(above.text, lists)
            variant = "near" if near else ""
            findings.append(finding("N158", above.span, variant=variant, name=above.text, nearest=near or ""))
            break
        if above.text in seen:
            findings.append(finding("N172", above.span, name=name, chain=", ".join([*seen, above.text])))
            break
        seen.append(above.text)
    return seen[-1]


def _element_of(declaration: syntax.Declaration) -> str | None:
    line = declaration.field("key")
    return line.value.parts[0].name if line is not None and isinstance(line.value, syntax.Key) else None


def no_column(place: Span, name: str, owner: str, known: Iterable[str]) -> Diagnostic:
    """The finding that `owner` has no such column, with the nearest of those it has."""
    columns = tuple(known)
    near = nearest(name, columns)
    variant = "near" if near else "" if columns else "none"
    words = ", ".join(columns)
    return finding("N152", place, variant=variant, name=name, owner=owner, nearest=near or "", known=words)


# ---------------------------------------------------------------- columns


def columns_of(declaration: syntax.Declaration, names: DataNames) -> tuple[Column, ...]:
    """Columns of a list or source; a name that stands twice is reported, a column of an unknown type left out."""
    line = declaration.field("columns")
    columns: dict[str, Column] = {}
    for row in () if line is None else line.rows:
        if isinstance(row.target, syntax.OwnValue):
            names.findings.append(finding("N154", row.target.span, variant="column", name=row.target.span.text))
            names.unread.add(declaration.name.text if declaration.name is not None else "")
        if isinstance(row.target, syntax.Name) and isinstance(row.value, syntax_columns.ColumnType):
            name = row.target.text
            if name in columns:
                first = Label(columns[name].span, "first")
                names.findings.append(finding("N173", row.span, labels=(first,), name=name))
            elif (column := _column(name, row, row.value, f"{code_of(declaration)}.{name}", names)) is not None:
                columns[name] = column
            else:
                names.unread.add(name)
    return tuple(columns.values())


def _column(
    name: str, row: syntax.Row, written: syntax_columns.ColumnType, owner: str, names: DataNames
) -> Column | None:
    """A column as declared; ``None`` after a finding about its type."""
    found = type_of_column(written.base, owner, names)
    if found is None:
        return None
    kind, shape = found
    for code in written.codes:
        unknown = unknown_meaning(code, kind, owner)
        names.findings.extend([] if unknown is None else [unknown])
    limits = written.range
    return Column(
        name,
        kind,
        shape,
        written.decimals,
        None if limits is None else between(limits.low, limits.high, low_open=limits.low_open, high_open=False),
        written.may_be_absent,
        tuple((code.cell, meaning_of(code.meaning, kind)) for code in written.codes),
        row.label,
        row.span,
        written.title,
    )


def type_of_column(base: syntax_columns.TypeName, owner: str, names: DataNames) -> tuple[ValueType, Shape] | None:
    """Type and unit that a column's first words declare; ``None`` after a finding. `owner` is whose words they are."""
    plain = Shape(PURE)
    match base.kind:
        case "number":
            return NumberType(), plain
        case "percent":
            return NumberType(), Shape(PURE, Shown.PERCENT)
        case "text":
            return TextType(), plain
        case "date":
            return DateType(), plain
        case "yes_no":
            return YesNoType(), plain
        case "direction":
            return DirectionType(), plain
        case "one_of":
            return CategoryType(owner, base.categories), plain
        case "list":
            names.findings.append(finding("N188", base.span))
            return None
        case _:
            return _named_type(base, names)


def _named_type(base: syntax_columns.TypeName, names: DataNames) -> tuple[ValueType, Shape] | None:
    """A type that is a unit or the name of a list: which of them only the names tell."""
    factor = base.unit[0] if len(base.unit) == 1 else None
    if factor is not None and factor.name in names.list_codes and factor.scale is None:
        return ElementType(names.list_codes[factor.name]), Shape(PURE)
    unit = names.units.resolve(base.unit)
    if isinstance(unit, UnknownUnit):
        foreign = foreign_word(unit.word, "type", base.span) or foreign_word(unit.word, "unit", base.span)
        if foreign is not None:
            names.findings.append(foreign)
            return None
        near = nearest(unit.word, (*names.list_codes, *names.units.units))
        near = near or word_meant("type", unit.word)
        variant = "near" if near else ""
        if near is None and (near := word_meant("unit", unit.word)) is not None:
            variant = "unit meant"
        names.findings.append(finding("N174", base.span, variant=variant, name=unit.word, nearest=near or ""))
        return None
    return NumberType(), Shape(unit)


# ---------------------------------------------------------------- lists


def list_of(declaration: syntax.Declaration, names: DataNames) -> ListDeclaration:
    """A list as declared; its `only` is resolved later, when all lists are known."""
    code = code_of(declaration)
    names.findings.extend(layout_findings(declaration))
    key = declaration.field("key")
    part = key.value.parts[0] if key is not None and isinstance(key.value, syntax.Key) else None
    columns = columns_of(declaration, names)
    above = None if declaration.of is None else names.list_codes.get(declaration.of.text)
    return ListDeclaration(
        code=code,
        label=declaration.label,
        of=above,
        root=names.roots[code],
        element=None if part is None else part.name,
        key_title="" if part is None else part.title or part.name,
        files=files_of(declaration),
        columns=columns,
        rows=_rows_of(declaration, columns, names),
        only=None,
        span=declaration.span,
        layout=layout_of(declaration),
        membership=membership_of(declaration, columns, names.findings),
    )


def files_of(declaration: syntax.Declaration) -> tuple[syntax.FileReference, ...]:
    """Files that a declaration names, in the order written."""
    values = (line.value for line in declaration.all_fields("file"))
    return tuple(value for value in values if isinstance(value, syntax.FileReference))


def _rows_of(
    declaration: syntax.Declaration, columns: tuple[Column, ...], names: DataNames
) -> tuple[tuple[str, tuple[Value | State, ...]], ...]:
    """Elements written in the text: the first column of the table is the element's code."""
    line = declaration.field("rows")
    table = line.table if line is not None and line.table is not None else declaration.table
    if table is None:
        return ()
    heads = [header.key for header in table.headers]
    known = {column.name: column for column in columns}
    for header in table.headers[1:]:
        if header.key not in known:
            names.findings.append(no_column(header.span, header.key, code_of(declaration), known))
    rows = []
    for row in table.rows:
        cells = dict(zip(heads, row.cells, strict=False))
        first = row.cells[0] if row.cells else None
        values = tuple(written_cell(cells.get(column.name), column, names.units, names.findings) for column in columns)
        rows.append(("" if first is None else _word(first), values))
    return tuple(rows)


def _word(cell: syntax.Outcome) -> str:
    match cell.value:
        case syntax.Name() as name:
            return name.text
        case syntax.Text(value=text):
            return text
        case written:
            return written.span.text


def with_filter(declared: ListDeclaration, written: syntax.Declaration, resolver: Resolver) -> ListDeclaration:
    """The list with its `only` resolved over the list that it is part of."""
    line = written.field("only")
    if line is None or not isinstance(line.value, syntax.Outcome) or isinstance(line.value.value, syntax.Phrase):
        return declared
    inside = resolver.within(row_list=declared.of or declared.code)
    return evolve(declared, only=inside.node(line.value.value))


# ---------------------------------------------------------------- sources


@cache
def period_words() -> Mapping[str, int]:
    """Names of the period axis as a part of a key, with how many such periods a year has: the words for it in any
    keyword language, with an underscore for a hyphen.
    """
    return {
        word.replace("-", "_"): PARTS[key]
        for key, spellings in keyword_table()["period"].items()
        for words in spellings.values()
        if isinstance(words, list)
        for word in words
    }


def source_of_data(declaration: syntax.Declaration, names: DataNames) -> SourceDeclaration:
    """A source as declared."""
    names.findings.extend(layout_findings(declaration))
    columns = columns_of(declaration, names)
    line = declaration.field("key")
    parts = line.value.parts if line is not None and isinstance(line.value, syntax.Key) else ()
    axes = tuple(axis for part in parts if (axis := _key_axis(part, names)) is not None)
    return SourceDeclaration(
        code=code_of(declaration),
        label=declaration.label,
        kind=text_of(declaration, "kind"),
        holder=text_of(declaration, "holder"),
        verification=text_of(declaration, "verification"),
        basis=basis_of(declaration),
        files=files_of(declaration),
        same_key=_same_key(declaration),
        key=axes,
        wide=_wide(declaration, axes, columns, names),
        columns=columns,
        span=declaration.span,
        layout=layout_of(declaration),
        corrects=text_of(declaration, "corrects"),
        stage=text_of(declaration, "stage"),
        filed=_filed(declaration),
        merging=text_of(declaration, "at_reorganisation"),
    )


def _filed(declaration: syntax.Declaration) -> tuple[str, ...]:
    line = declaration.field("filed")
    items = line.value.items if line is not None and isinstance(line.value, syntax.Names) else ()
    return tuple(item.span.text for item in items)


def _same_key(declaration: syntax.Declaration) -> SameKey:
    words = {"equal_otherwise_error": SameKey.EQUAL, "first": SameKey.FIRST_FILE, "last": SameKey.LAST_FILE}
    return words.get(text_of(declaration, "same_key") or "", SameKey.ERROR)


def _key_axis(part: syntax.KeyPart, names: DataNames) -> KeyAxis | None:
    title = part.title or part.name
    code = names.elements.get(part.name)
    if code is not None:
        return KeyAxis(part.name, names.roots[code], code, title, part.span)
    if part.name in period_words():
        return KeyAxis(part.name, PERIOD, None, title, part.span, period_words()[part.name])
    near = nearest(part.name, (*names.elements, *period_words()))
    known = ", ".join(names.elements)
    variant = "near" if near else ""
    names.findings.append(finding("N170", part.span, variant=variant, name=part.name, nearest=near or "", known=known))
    names.lost_axes.update({part.name, near or part.name})
    return None


def _wide(
    declaration: syntax.Declaration, key: tuple[KeyAxis, ...], columns: tuple[Column, ...], names: DataNames
) -> tuple[WideColumn, ...]:
    line = declaration.field("wide")
    parts = line.value.parts if line is not None and isinstance(line.value, syntax.Wide) else ()
    found = []
    for part in parts:
        braced = part.pattern.partition("{")[2].partition("}")[0]
        if braced in names.lost_axes or braced in names.unread:
            continue
        if braced not in {axis.name for axis in key}:
            parts_known = ", ".join(axis.name for axis in key)
            names.findings.append(finding("N171", part.span, pattern=part.pattern, known=parts_known))
        elif part.column not in {column.name for column in columns}:
            known = [column.name for column in columns]
            names.findings.append(no_column(part.span, part.column, code_of(declaration), known))
        else:
            found.append(WideColumn(part.pattern, braced, part.column, part.span))
    return tuple(found)


# ---------------------------------------------------------------- parameters


def _first_period(resolver: Resolver, row: syntax.Row) -> Period | None:
    """The evaluated period from which a row of a parameter holds: one that begins where the row says."""
    match row.target:
        case syntax.Number(value=year) if year.q == 1 and 1 <= year.p <= 9999:
            written: Period | date = int(year.p)
        case syntax.PeriodWord(value=part):
            written = part
        case syntax.Day(value=day):
            written = day
        case _:
            return None
    day = written if isinstance(written, date) else first_day(written)
    parts = resolver.scope.parts
    found = period_of_day(day, parts)
    if first_day(found) != day:
        words = {"written": row.target.span.text, "own": WORDS[parts], "period": str(found)}
        resolver.report("N198", row.target.span, variant="within", labels=(), next=str(found + 1), **words)
    return found


def parameter_of(declaration: syntax.Declaration, resolver: Resolver) -> Parameter:
    """A parameter with its value, or with the values from each year on."""
    line = declaration.field("value")
    rows: list[tuple[Period | None, AnyNode]] = []
    if line is not None and isinstance(line.value, syntax.Outcome) and not isinstance(line.value.value, syntax.Phrase):
        rows.append((None, outcome_node(resolver, line.value)))
    rows.extend(
        (_first_period(resolver, row), outcome_node(resolver, row.value))
        for row in (() if line is None else line.rows)
        if isinstance(row.value, syntax.Outcome) and not isinstance(row.value.value, syntax.Phrase)
    )
    by_period = tuple(sorted(rows, key=lambda item: (item[0] is not None, item[0] or 0)))
    return Parameter(
        code_of(declaration),
        declaration.label,
        basis_of(declaration),
        by_period,
        declaration.span,
    )


def target_of(declaration: syntax.Declaration, resolver: Resolver) -> Parameter:
    """A target: a parameter that is a plan for a declaration."""
    found = parameter_of(declaration, resolver)
    name = "" if declaration.of is None else declaration.of.text
    planned = resolver.scope.computed.get(name)
    return evolve(found, of=name if planned is None else code_of(planned))
