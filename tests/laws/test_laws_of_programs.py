"""Laws that hold of every program: order means nothing, no text makes the checker fail, evaluation touches nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.dsl.characters import read_text
from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.parser import parse
from tarazy.dsl.pipeline import Compilation, compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import Source, source_of
from tarazy.interpreter.data import Snapshot, read_snapshot
from tarazy.interpreter.results import csv_text
from tarazy.interpreter.run import run

METHODOLOGIES = Path(__file__).resolve().parent.parent.parent / "methodologies"
TEXTS = {name: (METHODOLOGIES / f"{name}.meth").read_text(encoding="utf-8") for name in ("hdi", "hvbp")}
SMALL = """\
body,year,planned,spent
north,2020,100,80
south,2020,50.5,50.5
west,2020,70,
east,2020,20,20
"""
PROGRAM = """\
methodology small "Small"
  version         1
  in force from   2020-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "budget.csv"
  key             body

source budget "Budget"
  file            "budget.csv"
  key             body, year
  columns
    planned:      money KZT, 2 decimals, above 0 to 1_000
    spent:        money KZT, 2 decimals, 0 to 1_000, may be absent

indicator execution "Execution"
  better          higher
  value           budget.spent / budget.planned
  points          10 * value
  not more than   no limit
  no data         not counted

quantity average "Average"
  value           mean(execution; over bodies)
  needs           1, otherwise not computed

rank place "Place"
  value           rank(execution; over bodies; highest first; ties share the better place)
"""


def compiled(text: str) -> Compilation:
    """The passes over one text."""
    return compile_sources([source_of("program.meth", text)])


def program_of(text: str) -> Program:
    """The program of a text that is right."""
    compilation = compiled(text)
    assert compilation.program is not None, [(one.code, str(one.place)) for one in compilation.findings]
    return compilation.program


def snapshot_of(program: Program, folder: Path) -> Snapshot:
    """The data of a program, which keep their contract."""
    assert program.methodology is not None
    snapshot, findings = read_snapshot(program.lists, program.sources, program.methodology.evaluates, folder)
    assert snapshot is not None, [one.code for one in findings]
    return snapshot


def declarations(text: str) -> list[str]:
    """The declarations of a text, each as it stands."""
    starts = [one.span.start for one in parse(source_of("program.meth", text)).file.declarations]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize("name", TEXTS)
def test_the_order_of_declarations_changes_nothing(name: str) -> None:
    """Declarations turned round, or taken by twos, make a program with the same hashes."""
    parts = declarations(TEXTS[name])
    for order in (parts[::-1], parts[1::2] + parts[::2]):
        assert program_of("\n".join(order)).hashes == program_of(TEXTS[name]).hashes


@given(order=st.permutations(SMALL.splitlines(keepends=True)[1:]))
def test_the_order_of_rows_changes_no_value(order: Sequence[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """Rows in any order make the same snapshot and the same result for every body."""
    folder = tmp_path_factory.mktemp("rows")
    header = SMALL.splitlines(keepends=True)[0]
    results = []
    for rows in (SMALL.splitlines(keepends=True)[1:], order):
        (folder / "budget.csv").write_text(header + "".join(rows), encoding="utf-8")
        program = program_of(PROGRAM)
        snapshot = snapshot_of(program, folder)
        table = csv_text(run(program, snapshot).scores)
        results.append((snapshot.hash, sorted(table.splitlines())))
    assert results[0] == results[1]


def test_no_file_socket_or_process_is_opened_during_evaluation(tmp_path: Path) -> None:
    """Once program and data are read, computing every value and its row raises no audit event of input or output."""
    (tmp_path / "budget.csv").write_text(SMALL, encoding="utf-8")
    program = program_of(PROGRAM)
    snapshot = snapshot_of(program, tmp_path)
    csv_text(run(program, snapshot).scores)
    events: list[str] = []
    watching = True

    def watch(event: str, _: tuple[object, ...]) -> None:
        if watching and event.partition(".")[0] in ("open", "socket", "subprocess", "os", "ctypes", "urllib", "shutil"):
            events.append(event)

    sys.addaudithook(watch)
    table = csv_text(run(program, snapshot).scores)
    watching = False
    assert table.count("\n") == 10
    assert events == []


@given(content=st.binary(max_size=400))
def test_random_bytes_give_findings_and_nothing_else(content: bytes) -> None:
    """Whatever stands in a file, reading and checking it ends in a compilation."""
    source = read_text(content, "random.meth")
    if isinstance(source, Source):
        compile_sources([source])
    else:
        assert isinstance(source, Diagnostic)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A real methodology with a few pieces taken out, put in, doubled or exchanged."""
    text = draw(st.sampled_from(sorted(TEXTS.values())))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 40)))
        piece = st.sampled_from(["", "\n", "  ", "|", "(", "value", "90 %"])
        new = draw(st.one_of(piece, st.text(max_size=12)))
        text = text[:start] + new + text[end:]
    return text


@given(text=mutated())
def test_a_mutated_methodology_gives_findings_and_nothing_else(text: str) -> None:
    """Every finding can be printed, and a program comes out only where no error stands in the way."""
    compilation = compiled(text)
    for one in compilation.findings:
        assert one.message
    assert (compilation.program is None) == bool(compilation.findings.errors)
