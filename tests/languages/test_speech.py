"""What is printed beside findings: every text in three languages, and whose language is spoken."""

import re
from pathlib import Path

import pytest

from tarazy.dsl.spoken_words import in_readers_words
from tarazy.grammar.languages import LANGUAGES
from tarazy.grammar.portable_objects import mo_bytes, read_po
from tarazy.grammar.speech import (
    counted,
    language_of_environment,
    reader_language,
    said,
    speak,
    speak_as,
    spoken,
    translations,
)
from tarazy.workbench.cli import main
from tests.languages.spoken_texts import texts_of_click, texts_of_ours

TRANSLATED = ["ru", "kk"]
LOCALE = Path(__file__).parents[2] / "src" / "tarazy" / "grammar" / "locale"
PLACEHOLDER = re.compile(r"\{[a-z_]*(?:![a-z])?\}|%\([a-z]+\)s")


def catalogue(language: str) -> dict[str, str]:
    """The catalogue of a language as it is written."""
    return read_po((LOCALE / language / "LC_MESSAGES" / "tarazy.po").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    """Law: no text of the program and none of Click's that it may print is missing in a catalogue."""
    written = catalogue(language)
    assert sorted(text for text in texts_of_ours() | texts_of_click() if not written.get(text)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translated_text_has_the_same_words_put_in(language: str) -> None:
    """Law: a translation has the placeholders of the English text."""
    pairs = [pair for pair in catalogue(language).items() if pair[0]]
    wrong = [one for one, other in pairs if sorted(PLACEHOLDER.findall(one)) != sorted(PLACEHOLDER.findall(other))]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_compiled_catalogues_are_those_that_are_written(language: str) -> None:
    """The .mo is made of the .po beside it."""
    compiled = (LOCALE / language / "LC_MESSAGES" / "tarazy.mo").read_bytes()
    assert compiled == mo_bytes(catalogue(language))
    assert translations(language).gettext("column") == catalogue(language)["column"]


def test_a_catalogue_without_sense_is_refused() -> None:
    """A line that is no part of a catalogue, and a text translated twice, are faults of the catalogue."""
    with pytest.raises(ValueError, match="line 1"):
        read_po("msgctxt one")
    with pytest.raises(ValueError, match="twice"):
        read_po('msgid "a"\nmsgstr "б"\nmsgid "a"\nmsgstr "в"\n')


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "kk_KZ.UTF-8", "LC_ALL": "ru_KZ.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LANGUAGE": "fr:kk:en"}, "kk"),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "fr_FR.UTF-8"}, None),
        ({"LC_MESSAGES": "en_GB"}, "en"),
        ({}, None),
    ],
)
def test_the_environment_names_a_language(environment: dict[str, str], language: str | None) -> None:
    """The variables of gettext count in gettext's order; C is no choice."""
    assert language_of_environment(environment) == language


def test_the_language_of_a_file_is_spoken_where_none_was_chosen() -> None:
    """Law: --lang and the environment go before the file; behind a block all is as before it."""
    with spoken(None):
        assert reader_language() == "en"
        speak_as("kk")
        speak_as("ru")
        assert reader_language() == "kk"
    with spoken("ru"):
        speak_as("kk")
        assert reader_language() == "ru"
    assert reader_language() == "en"
    with pytest.raises(ValueError, match="no words"):
        speak("fr")


def test_counts_need_no_agreement() -> None:
    """In Russian and Kazakh a number stands behind the noun, so that no noun has to agree with it."""
    assert (counted(1, "file", "files"), counted(3, "file", "files")) == ("1 file", "3 files")
    with spoken("ru"):
        assert counted(3, "file", "files") == "файлы: 3"
    with spoken("kk"):
        assert counted(1, "file", "files") == "файлдар: 1"


def test_phrases_keep_what_is_the_readers() -> None:
    """A phrase made in English is turned around what stands in back-ticks; anything else is left alone."""
    with spoken("ru"):
        assert in_readers_words("a column of `budget`") == "столбец: `budget`"
        assert in_readers_words("budget") == "budget"
        assert in_readers_words("from 4 points up to 4.99 points") == "не меньше чем 4 балла и не больше чем 4,99 балла"
        assert in_readers_words("a name, a comma or `;`") == "имя, запятая или `;`"
        assert in_readers_words("a name, a budget or `;`") == "a name, a budget or `;`"
        assert in_readers_words("2024-02-05") == "05.02.2024"
        assert in_readers_words("2024-02-31") == "2024-02-31"
        assert said("no row in {source}", source="отчет") == "нет строки: отчет"


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_is_in_the_language_asked_for(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang` may stand before the command or behind it, and turns the words of Click too."""
    heads = {"en": "Usage:", "ru": "Вызов:", "kk": "Қолданылуы:"}
    assert main(["--lang", language, "--help"]) == 0
    assert main(["check", "--help", f"--lang={language}"]) == 0
    printed = capsys.readouterr().out
    assert printed.count(heads[language]) == 2
    assert ("Show this message and exit." in printed) == (language == "en")


def test_wrong_use_is_told_in_the_language(capsys: pytest.CaptureFixture[str]) -> None:
    """Click's own errors are turned by the same catalogue."""
    assert main(["rum", "--lang", "kk"]) == 2
    assert "Қате: «rum» командасы жоқ. «run» дегіңіз келді ме?" in capsys.readouterr().err


def test_a_file_speaks_for_its_reader(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --lang and without a language in the environment, findings are in the language of the file."""
    path = tmp_path / "a.meth"
    path.write_text("өлшем бірлігі төсек\n  негізз  -\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "қате[" in capsys.readouterr().out


def test_traces_are_in_three_languages(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The trace of a value has its words, numbers and units in the reader's language; as JSON it is in English."""
    path = str(repository / "methodologies" / "operational.meth")
    asked = ["trace", path, "total", "--body", "M2", "--period", "2024"]
    wanted = {
        "en": ("less ", "3.91 points", "unchanged"),
        "ru": ("вычеты ", "3,91 балла", "без изменений"),
        "kk": ("шегерімдер ", "3,91 балл", "өзгеріссіз"),
    }
    for language, words in wanted.items():
        assert main([*asked, "--lang", language]) == 0
        printed = capsys.readouterr().out
        assert all(word in printed for word in words), language
    assert main([*asked, "--format", "json", "--lang", "ru"]) == 0
    russian = capsys.readouterr().out
    assert main([*asked, "--format", "json", "--lang", "en"]) == 0
    assert capsys.readouterr().out == russian
