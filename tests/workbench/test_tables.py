"""Tables in plain text."""

from tarazy.workbench.tables import plain_table, with_decimals
from tests.golden import Golden


def test_numbers_stand_right_and_words_left(golden: Golden) -> None:
    """A column of numbers is set to the right, empty cells included; widths go by columns, not by characters."""
    rows = [("1", "KAZ", "0.802", "Өте жоғары"), ("12", "JPN", "0.92", "漢字"), ("", "PRK", "", "")]
    golden("table.txt", plain_table(("rank", "units", "hdi", "group"), rows) + "\n")


def test_a_table_without_rows_has_its_heads() -> None:
    """Nothing is not an error."""
    assert plain_table(("a", "bc"), []) == "a  bc\n─  ──"


def test_decimals_are_filled_up_and_never_cut() -> None:
    """0.8 rounded to three decimals is 0.800; digits that are there stay; words stay."""
    assert with_decimals("0.8", 3) == "0.800"
    assert with_decimals("-5", 2) == "-5.00"
    assert with_decimals("0.80249", 3) == "0.80249"
    assert with_decimals("7", None) == "7"
    assert with_decimals("high", 2) == "high"
