"""The page of a code as text for a terminal, and the list of all codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from textwrap import fill, indent
from typing import TypeAlias, assert_never

from tarazy.dsl.error_pages import ErrorPage, codes, error_page, families
from tarazy.grammar.speech import reader_language, said
from tarazy.workbench.page_blocks import Fenced, Heading, PageBlock, Paragraph, page_blocks
from tarazy.workbench.page_examples import SMALL, printed

Emphasis: TypeAlias = Callable[[str], str]
"""Text as it stands out on a terminal."""

WIDEST = 100
"""Columns to which prose is wrapped on a wide terminal."""

_STEP = "  "


def page_text(page: ErrorPage, columns: int, strong: Emphasis = str) -> str:
    """A page wrapped to `columns` of the terminal, at most :data:`WIDEST`: title, text, examples, messages.

    Messages stand first where the reader's language is not that of the text.

    `strong` is what makes a heading stand out.
    """
    width = min(columns, WIDEST)
    parts = [strong(f"{said(page.severity.value)}[{page.code}]: {page.title}")]
    if reader_language() != "en":
        parts += [strong(said("Messages")), *_messages(page, width)]
        parts.append(fill(said("What follows explains the code at length; it is written in English."), width))
    blocks = list(page_blocks(page.body))
    parts += [_block_text(page.code, block, width, strong) for block in blocks]
    if any(isinstance(block, Fenced) and SMALL in block.words for block in blocks):
        where = said("The examples stand in the small methodology: `tarazy explain small` prints it.")
        parts.append(fill(where, width))
    if reader_language() == "en":
        parts += [strong(said("Messages")), *_messages(page, width)]
    return "\n\n".join(parts)


def list_text(columns: int, strong: Emphasis = str) -> str:
    """Every code with its title, family by family."""
    parts = []
    for letter, group in groupby(codes(), key=lambda code: code[0]):
        rows = [fill(f"{code}  {error_page(code).title}", columns, subsequent_indent=" " * 6) for code in group]
        parts.append("\n".join([strong(families()[letter]), *(indent(row, _STEP) for row in rows)]))
    return "\n\n".join([*parts, said("`tarazy explain CODE` prints the page of one of them.")])


def _block_text(code: str, block: PageBlock, width: int, strong: Emphasis) -> str:
    match block:
        case Heading(text):
            return strong(said(text))
        case Paragraph(text, is_item):
            first, following = ("- ", "  ") if is_item else ("", "")
            return fill(text, width, initial_indent=first, subsequent_indent=following, break_on_hyphens=False)
        case Fenced() as fenced:
            head = f"{_STEP}{fenced.title}:\n" if fenced.title else ""
            shown = printed(code, fenced)
            return head + indent(f"{fenced.text}\n\n{shown}" if shown else fenced.text, _STEP * 2)
        case _:
            assert_never(block)


def _messages(page: ErrorPage, width: int) -> Iterator[str]:
    for message in page.messages:
        lines = [_wrapped(line, _STEP, width) for line in message.text.splitlines()]
        if message.help:
            first, *rest = message.help.splitlines()
            lead = f"= {said('help')}: "
            lines += [_wrapped(f"{lead}{first}", _STEP, width, lead)]
            lines += [_wrapped(line, _STEP + " " * len(lead), width) for line in rest]
        yield "\n".join(lines)


def _wrapped(text: str, margin: str, width: int, hang: str = "") -> str:
    following = margin + " " * len(hang)
    return fill(text, width, initial_indent=margin, subsequent_indent=following, break_on_hyphens=False)
