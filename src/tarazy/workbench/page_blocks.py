"""The Markdown of a page taken apart: headings, paragraphs, items of lists, and fenced blocks.

Pages use no more of Markdown than that, so that a terminal and a site show the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from attrs import frozen

_FENCE = "```"
_TITLE = re.compile(r'title="([^"]*)"')
_MARK = "- "


@frozen
class Heading:
    """A line that begins with `##`."""

    text: str


@frozen
class Paragraph:
    """Lines of prose that belong together, joined by blanks; an item of a list is one of its own."""

    text: str
    is_item: bool = False


@frozen
class Fenced:
    """A fenced block.

    Parameters
    ----------
    language
        First word behind the fence.
    words
        The other words behind it.
    text
        Lines of the block.
    """

    language: str
    words: tuple[str, ...]
    text: str

    @property
    def title(self) -> str:
        """Name of the file that the block shows; empty for none."""
        found = _TITLE.search(" ".join(self.words))
        return "" if found is None else found[1]


PageBlock: TypeAlias = Heading | Paragraph | Fenced


def page_blocks(markdown: str) -> Iterator[PageBlock]:
    """The blocks of a page in their order."""
    lines = iter(markdown.splitlines())
    prose: list[str] = []
    for line in lines:
        if not (line.startswith((_FENCE, "#", _MARK)) or not line.strip()):
            prose.append(line.strip())
            continue
        yield from _paragraph(prose)
        prose.clear()
        if line.startswith(_FENCE):
            language, *words = line.removeprefix(_FENCE).split() or [""]
            yield Fenced(language, tuple(words), "\n".join(iter(lambda: next(lines, _FENCE), _FENCE)))
        elif line.startswith("#"):
            yield Heading(line.lstrip("# "))
        elif line.startswith(_MARK):
            prose.append(line)
    yield from _paragraph(prose)


def _paragraph(prose: list[str]) -> Iterator[Paragraph]:
    if prose:
        text = " ".join(prose)
        yield Paragraph(text.removeprefix(_MARK), text.startswith(_MARK))
