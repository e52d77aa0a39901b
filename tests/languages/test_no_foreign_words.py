"""Whoever writes in Russian or Kazakh reads no English: what commands print holds no Latin word of ours.

A word in Latin letters is the reader's own (it stands in the text, in the data, or in the name of a file), or one of
the names that the world writes so, such as ``CSV``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

import tarazy
from tarazy.dsl.characters import read_text
from tarazy.dsl.error_pages import codes, error_page
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source
from tarazy.dsl.translation import translated
from tarazy.grammar.speech import spoken
from tarazy.interpreter.results_html import results_html
from tarazy.workbench.cli import main
from tests.errors.examples import COMMANDS, NAME, Example, examples_of, lay_out
from tests.languages.test_results_in_three_languages import CASES, written

LANGUAGES = ("ru", "kk")
LATIN = re.compile(r"[A-Za-z][A-Za-z_]*")
NO_WORD = re.compile(r"\b[0-9a-f]{8,}\b|(?<!\w)--[a-z-]+|\b[A-Z]\d{3}\b|\b[A-Z]{1,3}\d+\b|\\u?[0-9a-fx]+")
"""Digits of a hash, options, codes of findings, cells of a workbook, characters written by their number."""

NAMES = frozenset(
    {
        *("BLOB", "CSV", "DECIMAL", "DIV", "EC", "Excel", "FF", "FILE", "KZ", "Sheet", "SHA", "UTF", "Windows", "XFD"),
        *("cp", "csv", "data", "duckdb", "html", "ln", "bin", "vbaProject", "xl", "meth", "sha", "tarazy", "xlsx"),
        *("calendar", "kz", "percentile_linear", "trace"),
    }
)
"""Names that are written so everywhere: of formats, types of databases, functions, commands, modules and endings."""

VARIABLES = frozenset("xCBa")
"""Letters that stand for a formula, a column or themselves in a message."""


def foreign_words(printed: str, own: Iterable[str]) -> list[str]:
    """Latin words of what is printed, without lines of the text itself, that are neither the reader's own nor names."""
    known = {*own, *NAMES, *VARIABLES}
    lines = (line for line in printed.splitlines() if not re.match(r"\s*\d*│", line))
    return [
        f"{word}: {line.strip()}"
        for line in lines
        for word in LATIN.findall(NO_WORD.sub("", line))
        if word not in known and not known.issuperset(word.split("_"))
    ]


def own_words(folder: Path) -> set[str]:
    """Latin words of the texts and data in a folder, and of the names of its files."""
    found: set[str] = set()
    for path in (one for one in folder.rglob("*") if one.is_file()):
        text = path.read_bytes().decode("utf-8", "ignore")
        found |= {*LATIN.findall(str(path.relative_to(folder))), *LATIN.findall(text)}
    return found


def words_of_example(example: Example) -> set[str]:
    """Latin words of the blocks of an example and of their options, which a file of another kind than text hides."""
    blocks = (*example.files, *(() if example.run is None else (example.run,)))
    return {word for one in blocks for text in (one.text, *one.options.values()) for word in LATIN.findall(text)}


def turned_in_place(folder: Path, language: str) -> bool:
    """Translate every text of a folder; ``False`` where one cannot be read."""
    for path in folder.rglob("*.meth"):
        source = read_text(path.read_bytes(), str(path))
        if not isinstance(source, Source) or parse(source).findings.errors:
            return False
        path.write_text(translated(source, source, language), encoding="utf-8")
    return True


# ---------------------------------------------------------------- results

ACCEPTANCE: Mapping[str, tuple[str, ...]] = {
    "check": (),
    "run": (),
    "test": (),
    "stages": (),
    "standing": ("--body", "M1"),
    "graph": (),
    "graph with values": ("--body", "M1", "--period", "2024"),
    "trace of the score": ("total", "--body", "M1", "--period", "2024"),
    "trace of a place": ("место_органа", "--body", "A1", "--period", "2024"),
    "trace of a grade": ("результативность", "--body", "M2", "--period", "2024"),
    "trace of what is not applicable": ("удовлетворенность", "--body", "A1", "--period", "2024"),
    "trace of an aggregate": ("программы", "--body", "M2", "--period", "2024"),
    "trace of growth": ("рост_освоения", "--body", "M2", "--period", "2023"),
}


@pytest.fixture(scope="module", params=LANGUAGES)
def acceptance(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The methodology of acceptance in a language of its own, and that language."""
    folder = tmp_path_factory.mktemp("acceptance")
    methodologies = Path(__file__).parents[2] / "methodologies"
    shutil.copytree(methodologies / "operational", folder / "operational")
    shutil.copy(methodologies / "operational.meth", folder)
    if request.param == "kk":
        assert turned_in_place(folder, "kk")
    return request.param, folder


@pytest.mark.parametrize("what", ACCEPTANCE)
def test_results_hold_no_foreign_word(
    acceptance: tuple[str, Path], what: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: without a word about the language, everything is told in that of the file."""
    _, folder = acceptance
    monkeypatch.chdir(folder)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert main([what.partition(" ")[0], "operational.meth", *ACCEPTANCE[what]]) == 0
    captured = capsys.readouterr()
    assert foreign_words(captured.out + captured.err, own_words(folder)) == []


@pytest.mark.parametrize("form", ["svg", "mermaid"])
def test_drawings_hold_no_foreign_word(
    acceptance: tuple[str, Path], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a drawing says of a part, its uses, and the whole to those who do not see it."""
    language, folder = acceptance
    assert main(["graph", str(folder / "operational.meth"), "--format", form, "--lang", language]) == 0
    drawing = re.sub(r"<style>.*?</style>|<[^>]*>|#\d+;|&#?\w+;", " ", capsys.readouterr().out, flags=re.DOTALL)
    markup = {"title", "flowchart", "LR", "n", "br"}
    assert foreign_words(drawing, own_words(folder) | markup) == []


def test_a_notebook_holds_no_foreign_word(acceptance: tuple[str, Path]) -> None:
    """The tables and the trace of a notebook whose reader has a language."""
    language, folder = acceptance
    methodology = tarazy.load(str(folder / "operational.meth"))
    with spoken(language):
        result = methodology.run()
        trace = result.trace("M1", "total", 2024, language=language)
        pages = (methodology._repr_html_(), results_html(methodology.program, result.scores), trace._repr_html_())
    for page in pages:
        assert foreign_words(re.sub(r"<[^>]*>|&#?\w+;", " ", page), own_words(folder)) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", CASES)
def test_results_of_every_kind_hold_no_foreign_word(
    case: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Standings, stages, corrections, selections, rows, assessors, what is withheld."""
    text, files, (command, *options), _ = CASES[case]
    path = written(tmp_path, text, files)
    assert turned_in_place(tmp_path, language)
    assert main([command, path, *options, "--lang", language]) == 0
    captured = capsys.readouterr()
    printed = (captured.out + captured.err).replace(str(tmp_path), "")
    assert foreign_words(printed, own_words(tmp_path) | {"example"}) == []


# ---------------------------------------------------------------- findings


def bad_examples() -> Iterator[tuple[str, Example]]:
    """The bad examples of all pages that are texts or data."""
    for code in codes():
        for number, example in enumerate(examples_of(code, error_page(code).body, "bad")):
            if example.run is None or (example.run.language == "meth" and "notes" not in example.run.options):
                yield f"{code}-{number}", example


EXAMPLES = dict(bad_examples())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_findings_hold_no_foreign_word(
    name: str, language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: the bad example of each page, put into Russian and Kazakh, is told of without a word of English."""
    example = EXAMPLES[name]
    lay_out(example, tmp_path)
    if not turned_in_place(tmp_path, language):
        pytest.skip("a text that cannot be read cannot be translated")
    own = own_words(tmp_path) | (words_of_example(example) if name.startswith("D") else set())
    monkeypatch.chdir(tmp_path)
    options = {} if example.run is None else example.run.options
    command = next((one for one in COMMANDS if one in options), "run" if example.run is None else "check")
    out = ["--out", "values.csv"] if command == "run" else []
    main([command, NAME, *out, "--lang", language])
    captured = capsys.readouterr()
    found = foreign_words(captured.out + captured.err, own | {"values"})
    assert found == []
