"""How numbers are written in files: one closed list, by what is declared."""

from pathlib import Path

import pytest
from attrs import evolve
from flint import fmpq
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.intervals import between
from tarazy.dsl.table_layout import SPACES, TableLayout
from tarazy.dsl.units import PURE, Shape, Shown
from tarazy.interpreter.data.cell_texts import NumberText
from tarazy.interpreter.data.contract import cell_reader
from tarazy.interpreter.data.numerals import NumberForm, held_number_reader, number_reader
from tarazy.interpreter.data.violations import Fault
from tests.data.declarations import column
from tests.data.one_source import BODIES, declared, read
from tests.golden import Golden

PLAIN, COMMA, GROUPED = NumberForm(), NumberForm(","), NumberForm(",", SPACES)
ANY = column("any", decimals=8)


def fault_of(text: str, form: NumberForm, decimals: int | None = 8) -> tuple[str, str]:
    """Code and variant of what is wrong with `text`; empty where nothing is."""
    found = number_reader(column("any", decimals=decimals), form)(text)
    return (found.code, found.variant) if isinstance(found, Fault) else ("", "")


@given(
    st.integers(-(10**12), 10**12),
    st.integers(0, 8),
    st.sampled_from([PLAIN, COMMA, GROUPED]),
    st.sampled_from(SPACES),
    st.booleans(),
)
def test_a_number_in_the_declared_form_is_read_exactly(
    digits: int, decimals: int, form: NumberForm, blank: str, grouped: bool
) -> None:
    """For every number, decimal mark and blank: what is written in the declared form is that number."""
    whole, fraction = divmod(abs(digits), 10**decimals)
    text = f"{whole:,}".replace(",", blank) if grouped and form.thousands else str(whole)
    text += f"{form.decimal}{fraction:0{decimals}d}" if decimals else ""
    text = f"-{text}" if digits < 0 else text
    assert number_reader(ANY, form)(text) == fmpq(digits, 10**decimals)
    if form.thousands:
        assert number_reader(ANY, form)(f"{blank}{text}{blank}") == fmpq(digits, 10**decimals)


@given(st.text("0123456789.,-+ \u00a0\u202f%()eE٣_'", max_size=8))
def test_no_text_is_two_numbers(text: str) -> None:
    """A text that two forms take for a number is the same number in both, but where the forms differ in the decimal
    mark and the text has one: there one of them refuses it.
    """
    found = [number_reader(column("any"), form)(text) for form in (PLAIN, COMMA, GROUPED)]
    assert len({value for value in found if not isinstance(value, Fault)}) <= 1


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("1.234", COMMA, "ambiguous"),
        ("1,234", PLAIN, "ambiguous"),
        ("1.234", GROUPED, "ambiguous"),
        ("1.5", COMMA, "dot"),
        ("1,5", PLAIN, "comma"),
        ("1 234", COMMA, "thousands"),
        ("12 34", GROUPED, "groups"),
        ("12 345\u00a067", GROUPED, "groups"),
        ("1\u00a0234", PLAIN, "thousands"),
        ("(5)", GROUPED, "minus"),
        ("−5", GROUPED, "minus"),
        ("90%", GROUPED, "percent"),
        ("\u00a05", COMMA, "blanks"),
        ("٣", GROUPED, "digits"),
        ("1e5", COMMA, "exponent"),
        ("NaN", GROUPED, "special"),
        ("н/д", COMMA, "special"),
        ("#ДЕЛ/0!", PLAIN, "special"),
        ("#Н/Д", PLAIN, "special"),
        ("2024-02-01", PLAIN, "date"),
        ("TRUE", PLAIN, "logical"),
        ("1_000", GROUPED, "thousands"),
    ],
)
def test_other_forms_are_refused_by_their_kind(text: str, form: NumberForm, expected: str) -> None:
    """What is no number in the declared form is refused with the advice that fits it."""
    assert fault_of(text, form) == ("D650", expected)


def test_thirty_digits_are_the_most() -> None:
    """30 digits are read, 31 are not, whatever parts them; a million of them are refused at once."""
    assert fault_of("9" * 30, PLAIN) == ("", "")
    assert fault_of("9" * 31, PLAIN) == ("D651", "")
    assert fault_of("123 " * 10 + "456", GROUPED) == ("D651", "")
    assert fault_of("1" * 1_000_000, PLAIN) == ("D651", "")


def test_an_ambiguous_number_names_both_readings(tmp_path: Path, golden: Golden) -> None:
    """`1.234` where the comma is declared, and `1,234` where it is not, are told with the two numbers they can be."""
    lists, sources = declared()
    comma = {"budget": evolve(sources["budget"], layout=TableLayout(decimal=",", thousands=SPACES, delimiter=";"))}
    titles = "body;year;plan;share;open;way;kind;due;rival;remark"
    rows = "MOF;2024;1.234;12,5;;;;;;\nMOH;2024;1\u00a0000,0;1.5;;;;;;\nMOE;2024;12 34;;;;;;;\n"
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": f"{titles}\n{rows}"}, (lists, comma))
    golden("ambiguous_numbers.txt", found.text)


# ---------------------------------------------------------------- numbers held by the file


@given(st.decimals(-(10**9), 10**9, places=4))
def test_binary_numbers_are_the_digits_put_in(number: object) -> None:
    """A number with few enough digits comes back from binary as it was put in."""
    digits = f"{number}"
    held = float(digits)
    text = f"{held:.4f}"
    spacing = abs(held) * 2**-52 or 5e-324
    assert (
        held_number_reader(column("any", decimals=4))(NumberText(text, spacing)) == fmpq(text.replace(".", "")) / 10**4
    )


@pytest.mark.parametrize(
    ("text", "spacing", "decimals", "expected"),
    [
        ("0.30000000000000004", 2**-54, 1, ("D652", "binary")),
        ("0.30000000000000004", 2**-54, None, ("D672", "undeclared")),
        ("84.37", 2**-46, None, ("", "")),
        ("84.37", 2**-46, 1, ("D652", "")),
        ("12345678901234.56", 2**-9, 2, ("", "")),
        ("1234567890123456.5", 2**-2, 2, ("D672", "")),
        ("0.1", 2**-27, 9, ("D672", "")),
    ],
)
def test_binary_numbers_that_are_not_sure_are_refused(
    text: str, spacing: float, decimals: int | None, expected: tuple[str, str]
) -> None:
    """A binary number is taken only where no other number with so many decimals is held in the same way."""
    found = held_number_reader(column("any", decimals=decimals))(NumberText(text, spacing))
    assert ((found.code, found.variant) if isinstance(found, Fault) else ("", "")) == expected


def test_a_cell_shown_as_percent_is_read_as_it_is_shown() -> None:
    """0.905 shown as 90.5 % is 90.5 in a column of `%`, 0.905 in one of a pure number, and refused in one of a unit."""
    cell = NumberText("0.905", 2**-53, percent=True)
    share = column("share", shape=Shape(PURE, Shown.PERCENT), decimals=1, range=between(0, 100))
    assert cell_reader(share, None, "element")(cell) == fmpq(905, 1000)
    assert cell_reader(column("rate", decimals=3), None, "element")(cell) == fmpq(905, 1000)
    tons = evolve(share, shape=Shape(evolve(PURE, scale=fmpq(1000))), range=None)
    refused = cell_reader(tons, None, "element")(cell)
    assert isinstance(refused, Fault)
    assert (refused.code, refused.variant) == ("D650", "shown_percent")
