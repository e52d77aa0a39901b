"""Tables of databases and Parquet files: exact where they are exact, and refused where nobody can say."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pytest
from attrs import evolve
from flint import fmpq

from tarazy.dsl.file_kinds import FileKind
from tarazy.dsl.states import State
from tarazy.dsl.syntax import FileReference
from tarazy.dsl.table_layout import TableLayout
from tarazy.interpreter.data import formats
from tarazy.interpreter.data.formats import DataFile, Workers
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import Violations
from tests.data.declarations import Lists, Sources, column
from tests.data.one_source import BODIES, COLUMNS, TITLES, Read, declared, read

DUCKDB_COLUMNS = (
    'body VARCHAR, year INT, plan DECIMAL(18,2), share DOUBLE, "open" BOOLEAN, way TINYINT, kind VARCHAR,'
    " due TIMESTAMP, rival VARCHAR, remark VARCHAR"
)
LIST = {"bodies.csv": BODIES}


@contextmanager
def sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    """A SQLite database with the table `budget`, its columns of no type."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE budget ({TITLES})")
        yield connection
        connection.commit()


@contextmanager
def duck(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB database with the table `budget`, its columns of the types that fit."""
    with duckdb.connect(str(path)) as connection:
        connection.execute(f"CREATE TABLE budget ({DUCKDB_COLUMNS})")
        yield connection


def places(found: Read) -> list[tuple[str, str]]:
    """Code and place of each finding."""
    return [(one.code, str(one.place)) for one in found.findings]


def named(path: str, table: str) -> tuple[Lists, Sources]:
    """The declarations, with the table named."""
    lists, sources = declared(path)
    files = (FileReference(path, None, None, span=sources["budget"].span),)
    return lists, {"budget": evolve(sources["budget"], files=(evolve(files[0], table=table),))}


def row_of(found: Read, key: tuple[str, int]) -> dict[str, object]:
    """The cells of a row that are there."""
    assert found.snapshot is not None, found.text
    table = found.snapshot.table("budget")
    return {name: cells[key] for name, cells in table.items() if cells[key] is not State.ABSENT}


EXPECTED = {
    "plan": fmpq(843, 10) * 1000,
    "share": fmpq(905, 1000),
    "open": True,
    "way": "lower",
    "due": date(2024, 12, 31),
    "remark": "a",
}


def test_sqlite_cells_by_their_own_kind(tmp_path: Path) -> None:
    """Whole numbers, numbers in binary and texts of one column are each read as what they are, and a row is known
    by its rowid.
    """
    with sqlite(tmp_path / "b.sqlite") as database:
        database.execute(
            "INSERT INTO budget VALUES ('MOF', 2024, 84.3, '90.5', 'yes', -1, NULL, '2024-12-31', NULL, 'a')"
        )
        database.execute("INSERT INTO budget (rowid, body, year, plan, way) VALUES (77, 'MOH', '2024', 5, '1')")
    found = read(tmp_path, LIST, declared("b.sqlite"))
    assert row_of(found, ("MOF", 2024)) == EXPECTED
    assert row_of(found, ("MOH", 2024)) == {"plan": fmpq(5000), "way": "higher"}
    assert found.snapshot is not None
    origin = found.snapshot.origin("budget", "plan", ("MOH", 2024))
    assert origin is not None
    assert (origin.row, origin.sheet, origin.column) == (77, "budget", "plan")


@pytest.mark.parametrize("path", ["b.duckdb", "b.parquet", "it's [1]*.parquet"])
def test_duckdb_columns_by_their_types(path: str, tmp_path: Path) -> None:
    """A DuckDB table and the Parquet file of it give the same values, and a row is known by its number."""
    with duck(tmp_path / "b.duckdb") as database:
        database.execute("INSERT INTO budget (body, year) VALUES ('MOH', 2023)")
        database.execute(
            "INSERT INTO budget VALUES ('MOF', 2024, 84.30, 90.5, true, -1, NULL, '2024-12-31', NULL, 'a')"
        )
        if path != "b.duckdb":
            literal = str(tmp_path / path).replace("'", "''")
            database.execute(f"COPY budget TO '{literal}' (FORMAT parquet)")
    found = read(tmp_path, LIST, declared(path))
    assert row_of(found, ("MOF", 2024)) == EXPECTED
    assert found.snapshot is not None
    origin = found.snapshot.origin("budget", "plan", ("MOF", 2024))
    assert origin is not None
    assert (origin.row, origin.sheet) == (2, "budget" if path == "b.duckdb" else "")


def test_one_table_in_every_format_holds_the_same_values(tmp_path: Path) -> None:
    """The same cells are the same values, whatever kind of file they come from."""
    with duck(tmp_path / "b.duckdb") as database:
        database.execute("INSERT INTO budget (body, year, plan) VALUES ('MOF', 2024, 84.30)")
        for ending in ("csv", "parquet"):
            database.execute(f"COPY budget TO '{tmp_path}/b.{ending}'")
    with sqlite(tmp_path / "b.sqlite") as lite:
        lite.execute("INSERT INTO budget (body, year, plan) VALUES ('MOF', 2024, 84.3)")
    found = [read(tmp_path, LIST, declared(f"b.{ending}")) for ending in ("csv", "parquet", "sqlite", "duckdb")]
    tables = [one.snapshot.table("budget") if one.snapshot else one.text for one in found]
    assert tables[0]["plan"] == {("MOF", 2024): fmpq(84300)}  # type: ignore[index]  # a text would not be equal
    assert all(table == tables[0] for table in tables)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("path", ["b.sqlite", "b.duckdb", "b.parquet"])
def test_binary_numbers_need_declared_decimals(path: str, tmp_path: Path) -> None:
    """A column of binary numbers without declared decimals is refused once, and with them by each cell whose digits are
    not sure.
    """
    values = "('MOF', 2024, 0.5), ('MOH', 2024, 0.30000000000000004), ('MOE', 2024, 1e15)"
    with duckdb.connect(str(tmp_path / "b.duckdb")) as database, sqlite(tmp_path / "b.sqlite") as lite:
        database.execute("CREATE TABLE budget (body VARCHAR, year INT, plan DOUBLE)")
        database.execute(f"INSERT INTO budget VALUES {values}")  # noqa: S608 - written above
        database.execute(f"COPY budget TO '{tmp_path}/b.parquet'")
        lite.execute(f"INSERT INTO budget (body, year, plan) VALUES {values}")  # noqa: S608 - the same
    lists, sources = declared(path)
    plan = column("plan", absent=True)
    sources = {"budget": evolve(sources["budget"], columns=(plan,))}
    table = "" if path == "b.parquet" else ", table budget"
    refused = read(tmp_path, LIST, (lists, sources))
    assert [one for one in places(refused) if one[0] != "D695"] == [("D671", f"{path}{table}, column plan")]
    sources = {"budget": evolve(sources["budget"], columns=(evolve(plan, decimals=1),))}
    unsure = read(tmp_path, LIST, (lists, sources))
    assert [one for one in places(unsure) if one[0] != "D695"] == [
        ("D652", f"{path}{table}, row 2, column plan"),
        ("D672", f"{path}{table}, row 3, column plan"),
    ]


def test_numbers_of_32_bits_are_coarser(tmp_path: Path) -> None:
    """A FLOAT is read with the decimals that 32 bits keep, and refused with more."""
    with duckdb.connect(str(tmp_path / "b.duckdb")) as database:
        database.execute("CREATE TABLE budget (body VARCHAR, year INT, plan FLOAT)")
        database.execute("INSERT INTO budget VALUES ('MOF', 2024, 84.3), ('MOH', 2024, 8388608)")
    lists, sources = declared("b.duckdb")
    sources = {"budget": evolve(sources["budget"], columns=(column("plan", decimals=1),))}
    found = read(tmp_path, LIST, (lists, sources))
    assert places(found) == [("D672", "b.duckdb, table budget, row 2, column plan")]


def test_values_of_other_types_are_refused_by_their_column(tmp_path: Path) -> None:
    """Bytes and lists are no values; the column is reported once."""
    with sqlite(tmp_path / "b.sqlite") as lite:
        lite.executemany("INSERT INTO budget (body, year, remark) VALUES (?, 2024, x'00')", [("MOF",), ("MOH",)])
    assert places(read(tmp_path, LIST, declared("b.sqlite"))) == [("D682", "b.sqlite, table budget, column remark")]
    with duckdb.connect(str(tmp_path / "b.duckdb")) as database:
        database.execute(f"CREATE TABLE budget ({DUCKDB_COLUMNS.replace('remark VARCHAR', 'remark INT[]')})")
        database.execute("INSERT INTO budget (body, year) VALUES ('MOF', 2024), ('MOH', 2024)")
    assert places(read(tmp_path, LIST, declared("b.duckdb"))) == [("D682", "b.duckdb, table budget, column remark")]


@pytest.mark.parametrize("ending", ["sqlite", "duckdb"])
def test_tables_are_named_where_there_are_several(ending: str, tmp_path: Path) -> None:
    """A database of two tables wants a name, and a name that is not there is answered by those that are; a view is no
    table.
    """
    path = tmp_path / f"b.{ending}"
    with sqlite(path) if ending == "sqlite" else duck(path) as database:
        database.execute("CREATE TABLE other (x INTEGER)")
        database.execute("CREATE VIEW everything AS SELECT * FROM budget")
    [unnamed] = read(tmp_path, LIST, declared(path.name)).findings
    assert (unnamed.code, unnamed.variant, unnamed.words["tables"]) == ("D681", "unnamed", "`budget`, `other`")
    [unknown] = read(tmp_path, LIST, named(path.name, "everything")).findings
    assert (unknown.code, unknown.variant) == ("D681", "")
    assert read(tmp_path, LIST, named(path.name, "budget")).snapshot is not None


def test_a_database_in_use_is_refused(tmp_path: Path) -> None:
    """Changes that stand beside a database are not in its bytes: its hash would not be that of its data."""
    with closing(sqlite3.connect(tmp_path / "b.sqlite")) as writer:
        writer.execute("PRAGMA journal_mode = WAL")
        writer.execute(f"CREATE TABLE budget ({TITLES})")
        writer.commit()
        assert places(read(tmp_path, LIST, declared("b.sqlite"))) == [("D680", "b.sqlite")]


def test_a_database_that_changes_while_it_is_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows and hash are of one state of a file, or there are none."""
    with sqlite(tmp_path / "b.sqlite") as lite:
        lite.execute("INSERT INTO budget (body, year) VALUES ('MOF', 2024)")
    reader = formats.READERS[FileKind.SQLITE]

    def disturbed(file: DataFile, layout: TableLayout, violations: Violations, workers: Workers) -> Table | None:
        table = reader(file, layout, violations, workers)
        with file.path.open("ab") as stream:
            stream.write(b"x")
        return table

    monkeypatch.setitem(formats.READERS, FileKind.SQLITE, disturbed)
    [found] = read(tmp_path, LIST, declared("b.sqlite")).findings
    assert (found.code, found.variant, str(found.place)) == ("D680", "changed", "b.sqlite, table budget")


def test_a_text_that_is_not_in_utf_8_is_refused(tmp_path: Path) -> None:
    """A text of a database in another encoding is told with its byte."""
    with sqlite(tmp_path / "b.sqlite") as lite:
        lite.execute("INSERT INTO budget (body, year, remark) VALUES ('MOF', 2024, CAST(x'CCE8ED' AS TEXT))")
    assert places(read(tmp_path, LIST, declared("b.sqlite"))) == [
        ("D683", "b.sqlite, table budget, row 1, column remark")
    ]


def test_a_column_is_read_under_its_declared_title(tmp_path: Path) -> None:
    """A title declared for a column is looked up in the database as in any file."""
    with duckdb.connect(str(tmp_path / "b.duckdb")) as database:
        database.execute('CREATE TABLE budget (body VARCHAR, year INT, "План, тыс. тг" DECIMAL(9,1))')
        database.execute("INSERT INTO budget VALUES ('MOF', 2024, 1.5)")
    lists, sources = declared("b.duckdb")
    plan = evolve(COLUMNS[0], written_title="План, тыс. тг")
    found = read(tmp_path, LIST, (lists, {"budget": evolve(sources["budget"], columns=(plan,))}))
    assert row_of(found, ("MOF", 2024)) == {"plan": fmpq(1500)}


# ---------------------------------------------------------------- files made to do harm


def test_damaged_databases_are_told(tmp_path: Path) -> None:
    """A file cut short, or of another kind than its name says, is reported and nothing is raised."""
    with sqlite(tmp_path / "b.sqlite") as lite:
        lite.executemany("INSERT INTO budget (body, year) VALUES (?, 2024)", [(f"B{at}",) for at in range(2000)])
    with duck(tmp_path / "b.duckdb") as database:
        database.execute("INSERT INTO budget (body, year) SELECT 'B' || range, 2024 FROM range(2000)")
        database.execute(f"COPY budget TO '{tmp_path}/b.parquet'")
    for ending in ("sqlite", "duckdb", "parquet"):
        whole = (tmp_path / f"b.{ending}").read_bytes()
        for at, part in enumerate((b"", b"x" * 500, whole[:100], whole[: len(whole) // 2])):
            (tmp_path / f"cut{at}.{ending}").write_bytes(part)
            found = places(read(tmp_path, LIST, declared(f"cut{at}.{ending}")))
            assert found in ([("D673", f"cut{at}.{ending}")], [("D681", f"cut{at}.{ending}")])
    (tmp_path / "b.sqlite").rename(tmp_path / "other.duckdb")
    (tmp_path / "b.duckdb").rename(tmp_path / "other.sqlite")
    for path in ("other.duckdb", "other.sqlite"):
        assert places(read(tmp_path, LIST, declared(path))) == [("D673", path)]


def test_no_byte_of_a_sqlite_file_makes_it_fall(tmp_path: Path) -> None:
    """With any byte of the schema's page spoilt there is a table or a finding, never an exception."""
    with sqlite(tmp_path / "b.sqlite") as lite:
        lite.execute("INSERT INTO budget (body, year) VALUES ('MOF', 2024)")
    whole = (tmp_path / "b.sqlite").read_bytes()
    for at in [*range(16, 120, 3), *range(3900, len(whole), 97)]:
        (tmp_path / "spoilt.sqlite").write_bytes(whole[:at] + struct.pack("B", whole[at] ^ 0xFF) + whole[at + 1 :])
        found = read(tmp_path, LIST, declared("spoilt.sqlite"))
        assert found.snapshot is not None or found.findings.errors


def test_a_view_cannot_read_another_file(tmp_path: Path) -> None:
    """A database whose view reads a file of the machine is opened without it."""
    (tmp_path / "secret.csv").write_text("body,year\nMOF,2024\n")
    with duck(tmp_path / "b.duckdb") as database:
        secret = str(tmp_path / "secret.csv")
        database.execute(f"CREATE VIEW leak AS SELECT * FROM read_csv('{secret}')")  # noqa: S608 - a folder of the test
    assert [one.code for one in read(tmp_path, LIST, named("b.duckdb", "leak")).findings] == ["D681"]


def test_a_small_file_of_many_rows_is_refused(tmp_path: Path) -> None:
    """A Parquet file of kilobytes can hold millions of equal rows; they are counted before they are read."""
    with duckdb.connect() as database:
        query = "SELECT 'MOF' AS body, 2024 AS year FROM range(10_000_000)"
        database.execute(f"COPY ({query}) TO '{tmp_path}/b.parquet' (ROW_GROUP_SIZE 10_000_000)")
    assert places(read(tmp_path, LIST, declared("b.parquet"))) == [("D674", "b.parquet")]
