"""The prose of a literate file as blocks of the document, each block of the program in its place.

Markdown is read by CommonMark 0.31 with the tables of GitHub Flavored Markdown. Nothing of it is ever markup: HTML in
it is text, an image is its description, and a link leads only to what can be read (``http``, ``https``, ``mailto``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from attrs import evolve

from tarazy.dsl import syntax
from tarazy.dsl.literate import LANGUAGE
from tarazy.grammar.keywords import Vocabulary
from tarazy.interpreter.extras import bringing
from tarazy.workbench.document.content import (
    Block,
    Heading,
    Listing,
    ListItem,
    Prose,
    ProseTable,
    Quote,
    Rule,
    Run,
    Runs,
    Verbatim,
    declaration_blocks,
    plain_text,
)

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

PACKAGE = "markdown_it"
"""The package that reads Markdown."""

LOWEST = 6
"""The lowest heading that a page has."""

_LINKS = ("http://", "https://", "mailto:")


def literate_blocks(text: str, file: syntax.File, words: Vocabulary) -> Iterator[Block]:
    """The prose of `text` and the declarations of `file`, which is the program in it, in the order of the text.

    Raises
    ------
    MissingExtraError
        The package that reads Markdown is not installed.
    """
    waiting = list(file.declarations)
    level = 1
    for node in _read(text).children:
        if node.type == "fence" and node.info.split()[:1] == [LANGUAGE] and node.map is not None:
            while waiting and waiting[0].span.line <= node.map[1]:
                yield from declaration_blocks(waiting.pop(0), words, min(level + 1, LOWEST))
            continue
        for block in _blocks(node):
            level = block.level if isinstance(block, Heading) else level
            yield block
    for declaration in waiting:
        yield from declaration_blocks(declaration, words, min(level + 1, LOWEST))


def _read(text: str) -> SyntaxTreeNode:
    with bringing(PACKAGE):
        from markdown_it import MarkdownIt
        from markdown_it.tree import SyntaxTreeNode

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return SyntaxTreeNode(reader.parse(text))


# ---------------------------------------------------------------- blocks


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    match node.type:
        case "heading":
            yield Heading(min(int(node.tag[1:]) + 1, LOWEST), plain_text(_runs(node)))
        case "paragraph":
            yield Prose(_runs(node))
        case "bullet_list":
            yield Listing(tuple(ListItem("", _inside(item)) for item in node.children))
        case "ordered_list":
            yield Listing(tuple(ListItem(f"{item.info}{item.markup}", _inside(item)) for item in node.children))
        case "blockquote":
            yield Quote(_inside(node))
        case "fence" | "code_block":
            yield Verbatim(node.content.removesuffix("\n"))
        case "table":
            rows = [row for part in node.children for row in part.children]
            cells = [tuple(_runs(cell) for cell in row.children) for row in rows]
            yield ProseTable(cells[0], tuple(cells[1:]))
        case "hr":
            yield Rule()
        case _:
            raise LookupError(f"Markdown has no block {node.type!r} that was asked for")


def _inside(node: SyntaxTreeNode) -> tuple[Block, ...]:
    return tuple(block for child in node.children for block in _blocks(child))


# ---------------------------------------------------------------- inline


def _runs(node: SyntaxTreeNode) -> Runs:
    return tuple(run for inline in node.children for child in inline.children for run in _of_inline(child, Run("")))


def _of_inline(node: SyntaxTreeNode, as_before: Run) -> Iterator[Run]:
    match node.type:
        case "text":
            if node.content:
                yield evolve(as_before, text=node.content)
        case "softbreak":
            yield evolve(as_before, text=" ")
        case "hardbreak":
            yield evolve(as_before, text="\n")
        case "code_inline":
            yield evolve(as_before, text=node.content, is_code=True)
        case "image":
            yield evolve(as_before, text=node.content)
        case "strong":
            yield from _of_each(node.children, evolve(as_before, is_strong=True))
        case "em":
            yield from _of_each(node.children, evolve(as_before, is_emphasis=True))
        case "s":
            yield from _of_each(node.children, evolve(as_before, is_struck=True))
        case "link":
            address = str(node.attrs.get("href", ""))
            yield from _of_each(node.children, evolve(as_before, link=address if address.startswith(_LINKS) else ""))
        case _:
            raise LookupError(f"Markdown has no inline {node.type!r} that was asked for")


def _of_each(nodes: Sequence[SyntaxTreeNode], as_before: Run) -> Iterator[Run]:
    for node in nodes:
        yield from _of_inline(node, as_before)
