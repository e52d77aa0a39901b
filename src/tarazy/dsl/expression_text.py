"""Expressions, outcomes and citations as canonical text on one line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import IntEnum
from functools import cache
from typing import assert_never

from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.calls import LABELS_OF_DECLARED
from tarazy.dsl.literal_text import (
    bare_text,
    counted_form,
    date_text,
    is_word,
    name_text,
    number_text,
    quoted,
    told_apart,
)
from tarazy.dsl.syntax import Expression
from tarazy.grammar.keywords import Vocabulary
from tarazy.grammar.keywords import vocabulary as vocabulary_of

_PARAGRAPH_WITH_PART = re.compile(r"(?P<number>[^()]+)\((?P<part>[^()]+)\)")

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
"""Of each operator: its own binding, and the loosest that needs no brackets on its left and on its right."""

_COMPARED = (Binding.COMPARISON, Binding.SUM, Binding.SUM)


def expression_text(expression: Expression, vocabulary: Vocabulary, substitute: Substitute | None = None) -> str:
    """`expression` on one line, with the fewest brackets that keep its tree, but ``a - (-b)`` for ``a - -b``.

    Parameters
    ----------
    expression
        What to print.
    vocabulary
        The language to print it in.
    substitute
        Asked first for the expression and every sub-expression of it, save those inside a selection ``x[…]``,
        which is replaced as a whole or not at all. A replacement that begins with ``-`` stands in brackets as
        an operand.
    """
    return _Printer(vocabulary, substitute).text(expression)


def target_text(target: Expression, vocabulary: Vocabulary) -> str:
    """What stands where a name, a call, a selection or a numeral must: a name here is never a direction."""
    match target:
        case syntax.Name() | syntax.Call() | syntax.OwnValue():
            return _Printer(vocabulary, None).selectable(target)
        case _:
            return expression_text(target, vocabulary)


def outcome_text(outcome: syntax.Outcome, vocabulary: Vocabulary) -> str:
    """An outcome: ``0 points, basis decree p. 24``, ``not computed because a, b``, ``10 illustrative``."""
    match outcome.value:
        case syntax.Phrase(key):
            text = phrase_text(key, vocabulary, "outcome")
        case syntax.Name(own_value=False) as name if name.text in ("higher", "lower") or is_word(
            name.text, vocabulary, "outcome"
        ):
            text = f"`{name.text}`"
        case value:
            text = expression_text(value, vocabulary)
    if outcome.because:
        causes = ", ".join(
            told_apart(expression_text(cause, vocabulary), vocabulary, "value") for cause in outcome.because
        )
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


def phrase_text(key: str, vocabulary: Vocabulary, *contexts: str) -> str:
    """The words of a :class:`~tarazy.dsl.syntax.Phrase`, found in the first of `contexts` that has its key.

    An expected error, ``error T203``, keeps its code.
    """
    word, _, code = key.partition(" ")
    text = next(vocabulary.printed(context, word) for context in contexts if word in vocabulary.spellings[context])
    return f"{text} {code}" if code else text


def citations_text(citations: syntax.Citations, vocabulary: Vocabulary) -> str:
    """Citations parted by commas: ``decree p. 20(3), methodology annex 2``."""
    return ", ".join(_citation_text(item, vocabulary) for item in citations.items)


def _citation_text(item: syntax.Citation | syntax.Undetermined, vocabulary: Vocabulary) -> str:
    match item:
        case syntax.Undetermined():
            return expression_text(item, vocabulary)
        case syntax.Citation(act, kind, number):
            name = vocabulary.printed("citation", "methodology") if act is None else name_text(act)
            words = [name if act is None else told_apart(name, vocabulary, "citation", "value")]
            first, *further = number.split(" ")
            words += _place_words(kind, first, vocabulary)
            for word, nested in zip(further[::2], further[1::2], strict=True):
                words += _place_words(_place_keys()[word], nested, vocabulary)
            return " ".join(words)
        case _:
            assert_never(item)


@cache
def _place_keys() -> Mapping[str, str]:
    """Keys of places by the English words that the tree holds for a place within a place: ``2 row 3``."""
    english = vocabulary_of()
    return {english.printed("citation", key): key for key in english.keys("citation")}


def _place_words(kind: str, number: str, vocabulary: Vocabulary) -> list[str]:
    """``p. 20(3)``; where the word follows its number, as in Kazakh, ``20-т. 3)``."""
    word = vocabulary.printed("citation", kind) if kind else ""
    if not word.startswith("-"):
        return [one for one in (word, number) if one]
    parted = _PARAGRAPH_WITH_PART.fullmatch(number)
    return [number + word] if parted is None else [parted["number"] + word, f"{parted['part']})"]


@frozen
class _Printer:
    vocabulary: Vocabulary
    substitute: Substitute | None

    def text(self, expression: Expression, needed: Binding = Binding.OR, *, right: bool = False) -> str:
        """`expression` where what binds as `needed` or tighter is wanted; `right`: behind an operator."""
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
            case syntax.Number(_, _, percent, unit) if percent or unit:
                return Binding.POWER, self._leaf(expression)
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
                word = self.vocabulary.printed("call", function) if builtin else self._declared(function)
                texts = [
                    self._argument(argument, builtin=builtin, first=number == 0)
                    for number, argument in enumerate(arguments)
                ]
                return f"{word}({'; '.join(texts)})"
            case syntax.Selection(operand, selectors):
                plain = _Printer(self.vocabulary, None)
                return f"{plain.selectable(operand)}[{', '.join(plain.selector(one) for one in selectors)}]"
            case _:
                assert_never(expression)

    def selectable(self, operand: syntax.Name | syntax.Call | syntax.OwnValue) -> str:
        """What a selector may follow; a name here is never a direction."""
        return self._name(operand) if isinstance(operand, syntax.Name) else self.text(operand)

    def _name(self, name: syntax.Name) -> str:
        own = f".{self.vocabulary.printed('expression', 'value')}" if name.own_value else ""
        return name_text(name) + own

    def _declared(self, function: str) -> str:
        text = bare_text(function)
        return f"`{text}`" if is_word(text, self.vocabulary, "call") else text

    def _argument(self, argument: syntax.Argument, *, builtin: bool, first: bool) -> str:
        value = "" if argument.value is None else self.text(argument.value)
        if argument.element is not None:
            element = told_apart(target_text(argument.element, self.vocabulary), self.vocabulary, "label")
            value = f"{value} {self.vocabulary.printed('connective', 'as')} {element}"
        match argument.label:
            case "":
                return value if first or not builtin else told_apart(value, self.vocabulary, "label")
            case "decimals" if builtin:
                return f"{value} {counted_form('label', 'decimals', self.vocabulary, value)}"
            case label:
                if not builtin:
                    known = label in LABELS_OF_DECLARED
                    return self._freely_labelled(self.vocabulary.printed("label", label) if known else label, value)
                return f"{self.vocabulary.printed('label', label)} {value}".rstrip(" ")

    def _freely_labelled(self, label: str, value: str) -> str:
        """An argument of a declared function; the value in brackets where both would be read as one thing."""
        text = f"{label} {value}"
        found = (self.vocabulary.match(context, text, 0) for context in ("state", "call"))
        is_one = any(one is not None and one[1] > len(label) for one in found)
        return f"{label} ({value})" if is_one or value.startswith("-") else text

    def selector(self, selector: syntax.Selector) -> str:
        word = self.vocabulary.printed
        number = str(selector.number)
        match selector.kind:
            case "years_ago" | "half_years_ago" | "quarters_ago" | "months_ago" as ago:
                return f"{number} {counted_form('selector', ago, self.vocabulary, number)}"
            case "last_years" | "last_half_years" | "last_quarters" | "last_months" as last:
                counted = counted_form("selector", last.removeprefix("last_"), self.vocabulary, number)
                return f"{word('selector', 'last')} {number} {counted}"
            case "period":
                return str(selector.period)
            case "element" if selector.expression is not None:
                return told_apart(target_text(selector.expression, self.vocabulary), self.vocabulary, "selector")
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
            | syntax.PeriodWord
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
            case syntax.Name(("higher" | "lower" as direction,), False):
                return word("expression", direction)
            case syntax.Name():
                return self._name(leaf)
            case syntax.OwnValue():
                return word("expression", "value")
            case syntax.PeriodWord(value):
                return str(value)
            case syntax.SetWord(key):
                return word("expression", key)
            case syntax.StateWord(key):
                return word("state", key)
            case syntax.Undetermined(text):
                return f"{word('expression', 'undetermined')} {quoted(text)}"
            case _:
                assert_never(leaf)
