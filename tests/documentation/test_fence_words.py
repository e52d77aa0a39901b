"""What the builder of the site sees behind a fence."""

import pytest

from tarazy.workbench.fence_words import on_page_markdown


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ("```meth", "```meth"),
        ('```meth into="a.meth"', "```meth"),
        ("```meth bad small run", "```meth"),
        ('```csv title="a b.csv" encoding="cp1251"', '```csv title="a b.csv"'),
        ('    ~~~console exit="1"', "    ~~~console"),
    ],
)
def test_only_language_and_title_stay_behind_a_fence(written: str, drawn: str) -> None:
    """Words for the tests are gone; the block and its title are there."""
    close = written.strip()[:3]
    assert on_page_markdown(f"a\n{written}\nb\n{close}\nc\n") == f"a\n{drawn}\nb\n{close}\nc\n"


def test_fence_inside_a_block_is_left_as_it_is() -> None:
    """A block of four signs shows what stands in it, words and all; behind it fences are read again."""
    text = '````markdown title="x"\n```meth bad\n```\n````\n'
    assert on_page_markdown(f"{text}```meth bad\n```\n") == f"{text}```meth\n```\n"


def test_text_outside_of_fences_is_left_as_it_is() -> None:
    """Inline code of three signs and lists are no fences."""
    text = "a ```b c``` d\n\n- x\n"
    assert on_page_markdown(text, page=None) == text
