"""From a folder of files to a snapshot, or to everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tarazy.dsl.declarations import ListDeclaration, SourceDeclaration
from tarazy.dsl.diagnostics import Findings
from tarazy.dsl.register_declaration import RegisterDeclaration
from tarazy.interpreter.data.folder import DataFolder
from tarazy.interpreter.data.formats import Workers
from tarazy.interpreter.data.lists import ListReader
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.data.sources import SourceReader
from tarazy.interpreter.data.violations import Violations, fault
from tarazy.interpreter.extras import EXTRAS, is_installed

if TYPE_CHECKING:
    from tarazy.interpreter.data.stored_rows import StoredRows


def read_snapshot(
    lists: Mapping[str, ListDeclaration],
    sources: Mapping[str, SourceDeclaration],
    body_list: str | None,
    folder: Path,
    *,
    registers: Mapping[str, RegisterDeclaration] | None = None,
    unbound: bool = False,
) -> tuple[Snapshot | None, Findings]:
    """The data that lists and sources name, read from `folder` and checked against their contracts.

    Parameters
    ----------
    lists, sources, registers
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
    for declaration in () if unbound else _without_file(lists, sources, registers or {}):
        violations.at(declaration.span, fault("M614", name=declaration.code))
    with Workers() as workers:
        files = DataFolder(folder, violations, workers)
        reader = ListReader(files, lists, body_list)
        reader.read()
        source_reader = SourceReader(files, reader)
        tables = {code: source_reader.read(source) for code, source in sources.items()}
        rows = _rows_of(registers or {}, files, reader)
    files.note_ignored()
    findings = violations.findings()
    if findings.errors:
        return None, findings
    return Snapshot(lists, sources, reader.tables(), tables, files.hashes(), rows), findings


def _without_file(
    lists: Mapping[str, ListDeclaration],
    sources: Mapping[str, SourceDeclaration],
    registers: Mapping[str, RegisterDeclaration],
) -> Iterator[ListDeclaration | SourceDeclaration | RegisterDeclaration]:
    """Lists whose elements stand nowhere, and sources of no file: their binding is still to be written."""
    yield from (one for one in lists.values() if one.of is None and not one.files and not one.rows)
    yield from (one for one in sources.values() if not one.files)
    yield from (one for one in registers.values() if not one.files)


def _rows_of(
    registers: Mapping[str, RegisterDeclaration], files: DataFolder, lists: ListReader
) -> dict[str, StoredRows]:
    """The rows of registers; what reads them is loaded where there are any."""
    if not registers:
        return {}
    if not is_installed("duckdb"):
        for one in registers.values():
            files.violations.at(one.span, fault("D670", kind="a register", module="duckdb", extra=EXTRAS["duckdb"]))
        return {}
    from tarazy.interpreter.data.registers import RegisterReader

    reader = RegisterReader(files, lists)
    return {code: reader.read(one) for code, one in registers.items()}
