"""``tarazy example-data``: invented data of the yearly evaluation of state bodies."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.grammar.speech import counted, said
from tarazy.interpreter.extras import is_installed
from tarazy.workbench.options import output_options
from tarazy.workbench.progress import progress_bar
from tarazy.workbench.session import Session

EXTRA = "example-data"
PACKAGES = ("numpy", "pyarrow", "xlsxwriter")
"""What the extra brings."""

FEWEST_ROWS = 100
_MOST_ROWS = 10**9
_MOST_YEARS = 30


class YearsType(click.ParamType[tuple[int, ...]]):
    """Years: ``2018-2021``, ``2018..2021`` as behind ``--period``, or one year."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:  # noqa: ANN401
        """The years in order; click's usage error for anything else."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"([12][0-9]{3})(?:(?:-|\.\.)([12][0-9]{3}))?", value)
        if found is None:
            self.fail(said("'{value}' is neither a year nor years such as 2018-2021.", value=value), param, ctx)
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            self.fail(said("'{value}' ends before it begins.", value=value), param, ctx)
        if last - first >= _MOST_YEARS:
            self.fail(said("'{value}' is more than {count} years.", value=value, count=_MOST_YEARS), param, ctx)
        return tuple(range(first, last + 1))


@click.command("example-data", short_help="Write invented data of the evaluation of state bodies.")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False))
@click.option("--years", type=YearsType(), default="2018-2021", show_default=True, help="Years of the data.")
@click.option(
    "--rows",
    type=click.IntRange(FEWEST_ROWS, _MOST_ROWS),
    default=100_000,
    show_default=True,
    help="Rows of all large registers together.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=954,
    show_default=True,
    help="A number to begin with: the same one gives the same files.",
)
@output_options
@click.pass_obj
def command(session: Session, folder: Path, years: tuple[int, ...], rows: int, seed: int) -> None:
    """Write invented data of the yearly evaluation of state bodies to FOLDER.

    Workbooks, tables and registers, as bodies send them: what the methodologies of the decree read. Every file says
    that it is invented; what else is in FOLDER stays.
    """
    missing = next((package for package in PACKAGES if not is_installed(package)), None)
    if missing is not None:
        session.finish([finding("U763", None, path=str(folder), package=missing, extra=EXTRA)])
    from tarazy.workbench.example_data.bodies import state_bodies
    from tarazy.workbench.example_data.draws import Draws
    from tarazy.workbench.example_data.folder import write_folder
    from tarazy.workbench.example_data.setting import Setting

    setting = Setting(state_bodies(), years, Draws(seed), rows)
    findings: list[Diagnostic] = []
    names: tuple[str, ...] = ()
    try:
        with progress_bar(said("writing"), session.colour) as progress:
            names = write_folder(folder, setting, progress)
    except OSError as error:
        place = str(error.filename or folder)
        findings = [finding("U757", None, path=place, reason=error.strerror or str(error))]
    if names:
        files = counted(len(names), "file", "files")
        session.say(said("{files} of invented data written to {path}", files=files, path=folder))
    session.finish(
        findings, {"folder": str(folder), "years": list(years), "rows": rows, "seed": seed, "files": list(names)}
    )
