"""A generated program on a disk: checked, read and run as a reader would."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve, frozen
from hypothesis import assume

from tarazy.dsl.pipeline import Compilation, compile_files
from tarazy.dsl.program import Program
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.evaluation import RECURSION
from tarazy.interpreter.results import ScoreRow
from tarazy.interpreter.run import RunResult, run
from tests.generated.world import Generated

sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))

Values = Mapping[tuple[str, str, str, str], tuple[str, ...]]
"""Of each body, period, element and name what the table of results says, but for the name of its trace."""


@frozen(eq=False)
class Ran:
    """A generated program that was found without error, and what came out of its data."""

    program: Program
    snapshot: Snapshot
    result: RunResult

    @property
    def values(self) -> Values:
        """Every value of the run."""
        return {
            (row.body, row.period, row.element, row.name): (row.value, row.exact, row.unit, row.state)
            for row in self.result.scores
        }

    @property
    def rows(self) -> Sequence[ScoreRow]:
        """The table of results."""
        return self.result.scores

    def row_by_row(self) -> RunResult:
        """The same run with every register read row by row by the interpreter."""
        registers = {code: evolve(rows, held={}) for code, rows in self.snapshot.registers.items()}
        return run(self.program, evolve(self.snapshot, registers=registers))


@contextmanager
def compiled(program: Generated, text: str | None = None) -> Iterator[tuple[Compilation, Path]]:
    """What becomes of a program, or of another text with the same data, and the folder that it lies in."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in program.files.items():
            (folder / file).write_text(content, encoding="utf-8")
        path = folder / "generated.meth"
        path.write_text(program.text if text is None else text, encoding="utf-8")
        yield compile_files([path]), folder


@contextmanager
def ran(program: Generated, text: str | None = None) -> Iterator[Ran]:
    """A run of a program, or of another text with the same data.

    The few generated programs that the checker refuses are left out; another text of one that it takes must be taken.
    """
    with compiled(program, text) as (compilation, folder):
        checked = compilation.program
        if text is None:
            assume(checked is not None)
        assert checked is not None, (
            [(one.code, str(one.place), one.message) for one in compilation.findings.errors],
            text or program.text,
        )
        assert checked.methodology is not None
        snapshot, findings = read_snapshot(
            checked.lists, checked.sources, checked.methodology.evaluates, folder, registers=checked.registers
        )
        assert snapshot is not None, ([one.message for one in findings], text or program.text)
        yield Ran(checked, snapshot, run(checked, snapshot))


def values_of(program: Generated, text: str | None = None) -> Values:
    """Every value of a program, or of another text with the same data."""
    with ran(program, text) as done:
        return done.values
