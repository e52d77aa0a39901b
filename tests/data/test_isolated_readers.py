"""Processes that read files of strangers: what they are limited to, and what is said when they fall."""

import importlib
import sys
from pathlib import Path

import pytest

from tarazy.interpreter.data.formats import isolated
from tarazy.interpreter.data.formats.isolated import Isolated, Reader
from tarazy.interpreter.data.violations import Fault
from tarazy.interpreter.workers import serving
from tests.data.one_source import BODIES, declared, read
from tests.data.workbooks import raw_workbook
from tests.golden import Golden

ECHO = """
import os, time
from tarazy.interpreter.workers.serving import serve

def answer(request, body):
    match request["do"]:
        case "echo":
            yield {"body": body.decode()}
        case "sleep":
            time.sleep(60)
        case "spin":
            while True:
                pass
        case "eat":
            yield len(bytes(2**31))
        case "raise":
            raise ValueError("a part is missing")
        case "abort":
            os.abort()
        case "flood":
            while True:
                yield "x" * 1000

serve(answer)
"""


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Isolated:
    """A process that does what it is asked."""
    (tmp_path / "echo_worker.py").write_text(ECHO)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return Isolated(Reader("a file", "echo_worker", ()))


def ask(process: Isolated, do: str, body: bytes = b"") -> object:
    """The answer, or the code and variant of what befell the process."""
    found = process.ask({"do": do}, 1.0, body)
    return (found.code, found.variant) if isinstance(found, Fault) else found


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("eat", ("D674", "memory")),
        ("raise", ("D673", "damaged")),
        ("abort", ("D673", "crashed")),
        ("spin", ("D674", "time")),
    ],
)
def test_a_process_that_falls_is_told_and_begun_anew(do: str, expected: tuple[str, str], process: Isolated) -> None:
    """Too much memory, too much time, an exception or an abort end the process and not the program; the next file is
    read.
    """
    assert isinstance(ask(process, "echo", b"one"), list)
    assert ask(process, do) == expected
    answer = ask(process, "echo", b"two")
    assert isinstance(answer, list)
    assert answer[0]["body"] == "two"
    process.close()


def test_a_process_that_waits_is_ended(process: Isolated, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that uses no time and gives no answer is ended by the clock."""
    monkeypatch.setattr(isolated, "START", 0.5)
    monkeypatch.setattr(isolated, "WALL_CLOCK", 0.5)
    assert ask(process, "sleep") == ("D674", "time")


def test_an_answer_without_end_is_cut(process: Isolated, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken of an answer is limited too."""
    monkeypatch.setattr(isolated, "MOST_BYTES", 100_000)
    assert ask(process, "flood") == ("D674", "answer")


def test_a_process_takes_no_module_from_the_folder_it_is_begun_in(
    process: Isolated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of data is no place for modules: one that is called like a library there is not run."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(folder)
    assert isinstance(ask(process, "echo"), list)
    process.close()


def test_without_limits_of_the_system_there_are_those_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no limits for a process, the worker sets none and works."""
    monkeypatch.setitem(sys.modules, "resource", None)
    portable = importlib.reload(serving)
    portable.limit_memory(1)
    portable.limit_time(0.0)
    monkeypatch.undo()
    importlib.reload(serving)


@pytest.mark.parametrize(
    ("path", "module"), [("b.xlsx", "defusedxml"), ("b.parquet", "duckdb"), ("b.duckdb", "duckdb")]
)
def test_what_is_not_installed_is_named_with_its_extra(
    path: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, golden: Golden
) -> None:
    """A file whose reader is not installed is one finding, which says what to install."""
    monkeypatch.setattr(isolated, "is_installed", lambda name: name != module)
    found = read(tmp_path, {"bodies.csv": BODIES, path: raw_workbook("")}, declared(path))
    golden(f"missing_for_{path.removeprefix('b.')}.txt", found.text)
