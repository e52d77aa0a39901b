"""Documents and drawings in three languages, and what `explain` says to a reader of another language than English."""

from __future__ import annotations

import io
import re
from html import unescape
from pathlib import Path

import docx
import pytest

from tarazy.dsl.error_pages import error_page
from tarazy.grammar.keywords import keys_marked, keyword_table, vocabulary
from tarazy.grammar.speech import spoken
from tarazy.workbench.cli import main

TEXT = """методика м "Методика оценки"
  код             m
  версия          1
  действует с     01.01.2024
  период          год
  наименование    kk "Бағалау әдістемесі"
  наименование    en "Methodology of evaluation"

величина доля "Доля плана"
  код             ratio
  имя             kk үлес
  имя             en ratio
  наименование    kk "Жоспардың үлесі"
  наименование    en "Share of the plan"
  значение        3 / 4

величина итог "Итог"
  взвешенное среднее
    доля:         62,5 %
    доля_вторая:  37,5 %

величина доля_вторая "Вторая доля"
  значение        1 / 2
"""
WANTED = {
    "ru": ("Методика оценки", "методика", "Доля плана", "взвешенное среднее", "62,5 %", "наименование (казахский)"),
    "kk": ("Бағалау әдістемесі", "әдістеме", "Жоспардың үлесі", "салмақталған орташа", "62,5 %", "атауы (ағылшын)"),
    "en": (
        "Methodology of evaluation",
        "methodology",
        "Share of the plan",
        "weighted mean",
        "62.5 %",
        "label (Russian)",
    ),
}


@pytest.fixture
def methodology(tmp_path: Path) -> Path:
    """A methodology in Russian with names and labels in all three languages."""
    path = tmp_path / "m.meth"
    path.write_text(TEXT, encoding="utf-8")
    return path


def words_of(page: str) -> str:
    """The words of a page, blanks that cannot break as blanks."""
    body = re.sub(r"<style>.*?</style>", " ", page, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


@pytest.mark.parametrize("language", WANTED)
def test_a_document_is_in_the_language_asked_for(methodology: Path, language: str) -> None:
    """Heads, lines, numbers, names, labels and the drawing, in HTML and in DOCX."""
    page, word = methodology.with_suffix(".html"), methodology.with_suffix(".docx")
    for out in (page, word):
        assert main(["docs", str(methodology), "--out", str(out), "--lang", language]) == 0
    html = page.read_text(encoding="utf-8")
    assert f'<html lang="{language}">' in html
    words = words_of(html)
    assert [one for one in WANTED[language] if one not in words] == []
    document = docx.Document(io.BytesIO(word.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = " ".join([*(one.text for one in document.paragraphs), *cells]).replace("\u00a0", " ")
    assert [one for one in WANTED[language] if one not in texts] == []
    assert document.core_properties.language == language


@pytest.mark.parametrize(("environment", "language"), [("en_US.UTF-8", "ru"), ("kk_KZ.UTF-8", "ru")])
def test_the_environment_does_not_turn_what_is_signed(
    methodology: Path, environment: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without --lang a document is in the language of its file, whatever language its reader's machine speaks."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert main(["docs", str(methodology)]) == 0
    assert f'<html lang="{language}">' in methodology.with_suffix(".html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", WANTED)
@pytest.mark.parametrize("form", ["text", "mermaid", "svg"])
def test_a_drawing_has_the_labels_of_its_reader(
    methodology: Path, form: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Roles, ways of combining, weights and labels in the reader's language; as JSON the same for every reader."""
    label, combines, weight = WANTED[language][2], WANTED[language][3], WANTED[language][4]
    assert main(["graph", str(methodology), "--name", "итог", "--format", form, "--lang", language]) == 0
    drawn = re.sub(r"#(\d+);", lambda code: chr(int(code[1])), capsys.readouterr().out).replace("\u00a0", " ")
    assert [one for one in (label, combines, weight) if one not in words_of(drawn)] == []
    documents = set()
    for reader in WANTED:
        assert main(["graph", str(methodology), "--name", "итог", "--format", "json", "--lang", reader]) == 0
        documents.add(capsys.readouterr().out)
    assert len(documents) == 1


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_explain_says_first_what_it_has_in_the_language(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Title and messages stand before the explanation, of which it is said that it is English."""
    with spoken(language):
        page = error_page("S303")
    assert main(["explain", "S303", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    said = {"ru": "оно написано по-английски.", "kk": "ол ағылшын тілінде жазылған."}[language]
    told = next(number for number, line in enumerate(lines) if line.endswith(said))
    assert page.title in lines[0]
    assert any(page.messages[0].help in line for line in lines[:told])
    assert main(["explain", "S303", "--lang", "en"]) == 0
    assert "written in English" not in capsys.readouterr().out


def test_kazakh_words_that_await_a_drafter_are_marked(repository: Path) -> None:
    """Law: ° stands in the tables of the page behind the words whose keys the table of words marks, and no others."""
    page = (repository / "docs" / "reference" / "language" / "words.md").read_text(encoding="utf-8")
    rows = [row.split(" | ") for row in page.splitlines() if row.startswith("| `")]
    marked = [cells[2].removesuffix(" |") for cells in rows if "°" in cells[2]]
    words = vocabulary("kk")
    expected = [
        ", ".join(f"`{one}`" for one in words.spellings[context].get(key, ())) + " °"
        for context, entries in keyword_table().items()
        for key in entries
        if key in keys_marked(context, "unseen")
    ]
    assert marked == expected
    assert len(marked) > 100
