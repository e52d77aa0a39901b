"""The command `tarazy` as documentation shows it, run as a reader would, and its output compared."""

import io
import re
import shlex
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from attrs import frozen

from tarazy.workbench.cli import main

# What the installed command does, for `python -c`: tests that need a process of its own run this.
ENTRY_POINT = "import sys; sys.argv[0] = 'tarazy'; from tarazy.workbench.cli import main; sys.exit(main())"

TERMINAL = {"COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}

# Commands that a page may show untested: each makes an environment and installs into it.
NOT_RUN = frozenset(
    {"pip install .", *(f"make {one}" for one in ("demo", "demo-hdi", "test", "golden", "unit", "lint", "docs"))}
)

ANY_LINES = frozenset({"...", "…"})
OPEN_PLACE = re.compile(r"(?<!\w)…")


@frozen
class Shown:
    """A command that a page shows, and the lines of output below it."""

    command: str
    output: tuple[str, ...]


@frozen
class Finished:
    """What a run of `tarazy` left: its exit code, and output and messages as they were written."""

    exit_code: int
    output: str


def run_tarazy(arguments: Sequence[str], folder: Path) -> Finished:
    """Run `tarazy` with these arguments in `folder`, as on a terminal of 120 columns without colours.

    It runs in this process, since most of a short command's time goes into starting Python.
    """
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(printed), redirect_stderr(printed):
        for name, value in TERMINAL.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        exit_code = main(arguments)
    return Finished(exit_code, printed.getvalue())


def read_console(text: str) -> Iterator[Shown]:
    """The commands of a console block: each line that begins with `$ `, and the output up to the next one.

    A command goes on in the next line after a backslash. Raises `ValueError` for output before any command.
    """
    command = ""
    output: list[str] = []
    continued = False
    for line in text.splitlines():
        if continued or line.startswith("$ "):
            if not continued and command:
                yield Shown(command, trimmed(output))
            command, output = (command + line.strip() if continued else line[2:].strip()), []
            continued = command.endswith("\\")
            command = command.removesuffix("\\")
        elif not command:
            raise ValueError(f"a console block begins with a command after '$ ', not with {line!r}")
        else:
            output.append(line)
    if command:
        yield Shown(command, trimmed(output))


def trimmed(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines without blanks at their ends and without empty lines at the end."""
    return tuple("\n".join(line.rstrip() for line in lines).rstrip("\n").splitlines())


def matches(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether the lines are equal.

    In `expected` a line `…` or `...` stands for any lines, and `…` inside a line for any characters.
    """
    reachable = {0}
    for line in expected:
        if line.strip() in ANY_LINES:
            reachable = set(range(min(reachable), len(actual) + 1))
        else:
            reachable = {at + 1 for at in reachable if at < len(actual) and is_line(line, actual[at])}
        if not reachable:
            return False
    return len(actual) in reachable


def is_line(expected: str, actual: str) -> bool:
    """Whether the lines are equal but for what `…` leaves open; behind a letter or digit it is of a cut number."""
    parts = OPEN_PLACE.split(expected)
    return re.fullmatch(".*".join(re.escape(part) for part in parts), actual) is not None


def check_console(text: str, folder: Path, exit_code: int) -> None:
    """Run the commands of a console block; output that the page shows must be the output of the command."""
    for shown in read_console(text):
        if shown.command in NOT_RUN:
            continue
        program, *arguments = shlex.split(shown.command)
        assert program == "tarazy", f"a console block may run tarazy only, not: {shown.command}"
        done = run_tarazy(arguments, folder)
        assert done.exit_code == exit_code, f"$ {shown.command}\nexit code {done.exit_code}\n{done.output}"
        actual = trimmed(done.output.splitlines())
        if shown.output:
            assert matches(shown.output, actual), (
                f"$ {shown.command}\n--- the page shows\n{chr(10).join(shown.output)}\n"
                f"--- the command prints\n{chr(10).join(actual)}"
            )


def check_meth(text: str, fragment: bool, folder: Path, exit_code: int = 0) -> None:
    """Check a methodology that a page shows: in whole by `tarazy check`, a fragment by its syntax alone.

    A fragment uses names that the page does not declare, so it is only parsed and formatted.
    """
    path = folder / "shown_in_documentation.meth"
    path.write_text(text, encoding="utf-8", newline="\n")
    arguments = ["fmt", str(path), "--stdout"] if fragment else ["check", str(path)]
    done = run_tarazy(arguments, folder)
    path.unlink()
    assert done.exit_code == exit_code, f"tarazy {arguments[0]} of this methodology:\n{text}\n{done.output}"
