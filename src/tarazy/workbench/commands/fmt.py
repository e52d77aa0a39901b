"""``tarazy fmt``: methodologies put into the one layout."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import click
from attrs import frozen

from tarazy.dsl import syntax
from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.formatter import format_file
from tarazy.dsl.literate import is_literate, laid_out
from tarazy.dsl.parser import parse
from tarazy.dsl.source import Source, source_of
from tarazy.grammar.keywords import vocabulary
from tarazy.grammar.speech import said, speak_as
from tarazy.workbench.atomic_writing import write_atomically
from tarazy.workbench.options import output_options, paths_argument
from tarazy.workbench.paths import find_files
from tarazy.workbench.session import Session


@frozen
class Formatted:
    """A file as it is and as it is laid out; `after` is ``None`` where errors keep it from being read."""

    path: Path
    before: str
    after: str | None
    findings: Findings

    @property
    def differs(self) -> bool:
        """Whether the file is not in the one layout."""
        return self.after is not None and self.after != self.before


@click.command("fmt", short_help="Put methodologies into the one layout.")
@paths_argument
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where a file would change.")
@click.option("--stdout", is_flag=True, help="Write nothing; print the files as they would be.")
@click.option("--diff", is_flag=True, help="Write nothing; print what would change.")
@output_options
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], check: bool, stdout: bool, diff: bool) -> None:
    """Put methodologies into the one layout, in place: files, and every .meth file of folders.

    A file with errors is left as it is.
    """
    found = find_files(paths)
    files = [formatted(path) for path in found.files]
    findings = found.findings + [item for one in files for item in one.findings]
    changed = [one for one in files if one.differs]
    for one in files if stdout else changed:
        if stdout and one.after is not None:
            session.say(one.after)
        elif diff:
            session.say("\n".join(_difference(one)))
        elif check:
            session.say(f"{said('would be laid out anew')}: {one.path}")
        elif (refused := _write(one)) is not None:
            findings += [refused]
        else:
            session.say(f"{said('laid out anew')}: {one.path}")
    session.finish(findings, {"files": [_json(one) for one in files]}, failed=check and bool(changed))


def formatted(path: Path) -> Formatted:
    """`path` read and laid out; nothing is written.

    Raises
    ------
    RuntimeError
        The new text does not say the same as the old one: a fault of ours.
    """
    try:
        data = path.read_bytes()
    except OSError:
        return Formatted(path, "", None, Findings((finding("M606", None, path=str(path)),)))
    source = read_text(data, str(path))
    if not isinstance(source, Source):
        return Formatted(path, "", None, Findings((source,)))
    parsed = parse(source)
    speak_as(parsed.file.language)
    before = data.decode("utf-8")
    if parsed.findings.errors:
        return Formatted(path, before, None, parsed.findings)
    after = _layout(source_of(str(path), before), parsed.file)
    again = read_text(after.encode(), str(path))
    if not isinstance(again, Source) or parse(again).file != parsed.file:
        raise RuntimeError(f"the layout of {path} would change what it says")
    return Formatted(path, before, after, parsed.findings)


def _layout(source: Source, file: syntax.File) -> str:
    """The text laid out; in Markdown each block of the program by itself."""
    words = vocabulary(file.language)
    if not is_literate(source.name):
        return format_file(file, words)
    return laid_out(
        source.text, lambda block: format_file(parse(source_of(source.name, block), words.language).file, words)
    )


def _write(one: Formatted) -> Diagnostic | None:
    """Write the new text; what is in the way where that fails."""
    if one.after is None:
        return None
    try:
        write_atomically(one.path, one.after)
    except OSError as error:
        return finding("U757", None, path=str(one.path), reason=error.strerror or str(error))
    return None


def _difference(one: Formatted) -> Iterator[str]:
    before, after = one.before.splitlines(), (one.after or "").splitlines()
    return unified_diff(before, after, f"{one.path}", f"{one.path} ({said('laid out')})", lineterm="")


def _json(one: Formatted) -> dict[str, str | bool | None]:
    return {"path": str(one.path), "changes": one.differs, "text": one.after}
