"""Every English text of the program that gettext turns: those in the code, the help of commands, the words of Click."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import cleandoc
from pathlib import Path
from pkgutil import iter_modules

import click

import tarazy
from tarazy.dsl import rules
from tarazy.dsl.diagnostics import Severity
from tarazy.dsl.names.corrections import AS_REPORTED
from tarazy.dsl.nodes import AggregateKind
from tarazy.dsl.states import FAILURES, State
from tarazy.grammar.keywords import LANGUAGE_NAMES, vocabulary
from tarazy.interpreter.redaction import WITHHELD
from tarazy.workbench.cli import COMMANDS, cli, command_of

_TEXT_AT = {
    "said": (0,),
    "said_in": (1,),
    "counted": (1, 2),
    "_counted": (1,),
    "gettext": (0,),
    "_": (0,),
    "sentence": (0,),
}
"""Which arguments of a call are texts."""

_OF_PROGRAMMERS = re.compile(
    r"DeprecationWarning|^Arguments take exactly|^Could not determine|^Name '|^No options defined|^Boolean option"
    r"|^Choice\("
    r"|^Invalid start character|^Value must be an iterable|UUID|^\(dynamic\)|^env var|Do you want|^Confirm the action"
    r"|version %\(version\)|not executable"
)
"""Texts of Click that tell its programmer, or that belong to what the command does not use."""


def texts_in_code(folder: Path) -> Iterator[str]:
    """Texts that stand in calls of :func:`~tarazy.grammar.speech.said` and its like."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                for position in _TEXT_AT.get(node.func.id, ()):
                    yield from _literals(node.args[position] if position < len(node.args) else None)


def _literals(node: ast.expr | None) -> Iterator[str]:
    match node:
        case ast.Constant(str() as text):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from (*_literals(body), *_literals(orelse))
        case _:
            return


def help_texts() -> Iterator[str]:
    """The help of each command and of its options."""
    commands = [cli, *map(command_of, COMMANDS)]
    for command in commands:
        yield cleandoc(command.help or "")
        yield from (one.help or "" for one in command.params if isinstance(one, click.Option))
    yield from COMMANDS.values()


def phrases() -> Iterator[str]:
    """Short phrases that are put together before the reader is known."""
    words = vocabulary()
    yield from (words.printed("field" if state in FAILURES else "state", state.value) for state in State)
    yield from (*LANGUAGE_NAMES.values(), AS_REPORTED, WITHHELD)
    yield from (form for severity in Severity for form in (severity.value, f"{severity.value}s"))
    yield from (kind.value for kind in AggregateKind)
    yield from _paragraphs()


def _paragraphs() -> Iterator[str]:
    """Headings of the paragraphs that rules of the checker rest on."""
    for found in iter_modules(rules.__path__, f"{rules.__name__}."):
        yield getattr(import_module(found.name), "PARAGRAPH", "")


def texts_of_ours() -> set[str]:
    """All of them but the words of Click."""
    folder = Path(tarazy.__file__).parent
    return {text for text in (*texts_in_code(folder), *help_texts(), *phrases()) if text}


def texts_of_click() -> set[str]:
    """The words of Click that the command may print."""
    folder = Path(click.__file__).parent
    names = ("core", "exceptions", "types", "formatting", "parser", "decorators")
    found = {text for name in names for text in _of_click(folder / f"{name}.py")}
    return {text for text in found if not _OF_PROGRAMMERS.search(text)}


def _of_click(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
            yield from _literals(node.args[0])
