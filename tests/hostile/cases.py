"""What a hostile case is: files, and the command that is to survive them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import frozen

REPOSITORY = Path(__file__).resolve().parent.parent.parent


@frozen
class Case:
    """Files by their paths in an empty folder, and the arguments of ``tarazy`` there.

    `name` says what is hostile. `links` are further paths that lead to files of the machine.
    """

    name: str
    files: Mapping[str, bytes]
    arguments: tuple[str, ...]
    links: Mapping[str, str] = {}


Family = Callable[[random.Random, int], Case]
"""Makes the case of a number; the same one each time, since the random source is seeded by the name and the number."""


def made(family: Family, count: int) -> Iterator[Case]:
    """The first `count` cases of a family."""
    for number in range(count):
        yield family(random.Random(f"{family.__name__} {number}"), number)


def every_nth(cases: Iterable[Case], step: int) -> list[Case]:
    """One case of each `step`: some of every family."""
    return list(cases)[::step]


def picked(number: int, *choices: str) -> str:
    """The choices in turn."""
    return choices[number % len(choices)]


METHODOLOGY = """\
methodology towns "Towns"
  version         1
  basis           rules
  in force from   2020-01-01
  period          year
  evaluates       towns

act rules "Rules"

list towns "Towns"
  file            "towns.csv"
  key             "code" = town

source facts "Facts"
  file            "towns.csv", period 2024
  key             "code" = town
  columns
    houses:       number, 2 decimals, 0 to 1_000_000, may be absent
    people:       number, 0 decimals, 1 to 1_000_000

indicator density "People in a house"
  basis           rules step 1
  better          lower
  value           {value}
  no data         not computed
{lines}
{more}"""
"""A small methodology with one expression, further lines of its declaration, and further declarations."""

GOOD_VALUE = "facts.people / (1 + facts.houses)"

DATA = b"code,houses,people\na,10.50,100\nb,20,30\nc,,7\n"

COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", "m.meth"),
    ("run", "m.meth", "--out", "o.csv"),
    ("trace", "m.meth", "--period", "2024", "--body", "a", "density"),
    ("test", "m.meth"),
    ("fmt", "m.meth"),
    ("show", "m.meth", "--stage", "program"),
    ("check", "m.meth", "--format", "json"),
)


def methodology(name: str, number: int, value: str = GOOD_VALUE, lines: str = "", more: str = "") -> Case:
    """A case of a methodology with something hostile in it, under one of the commands in turn."""
    text = METHODOLOGY.format(value=value, lines=lines, more=more)
    return Case(name, {"m.meth": text.encode(), "towns.csv": DATA}, COMMANDS[number % len(COMMANDS)])


def of_text(name: str, number: int, text: bytes) -> Case:
    """A case of a whole `.meth` file."""
    return Case(name, {"m.meth": text, "towns.csv": DATA}, COMMANDS[number % len(COMMANDS)])


def of_data(name: str, number: int, data: bytes) -> Case:
    """A case of a good methodology with hostile data."""
    text = METHODOLOGY.format(value=GOOD_VALUE, lines="", more="")
    command = COMMANDS[1 + number % 2]
    return Case(name, {"m.meth": text.encode(), "towns.csv": data}, command)
