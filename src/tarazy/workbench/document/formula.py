"""Formulas as boxes: what stands over, beside and inside what, before any form of markup.

A formula is laid out from its syntax tree, so that nothing of a text is ever read as a formula a second time. `ln`,
roots, powers, quotients, absolute values, branches and `progress`, which is defined as a quotient, take the shapes of
mathematics; every other call keeps the form in which it is written.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import evolve, frozen

from tarazy.dsl import syntax
from tarazy.dsl.expression_text import Binding, expression_text
from tarazy.dsl.syntax import Expression
from tarazy.grammar.keywords import Vocabulary


class Face(Enum):
    """How a piece of text is set."""

    SYMBOL = "symbol"
    """A name of one letter: italic."""
    NAME = "name"
    NUMBER = "number"
    OPERATOR = "operator"
    WORDS = "words"


@frozen
class Piece:
    """A text in one face."""

    text: str
    face: Face


@frozen
class Row:
    """Boxes beside each other."""

    boxes: tuple[Box, ...]


@frozen
class Fraction:
    """A quotient with its line."""

    above: Box
    below: Box


@frozen
class Power:
    """A base and its exponent."""

    base: Box
    exponent: Box


@frozen
class Radical:
    """A root; `degree` is ``None`` for a square root."""

    inside: Box
    degree: Box | None


@frozen
class Fenced:
    """A box between brackets that grow with it."""

    inside: Box
    left: str = "("
    right: str = ")"


@frozen
class Cases:
    """Rows of a value and its condition behind one brace."""

    rows: tuple[tuple[Box, Box], ...]


Box: TypeAlias = Piece | Row | Fraction | Power | Radical | Fenced | Cases

_SIGNS = {"*": "×", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠"}
_BINDINGS = {"+": Binding.SUM, "-": Binding.SUM, "*": Binding.PRODUCT, "/": Binding.ATOM, "^": Binding.POWER}
_LOGICAL = {"or": Binding.OR, "and": Binding.AND}


def formula(expression: Expression, words: Vocabulary) -> Box:
    """The boxes of an expression.

    Parameters
    ----------
    words
        The language that its words are printed in.
    """
    return _Layout(words).box(expression)


def equation(name: Box, expression: Expression, words: Vocabulary) -> Box:
    """``name = expression``."""
    return Row((name, _operator("="), formula(expression, words)))


def name_box(text: str) -> Box:
    """The box of a name."""
    return Piece(text, Face.SYMBOL if len(text) == 1 else Face.NAME)


def _operator(sign: str) -> Piece:
    return Piece(_SIGNS.get(sign, sign), Face.OPERATOR)


@frozen
class _Layout:
    words: Vocabulary

    def box(self, expression: Expression) -> Box:
        """The box of an expression that stands alone."""
        match expression:
            case syntax.Arithmetic("/", left, right):
                return Fraction(self.box(left), self.box(right))
            case syntax.Arithmetic("^", base, exponent):
                return Power(self._tight(base, Binding.ATOM), self.box(exponent))
            case syntax.Arithmetic(operator, left, right):
                binding = _BINDINGS[operator]
                on_right = self._tight(right, Binding(binding + (operator == "-")), right=True)
                return Row((self._tight(left, binding), _operator(operator), on_right))
            case syntax.Comparison(operator, left, right):
                return Row((self._tight(left, Binding.SUM), _operator(operator), self._tight(right, Binding.SUM)))
            case syntax.Logical(operator, left, right):
                word = Piece(f" {self.words.printed('expression', operator)} ", Face.WORDS)
                binding = _LOGICAL[operator]
                return Row((self._tight(left, binding), word, self._tight(right, Binding(binding + 1))))
            case syntax.Negative(operand):
                return Row((_operator("-"), self._tight(operand, Binding.POWER)))
            case syntax.Call():
                return self._call(expression)
            case syntax.Number():
                return Piece(expression_text(expression, self.words), Face.NUMBER)
            case syntax.Name():
                return name_box(expression_text(expression, self.words))
            case _:
                return Piece(expression_text(expression, self.words), Face.NAME)

    def _tight(self, expression: Expression, needed: Binding, *, right: bool = False) -> Box:
        """The box of an operand, in brackets where it holds together less tightly than is needed."""
        box = self.box(expression)
        loose = _binding(expression) < needed or (right and isinstance(expression, syntax.Negative))
        return Fenced(box) if loose else box

    def _call(self, call: syntax.Call) -> Box:
        values = [one.value for one in call.arguments if one.value is not None]
        labels = tuple(one.label for one in call.arguments)
        if call.builtin and len(values) == len(labels):
            match call.function, labels:
                case "progress", ("", "from", "to"):
                    operand, low, high = values
                    return Fraction(self._difference(operand, low), self._difference(high, low))
                case "root", ("", ""):
                    inside, degree = values
                    square = isinstance(degree, syntax.Number) and degree.value == 2
                    return Radical(self.box(inside), None if square else self.box(degree))
                case "abs", ("",):
                    return Fenced(self.box(values[0]), "|", "|")
                case "if", ("", "", ""):
                    return self._branches(*values)
        return Row((self._function(call), Fenced(Row(tuple(self._arguments(call))))))

    def _difference(self, left: Expression, right: Expression) -> Box:
        if isinstance(right, syntax.Number) and right.value == 0:
            return self.box(left)
        return self.box(
            syntax.Arithmetic("-", left, right, operator_span=left.span, span=left.span),
        )

    def _branches(self, condition: Expression, then: Expression, otherwise: Expression) -> Box:
        word = Piece(self.words.printed("outcome", "otherwise"), Face.WORDS)
        return Cases(((self.box(then), self.box(condition)), (self.box(otherwise), word)))

    def _function(self, call: syntax.Call) -> Box:
        word = self.words.printed("call", call.function) if call.builtin else call.function
        return Piece(word, Face.NAME)

    def _arguments(self, call: syntax.Call) -> list[Box]:
        boxes: list[Box] = []
        for number, argument in enumerate(call.arguments):
            if number:
                boxes.append(Piece("; ", Face.OPERATOR))
            if argument.label == "decimals" or argument.value is None:
                boxes.append(Piece(self._in_words(call, argument), Face.WORDS))
                continue
            if argument.label:
                label = self.words.printed("label", argument.label) if call.builtin else argument.label
                boxes.append(Piece(f"{label} ", Face.WORDS))
            boxes.append(self.box(argument.value))
        return boxes

    def _in_words(self, call: syntax.Call, argument: syntax.Argument) -> str:
        """An argument as it is written, taken out of the call that holds it alone."""
        text = expression_text(evolve(call, arguments=(argument,)), self.words)
        return text[text.index("(") + 1 : -1]


def _binding(expression: Expression) -> Binding:
    match expression:
        case syntax.Arithmetic(operator, _, _):
            return _BINDINGS[operator]
        case syntax.Comparison():
            return Binding.COMPARISON
        case syntax.Logical(operator, _, _):
            return _LOGICAL[operator]
        case syntax.Negative():
            return Binding.NEGATION
        case syntax.Number(percent=percent, unit=unit) if percent or unit:
            return Binding.POWER
        case _:
            return Binding.ATOM
