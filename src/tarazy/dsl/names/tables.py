"""Tables: bands, lines, cases and values, each row's cells resolved."""

from __future__ import annotations

from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.nodes import AnyNode, Value
from tarazy.dsl.source import Span
from tarazy.dsl.states import MARKS, State

LOW_HEADERS = {"from": False, "above": True}
"""Headers of a lower end, and whether the end itself is left out."""
HIGH_HEADERS = {"up_to": False, "below": True}
"""Headers of an upper end, and whether the end itself is left out."""
_ENDS = frozenset({*LOW_HEADERS, *HIGH_HEADERS, "at"})
RESULT_HEADERS = ("points", "grade", "value", "status", "selected")
"""Headers of a result, in the order in which a column is taken for it."""
_WORDS_FIRST = ("grade", "status", "value", "points")


def outcome_node(resolver: Resolver, outcome: syntax.Outcome) -> AnyNode:
    """Node of what a cell or a rule leads to; a bare phrase is no value and is reported."""
    if isinstance(outcome.value, syntax.Phrase):
        resolver.report("N175", outcome.span, found=outcome.span.text)
        return nodes.Undetermined("", span=outcome.span)
    node = resolver.node(outcome.value)
    return _marked_illustrative(resolver, node, outcome.span) if outcome.illustrative else node


def _marked_illustrative(resolver: Resolver, node: AnyNode, place: Span) -> AnyNode:
    """A number, with or without a minus, marked as one that no act gives; of a formula the mark would say nothing."""
    match node:
        case nodes.Constant():
            return evolve(node, illustrative=True)
        case nodes.Negate(operand=nodes.Constant() as constant):
            return evolve(node, operand=evolve(constant, illustrative=True))
        case _:
            resolver.report("R856", place, formula=node.span.text)
            return node


def table_node(resolver: Resolver, table: syntax.Table, operand: AnyNode | None, *, words: bool = False) -> AnyNode:
    """Node of a table.

    Parameters
    ----------
    operand
        What the table reads, where its own phrase does not name it (a grade's ``of``).
    words
        Whether a bare name in a result cell is a word of a category, as in a grade or a status.
    """
    read = operand if table.operand is None else resolver.node(table.operand)
    match table.form:
        case "bands" if read is not None and table.headers and not table.headers[0].is_keyword:
            return _bands_by_key(resolver, table, read, words=words)
        case "bands" if read is not None:
            return _bands(resolver, table, read, words=words)
        case "line" if read is not None:
            return _line(resolver, table, read)
        case "values" if read is not None:
            return _values(resolver, table, read, words=words)
        case _:
            return _cases(resolver, table, words=words)


def _result(resolver: Resolver, cells: dict[str, syntax.Outcome | None], row: Span, *, words: bool) -> AnyNode:
    cell = next((cells[key] for key in (_WORDS_FIRST if words else RESULT_HEADERS) if cells.get(key) is not None), None)
    if cell is None:
        resolver.report("N176", row)
        return nodes.Undetermined("", span=row)
    if words and isinstance(cell.value, syntax.Name | syntax.Text):
        word = cell.value.text if isinstance(cell.value, syntax.Name) else cell.value.value
        return nodes.Constant(word, span=cell.span, syntax=cell.value)
    return outcome_node(resolver, cell)


def _cells(table: syntax.Table, row: syntax.TableRow) -> dict[str, syntax.Outcome | None]:
    return dict(zip((header.key for header in table.headers), row.cells, strict=False))


def _bands_by_key(resolver: Resolver, table: syntax.Table, operand: AnyNode, *, words: bool) -> AnyNode:
    """A table whose first column says which rows are whose: for each word of it a table of bands of its own."""
    header = table.headers[0]
    name = syntax.Name(tuple(header.key.split(".")), span=header.span)
    groups: dict[str, tuple[syntax.Outcome | None, list[syntax.TableRow]]] = {}
    current: syntax.Outcome | None = None
    for row in table.rows:
        current = row.cells[0] or current
        if current is None:
            resolver.report("B434", row.span)
            continue
        groups.setdefault(current.span.text, (current, []))[1].append(evolve(row, cells=row.cells[1:]))
    rows = []
    for cell, own in groups.values():
        if cell is None:
            continue
        span = Span(own[0].span.source, own[0].span.start, own[-1].span.end)
        part = syntax.Table("bands", table.operand, table.headers[1:], tuple(own), span=span)
        key = None if _is_otherwise(cell) else _key_of(resolver, name, cell)
        rows.append(nodes.ValueRow(key, _bands(resolver, part, operand, words=words), span))
    return nodes.ByValues(resolver.node(name), tuple(rows), span=table.span, syntax=name)


def _key_of(resolver: Resolver, name: syntax.Name, cell: syntax.Outcome) -> Value | State | None:
    """The value that a cell of the key stands for; a word is looked up among those that the key can be."""
    if isinstance(cell.value, syntax.Name):
        word = resolver.word_beside(name, cell.value)
        match word:
            case nodes.Constant(value=value):
                return value
            case nodes.ElementConstant(code=code):
                return code
            case nodes.Undetermined():
                return cell.value.text
            case _:
                pass
    return _key(resolver, cell)


def _label(cells: dict[str, syntax.Outcome | None]) -> str | None:
    label = cells.get("label")
    return label.value.value if label is not None and isinstance(label.value, syntax.Text) else None


def _bands(resolver: Resolver, table: syntax.Table, operand: AnyNode, *, words: bool) -> AnyNode:
    hole = _hole_among_ends(table)
    if hole is not None:
        return nodes.Undetermined(hole.text, span=hole.span, syntax=hole)
    bands = []
    for row in table.rows:
        cells = _cells(table, row)
        low, low_open = _end(resolver, cells, LOW_HEADERS)
        high, high_open = _end(resolver, cells, HIGH_HEADERS)
        edges = tuple(edge for edge in (low, high) if edge is not None)
        result = _result(resolver, cells, row.span, words=words)
        label = _label(cells)
        bands.append(nodes.Band(_value(low), low_open, _value(high), high_open, result, label, row.span, edges))
    return nodes.Bands(operand, tuple(bands), span=table.span, syntax=table.operand)


def _hole_among_ends(table: syntax.Table) -> syntax.Undetermined | None:
    """The first end, or corner, that the text leaves open: then nothing is known of which row holds."""
    for row in table.rows:
        for key, cell in _cells(table, row).items():
            if key in _ENDS and cell is not None and isinstance(cell.value, syntax.Undetermined) and cell.value.text:
                return cell.value
    return None


def _end(
    resolver: Resolver, cells: dict[str, syntax.Outcome | None], headers: dict[str, bool]
) -> tuple[nodes.Constant | None, bool]:
    for key, is_open in headers.items():
        cell = cells.get(key)
        if cell is not None:
            return _edge(resolver, cell), is_open
    return None, True


def _edge(resolver: Resolver, cell: syntax.Outcome) -> nodes.Constant | None:
    """A band's end in base units; it must be written as a number."""
    written, sign = cell.value, 1
    if isinstance(written, syntax.Negative):
        written, sign = written.operand, -1
    if isinstance(written, syntax.Undetermined) and not written.text:
        return None
    if not isinstance(written, syntax.Number):
        resolver.report("N177", cell.span, found=cell.span.text)
        return None
    number = resolver.number(written)
    if not isinstance(number, nodes.Constant) or not isinstance(number.value, fmpq):
        return None
    value = number.value if sign == 1 else -number.value
    return evolve(number, value=value, illustrative=cell.illustrative)


def _value(edge: nodes.Constant | None) -> fmpq | None:
    return edge.value if edge is not None and isinstance(edge.value, fmpq) else None


def _line(resolver: Resolver, table: syntax.Table, operand: AnyNode) -> AnyNode:
    hole = _hole_among_ends(table)
    if hole is not None:
        return nodes.Undetermined(hole.text, span=hole.span, syntax=hole)
    corners = []
    edges = []
    for row in table.rows:
        cells = _cells(table, row)
        at = cells.get("at")
        edge = None if at is None else _edge(resolver, at)
        result = _result(resolver, cells, row.span, words=False)
        if edge is not None and isinstance(edge.value, fmpq):
            corners.append((edge.value, result))
            edges.append(edge)
    return nodes.Line(operand, tuple(corners), tuple(edges), span=table.span, syntax=table.operand)


def _cases(resolver: Resolver, table: syntax.Table, *, words: bool) -> AnyNode:
    rows = []
    for row in table.rows:
        cells = _cells(table, row)
        condition = cells.get("when")
        is_last = condition is None or (
            isinstance(condition.value, syntax.Phrase | syntax.SetWord) and _is_otherwise(condition)
        )
        node = None if is_last or condition is None else outcome_node(resolver, condition)
        rows.append(nodes.Case(node, _result(resolver, cells, row.span, words=words), row.span, _label(cells)))
    return nodes.Cases(tuple(rows), table.form == "first", span=table.span)


def _is_otherwise(cell: syntax.Outcome) -> bool:
    match cell.value:
        case syntax.Phrase(key=key) | syntax.SetWord(word=key):
            return key == "otherwise"
        case _:
            return False


def _values(resolver: Resolver, table: syntax.Table, operand: AnyNode, *, words: bool) -> AnyNode:
    rows = []
    for row in table.rows:
        cells = _cells(table, row)
        first = row.cells[0] if row.cells else None
        key: Value | State | None = None
        if first is not None and not _is_otherwise(first):
            key = _key(resolver, first)
        result_cells = dict(list(cells.items())[1:])
        rows.append(nodes.ValueRow(key, _result(resolver, result_cells, row.span, words=words), row.span))
    return nodes.ByValues(operand, tuple(rows), span=table.span, syntax=table.operand)


def _key(resolver: Resolver, cell: syntax.Outcome) -> Value | State | None:
    match cell.value:
        case syntax.Name(parts=parts):
            return parts[0]
        case syntax.Text(value=text):
            return text
        case syntax.YesNo(value=answer):
            return answer
        case syntax.StateWord(state=state) if state in MARKS:
            resolver.report("N155", cell.span, variant="mark", word=cell.span.text)
            return None
        case syntax.StateWord(state=state):
            return State(state)
        case syntax.Day(value=day):
            return day
        case _:
            return _value(_edge(resolver, cell))
