"""The heads of a survey's rows are words of the language: read in any of the three, printed in the file's own."""

import pytest

from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import vocabulary
from tests.constructs.programs import HEAD
from tests.constructs.test_D8_checklist import SURVEY

NAME = "survey.meth"
ENGLISH = format_file(parse(source_of(NAME, f"{HEAD}\n{SURVEY}")).file, vocabulary())
HEADS = {"ru": ("отметка", "удовлетворен"), "kk": ("баға", "қанағаттанған")}


def turned(text: str, language: str) -> str:
    """A text in another language."""
    return translated(source_of(NAME, text), source_of(NAME, text), language)


def program_hash(text: str) -> str:
    """The hash of the program that a text is."""
    compilation = compile_sources([source_of(NAME, text)])
    assert compilation.program is not None, [one.message for one in compilation.findings]
    return compilation.program.hashes.program


@pytest.mark.parametrize("language", HEADS)
def test_heads_of_a_survey_are_turned_there_and_back(language: str) -> None:
    """Law: a translation prints them in its language, is the same program, and leads back byte for byte."""
    text = turned(ENGLISH, language)
    mark, satisfied = HEADS[language]
    assert any(line.split() == ["answer", "|", mark, "|", satisfied] for line in text.splitlines())
    assert program_hash(text) == program_hash(ENGLISH)
    assert turned(text, "en") == ENGLISH


@pytest.mark.parametrize("language", HEADS)
def test_a_head_in_another_language_is_read_and_printed_in_that_of_the_file(language: str) -> None:
    """What was written before the words were known stays valid: `mark` in a Russian survey."""
    mark, satisfied = HEADS[language]
    text = turned(ENGLISH, language)
    mixed = text.replace(f"| {mark}", "| mark").replace(satisfied, "satisfied")
    assert "| mark" in mixed
    read = parse(source_of(NAME, mixed))
    assert not read.findings.errors
    assert format_file(read.file, vocabulary(language)) == text


def test_elsewhere_they_are_names() -> None:
    """A list may have a column `mark` and a Russian one a column `отметка`."""
    for word in ("mark", "отметка"):
        text = f"list things\n  key  thing\n  columns\n    {word}: number\n  rows\n    thing | {word}\n    a     | 1\n"
        (line,) = (one for one in parse(source_of(NAME, text), "en").file.declarations[0].fields if one.table)
        assert line.table is not None
        assert [(head.key, head.is_keyword) for head in line.table.headers] == [("thing", False), (word, False)]
