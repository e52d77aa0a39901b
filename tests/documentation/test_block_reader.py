"""The reader of code blocks sees every block, and a page that lies fails."""

import json
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.documentation.blocks import Block, read_blocks
from tests.documentation.command_line import Shown, check_console, matches, read_console
from tests.documentation.declarations import with_declarations
from tests.documentation.test_code_blocks import run_page

PAGE = Path("page.md")


def fenced(*blocks: Iterable[str]) -> str:
    """A page of blocks, each given as its info string and its lines."""
    return "\n".join("\n".join((f"```{info}", *lines, "```", "")) for info, *lines in blocks)


def test_block_has_language_options_line_and_text() -> None:
    """Behind the fence stand the language and its options; the line is that of the first line of text."""
    text = 'A page.\n\n```csv title="a b.csv" fragment\nx,y\n\n1,2\n```\n'
    options = {"title": "a b.csv", "fragment": ""}
    assert read_blocks(PAGE, text) == [Block(PAGE, 4, "csv", options, "x,y\n\n1,2\n")]


def test_indented_block_loses_the_indent_of_its_fence() -> None:
    """A block inside a list or a note is indented as a whole, and its own indentation stays."""
    text = "- item\n\n    ~~~python\n    if x:\n        y\n\n    ~~~\n"
    assert [block.text for block in read_blocks(PAGE, text)] == ["if x:\n    y\n\n"]


def test_longer_fence_holds_shorter_ones() -> None:
    """A fence of four signs is closed by four, so a block can show a block."""
    text = "````text\n```python\n1\n```\n````\n"
    assert [(block.language, block.text) for block in read_blocks(PAGE, text)] == [("text", "```python\n1\n```\n")]


def test_block_that_is_never_closed_is_an_error() -> None:
    """A fence left open would hide the rest of the page from the tests."""
    with pytest.raises(ValueError, match=r"page\.md:1: this block is never closed"):
        read_blocks(PAGE, "```python\n1\n")


def test_console_block_is_cut_into_commands_and_their_output() -> None:
    """Output belongs to the command above it; a command may go on after a backslash."""
    text = "$ tarazy run a.meth \\\n    --period 2022\nKAZ 0.802\n\n$ tarazy check a.meth\n"
    assert list(read_console(text)) == [
        Shown("tarazy run a.meth --period 2022", ("KAZ 0.802",)),
        Shown("tarazy check a.meth", ()),
    ]


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [
        ("a b", "a b", True),
        ("a b", "a", False),
        ("a", "a b", False),
        ("… b", "a a b", True),
        ("a ... b", "a b", True),
        ("a … b", "a b c", False),
        ("a … c …", "a b c c d", True),
        ("…", "", True),
        ("… x …", "a b", False),
    ],
)
def test_ellipsis_stands_for_any_lines(expected: str, actual: str, *, equal: bool) -> None:
    """A line `…` or `...` stands for any number of lines, or none; every other line must be equal."""
    assert matches(expected.split(), actual.split()) is equal


@pytest.mark.parametrize(
    ("expected", "actual", "equal"),
    [
        ("  = help: …", "  = help: declare it", True),
        ("row …, column a", "row 12, column a", True),
        ("row …, column a", "row 12, column b", False),
        ("0.33…", "0.33…", True),
        ("0.33…", "0.34", False),
        ("0.33…", "0.3333…", False),
    ],
)
def test_ellipsis_inside_a_line_stands_for_any_characters(expected: str, actual: str, *, equal: bool) -> None:
    """It is left open; behind a letter or digit `…` belongs to a cut number or hash and is compared."""
    assert matches([expected], [actual]) is equal


def test_python_blocks_of_a_page_share_their_names(tmp_path: Path) -> None:
    """A later block uses what an earlier one has bound, in a session too."""
    run_page(PAGE, fenced(("python", "x = 1"), ("python", "assert x == 1"), ("pycon", ">>> x", "1")), tmp_path)


def test_titled_block_is_a_file_for_the_blocks_below(tmp_path: Path) -> None:
    """A table that the page shows can be read by the code that the page shows."""
    run_page(PAGE, fenced(('csv title="data/a.csv"', "x,y", "1,2")), tmp_path)
    assert (tmp_path / "data" / "a.csv").read_text(encoding="utf-8") == "x,y\n1,2\n"


def test_declaration_takes_the_place_of_the_one_it_declares_anew() -> None:
    """A declaration of the same kind and name is exchanged where it stands; any other comes to the end."""
    text = 'score a "A"\n  value  1\n\nexample "x"\n  given\n'
    further = 'score a "B"\n  value  2\n\n  # of b\nscore b\n  value  3\n'
    assert with_declarations(text, further) == (
        'score a "B"\n  value  2\n\n  # of b\n\nexample "x"\n  given\n\nscore b\n  value  3\n'
    )


@pytest.mark.parametrize(
    ("block", "error"),
    [
        (("python", "raise ValueError"), ValueError),
        (("pycon", ">>> 1 + 1", "3"), AssertionError),
        (("pycon", "1 + 1"), AssertionError),
        (("json", "{"), json.JSONDecodeError),
        (("toml", "="), tomllib.TOMLDecodeError),
        (("bash", "rm -rf ."), AssertionError),
        (("console", "$ ls"), AssertionError),
        (("console", "output"), ValueError),
        (("cobol", "MOVE"), AssertionError),
        (("", "no language"), AssertionError),
        (('text title="../outside"', ""), AssertionError),
    ],
)
def test_block_that_is_not_true_fails_its_page(block: tuple[str, ...], error: type[Exception], tmp_path: Path) -> None:
    """An error, another output, an unknown language, an unlisted command: nothing passes unseen."""
    with pytest.raises(error):
        run_page(PAGE, fenced(block), tmp_path)


def test_failure_names_the_place_of_the_block(tmp_path: Path) -> None:
    """The line of the page is found without counting blocks."""
    with pytest.raises(ZeroDivisionError) as failure:
        run_page(PAGE, fenced(("text", "a"), ("python", "", "1 / 0")), tmp_path)
    assert failure.value.__notes__ == ["in the block at page.md:6"]
    assert failure.traceback[-1].lineno == 6


def test_console_output_that_differs_fails(tmp_path: Path) -> None:
    """A page that shows another version than the program's is refused."""
    check_console("$ tarazy --version\n…\n", tmp_path, exit_code=0)
    with pytest.raises(AssertionError, match="the command prints"):
        check_console("$ tarazy --version\nanother program\n", tmp_path, exit_code=0)


def test_console_exit_code_that_differs_fails(tmp_path: Path) -> None:
    """A page says so when the command it shows ends with an error."""
    check_console("$ tarazy no-such-command\n", tmp_path, exit_code=2)
    with pytest.raises(AssertionError, match="exit code 2"):
        check_console("$ tarazy no-such-command\n", tmp_path, exit_code=0)
