"""A hook of the documentation's builder: words behind a fence that are for the tests are taken off before it draws.

``meth into="a.meth"`` and ``console exit="1"`` say what the tests do with a block; the builder knows only the language
and the title, and would drop the title with the words that it does not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_FENCE = re.compile(r"(?P<indent>[ ]*)(?P<fence>`{3,}|~{3,})(?P<language>[\w.+-]*)(?P<words>[^`]*)")
_TITLE = re.compile(r'\btitle="[^"]*"')


def on_page_markdown(markdown: str, **_: object) -> str:
    """The page with no more than language and title behind each fence."""
    return "\n".join(_lines(markdown))


def _lines(markdown: str) -> Iterator[str]:
    opened = ""
    for line in markdown.split("\n"):
        fence = _FENCE.fullmatch(line.rstrip())
        if fence is None or (opened and not _closes(fence, opened)):
            yield line
        elif opened:
            opened = ""
            yield line
        else:
            opened = fence["fence"]
            title = _TITLE.search(fence["words"])
            yield fence["indent"] + opened + fence["language"] + (f" {title.group()}" if title else "")


def _closes(fence: re.Match[str], opened: str) -> bool:
    return not fence["language"] and not fence["words"] and fence["fence"].startswith(opened)
