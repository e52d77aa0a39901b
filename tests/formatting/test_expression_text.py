"""Canonical text of expressions and outcomes, against pairs written by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tarazy.dsl import syntax
from tarazy.dsl.expression_text import citations_text, expression_text, outcome_text
from tarazy.dsl.syntax import Expression
from tarazy.dsl.units import UnitFactor
from tarazy.grammar.keywords import vocabulary
from tests.formatting.trees import AT, call, infix, labelled, name, negative, number, select, selector

WORDS = vocabulary("en")
A, B, C = name("a"), name("b"), name("c")


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (infix(A, "-", infix(B, "-", C)), "a - (b - c)"),
        (infix(infix(A, "-", B), "-", C), "a - b - c"),
        (infix(infix(A, "/", B), "/", C), "a / b / c"),
        (infix(A, "/", infix(B, "/", C)), "a / (b / c)"),
        (infix(infix(A, "+", B), "*", C), "(a + b) * c"),
        (infix(A, "+", infix(B, "*", C)), "a + b * c"),
        (negative(infix(A, "^", number("2"))), "-a^2"),
        (infix(negative(A), "^", number("2")), "(-a)^2"),
        (infix(infix(A, "^", B), "^", C), "(a^b)^c"),
        (negative(negative(A)), "-(-a)"),
        (negative(infix(A, "*", B)), "-(a * b)"),
        (infix(negative(A), "+", B), "-a + b"),
        (infix(A, "-", negative(B)), "a - (-b)"),
        (infix(A, "<=", infix(B, "+", C)), "a <= b + c"),
        (infix(infix(A, "=", B), "!=", C), "(a = b) != c"),
        (infix(infix(A, "or", B), "and", C), "(a or b) and c"),
        (infix(A, "or", infix(B, "and", C)), "a or b and c"),
        (infix(A, "and", infix(B, "and", C)), "a and (b and c)"),
        (call("not", infix(A, ">=", B)), "not(a >= b)"),
    ],
)
def test_brackets_stand_only_where_the_tree_needs_them(expression: Expression, text: str) -> None:
    """The fewest brackets that keep the tree, and none around a call's own argument."""
    assert expression_text(expression, WORDS) == text


def test_a_call_prints_its_labels_and_fixed_phrases() -> None:
    """Arguments are parted by ``;`` and led by their labels; a fixed phrase stands alone."""
    position = call("rank", A, labelled("over", B), labelled("highest_first"), labelled("ties_better"))
    rounded = call("round", A, labelled("half_up"), labelled("decimals", number("1")))
    limited = call("limit", infix(A, "+", B), labelled("from", negative(number("1"))), labelled("to", C))
    assert expression_text(position, WORDS) == "rank(a; over b; highest first; ties share the better place)"
    assert expression_text(rounded, WORDS) == "round(a; half up; 1 decimal)"
    assert expression_text(limited, WORDS) == "limit(a + b; from -1; to c)"


def test_selectors_stand_in_one_bracket() -> None:
    """Several selectors are parted by commas behind a name or a call."""
    chosen = select(
        name("rates.performance"),
        selector("element", expression=name("mort_30_ami")),
        selector("previous_year"),
        selector("last_years", count=3),
        selector("years_ago", count=1),
        selector("period", period=2019),
        selector("only", expression=infix(A, "=", B)),
        selector("before_rounding"),
    )
    assert expression_text(chosen, WORDS) == (
        "rates.performance[mort_30_ami, previous year, last 3 years, 1 year ago, 2019, only a = b, before rounding]"
    )


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (number("1234"), "1234"),
        (number("1_234"), "1234"),
        (number("12345.67890"), "12_345.67890"),
        (number("1234567"), "1_234_567"),
        (number("0.5"), "0.5"),
        (number("90", percent=True), "90 %"),
        (number("1", UnitFactor(None, "points")), "1 point"),
        (number("1.5", UnitFactor(None, "point")), "1.5 points"),
        (number("5", UnitFactor(None, "working day")), "5 working days"),
        (number("1", UnitFactor(None, "working_day")), "1 working day"),
        (number("28724", UnitFactor("thousand", "KZT")), "28_724 thousand KZT"),
        (
            number("2", UnitFactor(None, "int_dollar"), UnitFactor(None, "persons", divides=True)),
            "2 int_dollar per person",
        ),
        (number("3", UnitFactor(None, "money KZT")), "3 money KZT"),
        (syntax.Day(date(2024, 2, 29), span=AT), "2024-02-29"),
        (syntax.YesNo(value=True, span=AT), "yes"),
        (syntax.Text("in «quotes»", span=AT), '"in «quotes»"'),
        (syntax.Text('in "quotes"', span=AT), '«in "quotes"»'),
        (syntax.OwnValue(span=AT), "value"),
        (syntax.Name(("execution",), own_value=True, span=AT), "execution.value"),
        (name("execution.value"), "execution.`value`"),
        (name("or"), "`or`"),
        (name("или"), "`или`"),
        (syntax.StateWord("not_yet_published", span=AT), "not yet published"),
        (syntax.SetWord("children", span=AT), "children"),
        (syntax.Undetermined("which year", span=AT), 'undetermined "which year"'),
    ],
)
def test_leaves(expression: Expression, text: str) -> None:
    """Numerals keep their digits and agree with their unit; reserved words as names stand in back-ticks."""
    assert expression_text(expression, WORDS) == text


@pytest.mark.parametrize(
    ("digits", "text"),
    [
        ("1", "1 балл"),
        ("2", "2 балла"),
        ("5", "5 баллов"),
        ("11", "11 баллов"),
        ("21", "21 балл"),
        ("0,5", "0,5 балла"),
    ],
)
def test_russian_units_agree_with_their_numeral(digits: str, text: str) -> None:
    """One, two to four, five and more, and fractions each take their own form."""
    assert expression_text(number(digits, UnitFactor(None, "points")), vocabulary("ru")) == text


def test_a_substituted_text_stands_in_the_formula() -> None:
    """The replacement stands where the sub-expression stood, in brackets only if it is a negative operand."""
    numbers: dict[tuple[str, ...], str] = {("a",): "-3", ("b",): "4"}

    def by_name(one: Expression) -> str | None:
        return numbers.get(one.parts) if isinstance(one, syntax.Name) else None

    assert expression_text(infix(infix(A, "+", B), "/", C), WORDS, by_name) == "((-3) + 4) / c"
    assert expression_text(call("abs", A), WORDS, by_name) == "abs(-3)"
    assert expression_text(A, WORDS, by_name) == "-3"


def test_a_selection_is_replaced_as_a_whole() -> None:
    """Nothing inside ``x[…]`` is asked for: a number takes no selector."""
    former = select(A, selector("previous_year"))
    asked: list[Expression] = []

    def note(one: Expression) -> str | None:
        asked.append(one)
        return "7" if one is former else None

    assert expression_text(infix(B, "-", former), WORDS, note) == "b - 7"
    assert A not in asked
    assert expression_text(former, WORDS, lambda one: "8" if one is A else None) == "a[previous year]"


def test_outcomes_carry_what_stands_behind_them() -> None:
    """Causes, the mark of an illustrative number, the basis and the marks follow in this order."""
    basis = syntax.Citations((syntax.Citation(name("decree"), "p", "20(3)", span=AT),), span=AT)
    cause = syntax.Outcome(syntax.StateWord("not_computed", span=AT), because=(A, name("b.c")), span=AT)
    zero = syntax.Outcome(number("0", UnitFactor(None, "points")), basis=basis, marked=True, number_shown=True, span=AT)
    mark = syntax.Outcome(number("10"), illustrative=True, span=AT)
    rescaled = syntax.Outcome(syntax.Phrase("weights_rescaled", span=AT), span=AT)
    assert outcome_text(cause, WORDS) == "not computed because a, b.c"
    assert outcome_text(zero, WORDS) == "0 points, basis decree p. 20(3), marked, number shown"
    assert outcome_text(mark, WORDS) == "10 illustrative"
    assert outcome_text(rescaled, WORDS) == "weights rescaled"


def test_citations() -> None:
    """An act alone, a place in an act, a place in this text, and an open ground."""
    items = (
        syntax.Citation(name("decree"), span=AT),
        syntax.Citation(name("order_21"), "annex", "2", span=AT),
        syntax.Citation(None, "p", "(a)", span=AT),
        syntax.Undetermined("which order", span=AT),
    )
    text = 'decree, order_21 annex 2, methodology p. (a), undetermined "which order"'
    assert citations_text(syntax.Citations(items, span=AT), WORDS) == text
