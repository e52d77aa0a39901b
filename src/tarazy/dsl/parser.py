"""Text -> syntax tree.

A file is cut into declarations at column 0, and each is read alone: what is wrong in one never hides what is wrong in
another. Within a declaration each line is read alone too, since the keyword in front of it says what its value is; so
every line that is wrong is reported and every other one is in the tree. Declarations are remembered by their text and
place, so that an editor pays only for what has changed.
"""

from __future__ import annotations

from functools import lru_cache

from attrs import field, frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused, forbidden_characters
from tarazy.dsl.declaration_lines import read_lines
from tarazy.dsl.diagnostics import Diagnostic, Findings, finding, reading_order
from tarazy.dsl.fields import HeadForm
from tarazy.dsl.heads import Head, listed, read_head
from tarazy.dsl.layout import Block, lay_out
from tarazy.dsl.source import Source, Span
from tarazy.grammar.keywords import Vocabulary, vocabulary

_REMEMBERED = 4096


@frozen
class Parsed:
    """What a text says, and what is wrong with how it says it; lines that could not be read are not in the file."""

    file: syntax.File
    findings: Findings


@frozen
class _Passage:
    """A declaration's lines as the key under which its reading is remembered: the text, and where it stands."""

    name: str
    offset: int
    line: int
    text: str
    comments: syntax.Comments
    language: str
    block: Block = field(eq=False)


def parse(source: Source, language: str = "en") -> Parsed:
    """The declarations of a source.

    Parameters
    ----------
    source
        The text, made by :func:`~tarazy.dsl.source.source_of`.
    language
        Language of its keywords.
    """
    layout = lay_out(source)
    hidden = forbidden_characters(source)
    findings: list[Diagnostic] = [*layout.findings, *hidden]
    declarations: list[syntax.Declaration] = []
    places = [one.place.start for one in hidden if isinstance(one.place, Span)]
    for block in layout.blocks:
        if any(block.head.start <= place <= block.end for place in places):
            continue
        text = source.text[block.head.start : _line_end(source, block.end)]
        line = source.line_of(block.head.start)
        passage = _Passage(source.name, block.head.start, line, text, block.head.comments, language, block)
        declaration, found = _read_passage(passage)
        findings.extend(found)
        if declaration is not None:
            declarations.append(declaration)
    file = syntax.File(source, tuple(declarations), layout.comments_at_end)
    return Parsed(file, Findings(tuple(sorted(findings, key=reading_order))))


def _line_end(source: Source, offset: int) -> int:
    """Where the line that holds `offset` ends, the comment behind it included."""
    end = source.text.find("\n", offset)
    return len(source.text) if end < 0 else end


@lru_cache(maxsize=_REMEMBERED)
def _read_passage(passage: _Passage) -> tuple[syntax.Declaration | None, tuple[Diagnostic, ...]]:
    return read_declaration(passage.block, vocabulary(passage.language))


def read_declaration(block: Block, words: Vocabulary) -> tuple[syntax.Declaration | None, tuple[Diagnostic, ...]]:
    """The declaration that `block` writes, ``None`` if its head cannot be read, and what is wrong with it."""
    try:
        head = read_head(block.head, words)
    except Refused as refused:
        return None, (refused.diagnostic,)
    findings: list[Diagnostic] = []
    lines = read_lines(block, head, words, findings)
    if not findings:
        findings.extend(_missing(block, head, lines.fields, lines.table, words))
    declaration = syntax.Declaration(
        head.kind,
        head.name,
        head.label,
        head.of,
        head.role,
        lines.fields,
        lines.table,
        name_span=None if head.name is None else head.name.span,
        comments=block.head.comments,
        span=Span(block.head.source, block.head.start, block.end),
    )
    return declaration, tuple(findings)


def _missing(
    block: Block,
    head: Head,
    fields: tuple[syntax.Field, ...],
    table: syntax.Table | None,
    words: Vocabulary,
) -> list[Diagnostic]:
    """Findings for the lines and the table without which the declaration cannot be read."""
    form: HeadForm = head.form
    printed = words.printed("head", head.kind)
    present = {one.keyword for one in fields}
    missing = [key for key in form.required if key not in present]
    found = []
    if missing:
        found.append(finding("P125", block.head.span, head=printed, missing=listed(words, "field", missing)))
    if form.table is not None and table is None:
        found.append(finding("P122", block.head.span, variant="own", head=printed))
    return found
