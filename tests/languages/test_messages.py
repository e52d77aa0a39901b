"""Messages in three languages: the same codes, variants and parts, with the same words put in, and no English left."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tarazy.dsl.diagnostics import catalogue_in, entries_in
from tarazy.dsl.error_pages import codes

FAMILIES = [*sorted({code[0] for code in codes()}), "_"]
TRANSLATED = ["ru", "kk"]
PLACEHOLDER = re.compile(r"(?<!\{)\{([a-z_]+)\}(?!\})")
IN_BACK_TICKS = re.compile(r"`[^`]*`")
LATIN = re.compile(r"[A-Za-z]{2,}")
NAMES_OF_THINGS = frozenset(
    {
        *(
            "Tarazy",
            "CSV",
            "UTF",
            "Windows",
            "KZ",
            "cp",
            "Excel",
            "LibreOffice",
            "Word",
            "Markdown",
            "Unicode",
            "NFC",
            "BOM",
        ),
        *(
            "JSON",
            "SARIF",
            "SQL",
            "SQLite",
            "DuckDB",
            "Parquet",
            "Arrow",
            "XML",
            "ZIP",
            "VBA",
            "ISO",
            "IEEE",
            "NaN",
            "HTML",
        ),
    }
)
"""Latin words that are written so in each language."""


def texts(entries: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a catalogue with the keys that lead to it, the severity aside."""
    for key, value in entries.items():
        if isinstance(value, Mapping):
            yield from texts(value, (*path, key))
        elif key != "severity":
            yield (*path, key), str(value)


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str, family: str) -> None:
    """Law: the catalogues have the same keys; none is left out and none added."""
    english = [keys for keys, _ in texts(entries_in("en", family))]
    translated = [keys for keys, _ in texts(entries_in(language, family))]
    assert sorted(set(english) - set(translated)) == []
    assert sorted(set(translated) - set(english)) == []


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_same_words_put_in(language: str, family: str) -> None:
    """Law: a text has the placeholders of the English one, each at least once, and can be filled in."""
    english = dict(texts(entries_in("en", family)))
    other: list[tuple[tuple[str, ...], set[str]]] = []
    for keys, text in texts(entries_in(language, family)):
        wanted, found = set(PLACEHOLDER.findall(english.get(keys, ""))), set(PLACEHOLDER.findall(text))
        text.format_map(dict.fromkeys(found, "x"))
        if wanted != found:
            other.append((keys, wanted ^ found))
    assert other == []


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", TRANSLATED)
def test_no_english_is_left_in_a_translation(language: str, family: str) -> None:
    """Law: outside back-ticks stand no Latin words but names of things, and no text with words is the English one."""
    english = dict(texts(entries_in("en", family)))
    left = []
    for keys, text in texts(entries_in(language, family)):
        plain = PLACEHOLDER.sub("", IN_BACK_TICKS.sub("", text))
        words = [word for word in LATIN.findall(plain) if word not in NAMES_OF_THINGS]
        same = bool(words) and text == english.get(keys)
        if words or same:
            left.append((keys, words))
    assert left == []


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("language", TRANSLATED)
def test_translated_messages_keep_the_style(language: str, family: str) -> None:
    """Law: titles begin with a capital letter, messages and helps small; none ends with a full stop."""
    wrong = []
    for keys, text in texts(entries_in(language, family)):
        if keys[-1] == "title" and (text[0].islower() or text.endswith(".")):
            wrong.append(keys)
        if keys[-1] in ("message", "help") and (
            re.match(r"[А-ЯӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі ]", text) or text.endswith(".")
        ):
            wrong.append(keys)
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_only_families_that_are_there_are_translated(language: str) -> None:
    """No file of messages stands without its English one."""
    folder = Path(__file__).parents[2] / "src" / "tarazy" / "grammar" / "messages"
    assert {path.name for path in (folder / language).iterdir()} == {path.name for path in (folder / "en").iterdir()}


def test_what_is_not_translated_is_left_in_english() -> None:
    """A catalogue in any language has every key, with the severity of the English one."""
    for language in TRANSLATED:
        for family in FAMILIES[:-1]:
            english = catalogue_in("en", family)
            found = catalogue_in(language, family)
            assert found.keys() == english.keys()
            assert Counter(entry["severity"] for entry in found.values()) == Counter(
                entry["severity"] for entry in english.values()
            )
