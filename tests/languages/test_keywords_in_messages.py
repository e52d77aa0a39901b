"""Keywords that a message quotes are those of its language, as they are printed there."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from tarazy.dsl.diagnostics import entries_in
from tarazy.grammar.languages import LANGUAGES
from tests.languages.test_messages import FAMILIES, TRANSLATED, texts

QUOTED = re.compile(r"`([^`{]+)`")


def keywords() -> Iterator[Mapping[str, list[str]]]:
    """Spellings of every keyword by language, the printed one first; without those that are a sign in some language."""
    written: Mapping[str, Any] = tomllib.loads(
        files("tarazy.grammar").joinpath("keywords.toml").read_text(encoding="utf-8")
    )
    for context in written.values():
        entries = (entry for entry in context.values() if isinstance(entry, Mapping) and "en" in entry)
        yield from (entry for entry in entries if all(entry[one][0][0].isalpha() for one in LANGUAGES))


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_quotes_keywords_of_its_language(language: str, family: str) -> None:
    """Law: where the English message quotes a keyword alone, the translation quotes that keyword in its language."""
    spelt: dict[str, set[str]] = {}
    for entry in keywords():
        spelt.setdefault(entry["en"][0], set()).update(entry[language])
    english = dict(texts(entries_in("en", family)))
    wrong = [
        (*keys, word, sorted(spelt[word]))
        for keys, text in texts(entries_in(language, family))
        for word in QUOTED.findall(english.get(keys, ""))
        if word in spelt and not spelt[word] & set(QUOTED.findall(text))
    ]
    assert wrong == []
