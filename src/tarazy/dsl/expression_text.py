"""Expressions, outcomes and citations as canonical text on one line."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from typing import assert_never

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.syntax import Expression
from tarazy.dsl.word_text import date_text, name_text, number_text, quoted
from tarazy.grammar.keywords import Vocabulary

Substitute = Callable[[Expression], str | None]
"""Asked for every sub-expression: the text to print in its place, ``None`` to print the expression itself."""


class Binding(IntEnum):
    """How tightly a text holds together; a looser one stands in brackets where a tighter is needed."""

    OR = 1
    AND = 2
    COMPARISON = 3
    SUM = 4
    PRODUCT = 5
    NEGATION = 6
    POWER = 7
    ATOM = 8


_OPERANDS = {
    "or": (Binding.OR, Binding.OR, Binding.AND),
    "and": (Binding.AND, Binding.AND, Binding.COMPARISON),
    "+": (Binding.SUM, Binding.SUM, Binding.PRODUCT),
    "-": (Binding.SUM, Binding.SUM, Binding.PRODUCT),
    "*": (Binding.PRODUCT, Binding.PRODUCT, Binding.POWER),
    "/": (Binding.PRODUCT, Binding.PRODUCT, Binding.POWER),
    "^": (Binding.POWER, Binding.ATOM, Binding.POWER),
}
"""Of each operator: its own binding, and the loosest that may stand on its left and on its right without brackets."""

_COMPARED = (Binding.COMPARISON, Binding.SUM, Binding.SUM)


def expression_text(
    expression: Expression, vocabulary: Vocabulary, substitute: Substitute | None = None
) -> str:
    """`expression` on one line, with the fewest brackets that keep its tree.

    Parameters
    ----------
    expression
        What to print.
    vocabulary
        The language to print it in.
    substitute
        Asked first for the expression and every sub-expression of it, save those inside a selection ``x[…]``, which is
        replaced as a whole or not at all. A replacement that begins with ``-`` stands in brackets as an operand.
    """
    return _Printer(vocabulary, substitute).text(expression)


def outcome_text(outcome: syntax.Outcome, vocabulary: Vocabulary) -> str:
    """An outcome: ``0 points, basis decree p. 24``, ``not computed because a, b``, ``10 illustrative``."""
    match outcome.value:
        case syntax.Phrase(key):
            text = vocabulary.printed("outcome", key)
        case value:
            text = expression_text(value, vocabulary)
    if outcome.because:
        causes = ", ".join(expression_text(cause, vocabulary) for cause in outcome.because)
        text += f" {vocabulary.printed('value', 'because')} {causes}"
    if outcome.illustrative:
        text += f" {vocabulary.printed('value', 'illustrative')}"
    if outcome.basis is not None:
        text += f", {vocabulary.printed('value', 'basis')} {citations_text(outcome.basis, vocabulary)}"
    if outcome.marked:
        text += f", {vocabulary.printed('value', 'marked')}"
    if outcome.number_shown:
        text += f", {vocabulary.printed('value', 'number_shown')}"
    return text


def citations_text(citations: syntax.Citations, vocabulary: Vocabulary) -> str:
    """Citations parted by commas: ``decree p. 20(3), order annex 2``."""
    return ", ".join(_citation_text(item, vocabulary) for item in citations.items)


def _citation_text(item: syntax.Citation | syntax.Undetermined, vocabulary: Vocabulary) -> str:
    match item:
        case syntax.Undetermined():
            return expression_text(item, vocabulary)
        case syntax.Citation(act, kind, number):
            words = [] if act is None else [name_text(act)]
            if kind:
                words.append(vocabulary.printed("citation", kind))
            if number:
                words.append(number)
            return " ".join(words)
        case _:
            assert_never(item)


@frozen
class _Printer:
    vocabulary: Vocabulary
    substitute: Substitute | None

    def text(self, expression: Expression, needed: Binding = Binding.OR, *, right: bool = False) -> str:
        """`expression` where a text that binds as `needed` or tighter is wanted; `right`: behind an operator."""
        replaced = None if self.substitute is None else self.substitute(expression)
        if replaced is not None:
            return f"({replaced})" if replaced.startswith("-") and needed >= Binding.SUM else replaced
        binding, text = self.bound_text(expression)
        loose = binding < needed or (right and text.startswith("-"))
        return f"({text})" if loose else text

    def bound_text(self, expression: Expression) -> tuple[Binding, str]:
        match expression:
            case syntax.Arithmetic(operator, left, right):
                between = operator if operator == "^" else f" {operator} "
                return self._infix(_OPERANDS[operator], left, between, right)
            case syntax.Comparison(operator, left, right):
                return self._infix(_COMPARED, left, f" {operator} ", right)
            case syntax.Logical(operator, left, right):
                word = self.vocabulary.printed("expression", operator)
                return self._infix(_OPERANDS[operator], left, f" {word} ", right)
            case syntax.Negative(operand):
                return Binding.NEGATION, "-" + self.text(operand, Binding.POWER, right=True)
            case syntax.Call() | syntax.Selection():
                return Binding.ATOM, self._call_or_selection(expression)
            case _:
                return Binding.ATOM, self._leaf(expression)

    def _infix(
        self, bindings: tuple[Binding, Binding, Binding], left: Expression, between: str, right: Expression
    ) -> tuple[Binding, str]:
        own, on_left, on_right = bindings
        return own, self.text(left, on_left) + between + self.text(right, on_right, right=own >= Binding.SUM)

    def _call_or_selection(self, expression: syntax.Call | syntax.Selection) -> str:
        match expression:
            case syntax.Call(function, builtin, arguments):
                word = self.vocabulary.printed("call", function) if builtin else function
                return f"{word}({'; '.join(self._argument(argument) for argument in arguments)})"
            case syntax.Selection(operand, selectors):
                plain = _Printer(self.vocabulary, None)
                return f"{plain.text(operand)}[{', '.join(plain.selector(one) for one in selectors)}]"
            case _:
                assert_never(expression)

    def _argument(self, argument: syntax.Argument) -> str:
        value = "" if argument.value is None else self.text(argument.value)
        if not argument.label:
            return value
        label = self.vocabulary.printed("label", argument.label)
        return f"{value} {label}" if argument.label == "decimals" else f"{label} {value}".rstrip()

    def selector(self, selector: syntax.Selector) -> str:
        word = self.vocabulary.printed
        match selector.kind:
            case "years_ago":
                return f"{selector.number} {word('selector', 'years_ago')}"
            case "last_years":
                return f"{word('selector', 'last')} {selector.number} {word('selector', 'years')}"
            case "period":
                return str(selector.number)
            case "element" if selector.expression is not None:
                return self.text(selector.expression)
            case "only" if selector.expression is not None:
                return f"{word('selector', 'only')} {self.text(selector.expression)}"
            case _:
                return word("selector", selector.kind)

    def _leaf(
        self,
        leaf: (
            syntax.Number
            | syntax.Text
            | syntax.YesNo
            | syntax.Day
            | syntax.Name
            | syntax.OwnValue
            | syntax.SetWord
            | syntax.StateWord
            | syntax.Undetermined
        ),
    ) -> str:
        word = self.vocabulary.printed
        match leaf:
            case syntax.Number():
                return number_text(leaf, self.vocabulary)
            case syntax.Text(value):
                return quoted(value)
            case syntax.YesNo(value):
                return word("expression", "yes" if value else "no")
            case syntax.Day(value):
                return date_text(value, self.vocabulary)
            case syntax.Name(_, own_value):
                own = f".{word('expression', 'value')}" if own_value else ""
                return name_text(leaf) + own
            case syntax.OwnValue():
                return word("expression", "value")
            case syntax.SetWord(key):
                return word("expression", key)
            case syntax.StateWord(key):
                return word("state", key)
            case syntax.Undetermined(text):
                return f"{word('expression', 'undetermined')} {quoted(text)}"
            case _:
                assert_never(leaf)
