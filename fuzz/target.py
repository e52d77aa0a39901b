"""What is fuzzed: a text is parsed, checked, laid out anew, and its examples are evaluated; nothing may be raised."""

from __future__ import annotations

from tarazy.dsl.characters import read_text
from tarazy.dsl.formatter import format_file
from tarazy.dsl.pipeline import STAGES, compile_sources
from tarazy.dsl.source import Source, source_of
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.examples import run_examples
from tarazy.workbench.drawing import draw_all

NAME = "fuzzed.meth"


class LawBrokenError(AssertionError):
    """Something that holds of every text does not hold of this one."""


def fuzz_one(content: bytes) -> None:
    """Take the bytes of a file all the way.

    Raises
    ------
    LawBrokenError
        A finding cannot be drawn, or the text laid out anew is laid out differently again.
    """
    source = read_text(content, NAME)
    if not isinstance(source, Source):
        draw_all([source], colour=False)
        return
    compilation = compile_sources([source])
    drawn = draw_all(compilation.findings, colour=False)
    if bool(drawn) != bool(len(compilation.findings)):
        raise LawBrokenError("findings without a drawing")
    if compilation.program is None:
        return
    for stage in STAGES:
        compilation.show(stage)
    results = run_examples(compilation.program)
    draw_all((one for result in results for one in result.findings), colour=False)
    words = vocabulary(compilation.files[0].language)
    laid_out = format_file(compilation.files[0], words)
    again = compile_sources([source_of(NAME, laid_out)])
    if again.program is None or again.program.hashes != compilation.program.hashes:
        raise LawBrokenError("the text laid out anew is another program")
    if format_file(again.files[0], words) != laid_out:
        raise LawBrokenError("the text laid out anew is laid out differently again")
