"""Tokens -> nodes of the syntax tree: the callbacks of ``meth.lark``, run by the LALR parser as it reduces.

No parse tree is built in between. Each method bears the name of a rule or of an alternative of the grammar and gets
what stands in that alternative: tokens, and what the callbacks of its parts gave.
"""

from __future__ import annotations

from typing import Any

from attrs import evolve
from flint import fmpq
from lark import Transformer

from tarazy.dsl import syntax
from tarazy.dsl.call_arguments import check_arguments
from tarazy.dsl.characters import Refused
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.periods import Period
from tarazy.dsl.rounding_mode import RoundingMode
from tarazy.dsl.source import Source, Span
from tarazy.dsl.tokens import Token
from tarazy.dsl.units import UnitFactor
from tarazy.grammar.keywords import Vocabulary

Parts = list[Any]
"""What stands in an alternative of a rule; the grammar says of which kind each is."""

MOST_DECIMALS = 30
"""Most decimals that a number can be declared, rounded or shown with."""


def exact(digits: str) -> fmpq:
    """The rational that a numeral such as ``75_000.50`` means."""
    whole, _, decimals = digits.replace("_", "").partition(".")
    return fmpq(int(whole + decimals), 10 ** len(decimals))


class ExpressionBuilder(Transformer[Token, Any]):
    """Callbacks that make expressions, and what they share with those of field values.

    `source` and `vocabulary` are those of the text that is being read; the reader sets them before each parse.
    """

    source: Source
    vocabulary: Vocabulary

    def span(self, parts: Parts) -> Span:
        """From the first of `parts` to the last."""
        first, last = parts[0], parts[-1]
        start = first.start_pos if isinstance(first, Token) else first.span.start
        end = last.end_pos if isinstance(last, Token) else last.span.end
        return Span(self.source, start, end)

    def whole(self, token: Token, most: int) -> int:
        """The whole number that a numeral means.

        Raises
        ------
        Refused
            It has decimals, or is greater than `most`.
        """
        value = exact(token.value)
        if value.q != 1 or value > most:
            raise Refused(finding("P129", self.span([token]), found=token.value, most=str(most)))
        return int(value.p)

    # ---- lists

    def first(self, parts: Parts) -> Parts:
        """The first of a list."""
        return [parts[0]]

    def further(self, parts: Parts) -> Parts:
        """A list with one more, parted from the others by a sign."""
        parts[0].append(parts[2])
        return parts[0]  # type: ignore[no-any-return]  # the grammar puts the list that `first` made here

    def same(self, parts: Parts) -> object:
        """What stands in the rule, unchanged."""
        return parts[0]

    # ---- operators

    def logical(self, parts: Parts) -> syntax.Logical:
        """Rule: ``expression OR conjunction`` | ``conjunction AND comparison``."""
        left, sign, right = parts
        return syntax.Logical(sign.value, left, right, operator_span=self.span([sign]), span=self.span(parts))

    def compared(self, parts: Parts) -> syntax.Comparison:
        """Rule: ``sum COMPARE sum``."""
        left, sign, right = parts
        return syntax.Comparison(sign.value, left, right, operator_span=self.span([sign]), span=self.span(parts))

    def arithmetic(self, parts: Parts) -> syntax.Arithmetic:
        """Rule: ``sum PLUS product`` | ``sum MINUS product`` | ``product TIMES signed`` | ``product OVER signed`` |
        ``atom POWER signed_exponent``.
        """
        left, sign, right = parts
        return syntax.Arithmetic(sign.value, left, right, operator_span=self.span([sign]), span=self.span(parts))

    def negative(self, parts: Parts) -> syntax.Negative:
        """Rule: ``MINUS signed`` | ``MINUS signed_exponent``."""
        return syntax.Negative(parts[1], span=self.span(parts))

    def grouped(self, parts: Parts) -> syntax.Expression:
        """Rule: ``LPAR expression RPAR``."""
        inner: syntax.Expression = evolve(parts[1], span=self.span(parts))
        return inner

    # ---- single things

    def number(self, parts: Parts) -> syntax.Number:
        """Rule: ``NUMERAL``."""
        return syntax.Number(parts[0].value, exact(parts[0].value), span=self.span(parts))

    def percentage(self, parts: Parts) -> syntax.Number:
        """Rule: ``NUMERAL PERCENT``."""
        digits = parts[0].value
        return syntax.Number(digits, exact(digits) / 100, percent=True, span=self.span(parts))

    def number_with_unit(self, parts: Parts) -> syntax.Number:
        """Rule: ``NUMERAL unit``."""
        numeral, (factors, end) = parts
        span = Span(self.source, numeral.start_pos, end)
        return syntax.Number(numeral.value, exact(numeral.value), unit=factors, span=span)

    def day(self, parts: Parts) -> syntax.Day:
        """Rule: ``DATE``."""
        return syntax.Day(parts[0].value, span=self.span(parts))

    def text(self, parts: Parts) -> syntax.Text:
        """Rule: ``TEXT``."""
        return syntax.Text(parts[0].value, span=self.span(parts))

    def yes_no(self, parts: Parts) -> syntax.YesNo:
        """Rule: ``YES_NO``."""
        return syntax.YesNo(parts[0].value, span=self.span(parts))

    def period_word(self, parts: Parts) -> syntax.PeriodWord:
        """Rule: ``PART_OF_YEAR``."""
        return syntax.PeriodWord(parts[0].value, span=self.span(parts))

    def set_word(self, parts: Parts) -> syntax.SetWord:
        """Rule: ``SET``."""
        return syntax.SetWord(parts[0].value, span=self.span(parts))

    def state_word(self, parts: Parts) -> syntax.StateWord:
        """Rule: ``STATE``."""
        return syntax.StateWord(parts[0].value, span=self.span(parts))

    def direction_word(self, parts: Parts) -> syntax.Name:
        """Rule: ``DIRECTION``."""
        return syntax.Name((parts[0].value,), span=self.span(parts))

    def undetermined(self, parts: Parts) -> syntax.Undetermined:
        """Rule: ``UNDETERMINED TEXT``."""
        return syntax.Undetermined(parts[1].value, span=self.span(parts))

    def name(self, parts: Parts) -> syntax.Name:
        """Rule: ``NAME``."""
        names, own_value = parts[0].value
        return syntax.Name(names, own_value, span=self.span(parts))

    def own_value(self, parts: Parts) -> syntax.OwnValue:
        """Rule: ``VALUE``."""
        return syntax.OwnValue(span=self.span(parts))

    # ---- units: the factors, and where they end

    def unit_one(self, parts: Parts) -> tuple[tuple[UnitFactor, ...], int]:
        """Rule: ``factor``."""
        factor, end = parts[0]
        return (factor,), end

    def unit_divisor(self, parts: Parts) -> tuple[tuple[UnitFactor, ...], int]:
        """Rule: ``PER factor``."""
        factor, end = parts[1]
        return (evolve(factor, divides=True),), end

    def unit_quotient(self, parts: Parts) -> tuple[tuple[UnitFactor, ...], int]:
        """Rule: ``unit PER factor``."""
        (factors, _), _, (factor, end) = parts
        return (*factors, evolve(factor, divides=True)), end

    def factor(self, parts: Parts) -> tuple[UnitFactor, int]:
        """Rule: ``UNIT`` | ``UNIT EXPONENT``."""
        return UnitFactor(None, parts[0].value, exponent=_exponent(parts)), parts[-1].end_pos

    def scaled_factor(self, parts: Parts) -> tuple[UnitFactor, int]:
        """Rule: ``SCALE UNIT`` | ``SCALE UNIT EXPONENT``."""
        return UnitFactor(parts[0].value, parts[1].value, exponent=_exponent(parts)), parts[-1].end_pos

    def money_factor(self, parts: Parts) -> tuple[UnitFactor, int]:
        """Rule: ``MONEY UNIT``."""
        return UnitFactor(None, f"money {parts[1].value}"), parts[-1].end_pos

    def scaled_money_factor(self, parts: Parts) -> tuple[UnitFactor, int]:
        """Rule: ``MONEY SCALE UNIT``."""
        return UnitFactor(parts[1].value, f"money {parts[2].value}"), parts[-1].end_pos

    # ---- calls

    def builtin_call(self, parts: Parts) -> syntax.Call:
        """Rule: ``CALL LPAR arguments RPAR``."""
        word, _, arguments, _ = parts
        place = self.span([word])
        check_arguments(word.value, arguments, place, self.vocabulary)
        return syntax.Call(word.value, True, tuple(arguments), function_span=place, span=self.span(parts))

    def declared_call(self, parts: Parts) -> syntax.Call:
        """Rule: ``FUNCTION LPAR arguments RPAR``."""
        word, _, arguments, _ = parts
        names, own_value = word.value
        if own_value:
            raise Refused(finding("P110", self.span(parts), variant="called value", found=self.span([word]).text))
        place = self.span([word])
        return syntax.Call(".".join(names), False, tuple(arguments), function_span=place, span=self.span(parts))

    def operand(self, parts: Parts) -> syntax.Argument:
        """Rule: ``expression``."""
        return syntax.Argument("", parts[0], span=parts[0].span)

    def labelled(self, parts: Parts) -> syntax.Argument:
        """Rule: ``LABEL expression``."""
        label, value = parts
        return syntax.Argument(label.value, value, label_span=self.span([label]), span=self.span(parts))

    def labelled_element(self, parts: Parts) -> syntax.Argument:
        """Rule: ``LABEL expression AS bound_element``."""
        label, value, _, element = parts
        return syntax.Argument(label.value, value, element, label_span=self.span([label]), span=self.span(parts))

    def phrase_argument(self, parts: Parts) -> syntax.Argument:
        """Rule: ``PHRASE_ARGUMENT``."""
        return syntax.Argument(parts[0].value, None, label_span=self.span(parts), span=self.span(parts))

    def decimals_argument(self, parts: Parts) -> syntax.Argument:
        """Rule: ``NUMERAL DECIMALS``."""
        numeral, word = parts
        self.whole(numeral, MOST_DECIMALS)
        value = syntax.Number(numeral.value, exact(numeral.value), span=self.span([numeral]))
        return syntax.Argument("decimals", value, label_span=self.span([word]), span=self.span(parts))

    # ---- selectors

    def selection(self, parts: Parts) -> syntax.Selection:
        """Rule: ``selectable LSQB selectors RSQB``."""
        operand, _, selectors, _ = parts
        return syntax.Selection(operand, tuple(selectors), span=self.span(parts))

    def fixed_selector(self, parts: Parts) -> syntax.Selector:
        """Rule: ``PREVIOUS_YEAR`` | ``SUCCESSOR`` | ``PREDECESSOR`` | ``BEFORE_ROUNDING``."""
        return syntax.Selector(parts[0].value, span=self.span(parts))

    def years_ago(self, parts: Parts) -> syntax.Selector:
        """Rule: ``NUMERAL YEARS_AGO``."""
        return syntax.Selector(parts[1].value, self.whole(parts[0], 9999), span=self.span(parts))

    def last_years(self, parts: Parts) -> syntax.Selector:
        """Rule: ``LAST NUMERAL YEARS``."""
        return syntax.Selector(f"last_{parts[2].value}", self.whole(parts[1], 9999), span=self.span(parts))

    def period_selector(self, parts: Parts) -> syntax.Selector:
        """Rule: ``NUMERAL`` | ``PART_OF_YEAR``."""
        return syntax.Selector("period", period=self.period(parts[0]), span=self.span(parts))

    def period(self, token: Token) -> Period:
        """What a token that stands for a period stands for: a year, or a part of one."""
        return token.value if token.type == "PART_OF_YEAR" else self.whole(token, 9999)

    def only_selector(self, parts: Parts) -> syntax.Selector:
        """Rule: ``ONLY expression``."""
        return syntax.Selector("only", expression=parts[1], span=self.span(parts))

    def element_selector(self, parts: Parts) -> syntax.Selector:
        """Rule: ``NAME``."""
        return syntax.Selector("element", expression=self.name(parts), span=self.span(parts))

    def bound_selector(self, parts: Parts) -> syntax.Selector:
        """Rule: ``SET``."""
        return syntax.Selector("element", expression=self.set_word(parts), span=self.span(parts))


def _exponent(parts: Parts) -> int:
    return int(parts[-1].value) if parts[-1].type == "EXPONENT" else 1


def rounding_mode(key: str) -> RoundingMode:
    """The mode of a key such as ``half_up``."""
    return RoundingMode(key.replace("_", " "))
