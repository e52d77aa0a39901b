"""The tidy long table: a row for every declared value, its columns, its order, its names of traces."""

import csv
import hashlib
from io import StringIO
from itertools import product
from pathlib import Path

import pytest

from tarazy.interpreter.results import HEADER, csv_text
from tarazy.interpreter.run import RunResult, run
from tests.trace.towns import FILES, TOWNS, program_of_text, run_of_towns, snapshot_of


@pytest.fixture
def towns(tmp_path: Path) -> RunResult:
    """The run of the towns."""
    return run_of_towns(tmp_path)


def test_one_row_for_every_declared_value(towns: RunResult) -> None:
    """Bodies in the order of the file, declarations as written, families by the order of their lists."""
    declared = [
        (code, element)
        for code, one in towns.program.computed.items()
        for element in (("licence", "permit") if one.families else ("",))
    ]
    expected = [(body, code, element) for body, (code, element) in product(("ash", "birch", "cedar", "port"), declared)]
    assert [(row.body, row.name, row.element) for row in towns.scores] == expected


def test_columns_of_a_row(towns: RunResult) -> None:
    """Value, exact, unit and state: of a whole number, a cut decimal, a word, and of no value."""
    rows = {(row.body, row.name, row.element): row for row in towns.scores}
    cut = rows["ash", "growth", ""]
    assert (cut.value, cut.exact, cut.unit, cut.state) == (
        "-13.333333333333333333",
        "-40/3",
        "percentage points",
        "present",
    )
    word = rows["ash", "level", ""]
    assert (word.value, word.exact, word.unit, word.state) == ("strong", "", "", "present")
    whole = rows["ash", "speed", "licence"]
    assert (whole.value, whole.exact, whole.unit, whole.state) == ("10", "", "points", "present")
    missing = rows["cedar", "total", ""]
    assert (missing.value, missing.exact, missing.state) == ("", "", "not applicable")
    assert rows["birch", "growth", ""].state == "absent"


def test_name_of_a_trace(towns: RunResult) -> None:
    """The first 16 hexadecimal digits of SHA-256 over program, data and place; every value has its own."""
    row = towns.scores[1]
    parts = (towns.program.hashes.program, towns.snapshot.hash, row.body, row.period, row.element, row.name)
    assert row.trace == hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
    assert len({one.trace for one in towns.scores}) == len(towns.scores)


def test_csv_is_read_back(towns: RunResult) -> None:
    """The file is plain CSV with line feeds, and holds the rows."""
    text = csv_text(towns.scores)
    assert "\r" not in text
    head, *rows = csv.reader(StringIO(text))
    assert tuple(head) == HEADER
    assert len(rows) == len(towns.scores)
    assert rows[0][:5] == ["ash", "2021", "", "execution", "5"]


def test_order_of_rows_of_the_data_changes_nothing_but_the_order(tmp_path: Path, towns: RunResult) -> None:
    """Data rows in another order give the same rows, traces included."""
    turned = {name: _turned(text) for name, text in FILES.items()}
    program = program_of_text(TOWNS)
    other = run(program, snapshot_of(program, tmp_path, turned), [2021])
    assert sorted(csv_text(other.scores).splitlines()) == sorted(csv_text(towns.scores).splitlines())


def _turned(text: str) -> str:
    head, *rows = text.splitlines()
    return "\n".join([head, *reversed(rows)]) + "\n"


def test_every_period_of_the_data_without_a_choice(tmp_path: Path) -> None:
    """Without periods all that the data have are computed, the earliest first."""
    program = program_of_text(TOWNS)
    result = run(program, snapshot_of(program, tmp_path))
    assert list(dict.fromkeys(row.period for row in result.scores)) == ["2020", "2021"]


def test_a_check_that_does_not_hold_is_a_finding(towns: RunResult) -> None:
    """It names the check, the body and the numbers; where a value is missing nothing is asserted."""
    (found,) = towns.checks
    assert found.code == "E720"
    assert found.message == "the check `spent` does not hold for birch, 2021: 130.5 KZT <= 100 KZT"


def test_a_value_that_cannot_be_asked_for(towns: RunResult) -> None:
    """A name that is not declared, and elements that do not fit, are refused."""
    with pytest.raises(KeyError):
        towns.trace("ash", "totl")
    with pytest.raises(ValueError, match="speed takes 1 elements, not 0"):
        towns.cell("ash", "speed")


LIMITED = """\
methodology limited "Limited"
  version         1.0
  basis           rules
  in force from   2020-01-01
  period          year
  evaluates       towns

act rules "Rules"

list towns "Towns"
  file            "limits.csv"
  key             "town" = town

source limits "Limits"
  file            "limits.csv"
  key             "town" = town, year
  columns
    low:          number, 0 decimals, 0 to 10
    high:         number, 0 decimals, 0 to 10

quantity kept "Kept within"
  value           limit(5; from limits.low; to limits.high)
"""


def test_what_the_data_make_impossible_is_a_finding(tmp_path: Path) -> None:
    """One body's crossed limits are a finding that names it; its row says so, and the other body has its value."""
    program = program_of_text(LIMITED)
    files = {"limits.csv": "town,year,low,high\nash,2021,6,8\nbirch,2021,8,6\n"}
    result = run(program, snapshot_of(program, tmp_path, files))
    assert [(row.body, row.value, row.state) for row in result.scores] == [
        ("ash", "6", "present"),
        ("birch", "", "not computed"),
    ]
    (found,) = result.findings
    assert (found.code, found.message.startswith("for birch, 2021 ")) == ("X510", True)
