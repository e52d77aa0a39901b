"""Checks and examples."""

from __future__ import annotations

from datetime import date

from flint import fmpq

from tarazy.dsl import nodes, syntax
from tarazy.dsl.declarations import Check, Column, Example, Expectation, Given, GivenRow, ListDeclaration
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.names.data import basis_of, no_column, period_words
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import Scope, Surroundings, code_of
from tarazy.dsl.names.selections import element_axes
from tarazy.dsl.names.tables import outcome_node
from tarazy.dsl.names.written_cells import written_cell
from tarazy.dsl.nodes import AnyNode, Value
from tarazy.dsl.periods import Period, period_of_day, read_period
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.dsl.spoken_words import keyword_of
from tarazy.dsl.states import State
from tarazy.dsl.units import Shape, UnitMismatch, shape_text, unit_of_comparison
from tarazy.dsl.value_types import CategoryType, DirectionType, ElementType, NumberType, TextType

Target = tuple[str, str, tuple[tuple[str, str], ...], Period | None]
"""What a row of an example is about: code, facet, elements by axis, period."""


def check_of(declaration: syntax.Declaration, scope: Scope, findings: list[Diagnostic]) -> Check:
    """A check, resolved; a name of its legend is what stands behind it."""
    resolver = Resolver(scope, Surroundings(), findings)
    for keyword in ("for_each", "applies_to"):
        line = declaration.field(keyword)
        if line is not None:
            resolver.report("N169", line.keyword_span, name=line.keyword_span.text)
    resolver = resolver.within(arguments=_legend(resolver, declaration))
    line = declaration.field("holds")
    if line is None or not isinstance(line.value, syntax.Outcome):
        resolver.report("N178", declaration.name_span or declaration.span, kind=keyword_of("head", "check"))
        holds: AnyNode = nodes.Undetermined("", span=declaration.span)
    else:
        holds = outcome_node(resolver, line.value)
    return Check(code_of(declaration), declaration.label, basis_of(declaration), holds, declaration.span)


def _legend(resolver: Resolver, declaration: syntax.Declaration) -> dict[str, AnyNode]:
    """Nodes of a check's legend; a line may use those above it."""
    line = declaration.field("where")
    found: dict[str, AnyNode] = {}
    for row in () if line is None else line.rows:
        if isinstance(row.target, syntax.Name) and isinstance(row.value, syntax.Outcome):
            found[row.target.text] = outcome_node(resolver.within(arguments=dict(found)), row.value)
    return found


def example_of(declaration: syntax.Declaration, scope: Scope, findings: list[Diagnostic]) -> Example:
    """An example, resolved."""
    resolver = Resolver(scope, Surroundings(), findings)
    named = declaration.field("bodies")
    bodies = tuple(
        item.text
        for item in (named.value.items if named is not None and isinstance(named.value, syntax.Names) else ())
        if isinstance(item, syntax.Name)
    )
    given: list[Given] = []
    expect: list[Expectation] = []
    rows: list[GivenRow] = []
    for line in declaration.fields:
        if line.keyword == "given":
            rows.extend(given_rows_of_registers(resolver, line))
            given.extend(_given_rows(resolver, line, bodies))
            given.extend(_given_table(resolver, line))
        elif line.keyword == "expect":
            expect.extend(_expected(resolver, line, bodies))
    return Example(
        declaration.label or "",
        bodies,
        _period(declaration),
        tuple(given),
        tuple(expect),
        declaration.span,
        tuple(rows),
    )


def _period(declaration: syntax.Declaration) -> Period | None:
    line = declaration.field("period")
    return read_period(line.value.text) if line is not None and isinstance(line.value, syntax.Raw) else None


# ---------------------------------------------------------------- rows


def _given_rows(resolver: Resolver, line: syntax.Field, bodies: tuple[str, ...]) -> list[Given]:
    found = []
    for row in line.rows:
        if _register_of(resolver, row.target) is not None:
            continue
        target = _target(resolver, row.target, bodies)
        if target is None or not isinstance(row.value, syntax.Outcome):
            continue
        cell, shape = _cell(resolver, row.value, target)
        if cell is not None:
            found.append(Given(*target, cell, row.span, shape))
    return found


def _expected(resolver: Resolver, line: syntax.Field, bodies: tuple[str, ...]) -> list[Expectation]:
    found = []
    for row in line.rows:
        target = _target(resolver, row.target, bodies)
        if target is None or not isinstance(row.value, syntax.Outcome):
            continue
        code = _expected_error(row.value)
        if code is not None:
            found.append(Expectation(*target, None, (), code, row.span))
            continue
        because = tuple(part.text for part in row.value.because if isinstance(part, syntax.Name))
        for part in row.value.because:
            resolver.node(part)
        cell, shape = _cell(resolver, row.value, target)
        found.append(Expectation(*target, cell, because, None, row.span, shape))
    return found


def _expected_error(outcome: syntax.Outcome) -> str | None:
    """The code of ``error X510``, where a row expects that a value cannot be computed."""
    word, _, code = outcome.value.key.partition(" ") if isinstance(outcome.value, syntax.Phrase) else ("", "", "")
    return code if word == "error" and code else None


def _target(resolver: Resolver, written: syntax.Expression, bodies: tuple[str, ...]) -> Target | None:
    operand = written.operand if isinstance(written, syntax.Selection) else written
    if not isinstance(operand, syntax.Name):
        resolver.report("N179", written.span, found=written.span.text)
        return None
    node = resolver.node(operand)
    node = node.operand if isinstance(node, nodes.Filed) else node
    match node:
        case (
            nodes.Datum(source=source, column=column)
            | nodes.Corrected(operands=(*_, nodes.Datum(source=source, column=column)))
        ):
            code, facet = f"{source}.{column}", "value"
        case nodes.Result(declaration=declaration, facet=which):
            code, facet = declaration, which.value
        case nodes.Undetermined():
            return None
        case _:
            resolver.report("N179", written.span, found=written.span.text)
            return None
    elements, period = _selected(resolver, written, node, bodies)
    return code, facet, elements, period


def _selected(
    resolver: Resolver, written: syntax.Expression, node: AnyNode, bodies: tuple[str, ...]
) -> tuple[tuple[tuple[str, str], ...], Period | None]:
    elements: list[tuple[str, str]] = []
    period: Period | None = None
    body_axis = resolver.scope.body_axis
    axes = [axis for _, axis in element_axes(resolver, node) if axis != body_axis]
    for selector in written.selectors if isinstance(written, syntax.Selection) else ():
        if selector.kind == "period":
            period = selector.period
        elif selector.kind == "element" and isinstance(selector.expression, syntax.Name):
            name = selector.expression.text
            axis = body_axis if name in bodies or not axes else axes[0]
            if axis is not None:
                elements.append((axis, name))
        else:
            variant = "" if selector.kind == "element" else "period"
            target = written.operand.span.text if isinstance(written, syntax.Selection) else ""
            resolver.report("N179", selector.span, variant=variant, found=selector.span.text, target=target)
    return tuple(elements), period


def _cell(resolver: Resolver, outcome: syntax.Outcome, target: Target) -> tuple[Value | State | None, Shape | None]:
    """The value or state that a row writes, and of a number its unit; words are looked up by the type of what the row
    is about.
    """
    written = outcome.value
    if isinstance(written, syntax.Name) and len(written.parts) == 1 and _takes_words(resolver, target[0]):
        return written.parts[0], None
    match outcome_node(resolver, outcome):
        case nodes.Constant(value=value, shape=shape):
            return (value if _fits(resolver, outcome, target, value, shape) else None), shape
        case nodes.StateConstant(state=state):
            return state, None
        case nodes.Negate(operand=nodes.Constant(value=fmpq() as value, shape=shape)):
            return (-value if _fits(resolver, outcome, target, -value, shape) else None), shape
        case nodes.Undetermined():
            return None, None
        case _:
            resolver.report("N180", outcome.span, found=outcome.span.text)
            return None, None


def _fits(resolver: Resolver, outcome: syntax.Outcome, target: Target, value: Value, shape: Shape | None) -> bool:
    """Whether a datum that an example gives could stand in its column: its unit and range; else it is reported."""
    column = _column_of(resolver, target[0])
    if column is None or shape is None or not isinstance(value, fmpq) or not isinstance(column.type, NumberType):
        return True
    words = {"column": target[0], "found": outcome.value.span.text, "unit": shape_text(column.shape)}
    if isinstance(unit_of_comparison(column.shape, shape), UnitMismatch):
        variant = "percent" if column.shape.is_percent else ""
        resolver.report("N185", outcome.span, variant=variant, labels=(), **words)
        return False
    as_written = value * 100 if column.shape.is_percent else value / column.shape.unit.scale
    if column.range is not None and not column.range.contains(as_written):
        resolver.report("N185", outcome.span, variant="range", labels=(), range=column.range.text(), **words)
        return False
    return True


def _column_of(resolver: Resolver, code: str) -> Column | None:
    """The column that ``source.column`` names; ``None`` for a declaration."""
    source, _, name = code.partition(".")
    registers = resolver.scope.registers.values()
    found = resolver.scope.sources_by_code.get(source) or next((one for one in registers if one.code == source), None)
    return None if found is None else found.column(name)


def _takes_words(resolver: Resolver, code: str) -> bool:
    """Whether a datum or result is a word: a category, direction, text or element."""
    column = _column_of(resolver, code)
    if column is not None:
        return isinstance(column.type, CategoryType | DirectionType | TextType | ElementType)
    return any(code_of(one) == code and one.kind in ("grade", "status") for one in resolver.scope.computed.values())


# ---------------------------------------------------------------- tables


def _given_table(resolver: Resolver, line: syntax.Field) -> list[Given]:
    """Rows under ``given budget``: the columns that are part of the source's key say whose each value is."""
    if line.table is None:
        return []
    name = line.value.items[0] if isinstance(line.value, syntax.Names) and line.value.items else None
    if name is not None and _register_of(resolver, name) is not None:
        return []
    elements_of = resolver.scope.lists.get(name.text) if isinstance(name, syntax.Name) else None
    if elements_of is not None:
        return _given_elements(resolver, elements_of, line.table)
    source = resolver.scope.sources.get(name.text) if isinstance(name, syntax.Name) else None
    if source is None:
        place = line.span if name is None else name.span
        resolver.report("N153", place, variant="given", name=place.text)
        return []
    axes = {part.name: part.axis for part in source.key}
    found = []
    for row in line.table.rows:
        cells = dict(zip((header.key for header in line.table.headers), row.cells, strict=False))
        elements = tuple(
            (axes[key], cell.span.text)
            for key, cell in cells.items()
            if key in axes and cell is not None and key not in period_words()
        )
        written = next(
            (cell.span.text for key, cell in cells.items() if key in period_words() and cell is not None),
            "",
        )
        period = read_period(written)
        for key, cell in cells.items():
            if key not in axes and cell is not None:
                target: Target = (f"{source.code}.{key}", "value", elements, period)
                value, shape = _cell(resolver, cell, target)
                if value is not None:
                    found.append(Given(*target, value, cell.span, shape))
    return found


def _given_elements(resolver: Resolver, declared: ListDeclaration, table: syntax.Table) -> list[Given]:
    """Rows under ``given measures``: elements of a list with its columns; one without columns is there all the same."""
    known = [column.name for column in declared.columns]
    for header in table.headers:
        if header.key not in known and header.key != declared.element:
            resolver.findings.append(no_column(header.span, header.key, declared.code, known))
    found = []
    for row in table.rows:
        cells = dict(zip((header.key for header in table.headers), row.cells, strict=False))
        key = cells.get(declared.element or "")
        if key is None:
            resolver.report("N179", row.span, found=row.span.text)
            continue
        elements = ((declared.root, key.span.text),)
        found.append(Given(declared.code, "value", elements, None, State.PRESENT, key.span))
        for column in declared.columns:
            cell = cells.get(column.name)
            if cell is not None:
                value = written_cell(cell, column, resolver.scope.units, resolver.findings)
                found.append(Given(f"{declared.code}.{column.name}", "value", elements, None, value, cell.span))
    return found


# ---------------------------------------------------------------- rows of registers


def _register_of(resolver: Resolver, written: syntax.Expression | syntax.SetWord) -> RegisterDeclaration | None:
    return resolver.scope.registers.get(written.text) if isinstance(written, syntax.Name) else None


def given_rows_of_registers(resolver: Resolver, line: syntax.Field) -> list[GivenRow]:
    """Rows of registers: a table under ``given appeals``, or that there are none: ``rechecks: none``."""
    found = []
    for row in line.rows:
        register = _register_of(resolver, row.target)
        if register is None or not isinstance(row.value, syntax.Outcome):
            continue
        if isinstance(row.value.value, syntax.Phrase) and row.value.value.key == "none":
            found.append(GivenRow(register.code, None, None, row.span))
        else:
            resolver.report("N179", row.value.span, variant="register", found=row.value.span.text, name=register.code)
    name = line.value.items[0] if isinstance(line.value, syntax.Names) and line.value.items else None
    register = None if name is None else _register_of(resolver, name)
    if line.table is None or register is None:
        return found
    known = [column.name for column in register.columns]
    for header in line.table.headers:
        if header.key not in known and header.key != register.period_name:
            resolver.findings.append(no_column(header.span, header.key, register.code, known))
    return [*found, *(_given_row(resolver, register, line.table.headers, row) for row in line.table.rows)]


def _given_row(
    resolver: Resolver, register: RegisterDeclaration, headers: tuple[syntax.Header, ...], row: syntax.TableRow
) -> GivenRow:
    cells: list[tuple[str, Value | State]] = []
    period: Period | None = None
    for header, cell in zip(headers, row.cells, strict=False):
        if cell is None or (register.column(header.key) is None and header.key != register.period_name):
            continue
        if header.key == register.period_name:
            period = read_period(cell.span.text)
            continue
        value, _ = _cell(resolver, cell, (f"{register.code}.{header.key}", "value", (), None))
        if value is not None:
            cells.append((header.key, value))
            if header.key == register.date and isinstance(value, date):
                period = period_of_day(value, register.parts)
    return GivenRow(register.code, tuple(cells), period, row.span)
