"""Widths of text on a terminal, and what stands for characters that do not show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.workbench.display_text import display_line, folded, shortened, visible, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("қазақ", 5), ("ӘҒҚҢӨҰҮҺІ", 9), ("漢字", 4), ("ｶﾅ", 2), ("e\u0301", 1), ("₸…─", 3), ("", 0)],
)
def test_width_of_scripts(text: str, columns: int) -> None:
    """Cyrillic and Kazakh letters are narrow, ideographs wide, half-width kana narrow, combining marks nothing."""
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\nc", "a␉b␊c"),
        ("\x1b[31m", "␛[31m"),
        ("\x7f", "␡"),
        ("a\u202eb", "a⟨U+202E⟩b"),
        ("1\u00a0000", "1\u00a0000"),
    ],
)
def test_what_does_not_show_is_made_visible(text: str, shown: str) -> None:
    """No escape sequence and no mark that turns the writing round reaches the terminal; blanks stay blanks."""
    assert visible(text) == shown


@given(st.text(), st.integers(1, 40))
def test_shortened_text_fits(text: str, limit: int) -> None:
    """A shortened text takes at most the columns allowed, and one that fits is not touched."""
    short = shortened(text, limit)
    assert width(short) <= limit
    if width(visible(text)) <= limit:
        assert short == visible(text)


@given(st.text(alphabet=st.characters(exclude_characters="\n")), st.integers(0, 50), st.integers(2, 50))
def test_a_window_of_a_line_has_its_width(text: str, left: int, size: int) -> None:
    """A window within the line is never wider than asked for, and the whole line is the line itself."""
    line = display_line(text)
    assert line.window(0, line.width) == "".join(line.pieces)
    right = left + size
    if right <= line.width:
        assert width(line.window(left, right)) <= size


def test_tabs_lead_to_stops() -> None:
    """A tab fills up to the next multiple of four columns, also behind wide characters."""
    assert "".join(display_line("a\tb\t\tc").pieces) == "a   b       c"
    assert "".join(display_line("漢字\tb").pieces) == "漢字    b"


@given(st.lists(st.text("abқ漢 ", max_size=30), max_size=4), st.integers(4, 30))
def test_folded_lines_fit_and_lose_nothing(lines: list[str], columns: int) -> None:
    """Words stay whole and in order; a line is wider than it may be only where one word alone is."""
    text = "\n".join(lines)
    found = folded(text, columns).split("\n")
    assert " ".join(found).split() == text.split()
    assert all(width(line) <= columns or line in lines or len(line.split()) == 1 for line in found)
    assert folded(text, 1000) == text


def test_what_follows_stands_further_in() -> None:
    """A line that is broken keeps its margin, and the rest of it stands two columns behind."""
    assert folded("2 not computed:\n  source absent: AKM, ALM, ATY", 22) == (
        "2 not computed:\n  source absent: AKM,\n    ALM, ATY"
    )
