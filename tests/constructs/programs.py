"""Programs of a construct: a text and its data, checked, run and traced as a reader would."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import Compilation, compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import source_of
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.trace import Trace
from tarazy.interpreter.trace_text import trace_text

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
    kind:         one of ministry, agency

source report "Report"
  file            "report.csv"
  key             body, year
  columns
    plan:         number, 1 decimal, 0 to 1000
    fact:         number, 1 decimal, 0 to 1000
    delays:       number, 0 decimals, 0 to 100
"""

FILES = {
    "bodies.csv": "body,kind\nnorth,ministry\nsouth,agency\nwest,agency\n",
    "report.csv": "body,year,plan,fact,delays\nnorth,2024,100,100,0\nsouth,2024,100,60,3\nwest,2024,50,10,7\n",
}


@frozen(eq=False)
class Ran:
    """A run of a program that was found without error."""

    compilation: Compilation
    program: Program
    result: RunResult

    def shown(self, name: str, body: str | None = None, *elements: str) -> str:
        """The value as a trace shows it."""
        return self.trace(name, body, *elements).root.value.shown

    def trace(self, name: str, body: str | None = None, *elements: str) -> Trace:
        """The trace of a value."""
        return self.result.trace(body, name, None, elements)

    def text(self, name: str, body: str | None = None, *elements: str) -> str:
        """The trace of a value as text."""
        return trace_text(self.trace(name, body, *elements))


def compiled(text: str, head: str = HEAD) -> Compilation:
    """What becomes of a text behind the head."""
    return compile_sources([source_of("example.meth", f"{head}\n{text}")])


def found(text: str, head: str = HEAD) -> list[tuple[str, str]]:
    """Code and message of every finding, notes left out."""
    return [(one.code, one.message) for one in findings(text, head)]


def findings(text: str, head: str = HEAD) -> list[Diagnostic]:
    """Every finding but the notes."""
    return [one for one in compiled(text, head).findings if one.severity.value != "note"]


def codes(text: str, head: str = HEAD) -> list[str]:
    """Code of every finding, notes left out."""
    return [code for code, _ in found(text, head)]


def ran(folder: Path, text: str, files: Mapping[str, str] | None = None, head: str = HEAD) -> Ran:
    """A run of a text behind the head, on the files, those of the head unless others are given."""
    compilation = compiled(text, head)
    assert compilation.program is not None, [(one.code, one.message) for one in compilation.findings.errors]
    for name, content in {**FILES, **(files or {})}.items():
        (folder / name).write_text(content, encoding="utf-8")
    program = compilation.program
    bodies = None if program.methodology is None else program.methodology.evaluates
    snapshot, violations = read_snapshot(program.lists, program.sources, bodies, folder)
    assert snapshot is not None, [one.message for one in violations]
    return Ran(compilation, program, run(program, snapshot, None))


def survives_formatting(text: str, head: str = HEAD) -> bool:
    """Whether formatting a text changes none of what it says: the same program, and no change the second time."""
    once = format_file(parse(source_of("example.meth", f"{head}\n{text}")).file, vocabulary())
    again = format_file(parse(source_of("example.meth", once)).file, vocabulary())
    before, after = compiled(text, head).program, compiled(once, "").program
    assert before is not None
    assert after is not None
    return once == again and before.hashes == after.hashes
