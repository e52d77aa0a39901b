"""Fenced code blocks of a Markdown page: where each stands, its language and its options."""

import re
import shlex
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")


@frozen
class Block:
    """One fenced block.

    `line` is the number of its first line of text; `options` are the words after the language, with an empty
    value for a word alone: `meth fragment` has `{"fragment": ""}`, and `csv title="a.csv"` has
    `{"title": "a.csv"}`.
    """

    page: Path
    line: int
    language: str
    options: Mapping[str, str] = field(factory=dict)
    text: str = ""

    @property
    def place(self) -> str:
        """`page:line`, for messages."""
        return f"{self.page}:{self.line}"


def read_blocks(page: Path, text: str) -> list[Block]:
    """The fenced blocks of a page in their order; a fence may be indented.

    Raises `ValueError` for a fence that is never closed.
    """
    blocks: list[Block] = []
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        opening = FENCE.fullmatch(lines[number])
        number += 1
        if opening is None:
            continue
        body: list[str] = []
        start = number
        while number < len(lines) and not closes(lines[number], opening["fence"]):
            body.append(without_indent(lines[number], len(opening["indent"])))
            number += 1
        if number == len(lines):
            raise ValueError(f"{page}:{start}: this block is never closed")
        number += 1
        language, options = read_info(opening["info"])
        blocks.append(Block(page, start + 1, language, options, "".join(f"{line}\n" for line in body)))
    return blocks


def closes(line: str, fence: str) -> bool:
    """Whether the line closes a block that `fence` opened: the same sign, at least as many."""
    mark = line.strip()
    return len(mark) >= len(fence) and set(mark) == {fence[0]}


def without_indent(line: str, indent: int) -> str:
    """The line without the blanks by which the whole block is indented."""
    blanks = len(line) - len(line.lstrip(" "))
    return line[min(indent, blanks) :]


def read_info(info: str) -> tuple[str, Mapping[str, str]]:
    """Language and options from the words behind the fence."""
    words = shlex.split(info)
    options = dict(word.partition("=")[::2] for word in words[1:])
    return (words[0] if words else ""), options
