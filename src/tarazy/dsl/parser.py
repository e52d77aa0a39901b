"""Text -> syntax tree.

A file is cut into declarations at column 0, and each is read alone: what is wrong in one never hides what is wrong in
another. Within a declaration each line is read alone too, since the keyword in front of it says what its value is; so
every line that is wrong is reported and every other one is in the tree. What could not be read leaves something in the
tree of which no later pass complains (``recovery.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from attrs import evolve, frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import Refused, forbidden_characters, in_latin_letters, letters_told_apart, without_forbidden
from tarazy.dsl.declaration_lines import read_lines
from tarazy.dsl.diagnostics import Diagnostic, Findings, Label, finding, reading_order
from tarazy.dsl.fields import HEADS, HeadForm, form_of
from tarazy.dsl.file_language import language_of
from tarazy.dsl.heads import Head, listed, read_head
from tarazy.dsl.layout import Block, Line, Part, first_sign, lay_out, leaves_bracket_open
from tarazy.dsl.recovery import words_of
from tarazy.dsl.source import Source, Span
from tarazy.dsl.tokens import skip
from tarazy.grammar.keywords import Vocabulary, vocabulary

_REMEMBERED = 32
"""Sources whose reading is remembered, since the passes that look for modules ask for it first."""

MOST_CHARACTERS = 20_000
"""Of a line with those that continue it: far more than anybody writes, and little enough to be read at once."""
_INDENTED_HEAD = re.compile(r"\s+[^\W\d]\w*\s+(?:[^\W\d]\w*\s+[^\W\d]\w*\s+)?[\"«]")
"""What follows the kind of a declaration on its first line, and is no value of a field: a name and a label."""
_INDENTED_EXAMPLE = re.compile(r"\s+[\"«]")
_FIELD_DEPTH = 2
_ABOUT_DEPTH = frozenset({"L012", "L013", "P104", "P109", "P128"})
"""Codes that may follow from a line that does not stand as deep as it seems to."""


@frozen
class Parsed:
    """What a text says, and what is wrong with how it says it."""

    file: syntax.File
    findings: Findings


@frozen
class _ReadPassage:
    """What became of a declaration's lines; `unread` as in :class:`~tarazy.dsl.syntax.File`."""

    declaration: syntax.Declaration | None
    findings: tuple[Diagnostic, ...]
    unread: frozenset[str] = frozenset()


@lru_cache(maxsize=_REMEMBERED)
def parse(source: Source, language: str | None = None) -> Parsed:
    """The declarations of a source.

    Parameters
    ----------
    source
        The text, made by :func:`~tarazy.dsl.source.source_of`.
    language
        Language of its keywords; that of most of its heads and fields when left out.
    """
    hidden = forbidden_characters(source)
    source = without_forbidden(source) if hidden else source
    layout = lay_out(source)
    words = vocabulary(language or language_of(layout.blocks))
    findings: list[Diagnostic] = [*layout.findings, *hidden]
    declarations: list[syntax.Declaration] = []
    unread: set[str] = set()
    for place in (one.place for one in hidden):
        assert isinstance(place, Span)
        unread.update(words_of(source.line_text(place.line)))
    for block in _joined(layout.blocks, words, findings):
        too_long = _too_long(block)
        if too_long is not None:
            findings.append(too_long)
            unread.update(words_of(block.head.text[:MOST_CHARACTERS]))
            continue
        read = _read_declaration(block, words)
        findings.extend(read.findings)
        unread.update(read.unread)
        if read.declaration is not None:
            declarations.append(read.declaration)
    findings.extend(_names_alike(declarations))
    file = syntax.File(source, tuple(declarations), layout.comments_at_end, tuple(sorted(unread)), words.language)
    return Parsed(file, Findings(tuple(sorted(_root_causes(findings), key=reading_order))))


def _names_alike(declarations: Iterable[syntax.Declaration]) -> Iterator[Diagnostic]:
    """Findings for names that look like one declared before, and are written with letters of another alphabet."""
    known: dict[str, syntax.Name] = {}
    for name in (one.name for one in declarations if one.name is not None):
        first = known.setdefault(in_latin_letters(name.text), name)
        if first.text != name.text:
            other, own = letters_told_apart(first.text, name.text)
            labels = (Label(first.span, "first"),)
            words = {"name": name.text, "other": other, "own": own}
            yield Diagnostic("L003", name.span, words, "alike", labels)


def _too_long(block: Block) -> Diagnostic | None:
    """The finding that a line of a declaration is longer than any reader takes it to be."""
    for line in (block.head, *block.lines):
        if line.end - line.start > MOST_CHARACTERS:
            place = Span(line.source, line.start, line.start + 1)
            return finding("L020", place, count=str(line.end - line.start), most=str(MOST_CHARACTERS))
    return None


def _root_causes(findings: list[Diagnostic]) -> list[Diagnostic]:
    """`findings` without those that follow from a tab before the line or a hidden character in it."""
    tabbed = {_line_of(one) for one in findings if one.code == "L001"}
    hidden = {_line_of(one) for one in findings if one.code == "L002"}
    return [
        one
        for one in findings
        if not (one.code in _ABOUT_DEPTH and _line_of(one) in tabbed)
        and (one.code == "L002" or _line_of(one) not in hidden)
    ]


def _line_of(one: Diagnostic) -> int:
    return one.place.line if isinstance(one.place, Span) else 0


def _joined(blocks: tuple[Block, ...], words: Vocabulary, findings: list[Diagnostic]) -> list[Block]:
    """The blocks, each line at the left edge that belongs to the declaration above put back into it and reported."""
    joined: list[Block] = []
    for block in (part for one in blocks for part in _parted(one, words, findings)):
        variant = _what_lacks_indent(block.head, words) if joined else ""
        if not variant:
            joined.append(block)
            continue
        above = joined.pop()
        if leaves_bracket_open((*above.lines, above.head)[max(len(above.lines) - 1, 0)]):
            joined.append(evolve(above, lines=(*above.lines, *block.lines)))
            continue
        place = Span(block.head.source, block.head.start, block.head.start + len(block.head.text.split(None, 1)[0]))
        findings.append(finding("P100", place, variant=variant, word=place.text))
        depths = [line.indent for line in above.lines] or [_FIELD_DEPTH]
        deeper = max(depths[-1], depths[0] + _FIELD_DEPTH)
        moved = evolve(block.head, indent=depths[0] if variant == "indent" else deeper)
        joined.append(evolve(above, lines=(*above.lines, moved, *block.lines)))
    return joined


def _parted(block: Block, words: Vocabulary, findings: list[Diagnostic]) -> list[Block]:
    """The block, parted before each line that begins a declaration and stands indented; each is reported."""
    parts = [block]
    for number, line in enumerate(block.lines):
        head = words.match("head", line.source.text, line.start)
        if head is None or not _is_head(line, *head, words):
            continue
        place = Span(line.source, line.start, line.start + head[1])
        findings.append(finding("P100", place, variant="deep", word=place.text))
        done = sum(len(part.lines) for part in parts[:-1]) + len(parts) - 1
        parts[-1] = evolve(parts[-1], lines=block.lines[done:number])
        parts.append(Block(evolve(line, indent=0), block.lines[number + 1 :]))
    return parts


def _is_head(line: Line, kind: str, length: int, words: Vocabulary) -> bool:
    """Whether an indented line that begins with the word for `kind` begins a declaration, and is no field."""
    text, end = line.source.text, line.start + length
    if kind not in HEADS:
        return kind == "every" and words.match("head", text, skip(text, end, line.end)) is not None
    field = words.match("field", text, line.start)
    if field is not None and field[1] > length:
        return False
    pattern = _INDENTED_HEAD if field is not None or form_of(kind).is_named else _INDENTED_EXAMPLE
    return pattern.match(text, end, line.end) is not None


def _what_lacks_indent(line: Line, words: Vocabulary) -> str:
    """Whether a line at the left edge is a field (``indent``) or a row (``row``) of the declaration above."""
    text = line.source.text
    if words.match("head", text, line.start) is not None:
        return ""
    if first_sign(line, Part.BAR) is not None:
        return "row"
    if words.match("field", text, line.start) is not None:
        return "indent"
    return "row" if first_sign(line, Part.COLON) is not None else ""


def _read_declaration(block: Block, words: Vocabulary) -> _ReadPassage:
    """The declaration that `block` writes, ``None`` if its head cannot be read, and what is wrong with it."""
    findings: list[Diagnostic] = []
    try:
        head = read_head(block.head, words, findings)
    except Refused as refused:
        findings.append(refused.diagnostic)
        return _ReadPassage(None, tuple(findings), words_of(block.head.source.text[block.head.start : block.end]))
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
    return _ReadPassage(declaration, tuple(findings), lines.unread)


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
