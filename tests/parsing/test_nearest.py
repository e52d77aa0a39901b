"""The nearest known word to a misspelt one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.nearest import nearest


@pytest.mark.parametrize(
    ("word", "candidates", "found"),
    [
        ("valeu", ["value", "values"], "value"),
        ("indicatr", ["indicator"], "indicator"),
        ("exection", ["execution", "election"], "execution"),
        ("ab", ["ac"], None),
        ("abc", ["abd"], "abd"),
        ("colour", ["columns", "covers"], None),
        ("", ["a"], None),
    ],
)
def test_a_third_of_the_letters_may_differ(word: str, candidates: list[str], found: str | None) -> None:
    """The candidate with the fewest edits is given, and none that differs in more than a third of the word."""
    assert nearest(word, candidates) == found


@given(word=st.text(min_size=1, max_size=12), others=st.lists(st.text(max_size=12)))
def test_a_known_word_is_its_own_nearest(word: str, others: list[str]) -> None:
    """A word that is among the candidates is found."""
    assert nearest(word, [*others, word]) == word


@given(word=st.text("abc", min_size=6, max_size=12), place=st.integers(0, 4))
def test_two_swapped_letters_are_one_edit(word: str, place: int) -> None:
    """Two neighbours swapped are found again."""
    swapped = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    assert nearest(swapped, [word]) == word
