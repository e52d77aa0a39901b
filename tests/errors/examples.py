r"""Examples of the pages of codes: put into a folder, run as a reader would, and what is found.

Words behind the language of a fenced block say what it is for:

- `bad`, `good`: it belongs to the bad or the good example; a block with neither belongs to both;
- `title="NAME"`: it is a file of that name, beside the methodology; without it, it is what is run;
- `small`: the files of the small methodology lie in the folder, and a `meth` block, with a title or without, stands
  at its end;
- `check` (when left out), `run`, `test`: the command that a `meth` block is run by; `notes` asks the checker for its
  notes on exactness;
- `encoding="cp1251"`: how the file is written, where that is not UTF-8;
- `escapes`: `\t` and `\u00A0` in it stand for those characters, which an eye could not tell from others;
- `without="openpyxl"`: a package that is not there while the example is run;
- `also="D652"`: codes, parted by commas, that the bad example has too;
- `instead="S325"`: the code that is found in place of the page's, where that cannot come to pass in a checked program.

A `console` block is run command by command; what it shows must be what is printed. A `python` block binds `findings`.
What stands in a file of another kind than text: see `tests/errors/files.py`.
Several `bad` or `good` blocks that are run are several examples. Without any, the small methodology is run.
"""

import contextlib
import io
import os
import re
import shlex
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from tarazy.dsl.checking import infer
from tarazy.dsl.error_pages import small_methodology
from tarazy.dsl.names import resolve
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tarazy.workbench.cli import main
from tests.documentation.blocks import Block, read_blocks
from tests.documentation.command_line import matches, read_console, trimmed
from tests.errors.files import WORKBOOK_OPTIONS, write_file

NAME = "example.meth"
COMMANDS = ("check", "run", "test", "notes")
OPTIONS = {
    "bad",
    "good",
    "title",
    "small",
    "encoding",
    "escapes",
    "also",
    "instead",
    "without",
    *COMMANDS,
    *WORKBOOK_OPTIONS,
}
FOUND = re.compile(r"^(error|warning|note)\[([A-Z]\d{3})\]", re.MULTILINE)

Found = tuple[str, str]
"""Severity and code."""


@frozen
class Example:
    """A bad or a good example of a page: its files, what is run, and whether the small methodology lies there."""

    files: tuple[Block, ...]
    run: Block | None
    small: bool

    @property
    def also(self) -> frozenset[str]:
        """Codes that the example has besides that of its page."""
        return frozenset((self.option("also") or "").split(",")) - {""}

    @property
    def instead(self) -> str | None:
        """The code that is found in place of that of the page."""
        return self.option("instead")

    def option(self, name: str) -> str | None:
        """What an option of one of the blocks says."""
        blocks = (*self.files, *(() if self.run is None else (self.run,)))
        return next((block.options[name] for block in blocks if name in block.options), None)


def examples_of(code: str, body: str, kind: str) -> list[Example]:
    """The examples of a kind, `bad` or `good`, of the page of a code; none where no block is of that kind."""
    other = {"bad": "good", "good": "bad"}[kind]
    blocks = read_blocks(Path(code), body)
    unknown = {option for block in blocks for option in block.options} - OPTIONS
    assert not unknown, f"{code}: no such option of a block: {unknown}"
    if not any(kind in block.options for block in blocks):
        return []
    own = [block for block in blocks if other not in block.options]
    files = tuple(block for block in own if "title" in block.options)
    small = any("small" in block.options for block in own)
    run = [block for block in own if "title" not in block.options]
    return [Example(files, one, small) for one in run or (None,)]


def lay_out(example: Example, folder: Path) -> None:
    """Write the files of an example into the empty folder `folder`, with the methodology that is run."""
    _lay_out_files(example, folder)
    if example.run is not None and example.run.language == "meth":
        write_file(folder / NAME, example.run, _before(example.run))


def _lay_out_files(example: Example, folder: Path) -> None:
    if example.small:
        _copy_small(folder)
    for block in example.files:
        write_file(folder / block.options["title"], block, _before(block))


def found_by(example: Example, folder: Path) -> list[Found]:
    """What is found when the example is run in the empty folder `folder`."""
    _lay_out_files(example, folder)
    previous = Path.cwd()
    os.chdir(folder)
    try:
        with _without(example.option("without")):
            return list(_run(example.run, folder))
    finally:
        os.chdir(previous)


@contextlib.contextmanager
def _without(package: str | None) -> Iterator[None]:
    """As where a package is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        if package is not None:
            patch.setitem(sys.modules, package, None)
        yield


def _run(block: Block | None, folder: Path) -> Iterator[Found]:
    if block is None:
        yield from _command(["run", NAME, "--out", "values.csv"])
        return
    match block.language:
        case "meth":
            yield from _run_methodology(block, folder)
        case "console":
            yield from _run_console(block)
        case "python":
            names: dict[str, Any] = {}
            exec(block.text, names)  # noqa: S102 - running what the page shows is the purpose
            yield from ((one.severity.value, one.code) for one in names["findings"])
        case _:
            raise AssertionError(f"{block.place}: a block of {block.language!r} is shown, and needs a title")


def _run_methodology(block: Block, folder: Path) -> Iterator[Found]:
    path = folder / NAME
    write_file(path, block, _before(block))
    (command,) = [one for one in COMMANDS if one in block.options] or ["check"]
    if command == "notes":
        parsed = parse(source_of(NAME, path.read_text(encoding="utf-8")))
        typed = infer(resolve([parsed.file]), exactness_notes=True)
        yield from ((one.severity.value, one.code) for one in (*parsed.findings, *typed.findings))
    else:
        yield from _command([command, NAME, *(["--out", "values.csv"] if command == "run" else [])])


def _run_console(block: Block) -> Iterator[Found]:
    for shown in read_console(block.text):
        program, *arguments = shlex.split(shown.command)
        assert program == "tarazy", f"{block.place}: {shown.command}"
        printed = _printed(arguments)
        assert not shown.output or matches(shown.output, trimmed(printed.splitlines())), (
            f"{block.place}: the command prints\n{printed}"
        )
        yield from _found(printed)


def _command(arguments: Sequence[str]) -> Iterator[Found]:
    return _found(_printed(arguments))


def _found(printed: str) -> Iterator[Found]:
    return ((severity, code) for severity, code in FOUND.findall(printed))


def _printed(arguments: Iterable[str]) -> str:
    """Output and messages of `tarazy`; an internal fault of it is no example of anything."""
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
        exit_code = main(list(arguments))
    assert exit_code in (0, 1, 2), out.getvalue()
    return out.getvalue()


def _before(block: Block) -> str:
    """What stands above a block that is put at the end of the small methodology."""
    if block.language != "meth" or "small" not in block.options:
        return ""
    return small_methodology().joinpath(NAME).read_text(encoding="utf-8") + "\n"


def _copy_small(folder: Path) -> None:
    with as_file(small_methodology()) as small:
        for file in small.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
