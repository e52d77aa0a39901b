"""The generated pages of the reference are what the program is made of, and explain every word that it reads."""

from pathlib import Path

import pytest

import tarazy
from tarazy.dsl.calls import CALLS
from tarazy.dsl.fields import HEADS
from tarazy.dsl.states import FAILURES, State
from tarazy.grammar.keywords import keyword_table
from tarazy.grammar.meanings import meanings
from tarazy.workbench import api_page
from tarazy.workbench.language_pages import FOLDER, PAGES, pages, write

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", PAGES)
def test_generated_page_is_current(name: str, pytestconfig: pytest.Config) -> None:
    """The page in the repository is what the generator writes; `--update-golden` writes it anew."""
    if pytestconfig.getoption("--update-golden"):
        write(ROOT / FOLDER)
    assert (ROOT / FOLDER / name).read_text(encoding="utf-8") == pages()[name], (
        "run python -m tarazy.workbench.language_pages"
    )


def test_page_of_the_python_interface_is_current(pytestconfig: pytest.Config) -> None:
    """The page in the repository is what the docstrings say; `--update-golden` writes it anew."""
    if pytestconfig.getoption("--update-golden"):
        api_page.write(ROOT / api_page.PAGE)
    assert (ROOT / api_page.PAGE).read_text(encoding="utf-8") == api_page.page(), (
        "run python -m tarazy.workbench.api_page"
    )


def test_page_of_the_python_interface_has_every_public_name() -> None:
    """What `tarazy` offers is described, with its docstring."""
    text = api_page.page()
    for name in tarazy.__all__:
        if not name.startswith("_"):
            assert f"## {name}\n" in text or f"## tarazy.{name}\n" in text


def test_every_declaration_and_line_has_a_meaning() -> None:
    """Whoever adds a declaration or a line says in `grammar/meanings/en.toml` what it means."""
    fields = {key for form in HEADS.values() for key in form.fields}
    assert set(HEADS) | {"every"} == set(meanings()["head"])
    assert fields == set(meanings()["field"])


def test_every_state_has_a_meaning() -> None:
    """States of a datum and of a result are explained; the marks of failed computations are none."""
    assert {state.value for state in State if state not in FAILURES} == set(meanings()["state"])


def test_meanings_are_of_words_that_there_are() -> None:
    """A sentence about a word that the table does not know would be about nothing."""
    for context, sentences in meanings().items():
        assert set(sentences) <= set(keyword_table()[context])
        assert all(sentence.endswith(".") for sentence in sentences.values())
    assert set(meanings()["call"]) <= set(CALLS)
