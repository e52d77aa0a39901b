"""A methodology as a library uses it: load, run, ask for scores and traces."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic, Findings
from tarazy.dsl.periods import Period, read_period
from tarazy.dsl.pipeline import compile_files
from tarazy.dsl.program import Program
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.run import RunResult, run


class MethodologyError(Exception):
    """A methodology or its data cannot be used; `findings` are all that was found, errors among them."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("; ".join(_line(one) for one in findings.errors))
        self.findings = findings


def _line(diagnostic: Diagnostic) -> str:
    place = "" if diagnostic.place is None else f" at {diagnostic.place}"
    return f"{diagnostic.code}{place}: {diagnostic.message}"


def _periods(period: Period | str | Sequence[Period] | None) -> Sequence[Period] | None:
    if isinstance(period, str):
        found = read_period(period)
        if found is None:
            raise ValueError(f"{period!r} is no period such as 2024, 2024-H1, 2024-Q3 or 2024-03")
        return [found]
    return [period] if isinstance(period, Period) else period


@frozen(eq=False, repr=False)
class Loaded:
    """A checked methodology; `folder` is where its data lie unless told otherwise."""

    program: Program
    folder: Path
    findings: Findings

    def run(
        self, data: str | Path | None = None, *, period: Period | str | Sequence[Period] | None = None
    ) -> RunResult:
        """Compute every declared value.

        Parameters
        ----------
        data
            Folder that the sources' paths are relative to; the methodology's own where none is given.
        period
            A year, a period as it is written (``"2024-Q3"``), several, or ``None`` for every period in the data.

        Raises
        ------
        ValueError
            A text that writes no period.
        MethodologyError
            The data break their contract; the exception lists every violation.
        """
        folder = self.folder if data is None else Path(data)
        program = self.program
        body_list = None if program.methodology is None else program.methodology.evaluates
        snapshot, findings = read_snapshot(
            program.lists, program.sources, body_list, folder, registers=program.registers
        )
        if snapshot is None:
            raise MethodologyError(findings)
        return run(program, snapshot, _periods(period))

    def __repr__(self) -> str:
        head = self.program.methodology
        of = "modules" if head is None else f"{head.code} {head.version}"
        return f"<methodology {of}, {len(self.program.computed)} values>"

    def _repr_html_(self) -> str:
        """The head and what each declaration is made of, for notebooks."""
        from tarazy.interpreter.program_html import program_html

        return program_html(self.program)


def loaded(path: str, binding: str | None = None) -> Loaded:
    """See :func:`tarazy.load`."""
    place = Path(path)
    compilation = compile_files([place], binding)
    if compilation.program is None:
        raise MethodologyError(compilation.findings)
    return Loaded(compilation.program, place.parent, compilation.findings)
