"""``tarazy docs``: a methodology as a page or a document to be read, printed and signed."""

from __future__ import annotations

from pathlib import Path

import click

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import said
from tarazy.interpreter.extras import EXTRAS, is_installed
from tarazy.workbench.atomic_writing import opened_atomically
from tarazy.workbench.compiling import Compiled, compile_one
from tarazy.workbench.document.content import Block, Prose, blocks_of, title_of
from tarazy.workbench.document.html import html_page
from tarazy.workbench.document.word import docx_bytes
from tarazy.workbench.graph.pictured import pictured
from tarazy.workbench.graph.svg import svg_text
from tarazy.workbench.loading import without_notes
from tarazy.workbench.options import output_options, path_argument
from tarazy.workbench.session import Session

_SUFFIXES = (".html", ".docx")


@click.command("docs", short_help="Write a methodology as a page or a document.")
@path_argument
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write to FILE.html or FILE.docx; beside the methodology as .html when left out.",
)
@output_options
@click.pass_obj
def command(session: Session, path: Path, out: Path | None) -> None:
    """Write a methodology as it is read and signed: formulas typeset, tables of weights and bands, the drawing.

    A methodology with errors is not written.
    """
    if out is not None and out.suffix.lower() not in _SUFFIXES:
        raise click.BadParameter(f"a file ends in one of {', '.join(_SUFFIXES)}.", param_hint="'--out'")
    compiled, findings = compile_one(path)
    if compiled is None or compiled.compilation.program is None:
        session.finish(findings)
    findings = without_notes(findings)
    target = out or compiled.path.with_name(compiled.path.name.partition(".")[0] + ".html")
    refused = _written(target, compiled)
    if refused is not None:
        session.finish([*findings, refused])
    session.say(said("written to {path}", path=target))
    session.finish(findings, {"written": str(target)})


def _written(target: Path, compiled: Compiled) -> Diagnostic | None:
    """Write the document; what is in the way where that fails."""
    is_word = target.suffix.lower() == ".docx"
    if is_word and not is_installed("docx"):
        return finding("U763", None, path=str(target), package="docx", extra=EXTRAS["docx"])
    content = _content(compiled, is_word=is_word)
    try:
        with opened_atomically(target) as stream:
            stream.write(content)
    except OSError as error:
        return finding("U757", None, path=str(target), reason=error.strerror or str(error))
    return None


def _content(compiled: Compiled, *, is_word: bool) -> bytes:
    program = compiled.compilation.program
    assert program is not None
    words = vocabulary(compiled.compilation.files[0].language)
    files = compiled.compilation.files
    blocks: list[Block] = [block for file in files for block in blocks_of(file, words)]
    blocks = [*(Prose(f"{said('DRAFT')}: {hole.words}") for hole in program.holes), *blocks]
    title = title_of(files[0], words)
    foot = [said("program {digits}", digits=program.hashes.program)]
    if is_word:
        return docx_bytes(title, words.language, blocks, foot)
    drawing = svg_text(pictured(program, None)) if program.computed else ""
    return html_page(title, words.language, blocks, drawing, foot).encode()
