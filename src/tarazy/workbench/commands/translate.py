"""``tarazy translate``: a methodology in another of the three languages."""

from __future__ import annotations

from pathlib import Path

import click

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.source import Source, source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import LANGUAGES
from tarazy.grammar.speech import said
from tarazy.workbench.atomic_writing import write_atomically
from tarazy.workbench.commands.fmt import formatted
from tarazy.workbench.options import output_options
from tarazy.workbench.session import Session


@click.command("translate", short_help="Put a methodology into another language.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--to", "language", type=click.Choice(LANGUAGES), required=True, help="Language of the translation.")
@click.option(
    "--out", metavar="FILE", type=click.Path(path_type=Path), help="Write to FILE; printed when left out."
)
@output_options
@click.pass_obj
def command(session: Session, path: Path, language: str, out: Path | None) -> None:
    """Put a file into another of the three languages: keywords, units, numbers, dates, citations, names with aliases.

    The translation is in the one layout, and the way back restores a file in the one layout byte for byte. Comments and
    texts in quotes stay as they are written.
    """
    if not path.is_file():
        session.finish([finding("U751", None, path=str(path))])
    read = formatted(path)
    if read.after is None:
        session.finish(read.findings)
    findings = Findings(tuple(read.findings))
    if read.differs:
        findings += [finding("U770", None, path=str(path))]
    source = read_text(read.after.encode(), str(path))
    assert isinstance(source, Source)
    text = translated(source_of(str(path), read.after), language)
    if out is None:
        session.say(text)
    else:
        refused = _written(out, text)
        if refused is not None:
            session.finish([*findings, refused])
        session.say(said("written to {path}", path=out))
    session.finish(findings, {"path": str(path), "language": language, "text": text})


def _written(out: Path, text: str) -> Diagnostic | None:
    """Write the translation; what is in the way where that fails."""
    try:
        write_atomically(out, text)
    except OSError as error:
        return finding("U757", None, path=str(out), reason=error.strerror or str(error))
    return None
