"""Every construct is told, shown and tested."""

from pathlib import Path

import pytest

from tarazy.workbench.construct_page import PAGE, constructs, named_tests, page, sections, write

ROOT = Path(__file__).resolve().parent.parent.parent
IDS = tuple(one.id for one in constructs(ROOT))
COUNTS = {"S": 8, "B": 7, "D": 10, "F": 12, "G": 6, "X": 8, "R": 4, "P": 8}


def test_there_are_sixty_three() -> None:
    """Each family is numbered from 1 without a gap."""
    assert [f"{letter}{number}" for letter, count in COUNTS.items() for number in range(1, count + 1)] == list(IDS)


@pytest.mark.parametrize("one", IDS)
def test_every_construct_has_a_section_with_an_example_that_runs(one: str) -> None:
    """The section has the construct's id as its anchor; its blocks are run by `test_code_blocks.py`."""
    section = sections(ROOT).get(one)
    assert section is not None, f"no heading has {{ #{one} }} and no section has an anchor of that id"
    assert section.examples, f"{section.page}, {section.title}: nothing that can be run"


@pytest.mark.parametrize("one", IDS)
def test_every_section_names_the_errors_that_it_can_give(one: str) -> None:
    """With links to their pages, which the build of the documentation follows."""
    section = sections(ROOT)[one]
    assert "errors/" in section.text, f"{section.page}, {section.title}: no error is linked"


@pytest.mark.parametrize("one", IDS)
def test_every_construct_has_a_test(one: str) -> None:
    """A file of `tests/constructs/` has a test named after it."""
    assert named_tests(ROOT).get(one), f"no test_{one}_…"


def test_tests_are_named_after_constructs_that_there_are() -> None:
    """A test of a construct that there is not would be of none."""
    assert set(named_tests(ROOT)) <= set(IDS)
    assert set(sections(ROOT)) <= set(IDS)


def test_the_page_is_current(pytestconfig: pytest.Config) -> None:
    """The page in the repository is what the generator writes; `--update-golden` writes it anew."""
    if pytestconfig.getoption("--update-golden"):
        write(ROOT)
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(ROOT), "run python -m tarazy.workbench.construct_page"
