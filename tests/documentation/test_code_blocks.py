"""Every code block of the documentation is true: it runs, and shows what the program prints.

A page is run from its top to its end in a folder of its own that holds `methodologies/` and the files of
`docs/examples/`. By its language, a block is

- `python`: executed, in one namespace for the page;
- `pycon`: a session with `>>>`, whose output is compared;
- `console`: commands `$ tarazy …`, run; output below a command is compared, where a line `…` or `...` stands
  for any lines; `exit="1"` behind the language says which exit code is expected;
- `meth`: checked, where `exit="1"` says that it has an error; `meth fragment` is only parsed;
  `meth into="NAME"` is put into the file of that name, in the place of what it declares anew;
- `json`, `toml`: read;
- `bash`: commands that the tests need not run, from a closed list;
- `text`, `csv`, `yaml`, `pyi`, `markdown`: shown as it is.

With `title="NAME"` the block is also written to the file of that name, which the blocks below it may read; in UTF-8,
or as `encoding="cp1251"` says.
"""

import contextlib
import doctest
import io
import json
import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from attrs import field, frozen

from tests.documentation.blocks import Block, read_blocks
from tests.documentation.command_line import NOT_RUN, check_console, check_meth
from tests.documentation.declarations import with_declarations

ROOT = Path(__file__).resolve().parent.parent.parent
RUN_ELSEWHERE = ROOT / "docs" / "errors"
"""Pages of codes: tests/errors runs their examples."""

PAGES = (
    "README.md",
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "docs").rglob("*.md")
        if not path.is_relative_to(RUN_ELSEWHERE)
    ),
)


@frozen
class Page:
    """A page while it runs: the folder its blocks run in, and the names its Python blocks have bound."""

    folder: Path
    names: dict[str, Any] = field(factory=lambda: {"__name__": "__main__"})


def run_python(block: Block, page: Page) -> None:
    """Execute the block; a traceback names the line of the page."""
    code = compile("\n" * (block.line - 1) + block.text, str(block.page), "exec")
    with contextlib.redirect_stdout(io.StringIO()):
        exec(code, page.names)  # noqa: S102 - running what the page shows is the purpose


def run_session(block: Block, page: Page) -> None:
    """Run a session with `>>>` and compare each output."""
    test = doctest.DocTestParser().get_doctest(block.text, page.names, block.place, str(block.page), block.line - 1)
    assert test.examples, "a pycon block has lines that begin with >>>"
    report = io.StringIO()
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    runner.run(test, out=report.write, clear_globs=False)
    page.names.update(test.globs)
    assert runner.failures == 0, report.getvalue()


def run_console(block: Block, page: Page) -> None:
    """Run the commands of the block."""
    check_console(block.text, page.folder, exit_code=int(block.options.get("exit", "0")))


def run_meth(block: Block, page: Page) -> None:
    """Check the methodology, parse the fragment, or put the declarations into the file that the page has shown."""
    if name := block.options.get("into"):
        path = page.folder / name
        path.write_text(with_declarations(path.read_text(encoding="utf-8"), block.text), encoding="utf-8", newline="\n")
        return
    exit_code = int(block.options.get("exit", "0"))
    check_meth(block.text, fragment="fragment" in block.options, folder=page.folder, exit_code=exit_code)


def read_json(block: Block, _page: Page) -> None:
    """Read the block as JSON."""
    json.loads(block.text)


def read_toml(block: Block, _page: Page) -> None:
    """Read the block as TOML."""
    tomllib.loads(block.text)


def allow_commands(block: Block, _page: Page) -> None:
    """See that each command is one of those that need not be run."""
    commands = [line.strip() for line in block.text.splitlines() if line.strip()]
    assert [command for command in commands if command not in NOT_RUN] == []


def show(_block: Block, _page: Page) -> None:
    """Text needs nothing."""


RUNNERS: MappingProxyType[str, Callable[[Block, Page], None]] = MappingProxyType(
    {
        "python": run_python,
        "pycon": run_session,
        "console": run_console,
        "meth": run_meth,
        "json": read_json,
        "toml": read_toml,
        "bash": allow_commands,
        "text": show,
        "csv": show,
        "yaml": show,
        "pyi": show,
        "markdown": show,
    }
)


def run_page(path: Path, text: str, folder: Path) -> None:
    """Run the blocks of a page in their order; the first that fails fails the page, with its place."""
    page = Page(folder)
    for block in read_blocks(path, text):
        assert block.language in RUNNERS, f"{block.place}: a block of the unknown language {block.language!r}"
        if title := block.options.get("title"):
            target = folder / title
            assert target.resolve().is_relative_to(folder.resolve()), f"{block.place}: {title} leaves the folder"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding=block.options.get("encoding", "utf-8"), newline="\n")
        try:
            RUNNERS[block.language](block, page)
        except BaseException as error:
            error.add_note(f"in the block at {block.place}")
            raise


@pytest.mark.parametrize("name", PAGES)
def test_code_blocks_of_page_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fenced block of the page runs, and shows what the program really prints."""
    shutil.copytree(ROOT / "docs" / "examples", tmp_path, dirs_exist_ok=True)
    shutil.copytree(ROOT / "methodologies", tmp_path / "methodologies")
    monkeypatch.chdir(tmp_path)
    run_page(Path(name), (ROOT / name).read_text(encoding="utf-8"), tmp_path)
