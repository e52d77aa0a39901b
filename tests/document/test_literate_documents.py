"""``tarazy docs`` of a literate file: the prose of the act around the declarations, in HTML and in DOCX."""

import io
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.characters import read_text
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source
from tarazy.grammar.keywords import vocabulary
from tarazy.workbench.cli import main
from tarazy.workbench.document.content import Block, Heading, Listing, Prose, plain_text
from tarazy.workbench.document.html import html_page
from tarazy.workbench.document.prose import literate_blocks
from tarazy.workbench.document.word import docx_bytes

ACT = """# Order **on approval**

1) the first *point*;
3) the third one with [an address](https://example.org), [a trap](javascript:alert(1)) and <script>x</script>:
   - a point below;

> What is cited.

| column | number |
| ------ | -----: |
| a      | `1`    |

## Chapter 1

```meth
methodology m "Methodology"
  version          1
  in force from    2024-01-01
  period           year

quantity first "First"
  value            1 / 3
```

Between the two.

```csv
a,b
1,2
```

***

## Chapter 2

```meth
quantity second "Second"
  value            first * 2
```

The end.
"""


def blocks_of_text(text: str) -> list[Block]:
    """The blocks of a literate file."""
    program = read_text(text.encode(), "act.meth.md")
    assert isinstance(program, Source)
    return list(literate_blocks(text, parse(program).file, vocabulary()))


def written(tmp_path: Path, name: str) -> bytes:
    """What the command makes of the act."""
    path = tmp_path / "act.meth.md"
    path.write_text(ACT, encoding="utf-8")
    assert main(["docs", str(path), "--out", str(tmp_path / name)]) == 0
    return (tmp_path / name).read_bytes()


def test_prose_and_declarations_keep_the_order_of_the_text(tmp_path: Path) -> None:
    """Law: whatever stands before a declaration in the file stands before it on the page."""
    page = written(tmp_path, "act.html").decode().partition("</nav>")[2]
    page = page[page.index("</svg>") :]
    order = ["Order on approval", "first <em>point</em>", "What is cited", "Chapter 1", ">First<", "Between the two"]
    order += ["a,b\n1,2", "<hr>", "Chapter 2", ">Second<", "The end."]
    places = [page.index(one) for one in order]
    assert places == sorted(places)


def test_points_keep_their_marks(tmp_path: Path) -> None:
    """An act is cited by the numbers of its points, so that nothing numbers them anew."""
    page = written(tmp_path, "act.html").decode()
    assert """list-style-type:"3) \"""" in page
    assert "list-style-type:&quot;" not in page
    texts = [one.text for one in docx.Document(io.BytesIO(written(tmp_path, "act.docx"))).paragraphs]
    assert any(text.startswith("3) the third one") for text in texts)
    assert "• a point below;" in texts


def test_markup_in_the_prose_is_text(tmp_path: Path) -> None:
    """HTML is shown, not obeyed; a link that is no address of a page leads nowhere."""
    page = written(tmp_path, "act.html").decode()
    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert '<a href="https://example.org">an address</a>' in page


def test_the_document_has_the_prose_and_the_tables(tmp_path: Path) -> None:
    """Headings, emphasis, tables and code in Word; equal files give equal bytes."""
    content = written(tmp_path, "act.docx")
    assert content == written(tmp_path, "again.docx")
    document = docx.Document(io.BytesIO(content))
    texts = [one.text for one in document.paragraphs]
    order = [
        "Order on approval",
        "What is cited.",
        "Chapter 1",
        "First",
        "Between the two.",
        "a,b",
        "Second",
        "The end.",
    ]
    assert [text for text in texts if text in order] == order
    assert any(run.italic and run.text == "point" for one in document.paragraphs for run in one.runs)
    assert ["a", "1"] in [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def test_headings_of_declarations_stand_below_those_of_the_act() -> None:
    """A declaration is a part of the chapter that it stands in."""
    levels = {one.text: one.level for one in blocks_of_text(ACT) if isinstance(one, Heading)}
    assert (levels["Order on approval"], levels["Chapter 1"], levels["First"]) == (2, 3, 4)


def test_without_the_extra_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The package that reads Markdown comes with the extra `document`; another file needs none."""
    monkeypatch.setattr("tarazy.workbench.commands.docs.is_installed", lambda package: package != "markdown_it")
    path = tmp_path / "act.meth.md"
    path.write_text(ACT, encoding="utf-8")
    assert main(["docs", str(path)]) == 2
    assert "tarazy[document]" in capsys.readouterr().err
    plain = tmp_path / "plain.meth"
    plain.write_text(
        'methodology m "M"\n  version        1\n  in force from  2024-01-01\n  period         year\n', encoding="utf-8"
    )
    assert main(["docs", str(plain)]) == 0


@given(st.text(max_size=200))
def test_any_prose_is_drawn(text: str) -> None:
    """Law: no Markdown breaks a document, and the declarations are all there."""
    whole = f"{text}\n\n```meth\nquantity q\n  value  1 + 2\n```\n"
    program = read_text(whole.encode("utf-8", "surrogatepass"), "act.meth.md") if text.isprintable() else None
    if not isinstance(program, Source):
        return
    blocks = list(literate_blocks(whole, parse(program).file, vocabulary()))
    html_page("t", "en", blocks, "", ())
    docx_bytes("t", "en", blocks, ())
    assert sum(isinstance(one, Heading) and one.text == "q" for one in blocks) == len(parse(program).file.declarations)


@given(st.lists(st.sampled_from(["a", "**b**", "*c*", "`d`", "~~e~~"]), min_size=1, max_size=5))
def test_emphasis_changes_no_word(words: list[str]) -> None:
    """Law: the words of a paragraph and of a point are those that are written, however they are set."""
    text = " ".join(words)
    plain = text.translate(str.maketrans("", "", "*`~"))
    first, second = blocks_of_text(f"{text}\n\n- {text}\n\n```meth\nquantity q\n  value  1 + 2\n```\n")[:2]
    assert isinstance(first, Prose)
    assert isinstance(second, Listing)
    inside = second.items[0].blocks[0]
    assert isinstance(inside, Prose)
    assert (plain_text(first.runs), plain_text(inside.runs)) == (plain, plain)
