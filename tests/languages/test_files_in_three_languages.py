"""Files in Russian and Kazakh: every tree is printed and read in each language, and none of it is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tarazy.dsl import syntax
from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tests.formatting.programs import files

THOROUGH = settings(suppress_health_check=(HealthCheck.too_slow, HealthCheck.data_too_large))
TRANSLATED = ["ru", "kk"]


def printed(file: syntax.File, language: str) -> str:
    """A file in the one layout of a language."""
    return format_file(file, vocabulary(language))


def read_in(text: str, language: str) -> syntax.File:
    """The tree of a text in a language, which must be free of findings."""
    parsed = parse(source_of("<formatted>", text), language)
    assert not parsed.findings, (text, [(one.code, one.place, one.message) for one in parsed.findings])
    return parsed.file


@pytest.mark.parametrize("language", TRANSLATED)
@THOROUGH
@given(files())
def test_a_file_in_another_language_has_the_same_tree(language: str, file: syntax.File) -> None:
    """Law: what is parsed from a tree printed in a language is that tree."""
    assert read_in(printed(file, language), language).declarations == file.declarations


@pytest.mark.parametrize("language", TRANSLATED)
@THOROUGH
@given(files())
def test_the_way_back_restores_the_text(language: str, file: syntax.File) -> None:
    """Law: English printed in another language, read there and printed in English is what it was, comments included."""
    english = printed(file, "en")
    there = printed(read_in(english, "en"), language)
    assert printed(read_in(there, language), "en") == english
    assert printed(read_in(there, language), language) == there


@pytest.mark.parametrize("language", ["ru", "kk"])
@pytest.mark.parametrize("word", ["higher", "lower"])
def test_a_name_that_is_a_direction_elsewhere_stays_a_name(language: str, word: str) -> None:
    """A name in back-ticks that stands alone is printed so in each language, and never as the direction's words."""
    file = parse(source_of("x.meth", f"quantity q\n  value  `{word}`\n")).file
    text = format_file(file, vocabulary(language))
    assert f"`{word}`" in text
    assert parse(source_of("x.meth", text)).file.declarations == file.declarations
