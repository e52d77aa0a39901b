"""The page of each code: what a finding of that code means, why it matters, a bad and a good example.

A page has one source, in Markdown. A code that a rule of ``dsl/rules/`` reports has it in the docstring of that rule's
module, below the heading ``# CODE``; every other code has the file ``grammar/pages/CODE.md``. What a page may print
(severity, title, messages) is not written there: it is read from the catalogue of messages.

Examples stand in fenced blocks and run as tests (``tests/errors/examples.py`` says how). Most of them are put into one
small methodology with its data, ``grammar/pages/small/``, so that an example shows only what it is about.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from attrs import frozen

from tarazy.dsl.diagnostics import Severity, catalogue, entry
from tarazy.dsl.rules.registry import NOTE_RULES, PROGRAM_RULES, RULES_OF_NODES

_HEADING = re.compile(r"^# ([A-Z]\d{3})$", re.MULTILINE)
_WORD = re.compile(r"\{\w+\}")
"""What a finding fills in."""


@frozen
class Message:
    """A message that a code may have, with its advice; `…` stands for what a finding fills in."""

    text: str
    help: str


@frozen
class ErrorPage:
    """All that is told of a code.

    Parameters
    ----------
    code, severity, title
        As in the catalogue of messages.
    body
        What it refuses and why, with examples, in Markdown; empty where modules are loaded without docstrings.
    messages
        Each message that it may have, in the order of the catalogue.
    """

    code: str
    severity: Severity
    title: str
    body: str
    messages: tuple[Message, ...]


@cache
def families() -> Mapping[str, str]:
    """Title of each family of codes by its letter, in the order of the passes that report them."""
    titles: Mapping[str, str] = catalogue("_")["families"]
    return titles


@cache
def codes() -> tuple[str, ...]:
    """Every code that a finding may have, family by family."""
    return tuple(code for family in families() for code in sorted(catalogue(family)))


@cache
def page_sources() -> tuple[tuple[str, str], ...]:
    """Every page that is written somewhere, as its code and its Markdown: those of rules, then those of files."""
    return (*_pages_of_rules(), *_pages_of_files())


def error_page(code: str) -> ErrorPage:
    """The page of `code`.

    Raises
    ------
    KeyError
        There is no such code.
    """
    found = entry(code)
    severity = Severity(found["severity"])
    return ErrorPage(code, severity, found["title"], dict(page_sources()).get(code, ""), tuple(_messages(found)))


def small_methodology() -> Traversable:
    """Folder of the methodology that examples are put into, with its data: ``example.meth`` and tables."""
    return _folder() / "small"


def _folder() -> Traversable:
    return files("tarazy.grammar").joinpath("pages")


def _pages_of_rules() -> Iterator[tuple[str, str]]:
    of_programs = [rule.check.__module__ for rule in (*PROGRAM_RULES, *NOTE_RULES)]
    of_nodes = [rule.check.__module__ for rule in RULES_OF_NODES]
    for module in dict.fromkeys(of_programs + of_nodes):
        _, *parts = _HEADING.split(sys.modules[module].__doc__ or "")
        for code, text in zip(parts[::2], parts[1::2], strict=True):
            yield code, text.strip() + "\n"


def _pages_of_files() -> Iterator[tuple[str, str]]:
    for file in sorted(_folder().iterdir(), key=lambda one: one.name):
        if file.name.endswith(".md"):
            yield file.name.removesuffix(".md"), file.read_text(encoding="utf-8").strip() + "\n"


def _messages(found: Mapping[str, Any]) -> Iterator[Message]:
    """The message of the code itself, and that of each variant of it."""
    seen = set[Message]()
    for text in (found, *found.get("variants", {}).values()):
        message, advice = (_WORD.sub("…", text.get(part, found.get(part, ""))) for part in ("message", "help"))
        one = Message(message, advice)
        if one not in seen:
            seen.add(one)
            yield one
