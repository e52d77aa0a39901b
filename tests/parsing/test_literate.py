"""Literate files: Markdown whose fenced ``meth`` blocks are the program."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.literate import fenced_blocks, laid_out
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.source import Source, Span
from tarazy.workbench.cli import main

ACT = """# Order No 1

1. The unit of the assessment is the *step*.

```meth
unit step "Step"
```

2. So is the `point`, as in
```python
unit = "no program"
```

~~~ meth
unit   leap   "Leap"
~~~
"""


def program(text: str) -> Source:
    """The program in a Markdown text."""
    source = read_text(text.encode(), "act.meth.md")
    assert isinstance(source, Source)
    return source


def refused(text: str) -> Diagnostic:
    """Why a Markdown text holds no program."""
    source = read_text(text.encode(), "act.meth.md")
    assert isinstance(source, Diagnostic)
    return source


def test_only_blocks_of_the_language_are_program() -> None:
    """Prose and blocks of other languages are no part of the program."""
    names = [str(one.name) for one in parse(program(ACT)).file.declarations]
    assert len(names) == 2
    assert "python" not in program(ACT).text


def test_places_are_those_of_the_markdown() -> None:
    """A finding names the line and column of the Markdown file."""
    parsed = parse(program(ACT.replace("unit   leap", "unitt  leap")))
    (found,) = parsed.findings
    assert isinstance(found.place, Span)
    line = ACT.split("\n").index('unit   leap   "Leap"') + 1
    assert (found.place.line, found.place.column) == (line, 1)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n```meth\nunit step\n", "L014", 2),
        ("a\n````meth\nunit step\n```\n", "L014", 2),
        ("a\n ```meth\n unit step\n ```\n", "L015", 2),
        ("a\n```python\nunit\n```\n", "L016", 1),
        ("", "L016", 1),
    ],
)
def test_what_is_no_block_is_refused(text: str, code: str, line: int) -> None:
    """A block without an end, an indented one, and a text without any are findings with their place."""
    found = refused(text)
    assert found.code == code
    assert isinstance(found.place, Span)
    assert found.place.line == line


def test_a_closing_fence_has_as_many_marks_and_no_word() -> None:
    """CommonMark 4.5: fewer marks, other marks, or a word behind them do not close a block."""
    lines = ["````meth", "```", "~~~~", "```` x", "`````", "````"]
    assert [(block.opened_at, block.closed_at) for block in fenced_blocks(lines)] == [(0, 4), (5, None)]


@given(st.text(alphabet="`~ \nmeth#a", max_size=80))
def test_lines_stay_where_they_are(text: str) -> None:
    """Whatever the Markdown, its program has the same number of lines, each empty or as it was."""
    source = read_text(text.encode(), "act.meth.md")
    if isinstance(source, Source):
        kept, written = source.text.split("\n"), text.split("\n")
        assert len(kept) == len(written)
        assert all(line in ("", was) for line, was in zip(kept, written, strict=True))


@given(st.text(alphabet="`~ \nmeth#a", max_size=80))
def test_layout_touches_the_program_alone(text: str) -> None:
    """A layout that changes nothing gives the Markdown back."""
    assert laid_out(text, lambda block: block) == text


def test_fmt_lays_out_each_block_and_keeps_the_prose(tmp_path: Path) -> None:
    """``tarazy fmt`` writes the blocks anew, and not a character of the act."""
    path = tmp_path / "act.meth.md"
    path.write_text(ACT, encoding="utf-8")
    assert main(["fmt", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == ACT.replace('unit   leap   "Leap"', 'unit leap "Leap"')
    assert main(["fmt", "--check", str(path)]) == 0


def test_a_literate_methodology_is_the_same_program(tmp_path: Path) -> None:
    """The same declarations in Markdown have the same hashes."""
    plain, literate = tmp_path / "towns.meth", tmp_path / "act.meth.md"
    text = 'unit step "Step"\n\nquantity two\n  value  2 * 3\n'
    plain.write_text(text, encoding="utf-8")
    head, tail = text.split("\n\n")
    literate.write_text(f"# Act\n\n```meth\n{head}\n```\n\nWords.\n\n```meth\n{tail}```\n", encoding="utf-8")
    programs = [compile_files([path]).program for path in (plain, literate)]
    assert programs[0] is not None
    assert programs[1] is not None
    assert programs[0].hashes == programs[1].hashes
