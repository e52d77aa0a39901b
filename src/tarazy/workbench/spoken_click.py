"""Click in the reader's language: its own words by gettext, and the help of our commands and options."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from importlib.resources import files
from inspect import cleandoc

import click

from tarazy.grammar.languages import LANGUAGES
from tarazy.grammar.speech import DOMAIN, LOCALE, language_of_environment, reader_language, said, spoken

OPTION = "--lang"
"""Option that names the reader's language; it may stand anywhere on the command line."""


def language_asked_for(arguments: Sequence[str], environment: Mapping[str, str]) -> str | None:
    """The language of the command line, else of the environment; ``None`` where neither asks for one.

    It is read before Click reads anything, so that help and wrong use are told in it too.
    """
    for argument, following in zip(arguments, [*arguments[1:], ""], strict=True):
        written = following if argument == OPTION else argument.removeprefix(f"{OPTION}=")
        if argument.startswith(OPTION) and written in LANGUAGES:
            return written
    return language_of_environment(environment)


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak `language` within the block, Click too."""
    before = os.environ.get("LANGUAGE")
    domain = gettext.textdomain()
    gettext.bindtextdomain(DOMAIN, str(files("tarazy.grammar").joinpath(LOCALE)))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = language or "en"
    try:
        with spoken(language):
            yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before


def in_readers_words(command: click.Command) -> click.Command:
    """A command with its help, and that of its options, in the reader's language."""
    if reader_language() == "en":
        return command
    turned = copy(command)
    turned.help = said(cleandoc(command.help or ""))
    turned.params = [_parameter(one) for one in command.params]
    vars(turned)["_help_option"] = None  # Click keeps `--help` with the words of the first language it was asked in
    return turned


def _parameter(parameter: click.Parameter) -> click.Parameter:
    if not isinstance(parameter, click.Option) or parameter.help is None:
        return parameter
    turned = copy(parameter)
    turned.help = said(parameter.help)
    return turned
