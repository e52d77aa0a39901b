"""``tarazy batch``: the commands of a file, one a line, in one process that reads data once."""

from __future__ import annotations

import io
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import click
from attrs import frozen

from tarazy.dsl.diagnostics import finding
from tarazy.grammar.speech import asked_language, said
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import holding
from tarazy.workbench.options import output_options
from tarazy.workbench.session import ExitCode, Session, telling_once
from tarazy.workbench.spoken_click import OPTION

_READING = frozenset({"run", "trace", "graph", "standing", "stages", "declines"})
"""Commands between which data are held: any other may change a file."""

_PROGRAM = "tarazy"


@frozen
class _Line:
    """A line of the file: a remark, or a command by its arguments."""

    remark: str
    arguments: Sequence[str]


@click.command("batch", short_help="Run the commands of a file in one process.")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@output_options
@click.pass_obj
def command(session: Session, path: Path) -> None:
    """Run the commands of FILE, one a line, and stop at the first that fails.

    A line is what would be typed, such as `tarazy run a.meth --period 2024`. Data that several commands read one after
    another are read once, and what was found is told once. Lines that begin with # are printed, empty ones skipped.
    """
    if not path.is_file():
        session.finish([finding("U750", None, path=str(path))])
    lines = list(_lines(path.read_text(encoding="utf-8")))
    code, done = int(ExitCode.FINE), list[dict[str, Json]]()
    with holding() as held, telling_once():
        for line in lines:
            if line.remark:
                session.say(f"\n== {line.remark}")
                continue
            session.say(f"\n$ {_PROGRAM} {shlex.join(line.arguments)}")
            if line.arguments[0] not in _READING:
                held.clear()
            code, output = _run(line.arguments, is_shown=not session.as_json)
            done.append({"arguments": list(line.arguments), "exit_code": code, "output": output})
            if code != ExitCode.FINE:
                break
    if session.as_json:
        session.finish([], {"commands": list[Json](done)}, failed=code != ExitCode.FINE)
    click.get_current_context().exit(code)


def _lines(text: str) -> Iterator[_Line]:
    """The lines that say something.

    Raises
    ------
    click.UsageError
        One of them is no command of Tarazy.
    """
    for number, written in enumerate(text.splitlines(), start=1):
        line = written.strip()
        if line.startswith("#"):
            yield _Line(line.lstrip("# "), ())
        elif line:
            try:
                program, *arguments = shlex.split(line)
            except ValueError:
                program, arguments = "", []
            if program != _PROGRAM or not arguments or arguments[0] == "batch":
                raise click.UsageError(said("Line {number} is no command to be run: {line}", number=number, line=line))
            yield _Line("", arguments)


def _run(arguments: Sequence[str], *, is_shown: bool) -> tuple[int, str]:
    """The exit code of a command, and what it printed where that is not shown."""
    from tarazy.workbench.cli import main

    language = asked_language()
    given = [*arguments] if language is None or OPTION in arguments else [*arguments, OPTION, language]
    if is_shown:
        sys.stdout.flush()
        return main(given, {}), ""
    with redirect_stdout(io.StringIO()) as printed:
        code = main(given, {})
    return code, printed.getvalue()
