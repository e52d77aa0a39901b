"""``tarazy test``: the examples that stand in methodologies."""

from __future__ import annotations

from pathlib import Path

import click

from tarazy.dsl.program import Program
from tarazy.grammar.speech import said
from tarazy.interpreter.data import Snapshot, read_snapshot
from tarazy.interpreter.examples import run_examples
from tarazy.workbench.compiling import compile_each
from tarazy.workbench.findings_json import Json
from tarazy.workbench.loading import body_list, without_notes
from tarazy.workbench.options import data_option, output_options, paths_argument, strict_option
from tarazy.workbench.session import Session


@click.command("test", short_help="Run the examples of methodologies.")
@paths_argument
@data_option
@strict_option
@output_options
@click.pass_obj
def command(session: Session, paths: tuple[Path, ...], data: Path | None) -> None:
    """Run the examples that stand in methodologies: files, and every .meth file of folders.

    Of the data only files of lists are read, where they are there.
    """
    compiled, found = compile_each(paths, session.binding)
    findings = without_notes(found)
    examples: list[Json] = []
    for one in compiled:
        program = one.compilation.program
        if program is None or not program.examples:
            continue
        lists = _lists(program, one.path.parent if data is None else data)
        results = run_examples(program, lists)
        findings += [item for result in results for item in result.findings]
        passed = sum(result.passed for result in results)
        session.say(f"{one.path}: " + said("{passed} of {count} examples passed", passed=passed, count=len(results)))
        file = str(one.path)
        examples += [{"file": file, "label": each.example.label, "passed": each.passed} for each in results]
    if not examples and not findings.errors:
        session.say(said("There are no examples."))
    session.finish(findings, {"examples": examples}, findings_are_output=True)


def _lists(program: Program, folder: Path) -> Snapshot | None:
    """What the files of lists hold; ``None`` where they are not there, since an example can name its own elements."""
    return read_snapshot(program.lists, {}, body_list(program), folder, unbound=True)[0]
