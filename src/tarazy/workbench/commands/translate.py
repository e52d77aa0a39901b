"""``tarazy translate``: a methodology in another of the three languages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source, source_of
from tarazy.dsl.source_files import library_imported
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import LANGUAGES
from tarazy.grammar.speech import said
from tarazy.workbench.atomic_writing import write_atomically
from tarazy.workbench.commands.fmt import formatted
from tarazy.workbench.options import output_options
from tarazy.workbench.paths import find_files
from tarazy.workbench.session import Session


@click.command("translate", short_help="Put a methodology into another language.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--to", "language", type=click.Choice(LANGUAGES), required=True, help="Language of the translation.")
@click.option("--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE; printed when left out.")
@output_options
@click.pass_obj
def command(session: Session, path: Path, language: str, out: Path | None) -> None:
    """Put a file into another of the three languages: keywords, units, numbers, dates, citations, names with aliases.

    The translation is in the one layout, and the way back restores a file in the one layout byte for byte. Comments and
    texts in quotes stay as they are written.
    """
    found = find_files([path])
    if len(found.files) != 1:
        several = finding("U752", None, path=str(path), count=str(len(found.files)), files=_listed(found.files))
        session.finish(found.findings if found.findings.errors else [several])
    read = formatted(found.files[0])
    if read.after is None:
        session.finish(read.findings)
    findings = Findings(tuple(read.findings))
    name = str(found.files[0])
    program = read_text(read.after.encode(), name)
    assert isinstance(program, Source)
    file = parse(program).file
    library = library_imported(found.files[0], file.declarations)
    own = source_of(name, read.after)
    if read.differs or (library and translated(own, program, file.language, library) != read.after):
        findings += [finding("U770", None, path=str(path))]
    text = translated(own, program, language, library)
    if out is None:
        session.say(text)
    else:
        refused = _written(out, text)
        if refused is not None:
            session.finish([*findings, refused])
        session.say(said("written to {path}", path=out))
    session.finish(findings, {"path": str(path), "language": language, "text": text})


def _listed(files: Sequence[Path]) -> str:
    return ", ".join(f"`{one}`" for one in files)


def _written(out: Path, text: str) -> Diagnostic | None:
    """Write the translation; what is in the way where that fails."""
    try:
        write_atomically(out, text)
    except OSError as error:
        return finding("U757", None, path=str(out), reason=error.strerror or str(error))
    return None
