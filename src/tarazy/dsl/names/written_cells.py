"""Cells of the rows that a list has in the text: each is a value of its column's type, or is reported."""

from __future__ import annotations

from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Column
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.nearest import nearest
from tarazy.dsl.nodes import Value
from tarazy.dsl.states import MARKS, State
from tarazy.dsl.unit_table import UnitTable, UnknownUnit
from tarazy.dsl.units import same_dimension
from tarazy.dsl.value_types import (
    CategoryType,
    DateType,
    DirectionType,
    ElementType,
    NumberType,
    StateType,
    TextType,
    ValueType,
    YesNoType,
)


def written_cell(
    cell: syntax.Outcome | None, column: Column, units: UnitTable, findings: list[Diagnostic]
) -> Value | State:
    """The value or state that a cell writes; an empty one is absent, and so is one that is reported.

    Parameters
    ----------
    findings
        Where a cell is reported that is no value of the column.
    """
    if cell is None:
        return State.ABSENT
    if isinstance(cell.value, syntax.StateWord) and cell.value.state not in MARKS:
        return State(cell.value.state)
    value = _value(cell, column, units)
    if value is None:
        findings.append(_misfit(cell, column))
        return State.ABSENT
    return value


def _value(cell: syntax.Outcome, column: Column, units: UnitTable) -> Value | None:
    """The value of the column's type that the cell writes; ``None`` if it writes none."""
    match column.type, cell.value:
        case NumberType(), syntax.Number() as number:
            return _number(number, column, units)
        case NumberType(), syntax.Negative(operand=syntax.Number() as number):
            positive = _number(number, column, units)
            return None if positive is None else -positive
        case YesNoType(), syntax.YesNo(value=answer):
            return answer
        case DateType(), syntax.Day(value=day):
            return day
        case CategoryType(words=words), syntax.Name(text=word) | syntax.Text(value=word):
            return word if word in words else None
        case CategoryType(words=words), syntax.Phrase(span=place):
            return place.text if place.text in words else None
        case DirectionType(), syntax.Phrase(key="higher" | "lower" as word):
            return word
        case TextType() | ElementType(), syntax.Name(text=word) | syntax.Text(value=word):
            return word
        case TextType() | ElementType(), syntax.Number() | syntax.Day() | syntax.Phrase() as written:
            return written.span.text
        case _:
            return None


def _number(number: syntax.Number, column: Column, units: UnitTable) -> fmpq | None:
    """The number in base units: in the unit written, or else in that of the column."""
    if not number.unit:
        return number.value * column.shape.unit.scale
    unit = units.resolve(number.unit)
    if isinstance(unit, UnknownUnit) or not same_dimension(unit, column.shape.unit):
        return None
    return number.value * unit.scale


def _misfit(cell: syntax.Outcome, column: Column) -> Diagnostic:
    found = cell.value.span.text
    match column.type:
        case CategoryType(words=words):
            near = nearest(found, words) or ""
            variant = "near" if near else "word"
            known = ", ".join(words)
            place = cell.span
            return finding("N196", place, variant=variant, column=column.name, found=found, known=known, nearest=near)
        case kind:
            return finding("N196", cell.span, column=column.name, found=found, kind=_kind(kind))


def _kind(kind: ValueType) -> str:
    """What a value of that type is, with an article."""
    match kind:
        case NumberType():
            return "a number of the column's unit"
        case YesNoType():
            return "`yes` or `no`"
        case DateType():
            return "a date"
        case DirectionType():
            return "`higher` or `lower`"
        case ElementType(list=code):
            return f"an element of `{code}`"
        case TextType() | CategoryType() | StateType():
            return "a text"
