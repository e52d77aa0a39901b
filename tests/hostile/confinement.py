"""Runs ``tarazy`` on hostile cases, each in a child of its own whose time and memory are limited.

``python -m tests.hostile.confinement NUMBER …`` loads the program once, runs each case in a fork of it and prints what
became of each as a line of JSON. A fork costs a fraction of a fresh start, and is as much a process of its own.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import asdict, frozen

from tarazy.workbench.cli import COMMANDS, cli, main
from tests.hostile.cases import REPOSITORY, Case
from tests.hostile.every_case import every_case

MOST_SECONDS = 2
"""Processor time of a case."""

MOST_MEMORY = 512 << 20
"""Bytes of a case."""

_GUARD = 4 * MOST_MEMORY
"""Where the operating system itself refuses memory: addresses are more than what is used of them."""


@frozen
class Outcome:
    """How a case ended.

    Parameters
    ----------
    code
        Exit code; negative for a signal.
    seconds
        Processor time.
    memory
        Most memory that was in use at once, in bytes.
    output
        What was printed on both streams.
    """

    number: int
    code: int
    seconds: float
    memory: int
    output: str


def outcomes(numbers: Sequence[int]) -> list[Outcome]:
    """What becomes of the cases of these numbers."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.confinement", *map(str, numbers)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [Outcome(**json.loads(line)) for line in done.stdout.splitlines()]


def _ran(numbers: Sequence[int]) -> Iterator[Outcome]:
    cases = every_case()
    for name in COMMANDS:
        cli.get_command(None, name)  # type: ignore[arg-type] # loads the command's module; the context is not read
    for number in numbers:
        yield _in_a_child(number, cases[number])


def _in_a_child(number: int, case: Case) -> Outcome:
    folder = Path(tempfile.mkdtemp(prefix="tarazy-hostile-"))
    try:
        _lay_out(case, folder)
        printed = folder.with_suffix(".out")
        child = os.fork()
        if child == 0:
            _be_the_command(case, folder, printed)
        _, status, used = os.wait4(child, 0)
        output = printed.read_bytes().decode("utf-8", "replace")
        printed.unlink()
    finally:
        shutil.rmtree(folder)
    seconds, memory = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024
    return Outcome(number, os.waitstatus_to_exitcode(status), round(seconds, 3), memory, output)


def _lay_out(case: Case, folder: Path) -> None:
    for name, content in case.files.items():
        folder.joinpath(name).write_bytes(content)
    for name, target in case.links.items():
        folder.joinpath(name).symlink_to(target)


def _be_the_command(case: Case, folder: Path, printed: Path) -> None:
    """Turn this fork into the command; it never returns."""
    code = 70
    try:
        sink = os.open(printed, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(sink, stream)
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (_GUARD, _GUARD))
        resource.setrlimit(resource.RLIMIT_CPU, (4 * MOST_SECONDS, 4 * MOST_SECONDS))
        code = main(case.arguments)
    except BaseException:  # noqa: BLE001 - a fork must not go on as its parent
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    for outcome in _ran([int(number) for number in sys.argv[1:]]):
        print(json.dumps(asdict(outcome)), flush=True)
