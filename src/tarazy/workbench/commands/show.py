"""``tarazy show``: what a stage of the checker made of a methodology."""

from __future__ import annotations

from pathlib import Path

import click

from tarazy.workbench.compiling import compile_each
from tarazy.workbench.options import binding_option, output_options, paths_argument
from tarazy.workbench.session import Session

STAGES = ("syntax", "names", "types", "graph", "program")
"""Stages in the order in which they are made; those of the language, which is loaded only when it is run."""


@click.command("show", short_help="Print what a stage of the checker made.")
@paths_argument
@binding_option
@click.option("--stage", type=click.Choice(STAGES), required=True, help="What to print.")
@output_options
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], stage: str) -> None:
    """Print what a stage of the checker made of methodologies, as far as it got."""
    compiled, findings = compile_each(paths, session.binding)
    shown = {str(one.path): one.compilation.show(stage) for one in compiled}
    for path, text in shown.items():
        if len(shown) > 1:
            session.say(f"# {path}")
        if text:
            session.say(text)
    session.finish(findings, {"stage": stage, "shown": dict(shown)})
