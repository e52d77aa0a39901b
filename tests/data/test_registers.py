"""Reading registers: what a text means is what the reader of its column says, whoever converts it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.dsl.declarations import Column
from tarazy.dsl.intervals import between
from tarazy.dsl.source import Span, source_of
from tarazy.dsl.states import State
from tarazy.dsl.units import PURE, Shape, Shown
from tarazy.dsl.value_types import NumberType
from tarazy.interpreter.data.columns_in_sql import ColumnConverter
from tarazy.interpreter.data.contract import cell_reader
from tarazy.interpreter.data.numerals import NumberForm
from tarazy.interpreter.data.violations import Fault
from tests.constructs.register_programs import HEAD, read, registered

PLACE = Span(source_of("a.meth", " "), 0, 1)

TEXTS = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=3).map(lambda one: f"{one:f}"),
    st.integers(-(10**32), 10**32).map(str),
    st.from_regex(r"-?[0-9]{1,20}([.,][0-9]{1,20})?", fullmatch=True),
    st.sampled_from(["", "0", "-0", "-0.0", "007", "1.50", "1,5", "1 000", "1e3", "+1", "n/a", ".5", "5.", "½", "٣"]),
)

COLUMNS = st.builds(
    lambda decimals, limits, absent, shown: Column(
        "x", NumberType(), Shape(PURE, shown), decimals, limits, absent, (), None, PLACE
    ),
    st.none() | st.integers(0, 4),
    st.sampled_from([None, between(0, None), between(-5, 1000), between(0, 10, low_open=True)]),
    st.booleans(),
    st.sampled_from([Shown.NUMBER, Shown.PERCENT]),
)


@settings(max_examples=150, deadline=None)
@given(
    COLUMNS,
    st.lists(TEXTS, min_size=1, max_size=8),
    st.sampled_from([NumberForm(), NumberForm(","), NumberForm(",", (" ",))]),
)
def test_numbers_converted_by_sql_are_those_of_the_reader(column: Column, texts: list[str], form: NumberForm) -> None:
    """Of any texts SQL gives the numbers that the reader gives, and every fault of the reader is noted."""
    reader = cell_reader(column, None, "element", form)
    noted: list[tuple[int, Fault]] = []
    with duckdb.connect(":memory:") as connection:
        connection.execute("CREATE TABLE raw(n BIGINT, file INTEGER, row BIGINT, t0 VARCHAR)")
        connection.executemany("INSERT INTO raw VALUES (?, 0, ?, ?)", [(at, at, one) for at, one in enumerate(texts)])
        converter = ColumnConverter(
            connection, form, lambda _file, row, _column, _text, wrong: noted.append((row, wrong))
        )
        made = converter.convert(column, "t0", {0: reader})
        connection.execute(f"CREATE VIEW made AS SELECT n, {made.expression} AS cell FROM raw {made.join}")  # noqa: S608
        held = connection.execute("SELECT cell FROM made ORDER BY n").fetchall()
    expected = [reader(text) for text in texts]
    faults = [(row, one) for row, one in enumerate(expected) if isinstance(one, Fault)]
    assert sorted(noted, key=lambda one: one[0]) == faults
    for (cell,), wanted in zip(held, expected, strict=True):
        assert made.stored.cell(cell) == (State.ABSENT if isinstance(wanted, Fault) else wanted)


def parquet(folder: Path, selected: str) -> None:
    """A Parquet file of the register."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"COPY ({selected}) TO '{folder / 'appeals.parquet'}' (FORMAT parquet)")


PARQUET = HEAD.replace("appeals.csv", "appeals.parquet")
MANY_ROWS = """\
SELECT 'A' || range AS appeal, 'north' AS body, 'complaint' AS kind, DATE '2021-03-01' AS due, NULL::DATE AS answered,
 (range * 7919 % {0})::INTEGER AS cost, 3 AS marks FROM range({0})"""
TWO_ROWS = """\
SELECT appeal, 'north' AS body, 'complaint' AS kind, DATE '2021-03-01' AS due, NULL::DATE AS answered,
 cost, 3 AS marks FROM (VALUES ('1', 10.5::{0}), ('2', 0.25::{0})) AS rows(appeal, cost)"""


@pytest.mark.parametrize("kind", ["DECIMAL(10, 4)", "DOUBLE", "FLOAT", "VARCHAR"])
def test_a_parquet_file_is_read_by_a_process_of_its_own(kind: str, tmp_path: Path) -> None:
    """Decimals, texts and binary numbers with declared decimals give the same exact cells."""
    parquet(tmp_path, TWO_ROWS.format(kind))
    program = registered(tmp_path, "quantity q\n  value  sum(cost; over appeals)\n", head=PARQUET)
    assert program.shown("q") == "10.75 KZT"
    assert program.rows("q").files[0][0] == "appeals.parquet"


def test_a_binary_number_without_declared_decimals_is_refused(tmp_path: Path) -> None:
    """What the file holds in binary has no digits of its own."""
    parquet(tmp_path, TWO_ROWS.format("DOUBLE"))
    head = PARQUET.replace("money KZT, 2 decimals", "money KZT")
    _, snapshot, found = read(tmp_path, "quantity q\n  value  sum(cost; over appeals)\n", head=head)
    assert snapshot is None
    assert {one.code for one in found} == {"D671"}


def test_a_column_that_lacks_and_one_that_nothing_reads_are_named(tmp_path: Path) -> None:
    """A large file is asked for its columns before anything is written."""
    parquet(tmp_path, TWO_ROWS.format("DOUBLE").replace("AS kind", "AS sort"))
    _, snapshot, found = read(tmp_path, "quantity q\n  value  sum(cost; over appeals)\n", head=PARQUET)
    assert snapshot is None
    assert [one.code for one in found] == ["D646"]


def test_a_medians_two_values_in_the_middle_are_found_among_many_rows(tmp_path: Path) -> None:
    """Of an even number of rows both values in the middle are taken, of an odd one the middle, at any size."""
    for count in (99_998, 99_999, 100_000):
        parquet(tmp_path, MANY_ROWS.format(count))
        call = "median(cost; over appeals; mean of the middle two)"
        text = f"quantity q\n  value  {call}\n  nothing to count  not applicable\n"
        cell = registered(tmp_path, text, head=PARQUET).result.cell("north", "q", 2021)
        values = sorted(number * 7919 % count for number in range(count))
        assert cell == fmpq(values[(count - 1) // 2] + values[count // 2], 2)
