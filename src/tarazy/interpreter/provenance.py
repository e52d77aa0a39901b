"""Where results come from: the methodology, the program and the data by their hashes."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from attrs import asdict, frozen

from tarazy.dsl.program import Program
from tarazy.interpreter.data import Snapshot

_MARKS = frozenset({"draft", "illustrative", "what_if"})
"""What stands in a document only where there is something to say."""


@frozen
class Provenance:
    """What results were computed by and from.

    Parameters
    ----------
    engine
        Version of Tarazy.
    methodology, label, version
        Of the methodology; empty for a module without a head.
    program_hash, snapshot_hash
        Of what was computed, and of the data as they were read.
    files
        Path as written, and SHA-256 in hexadecimal digits, of each file that was read.
    draft
        What the methodology leaves open, in words: with any, the results are those of a draft.
    illustrative
        Numbers of the methodology that no act gives, in words.
    what_if
        Of periods in which the edition is not in force: when it is.
    """

    engine: str
    methodology: str
    label: str
    version: str
    program_hash: str
    snapshot_hash: str
    files: tuple[tuple[str, str], ...]
    draft: tuple[str, ...] = ()
    illustrative: tuple[str, ...] = ()
    what_if: str = ""

    def facts(self) -> dict[str, Any]:
        """All of it by name, for a document; marks such as `draft` only where there is something to say."""
        found = asdict(self)
        return {name: value for name, value in found.items() if value or name not in _MARKS}


def provenance_of(program: Program, snapshot: Snapshot) -> Provenance:
    """The provenance of a run of `program` on `snapshot`."""
    head = program.methodology
    named = ("", "", "") if head is None else (head.code, head.label or "", head.version)
    files = tuple(sorted(snapshot.file_hashes.items()))
    draft = tuple(hole.words for hole in program.holes)
    illustrative = tuple(one.words for one in program.illustrations)
    return Provenance(
        f"tarazy {version('tarazy')}", *named, program.hashes.program, snapshot.hash, files, draft, illustrative
    )
