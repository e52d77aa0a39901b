"""``tarazy explain``: what the code of a finding means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import click

from tarazy.dsl.diagnostics import catalogue, finding
from tarazy.dsl.nearest import nearest
from tarazy.workbench.options import output_options
from tarazy.workbench.session import Session

_WORD = re.compile(r"\{\w+\}")
"""What a finding fills in."""


@click.command("explain", short_help="Explain the code of a finding.")
@click.argument("code")
@output_options
@click.pass_obj
def command(session: Session, code: str) -> None:
    """Explain the code of a finding, as it stands in brackets in each message: N150.

    What `…` stands for is filled in from the text or the data.
    """
    wanted = code.strip().strip("[]").upper()
    entries = dict(catalogue_entries())
    if wanted not in entries:
        meant = nearest(wanted, sorted(entries))
        variant = "" if meant is None else "near"
        session.finish([finding("U760", None, variant=variant, name=code, nearest=meant or "")])
    entry = entries[wanted]
    session.say(entry_text(wanted, entry))
    session.finish((), {"entry": {"code": wanted, **entry}})


def catalogue_entries() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every code of the catalogue with its entry."""
    for file in files("tarazy.grammar").joinpath("messages", "en").iterdir():
        family = file.name.removesuffix(".toml")
        if family.isalpha() and file.name != family:
            yield from catalogue(family).items()


def entry_text(code: str, entry: Mapping[str, Any]) -> str:
    """An entry of the catalogue for people: its title, and each message that it may have with its advice."""
    lines = [f"{entry['severity']}[{code}]: {entry['title']}"]
    for text in (entry, *entry.get("variants", {}).values()):
        message, advice = (_WORD.sub("…", text.get(part, entry.get(part, ""))) for part in ("message", "help"))
        lines += ["", f"  {message}", *([f"  = help: {advice}"] if advice else [])]
    return "\n".join(lines)
