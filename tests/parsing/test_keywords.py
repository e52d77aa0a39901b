"""The table of words: one meaning a spelling, the longest one counts, any blanks between its words."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.calls import CALLS
from tarazy.dsl.fields import HEADS, ValueForm
from tarazy.grammar.keywords import (
    BLANKS,
    LANGUAGES,
    Vocabulary,
    keyword_table,
    reserved_words,
    vocabulary,
)

EVERY_WORD = [
    (language, context, key, spelling)
    for language in LANGUAGES
    for context, entries in vocabulary(language).spellings.items()
    for key, spellings in entries.items()
    for spelling in spellings
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spelling_means_one_key_of_its_context(language: str) -> None:
    """Within a context of a language no spelling stands twice, so that translation has a way back."""
    for context, entries in vocabulary(language).spellings.items():
        counts = Counter(spelling for spellings in entries.values() for spelling in spellings)
        assert [spelling for spelling, count in counts.items() if count > 1] == [], context


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_word_in_every_language(language: str) -> None:
    """Each key of the table can be printed in each language, so that any file can be translated."""
    lacking = {
        (context, key)
        for context, keys in keyword_table().items()
        for key, entry in keys.items()
        if not entry[language]
    }
    assert lacking == set()


@given(word=st.sampled_from(EVERY_WORD), blanks=st.text(BLANKS, min_size=1, max_size=4))
def test_a_word_is_found_with_any_blanks(word: tuple[str, str, str, str], blanks: str) -> None:
    """Each spelling, its words parted by any blanks, is found as its key and whole length."""
    language, context, key, spelling = word
    written = blanks.join(spelling.split(" "))
    assert vocabulary(language).match(context, f"x {written} |", 2) == (key, len(written))


@pytest.mark.parametrize(
    ("context", "text", "found"),
    [
        ("field", "not applicable members  weights rescaled", ("not_applicable_members", 22)),
        ("state", "not applicable members", ("not_applicable", 14)),
        ("field", "values", None),
        ("field", "value_x", None),
        ("field", "min, a", ("min", 3)),
        ("head", "unit of a body x", ("unit_of_a_body", 14)),
        ("head", "Indicator x", ("indicator", 9)),
        ("type", "yes/no, coded", ("yes_no", 6)),
        ("citation", "p. 20(3)", ("p", 2)),
        ("unit", "% of", ("percent", 1)),
        ("unit", "half-year", ("half_year", 9)),
        ("call", "better than(x)", ("better_than", 11)),
    ],
)
def test_the_longest_whole_word_counts(context: str, text: str, found: tuple[str, int] | None) -> None:
    """The longest phrase counts, and only whole words."""
    assert vocabulary().match(context, text, 0) == found


def test_only_the_keys_asked_for_are_found() -> None:
    """A word outside the keys asked for is not found, even where it is the longest."""
    assert vocabulary().match("field", "not applicable members", 0, {"basis"}) is None


def test_reserved_words_are_of_all_languages() -> None:
    """A word reserved in one language is reserved in all, so that a name is legal in each translation."""
    words = reserved_words()
    assert words["value"] == ("en", "value")
    assert words["и"] == ("ru", "and")
    assert words["және"] == ("kk", "and")
    assert "not" not in words


def test_every_head_of_the_table_is_read() -> None:
    """Each head of the table is a kind of declaration, and each kind has its words."""
    assert set(vocabulary().keys("head")) == HEADS.keys() | {"every"}


def test_fields_and_calls_have_their_words() -> None:
    """Each line of a declaration and each built-in function is in the table of words, and no word is of neither."""
    words: Vocabulary = vocabulary()
    used = {key for form in HEADS.values() for key in form.fields}
    assert used == set(words.keys("field"))
    assert CALLS.keys() == set(words.keys("call"))
    assert {label for form in CALLS.values() for label in form.words} == set(words.keys("label"))
    contexts = {field.context for form in HEADS.values() for field in form.fields.values()}
    assert contexts - {""} <= set(words.spellings)
    words_are_of_contexts = [
        field.context != ""
        for form in HEADS.values()
        for field in form.fields.values()
        if field.value is ValueForm.WORD
    ]
    assert all(words_are_of_contexts)


def test_required_lines_are_lines() -> None:
    """No declaration asks for a line that it cannot have."""
    assert all(set(form.required) <= form.fields.keys() for form in HEADS.values())


def test_an_unknown_language_is_refused() -> None:
    """Only the three languages have a vocabulary."""
    with pytest.raises(ValueError, match="no vocabulary for 'fr'"):
        vocabulary("fr")
