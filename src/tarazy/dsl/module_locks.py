"""Lock files: which modules a methodology was written against, each held by the hash of what it says.

``NAME.lock`` beside ``NAME.meth`` is TOML: a table ``modules`` of files, as seen from the methodology's folder, with
hashes. A hash covers what the declarations of a module say, in whatever order, layout and keyword language; comments
are in none. Where a lock file lies beside a methodology, every module that is imported must be in it and be the one
that was locked (M601).
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from attrs import fields, has

from tarazy.dsl import syntax
from tarazy.dsl.diagnostics import Diagnostic, finding
from tarazy.dsl.source import Span

LOCK_SUFFIX = ".lock"
"""End of the name of a lock file."""

Lock: TypeAlias = Mapping[str, str]
"""Hashes of modules by their files."""

_HEAD = "# The modules that this methodology was written against. Made by `tarazy lock`.\n\n[modules]\n"
_HASH = re.compile(r"sha256:[0-9a-f]{64}")


def lock_path(methodology: Path) -> Path:
    """Where the lock file of a methodology lies, whether or not it is there."""
    name = methodology.name
    stem = name.removesuffix(".md").removesuffix(".meth")
    return methodology.with_name(stem + LOCK_SUFFIX)


def lock_text(lock: Lock) -> str:
    """A lock file: modules by their names, so that it is the same whoever makes it."""
    return _HEAD + "".join(
        f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(lock[name])}\n" for name in sorted(lock)
    )


def read_lock(path: Path) -> Lock | None:
    """What a lock file says; ``None`` where it is none."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8")).get("modules")
    except (OSError, ValueError):
        return None
    if not isinstance(found, dict) or not all(isinstance(one, str) and _HASH.fullmatch(one) for one in found.values()):
        return None
    return found


def module_hash(file: syntax.File) -> str:
    """The hash of what a module says."""
    said = "\n".join(sorted(json.dumps(_said(one), ensure_ascii=False) for one in file.declarations))
    return f"sha256:{hashlib.sha256(said.encode()).hexdigest()}"


def _said(node: Any) -> object:  # noqa: ANN401 - whatever stands in a syntax tree
    """What a node of the syntax tree says, as lists and texts: what makes two nodes equal, and nothing else."""
    if isinstance(node, tuple):
        return [_said(part) for part in node]
    if not has(type(node)):
        return str(node)
    return [type(node).__name__, *(_said(getattr(node, one.name)) for one in fields(type(node)) if one.eq)]


def unlocked(
    path: Path, lock: Lock | None, modules: Sequence[tuple[str, str, Span, syntax.File]]
) -> Iterator[Diagnostic]:
    """What does not go with the lock file at `path`, at the lines that import it.

    Parameters
    ----------
    lock
        What the file says; ``None`` where it cannot be read.
    modules
        Of each module that is imported its name, its file as a lock names it, the place of the line, and its content.
    """
    if lock is None:
        yield finding("M601", None, variant="file", path=str(path))
        return
    for name, file, place, content in modules:
        if file not in lock:
            yield finding("M601", place, variant="new", name=name, file=file, lock=path.name)
        elif lock[file] != module_hash(content):
            yield finding("M601", place, name=name, file=file, lock=path.name)
