"""What all commands share: how a run was asked for, what it prints, and the exit code that it ends with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from enum import Enum, IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from attrs import define

from tarazy.workbench.terminal import ColourChoice, colours_wanted

if TYPE_CHECKING:
    from tarazy.dsl.diagnostics import Diagnostic
    from tarazy.workbench.findings_json import Json


class ExitCode(IntEnum):
    """How a run ended."""

    FINE = 0
    ERRORS = 1
    USAGE = 2
    FAULT = 3
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class OutputForm(Enum):
    """How what a command has to say is drawn: the same findings in each."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"


_Said = tuple[str, str, str]
_TOLD: ContextVar[set[_Said] | None] = ContextVar("findings told already", default=None)


@contextmanager
def telling_once() -> Iterator[None]:
    """Within the block a finding that one command has told in text is not told again by another."""
    token = _TOLD.set(set())
    try:
        yield
    finally:
        _TOLD.reset(token)


def _not_told(items: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    told = _TOLD.get()
    if told is None:
        return items
    said = [(one.code, one.message, str(one.place)) for one in items]
    new = tuple(one for one, words in zip(items, said, strict=True) if words not in told)
    told.update(said)
    return new


USAGE_FAMILY = "U"
"""Letter of the findings about the command line itself."""


@define
class Session:
    """One run of a command.

    Parameters
    ----------
    form
        Text to read, or one document in its place.
    strict
        Whether warnings, notes and values not computed count as errors.
    traceback
        Whether a fault of ours is shown with its traceback.
    colour
        Whether texts have colours.
    published
        Whether a trace is shown as it may be published.
    official
        Whether only results that can be issued are asked for.
    binding
        The file of bindings, or its name, that takes the place of the one beside a methodology.
    """

    form: OutputForm = OutputForm.TEXT
    strict: bool = False
    traceback: bool = False
    colour: ColourChoice = ColourChoice.AUTO
    published: bool = False
    official: bool = False
    binding: str | None = None

    @property
    def as_json(self) -> bool:
        """Whether one JSON document is asked for in place of text."""
        return self.form is OutputForm.JSON

    def finish(
        self,
        findings: Iterable[Diagnostic],
        payload: Mapping[str, Json] | None = None,
        *,
        failed: bool = False,
        incomplete: bool = False,
        findings_are_output: bool = False,
    ) -> NoReturn:
        """Print the findings, or the whole document, and end the command with its exit code.

        Parameters
        ----------
        payload
            Further members of the JSON document.
        failed
            Whether something failed that is no finding.
        incomplete
            Whether there are values not computed; these count only when the run is strict.
        findings_are_output
            Whether the findings are what was asked for, and so go to the standard output.
        """
        items = tuple(findings)
        code = self._exit_code(items, failed, incomplete)
        if self.as_json:
            self._print_document(items, payload or {})
        elif self.form is OutputForm.SARIF:
            self._print_sarif(items, payload or {})
        elif items := _not_told(items):
            from tarazy.workbench.drawing import draw_all

            stream = sys.stdout if findings_are_output else sys.stderr
            click.echo(draw_all(items, colours_wanted(stream, self.colour)), nl=False, file=stream, color=True)
        click.get_current_context().exit(code)

    def say(self, text: str) -> None:
        """Print a text for people on the standard output; nothing where a document is asked for."""
        if self.form is OutputForm.TEXT:
            click.echo(text, nl=not text.endswith("\n"), color=colours_wanted(sys.stdout, self.colour))

    def print_document(self, text: str) -> None:
        """Print a JSON document that takes the place of the command's own; findings then go to the error stream."""
        click.echo(text, nl=False)
        self.form = OutputForm.TEXT

    def _print_document(self, items: tuple[Diagnostic, ...], payload: Mapping[str, Json]) -> None:
        from tarazy.workbench.findings_json import counts_json, findings_json

        command = click.get_current_context().info_name
        document = {"command": command, "findings": findings_json(items), "counts": counts_json(items), **payload}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))

    def _print_sarif(self, items: tuple[Diagnostic, ...], payload: Mapping[str, Json]) -> None:
        from tarazy.workbench.findings_sarif import sarif_log

        files = payload.get("files")
        names = [str(name) for name in files] if isinstance(files, list) else []
        click.echo(json.dumps(sarif_log(items, names, Path.cwd()), ensure_ascii=False, indent=2))

    def _exit_code(self, items: tuple[Diagnostic, ...], failed: bool, incomplete: bool) -> ExitCode:
        from tarazy.dsl.diagnostics import Severity

        errors = [one for one in items if one.severity is Severity.ERROR]
        if any(one.code.startswith(USAGE_FAMILY) for one in errors):
            return ExitCode.USAGE
        if errors or failed or (self.strict and (items or incomplete)):
            return ExitCode.ERRORS
        return ExitCode.FINE
