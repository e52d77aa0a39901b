"""Texts of examples put behind a methodology, as a reader would put them into the file."""

from __future__ import annotations

from collections.abc import Sequence

from tarazy.dsl import syntax
from tarazy.dsl.declarations import Example
from tarazy.dsl.literate import LANGUAGE, is_literate
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import Source


def with_examples(files: Sequence[syntax.File], texts: tuple[str, ...]) -> tuple[Program, tuple[Example, ...]] | None:
    """The program of files with further examples at the end of the first, and these; ``None`` where it has an error."""
    first, *others = [file.source for file in files]
    longer = Source(first.name, f"{first.text.rstrip()}\n\n{_fenced(first.name, texts)}")
    program = compile_sources([longer, *others]).program
    if program is None:
        return None
    own = [one for one in program.examples if one.span.source is longer]
    return program, tuple(own[-len(texts) :])


def _fenced(name: str, texts: tuple[str, ...]) -> str:
    """The texts as they stand in a file of that name: a literate one holds them in a block of its own."""
    text = "\n".join(texts)
    return f"```{LANGUAGE}\n{text}```\n" if is_literate(name) else text
