"""Violations of the data contract, gathered while files are read so that all of them are reported at once.

What is wrong with a cell is known before its place is: a converter returns a :class:`Fault`, and whoever
knows the file and the row notes it. One column can have the same fault in every row of a large file; beyond
`SHOWN` of them only their number is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from attrs import define, evolve, field, frozen

from tarazy.dsl.diagnostics import CellPlace, Diagnostic, Findings, Place, finding

SHOWN = 20
"""Violations of one kind in one column that are shown one by one."""

_LONGEST_SHOWN = 60
_OF_LAYOUT = frozenset({"D642", "D648"})
"""Codes whose messages name the declaration that says how the file is laid out."""

_BLANK_SIGN = "␣"


@frozen
class Fault:
    """What is wrong with a cell, a row or a file: a code, its variant and the words of the message.

    One `of_column` is the same for every cell of the column, and is reported once for all of them.
    """

    code: str
    variant: str = ""
    words: Mapping[str, str] = field(factory=dict)
    of_column: bool = False


def fault(code: str, variant: str = "", **words: str) -> Fault:
    """A fault of `code`, with `words` for its message."""
    return Fault(code, variant, words)


def readable(text: str) -> str:
    """A cell's text for a message: at most 60 characters, of which none is invisible.

    Blanks before and behind it are shown as `␣`, a non-breaking one among its letters as a blank, other characters that
    do not print as escapes.
    """
    cut = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    if cut.isascii() and cut.isprintable() and cut == cut.strip():
        return cut
    inner = cut.strip()
    start = len(cut) - len(cut.lstrip())
    blanks_before, blanks_behind = cut[:start], cut[start + len(inner) :]
    return "".join((_as_signs(blanks_before), *map(_shown, inner), _as_signs(blanks_behind)))


def _as_signs(blanks: str) -> str:
    return "".join(_BLANK_SIGN if _is_blank(one) else _shown(one) for one in blanks)


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    return " " if _is_blank(character) else character.encode("unicode_escape").decode("ascii")


def _is_blank(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


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

    Parameters
    ----------
    reader
        What reads the file that is being read, in words: ``the source `report` ``.
    """

    reader: str = "the file"
    _found: list[Diagnostic] = field(factory=list)
    _met: set[tuple[CellPlace, str, str]] = field(factory=set)
    _counts: dict[tuple[CellPlace, str, str], int] = field(factory=dict)
    _rests: dict[tuple[CellPlace, str, str], _Rest] = field(factory=dict)

    def note(self, place: CellPlace, fault: Fault) -> None:
        """Keep `fault` of a cell, of a row (the place has no column) or of the whole file (it has no row)."""
        column = CellPlace(place.file, None, place.column, None, place.sheet, place.table)
        if fault.of_column:
            place = column
        cell = CellPlace(place.file, place.row, place.column, None, place.sheet, place.table)
        met = (cell, fault.code, fault.variant)
        if met in self._met:
            return
        self._met.add(met)
        kind = (column, fault.code, fault.variant)
        self._counts[kind] = count = self._counts.get(kind, 0) + 1
        if place.row is not None and count > SHOWN:
            rest = self._rests.setdefault(kind, _Rest(place.row, 0))
            rest.first_row = min(rest.first_row, place.row)
            rest.count += 1
            return
        self.at(place, fault)

    def at(self, place: Place, fault: Fault) -> None:
        """Keep `fault` at `place`, whatever was kept before."""
        words = {**fault.words, "reader": self.reader} if fault.code in _OF_LAYOUT else fault.words
        self._found.append(Diagnostic(fault.code, place, words, fault.variant))

    def findings(self) -> Findings:
        """All of them by file and row, a summary standing where the first violation it counts would."""
        found = list(self._found)
        for (column, _, _), rest in self._rests.items():
            variant = "rows" if column.column is None else ""
            place = evolve(column, row=rest.first_row)
            found.append(finding("D690", place, variant=variant, count=f"{rest.count:,}"))
        tables: dict[tuple[str, str | None], int] = {}
        for one in found:
            tables.setdefault(_table_of(one), len(tables))
        return Findings(tuple(sorted(found, key=lambda one: (tables[_table_of(one)], _row_of(one)))))


def _table_of(diagnostic: Diagnostic) -> tuple[str, str | None]:
    place = diagnostic.place
    return (place.file, place.sheet or place.table) if isinstance(place, CellPlace) else ("", None)


def _row_of(diagnostic: Diagnostic) -> int:
    return (diagnostic.place.row or 0) if isinstance(diagnostic.place, CellPlace) else 0
