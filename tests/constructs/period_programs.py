"""Programs about periods and bodies: a text with its data, checked and run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tarazy.dsl.diagnostics import Diagnostic
from tarazy.dsl.formatter import format_file
from tarazy.dsl.parser import parse
from tarazy.dsl.periods import read_period
from tarazy.dsl.pipeline import Compilation, compile_sources
from tarazy.dsl.source import source_of
from tarazy.dsl.translation import translated
from tarazy.grammar.keywords import vocabulary
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.run import RunResult, run
from tarazy.interpreter.trace_text import trace_text


def compiled(text: str) -> Compilation:
    """What becomes of a text."""
    return compile_sources([source_of("example.meth", text)])


def findings(text: str) -> list[Diagnostic]:
    """What is found in a text, notes left out."""
    return [one for one in compiled(text).findings if one.severity.value != "note"]


def variants(text: str) -> list[tuple[str, str]]:
    """Code and variant of what is found in a text, notes left out."""
    return [(one.code, one.variant) for one in findings(text)]


def ran(folder: Path, text: str, files: Mapping[str, str]) -> RunResult:
    """A run of a text that has no error, on files of these contents."""
    program = compiled(text).program
    assert program is not None, [(one.code, one.message) for one in compiled(text).findings.errors]
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    bodies = None if program.methodology is None else program.methodology.evaluates
    snapshot, violations = read_snapshot(program.lists, program.sources, bodies, folder)
    assert snapshot is not None, [one.message for one in violations]
    return run(program, snapshot)


def shown(result: RunResult, name: str, body: str | None, period: str) -> str:
    """A value as a trace shows it."""
    return result.trace(body, name, read_period(period)).root.value.shown


def text_of(result: RunResult, name: str, body: str | None, period: str) -> str:
    """The trace of a value as text."""
    return trace_text(result.trace(body, name, read_period(period)))


def survives_formatting(text: str) -> bool:
    """Whether a text means the same when it is laid out, and laying it out again changes nothing."""
    once = format_file(parse(source_of("example.meth", text)).file, vocabulary())
    again = format_file(parse(source_of("example.meth", once)).file, vocabulary())
    before, after = compiled(text).program, compiled(once).program
    assert before is not None
    assert after is not None
    return once == again and before.hashes == after.hashes


def survives_translation(text: str, language: str) -> bool:
    """Whether a text in one layout is the same program in another language, and comes back as it was."""
    once = format_file(parse(source_of("example.meth", text)).file, vocabulary())
    program = compiled(once).program
    assert program is not None
    source = source_of("example.meth", once)
    foreign = translated(source, source, language)
    other = compiled(foreign).program
    assert other is not None, [(one.code, one.message) for one in compiled(foreign).findings.errors]
    source = source_of("example.meth", foreign)
    back = translated(source, source, "en")
    return back == once and other.hashes.program == program.hashes.program and foreign != once
