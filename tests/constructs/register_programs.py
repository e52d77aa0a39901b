"""Programs over registers: a text and its files, checked, read and run, by either engine."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import evolve, frozen

from tarazy.dsl.diagnostics import Diagnostic, Findings
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import source_of
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.trace import AggregateTrace, RowsTrace

HEAD = """\
methodology example "An example"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body
  columns
    region:       text
    weight:       number, 1 decimal

register appeals "Register of appeals"
  file            "appeals.csv"
  key             appeal
  belongs to      body, due
  columns
    body:         bodies
    kind:         one of complaint, application, request
    due:          date
    answered:     date, may be absent
    cost:         money KZT, 2 decimals, 0 and above, may be absent
    marks:        number, 0 decimals, 1 to 5, may be absent
"""

BODIES = "body,region,weight\nnorth,N,1.5\nsouth,S,2\n"

APPEALS = """\
appeal,body,kind,due,answered,cost,marks
1,north,complaint,2021-03-01,2021-02-20,10.50,5
2,north,request,2021-03-01,2021-03-20,,3
3,north,request,2020-03-01,,2.25,4
4,south,application,2021-05-01,2021-05-01,7,5
5,north,complaint,2021-03-01,,1,
"""

FILES = {"bodies.csv": BODIES, "appeals.csv": APPEALS}


@frozen(eq=False)
class Registered:
    """A program over registers with its data."""

    program: Program
    snapshot: Snapshot
    result: RunResult

    def shown(self, name: str, body: str | None = "north", period: int = 2021) -> str:
        """The value as a trace shows it."""
        return self.result.trace(body, name, period).root.value.shown

    def aggregate(self, name: str, body: str | None = "north", period: int = 2021) -> AggregateTrace:
        """The first aggregate in the trace of a value."""
        return self.result.trace(body, name, period).root.formulas[0].aggregates[0]

    def rows(self, name: str, body: str | None = "north", period: int = 2021) -> RowsTrace:
        """The rows behind the first aggregate of a value, as its trace tells of them."""
        found = self.aggregate(name, body, period).rows
        assert found is not None
        return found

    def row_by_row(self) -> RunResult:
        """The same run by the interpreter alone."""
        registers = {code: evolve(rows, held={}) for code, rows in self.snapshot.registers.items()}
        return run(self.program, evolve(self.snapshot, registers=registers))


def checked(text: str, head: str = HEAD) -> Findings:
    """What is found in a text behind the head."""
    return compile_sources([source_of("example.meth", f"{head}\n{text}")]).findings


def codes(text: str, head: str = HEAD) -> list[str]:
    """Codes of errors and warnings."""
    return [one.code for one in checked(text, head) if one.severity.value != "note"]


def read(
    folder: Path, text: str, files: Mapping[str, str] | None = None, head: str = HEAD
) -> tuple[Program, Snapshot | None, list[Diagnostic]]:
    """A program with its data, or with what is wrong with them."""
    compilation = compile_sources([source_of("example.meth", f"{head}\n{text}")])
    program = compilation.program
    assert program is not None, [(one.code, one.message) for one in compilation.findings.errors]
    for name, content in {**FILES, **(files or {})}.items():
        if not (folder / name).exists() or name in (files or {}):
            (folder / name).write_text(content, encoding="utf-8")
    bodies = None if program.methodology is None else program.methodology.evaluates
    snapshot, found = read_snapshot(program.lists, program.sources, bodies, folder, registers=program.registers)
    return program, snapshot, [one for one in found if one.severity.value != "note"]


def registered(folder: Path, text: str, files: Mapping[str, str] | None = None, head: str = HEAD) -> Registered:
    """A program with sound data."""
    program, snapshot, found = read(folder, text, files, head)
    assert snapshot is not None, [(one.code, one.message) for one in found]
    return Registered(program, snapshot, run(program, snapshot))
