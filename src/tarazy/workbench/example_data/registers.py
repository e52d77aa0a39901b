"""Registers that grow: services, appeals and answers of a survey, a row an event, written in pieces of one size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, TypeAlias

import numpy as np
import pyarrow as pa
from attrs import frozen
from numpy.typing import NDArray
from pyarrow import parquet

from tarazy.workbench.example_data.bodies import Body
from tarazy.workbench.example_data.draws import Whole
from tarazy.workbench.example_data.setting import DataFile, Setting
from tarazy.workbench.example_data.synthetic import METADATA

ROWS_A_PIECE = 1 << 18
"""Rows of a row group; no more are held at once."""

_EPOCH = date(1970, 1, 1).toordinal()
_TEN_THOUSAND = 10_000
_ALL_WEIGHTS = 1 << 32
_REPORTS_DUE = (4, 1)
"""Month and day of the year after the last one on which the registers are taken: later events are not in them."""

Flags: TypeAlias = NDArray[np.bool_]


@frozen(eq=False)
class Piece:
    """Consecutive rows of a register.

    Parameters
    ----------
    first
        Number of the first of them, counted from 0.
    day
        Day to which a row belongs, in days since 1970-01-01.
    body
        Whose it is: the number of the body among those of the events.
    year
        The number of the year of `day` among the years.
    """

    first: int
    day: Whole
    body: Whole
    year: Whole

    def __len__(self) -> int:
        return len(self.day)


Columns: TypeAlias = Mapping[str, pa.Array]


@frozen(eq=False)
class Events:
    """Events of the bodies over the years, ordered by their days.

    Parameters
    ----------
    name
        Of the register, under which everything in it is drawn.
    """

    name: str
    setting: Setting
    rows: int
    bodies: tuple[Body, ...]

    def pieces(self) -> Iterator[Piece]:
        """All rows, piece by piece."""
        eras = self._eras()
        bounds = np.array([first for first, _, _ in eras[1:]], dtype=np.int64)
        first_day, after = self._span
        new_years = np.array([_number(date(year, 1, 1)) for year in self.setting.years], dtype=np.int64)
        for first in range(0, self.rows, ROWS_A_PIECE):
            count = min(ROWS_A_PIECE, self.rows - first)
            day = first_day + np.arange(first, first + count, dtype=np.int64) * (after - first_day) // self.rows
            drawn = self.below(_ALL_WEIGHTS, "body", first, count)
            body = np.empty(count, dtype=np.int64)
            edges = [0, *np.searchsorted(day, bounds).tolist(), count]
            for (_, members, shares), begin, end in zip(eras, edges, edges[1:], strict=False):
                body[begin:end] = members[np.searchsorted(shares, drawn[begin:end], side="right")]
            yield Piece(first, day, body, np.searchsorted(new_years, day, side="right") - 1)

    def below(self, limit: int, subject: str, first: int, count: int) -> Whole:
        """A draw below `limit` for each of `count` rows."""
        return self.setting.draws.column(self.name, subject).below(limit, first, count)

    def table(self, of: Callable[[Body, int], int]) -> Whole:
        """A number for each body and year, to be taken by the rows."""
        found = [[of(body, year) for year in self.setting.years] for body in self.bodies]
        return np.array(found, dtype=np.int64)

    @property
    def first_days(self) -> Whole:
        """The first day of each body that a date can have here."""
        return np.array([max(_number(body.since), 0) for body in self.bodies], dtype=np.int64)

    @property
    def last_days(self) -> Whole:
        """The last day of which the register knows of each body."""
        taken = _number(date(self.setting.years[-1] + 1, *_REPORTS_DUE))
        return np.array([min(_number(body.until), taken) for body in self.bodies], dtype=np.int64)

    @property
    def _span(self) -> tuple[int, int]:
        years = self.setting.years
        return _number(date(years[0], 1, 1)), _number(date(years[-1] + 1, 1, 1))

    def _eras(self) -> list[tuple[int, Whole, Whole]]:
        """Times within which the bodies are the same: the first day, the bodies, and their shares summed up."""
        first_day, after = self._span
        changes = {_number(body.since) for body in self.bodies} | {_number(body.until) + 1 for body in self.bodies}
        found = []
        for day in sorted({first_day, *(one for one in changes if first_day < one < after)}):
            there = [at for at, body in enumerate(self.bodies) if _number(body.since) <= day <= _number(body.until)]
            weights = [self.setting.draws.between(4, 20, "weight", self.bodies[at].code) for at in there]
            summed = [sum(weights[: at + 1]) * _ALL_WEIGHTS // sum(weights) for at in range(len(weights))]
            found.append((day, np.array(there, dtype=np.int64), np.array(summed, dtype=np.int64)))
        return found


def register_files(setting: Setting) -> tuple[DataFile, ...]:
    """The files: of ten rows six are services, three appeals, one an answer of a survey."""
    services, appeals = setting.rows * 6 // 10, setting.rows * 3 // 10
    there = setting.there()
    registers = (
        (Events("services", setting, services, there), _services, ("service", "due", "rendered")),
        (Events("appeals", setting, appeals, there), _appeals, ("appeal", "received", "due", "answered")),
        (Events("survey_answers", setting, setting.rows - services - appeals, there), _answers, ("answer", "date")),
    )
    return tuple(_parquet_file(*one) for one in registers)


def _parquet_file(
    events: Events, columns_of: Callable[[Events], Callable[[Piece], Columns]], steady: Sequence[str]
) -> DataFile:
    """A Parquet file; `steady` columns change little from row to row, and are held by their differences."""

    def write(stream: BinaryIO) -> Iterator[int]:
        columns = columns_of(events)
        writer: parquet.ParquetWriter | None = None
        for piece in events.pieces():
            table = pa.table(columns(piece)).replace_schema_metadata(METADATA)
            if writer is None:
                words = [one.name for one in table.schema if pa.types.is_dictionary(one.type)]
                # Without compression: the bytes that a compressor makes depend on how it was built.
                writer = parquet.ParquetWriter(
                    stream,
                    table.schema,
                    compression="none",
                    use_dictionary=words,
                    column_encoding=dict.fromkeys(steady, "DELTA_BINARY_PACKED"),
                )
            writer.write_table(table)
            yield len(piece)
        if writer is not None:
            writer.close()

    return DataFile(f"{events.name}.parquet", write)


def _services(events: Events) -> Callable[[Piece], Columns]:
    since, until = events.first_days, events.last_days
    late = events.table(lambda body, year: (_TEN_THOUSAND - events.setting.quality(body, year, "services")) * 2 // 5)
    bad = events.table(lambda body, year: (_TEN_THOUSAND - events.setting.quality(body, year, "complaints")) // 12)
    electronic = events.table(
        lambda body, year: min(
            9_800, events.setting.quality(body, year, "electronic") * 3 // 4 + 400 * (year - events.setting.years[0])
        )
    )

    def columns(piece: Piece) -> Columns:
        first, count, where = piece.first, len(piece), (piece.body, piece.year)
        is_late = events.below(_TEN_THOUSAND, "late", first, count) < late[where]
        before, behind = events.below(10, "before", first, count), events.below(45, "behind", first, count)
        rendered = np.maximum(np.where(is_late, piece.day + 1 + behind, piece.day - before), since[piece.body])
        unknown = (rendered > until[piece.body]) | (events.below(400, "never", first, count) == 0)
        return {
            "service": pa.array(np.arange(first + 1, first + count + 1, dtype=np.int64)),
            "body": _words([body.code for body in events.bodies], piece.body),
            "due": _days(piece.day),
            "rendered": _days(rendered, unknown),
            "electronic": pa.array(events.below(_TEN_THOUSAND, "way", first, count) < electronic[where]),
            "complaint": pa.array(events.below(_TEN_THOUSAND, "complaint", first, count) < bad[where]),
        }

    return columns


def _appeals(events: Events) -> Callable[[Piece], Columns]:
    since, until = events.first_days, events.last_days
    late = events.table(lambda body, year: (_TEN_THOUSAND - events.setting.quality(body, year, "appeals")) // 2)
    overturned = events.table(
        lambda body, year: (_TEN_THOUSAND - events.setting.quality(body, year, "decisions")) // 10
    )
    of_law = np.array([_LAW_ENFORCEMENT.get(body.code, 0) for body in events.bodies], dtype=np.int64)

    def columns(piece: Piece) -> Columns:
        first, count, where = piece.first, len(piece), (piece.body, piece.year)
        is_law = events.below(_TEN_THOUSAND, "activity", first, count) < of_law[piece.body]
        is_late = events.below(_TEN_THOUSAND, "late", first, count) < late[where] + np.where(is_law, 800, 0)
        before, behind = events.below(12, "before", first, count), events.below(60, "behind", first, count)
        received = np.maximum(piece.day - np.where(is_law, 30, 15), since[piece.body])
        answered = np.maximum(np.where(is_late, piece.day + 1 + behind, piece.day - before), received)
        unknown = (answered > until[piece.body]) | (events.below(250, "never", first, count) == 0)
        is_overturned = events.below(_TEN_THOUSAND, "overturned", first, count) < overturned[where]
        return {
            "appeal": pa.array(np.arange(first + 1, first + count + 1, dtype=np.int64)),
            "body": _words([body.code for body in events.bodies], piece.body),
            "kind": _words(["complaint", "application"], (events.below(10, "kind", first, count) > 2).astype(np.int64)),
            "received": _days(received),
            "due": _days(piece.day),
            "answered": _days(answered, unknown),
            "overturned": pa.array(is_overturned & ~unknown),
            "activity": _words(["law_enforcement"], np.zeros(count, dtype=np.int64), ~is_law),
        }

    return columns


_LAW_ENFORCEMENT = {"finance": 3_500, "interior": 7_000, "prosecutor": 5_000}
"""Bodies some of whose appeals are about the enforcement of law: how many of ten thousand."""


def _answers(events: Events) -> Callable[[Piece], Columns]:
    quality = events.table(lambda body, year: events.setting.quality(body, year, "satisfaction"))
    # At least so many of ten thousand give the mark 5, the mark 4 or more, and so on.
    upwards = np.stack([quality - 4_200, quality - 1_500, quality, (quality + _TEN_THOUSAND) // 2], axis=-1)

    def columns(piece: Piece) -> Columns:
        first, count = piece.first, len(piece)
        drawn = events.below(_TEN_THOUSAND, "mark", first, count)
        steps = (drawn[:, None] < upwards[piece.body, piece.year]).sum(axis=1)
        return {
            "answer": pa.array(np.arange(first + 1, first + count + 1, dtype=np.int64)),
            "body": _words([body.code for body in events.bodies], piece.body),
            "date": _days(piece.day),
            "mark": pa.array((1 + steps).astype(np.int8)),
        }

    return columns


def _number(day: date) -> int:
    return day.toordinal() - _EPOCH


def _days(numbers: Whole, unknown: Flags | None = None) -> pa.Array:
    return pa.array(numbers.astype(np.int32), type=pa.int32(), mask=unknown).cast(pa.date32())


def _words(words: Sequence[str], numbers: Whole, unknown: Flags | None = None) -> pa.Array:
    """Texts, each by its number among `words`."""
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32), mask=unknown), pa.array(words))
