"""``tarazy docs``: a methodology as a page or a document to be read, printed and signed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from tarazy.dsl import syntax
from tarazy.dsl.aliases import with_names_in
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.library_names import module_of_file
from tarazy.dsl.literate import is_literate
from tarazy.dsl.program import Program
from tarazy.dsl.spoken_words import in_readers_words_around
from tarazy.grammar.keywords import Vocabulary, vocabulary
from tarazy.grammar.speech import reader_language, said, spoken
from tarazy.interpreter.extras import EXTRAS, is_installed
from tarazy.workbench.atomic_writing import opened_atomically
from tarazy.workbench.compiling import Compiled, compile_one
from tarazy.workbench.document.content import Block, Heading, Prose, Run, Verbatim, blocks_of, title_of
from tarazy.workbench.document.html import html_page
from tarazy.workbench.document.prose import PACKAGE as MARKDOWN
from tarazy.workbench.document.prose import literate_blocks
from tarazy.workbench.document.word import docx_bytes
from tarazy.workbench.graph.pictured import pictured
from tarazy.workbench.graph.pictured import spoken as in_readers_language
from tarazy.workbench.graph.svg import svg_text
from tarazy.workbench.graph.tree_text import tree_text
from tarazy.workbench.loading import without_notes
from tarazy.workbench.options import binding_option, output_options, path_argument
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
@binding_option
@output_options
@click.pass_obj
def command(session: Session, path: Path, out: Path | None) -> None:
    """Write a methodology as it is read and signed: formulas typeset, tables of weights and bands, the drawing.

    The document is in the language of --lang, else in that of the file, with the names and labels that declarations
    have in it; in a literate file the prose stands around them as it is written. A methodology with errors is not
    written.
    """
    if out is not None and out.suffix.lower() not in _SUFFIXES:
        wrong = said("a file ends in one of {known}.", known=", ".join(_SUFFIXES))
        raise click.BadParameter(wrong, param_hint="'--out'")
    compiled, findings = compile_one(path, binding=session.binding)
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
    needed = (*(["docx"] if is_word else []), *([MARKDOWN] if is_literate(compiled.path.name) else []))
    missing = next((package for package in needed if not is_installed(package)), None)
    if missing is not None:
        return finding("U763", None, path=str(target), package=missing, extra=EXTRAS[missing])
    with spoken(_language_of(compiled)):
        content = _content(compiled, is_word=is_word)
    try:
        with opened_atomically(target) as stream:
            stream.write(content)
    except OSError as error:
        return finding("U757", None, path=str(target), reason=error.strerror or str(error))
    return None


def _language_of(compiled: Compiled) -> str:
    """The language of the document: that of --lang, else that of the file.

    What the environment asks for is how a reader is spoken to, not in which language an act is signed.
    """
    context: click.Context | None = click.get_current_context()
    while context is not None:
        if context.get_parameter_source("lang") is click.core.ParameterSource.COMMANDLINE:
            return reader_language()
        context = context.parent
    return compiled.compilation.files[0].language


def _content(compiled: Compiled, *, is_word: bool) -> bytes:
    program = compiled.compilation.program
    assert program is not None
    words = vocabulary(reader_language())
    read = compiled.compilation.files
    library = tuple(module for file in read if (module := module_of_file(file.source.name)) is not None)
    files = tuple(with_names_in(file, words.language, library) for file in read)
    blocks: list[Block] = [*_drafts(program), *_blocks(compiled, files, words)]
    title = title_of(files[0], words)
    foot = [said("program {digits}", digits=program.hashes.program)]
    shown = in_readers_language(pictured(program, None))
    if is_word:
        tree: list[Block] = [Heading(2, said("What depends on what")), Verbatim(tree_text(shown).rstrip("\n"))]
        return docx_bytes(title, words.language, [*blocks, *(tree if program.computed else [])], foot)
    drawing = svg_text(shown) if program.computed else ""
    return html_page(title, words.language, blocks, drawing, foot).encode()


def _drafts(program: Program) -> Iterator[Block]:
    for hole in program.holes:
        yield Prose((Run(f"{said('DRAFT')}: {in_readers_words_around(hole.words)}"),))


def _blocks(compiled: Compiled, files: tuple[syntax.File, ...], words: Vocabulary) -> Iterator[Block]:
    """The blocks of every file; the methodology's own with its prose where it has some."""
    for number, file in enumerate(files):
        if number == 0 and is_literate(compiled.path.name):
            yield from literate_blocks(compiled.path.read_bytes().decode("utf-8-sig"), file, words)
        else:
            yield from blocks_of(file, words)
