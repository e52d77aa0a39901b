"""One style of sentence in all messages."""

import re
from collections.abc import Iterator

import pytest

from tarazy.dsl.diagnostics import catalogue
from tarazy.dsl.error_pages import codes

FAMILIES = sorted({code[0] for code in codes()})


def texts(family: str) -> Iterator[tuple[str, str]]:
    """Each message and help of a family, with where it stands."""
    for code, entry in catalogue(family).items():
        for name, one in (("", entry), *entry.get("variants", {}).items()):
            for part in ("message", "help"):
                if one.get(part):
                    yield f"{code} {name} {part}", one[part]


@pytest.mark.parametrize("family", FAMILIES)
def test_titles_begin_with_a_capital_letter(family: str) -> None:
    """Law: a title is a heading; it has no full stop."""
    titles = [entry["title"] for entry in catalogue(family).values()]
    assert [title for title in titles if title[0].islower() or title.endswith(".")] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_messages_and_helps_are_no_sentences_of_their_own(family: str) -> None:
    """Law: they stand behind `error[…]:` and `help:`, so they begin small and end without a full stop."""
    assert [place for place, text in texts(family) if re.match(r"[A-Z][a-z ]", text) or text.endswith(".")] == []
