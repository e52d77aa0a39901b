"""Values of fields: the callbacks for what is no expression, and the reader that makes a value of a stretch of text."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any

from attrs import evolve
from flint import fmpq

from tarazy.dsl import syntax, syntax_columns
from tarazy.dsl.characters import Refused
from tarazy.dsl.column_properties import stated
from tarazy.dsl.diagnostics import finding
from tarazy.dsl.expected import Place, unexpected
from tarazy.dsl.expressions import MOST_DECIMALS, ExpressionBuilder, Parts, exact, rounding_mode
from tarazy.dsl.lalr import LalrTable, UnexpectedTerminal
from tarazy.dsl.source import Source, Span
from tarazy.dsl.syntax_depth import is_too_deep
from tarazy.dsl.tokens import MAXIMUM_DEPTH, Token, tokenize
from tarazy.dsl.units import UnitFactor
from tarazy.grammar.build import load_parser
from tarazy.grammar.keywords import Vocabulary, vocabulary

_MOST_HEADER_ROW = 1000
"""Last row of a file in which a header may stand."""


class ValueBuilder(ExpressionBuilder):
    """Callbacks for every start rule of the grammar; `begin` is where the value that is being read begins."""

    begin: int = 0

    # ---- outcomes

    def outcome(self, parts: Parts) -> syntax.Outcome:
        """Rule: ``result``."""
        return syntax.Outcome(parts[0], span=parts[0].span)

    def outcome_because(self, parts: Parts) -> syntax.Outcome:
        """Rule: ``result BECAUSE causes``."""
        return syntax.Outcome(parts[0], because=tuple(parts[2]), span=self.span([parts[0], parts[2][-1]]))

    def outcome_basis(self, parts: Parts) -> syntax.Outcome:
        """Rule: ``outcome BASIS citations``."""
        outcome: syntax.Outcome = parts[0]
        return evolve(outcome, basis=parts[2], span=self.span(parts))

    def outcome_marked(self, parts: Parts) -> syntax.Outcome:
        """Rule: ``outcome MARKED``."""
        outcome: syntax.Outcome = parts[0]
        return evolve(outcome, marked=True, span=self.span(parts))

    def outcome_number_shown(self, parts: Parts) -> syntax.Outcome:
        """Rule: ``outcome NUMBER_SHOWN``."""
        outcome: syntax.Outcome = parts[0]
        return evolve(outcome, number_shown=True, span=self.span(parts))

    def outcome_illustrative(self, parts: Parts) -> syntax.Outcome:
        """Rule: ``outcome ILLUSTRATIVE``."""
        outcome: syntax.Outcome = parts[0]
        return evolve(outcome, illustrative=True, span=self.span(parts))

    def phrase(self, parts: Parts) -> syntax.Phrase:
        """Rule: ``PHRASE``."""
        return syntax.Phrase(parts[0].value, span=self.span(parts))

    def bare_row(self, parts: Parts) -> tuple[Any, str | None]:
        """Rule: ``outcome`` | ``column_type``."""
        return parts[0], None

    def labelled_row(self, parts: Parts) -> tuple[Any, str | None]:
        """Rule: ``outcome TEXT`` | ``column_type TEXT``."""
        return parts[0], parts[1].value

    # ---- citations

    def citations(self, parts: Parts) -> syntax.Citations:
        """Rule: ``citation_list``."""
        return syntax.Citations(tuple(parts[0]), span=self.span([parts[0][0], parts[0][-1]]))

    def next(self, parts: Parts) -> Parts:
        """A list with one more, parted by nothing."""
        parts[0].append(parts[1])
        return parts[0]  # type: ignore[no-any-return]  # the grammar puts the list that `first` made here

    def cited_act(self, parts: Parts) -> syntax.Citation:
        """Rule: ``ACT``."""
        return syntax.Citation(self._act(parts[0]), span=self.span(parts))

    def cited_place_of_act(self, parts: Parts) -> syntax.Citation:
        """Rule: ``ACT places``."""
        return self._citation(self._act(parts[0]), parts[1], self.span([parts[0], parts[1][-1]]))

    def cited_place(self, parts: Parts) -> syntax.Citation:
        """Rule: ``places``."""
        return self._citation(None, parts[0], self.span([parts[0][0], parts[0][-1]]))

    def _act(self, token: Token) -> syntax.Name | None:
        return None if token.value is None else self.name([token])

    def _citation(self, act: syntax.Name | None, places: Parts, span: Span) -> syntax.Citation:
        kind, number = places[0].value
        words = vocabulary()
        further = [f"{words.printed('citation', place.value[0])} {place.value[1]}" for place in places[1:]]
        return syntax.Citation(act, kind, " ".join([number, *further]), span=span)

    # ---- lists of names, families

    def members(self, parts: Parts) -> syntax.MembersValue:
        """Rule: ``causes``."""
        return syntax.MembersValue(tuple(parts[0]), span=self.span([parts[0][0], parts[0][-1]]))

    def names(self, parts: Parts) -> syntax.Names:
        """Rule: ``name_list``."""
        return syntax.Names(tuple(parts[0]), span=self.span([parts[0][0], parts[0][-1]]))

    def for_each(self, parts: Parts) -> syntax.ForEach:
        """Rule: ``NAME AS NAME``."""
        return syntax.ForEach(self.name(parts[:1]), _text_of(parts[2]), span=self.span(parts))

    # ---- coverage, rounding, print

    def requirement(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``needed``."""
        return parts[0]  # type: ignore[no-any-return]  # what the callbacks of amounts made

    def requirement_otherwise(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``needed OTHERWISE outcome``."""
        needed: syntax.Requirement = parts[0]
        return evolve(needed, otherwise=parts[2], span=self.span(parts))

    def needed_illustrative(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``amount ILLUSTRATIVE``."""
        amount: syntax.Requirement = parts[0]
        return evolve(amount, illustrative=True, span=self.span(parts))

    def amount_all(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``ALL``."""
        return self._amount(None, "members", parts)

    def amount_members(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``NUMERAL`` | ``NUMERAL UNIT``."""
        return self._amount(fmpq(self.whole(parts[0], 10**9)), "members", parts)

    def amount_share(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``NUMERAL PERCENT``."""
        return self._amount(exact(parts[0].value) / 100, "share", parts)

    def amount_weight(self, parts: Parts) -> syntax.Requirement:
        """Rule: ``NUMERAL PERCENT OF_WEIGHT``."""
        return self._amount(exact(parts[0].value) / 100, "weight", parts)

    def _amount(self, amount: fmpq | None, measure: str, parts: Parts) -> syntax.Requirement:
        span = self.span(parts)
        return syntax.Requirement(amount, measure, None, amount_span=span, span=span)

    def rounding(self, parts: Parts) -> syntax.Rounding:
        """Rule: ``MODE COMMA NUMERAL DECIMALS``."""
        decimals = self.whole(parts[2], MOST_DECIMALS)
        return syntax.Rounding(rounding_mode(parts[0].value), decimals, span=self.span(parts))

    def shown_with(self, parts: Parts) -> syntax.ShownWith:
        """Rule: ``NUMERAL DECIMALS``."""
        return syntax.ShownWith(self.whole(parts[0], MOST_DECIMALS), span=self.span(parts))

    # ---- files and their keys

    def file(self, parts: Parts) -> syntax.FileReference:
        """Rule: ``TEXT``."""
        return syntax.FileReference(parts[0].value, span=self.span(parts))

    def file_sheet(self, parts: Parts) -> syntax.FileReference:
        """Rule: ``file COMMA SHEET TEXT``."""
        file: syntax.FileReference = parts[0]
        self._refuse_second(parts, file.sheet is not None)
        return evolve(file, sheet=parts[3].value, span=self.span(parts))

    def file_table(self, parts: Parts) -> syntax.FileReference:
        """Rule: ``file COMMA TABLE TEXT``."""
        file: syntax.FileReference = parts[0]
        self._refuse_second(parts, file.table is not None)
        return evolve(file, table=parts[3].value, span=self.span(parts))

    def file_period(self, parts: Parts) -> syntax.FileReference:
        """Rule: ``file COMMA PERIOD NUMERAL`` | ``file COMMA PERIOD PART_OF_YEAR``."""
        file: syntax.FileReference = parts[0]
        self._refuse_second(parts, file.period is not None)
        return evolve(file, period=self.period(parts[3]), span=self.span(parts))

    def header_row(self, parts: Parts) -> syntax.RowRange:
        """Rule: ``NUMERAL``."""
        return self._rows(parts, parts[0], parts[0])

    def header_row_range(self, parts: Parts) -> syntax.RowRange:
        """Rule: ``NUMERAL TO NUMERAL``."""
        return self._rows(parts, parts[0], parts[2])

    def _rows(self, parts: Parts, first: Token, last: Token) -> syntax.RowRange:
        span = self.span(parts)
        rows = syntax.RowRange(self.whole(first, _MOST_HEADER_ROW), self.whole(last, _MOST_HEADER_ROW), span=span)
        if not 1 <= rows.first <= rows.last:
            raise Refused(finding("P110", span, variant="header row", found=span.text))
        return rows

    def key(self, parts: Parts) -> syntax.Key:
        """Rule: ``key_parts``."""
        return syntax.Key(tuple(parts[0]), span=self.span([parts[0][0], parts[0][-1]]))

    def key_part(self, parts: Parts) -> syntax.KeyPart:
        """Rule: ``NAME``."""
        return syntax.KeyPart(_text_of(parts[0]), span=self.span(parts))

    def titled_key_part(self, parts: Parts) -> syntax.KeyPart:
        """Rule: ``TEXT EQUALS NAME``."""
        return syntax.KeyPart(_text_of(parts[2]), parts[0].value, span=self.span(parts))

    def wide(self, parts: Parts) -> syntax.Wide:
        """Rule: ``wide_parts``."""
        return syntax.Wide(tuple(parts[0]), span=self.span([parts[0][0], parts[0][-1]]))

    def wide_part(self, parts: Parts) -> syntax.WidePart:
        """Rule: ``TEXT EQUALS NAME``."""
        return syntax.WidePart(parts[0].value, _text_of(parts[2]), span=self.span(parts))

    # ---- types of columns

    def column_type(self, parts: Parts) -> syntax_columns.ColumnType:
        """Rule: ``base``."""
        return syntax_columns.ColumnType(parts[0], span=parts[0].span)

    def several_type(self, parts: Parts) -> syntax_columns.ColumnType:
        """Rule: ``column_type SEPARATOR SEVERAL``."""
        column: syntax_columns.ColumnType = parts[0]
        self._refuse_second(parts, column.several)
        return evolve(column, several=True, span=self.span(parts))

    def further_property(self, parts: Parts) -> syntax_columns.ColumnType | syntax_columns.BoundColumn:
        """Rule: ``column_type SEPARATOR property`` | ``bound_column SEPARATOR property``."""
        column: syntax_columns.ColumnType | syntax_columns.BoundColumn = parts[0]
        further = stated(parts[2])
        self._refuse_second(parts, not further.keys().isdisjoint(stated(column)))
        return evolve(column, span=self.span(parts), **further)

    def property_decimals(self, parts: Parts) -> syntax_columns.BoundColumn:
        """Rule: ``NUMERAL DECIMALS``."""
        return syntax_columns.BoundColumn(decimals=self.whole(parts[0], MOST_DECIMALS), span=self.span(parts))

    def property_range(self, parts: Parts) -> syntax_columns.BoundColumn:
        """Rule: ``range``."""
        return syntax_columns.BoundColumn(range=parts[0], span=self.span(parts))

    def property_may_be_absent(self, parts: Parts) -> syntax_columns.BoundColumn:
        """Rule: ``MAY_BE_ABSENT``."""
        return syntax_columns.BoundColumn(may_be_absent=True, span=self.span(parts))

    def property_coded(self, parts: Parts) -> syntax_columns.BoundColumn:
        """Rule: ``CODED codes``."""
        codes = parts[1]
        return syntax_columns.BoundColumn(codes=tuple(codes), span=self.span([parts[0], codes[-1]]))

    def property_title(self, parts: Parts) -> syntax_columns.BoundColumn:
        """Rule: ``TITLED TEXT``."""
        return syntax_columns.BoundColumn(parts[1].value, span=self.span(parts))

    def bound_row(self, parts: Parts) -> tuple[syntax_columns.BoundColumn, None]:
        """Rule: ``bound_column``."""
        return parts[0], None

    def _refuse_second(self, parts: Parts, is_second: bool) -> None:
        """Refuse a property of a column that is said twice."""
        if is_second:
            place = self.span(parts[2:])
            raise Refused(finding("P110", place, variant="twice", found=place.text))

    def named_type(self, parts: Parts) -> syntax_columns.TypeName:
        """Rule: ``TYPE``."""
        return syntax_columns.TypeName(parts[0].value, span=self.span(parts))

    def one_of(self, parts: Parts) -> syntax_columns.TypeName:
        """Rule: ``ONE_OF categories``."""
        categories = tuple(_text_of(token) for token in parts[1])
        return syntax_columns.TypeName("one_of", categories=categories, span=self.span([parts[0], parts[1][-1]]))

    def quantity_type(self, parts: Parts) -> syntax_columns.TypeName:
        """Rule: ``unit``."""
        factors, end = parts[0]
        return syntax_columns.TypeName("quantity", factors, span=Span(self.source, self.begin, end))

    def reference_type(self, parts: Parts) -> syntax_columns.TypeName:
        """Rule: ``NAME``."""
        return syntax_columns.TypeName("reference", (UnitFactor(None, _text_of(parts[0])),), span=self.span(parts))

    def range_closed(self, parts: Parts) -> syntax_columns.Range:
        """Rule: ``bound TO bound``."""
        return self._range(parts, parts[0], parts[2])

    def range_above_to(self, parts: Parts) -> syntax_columns.Range:
        """Rule: ``ABOVE bound TO bound``."""
        return self._range(parts, parts[1], parts[3], low_open=True)

    def range_and_above(self, parts: Parts) -> syntax_columns.Range:
        """Rule: ``bound AND_ABOVE``."""
        return self._range(parts, parts[0], None)

    def range_above(self, parts: Parts) -> syntax_columns.Range:
        """Rule: ``ABOVE bound``."""
        return self._range(parts, parts[1], None, low_open=True)

    def _range(
        self, parts: Parts, low: syntax.Number, high: syntax.Number | None, *, low_open: bool = False
    ) -> syntax_columns.Range:
        span = self.span(parts)
        if high is not None and (low.value > high.value or (low_open and low.value == high.value)):
            raise Refused(finding("P110", span, variant="empty range", found=span.text))
        return syntax_columns.Range(low.value, low_open, None if high is None else high.value, span=span)

    def bound(self, parts: Parts) -> syntax.Number:
        """Rule: ``NUMERAL`` | ``NUMERAL PERCENT``."""
        return self.number(parts) if len(parts) == 1 else self.percentage(parts)

    def negative_bound(self, parts: Parts) -> syntax.Number:
        """Rule: ``MINUS NUMERAL`` | ``MINUS NUMERAL PERCENT``."""
        positive = self.bound(parts[1:])
        return evolve(positive, value=-positive.value, span=self.span(parts))

    def code(self, parts: Parts) -> syntax_columns.Code:
        """Rule: ``cell_text EQUALS meaning``."""
        (cell, start), _, (meaning, end) = parts
        return syntax_columns.Code(cell, meaning, span=Span(self.source, start, end))

    def cell_numeral(self, parts: Parts) -> tuple[str, int]:
        """Rule: ``NUMERAL`` | ``MINUS NUMERAL``."""
        return "".join(self.source.text[token.start_pos : token.end_pos] for token in parts), parts[0].start_pos

    def cell_quoted(self, parts: Parts) -> tuple[str, int]:
        """Rule: ``TEXT``."""
        return parts[0].value, parts[0].start_pos

    def cell_name(self, parts: Parts) -> tuple[str, int]:
        """Rule: ``NAME``."""
        return _text_of(parts[0]), parts[0].start_pos

    def meaning_name(self, parts: Parts) -> tuple[str, int]:
        """Rule: ``NAME``."""
        return _text_of(parts[0]), parts[0].end_pos

    def meaning_word(self, parts: Parts) -> tuple[str, int]:
        """Rule: ``DIRECTION`` | ``STATE`` | ``PHRASE``."""
        return parts[0].value, parts[0].end_pos

    def meaning_yes_no(self, parts: Parts) -> tuple[str, int]:
        """Rule: ``YES_NO``."""
        return "yes" if parts[0].value else "no", parts[0].end_pos


def _text_of(token: Token) -> str:
    parts, own_value = token.value
    return ".".join(parts) + (".value" if own_value else "")


@cache
def _parser() -> tuple[LalrTable, ValueBuilder, Lock]:
    builder = ValueBuilder()
    return LalrTable.of(load_parser(builder)), builder, Lock()


def read_value(source: Source, vocabulary: Vocabulary, start: str, begin: int, end: int) -> Any:  # noqa: ANN401 - the start rule says of which kind it is
    """The value that the characters from `begin` to `end` of `source` write.

    Parameters
    ----------
    start
        Start rule of the grammar; it says what the value is: an expression, a node of a field's value, or for a rule
        of rows the value with its label.

    Raises
    ------
    Refused
        They write no such value; what is wrong is in the exception.
    """
    tokens = tokenize(source, vocabulary, start, begin, end)
    table, builder, lock = _parser()
    with lock:
        builder.source, builder.vocabulary, builder.begin = source, vocabulary, begin
        try:
            value = table.parse(tokens, start)
        except UnexpectedTerminal as problem:
            place = Place(Span(source, begin, end), start)
            refused = unexpected(problem.token, problem.expected, tokens, place, vocabulary)
            raise Refused(refused) from None
    if len(tokens) > MAXIMUM_DEPTH and is_too_deep(value, MAXIMUM_DEPTH):
        raise Refused(finding("P112", Span(source, begin, end), variant="operators", most=str(MAXIMUM_DEPTH)))
    return value
