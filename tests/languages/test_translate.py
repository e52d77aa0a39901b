"""`tarazy translate`: the same program in each language, and the way back to the very bytes."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from tarazy.dsl.characters import read_text
from tarazy.dsl.names import resolve
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source import Source, source_of
from tarazy.dsl.translation import translated
from tarazy.workbench.cli import main

OPERATIONAL = "operational.meth"


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    """A copy of the methodologies with their data, to write translations into."""
    shutil.copytree(repository / "methodologies", tmp_path / "methodologies")
    return tmp_path / "methodologies"


def in_language(text: str, language: str, name: str = "a.meth") -> str:
    """A text in another language."""
    program = read_text(text.encode(), name)
    assert isinstance(program, Source)
    return translated(source_of(name, text), program, language)


def in_three_languages(folder: Path) -> Mapping[str, Path]:
    """The operational methodology as it is and its translations, each made of the one before: ru, kk, en."""
    first = folder / OPERATIONAL
    found = {"ru": first}
    before = first
    for language in ("kk", "en"):
        after = folder / f"{language}.meth"
        assert main(["translate", str(before), "--to", language, "--out", str(after)]) == 0
        found[language] = before = after
    return found


def test_the_operational_methodology_is_long_enough_to_show_it(repository: Path) -> None:
    """The Russian methodology has at least thirty declarations of many kinds, and is in the one layout."""
    path = repository / "methodologies" / OPERATIONAL
    file = parse(source_of(path.name, path.read_text(encoding="utf-8"))).file
    assert file.language == "ru"
    assert len(file.declarations) >= 30
    assert len({one.kind for one in file.declarations}) >= 15


def test_three_translations_restore_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Russian to Kazakh to English to Russian restores the formatted file byte for byte."""
    paths = in_three_languages(folder)
    capsys.readouterr()
    assert main(["translate", str(paths["en"]), "--to", "ru", "--lang", "en"]) == 0
    assert capsys.readouterr().out.encode() == paths["ru"].read_bytes()


def test_translations_are_one_program(folder: Path) -> None:
    """The hashes of the program are those of its translations; only the hash of labels may differ."""
    hashes = set()
    for path in in_three_languages(folder).values():
        program = compile_files([path]).program
        assert program is not None
        hashes.add((program.hashes.calc, program.hashes.program, program.hashes.binding))
    assert len(hashes) == 1


def test_translations_give_the_same_scores(folder: Path) -> None:
    """The tables of results are byte for byte the same, and so are the results with their traces, labels aside."""
    tables, traced = set(), set()
    for language, path in in_three_languages(folder).items():
        out = folder / f"{language}.csv"
        assert main(["run", str(path), "--out", str(out), "--lang", language]) == 0
        tables.add(out.read_bytes())
        assert main(["run", str(path), "--out", str(out.with_suffix(".json")), "--lang", language]) == 0
        traced.add(json.dumps(json.loads(out.with_suffix(".json").read_text(encoding="utf-8"))["rows"]))
    assert len(tables) == len(traced) == 1


def test_names_with_aliases_are_turned(folder: Path) -> None:
    """A name that has another in the language of the translation is turned wherever it stands; others are kept."""
    paths = in_three_languages(folder)
    kazakh = paths["kk"].read_text(encoding="utf-8")
    assert "көрсеткіш игеру " in kazakh
    assert "\n  атау              ru освоение\n" in kazakh
    assert "освоение.мәні" not in kazakh
    assert "игеру.мәні - игеру.мәні[өткен жыл]" in kazakh
    assert "сроки_обращений" in kazakh


def test_codes_in_the_rows_of_a_list_are_data_and_no_names() -> None:
    """What a row holds stays, even where it is spelled like the name of a declaration in another language."""
    text = (
        "перечень разделы\n  ключ            раздел\n  столбцы\n    вид:          текст\n  строки\n"
        '    раздел   | вид\n    services | "раздел сайта"\n\n'
        "показатель услуги\n  код             services_given\n  имя             en services\n"
        "  значение        1\n"
    )
    assert '    services | "раздел сайта"' in in_language(text, "ru")
    assert 'services | "раздел сайта"' in in_language(text, "en")
    assert in_language(in_language(text, "en"), "ru") == in_language(text, "ru")
    file = parse(source_of("a.meth", text)).file
    rows = resolve([file]).lists["разделы"].rows
    assert [code for code, _ in rows] == ["services"]


def test_a_label_without_a_translation_comes_back() -> None:
    """Where there is no label in the language, the head keeps its own and a line says of which language it is."""
    russian = 'единица измерения тонна "Тонна"\n  код               t\n  наименование      kk "Тонна-кк"\n'
    english = in_language(russian, "en")
    assert english == 'unit тонна "Тонна"\n  code            t\n  label           kk "Тонна-кк"\n  label           ru\n'
    assert in_language(english, "ru") == in_language(russian, "ru")
    kazakh = in_language(english, "kk")
    assert '"Тонна-кк"\n' in kazakh.splitlines(keepends=True)[0]
    assert in_language(kazakh, "ru") == in_language(russian, "ru")


def test_comments_and_prose_stay(tmp_path: Path) -> None:
    """Comments are the author's words, and so is the prose of a literate file."""
    text = "Пролог с числом 1,5.\n\n```meth\n# о тонне\nединица измерения тонна  # условная\n```\n\nЭпилог.\n"
    name = str(tmp_path / "a.meth.md")
    kazakh = in_language(text, "kk", name)
    assert kazakh == "Пролог с числом 1,5.\n\n```meth\n# о тонне\nөлшем бірлігі тонна  # условная\n```\n\nЭпилог.\n"
    assert in_language(kazakh, "ru", name) == text


def test_a_file_in_a_layout_of_its_own_is_told_of(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """U770: what is not in the one layout is put into it first, and the note says so."""
    path = tmp_path / "a.meth"
    path.write_text("unit bed\n     basis p. 1\n", encoding="utf-8")
    assert main(["translate", str(path), "--to", "ru", "--lang", "en"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "единица измерения bed\n  основание       методика п. 1\n"
    assert "note[U770]" in printed.err


def test_a_file_with_errors_is_not_translated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be read has no translation."""
    path = tmp_path / "a.meth"
    path.write_text("unit bed\n  basiss p. 1\n", encoding="utf-8")
    assert main(["translate", str(path), "--to", "ru", "--lang", "en"]) == 1
    assert capsys.readouterr().out == ""
