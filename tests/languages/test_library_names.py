"""Names of the standard library in three languages: complete, one to one, the same program, there and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tarazy.dsl.formatter import format_file
from tarazy.dsl.library_names import LibraryModule, argument_in, library_modules, module_meant
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source import source_of
from tarazy.dsl.source_files import STANDARD_LIBRARY
from tarazy.dsl.syntax import Declaration
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import LANGUAGES, vocabulary
from tarazy.workbench.cli import main
from tarazy.workbench.library_page import MODULES

TRANSLATED = ["ru", "kk"]
EXAMPLES = sorted(STANDARD_LIBRARY.glob("*.examples.meth"))


def declared(module: str, kind: str) -> dict[str, Declaration]:
    """What a module declares of a kind, by name."""
    path = STANDARD_LIBRARY / f"{module.replace('.', '/')}.meth"
    file = parse(source_of(path.name, path.read_text(encoding="utf-8"))).file
    return {one.name.text: one for one in file.declarations if one.kind == kind and one.name is not None}


def imported(text: str) -> list[LibraryModule]:
    """The modules of the library that a text imports."""
    names = [one.name for one in parse(source_of("x.meth", text)).file.declarations if one.kind == "module"]
    found = [module_meant(name.text) for name in names if name is not None]
    return [one for one in found if one is not None]


def turned(text: str, language: str) -> str:
    """A text in another language, names of the library and all."""
    source = source_of("x.meth", text)
    return translated(source, source, language, imported(text))


def test_everything_has_a_name_in_each_language() -> None:
    """Law: modules, functions, calendars and what functions take are all in the table, and nothing else is."""
    assert set(library_modules()) == {name.replace("/", ".") for name in MODULES}
    for module in library_modules().values():
        functions = declared(module.name, "function")
        assert set(module.members) == {*functions, *declared(module.name, "calendar")}
        assert all(set(said) == set(TRANSLATED) for said in (module.in_language, *module.members.values()))
        for function in functions.values():
            takes = function.field("takes")
            assert takes is not None
            assert all(argument_in(row.target.span.text, "kk") for row in takes.rows)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_name_means_one_thing(language: str) -> None:
    """Law: no two functions share a name, in one language or in two; each is a name that needs no back-ticks."""
    meant: dict[str, set[str]] = {}
    for module in library_modules().values():
        for member in module.members:
            for spelling in module.spellings_of(member):
                meant.setdefault(spelling, set()).add(member)
    assert [name for name, members in meant.items() if len(members) > 1] == []
    for module in library_modules().values():
        for member in module.members:
            name = module.member_in(member, language)
            text = f"quantity q\n  value  {name}(1) + 1\n"
            read = parse(source_of("x.meth", text), "en")
            assert not read.findings.errors, name
            assert format_file(read.file, vocabulary()).split() == text.split()


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name.partition(".")[0])
def test_every_function_may_be_called_by_its_name(path: Path, language: str, tmp_path: Path) -> None:
    """Law: the examples of a module, in another language, are the same program and hold; the way back restores them."""
    english = format_file(parse(source_of("x.meth", path.read_text(encoding="utf-8"))).file, vocabulary())
    text = turned(english, language)
    (module,) = (one for one in imported(english) if one.name == path.name.partition(".")[0])
    assert all(
        module.member_in(one, language) in text for one in declared(module.name, "function") if f"{one}(" in english
    )
    assert turned(text, "en") == english
    assert turned(turned(text, "kk"), "ru") == turned(english, "ru")
    (tmp_path / "theirs.meth").write_text(text, encoding="utf-8")
    (tmp_path / "ours.meth").write_text(english, encoding="utf-8")
    theirs, ours = (compile_files([tmp_path / name]).program for name in ("theirs.meth", "ours.meth"))
    assert theirs is not None
    assert ours is not None
    assert theirs.hashes.program == ours.hashes.program
    assert main(["test", str(tmp_path / "theirs.meth")]) == 0


ALONE = """модуль scoring

величина выше "Выше"
  значение        доля_плана(3; 4) + 1
"""
OWN = """функция доля_плана "Своя"
  параметры
    факт:         число
    план:         число
  результат       число
  значение        факт - план
"""


EXPECTED = """пример "своя функция"
  ожидается
    выше:  0
"""


def test_what_a_file_declares_itself_is_nearer(tmp_path: Path) -> None:
    """A function of one's own that is called like one of the library stays what it is, in a translation too."""
    text = f"{ALONE}\n{OWN}\n{EXPECTED}".replace("доля_плана", "степень_достижения")
    path = tmp_path / "own.meth"
    path.write_text(text, encoding="utf-8")
    assert main(["test", str(path)]) == 0
    path.write_text(turned(text, "kk"), encoding="utf-8")
    assert "степень_достижения(3; 4)" in path.read_text(encoding="utf-8")
    assert main(["test", str(path)]) == 0


def test_a_module_of_ones_own_is_nearer(tmp_path: Path) -> None:
    """`нормирование.meth` beside the methodology is what `модуль нормирование` means there."""
    (tmp_path / "нормирование.meth").write_text(OWN, encoding="utf-8")
    path = tmp_path / "a.meth"
    text = ALONE.replace("scoring", "нормирование")
    path.write_text(text, encoding="utf-8")
    compilation = compile_files([path])
    assert compilation.program is not None, [one.message for one in compilation.findings]
    out = tmp_path / "kk.meth"
    assert main(["translate", str(path), "--to", "kk", "--out", str(out)]) == 0
    assert out.read_text(encoding="utf-8").startswith("модуль нормирование\n")


def test_a_name_of_another_language_is_told_before_a_translation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`min_max` in a Russian file is printed in Kazakh like its Russian name; that the way back differs is said."""
    path = tmp_path / "a.meth"
    path.write_text(ALONE.replace("доля_плана", "degree"), encoding="utf-8")
    assert main(["translate", str(path), "--to", "kk", "--lang", "en"]) == 0
    printed = capsys.readouterr()
    assert "модуль балл_есептеу" in printed.out
    assert "орындалу_дәрежесі(3; 4)" in printed.out
    assert "U770" in printed.err


def test_a_misspelt_module_is_proposed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest name of a module is looked for among those of every language."""
    path = tmp_path / "a.meth"
    path.write_text("модуль нормирвание\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "`нормирование`" in capsys.readouterr().out


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_name(repository: Path, language: str) -> None:
    """docs/reference/language/standard-library.md has each call in each language."""
    page = (repository / "docs" / "reference" / "language" / "standard-library.md").read_text(encoding="utf-8")
    for module in library_modules().values():
        assert f"`{module.module_in(language)}`" in page or language == "en"
        assert all(f"`{module.member_in(one, language)}" in page for one in module.members)
