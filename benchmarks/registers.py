"""``python -m benchmarks.registers``: five indicators over a million rows, beside the same in SQL by hand.

The contract and the hash are checked once, when the snapshot is made, and are timed apart. Each run makes an evaluation
of its own, so that nothing is remembered from the one before.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from benchmarks.measuring import Measured, Timed, measured
from tarazy.dsl.pipeline import compile_sources
from tarazy.dsl.program import Program
from tarazy.dsl.source import source_of
from tarazy.interpreter.data import read_snapshot
from tarazy.interpreter.data.snapshot import Snapshot
from tarazy.interpreter.run import run

ROWS = 1_000_000
BODIES = 50

PROGRAM = """\
methodology appeals_handled "Appeals"
  version         1
  in force from   2018-01-01
  period          year
  evaluates       bodies

list bodies "Bodies"
  file            "bodies.csv"
  key             body

register appeals "Appeals"
  file            "appeals.parquet"
  key             appeal
  belongs to      body, due
  columns
    body:         bodies
    kind:         one of complaint, application, request
    due:          date
    answered:     date, may be absent
    cost:         money KZT, 2 decimals, 0 and above, may be absent
    state:        one of open, closed, withdrawn

every indicator
  better          higher
  no data         not computed

indicator in_time
  value             count(appeals; only has(answered) and answered <= due) / count(appeals; only state != withdrawn)
  zero divisor      not applicable

indicator delay
  better            lower
  value             mean(answered - due; over appeals; only has(answered) and answered > due)
  nothing to count  not applicable

indicator spent
  value             sum(cost; over appeals; only has(cost) and state = closed)

indicator typical
  value             median(cost; over appeals; only has(cost); mean of the middle two)
  nothing to count  not applicable

indicator kinds
  value             distinct count(kind; over appeals; only state = open)
"""

BY_HAND = (
    """SELECT c1, year(c3) AS y, count(*) FILTER (WHERE c4 <= c3) / count(*) FILTER (WHERE c6 <> 'withdrawn')
    FROM rows GROUP BY c1, y""",
    "SELECT c1, year(c3) AS y, avg(c4 - c3) FROM rows WHERE c4 > c3 GROUP BY c1, y",
    "SELECT c1, year(c3) AS y, sum(c5) / 100 FROM rows WHERE c6 = 'closed' GROUP BY c1, y",
    "SELECT c1, year(c3) AS y, median(c5) / 100 FROM rows GROUP BY c1, y",
    "SELECT c1, year(c3) AS y, count(DISTINCT c2) FROM rows WHERE c6 = 'open' GROUP BY c1, y",
)
"""The indicators as somebody would write them who does not mind binary floats, over the same tables."""


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.registers")
    parser.add_argument("--rows", type=int, default=ROWS)
    options = parser.parse_args()
    for one in registers(options.rows):
        print(f"{one.task}: {one.seconds:.3f} s; {one.peer}: {one.peer_seconds:.3f} s; ratio {one.ratio:.2f}")
    return 0


def registers(rows: int = ROWS) -> Iterator[Measured]:
    """Reading, the five indicators, and the rows behind one value."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_register(folder, rows)
        program = compile_sources([source_of("appeals.meth", PROGRAM)]).program
        assert program is not None
        start = time.process_time()
        snapshot = _snapshot(program, folder)
        read = time.process_time() - start
        start = time.process_time()
        assert snapshot.hash
        hashed = time.process_time() - start
        yield Measured(f"a register of {rows:,} rows: read and checked", read, "its hash", hashed)
        connection = snapshot.registers["appeals"].connection
        yield measured(
            f"five indicators over {rows:,} rows", _run(program, snapshot), "the same by hand", _sql(connection)
        )
        yield measured(
            "the rows behind one value, listed", _listed(program, snapshot), "their number", _count(connection)
        )


def write_register(folder: Path, rows: int) -> None:
    """A register of `rows` appeals to fifty bodies in four years, the same each time."""
    target = str(folder / "appeals.parquet").replace("'", "''")
    duckdb.connect().execute(
        f"""COPY (SELECT 'A' || range AS appeal, 'b' || (range % {BODIES}) AS body,
            ['complaint', 'application', 'request'][1 + range % 3] AS kind,
            DATE '2018-01-01' + (range * 7919 % 1461)::INTEGER AS due,
            CASE WHEN range % 11 > 0
            THEN DATE '2018-01-01' + (range * 7919 % 1461 + range * 31 % 60 - 40)::INTEGER END AS answered,
            CASE WHEN range % 13 > 0 THEN (range * 104729 % 10000000 / 100)::DECIMAL(12, 2) END AS cost,
            ['open', 'closed', 'withdrawn'][1 + range * 7 % 5 % 3] AS state FROM range({rows}))
            TO '{target}' (FORMAT parquet)"""
    )
    lines = "".join(f"b{number}\n" for number in range(BODIES))
    (folder / "bodies.csv").write_text(f"body\n{lines}", encoding="utf-8")


def _snapshot(program: Program, folder: Path) -> Snapshot:
    snapshot, findings = read_snapshot(program.lists, program.sources, "bodies", folder, registers=program.registers)
    assert snapshot is not None, [one.message for one in findings]
    return snapshot


def _run(program: Program, snapshot: Snapshot) -> Timed:
    def once() -> float:
        start = time.process_time()
        assert run(program, snapshot).scores
        return time.process_time() - start

    return once


def _sql(connection: duckdb.DuckDBPyConnection) -> Timed:
    def once() -> float:
        start = time.process_time()
        for text in BY_HAND:
            assert connection.execute(text).fetchall()
        return time.process_time() - start

    return once


def _listed(program: Program, snapshot: Snapshot) -> Timed:
    result = run(program, snapshot)

    def once() -> float:
        start = time.process_time()
        assert result.rows("b7", "in_time", 2019)
        return time.process_time() - start

    return once


def _count(connection: duckdb.DuckDBPyConnection) -> Timed:
    def once() -> float:
        start = time.process_time()
        assert connection.execute("SELECT count(*) FROM rows WHERE c1 = 'b7' AND year(c3) = 2019").fetchall()
        return time.process_time() - start

    return once


if __name__ == "__main__":
    raise SystemExit(main())
