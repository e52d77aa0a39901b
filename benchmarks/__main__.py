"""``python -m benchmarks --out FILE``: start-up, parsing, checking, running, tracing and memory, each beside a peer.

A single number of seconds says as much of the machine as of the program; a ratio to a peer in the same run can be
compared from one machine to another.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, cycle
from pathlib import Path

import tarazy
from benchmarks import peers
from benchmarks.composite_index import composite_index
from benchmarks.invented_registers import invented_registers, setting_of
from benchmarks.large_methodology import main as write_large
from benchmarks.measuring import RUNS, Measured, Timed, call, command, machine, measured, memory_of, versions
from benchmarks.proofs import proofs
from benchmarks.registers import registers
from tarazy.dsl.characters import read_text
from tarazy.dsl.incremental import Rechecker
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.source import Source
from tarazy.workbench.example_data.folder import write_folder

REPOSITORY = Path(__file__).resolve().parent.parent
HDI = "methodologies/hdi.meth"
DECREE = "methodologies/decree/overall_2020.meth"
LINES = 2_000
"""Of the large methodology."""


def main() -> int:
    """Measure everything, print it, and write it where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--out", type=Path, help="Markdown file for the results")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_large([str(LINES), name])
        write_folder(folder / "data", setting_of(100_000))
        groups = (_processes(folder), _calls(folder), composite_index(), registers(), invented_registers(), proofs())
        text = _report([*chain.from_iterable(groups)], _memories(folder))
    print(text)
    if options.out is not None:
        options.out.write_text(text, encoding="utf-8")
    return 0


def _tarazy(*arguments: str) -> tuple[str, ...]:
    return (str(Path(sys.executable).with_name("tarazy")), *arguments)


def _commands(folder: Path) -> dict[str, tuple[str, ...]]:
    large = str(folder / "large.meth")
    hdi, decree = str(REPOSITORY / HDI), str(REPOSITORY / DECREE)
    return {
        "`--version`": _tarazy("--version"),
        f"`check {HDI}`": _tarazy("check", hdi),
        f"`run {HDI} --period 2022`": _tarazy("run", hdi, "--period", "2022"),
        f"`trace {HDI}` of one score": _tarazy("trace", hdi, "--period", "2022", "--body", "KAZ", "hdi"),
        f"`run {DECREE}` of a year, 100,000 rows": _tarazy("run", decree, "--period", "2021", "--data", str(folder)),
        f"`check` of {LINES} lines": _tarazy("check", large),
        f"`run` of {LINES} lines, 20 bodies": _tarazy("run", large),
    }


def _processes(folder: Path) -> Iterator[Measured]:
    """Whole commands from a cold start, beside a Python that does nothing."""
    nothing = command(sys.executable, "-c", "pass")
    for task, arguments in _commands(folder).items():
        yield measured(task, command(*arguments), "`python -c pass`", nothing)


def _calls(folder: Path) -> Iterator[Measured]:
    """Parts of the work within one process."""
    source = read_text(folder.joinpath("large.meth").read_bytes(), "large.meth")
    assert isinstance(source, Source)
    python = peers.python_text(LINES)

    def fresh() -> Source:
        return Source(source.name, source.text)

    by_ast = call(lambda: peers.parse_python(python))
    python_peer = f"`ast.parse` of {LINES} lines of Python"
    yield measured(f"parse {LINES} lines", call(lambda: parse(fresh())), python_peer, by_ast)
    whole = call(lambda: compile_sources([fresh()]))
    yield measured(f"check {LINES} lines", whole, python_peer, by_ast)
    yield measured("check them again after an edit of one formula", _edit(source.text), "the whole check", whole)
    data = REPOSITORY / "methodologies" / "hdi"
    loaded = tarazy.load(str(REPOSITORY / HDI))

    def computed() -> None:
        loaded.run(period=2022)

    others: tuple[tuple[str, Callable[[Path], object]], ...] = (
        ("`fractions` and `decimal` of 40 digits", peers.index_by_fractions),
        ("doubles", peers.index_by_doubles),
    )
    for peer, function in others:
        yield measured("read the data and compute the index", call(computed), peer, call(partial(function, data)))


def _edit(text: str) -> Timed:
    """A formula edited there and back in turn, and the text checked after it."""
    checker = Rechecker("large.meth")
    checker.check(text)
    texts = cycle((text.replace("10 * progress(value;", "9 * progress(value;", 1), text))

    def once() -> None:
        assert checker.check(next(texts)).declarations is not None

    return call(once)


def _memories(folder: Path) -> list[tuple[str, int]]:
    named = {"`python -c pass`": (sys.executable, "-c", "pass"), **_commands(folder)}
    return [(task, memory_of(arguments)) for task, arguments in named.items()]


def _report(timings: list[Measured], memories: list[tuple[str, int]]) -> str:
    lines = [
        "# Benchmarks",
        "",
        f"Medians of {RUNS} runs, in seconds of the processor, each beside its peer in the same minute;",
        "`make bench` takes them anew.",
        "",
        f"Tarazy {tarazy.__version__}; {versions('attrs', 'click', 'lark', 'python-flint')}; {machine()}.",
        "",
        "| task | seconds | peer | its seconds | ratio |",
        "| --- | ---: | --- | ---: | ---: |",
        *(
            f"| {one.task} | {one.seconds:.3f} | {one.peer} | {one.peer_seconds:.3f} | {one.ratio:.2g} |"
            for one in timings
        ),
        "",
        "| task | most memory, MiB |",
        "| --- | ---: |",
        *(f"| {task} | {memory} |" for task, memory in memories),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
