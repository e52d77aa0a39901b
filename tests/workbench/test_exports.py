"""`run --out`: the same rows in every form, the same bytes for the same results, whole or not at all."""

import csv
import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import openpyxl
import pyarrow as pa
import pytest
from attrs import astuple, evolve
from hypothesis import example, given
from hypothesis import strategies as st
from pyarrow import parquet

from tarazy.interpreter import scores_json
from tarazy.interpreter.provenance import Provenance
from tarazy.interpreter.results import HEADER, ScoreRow, csv_text
from tarazy.interpreter.run import RunResult
from tarazy.workbench.cli import main
from tarazy.workbench.exports import exporting, limits
from tarazy.workbench.exports.exporting import SUFFIXES, Results, written
from tarazy.workbench.exports.workbook import as_cell_number, write_workbook
from tests.trace.towns import FILES, TOWNS, run_of_towns

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PROVENANCE = Provenance("tarazy 0", "towns", "Care of towns", "1.0", "0" * 64, "f" * 64, (("towns.csv", "a" * 64),))


@pytest.fixture
def towns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RunResult:
    """The run of the towns in 2021; commands are run in the folder with their methodology."""
    monkeypatch.chdir(tmp_path)
    Path("towns.meth").write_text(TOWNS, encoding="utf-8", newline="\n")
    return run_of_towns(tmp_path)


def row(**cells: str) -> ScoreRow:
    """A row of which only some cells are said."""
    usual = dict.fromkeys(HEADER, "") | {"name": "total", "state": "present", "trace": "0" * 16}
    return ScoreRow(**(usual | cells))


def workbook_of(rows: list[ScoreRow]) -> bytes:
    """The bytes of a workbook; every value is a number."""
    stream = io.BytesIO()
    write_workbook(stream, rows, frozenset(one.name for one in rows), PROVENANCE)
    return stream.getvalue()


def cells_of(content: bytes | Path, sheet: str = "Values") -> list[tuple[Any, ...]]:
    """Cells of a sheet as they are stored."""
    source = io.BytesIO(content) if isinstance(content, bytes) else content
    return list(openpyxl.load_workbook(source)[sheet].iter_rows(values_only=True))


def texts_of(cell: str | float | None) -> str:
    """A cell as a spreadsheet shows it: nothing, its text, or its number in fifteen digits."""
    if isinstance(cell, float | int):
        return f"{cell:.15g}"
    return cell or ""


# ---------------------------------------------------------------- the command


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_equal_results_are_equal_files(suffix: str, towns: RunResult, capsys: pytest.CaptureFixture[str]) -> None:
    """Written twice, byte for byte the same; what is printed is the same for every form."""
    paths = [Path(f"first{suffix}"), Path(f"other{suffix.upper()}")]
    for path in paths:
        assert main(["run", "towns.meth", "--period", "2021", "--out", str(path)]) in (0, 1)
        assert capsys.readouterr().out.endswith(f"\n{len(towns.scores)} values written to {path}\n")
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_every_form_has_the_rows_of_the_table(towns: RunResult) -> None:
    """Each cell of the CSV table stands in the JSON rows, in the Parquet columns and in the workbook."""
    for suffix in SUFFIXES:
        main(["run", "towns.meth", "--period", "2021", "--out", f"out{suffix}"])
    assert Path("out.csv").read_text(encoding="utf-8") == csv_text(towns.scores)
    expected = [astuple(one) for one in towns.scores]
    found = json.loads(Path("out.json").read_text(encoding="utf-8"))["rows"]
    assert [tuple(one.get(name, "") for name in HEADER) for one in found] == expected
    columns = parquet.read_table("out.parquet").to_pylist()
    assert [tuple("" if one[name] is None else str(one[name]) for name in HEADER) for one in columns] == expected
    head, *rows = cells_of(Path("out.xlsx"))
    assert head == HEADER
    for cells, texts in zip(rows, expected, strict=True):
        for cell, text in zip(cells, texts, strict=True):
            assert texts_of(cell) == text


def test_a_choice_of_bodies_is_the_choice_in_every_form(towns: RunResult) -> None:
    """`--body` writes the rows of that body alone."""
    main(["run", "towns.meth", "--period", "2021", "--body", "ash", "--out", "ash.parquet"])
    assert set(parquet.read_table("ash.parquet")["body"].to_pylist()) == {"ash"}
    assert len({one.body for one in towns.scores}) > 1


def test_a_suffix_without_a_form_is_refused_before_anything_is_computed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The finding names those that there are; the methodology, which is not there, is not even looked for."""
    monkeypatch.chdir(tmp_path)
    assert main(["run", "missing.meth", "--out", "out.xls"]) == 2
    error = capsys.readouterr().err
    assert "error[U762]" in error
    assert all(f"`{suffix}`" in error for suffix in SUFFIXES)
    assert "missing.meth" not in error


@pytest.mark.parametrize(
    ("suffix", "package", "extra"), [(".xlsx", "xlsxwriter", "io"), (".parquet", "pyarrow", "arrow")]
)
def test_a_missing_package_is_named_with_its_extra(
    suffix: str, package: str, extra: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One finding, wrong use of the command, and how to install what is missing."""
    monkeypatch.setattr(exporting, "is_installed", lambda _: False)
    assert main(["run", "missing.meth", "--out", f"out{suffix}"]) == 2
    error = capsys.readouterr().err
    assert f"error[U763]: `out{suffix}` needs the package `{package}`" in error
    assert f"pip install 'tarazy[{extra}]'" in error
    assert error.endswith("\n1 error\n")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_file_that_cannot_be_written_is_left_as_it_was(
    suffix: str, towns: RunResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing half-written stays, neither in its place nor beside it."""
    out = Path(f"kept{suffix}")
    out.write_text("old", encoding="utf-8")
    before = sorted(Path.cwd().iterdir())

    def refuse(_: Path, target: Path) -> Path:
        raise PermissionError(13, "refused", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    found = written(out, Results(towns.scores, towns.number_names, towns.provenance))
    assert found is not None
    assert (found.code, found.words["reason"]) == ("U757", "refused")
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(Path.cwd().iterdir()) == before


# ---------------------------------------------------------------- JSON


def test_json_is_what_its_schema_says_and_can_be_read_by_the_line(towns: RunResult) -> None:
    """Each row stands on a line of its own; the head names program, data and files by their hashes."""
    text = "".join(scores_json.scores_json(towns.scores, towns.provenance))
    document = json.loads(text)
    jsonschema.Draft202012Validator(scores_json.schema()).validate(document)
    assert document["form"] == scores_json.FORM
    assert document["head"]["snapshot_hash"] == towns.snapshot.hash
    assert {one["path"] for one in document["head"]["files"]} == set(FILES)
    _, *lines, end = text.splitlines()
    assert [json.loads(line.removesuffix(",")) for line in lines] == document["rows"]
    assert end == "]}"


def test_json_of_nothing_is_json() -> None:
    """No rows, a valid document."""
    document = json.loads("".join(scores_json.scores_json((), PROVENANCE)))
    jsonschema.Draft202012Validator(scores_json.schema()).validate(document)
    assert document["rows"] == []


# ---------------------------------------------------------------- Parquet


def test_parquet_has_texts_a_period_and_an_approximation(towns: RunResult) -> None:
    """Values are exact texts; beside them the nearest double; empty cells are null; the hashes are in the metadata."""
    main(["run", "towns.meth", "--period", "2021", "--out", "out.parquet"])
    table = parquet.read_table("out.parquet")
    assert table.schema.field("value").type == pa.string()
    assert table.schema.field("period").type == pa.int32()
    assert table.schema.field("approximate").type == pa.float64()
    provenance = json.loads(table.schema.metadata[b"tarazy"])
    assert provenance["program_hash"] == towns.program.hashes.program
    by_name = {(one["body"], one["name"]): one for one in table.to_pylist()}
    growth = by_name["ash", "growth"]
    assert (growth["value"], growth["exact"], growth["approximate"]) == ("-13.333333333333333333", "-40/3", -40 / 3)
    word = by_name["ash", "level"]
    assert (word["value"], word["approximate"], word["unit"]) == ("strong", None, None)


# ---------------------------------------------------------------- workbooks


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-2+3", "https://example.org", "{=1}", "'x", "1e3", " x "])
def test_a_text_in_a_workbook_is_a_text(text: str) -> None:
    """No code of a body is taken for a formula, a link or a number."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_of([row(body=text, element="0012")])))["Values"]
    cell, element = sheet["A2"], sheet["C2"]
    assert (cell.data_type, cell.hyperlink, cell.value) == ("s", None, text)
    assert (element.data_type, element.value) == ("s", "0012")


@given(st.text(st.characters(codec="utf-8"), min_size=1))
@example("<r><t>bold</t></r>")
@example("_x0041_")
@example("\x07\ufffe&<>\"'")
def test_any_text_in_a_workbook_is_that_text(text: str) -> None:
    """Markup, escapes of the format and control characters come back as they were, by the rules of the format."""
    content = workbook_of([row(body=text)])
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        strings = ET.fromstring(parts.read("xl/sharedStrings.xml"))  # noqa: S314 - our own file
        sheet = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))  # noqa: S314 - our own file
    number = next(cell for cell in sheet.iter(f"{SPREADSHEET}c") if cell.get("r") == "A2")[0].text
    stored = "".join(part.text or "" for part in strings[int(number or "")].iter(f"{SPREADSHEET}t"))
    assert re.sub("_x([0-9A-F]{4})_", lambda escape: chr(int(escape[1], 16)), stored) == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.802", 0.802),
        ("-12.5", -12.5),
        ("7", 7.0),
        ("123456789012345", 123456789012345.0),
        ("0.123456789012345", 0.123456789012345),
        ("1234567890123456", None),
        ("0.1234567890123456", None),
        ("-13.333333333333333333", None),
        ("1" + "0" * 20, None),
        ("0." + "0" * 20 + "1", None),
    ],
)
def test_a_number_is_one_where_a_spreadsheet_shows_all_its_digits(text: str, number: float | None) -> None:
    """Up to fifteen significant digits near the point; others stay texts."""
    assert as_cell_number(text) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9, min_value=-(10**12), max_value=10**12))
def test_what_a_workbook_says_is_what_was_computed(value: Decimal) -> None:
    """The cell read back, in fifteen digits as a spreadsheet shows it or as a text, is the value."""
    text = f"{value:f}"
    (_, cells) = cells_of(workbook_of([row(value=text)]))
    found = cells[HEADER.index("value")]
    assert Decimal(texts_of(found)) == value


def test_decimals_of_a_number_are_shown() -> None:
    """0.80 stays two decimals, whatever a spreadsheet's usual format is; a word of digits stays a word."""
    stream = io.BytesIO()
    rows = [row(value="0.80", period="2021"), row(name="level", value="5")]
    write_workbook(stream, rows, frozenset({"total"}), PROVENANCE)
    sheet = openpyxl.load_workbook(stream)["Values"]
    column = HEADER.index("value") + 1
    assert (sheet.cell(2, column).value, sheet.cell(2, column).number_format) == (0.8, "0.00")
    assert (sheet.cell(2, HEADER.index("period") + 1).value) == 2021
    assert sheet.cell(3, column).value == "5"


def test_a_workbook_keeps_its_heads_in_sight_and_says_where_it_comes_from() -> None:
    """The heads stand still and filter; the second sheet has the hashes of program, data and files."""
    content = workbook_of([row(body="KAZ", value="1")])
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Values"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:I2")
    said = dict(one[:2] for one in cells_of(content, "Provenance")[1:])
    assert said["program hash"] == PROVENANCE.program_hash
    assert said["snapshot hash"] == PROVENANCE.snapshot_hash
    assert said["SHA-256 of towns.csv"] == "a" * 64


def test_more_than_a_workbook_holds_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Too many rows, or a cell too long by the count of UTF-16; nothing is cut and no file is written."""
    out = tmp_path / "out.xlsx"
    long = row(exact="1" * 16_400 + "/" + "7" * 16_400, body="KAZ")
    found = written(out, Results([long], frozenset(), PROVENANCE))
    assert found is not None
    assert f"`{out}` cannot hold the value of total, KAZ: a cell has at most 32767 characters" in found.message
    astral = row(body="𝒜" * 16_384)
    assert limits.beyond_workbook("out.xlsx", [astral]) is not None
    assert limits.beyond_workbook("out.xlsx", [evolve(astral, body="𝒜" * 16_383)]) is None
    monkeypatch.setattr(limits, "MOST_ROWS", 1)
    found = written(out, Results([row(), row()], frozenset(), PROVENANCE))
    assert found is not None
    assert found.code == "U764"
    assert not out.exists()


def test_csv_is_read_by_the_reader_of_the_standard_library(towns: RunResult) -> None:
    """Rows in, rows out."""
    main(["run", "towns.meth", "--period", "2021", "--out", "out.csv"])
    with Path("out.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream)) == [list(HEADER), *(list(astuple(one)) for one in towns.scores)]
