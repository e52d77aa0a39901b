"""From a folder of files to a snapshot, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tarazy.dsl.declarations import ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Findings
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.formats import Workers
from tarazy.interpreter.data.lists import ListReader
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.data.sources import SourceReader
from tarazy.interpreter.data.violations import Violations, fault


def read_snapshot(
    lists: Mapping[str, ListDeclaration],
    sources: Mapping[str, SourceDeclaration],
    body_list: str | None,
    folder: Path,
    *,
    unbound: bool = False,
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
    unbound
        Whether a list or source of no file is taken as empty, as examples ask for; else it is an error.

    Returns
    -------
    The snapshot, or ``None`` where anything breaks its contract, and the findings: every violation of every file at
    once, and for each file one note of the columns that nothing reads. Whatever the files hold, nothing is raised.
    """
    violations = Violations()
    for declaration in () if unbound else _without_file(lists, sources):
        violations.at(declaration.span, fault("M614", name=declaration.code))
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


def _without_file(
    lists: Mapping[str, ListDeclaration], sources: Mapping[str, SourceDeclaration]
) -> Iterator[ListDeclaration | SourceDeclaration]:
    """Lists whose elements stand nowhere, and sources of no file: their binding is still to be written."""
    yield from (one for one in lists.values() if one.of is None and not one.files and not one.rows)
    yield from (one for one in sources.values() if not one.files)
