"""Whether the modules that a methodology imports are held by a lock file, as official results need."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.module_locks import lock_path


def not_locked(path: Path, files: Sequence[syntax.File]) -> Diagnostic | None:
    """The finding that modules are imported and no lock file lies beside the methodology `path`."""
    names = dict.fromkeys(
        one.name.text for file in files for one in file.declarations if one.kind == "module" and one.name is not None
    )
    if not names or lock_path(path).is_file():
        return None
    return finding("M601", None, variant="absent", names=", ".join(f"`{name}`" for name in names))
