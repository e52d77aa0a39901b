"""Statuses: the table that gives the word, and the points that the same rows give for it."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve
from flint import fmpq

from tarazy.dsl import nodes, syntax
from tarazy.dsl.names.expressions import Resolver
from tarazy.dsl.names.scope import surroundings_of
from tarazy.dsl.names.tables import outcome_node, table_node
from tarazy.dsl.nodes import AnyNode
from tarazy.dsl.units import POINTS, Shape

WORD_HEADERS = ("grade", "status")
"""Headers of the column that holds a row's word."""


def status_value(resolver: Resolver, declaration: syntax.Declaration) -> AnyNode:
    """The node of a status: its table, read for the words."""
    line = declaration.field("value")
    table = None if line is None else line.table
    if line is None or table is None or table.form in ("line", "scale"):
        place = declaration.span if line is None else line.span
        resolver.report(
            "B430", place, name=declaration.span.text if declaration.name is None else declaration.name.text
        )
        return nodes.Undetermined("", span=place)
    if "status" not in [header.key for header in table.headers]:
        resolver.report(
            "B430", table.span, variant="column", name="" if declaration.name is None else declaration.name.text
        )
        return nodes.Undetermined("", span=table.span)
    _check_credits(resolver, table)
    own = nodes.Result(resolver.here.declaration, nodes.Facet.VALUE, span=line.span)
    return table_node(resolver, table, own, words=True)


def word_table(declaration: syntax.Declaration) -> syntax.Table | None:
    """The table that gives the words of a grade or a status."""
    if declaration.kind == "grade":
        return declaration.table
    line = declaration.field("value") if declaration.kind == "status" else None
    return None if line is None else line.table


def words_of(table: syntax.Table) -> tuple[str, ...]:
    """The words of a table, in the order of its rows, each once."""
    return tuple(dict.fromkeys(word for word, _, _ in _rows(table)))


def points_of(resolver: Resolver, call: syntax.Call, operand: syntax.Expression) -> AnyNode:
    """The node of ``points(x)``: the points that the table of a status or grade gives for the word that x has."""
    node = resolver.node(operand)
    if isinstance(node, nodes.Undetermined):
        return node
    code = _declaration_of(node)
    declaration = None if code is None else resolver.scope.declarations_by_code.get(code)
    table = None if declaration is None else word_table(declaration)
    if declaration is None or table is None or "points" not in [header.key for header in table.headers]:
        variant = "" if table is None else "column"
        resolver.report("B431", operand.span, variant=variant, name=operand.span.text)
        return resolver.unresolved(call)
    quiet = Resolver(resolver.scope, surroundings_of(declaration, resolver.scope), [])
    rows: dict[str, nodes.ValueRow] = {}
    for word, cell, row in _rows(table):
        if cell is not None:
            rows.setdefault(word, nodes.ValueRow(word, _in_points(outcome_node(quiet, cell)), row.span))
    return _of_former(node, tuple(rows.values()), call)


def _of_former(node: AnyNode, rows: tuple[nodes.ValueRow, ...], call: syntax.Call) -> AnyNode:
    """The table put on the result itself, inside the selectors that stand around it: points go with their period."""
    match node:
        case nodes.Shift(operand=inner) | nodes.AtPeriod(operand=inner) | nodes.AtElement(operand=inner):
            return evolve(node, operand=_of_former(inner, rows, call), span=call.span, syntax=call)
        case _:
            return nodes.ByValues(node, rows, span=call.span, syntax=call)


def _declaration_of(node: AnyNode) -> str | None:
    match node:
        case nodes.Result(declaration=code):
            return code
        case nodes.Shift(operand=inner) | nodes.AtPeriod(operand=inner) | nodes.AtElement(operand=inner):
            return _declaration_of(inner)
        case _:
            return None


def _in_points(node: AnyNode) -> AnyNode:
    """A written number of the column `points` as points."""
    if isinstance(node, nodes.Constant) and isinstance(node.value, fmpq) and node.shape is not None:
        return evolve(node, shape=Shape(POINTS)) if node.shape.unit.is_pure else node
    return node


def _check_credits(resolver: Resolver, table: syntax.Table) -> None:
    """Report what cannot be read in the column of points, and a word with two credits."""
    if "points" not in [header.key for header in table.headers]:
        return
    first: dict[str, syntax.Outcome] = {}
    for word, cell, row in _rows(table):
        if cell is None:
            resolver.report("N176", row.span)
            continue
        outcome_node(resolver, cell)
        before = first.setdefault(word, cell)
        if before.span.text != cell.span.text:
            resolver.report("B430", cell.span, variant="two", name=word, former=before.span.text, own=cell.span.text)


def _rows(table: syntax.Table) -> Iterator[tuple[str, syntax.Outcome | None, syntax.TableRow]]:
    """Word, cell of points and row of each row that has a word."""
    keys = [header.key for header in table.headers]
    for row in table.rows:
        cells = dict(zip(keys, row.cells, strict=False))
        cell = next((cells[key] for key in WORD_HEADERS if cells.get(key) is not None), None)
        if cell is None:
            continue
        match cell.value:
            case syntax.Name() as name:
                yield name.text, cells.get("points"), row
            case syntax.Text(value=text):
                yield text, cells.get("points"), row
            case _:
                pass
