"""Labels of declarations and names of bodies, as commands print them to readers of three languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from tarazy.grammar.languages import LANGUAGES
from tarazy.workbench.cli import main

TEXT = """\
методика пример "Пример"
  версия           1
  действует с      01.01.2018
  оценке подлежат  оцениваемые_органы
  период           год

модуль kz.bodies

источник отчет "Отчет"
  код             report
  наименование    kk "Есеп"
  наименование    en "Report"
  файл            "report.csv"
  ключ            орган, год
  при реорганизации  усредняется
  столбцы
    доля:         число

параметр порог "Порог"
  код             limit
  наименование    kk "Шек"
  наименование    en "Limit"
  значение        2

величина исполнение "Исполнение"
  код             finance
  наименование    kk "Орындау"
  наименование    en "Execution"
  значение        отчет.доля * порог

итоговый балл итог "Итог"
  код             total
  наименование    kk "Қорытынды"
  наименование    en "Total score"
  значение        исполнение * 1 балл
"""
DATA = "орган,год,доля\n" + "".join(
    f"{body},{year},{number}\n" for body in ("finance", "justice") for year, number in ((2019, 9), (2020, 8), (2021, 7))
)

RENAMED = TEXT.replace(
    "модуль kz.bodies\n",
    """\
перечень оцениваемые_органы "Органы"
  код             bodies
  ключ            орган

орган finance "Минфин"
  наименование    en "Finance"
  наименования
    01.01.2021:     "Минфин и экономики"

орган justice "Минюст"
""",
)

READ: Mapping[str, Mapping[str, str]] = {
    "ru": {
        "bodies": "Оцениваемые государственные органы",
        "body": "Министерство финансов Республики Казахстан (finance)",
        "score": "Итог",
        "value": "Исполнение",
        "parameter": "Порог",
    },
    "kk": {
        "bodies": "Бағаланатын мемлекеттік органдар",
        "body": "Қазақстан Республикасының Қаржы министрлігі (finance)",
        "score": "Қорытынды",
        "value": "Орындау",
        "parameter": "Шек",
    },
    "en": {
        "bodies": "Assessed state bodies",
        "body": "Ministry of Finance (finance)",
        "score": "Total score",
        "value": "Execution",
        "parameter": "Limit",
    },
}
"""What of the example each reader is told."""

COMMANDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("run",): ("bodies", "body", "score"),
    ("trace", "total", "--body", "finance"): ("body", "score", "value", "parameter"),
    ("declines",): ("body", "score"),
}


def written(folder: Path, text: str) -> str:
    """Path of a methodology that stands in a folder with its data."""
    (folder / "report.csv").write_text(DATA, encoding="utf-8")
    (folder / "example.meth").write_text(text, encoding="utf-8")
    return str(folder / "example.meth")


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What a command prints when all is well."""
    code, told = main(list(command)), capsys.readouterr()
    assert code == 0, told
    return told.out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_labels_and_names_follow_the_reader(
    command: tuple[str, ...], language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: each is read in the reader's language, and in no other; a value may have the code of a body."""
    asked, *options = command
    found = printed(capsys, asked, written(tmp_path, TEXT), *options, "--lang", language)
    wanted = [READ[language][part] for part in COMMANDS[command]]
    others = [READ[other][part] for other in LANGUAGES if other != language for part in COMMANDS[command]]
    assert [words for words in wanted if words not in found] == [], found
    assert [words for words in others if words in found] == [], found


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: str(command[0]))
def test_documents_are_the_same_for_every_reader(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: JSON has the labels and names that stand on the heads, whoever reads it; findings alone are told to him."""
    asked, *options = command
    path = written(tmp_path, TEXT)
    told = [json.loads(printed(capsys, asked, path, *options, "--format", "json", "--lang", one)) for one in LANGUAGES]
    for document in told:
        document.pop("findings", None)
    assert all(document == told[0] for document in told)
    shown = json.dumps(told, ensure_ascii=False)
    assert [words for other in ("kk", "en") for words in READ[other].values() if words in shown] == []


def test_a_dated_name_is_as_it_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A label in another language stands for the label alone; a body without one is shown by what it has."""
    path = written(tmp_path, RENAMED)
    before, after = (printed(capsys, "run", path, "--period", year, "--lang", "en") for year in ("2020", "2021"))
    assert ("Finance (finance)" in before, "Минюст (justice)" in before) == (True, True)
    assert ("Finance (finance)" in after, "Минфин и экономики (finance)" in after) == (False, True)
