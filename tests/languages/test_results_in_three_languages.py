"""What commands print of results beside the table: standings, stages, selections, rows, marks, in three languages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tarazy.dsl.spoken_words import in_readers_words, in_readers_words_around
from tarazy.grammar.languages import LANGUAGES
from tarazy.grammar.speech import spoken
from tarazy.workbench.cli import main
from tests.constructs import programs, register_programs
from tests.constructs.test_B3_assessors import TEXT as ASSESSED
from tests.constructs.test_B3_assessors import WRITTEN
from tests.constructs.test_D5_corrections import DATA, LAYERS
from tests.constructs.test_P4_selection import RISK, TABLE
from tests.constructs.test_P5_redaction import ROLLS, SECRET
from tests.constructs.test_P5_redaction import TEXT as WITHHELD

ROWS = "quantity q\n  value  sum(cost; over appeals; only has(cost))\n"


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What a command prints when all is well."""
    assert main(list(command)) == 0
    return capsys.readouterr().out


def written(folder: Path, text: str, files: Mapping[str, str]) -> str:
    """Path of a methodology that stands in a folder with its data."""
    for name, content in {**files, "example.meth": text}.items():
        (folder / name).write_text(content, encoding="utf-8")
    return str(folder / "example.meth")


Case = tuple[str, Mapping[str, str], tuple[str, ...], Mapping[str, tuple[str, ...]]]
"""A methodology, its data, a command, and what it prints in each language."""

CASES: Mapping[str, Case] = {
    "standing": (
        f"{programs.HEAD}\n{LAYERS}",
        {**programs.FILES, **DATA},
        ("standing", "--body", "south"),
        {
            "en": ("node", "2 of 3", "6 points", "most", "average"),
            "ru": ("узел", "2 из 3", "6 баллов", "наибольшее", "среднее"),
            "kk": ("түйін", "2 / 3", "6 балл", "ең көбі", "орташа"),
        },
    ),
    "stages": (
        f"{programs.HEAD}\n{LAYERS}",
        {**programs.FILES, **DATA},
        ("stages",),
        {
            "en": ("stages: as reported, after", "4 results changed", "total of west, 2024: 1 points -> 0.8 points"),
            "ru": ("стадии: по отчету, after", "изменено результатов: 4", "total (west, 2024): 1 балл -> 0,8 балла"),
            "kk": ("сатылар: есеп бойынша, after", "өзгерген нәтижелер: 4", "total (west, 2024): 1 балл -> 0,8 балл"),
        },
    ),
    "corrections": (
        f"{programs.HEAD}\n{LAYERS}",
        {**programs.FILES, **DATA},
        ("trace", "total", "--body", "north"),
        {
            "en": ("after re-check, in place of 100 (as reported)",),
            "ru": ("after re-check; прежнее значение: 100 (по отчету)",),
            "kk": ("after re-check; бұрынғы мәні: 100 (есеп бойынша)",),
        },
    ),
    "selections": (
        f"{programs.HEAD}\n{RISK}{TABLE}",
        programs.FILES,
        ("run",),
        {
            "en": ("2 of 3", "High risk (0.7 >= 50 %)"),
            "ru": ("2 из 3", "High risk (0,7 >= 50\N{NO-BREAK SPACE}%)"),
            "kk": ("2, барлығы 3", "High risk (0,7 >= 50\N{NO-BREAK SPACE}%)"),
        },
    ),
    "rows": (
        f"{register_programs.HEAD}\n{ROWS}",
        register_programs.FILES,
        ("trace", "q", "--body", "north", "--period", "2021", "--rows"),
        {
            "en": ("2 rows of appeals", "file", "row"),
            "ru": ("appeals; строки: 2", "файл", "строка"),
            "kk": ("appeals; жолдар: 2", "файл", "жол"),
        },
    ),
    "no rows": (
        f"{programs.HEAD}\n{LAYERS}",
        {**programs.FILES, **DATA},
        ("trace", "total", "--body", "north", "--rows"),
        {
            "en": ("no rows of a register stand behind this value",),
            "ru": ("за этим значением нет строк реестра",),
            "kk": ("бұл мәннің артында тізілім жолдары жоқ",),
        },
    ),
    "belonging": (
        f"{register_programs.HEAD}\n{ROWS}",
        register_programs.FILES,
        ("trace", "q", "--body", "north", "--period", "2021"),
        {
            "en": ("(body = north, due in 2021)",),
            "ru": ("(body = north, due: 2021)",),
            "kk": ("(body = north, due: 2021)",),
        },
    ),
    "assessors": (
        f"{WRITTEN}\n{ASSESSED}",
        programs.FILES,
        ("trace", "money", "--body", "west"),
        {
            "en": ("assessed by finance (north)",),
            "ru": ("оценивающий: finance (north)",),
            "kk": ("бағалаушы: finance (north)",),
        },
    ),
    "withheld": (
        f"{SECRET}\n{WITHHELD}",
        {**programs.FILES, **ROLLS},
        ("trace", "total", "--body", "north", "--published"),
        {
            "en": ("not published (secret)",),
            "ru": ("не публикуется (secret)",),
            "kk": ("жарияланбайды (secret)",),
        },
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_results_are_told_in_the_readers_language(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: as text in the reader's language with its numbers and units; as JSON the same for every reader."""
    text, files, (command, *options), wanted = CASES[case]
    asked = [command, written(tmp_path, text, files), *options]
    for language in LANGUAGES:
        found = printed(capsys, *asked, "--lang", language)
        assert [words for words in wanted[language] if words not in found] == [], (language, found)
    as_json = {printed(capsys, *asked, "--format", "json", "--lang", language) for language in LANGUAGES}
    assert len(as_json) == 1


@pytest.mark.parametrize(
    ("phrase", "russian"),
    [
        ('total: undetermined "weights"; settled by ministry', "total: не определено «weights»; решает: ministry"),
        ("done: 2.5 points is given by no act", "done: значение 2.5 points не установлено ни одним актом"),
        ("2024.1 is in force from 2024-01-01", "2024.1 действует с 01.01.2024"),
        ("2020..2021 under 1.1, in force until 2019-12-31", "2020..2021 по 1.1; действует по 31.12.2019"),
    ],
)
def test_words_of_the_author_are_kept(phrase: str, russian: str) -> None:
    """A version is no decimal, and a number of the author's stays as it is written."""
    assert in_readers_words_around(phrase) == phrase
    with spoken("ru"):
        assert in_readers_words_around(phrase) == russian


def test_a_stretch_of_years_is_no_decimal() -> None:
    """Two points stand between years; one point becomes a comma."""
    with spoken("ru"):
        assert (in_readers_words("2020..2021"), in_readers_words("2.5")) == ("2020..2021", "2,5")


@pytest.mark.parametrize(
    ("phrase", "russian"),
    [
        ("anything in [0, 100]", "от 0 до 100 включительно"),
        ("the register `appeals`", "реестр `appeals`"),
        ("commas and semicolons", "запятые и точки с запятой"),
        ("a Parquet file or a DuckDB database", "файл Parquet или база данных DuckDB"),
        ("`Plan`, (no title)", "`Plan`, (без заголовка)"),
        ("the sheet itself, rows 3, 5 and 2 more, column B", "сам лист, строки 3, 5 и еще 2, столбец B"),
        ("`MOH` in 2023; `MOE` in any period; 3 more", "`MOH` за 2023; `MOE` (ни за один период); еще 3"),
        (
            "`done` has 50 %, `grown` has 60 %",
            "у `done` вес 50\N{NO-BREAK SPACE}%, у `grown` вес 60\N{NO-BREAK SPACE}%",
        ),
        (
            "`1.1` (`a.meth`) in force from 2020-01-01 until 2021-12-31; `2.1` (`b.meth`) in force from 2022-01-01",
            "`1.1` (`a.meth`), действует с 01.01.2020 по 31.12.2021; `2.1` (`b.meth`), действует с 01.01.2022",
        ),
        (
            "a name, a type such as `number` or `one of` or a unit",
            "имя, тип, например `число` или `одно из`, или единица измерения",
        ),
        ("0 or above", "не меньше 0"),
        ("every body and period", "все органы и периоды"),
    ],
)
def test_phrases_put_into_findings_are_turned(phrase: str, russian: str) -> None:
    """Phrases that rules put together in English, each as it comes."""
    with spoken("ru"):
        assert in_readers_words(phrase) == russian
    with spoken("kk"):
        assert in_readers_words(phrase) != phrase
