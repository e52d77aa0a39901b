"""Violations of the data contract, gathered while files are read so that all of them are reported at once.

What is wrong with a cell is known before its place is: a converter returns a :class:`Fault`, and whoever
knows the file and the row notes it. One column can have the same fault in every row of a large file; beyond
`SHOWN` of them only their number is kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field, frozen

from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Findings, Place, finding

SHOWN = 20
"""Violations of one kind in one column that are shown one by one."""

_LONGEST_SHOWN = 60


@frozen
class Fault:
    """What is wrong with a cell, a row or a file: a code, its variant and the words of the message."""

    code: str
    variant: str = ""
    words: Mapping[str, str] = field(factory=dict)


def fault(code: str, variant: str = "", **words: str) -> Fault:
    """A fault of `code`, with `words` for its message."""
    return Fault(code, variant, words)


def readable(text: str) -> str:
    """A cell's text for a message: at most 60 characters, those that do not print as escapes."""
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in cut)


@define
class _Rest:
    """The violations of one kind in one column beyond those shown."""

    first_row: int
    count: int


@define
class Violations:
    """Gathers violations; the same one met twice, by two declarations that read one file, is kept once.

    A row that two files hold has two places, each reported; files come in the order in which they were read,
    rows in theirs.
    """

    _found: list[Diagnostic] = field(factory=list)
    _met: set[tuple[str, int | None, str | None, str, str]] = field(factory=set)
    _counts: dict[tuple[str, str | None, str, str], int] = field(factory=dict)
    _rests: dict[tuple[str, str | None, str, str], _Rest] = field(factory=dict)

    def note(
        self,
        file: str,
        fault: Fault,
        *,
        row: int | None = None,
        column: str | None = None,
        value: str | None = None,
    ) -> None:
        """Keep `fault` of a cell, of a row (`column` is ``None``) or of the whole file (`row` is ``None``)."""
        met = (file, row, column, fault.code, fault.variant)
        if met in self._met:
            return
        self._met.add(met)
        kind = (file, column, fault.code, fault.variant)
        self._counts[kind] = count = self._counts.get(kind, 0) + 1
        if row is not None and count > SHOWN:
            rest = self._rests.setdefault(kind, _Rest(row, 0))
            rest.first_row = min(rest.first_row, row)
            rest.count += 1
            return
        self.at(CellPlace(file, row, column, value), fault)

    def at(self, place: Place, fault: Fault) -> None:
        """Keep `fault` at `place`, whatever was kept before."""
        self._found.append(Diagnostic(fault.code, place, fault.words, fault.variant))

    def findings(self) -> Findings:
        """All of them by file and row, a summary standing where the first violation it counts would."""
        found = list(self._found)
        for (file, column, _, _), rest in self._rests.items():
            variant = "rows" if column is None else ""
            place = CellPlace(file, rest.first_row, column)
            found.append(finding("D690", place, variant=variant, count=f"{rest.count:,}"))
        files: dict[str, int] = {}
        for one in found:
            files.setdefault(_file_of(one), len(files))
        return Findings(tuple(sorted(found, key=lambda one: (files[_file_of(one)], _row_of(one)))))


def _file_of(diagnostic: Diagnostic) -> str:
    return diagnostic.place.file if isinstance(diagnostic.place, CellPlace) else ""


def _row_of(diagnostic: Diagnostic) -> int:
    return (diagnostic.place.row or 0) if isinstance(diagnostic.place, CellPlace) else 0
