"""What all commands share: how a run was asked for, what it prints, and the exit code that it ends with."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, NoReturn

import click
from attrs import define

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


USAGE_FAMILY = "U"
"""Letter of the findings about the command line itself."""


@define
class Session:
    """One run of a command.

    Parameters
    ----------
    as_json
        Whether one JSON document is asked for in place of text.
    strict
        Whether warnings, notes and values not computed count as errors.
    traceback
        Whether a fault of ours is shown with its traceback.
    """

    as_json: bool = False
    strict: bool = False
    traceback: bool = False

    def finish(
        self,
        findings: Iterable[Diagnostic],
        payload: Mapping[str, Json] | None = None,
        *,
        failed: bool = False,
        incomplete: bool = False,
        findings_are_output: bool = False,
    ) -> NoReturn:
        """Print the findings, or the whole JSON document, and end the command with its exit code.

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
        elif items:
            from tarazy.workbench.drawing import colours_wanted, draw_all

            stream = sys.stdout if findings_are_output else sys.stderr
            click.echo(draw_all(items, colours_wanted(stream)), nl=False, file=stream, color=True)
        click.get_current_context().exit(code)

    def say(self, text: str) -> None:
        """Print a text for people on the standard output; nothing where JSON is asked for."""
        if not self.as_json:
            click.echo(text, nl=not text.endswith("\n"))

    def print_document(self, text: str) -> None:
        """Print a JSON document that takes the place of the command's own; findings then go to the error stream."""
        click.echo(text, nl=False)
        self.as_json = False

    def _print_document(self, items: tuple[Diagnostic, ...], payload: Mapping[str, Json]) -> None:
        from tarazy.workbench.findings_json import counts_json, findings_json

        command = click.get_current_context().info_name
        document = {"command": command, "findings": findings_json(items), "counts": counts_json(items), **payload}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))

    def _exit_code(self, items: tuple[Diagnostic, ...], failed: bool, incomplete: bool) -> ExitCode:
        from tarazy.dsl.diagnostics import Severity

        errors = [one for one in items if one.severity is Severity.ERROR]
        if any(one.code.startswith(USAGE_FAMILY) for one in errors):
            return ExitCode.USAGE
        if errors or failed or (self.strict and (items or incomplete)):
            return ExitCode.ERRORS
        return ExitCode.FINE
