"""Swapping the order of files, rows and declarations, the keyword language, or the engine of registers changes no byte
of the results.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from attrs import evolve, frozen

import tarazy
from tarazy.interpreter.results import csv_text
from tarazy.interpreter.run import run
from tarazy.workbench.cli import main
from tests.decree.reordering import turn_declarations, turn_files, turn_rows

WHOLE = "overall_2020.meth"
PERIODS = "2020..2021"


@frozen
class Results:
    """What a run writes: the table as CSV, and the rows of the document that is written as JSON."""

    table: bytes
    rows: str

    @property
    def in_order(self) -> tuple[list[bytes], list[str]]:
        """Their lines in an order of their own: declarations and elements are listed as they are written."""
        return sorted(self.table.splitlines()), sorted(map(json.dumps, json.loads(self.rows)))


def results(folder: Path) -> Results:
    """The results of the methodology in a folder, with their provenance left out: it names the files."""
    for suffix in (".csv", ".json"):
        arguments = ["run", str(folder / WHOLE), "--period", PERIODS, "--out", str(folder / f"out{suffix}")]
        assert main([*arguments, "--lang", "en"]) == 0
    document = json.loads((folder / "out.json").read_text("utf-8"))
    return Results((folder / "out.csv").read_bytes(), json.dumps(document["rows"]))


def copied(decree: Path, data: Path, to: Path) -> Path:
    """The methodologies with invented data beside them."""
    shutil.copytree(decree, to, ignore=shutil.ignore_patterns("data"))
    shutil.copytree(data / "data", to / "data")
    return to


@pytest.fixture(scope="module")
def as_written(decree: Path, decree_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """The results of the methodologies as they are."""
    return results(copied(decree, decree_data, tmp_path_factory.mktemp("written") / "decree"))


@pytest.fixture
def folder(decree: Path, decree_data: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return copied(decree, decree_data, tmp_path / "decree")


def test_the_order_of_rows_changes_nothing(folder: Path, as_written: Results) -> None:
    """Rows of tables, workbooks and registers turned round: elements are listed in another order, each the same."""
    assert turn_rows(folder / "data") > 30
    assert results(folder).in_order == as_written.in_order


@pytest.mark.long
def test_the_order_of_files_changes_nothing(folder: Path, as_written: Results) -> None:
    """A source of several files names the last one first."""
    assert turn_files(folder) > 0
    assert results(folder) == as_written


@pytest.mark.long
def test_the_order_of_declarations_changes_nothing(folder: Path, as_written: Results) -> None:
    """Declarations of every file turned round: the rows are listed in another order, and each is the same."""
    assert turn_declarations(folder) > 8
    assert results(folder).in_order == as_written.in_order


@pytest.mark.long
@pytest.mark.parametrize("language", ["kk", "en"])
def test_the_language_of_the_keywords_changes_nothing(language: str, folder: Path, as_written: Results) -> None:
    """Every file translated."""
    for path in sorted(folder.glob("*.meth")):
        assert main(["translate", str(path), "--to", language, "--out", str(path)]) == 0
    assert results(folder) == as_written


def test_the_engine_of_registers_changes_nothing(decree: Path, decree_data: Path) -> None:
    """Rows taken one by one by the interpreter give what the database gives for all at once."""
    loaded = tarazy.load(str(decree / WHOLE))
    by_database = loaded.run(data=decree_data, period="2021")
    registers = {code: evolve(rows, held={}) for code, rows in by_database.snapshot.registers.items()}
    row_by_row = run(loaded.program, evolve(by_database.snapshot, registers=registers), by_database.periods)
    assert csv_text(row_by_row.scores) == csv_text(by_database.scores)
