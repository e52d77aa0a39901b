"""What the checker prints for the bad examples of a page: the message in its place, as a reader would meet it."""

from __future__ import annotations

import re
from functools import cache

from tarazy.dsl.error_pages import small_methodology
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import source_of
from tarazy.workbench.drawing import draw
from tarazy.workbench.page_blocks import Fenced, page_blocks

NAME = "example.meth"
SMALL = "small"
"""Word of a block that stands in the small methodology."""

_BAD = frozenset({"bad"})
_OF_A_TEXT = frozenset({"bad", "check", SMALL})
"""Words of a block of which the text alone says what is found: no data, no other file, no other command."""

_FENCED = re.compile(r"^```[^\n]*\n.*?^```$", re.MULTILINE | re.DOTALL)


@cache
def small_text() -> str:
    """The small methodology, without its data."""
    return small_methodology().joinpath(NAME).read_text(encoding="utf-8")


def printed(code: str, block: Fenced) -> str:
    """What `tarazy check` prints of `code` for a block; empty where it is no bad example, or takes more than a text."""
    words = frozenset(block.words)
    if block.language != "meth" or not _BAD <= words <= _OF_A_TEXT:
        return ""
    before = f"{small_text()}\n" if SMALL in words else ""
    found = compile_sources([source_of(NAME, f"{before}{block.text}\n")]).findings
    return "\n\n".join(draw(one, colour=False) for one in found if one.code == code)


def with_printed(code: str, markdown: str) -> str:
    """The Markdown of a page, with what is printed below each bad example."""
    return _FENCED.sub(lambda found: _followed(code, found[0]), markdown)


def _followed(code: str, fenced: str) -> str:
    (block,) = page_blocks(fenced)
    shown = printed(code, block) if isinstance(block, Fenced) else ""
    return f"{fenced}\n\n```text\n{shown}\n```" if shown else fenced
