"""The pages of the documentation, the list of codes, and what a terminal shows are what the sources say."""

import json
import re
from pathlib import Path

import pytest

from tarazy.dsl.diagnostics import Severity
from tarazy.dsl.error_pages import ErrorPage, Message, codes, error_page, families
from tarazy.workbench.cli import main
from tarazy.workbench.page_blocks import Fenced, Heading, Paragraph, page_blocks
from tarazy.workbench.page_examples import printed, with_printed
from tarazy.workbench.page_markdown import FOLDER, page_markdown, pages, write_pages
from tarazy.workbench.page_text import page_text

PAGE = ErrorPage(
    "B499",
    Severity.WARNING,
    "A <title>",
    "What is `x < 3`\nrefused.\n\n- one thing,\n  told on\n- another\n\n## Bad\n\n"
    '```csv bad small title="a.csv"\n# x\n\n- y\n```\n',
    (Message("the value `a*b` is *not* [one]", "write\nsomething else"), Message("nothing", "")),
)


def test_the_pages_of_the_documentation_are_current(repository: Path) -> None:
    """Law: the files are what `python -m tarazy.workbench.page_markdown` writes, and no others lie there."""
    folder = repository / FOLDER
    expected = pages()
    assert sorted(path.name for path in folder.iterdir()) == sorted(expected)
    assert [name for name, text in expected.items() if (folder / name).read_bytes() != text.encode()] == []


def test_pages_of_codes_that_are_gone_are_taken_away(tmp_path: Path) -> None:
    """Law: after writing, the folder holds the pages and nothing else in Markdown."""
    (tmp_path / "B999.md").write_text("gone", encoding="utf-8")
    write_pages(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(pages())


def test_every_family_of_the_catalogue_has_a_title(repository: Path) -> None:
    """Law: no code is left out of the list; a number stands for one code only, and each code has all its parts."""
    messages = repository / "src" / "tarazy" / "grammar" / "messages" / "en"
    assert sorted(families()) == sorted(path.stem for path in messages.glob("[A-Z].toml"))
    assert len({code[1:] for code in codes()}) == len(codes()) > 40
    for code in codes():
        page = error_page(code)
        assert re.fullmatch(r"[A-Z]\d{3}", code)
        assert page.title
        assert all(message.text for message in page.messages)


def test_markdown_of_a_page_is_read_block_by_block() -> None:
    """Law: what stands in a fence is left as it is, and lines of prose are joined."""
    assert list(page_blocks(PAGE.body)) == [
        Paragraph("What is `x < 3` refused."),
        Paragraph("one thing, told on", is_item=True),
        Paragraph("another", is_item=True),
        Heading("Bad"),
        Fenced("csv", ("bad", "small", 'title="a.csv"'), "# x\n\n- y"),
    ]


def test_text_of_a_page() -> None:
    """Law: prose is wrapped to the terminal, blocks are not, and every message stands with its help."""
    assert page_text(PAGE, 40) == (
        "warning[B499]: A <title>\n\nWhat is `x < 3` refused.\n\n- one thing, told on\n\n- another\n\nBad\n\n"
        "  a.csv:\n    # x\n\n    - y\n\n"
        "The examples stand in the small\nmethodology: `tarazy explain small`\nprints it.\n\nMessages\n\n"
        "  the value `a*b` is *not* [one]\n  = help: write\n          something else\n\n  nothing"
    )


def test_markdown_of_a_page() -> None:
    """Law: what Markdown would read as its own in a message or a title is escaped, but for back-ticks."""
    text = page_markdown(PAGE)
    assert text.startswith("# B499: A &lt;title>\n\n*Warning.* What is `x < 3`\nrefused.\n")
    assert text.endswith(
        "## Messages\n\n> the value `a*b` is \\*not\\* \\[one]\n\nHelp: write something else\n\n> nothing\n\n"
        "[All messages](index.md)\n"
    )


def test_a_bad_example_is_followed_by_what_is_printed() -> None:
    """Law: the reader sees the message in its place, as `tarazy check` draws it; a good one prints nothing."""
    bad = Fenced("meth", ("bad",), 'unit step "Step')
    assert printed("L005", bad).startswith("error[L005]: ")
    assert "1│ unit step" in printed("L005", bad)
    assert printed("L006", bad) == ""
    assert printed("L005", Fenced("meth", ("good",), bad.text)) == ""
    assert with_printed("L005", f"before\n\n```meth bad\n{bad.text}\n```\n\nafter").split("\n\n") == [
        "before",
        f"```meth bad\n{bad.text}\n```",
        f"```text\n{printed('L005', bad)}\n```",
        "after",
    ]


def test_every_example_of_a_text_alone_prints_its_finding() -> None:
    """Law: no page shows a bad example without its message, where a text is all that it takes: not other files (M)."""
    alone = [
        (code, block)
        for code in codes()
        for block in page_blocks(error_page(code).body)
        if isinstance(block, Fenced) and block.language == "meth" and block.words in (("bad",), ("bad", "small"))
    ]
    assert len(alone) > 100
    assert {code for code, block in alone if not code.startswith("M") and not printed(code, block)} == set()


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_every_page_fits_the_terminal(columns: int) -> None:
    """Law: prose is never wider than the terminal; what stands in blocks is as wide as it was written."""
    for code in codes():
        shown = [line for line in page_text(error_page(code), columns).splitlines() if not line.startswith("    ")]
        long = [line for line in shown[1:] if len(line) > columns and max(map(len, line.split())) < columns]
        assert long == [], code


def test_explain_prints_the_page_of_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    """Law: brackets and small letters are taken too; the JSON document holds the page as it is written."""
    assert main(["explain", "[b401]"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("error[B401]: ")
    assert "\n\nWhy\n\n" in printed
    assert main(["explain", "B401", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    page = error_page("B401")
    assert document["entry"]["page"] == page.body
    assert [one["message"] for one in document["entry"]["messages"]] == [one.text for one in page.messages]
    assert document["findings"] == []


def test_headings_stand_out_where_there_are_colours(capsys: pytest.CaptureFixture[str]) -> None:
    """Law: on a terminal title and headings are bold; a pipe gets the text alone."""
    assert main(["explain", "B401", "--color", "always"]) == 0
    styled = capsys.readouterr().out
    assert "\x1b[1mWhy\x1b[0m" in styled
    assert main(["explain", "B401", "--color", "never"]) == 0
    assert capsys.readouterr().out == re.sub(r"\x1b\[\d+m", "", styled)


def test_explain_without_a_code_lists_all(capsys: pytest.CaptureFixture[str]) -> None:
    """Law: each code stands in the list of its family, once, as text and as JSON."""
    assert main(["explain"]) == 0
    printed = capsys.readouterr().out
    assert re.findall(r"^  ([A-Z]\d{3})  ", printed, re.MULTILINE) == list(codes())
    assert main(["explain", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [one["code"] for family in document["families"] for one in family["codes"]] == list(codes())


def test_explain_small_prints_the_small_methodology(capsys: pytest.CaptureFixture[str]) -> None:
    """Law: what examples are put into can be read where they are."""
    assert main(["explain", "small"]) == 0
    assert capsys.readouterr().out.startswith("methodology small ")


@pytest.mark.parametrize(("wrong", "meant"), [("B4O1", "B401"), ("T401", "B401"), ("401", "B401"), ("401B", None)])
def test_explain_of_a_wrong_code_names_the_nearest(
    wrong: str, meant: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Law: wrong use; a number belongs to one code, so a right number is taken before a right letter."""
    assert main(["explain", wrong]) == 2
    printed = capsys.readouterr().err
    assert f"there is no finding with the code `{wrong}`" in printed
    assert meant is None or f"did you mean `{meant}`?" in printed
