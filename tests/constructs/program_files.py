"""Programs of several files: a methodology, the modules beside it and its data, as on a disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tarazy.dsl.pipeline import Compilation, compile_files
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.run import run
from tests.constructs.programs import Ran

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
    plan:         number, 1 decimal, above 0 to 1000
    fact:         number, 1 decimal, 0 to 1000
    delays:       number, 0 decimals, 0 to 100

"""

FILES = {
    "bodies.csv": "body,kind\nnorth,ministry\nsouth,agency\nwest,agency\n",
    "report.csv": "body,year,plan,fact,delays\n"
    "north,2023,100,20,0\nsouth,2023,100,90,3\nwest,2023,50,70,6\n"
    "north,2024,100,100,0\nsouth,2024,100,60,3\nwest,2024,50,20,6\n",
}


def checked(folder: Path, text: str, files: Mapping[str, str] = FILES) -> Compilation:
    """The methodology of `text`, compiled from a folder with `files` beside it."""
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    path = folder / "example.meth"
    path.write_text(HEAD + text, encoding="utf-8")
    return compile_files([path])


def ran(folder: Path, text: str, files: Mapping[str, str] = FILES) -> Ran:
    """A run of that methodology, which must be without error."""
    compilation = checked(folder, text, files)
    program = compilation.program
    assert program is not None, [(one.code, one.message) for one in compilation.findings.errors]
    snapshot, violations = read_snapshot(program.lists, program.sources, "bodies", folder)
    assert snapshot is not None, [one.message for one in violations]
    return Ran(compilation, program, run(program, snapshot, None))


def values(folder: Path, text: str, files: Mapping[str, str] = FILES) -> dict[str, dict[str, str]]:
    """Values of every declaration for each body, as a trace shows them."""
    done = ran(folder, text, files)
    return {code: {body: done.shown(code, body) for body in ("north", "south", "west")} for code in done.program.order}
