"""``tarazy lock``: the modules that a methodology imports, held to what they say now."""

from __future__ import annotations

from pathlib import Path

import click

from tarazy.dsl.diagnostics import Diagnostic, Findings, finding
from tarazy.dsl.module_locks import Lock, lock_path, lock_text, read_lock
from tarazy.dsl.source_files import modules_locked, read_unlocked
from tarazy.grammar.speech import said
from tarazy.workbench.atomic_writing import write_atomically
from tarazy.workbench.findings_json import Json
from tarazy.workbench.options import output_options, path_argument
from tarazy.workbench.session import Session


@click.command("lock", short_help="Hold imported modules to what they say now.")
@path_argument
@click.option("--check", is_flag=True, help="Write nothing; exit code 1 where the lock file would change.")
@output_options
@click.pass_obj
def command(session: Session, path: Path, check: bool) -> None:
    """Write FILE.lock: each module that FILE imports, with the hash of what it says.

    While the lock file lies beside the methodology, a module that says anything else is refused. Layout, comments and
    the language of the keywords are in no hash.
    """
    if not path.is_file():
        session.finish([finding("U750", None, path=str(path))])
    read = read_unlocked([path])
    if Findings(read.findings).errors:
        session.finish(read.findings)
    lock, place = modules_locked(path, read), lock_path(path)
    before = (read_lock(place) or {}) if place.is_file() else {}
    changes = _changes(before, lock)
    findings: list[Diagnostic] = []
    if changes and not check:
        findings = _write(place, lock)
    if not findings:
        for line in (*changes, _told(bool(changes), check, place)):
            session.say(line)
    document: dict[str, Json] = {"file": str(place), "modules": dict(lock), "changes": bool(changes)}
    session.finish(findings, document, failed=check and bool(changes))


def _told(changed: bool, check: bool, place: Path) -> str:
    """What became of the lock file."""
    if not changed:
        return said("{file} says what the modules say.", file=str(place))
    return said("{file} would change.", file=str(place)) if check else said("{file} is written.", file=str(place))


def _changes(before: Lock, after: Lock) -> list[str]:
    """What a new lock file says that the former one did not, a line a module."""
    lines = []
    for file in sorted({**before, **after}):
        if before.get(file) != after.get(file):
            sign = "~" if file in before and file in after else "+" if file in after else "-"
            lines.append(f"{sign} {file}")
    return lines


def _write(place: Path, lock: Lock) -> list[Diagnostic]:
    """Write the lock file, or say what is in the way."""
    try:
        write_atomically(place, lock_text(lock))
    except OSError as error:
        return [finding("U757", None, path=str(place), reason=error.strerror or str(error))]
    return []
