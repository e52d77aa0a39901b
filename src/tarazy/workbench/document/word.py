"""The document as DOCX (ECMA-376), in which a methodology is agreed and signed; formulas can be edited in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, assert_never

from tarazy.dsl.visible_text import visible
from tarazy.workbench.document.content import (
    Block,
    Formula,
    Grid,
    Heading,
    Listing,
    ListItem,
    Prose,
    ProseTable,
    Quote,
    Rule,
    Run,
    Runs,
    Terms,
    Verbatim,
    plain_text,
)
from tarazy.workbench.document.omml import omml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest time that an archive can hold: the same methodology gives the same bytes whenever it is written."""

_BULLET = "•"
_MONOSPACE = "Consolas"


def docx_bytes(title: str, language: str, blocks: Sequence[Block], foot: Iterable[str]) -> bytes:
    """The document; equal methodologies give equal bytes.

    Raises
    ------
    ImportError
        python-docx, of the extra ``document``, is not installed.
    """
    from docx import Document

    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = visible(title), "", language
    properties.created = properties.modified = _MADE
    properties.last_modified_by, properties.comments = "", ""
    document.add_heading(visible(title), 0)
    for block in blocks:
        _add(document, block)
    for line in foot:
        document.add_paragraph(visible(line), style="Caption")
    stream = io.BytesIO()
    document.save(stream)
    return _timeless(stream.getvalue())


def _add(document: Document, block: Block, depth: int = 0) -> None:
    """Add a block that stands `depth` lists and quotations deep."""
    match block:
        case Heading(level=level, text=text, code=code, kind=kind):
            document.add_heading(visible(text), level - 1)
            about = " ".join(part for part in (kind, code) if part)
            if about:
                document.add_paragraph(visible(about), style="Subtitle")
        case Terms(terms):
            _add_table(document, (), [(one.name, one.text) for one in terms], "Normal Table")
        case Formula(box, words):
            _add_formula(document, omml(box))
            if words:
                document.add_paragraph(visible(words), style="Caption")
        case Grid(caption, heads, rows):
            if caption:
                document.add_paragraph(visible(caption), style="Caption")
            _add_table(document, heads if any(heads) else (), rows, "Table Grid")
        case Prose(runs):
            _add_runs(_paragraph(document, depth), runs)
        case Listing(items):
            for item in items:
                _add_item(document, item, depth + 1)
        case Quote(blocks):
            for one in blocks:
                _add(document, one, depth + 1)
        case ProseTable(heads, rows):
            texts = [[plain_text(cell) for cell in row] for row in rows]
            _add_table(document, [plain_text(head) for head in heads], texts, "Table Grid")
        case Verbatim(text):
            for line in text.split("\n"):
                _add_runs(_paragraph(document, depth, "No Spacing"), (Run(line, is_code=True),))
        case Rule():
            document.add_paragraph()
        case _:
            assert_never(block)


def _paragraph(document: Document, depth: int, style: str | None = None) -> Paragraph:
    from docx.shared import Cm

    paragraph = document.add_paragraph(style=style)
    if depth:
        paragraph.paragraph_format.left_indent = Cm(depth)
    return paragraph


def _add_item(document: Document, item: ListItem, depth: int) -> None:
    """A point of a list: its mark is text, as in the act, so that no program numbers it anew."""
    mark = Run(f"{item.mark or _BULLET} ")
    first, *others = item.blocks or (Prose(()),)
    if isinstance(first, Prose):
        _add(document, Prose((mark, *first.runs)), depth)
    else:
        _add(document, Prose((mark,)), depth)
        _add(document, first, depth)
    for block in others:
        _add(document, block, depth)


def _add_runs(paragraph: Paragraph, runs: Runs) -> None:
    for run in runs:
        lines = run.text.split("\n")
        written = paragraph.add_run(visible(lines[0]))
        for line in lines[1:]:
            written.add_break()
            written.add_text(visible(line))
        written.bold, written.italic = run.is_strong or None, run.is_emphasis or None
        written.font.strike = run.is_struck or None
        if run.is_code:
            written.font.name = _MONOSPACE
        if run.link and run.link != run.text:
            paragraph.add_run(f" ({visible(run.link)})")


def _add_formula(document: Document, markup: str) -> None:
    from docx.oxml import parse_xml

    paragraph = document.add_paragraph()
    paragraph._p.append(parse_xml(markup))  # noqa: SLF001 - python-docx has no other way to put an element in


def _add_table(document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]], style: str) -> None:
    written = [*([heads] if heads else []), *rows]
    if not written:
        return
    table = document.add_table(rows=len(written), cols=len(written[0]))
    table.style = style
    for row, texts in zip(table.rows, written, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = visible(text)
    if heads:
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
    document.add_paragraph()


def _timeless(archive: bytes) -> bytes:
    """The same archive with every member written at one time, in the order of names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            member = zipfile.ZipInfo(name, _MADE.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return stream.getvalue()
