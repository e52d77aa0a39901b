"""From a folder of files to a snapshot, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tarazy.dsl.declarations import ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Findings
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.formats import Workers
from tarazy.interpreter.data.lists import ListReader
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.data.sources import SourceReader
from tarazy.interpreter.data.violations import Violations


def read_snapshot(
    lists: Mapping[str, ListDeclaration],
    sources: Mapping[str, SourceDeclaration],
    body_list: str | None,
    folder: Path,
) -> tuple[Snapshot | None, Findings]:
    """The data that lists and sources name, read from `folder` and checked against their contracts.

    Parameters
    ----------
    lists, sources
        Declarations by code.
    body_list
        Code of the list of bodies, which messages call bodies; ``None`` where nothing is evaluated.
    folder
        Folder that the paths of the declarations are relative to.

    Returns ------- The snapshot, or ``None`` where anything breaks its contract, and the findings: every
    violation of every file at once, and for each file one note of the columns that nothing reads. Whatever
    the files hold, nothing is raised.
    """
    violations = Violations()
    with Workers() as workers:
        files = DataFolder(folder, violations, workers)
        reader = ListReader(files, lists, body_list)
        reader.read()
        source_reader = SourceReader(files, reader)
        tables = {code: source_reader.read(source) for code, source in sources.items()}
    files.note_ignored()
    findings = violations.findings()
    if findings.errors:
        return None, findings
    return Snapshot(lists, sources, reader.tables(), tables, files.hashes()), findings
