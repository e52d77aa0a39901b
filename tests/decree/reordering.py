"""The same methodologies and the same data in another order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from pyarrow import parquet

from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of

_ROW = re.compile(r'<row r="(\d+)".*?</row>', re.DOTALL)
_FILE_LINE = re.compile(r"(?:^  файл .*\n)+", re.MULTILINE)
_FIRST_ROWS = {"target_report": 5, "budget": 4, "kpi_facts": 3}
"""The first row below the heads, by what the name of a workbook begins with."""


def turn_rows(folder: Path) -> int:
    """Turn the rows of every file of data round, and give the number of files."""
    turned = 0
    for suffix, way in _WAYS.items():
        for file in sorted(folder.glob(f"*{suffix}")):
            before = file.read_bytes()
            after = way(file.name, before)
            assert after != before, file.name
            file.write_bytes(after)
            turned += 1
    return turned


def _turned_table(_: str, content: bytes) -> bytes:
    head, *rows = content.splitlines(keepends=True)
    return head + b"".join(reversed(rows))


def _turned_register(_: str, content: bytes) -> bytes:
    table = parquet.read_table(io.BytesIO(content))
    stream = io.BytesIO()
    parquet.write_table(table.take(list(reversed(range(len(table))))), stream)
    return stream.getvalue()


def _turned_workbook(name: str, content: bytes) -> bytes:
    first = next(row for begin, row in _FIRST_ROWS.items() if name.startswith(begin))
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for part in before.namelist():
            data = before.read(part)
            after.writestr(part, _turned_sheet(data.decode(), first) if part.endswith("sheet1.xml") else data)
    return stream.getvalue()


def _turned_sheet(sheet: str, first: int) -> str:
    rows = [one.group() for one in _ROW.finditer(sheet)]
    numbers = [int(one.group(1)) for one in _ROW.finditer(sheet)]
    above = sum(number < first for number in numbers)
    texts = rows[:above] + [
        re.sub(r'( r="[A-Z]*)\d+"', rf'\g<1>{number}"', row)
        for number, row in zip(numbers[above:], reversed(rows[above:]), strict=True)
    ]
    start, end = sheet.index(rows[0]), sheet.index(rows[-1]) + len(rows[-1])
    return sheet[:start] + "".join(texts) + sheet[end:]


_WAYS: dict[str, Callable[[str, bytes], bytes]] = {
    ".csv": _turned_table,
    ".parquet": _turned_register,
    ".xlsx": _turned_workbook,
}


def turn_files(folder: Path) -> int:
    """Turn the files of every binding round that has several, and give their number."""
    turned = 0
    for path in folder.glob("*.data.meth"):
        before = path.read_text("utf-8")
        after = _FILE_LINE.sub(lambda lines: "".join(reversed(lines.group().splitlines(keepends=True))), before)
        path.write_text(after, "utf-8")
        turned += after != before
    return turned


def turn_declarations(folder: Path) -> int:
    """Turn the declarations of every file round, the head staying first, and give the number of files."""
    turned = 0
    for path in folder.glob("*.meth"):
        text = path.read_text("utf-8")
        declared = parse(source_of(path.name, text)).file.declarations
        starts = [one.span.start for one in declared]
        parts = [text[begin:end] for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)]
        fixed = 1 if declared and declared[0].kind == "methodology" else 0
        path.write_text(text[: starts[0]] + "\n".join([*parts[:fixed], *reversed(parts[fixed:])]), "utf-8")
        turned += 1
    return turned
