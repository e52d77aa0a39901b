"""Literate files: Markdown whose fenced ``meth`` blocks are the program and whose prose is the act.

The prose is blanked out line by line, so that every place in the program is the place in the Markdown. What a fence is
follows CommonMark 0.31, section 4.5, but for one thing: a block of the program begins at the left edge.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Source, Span

LITERATE_SUFFIX = ".meth.md"
LANGUAGE = "meth"
"""The word behind the fence of a block of the program."""

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>.*?)[ \t]*$")


@frozen
class Block:
    """A fenced block: the line of its opening fence and that of its closing one, counted from 0.

    `closed_at` is ``None`` where the text ends inside the block.
    """

    opened_at: int
    closed_at: int | None
    indent: int
    language: str


def is_literate(name: str) -> bool:
    """Whether a file of that name is Markdown with a program in it."""
    return name.endswith(LITERATE_SUFFIX)


def fenced_blocks(lines: list[str]) -> tuple[Block, ...]:
    """Every fenced block of a Markdown text."""
    found: list[Block] = []
    opened: tuple[int, str, Block] | None = None
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match is None:
            continue
        fence, info = match["fence"], match["info"]
        if opened is None:
            language = info.split(maxsplit=1)[0] if info else ""
            opened = number, fence, Block(number, None, len(match["indent"]), language)
        elif not info and fence[0] == opened[1][0] and len(fence) >= len(opened[1]):
            found.append(Block(opened[0], number, opened[2].indent, opened[2].language))
            opened = None
    return (*found, opened[2]) if opened is not None else tuple(found)


def program_of(source: Source) -> Source | Diagnostic:
    """The program in a Markdown text: the same lines, those of the prose empty.

    Returns
    -------
    Source | Diagnostic
        L014 where a block is not closed, L015 where one does not begin at the left edge, L016 where there is none.
    """
    lines = source.text.split("\n")
    blocks = [block for block in fenced_blocks(lines) if block.language == LANGUAGE]
    if not blocks:
        return finding("L016", Span(source, 0, 0))
    for block in blocks:
        start = source.line_start(block.opened_at + 1)
        fence = Span(source, start, start + len(lines[block.opened_at]))
        if block.indent:
            return finding("L015", fence)
        if block.closed_at is None:
            return finding("L014", fence)
    kept = [""] * len(lines)
    for block in blocks:
        first, last = block.opened_at + 1, block.closed_at
        kept[first:last] = lines[first:last]
    return Source(source.name, "\n".join(kept))


def laid_out(text: str, layout: Callable[[str], str]) -> str:
    """A Markdown text with each block of the program laid out by `layout`; the prose stays as it is."""
    lines = text.split("\n")
    for block in reversed(fenced_blocks(lines)):
        if block.language == LANGUAGE and block.closed_at is not None:
            first, last = block.opened_at + 1, block.closed_at
            inner = layout("\n".join(lines[first:last]) + "\n")
            lines[first:last] = inner.removesuffix("\n").split("\n") if inner.strip() else []
    return "\n".join(lines)
