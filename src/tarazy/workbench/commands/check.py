"""``tarazy check``: everything that is wrong with methodologies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from tarazy.grammar.speech import counted, said
from tarazy.workbench.compiling import compile_each
from tarazy.workbench.editions import overlaps
from tarazy.workbench.options import binding_option, findings_options, paths_argument, strict_option
from tarazy.workbench.session import Session


@click.command("check", short_help="Check methodologies.")
@paths_argument
@binding_option
@strict_option
@findings_options
@click.pass_obj
def command(session: Session, paths: Sequence[Path]) -> None:
    """Check methodologies: files, and every .meth file of folders."""
    compiled, findings = compile_each(paths, session.binding)
    findings += overlaps(compiled)
    if not len(findings):
        session.say(said("{files} checked, nothing found.", files=counted(len(compiled), "file", "files")))
    files = [str(one.path) for one in compiled]
    session.finish(findings, {"files": files}, findings_are_output=True)
