"""Syntax trees built by hand: every node without a place of its own."""

from __future__ import annotations

from flint import fmpq

from tarazy.dsl import syntax
from tarazy.dsl.periods import Period
from tarazy.dsl.source import Span, source_of
from tarazy.dsl.syntax import Expression
from tarazy.dsl.units import UnitFactor

AT = Span(source_of("<text>", ""), 0, 0)


def name(text: str) -> syntax.Name:
    """A name, dotted or not."""
    return syntax.Name(tuple(text.split(".")), span=AT)


def number(digits: str, *unit: UnitFactor, percent: bool = False) -> syntax.Number:
    """The number that `digits` mean, with its percent sign or unit."""
    whole, _, decimals = digits.replace("_", "").replace(",", ".").partition(".")
    value = fmpq(int(whole + decimals)) / fmpq(10) ** len(decimals)
    return syntax.Number(digits, value / 100 if percent else value, percent, unit, span=AT)


def negative(operand: Expression) -> syntax.Negative:
    """``-operand``."""
    return syntax.Negative(operand, span=AT)


def infix(left: Expression, operator: str, right: Expression) -> Expression:
    """Arithmetic, a comparison, or ``and`` and ``or``."""
    if operator in {"and", "or"}:
        return syntax.Logical(operator, left, right, operator_span=AT, span=AT)
    kind = syntax.Arithmetic if operator in {"+", "-", "*", "/", "^"} else syntax.Comparison
    return kind(operator, left, right, operator_span=AT, span=AT)


def call(function: str, *arguments: syntax.Argument | Expression, builtin: bool = True) -> syntax.Call:
    """A call; a bare expression among the arguments is an operand."""
    given = tuple(one if isinstance(one, syntax.Argument) else labelled("", one) for one in arguments)
    return syntax.Call(function, builtin, given, function_span=AT, span=AT)


def labelled(label: str, value: Expression | None = None) -> syntax.Argument:
    """An argument led by a label, or a fixed phrase."""
    return syntax.Argument(label, value, span=AT)


def select(operand: syntax.Name | syntax.Call | syntax.OwnValue, *selectors: syntax.Selector) -> syntax.Selection:
    """``operand[selectors]``."""
    return syntax.Selection(operand, selectors, span=AT)


def selector(
    kind: str, *, count: int | None = None, expression: Expression | None = None, period: Period | None = None
) -> syntax.Selector:
    """One selector."""
    return syntax.Selector(kind, count, expression, period, span=AT)
