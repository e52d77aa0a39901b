"""Every code has one page, and its examples are true: the bad one has that finding, the good one has not."""

import re
from pathlib import Path

import pytest

from tarazy.dsl.diagnostics import Severity
from tarazy.dsl.error_pages import codes, error_page, page_sources
from tests.errors.examples import examples_of, found_by

HEADINGS = re.compile(r"^## (.+)$", re.MULTILINE)
PAGES = [code for code, _ in page_sources()]


def test_every_code_has_one_page_and_every_page_a_code() -> None:
    """Law: a reader who is given a code finds what it means, in one place."""
    assert sorted(PAGES) == sorted(codes())


@pytest.mark.parametrize("code", PAGES)
def test_a_page_says_what_why_bad_and_good(code: str) -> None:
    """Law: what it refuses stands first, then why, a bad and a good example, and the paragraph where there is one."""
    before, *rest = HEADINGS.split(error_page(code).body)
    assert before.strip()
    assert rest[::2] in (["Why", "Bad", "Good"], ["Why", "Bad", "Good", "Paragraph"])
    assert all(text.strip() for text in rest[1::2])


@pytest.mark.parametrize("code", PAGES)
def test_the_bad_example_has_the_finding(code: str, tmp_path: Path) -> None:
    """Law: each bad example is found for its code, and has no other error than those that the page names."""
    page = error_page(code)
    examples = examples_of(code, page.body, "bad")
    assert examples, "there is no bad example"
    for number, example in enumerate(examples):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = found_by(example, folder)
        wanted = error_page(example.instead or code)
        assert (wanted.severity.value, wanted.code) in found, f"{wanted.code} is not found, but {found}"
        errors = {one for severity, one in found if severity == Severity.ERROR.value}
        assert errors - {wanted.code} == example.also


@pytest.mark.parametrize("code", PAGES)
def test_the_good_example_has_no_error(code: str, tmp_path: Path) -> None:
    """Law: each good example has neither an error nor any finding of the code."""
    examples = examples_of(code, error_page(code).body, "good")
    assert examples, "there is no good example"
    for number, example in enumerate(examples):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = found_by(example, folder)
        assert [one for one in found if one[0] == Severity.ERROR.value or one[1] == code] == []
