"""Expressions: what binds how tightly, what a word is by its place, how numbers are meant."""

from collections.abc import Sequence

import pytest
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl import syntax
from tarazy.dsl.characters import MAXIMUM_DIGITS, Refused
from tarazy.dsl.source import Span, source_of
from tarazy.dsl.units import UnitFactor
from tarazy.dsl.values import read_value
from tarazy.grammar.keywords import vocabulary


def read(text: str, start: str = "expression") -> object:
    """The node that `text` writes."""
    value: object = read_value(source_of("<text>", text), vocabulary(), start, 0, len(text))
    return value


def code_of(text: str, start: str = "expression") -> str:
    """Code and variant with which `text` is refused."""
    with pytest.raises(Refused) as refused:
        read(text, start)
    found = refused.value.diagnostic
    return f"{found.code} {found.variant}".rstrip()


@pytest.mark.parametrize(
    ("plain", "bracketed"),
    [
        ("a or b and c = d", "a or (b and (c = d))"),
        ("a = b + c * d", "a = (b + (c * d))"),
        ("a - b - c", "(a - b) - c"),
        ("a / b * c", "(a / b) * c"),
        ("-a * b", "(-a) * b"),
        ("-a ^ b", "-(a ^ b)"),
        ("a ^ b ^ c", "a ^ (b ^ c)"),
        ("a ^ -b ^ c", "a ^ (-(b ^ c))"),
        ("a - -b", "a - (-b)"),
        ("a[previous year] - 1", "(a[previous year]) - 1"),
        ("not(a) and b", "(not(a)) and b"),
        ("a × b ≤ c", "(a * b) <= c"),
        ("a ≠ b", "a != b"),
        ("1 - 2 KZT", "1 - (2 KZT)"),
    ],
)
def test_operators_bind_as_in_arithmetic(plain: str, bracketed: str) -> None:
    """Or, and, comparison, sum, product, minus, power, selector: each binds tighter than the one before."""
    assert read(plain) == read(bracketed)


@pytest.mark.parametrize("text", ["a < b < c", "a = b = c", "a = b != c", "(a = b) and c > d > e"])
def test_comparisons_do_not_chain(text: str) -> None:
    """A comparison beside a comparison has a message of its own."""
    assert code_of(text) == "P111"


@given(
    whole=st.integers(0, 10**12),
    decimals=st.text("0123456789", max_size=12),
    grouped=st.booleans(),
    percent=st.booleans(),
)
def test_a_numeral_is_exact(whole: int, decimals: str, grouped: bool, percent: bool) -> None:
    """A numeral means its digits, exactly; per cent are hundredths."""
    text = (f"{whole:_}" if grouped else str(whole)) + (f".{decimals}" if decimals else "")
    number = read(text + (" %" if percent else ""))
    assert isinstance(number, syntax.Number)
    assert number.value == fmpq(int(f"{whole}{decimals}"), 10 ** len(decimals) * (100 if percent else 1))
    assert (number.digits, number.percent) == (text, percent)


@given(digits=st.integers(MAXIMUM_DIGITS + 1, 100_000))
def test_a_huge_numeral_is_refused(digits: int) -> None:
    """No numeral is longer than the limit, whatever its length."""
    assert code_of("9" * digits) == "L010 long"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("20 years", [(None, "years", False, 1)]),
        ("1 year", [(None, "years", False, 1)]),
        ("75_000 int_dollar per person", [(None, "int_dollar", False, 1), (None, "persons", True, 1)]),
        ("3 thousand KZT per working day", [("thousand", "KZT", False, 1), (None, "working days", True, 1)]),
        ("5 money KZT", [(None, "money KZT", False, 1)]),
        ("2 m^2 per s^3", [(None, "m", False, 2), (None, "s", True, 3)]),
        ("1 per day", [(None, "days", True, 1)]),
        ("2 percentage points", [(None, "percentage points", False, 1)]),
    ],
)
def test_a_unit_follows_its_numeral(text: str, unit: Sequence[tuple[str | None, str, bool, int]]) -> None:
    """Words behind a numeral are its unit, by the printed word of a known unit or the name of a declared one."""
    number = read(text)
    assert isinstance(number, syntax.Number)
    assert number.unit == tuple(UnitFactor(*factor) for factor in unit)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("x[previous year]", ["previous_year"]),
        ("x[2 years ago]", ["years_ago"]),
        ("x[last 3 years]", ["last_years"]),
        ("x[2019]", ["period"]),
        ("x[measure_7]", ["element"]),
        ("x[last]", ["element"]),
        ("x[only]", ["element"]),
        ("x[only a = b, previous year]", ["only", "previous_year"]),
        ("x.value[successor, before rounding]", ["successor", "before_rounding"]),
        ("f(x)[predecessor]", ["predecessor"]),
        ("value[previous year]", ["previous_year"]),
    ],
)
def test_selectors_are_known_by_their_bracket(text: str, kinds: list[str]) -> None:
    """Words in square brackets are selectors; where they cannot be, they are names of elements."""
    selection = read(text)
    assert isinstance(selection, syntax.Selection)
    assert [selector.kind for selector in selection.selectors] == kinds


@pytest.mark.parametrize("text", ["(x)[previous year]", "x [2019]", "2[2019]", "[x]", "(f(x))[2019]"])
def test_a_selector_follows_one_name_or_call(text: str) -> None:
    """A bracket that follows anything else, or a blank, is refused."""
    assert code_of(text) == "P119"


@pytest.mark.parametrize(
    "name", ["count", "mean", "over", "only", "from", "previous", "by", "bands", "decimals", "last", "not"]
)
def test_words_known_by_their_place_reserve_nothing(name: str) -> None:
    """A call word, a label, a selector's word or a keyword is a plain name where it stands for one."""
    assert read(f"{name} + 1") == syntax.Arithmetic(
        "+",
        syntax.Name((name,), span=SOMEWHERE),
        syntax.Number("1", fmpq(1), span=SOMEWHERE),
        operator_span=SOMEWHERE,
        span=SOMEWHERE,
    )


SOMEWHERE = Span(source_of("<text>", ""), 0, 0)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("value", syntax.OwnValue(span=SOMEWHERE)),
        ("`value`", syntax.Name(("value",), span=SOMEWHERE)),
        ("x.value", syntax.Name(("x",), own_value=True, span=SOMEWHERE)),
        ("x.`value`", syntax.Name(("x", "value"), span=SOMEWHERE)),
        ("a.b.c", syntax.Name(("a", "b", "c"), span=SOMEWHERE)),
        ("показатель_1", syntax.Name(("показатель_1",), span=SOMEWHERE)),
        ("applicable", syntax.SetWord("applicable", span=SOMEWHERE)),
        ("not applicable", syntax.StateWord("not_applicable", span=SOMEWHERE)),
        ("yes", syntax.YesNo(True, span=SOMEWHERE)),
        ("no", syntax.YesNo(False, span=SOMEWHERE)),
        ('undetermined "open"', syntax.Undetermined("open", span=SOMEWHERE)),
        ('«a "b" c»', syntax.Text('a "b" c', span=SOMEWHERE)),
    ],
)
def test_a_reserved_word_is_what_it_says(text: str, node: syntax.Expression) -> None:
    """Reserved words are never names; in back-ticks a word is never anything else."""
    assert read(text) == node


def arguments_of(text: str) -> list[tuple[str, bool]]:
    """Labels of a call's arguments, and whether a value stands behind each."""
    call = read(text)
    assert isinstance(call, syntax.Call)
    return [(argument.label, argument.value is not None) for argument in call.arguments]


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("min(a; b; c)", [("", True)] * 3),
        ("min(a; over L)", [("", True), ("over", True)]),
        ("min(a; over)", [("", True), ("", True)]),
        ("round(x; half up; 2 decimals)", [("", True), ("half_up", False), ("decimals", True)]),
        ("round(x; 2 decimals; down)", [("", True), ("decimals", True), ("down", False)]),
        ("root(x; 3)", [("", True), ("", True)]),
        ("root(x)", [("", True)]),
        ("zscore(x; over L; sample)", [("", True), ("over", True), ("sample", False)]),
        ("repeated(x; within 90 days)", [("", True), ("within", True)]),
        ("repeated(x; limit (a + b); c)", [("", True), ("limit", True), ("", True)]),
        ("repeated(x; y - 1)", [("", True), ("", True)]),
        ("repeated(x; from and to)", [("", True), ("", True)]),
        ("first present(x; not applicable)", [("", True), ("", True)]),
        ("min(x; better than(y; z))", [("", True), ("", True)]),
        ('if(x; undetermined "open"; first present(y; z))', [("", True)] * 3),
        ("repeated(x; not applicable)", [("", True), ("", True)]),
        ("progress(x; to -1; from 1)", [("", True), ("to", True), ("from", True)]),
        ("mean(\n  x;  # each\n  over L\n)", [("", True), ("over", True)]),
    ],
)
def test_labels_are_known_by_their_semicolon(text: str, arguments: list[tuple[str, bool]]) -> None:
    """A label stands behind a semicolon and leads a value, or is a phrase of its own; any order serves."""
    assert arguments_of(text) == arguments


@given(depth=st.integers(1, 100))
def test_brackets_may_nest_up_to_the_limit(depth: int) -> None:
    """A hundred brackets within one another are read."""
    assert isinstance(read("(" * depth + "x" + ")" * depth), syntax.Name)


@given(operators=st.integers(100, 20_000), operator=st.sampled_from(["+", "*", " or ", "^", "-"]))
def test_a_chain_of_operators_is_refused_beyond_the_limit(operators: int, operator: str) -> None:
    """A formula deeper than the limit is a finding, however long it is."""
    assert code_of("x" + f"{operator}x" * operators) == "P112 operators"


@pytest.mark.parametrize("opening", ["(", "abs(", "-(", "x[only ("])
def test_endless_brackets_are_refused(opening: str) -> None:
    """A hundred thousand open brackets are a finding."""
    assert code_of(opening * 100_000) == "P112"


@given(terms=st.integers(1, 99))
def test_depth_is_that_of_the_tree(terms: int) -> None:
    """A chain of fewer operators than the limit is read, and is as deep as it is long."""
    node = read(" + ".join(["x"] * (terms + 1)))
    depth = 0
    while isinstance(node, syntax.Arithmetic):
        node = node.left
        depth += 1
    assert depth == terms
