"""Hostile workbooks, databases and columnar files under a good methodology: good ones whose bytes were changed."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.data.workbooks import raw_workbook, text_cell
from tests.hostile.cases import DATA, GOOD_VALUE, METHODOLOGY, Case, Family, made

ROWS = [line.split(",") for line in DATA.decode().splitlines()]


@cache
def workbook() -> bytes:
    """The data as XLSX."""
    rows = (
        f'<row r="{number}">'
        + "".join(text_cell(f"{'ABC'[at]}{number}", cell) for at, cell in enumerate(cells))
        + "</row>"
        for number, cells in enumerate(ROWS, start=1)
    )
    return raw_workbook("".join(rows))


@cache
def database() -> bytes:
    """The data as SQLite."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "towns.sqlite")
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE towns (code TEXT, houses TEXT, people TEXT)")
            connection.executemany("INSERT INTO towns VALUES (?, ?, ?)", ROWS[1:])
            connection.commit()
        return path.read_bytes()


def changed(source: random.Random, number: int, content: bytes) -> bytes:
    """The bytes cut, turned over, doubled, or with others put in."""
    data = bytearray(content)
    place = source.randrange(len(data))
    match number % 6:
        case 0:
            del data[place:]
        case 1:
            for _ in range(source.choice([1, 8, 64])):
                data[source.randrange(len(data))] = source.randrange(256)
        case 2:
            data[place:place] = source.randbytes(source.choice([1, 100, 10_000]))
        case 3:
            data[place:place] = data[: source.randrange(len(data))]
        case 4:
            data[place : place + 4] = b"\xff\xff\xff\x7f"
        case _:
            data += content
    return bytes(data)


def _of_file(suffix: str, number: int, content: bytes) -> Case:
    text = METHODOLOGY.format(value=GOOD_VALUE, lines="", more="").replace("towns.csv", f"towns.{suffix}")
    arguments = ("run", "m.meth", "--out", "o.csv")
    return Case(f"{suffix} {number}", {"m.meth": text.encode(), f"towns.{suffix}": content}, arguments)


def _family(suffix: str, good: Callable[[], bytes]) -> Family:
    def family(source: random.Random, number: int) -> Case:
        return _of_file(suffix, number, changed(source, number, good()) if number else good())

    family.__name__ = suffix
    return family


FAMILIES: tuple[tuple[Family, int], ...] = ((_family("xlsx", workbook), 40), (_family("sqlite", database), 40))


def cases() -> list[Case]:
    """All of them, in the order of the families; the first of each is good."""
    return [case for family, count in FAMILIES for case in made(family, count)]
