"""Tables in plain text."""

from tarazy.interpreter.shown_number import shown_number
from tarazy.workbench.tables import plain_table
from tests.golden import Golden


def test_numbers_stand_right_and_words_left(golden: Golden) -> None:
    """Numbers stand with their points below one another, empty cells included; widths go by columns of the terminal."""
    rows = [("1", "KAZ", "0.802", "Өте жоғары"), ("12", "JPN", "0.92", "漢字"), ("", "PRK", "", "")]
    golden("table.txt", plain_table(("rank", "units", "hdi", "group"), rows) + "\n")


def test_a_table_without_rows_has_its_heads() -> None:
    """Nothing is not an error."""
    assert plain_table(("a", "bc"), []) == "a  bc\n─  ──"


def test_decimals_are_filled_up_and_digits_that_are_cut_are_marked() -> None:
    """0.8 rounded to three decimals is 0.800; of more than twelve significant digits the rest is a sign."""
    assert shown_number("0.8", 3) == "0.800"
    assert shown_number("-5", 2) == "-5.00"
    assert shown_number("7", 0) == "7"
    assert shown_number("7", None) == "7"
    assert shown_number("0.80249", 3) == "0.80249"
    assert shown_number("81.333333333333333333", None) == "81.3333333333…"
    assert shown_number("0.0012345678901234", None) == "0.00123456789012…"
    assert shown_number("-123456789012345.5", None) == "-123456789012345.…"
    assert shown_number("high", 2) == "high"
