"""``tarazy explain``: what the code of a finding means."""

from __future__ import annotations

from string import ascii_uppercase

import click

from tarazy.dsl.diagnostics import finding
from tarazy.dsl.error_pages import ErrorPage, codes, error_page, families
from tarazy.dsl.nearest import nearest
from tarazy.workbench.findings_json import Json
from tarazy.workbench.options import output_options
from tarazy.workbench.page_examples import SMALL, small_text
from tarazy.workbench.page_text import list_text, page_text
from tarazy.workbench.session import Session
from tarazy.workbench.terminal import columns


@click.command("explain", short_help="Explain the code of a finding.")
@click.argument("code", required=False)
@output_options
@click.pass_obj
def command(session: Session, code: str | None) -> None:
    """Explain the code of a finding, as it stands in brackets in each message: N150.

    Without a code every code is listed; `small` prints the methodology that examples are put into.
    What `…` stands for in messages is filled in from the text or the data.
    """
    if code is None:
        session.say(list_text(columns(), _strong))
        session.finish((), {"families": [_family_json(letter) for letter in families()]})
    if code.casefold() == SMALL:
        session.say(small_text())
        session.finish((), {"methodology": small_text()})
    wanted = code.strip().strip("[]").upper()
    if wanted not in codes():
        meant = _meant(wanted)
        variant = "" if meant is None else "near"
        session.finish([finding("U760", None, variant=variant, name=code, nearest=meant or "")])
    page = error_page(wanted)
    session.say(page_text(page, columns(), _strong))
    session.finish((), {"entry": page_json(page)})


def _strong(text: str) -> str:
    return click.style(text, bold=True)


def _meant(wanted: str) -> str | None:
    """The code that a wrong one is likely to mean: the same number, which no two codes share, else the nearest."""
    number = wanted.lstrip(ascii_uppercase)
    same = next((code for code in codes() if code[1:] == number), None)
    return same if same is not None else nearest(wanted, codes())


def page_json(page: ErrorPage) -> dict[str, Json]:
    """A page as JSON; its text is Markdown."""
    messages: list[Json] = [{"message": one.text, "help": one.help} for one in page.messages]
    head = {"code": page.code, "severity": page.severity.value, "title": page.title}
    return {**head, "messages": messages, "page": page.body}


def _family_json(letter: str) -> dict[str, Json]:
    listed: list[Json] = [
        {"code": one.code, "severity": one.severity.value, "title": one.title}
        for one in map(error_page, codes())
        if one.code[0] == letter
    ]
    return {"letter": letter, "title": families()[letter], "codes": listed}
