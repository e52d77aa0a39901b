"""The pages of all codes as files of the documentation: ``python -m tarazy.workbench.page_markdown``.

They are kept in the repository beside what they are made from, so that a finding's page can be read wherever the
repository can, and a link to it (``docs/errors/B401.md``) holds without a site being built; a test holds them true.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from tarazy.dsl.error_pages import ErrorPage, codes, error_page, families, small_methodology
from tarazy.workbench.page_blocks import Fenced, page_blocks
from tarazy.workbench.page_examples import SMALL, with_printed

FOLDER = "docs/errors"
"""Folder of the pages, from the top of the repository."""


def page_address(code: str) -> str:
    """Address of the page of a code, relative to the top of the repository."""
    return f"{FOLDER}/{code}.md"


def pages() -> Mapping[str, str]:
    """Every file of the folder by its name: a page for each code, the small methodology, the list of all."""
    own = {f"{code}.md": page_markdown(error_page(code)) for code in codes()}
    return {"index.md": _index(), "small.md": _small(), **own}


def page_markdown(page: ErrorPage) -> str:
    """The page of a code: its title, what stands in its source with what the checker prints, and all its messages."""
    body = with_printed(page.code, page.body.strip())
    parts = [f"# {page.code}: {_escaped(page.title)}", f"*{page.severity.value.capitalize()}.* {body}"]
    if any(isinstance(block, Fenced) and SMALL in block.words for block in page_blocks(page.body)):
        parts.append("The examples stand in the [small methodology](small.md).")
    parts.append("## Messages")
    parts += ["\n\n".join(_quoted(message.text, message.help)) for message in page.messages]
    parts.append("[All messages](index.md)")
    return "\n\n".join(parts) + "\n"


def _quoted(message: str, advice: str) -> Iterator[str]:
    yield "\n".join(f"> {_escaped(line)}" for line in message.splitlines())
    if advice:
        yield "Help: " + " ".join(_escaped(line.strip()) for line in advice.splitlines())


def _escaped(text: str) -> str:
    """Text in which Markdown sees no more than back-ticks."""
    parts = text.split("`")
    parts[::2] = [part.replace("*", r"\*").replace("[", r"\[").replace("<", "&lt;") for part in parts[::2]]
    return "`".join(parts)


def _index() -> str:
    parts = [
        "# Messages",
        "Every finding has a code, which it keeps for ever. `tarazy explain CODE` prints its page.",
    ]
    for letter, group in groupby(codes(), key=lambda code: code[0]):
        found = [error_page(code) for code in group]
        parts.append(f"## {letter}: {families()[letter]}")
        parts.append("\n".join(["| code | severity | title |", "|---|---|---|", *map(_row, found)]))
    return "\n\n".join(parts) + "\n"


def _row(page: ErrorPage) -> str:
    return f"| [{page.code}]({page.code}.md) | {page.severity.value} | {_escaped(page.title)} |"


def _small() -> str:
    folder = small_methodology()
    parts = [
        "# The small methodology",
        "Most examples of these pages are put at the end of this methodology, beside these tables.",
    ]
    for file in sorted(folder.iterdir(), key=lambda one: (not one.name.endswith(".meth"), one.name)):
        language = file.name.rpartition(".")[2]
        parts.append(f'```{language} title="{file.name}"\n{file.read_text(encoding="utf-8")}```')
    return "\n\n".join(parts) + "\n"


def write_pages(folder: Path) -> None:
    """Write every page into `folder`, and take away those of codes that there are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    found = pages()
    for name, text in found.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for path in folder.glob("*.md"):
        if path.name not in found:
            path.unlink()


if __name__ == "__main__":
    write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else FOLDER))
