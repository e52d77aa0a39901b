"""Texts of a register's column made values in SQL.

What a text means is said by the reader of the column and by nothing else. Numerals of the plainest form are converted
by SQL, which comes to the same; every other text, once for each different one, is given to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
from attrs import define, field, frozen
from flint import fmpq

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import number_text
from tarazy.dsl.states import State
from tarazy.dsl.value_types import DateType, NumberType, TextType, YesNoType
from tarazy.interpreter.data.contract import Reader
from tarazy.interpreter.data.formats.exported import held_text
from tarazy.interpreter.data.numerals import NumberForm, base_units
from tarazy.interpreter.data.stored_rows import StoredColumn
from tarazy.interpreter.data.violations import Fault

CANONICAL = "\x01"
"""Stands before a text that is canonical already, since the file held the cell as something else than text."""

_SIGNS = CANONICAL + "\x02\x03\x04"
"""Signs that stand before texts."""

_DIGITS = 18
"""Digits before and behind the mark of a numeral that SQL converts."""

_MOST_DIGITS = 38
_MOST_WORDS = 10_000
"""Different words of a column that is held as an enumeration."""

Note = Callable[[int, int, Column, str, Fault], None]
"""Told what is wrong with a cell: file, row, column, its text."""


@frozen
class Converted:
    """A column as it will be: how it is stored, the SQL that makes it of ``raw``, the join that this needs, and its
    words where they are few.
    """

    stored: StoredColumn
    expression: str
    join: str
    words: tuple[str, ...] | None = None


@define(eq=False)
class ColumnConverter:
    """Converts columns of the table ``raw``: ``n``, ``file``, ``row`` and a text for each column.

    Parameters
    ----------
    readers
        Reader of a column in each file, by the file's number.
    form
        How numbers are written in the files.
    note
        Told of each cell that breaks its contract.
    """

    connection: duckdb.DuckDBPyConnection
    form: NumberForm
    note: Note
    _count: int = field(default=0, init=False)

    def convert(self, column: Column, text: str, readers: Mapping[int, Reader]) -> Converted:
        """The column whose texts stand in the column `text` of ``raw``."""
        name = f"c{self._count}"
        self._count += 1
        match column.type:
            case NumberType() if not column.codes:
                return self._number(column, name, text, readers)
            case TextType() if not column.codes and not self._has_signs(text):
                self._meanings(column, text, readers, f"{text} IN ('', '{CANONICAL}')")
                return Converted(StoredColumn(column, name), f"nullif(ltrim({text}, '{_SIGNS}'), '')", "")
            case _:
                return self._word(column, name, text, readers)

    def _has_signs(self, text: str) -> bool:
        """Whether the file held any cell as something else than text."""
        signs = ", ".join(f"'{sign}'" for sign in _SIGNS if sign != CANONICAL)
        return bool(self._one(f"SELECT count(*) FROM raw WHERE left({text}, 1) IN ({signs})"))  # noqa: S608

    # ------------------------------------------------------------ by the reader

    def _meanings(
        self, column: Column, text: str, readers: Mapping[int, Reader], condition: str = "TRUE"
    ) -> Iterator[tuple[int, str, Any]]:
        """What each different text under `condition` means, by file; a faulty one is noted and left out."""
        question = f"SELECT DISTINCT file, {text} FROM raw WHERE {condition} ORDER BY ALL"  # noqa: S608 - names of ours
        found = []
        for file, written in self.connection.execute(question).fetchall():
            value = (
                canonical_value(column, written[1:]) if written[:1] == CANONICAL else readers[file](held_text(written))
            )
            if isinstance(value, Fault):
                self._note(column, text, file, written, value)
            elif value is not State.ABSENT:
                found.append((file, written, value))
        return iter(found)

    def _note(self, column: Column, text: str, file: int, written: str, fault: Fault) -> None:
        question = f"SELECT row FROM raw WHERE file = ? AND {text} = ? ORDER BY n"  # noqa: S608 - names of ours
        for (row,) in self.connection.execute(question, [file, written]).fetchall():
            self.note(file, row, column, written.lstrip(_SIGNS), fault)

    def _joined(self, name: str, text: str, kind: str, meanings: Sequence[tuple[int, str, Any]]) -> str:
        """A table of meanings, and the join that finds them."""
        self.connection.execute(f"CREATE TABLE m_{name}(file INTEGER, t VARCHAR, v {kind})")
        rows = [list(part) for part in zip(*meanings, strict=True)] or [[], [], []]
        self.connection.execute(f"INSERT INTO m_{name} SELECT unnest(?), unnest(?), unnest(?)::{kind}", rows)
        return f"LEFT JOIN m_{name} ON m_{name}.file = raw.file AND m_{name}.t = raw.{text}"

    # ------------------------------------------------------------ words, dates, conditions

    def _word(self, column: Column, name: str, text: str, readers: Mapping[int, Reader]) -> Converted:
        meanings = list(self._meanings(column, text, readers))
        words: tuple[str, ...] | None = None
        match column.type:
            case YesNoType():
                kind = "BOOLEAN"
            case DateType():
                kind = "DATE"
            case _:
                words = tuple(sorted({str(value) for _, _, value in meanings}))
                kind = self._enumeration(name, words)
        join = self._joined(name, text, kind, meanings)
        return Converted(StoredColumn(column, name), f"m_{name}.v", join, words)

    def _enumeration(self, name: str, words: tuple[str, ...]) -> str:
        if not words or len(words) > _MOST_WORDS:
            return "VARCHAR"
        listed = ", ".join("'" + word.replace("'", "''") + "'" for word in words)
        self.connection.execute(f"CREATE TYPE t_{name} AS ENUM ({listed})")
        return f"t_{name}"

    # ------------------------------------------------------------ numbers

    def _number(self, column: Column, name: str, text: str, readers: Mapping[int, Reader]) -> Converted:
        fraction = f"rtrim(split_part({text}, '{self.form.decimal}', 2), '0')"
        most = _DIGITS if column.decimals is None else min(column.decimals, _DIGITS)
        plain = f"({self._plain(text)} AND length({fraction}) <= {most})"
        decimals = self._one(f"SELECT coalesce(max(length({fraction})), 0) FROM raw WHERE {plain}")  # noqa: S608
        scaled = _scaled(text, fraction, self.form.decimal, decimals)
        if self._is_outside(column, scaled, decimals, plain):
            plain = "FALSE"
        meanings = [
            (file, written, number_text(value / base_units(column.shape)))
            for file, written, value in self._meanings(column, text, readers, f"NOT {plain}")
        ]
        decimals = max([decimals, *(len(one.partition(".")[2]) for _, _, one in meanings)])
        digits = max([0, *(len(one.partition(".")[0].lstrip("-")) for _, _, one in meanings)])
        if max(digits, _DIGITS) + decimals > _MOST_DIGITS:
            return self._long(column, name, text, plain, meanings)
        whole = [(file, written, _whole(one, decimals)) for file, written, one in meanings]
        join = self._joined(name, text, "HUGEINT", whole)
        scaled = _scaled(text, fraction, self.form.decimal, decimals)
        value = f"CASE WHEN {plain} THEN {scaled} ELSE m_{name}.v END"
        return Converted(StoredColumn(column, name, decimals), value, join)

    def _plain(self, text: str) -> str:
        mark = re.escape(self.form.decimal)
        return f"regexp_full_match({text}, '-?[0-9]{{1,{_DIGITS}}}({mark}[0-9]{{1,{_DIGITS}}})?')"

    def _is_outside(self, column: Column, scaled: str, decimals: int, plain: str) -> bool:
        """Whether any number that SQL converts is outside of the range: then the reader says which."""
        if column.range is None:
            return False
        question = f"SELECT min({scaled}), max({scaled}) FROM raw WHERE {plain}"  # noqa: S608 - names of ours
        ends = self.connection.execute(question).fetchone()
        assert ends is not None
        allowed = column.range
        return any(end is not None and not allowed.contains(fmpq(end, 10**decimals)) for end in ends)

    def _long(
        self, column: Column, name: str, text: str, plain: str, meanings: Sequence[tuple[int, str, str]]
    ) -> Converted:
        """A column with numbers of too many digits: held as numerals."""
        join = self._joined(name, text, "VARCHAR", meanings)
        fraction = f"rtrim(split_part({text}, '{self.form.decimal}', 2), '0')"
        whole = f"split_part({text}, '{self.form.decimal}', 1)"
        digits = f"CASE WHEN ltrim({whole}, '-0') = '' THEN '0' ELSE ltrim({whole}, '-0') END"
        body = f"({digits}) || CASE WHEN {fraction} = '' THEN '' ELSE '.' || {fraction} END"
        sign = f"CASE WHEN {text} LIKE '-%' AND ltrim({text}, '-0{self.form.decimal}') <> '' THEN '-' ELSE '' END"
        value = f"CASE WHEN {plain} THEN ({sign}) || {body} ELSE m_{name}.v END"
        return Converted(StoredColumn(column, name, is_text=True), value, join)

    def _one(self, question: str) -> int:
        found = self.connection.execute(question).fetchone()
        assert found is not None
        return int(found[0])


def _scaled(text: str, fraction: str, mark: str, decimals: int) -> str:
    """SQL for the whole number that a plain numeral is, times 10 to the power of `decimals`."""
    return f"CAST(split_part({text}, '{mark}', 1) || rpad({fraction}, {decimals}, '0') AS HUGEINT)"


def _whole(numeral: str, decimals: int) -> int:
    whole, _, fraction = numeral.partition(".")
    return int(whole + fraction.ljust(decimals, "0"))


def canonical_text(column: Column, value: object) -> str:
    """A value as a canonical text, which :func:`canonical_value` reads."""
    match value:
        case fmpq():
            return CANONICAL + number_text(value / base_units(column.shape))
        case bool():
            return CANONICAL + ("yes" if value else "no")
        case date():
            return CANONICAL + value.isoformat()
        case _:
            return CANONICAL + str(value)


def canonical_value(column: Column, text: str) -> object:
    """The value of a canonical text; an empty one is absent."""
    if not text:
        return State.ABSENT
    match column.type:
        case NumberType():
            whole, _, fraction = text.partition(".")
            return fmpq(int(whole + fraction), 10 ** len(fraction)) * base_units(column.shape)
        case YesNoType():
            return text == "yes"
        case DateType():
            return date.fromisoformat(text)
        case _:
            return text
