"""The command ``tarazy``: its commands by name, loaded when they are asked for, and the way a run ends.

Nothing here imports the language or the interpreter, so that ``--version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import gc
import io
import os
import sys
import traceback
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from importlib import import_module

import click

from tarazy import __version__
from tarazy.grammar.speech import said
from tarazy.workbench.options import colour_option, language_option, traceback_option
from tarazy.workbench.session import ExitCode, Session
from tarazy.workbench.spoken_click import in_readers_words, language_asked_for, speaking

COMMANDS: Mapping[str, str] = {
    "check": "Check methodologies and report everything that is wrong with them.",
    "run": "Compute every value from the data and show the bodies by rank.",
    "trace": "Show where a value comes from, down to the cells of the data.",
    "standing": "Show the place, score, maximum and average of the group at every node.",
    "declines": "Show what got worse two or more years running, by body and value.",
    "publish": "Show what a publication shows of the results, and what it withholds.",
    "assessors": "Show who assesses whom, by block and part, and on what ground.",
    "schedule": "Show the deadlines of an evaluation and by whom they must be met.",
    "stages": "Show what each correction of the data changed in the results.",
    "graph": "Show what a value is made of, as text, Mermaid or SVG.",
    "docs": "Write a methodology as a page or a document that is read and signed.",
    "prove": "Prove what holds for all data, or show data for which it does not.",
    "test": "Run the examples that stand in the methodologies.",
    "fmt": "Put methodologies into the one layout.",
    "translate": "Put a methodology into another of the three languages.",
    "lock": "Hold the modules that a methodology imports to what they say now.",
    "show": "Print what a stage of the checker made of a methodology.",
    "explain": "Explain the code of a finding.",
    "batch": "Run the commands of a file in one process.",
    "example-data": "Write invented data of the evaluation of state bodies.",
}
"""Commands in the order of their use, with what help says of each; see :func:`command_of`."""


_COLLECTED_AFTER = (50_000, 20, 50)
"""When Python looks for cycles to free: a command is soon over, and makes many objects that it keeps to its end."""


def command_of(name: str) -> click.Command:
    """The command of that name: that of the module of ``commands`` so called, with ``_`` for a hyphen."""
    command: click.Command = import_module(f"tarazy.workbench.commands.{name.replace('-', '_')}").command
    return command


class _Commands(click.Group):
    """The group of all commands, each imported when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's
        if cmd_name not in COMMANDS:
            return None
        return in_readers_words(command_of(cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        with formatter.section(said("Commands")):
            formatter.write_dl([(name, said(text)) for name, text in COMMANDS.items()])

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        click.Command.format_help(in_readers_words(self), ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in COMMANDS:
            near = get_close_matches(args[0], COMMANDS, n=1)
            meant = " " + said("Did you mean '{near}'?", near=near[0]) if near else ""
            ctx.fail(said("There is no command '{name}'.", name=args[0]) + meant)
        return super().resolve_command(ctx, args)


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="tarazy", message="%(prog)s %(version)s")
@language_option
@colour_option
@traceback_option
def cli() -> None:
    """Check, run and trace the methodologies by which states score their bodies.

    Exit codes: 0 fine, 1 errors, 2 wrong use of a command, 3 a fault of Tarazy.
    """


def main(arguments: Sequence[str] | None = None, environment: Mapping[str, str] = os.environ) -> int:
    """Run `tarazy` with `arguments`, those of the process when left out, and return the exit code.

    Parameters
    ----------
    environment
        Variables that say which language the reader asks for.
    """
    if arguments is None:
        gc.set_threshold(*_COLLECTED_AFTER)
    _print_in_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    with speaking(language_asked_for(given, environment)):
        return _ended(given)


def _ended(arguments: list[str]) -> int:
    """Run the command and return its exit code, whatever ends it."""
    session = Session()
    try:
        return _run(arguments, session)
    except click.ClickException as mistake:
        mistake.show()
        return ExitCode.USAGE
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        return _leave_closed_pipe()
    except Exception as fault:  # noqa: BLE001 - the one place where a fault of ours is told from a user's mistake
        _report_fault(fault, session.traceback)
        return ExitCode.FAULT


def _run(arguments: list[str], session: Session) -> int:
    """Run the command that the arguments name, print all that it has to say, and return its exit code."""
    code = int(ExitCode.FINE)
    try:
        with cli.make_context("tarazy", arguments, obj=session) as context:
            cli.invoke(context)
    except click.exceptions.Exit as end:
        code = end.exit_code
    sys.stdout.flush()
    return code


def _print_in_utf8() -> None:
    """Print UTF-8 whatever the system's locale is; what no encoding has (parts of odd file names) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_closed_pipe() -> int:
    """End without a word when whoever read our output has gone (``tarazy run … | head``)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.PIPE_CLOSED


def _report_fault(fault: Exception, with_traceback: bool) -> None:
    """Say that the fault is ours, and how to report it."""
    if with_traceback:
        click.echo("".join(traceback.format_exception(fault)), err=True, nl=False)
    kind = type(fault).__name__
    click.echo(said("internal fault: {kind}: this is a fault of Tarazy, not of your file.", kind=kind), err=True)
    again = said("the lines above") if with_traceback else said("what the same command prints with --traceback")
    report = said("Please report it with the file, the command and {again}", again=again)
    click.echo(f"{report} (tarazy {__version__}).", err=True)
