"""The two real indices are read whole: every cell exact, with its place, and one hash."""

import csv
import hashlib
from fractions import Fraction
from pathlib import Path

import pytest
from flint import fmpq

from tarazy.dsl.states import State
from tarazy.interpreter.data import CellOrigin, Snapshot, read_snapshot
from tests.data.declarations import SERIES, YEAR_2022, Lists, Sources, hdi, hvbp


def loaded(declared: tuple[Lists, Sources], bodies: str, repository: Path) -> Snapshot:
    """The snapshot of real data, which has no error."""
    snapshot, findings = read_snapshot(*declared, bodies, repository / "methodologies")
    assert findings.errors == ()
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="module")
def hdi_data(repository: Path) -> Snapshot:
    """The human development index."""
    return loaded(hdi(), "units", repository)


@pytest.fixture(scope="module")
def hvbp_data(repository: Path) -> Snapshot:
    """Hospital value-based purchasing."""
    return loaded(hvbp(), "hospitals", repository)


def table(repository: Path, path: str) -> list[dict[str, str]]:
    """A file as Python's own reader sees it."""
    with (repository / "methodologies" / path).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def exact(text: str) -> fmpq | State:
    """A cell by an independent reading of its digits."""
    return fmpq(*Fraction(text).as_integer_ratio()) if text else State.ABSENT


def test_every_cell_of_the_series_is_its_digits(hdi_data: Snapshot, repository: Path) -> None:
    """Long layout: 6,171 rows of four columns, and 2 bodies more in the file of 2022."""
    columns = hdi_data.table("statistics")
    rows = table(repository, SERIES)
    assert len(rows) == 6171
    for name, cells in columns.items():
        assert all(cells[row["iso3"], int(row["year"])] == exact(row[name]) for row in rows)
        assert len(cells) == 6173
    assert columns["gni_pc"]["PRK", 2022] is State.ABSENT
    assert hdi_data.periods() == tuple(range(1990, 2023))
    assert len(hdi_data.elements("countries", 2022)) == 195
    assert hdi_data.elements("countries", 2022)[:2] == ("AFG", "ALB")


def test_every_rate_of_every_hospital_is_its_digits(hvbp_data: Snapshot, repository: Path) -> None:
    """Wide layout: 2,474 rows of 21 measures, empty cells as keys whose cell is absent."""
    columns = hvbp_data.table("rates")
    measures = hvbp_data.elements("measures")
    rows = table(repository, "hvbp/inputs.csv")
    assert (len(rows), len(measures), len(columns["baseline"])) == (2474, 21, 2474 * 21)
    for row in rows:
        for measure in measures:
            key = (row["facility"], measure, 2024)
            assert columns["baseline"][key] == exact(row[f"{measure}_base"])
            assert columns["performance"][key] == exact(row[f"{measure}_perf"])


def test_attributes_are_read_by_their_codes(hvbp_data: Snapshot) -> None:
    """1 and -1 are directions, 1 and 0 are yes and no, where the column says so."""
    assert hvbp_data.attribute("measures", "direction", "mort_30_ami") == "higher"
    assert hvbp_data.attribute("measures", "direction", "hai_1") == "lower"
    assert hvbp_data.attribute("measures", "in_domain", "hai_3") is False
    assert hvbp_data.attribute("measures", "threshold", "mort_30_ami") == fmpq(869247, 1000000)
    assert hvbp_data.attribute("measures", "floor", "mort_30_ami") is State.ABSENT


def test_a_cell_knows_its_file_row_and_column(hdi_data: Snapshot, hvbp_data: Snapshot, repository: Path) -> None:
    """The origin leads back to the text, in a long layout and in a wide one; of two equal rows the first is
    named.
    """
    digest = hashlib.sha256((repository / "methodologies/hvbp/inputs.csv").read_bytes()).hexdigest()
    key = ("010005", "hai_2", 2024)
    assert hvbp_data.origin("rates", "performance", key) == CellOrigin("hvbp/inputs.csv", digest, 3, "hai_2_perf")
    assert hvbp_data.file_hashes["hvbp/inputs.csv"] == digest
    kazakhstan = hdi_data.origin("statistics", "gni_pc", ("KAZ", 2022))
    assert kazakhstan is not None
    assert kazakhstan.file == SERIES
    row = table(repository, SERIES)[kazakhstan.row - 2]
    assert (row["iso3"], row["year"]) == ("KAZ", "2022")
    north_korea = hdi_data.origin("statistics", "gni_pc", ("PRK", 2022))
    assert north_korea is not None
    assert north_korea.file == YEAR_2022
    assert hdi_data.origin("statistics", "gni_pc", ("PRK", 1990)) is None
    listed = hvbp_data.list_origin("measures", "mort_30_hf")
    assert listed is not None
    assert (listed.file, listed.row, listed.column) == ("hvbp/measures.csv", 3, "code")


def test_columns_that_nothing_reads_are_noted_once_a_file(repository: Path) -> None:
    """`state` is read by no declaration, although three declarations read the file."""
    _, findings = read_snapshot(*hvbp(), "hospitals", repository / "methodologies")
    assert [(one.code, dict(one.words)) for one in findings] == [("D695", {"titles": "`state`", "count": "1"})]


def test_one_digit_makes_another_hash(repository: Path, tmp_path: Path, hdi_data: Snapshot) -> None:
    """A copy in another folder with other line ends has the same hash; one digit changed, another."""
    (tmp_path / "hdi").mkdir()
    for path in (SERIES, YEAR_2022):
        data = (repository / "methodologies" / path).read_bytes()
        (tmp_path / path).write_bytes(b"\xef\xbb\xbf" + data.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    copy, _ = read_snapshot(*hdi(), "units", tmp_path)
    assert copy is not None
    assert copy.hash == hdi_data.hash
    data = (tmp_path / SERIES).read_bytes()
    (tmp_path / SERIES).write_bytes(data.replace(b"45.967", b"45.968", 1))
    changed, _ = read_snapshot(*hdi(), "units", tmp_path)
    assert changed is not None
    assert changed.hash != hdi_data.hash
