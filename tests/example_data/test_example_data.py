"""Invented data: the same for the same seed, as they are agreed, and like real ones."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

import tarazy
from tarazy.workbench import cli
from tarazy.workbench.commands import example_data
from tarazy.workbench.example_data import registers
from tarazy.workbench.example_data.bodies import Body, state_bodies
from tarazy.workbench.example_data.draws import Draws
from tarazy.workbench.example_data.folder import data_files, write_folder
from tarazy.workbench.example_data.setting import DataFile, Setting
from tarazy.workbench.example_data.synthetic import IN_WORKBOOKS
from tarazy.workbench.example_data.workbooks import Amount, Heads, workbook_file

YEARS = (2018, 2019, 2020, 2021)
ROWS = 3_000


def setting(seed: int = 954, rows: int = ROWS, years: tuple[int, ...] = YEARS) -> Setting:
    """A small one."""
    return Setting(state_bodies(), years, Draws(seed), rows)


def written(file: DataFile) -> bytes:
    """Content of a file."""
    stream = io.BytesIO()
    for _ in file.write(stream):
        pass
    return stream.getvalue()


def contents(of: Setting) -> Mapping[str, bytes]:
    """Content of each file."""
    return {file.name: written(file) for file in data_files(of)}


def rows_of(name: str, of: Setting) -> list[dict[str, Any]]:
    """Rows of a register."""
    (file,) = [file for file in data_files(of) if file.name == name]
    found: list[dict[str, Any]] = parquet.read_table(io.BytesIO(written(file))).to_pylist()
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All files, and the codes of the bodies, which the methodologies of the decree have in their text."""
    place = tmp_path_factory.mktemp("invented")
    write_folder(place, setting())
    (place / "bodies.csv").write_text("\n".join(["body", *(body.code for body in state_bodies()), ""]), "utf-8")
    return place


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Files depend on the seed and on nothing that happened before; another seed gives other data."""
    first, again, other = contents(setting()), contents(setting()), contents(setting(seed=955))
    assert first == again
    unlike = {name for name in first if first[name] != other[name]}
    assert unlike == set(first) - {"functions.csv", "kpi.csv", "progress_indicators.csv"}


def test_what_does_not_grow_does_not_change_with_the_number_of_rows() -> None:
    """More rows are more rows of the registers, and the same of everything else."""
    small, large = contents(setting()), contents(setting(rows=2 * ROWS))
    unlike = {name for name in small if small[name] != large[name]}
    assert unlike == {"README.txt", "services.parquet", "appeals.parquet", "survey_answers.parquet"}


@pytest.mark.parametrize("name", ["services.parquet", "appeals.parquet", "survey_answers.parquet"])
def test_rows_do_not_depend_on_the_pieces_that_they_are_written_in(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A register is made piece by piece, and is the same in pieces of any size."""
    whole = rows_of(name, setting())
    monkeypatch.setattr(registers, "ROWS_A_PIECE", 37)
    assert rows_of(name, setting()) == whole


def test_registers_have_as_many_rows_as_were_asked_for() -> None:
    """The three registers that grow share the rows."""
    counts = [len(rows_of(f"{name}.parquet", setting())) for name in ("services", "appeals", "survey_answers")]
    assert counts == [ROWS * 6 // 10, ROWS * 3 // 10, ROWS // 10]


def test_every_file_keeps_its_contract(folder: Path) -> None:
    """A methodology that declares every file, column, unit and range reads all of them without an objection."""
    methodology = tarazy.load(str(Path(__file__).with_name("every_file.meth")))
    result = methodology.run(period=2021, data=str(folder))
    assert not [one for one in result.findings if one.severity.value == "error"]
    shares = [row.value for row in result.scores if row.name == "in_time" and row.state == "present"]
    assert len(set(shares)) > 10


def test_no_file_is_read_that_is_not_declared(folder: Path) -> None:
    """The contract above is about all the files."""
    text = Path(__file__).with_name("every_file.meth").read_text("utf-8")
    named = set(re.findall(r'^  file +"([^"]+)"', text, flags=re.MULTILINE))
    assert named | {"README.txt"} == {path.name for path in folder.iterdir()}


def test_every_file_says_that_it_is_invented(folder: Path) -> None:
    """The folder says it in three languages; workbooks and registers, which travel alone, say it themselves."""
    readme = (folder / "README.txt").read_text("utf-8")
    for words in ("ДАННЫЕ ВЫМЫШЛЕНЫ", "ДЕРЕКТЕР ОЙДАН ШЫҒАРЫЛҒАН", "THE DATA ARE INVENTED"):
        assert words in readme
    books = list(folder.glob("*.xlsx"))
    assert len(books) == 3 * len(YEARS)
    for book in books:
        with zipfile.ZipFile(book) as archive:
            assert IN_WORKBOOKS in archive.read("xl/sharedStrings.xml").decode()
            assert IN_WORKBOOKS in archive.read("docProps/core.xml").decode()
    for register in folder.glob("*.parquet"):
        assert b"synthetic" in parquet.read_schema(register).metadata


def test_bytes_of_workbooks_are_those_of_no_machine() -> None:
    """Nothing in a workbook is packed, and no part has the time at which it was made."""
    file = workbook_file("a.xlsx", "А", "Отчет", Heads(2, [("Код",), ("Факт",)]), lambda: [["x", Amount(15, 1, False)]])
    with zipfile.ZipFile(io.BytesIO(written(file))) as archive:
        assert {(one.compress_type, one.date_time) for one in archive.infolist()} == {(0, (1980, 1, 1, 0, 0, 0))}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_workbooks_are_as_bodies_send_them(folder: Path) -> None:
    """Heads are merged over two rows, and among the numbers are texts with unbreakable blanks and decimal commas."""
    with zipfile.ZipFile(folder / "target_report_2019.xlsx") as archive:
        sheet, texts = (archive.read(f"xl/{name}.xml").decode() for name in ("worksheets/sheet1", "sharedStrings"))
    assert {"A1:D2", "A3:A4", "B3:C3", "D3:D4"} == set(re.findall(r'mergeCell ref="([^"]+)"', sheet))
    assert re.search(r">\d{1,3}\u00a0\d{3}<", texts)
    assert re.search(r">\d+,\d<", texts)
    assert re.search(r"<v>\d+\.\d</v>", sheet)


def test_tables_in_kz_1048_have_letters_of_kazakh(folder: Path) -> None:
    """Read as KZ-1048 they are Kazakh; read as anything else they are not."""
    for name, word in (("statistics.csv", "Ұлттық"), ("staff.csv", "Орталық")):
        content = (folder / name).read_bytes()
        assert word in content.decode("kz1048")
        with pytest.raises(UnicodeDecodeError):
            content.decode("utf-8")


def table(folder: Path, name: str, delimiter: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    """Rows of a table without quotation marks."""
    head, *lines = (folder / name).read_text(encoding).splitlines()
    return [dict(zip(head.split(delimiter), line.split(delimiter), strict=True)) for line in lines]


def test_a_fifth_of_the_indicators_have_no_statistics_on_the_day(folder: Path) -> None:
    """Published after 1 April of the next year, or never."""
    rows = table(folder, "statistics.csv", ";", "kz1048")
    late = [
        row for row in rows if not row["Дата публикации"] or row["Дата публикации"] > f"{int(row['Год']) + 1}-04-01"
    ]
    years_of_targets = sum(
        body.is_there(year)
        for row in table(folder, "targets.csv")
        for body in state_bodies()
        if body.code == row["body"]
        for year in YEARS
    )
    assert 0.17 < len(late) / years_of_targets < 0.23
    assert 0 < sum(not row["Дата публикации"] for row in late) < len(late)
    assert all(bool(row["Значение"]) is bool(row["Дата публикации"]) for row in rows)


def test_some_answers_are_absent_and_some_plans_are_nothing(folder: Path) -> None:
    """Cells that are empty, and zeros to divide by."""
    absent = {
        "experts.csv": ("mark",),
        "international.csv": ("value",),
        "website_central.csv": ("kk", "ru"),
        "website_local.csv": ("kk", "ru"),
        "assignments_pm_office.csv": ("done",),
    }
    for name, columns in absent.items():
        empty = [row for row in table(folder, name) if not all(row[column] for column in columns)]
        assert 0 < len(empty) < 0.15 * len(table(folder, name)), name
    with zipfile.ZipFile(folder / "budget_2020.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert len(re.findall(r'<c r="B\d+"><v>0</v>', sheet)) > 0


def existing(code: str) -> Body:
    """The body of that code."""
    return next(body for body in state_bodies() if body.code == code)


def test_bodies_are_reported_of_from_their_first_to_their_last_day() -> None:
    """A ministry that ends in June has rows up to its last day, and nothing is done by it behind that day."""
    rows = rows_of("services.parquet", setting(rows=40_000))
    ending, beginning = existing("digital_defence"), existing("trade")
    assert (ending.until, beginning.since) == (date(2019, 6, 16), date(2019, 6, 17))
    for body in state_bodies():
        days = [row["due"] for row in rows if row["body"] == body.code]
        assert all(body.since <= day <= body.until for day in days)
        assert bool(days) is any(body.is_there(year) for year in YEARS)
        assert all(row["rendered"] is None or row["rendered"] <= body.until for row in rows if row["body"] == body.code)
    last = max(row["due"] for row in rows if row["body"] == "digital_defence")
    assert date(2019, 6, 1) < last <= ending.until


def test_tables_have_a_row_for_each_year_of_which_a_body_saw_a_day(folder: Path) -> None:
    """Bodies of a part of the year are in it, others are not."""
    found = {(row["body"], int(row["year"])) for row in table(folder, "councils.csv")}
    assert found == {(body.code, year) for body in state_bodies() for year in YEARS if body.is_there(year)}
    assert ("digital_defence", 2019) in found
    assert ("digital_defence", 2020) not in found


def test_some_bodies_decline_for_two_years_and_others_do_not() -> None:
    """Bodies differ in how good they are and in where they go."""
    one = setting()
    levels = {body.code: [one.quality(body, year, "goals") for year in YEARS] for body in one.there()}
    declining = [code for code, (_, second, third, fourth) in levels.items() if second > third > fourth]
    assert 0.1 < len(declining) / len(levels) < 0.5
    assert max(map(max, levels.values())) - min(map(min, levels.values())) > 2_500


def test_better_bodies_are_better_in_the_registers() -> None:
    """The share of services in time follows the quality of the body."""
    one = setting(rows=60_000)
    rows = [row for row in rows_of("services.parquet", one) if row["due"].year == 2021 and row["rendered"]]
    of_body = {body: one.quality(existing(body), 2021, "services") for body in {row["body"] for row in rows}}
    best, worst = max(of_body, key=of_body.__getitem__), min(of_body, key=of_body.__getitem__)

    def share(body: str) -> float:
        in_time = Counter(row["rendered"] <= row["due"] for row in rows if row["body"] == body)
        return in_time[True] / in_time.total()

    assert share(best) > share(worst) + 0.05


def test_only_the_activity_of_some_bodies_is_the_enforcement_of_law() -> None:
    """What annex 2 leaves out of the Ministry of Finance is told apart by a column."""
    rows = rows_of("appeals.parquet", setting(rows=20_000))
    of_finance = Counter(row["activity"] for row in rows if row["body"] == "finance")
    assert 0 < of_finance["law_enforcement"] < of_finance.total()
    assert {row["body"] for row in rows if row["activity"]} == {"finance", "interior", "prosecutor"}


def test_the_command_writes_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Years, rows and seed are taken from the command line; what else is in the folder stays."""
    tmp_path.joinpath("own.txt").write_text("mine", "utf-8")
    arguments = ["example-data", str(tmp_path), "--years", "2020..2021", "--rows", "200", "--seed", "7"]
    assert cli.main(arguments) == 0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"own.txt", "budget_2020.xlsx", "budget_2021.xlsx"} <= names
    assert "budget_2019.xlsx" not in names
    assert capsys.readouterr().out == f"{len(names) - 1} files of invented data written to {tmp_path}\n"
    expected = contents(setting(7, 200, (2020, 2021)))
    assert {name: (tmp_path / name).read_bytes() for name in expected} == expected


@pytest.mark.parametrize("years", ["2021-2018", "now", "2018-", "1900-2000"])
def test_wrong_years_are_refused(years: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong use, and nothing is written."""
    assert cli.main(["example-data", str(tmp_path / "new"), "--years", years]) == 2
    assert years in capsys.readouterr().err
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file stands where the folder would have to be."""
    (tmp_path / "a").write_text("", "utf-8")
    assert cli.main(["example-data", str(tmp_path / "a" / "b")]) == 2
    assert "error[U757]" in capsys.readouterr().err


@pytest.mark.parametrize("package", ["numpy", "pyarrow", "xlsxwriter"])
def test_a_package_that_is_not_there_is_named_with_its_extra(
    package: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written, and what to install is said."""
    monkeypatch.setattr(example_data, "is_installed", lambda name: name != package)
    assert cli.main(["example-data", str(tmp_path / "new")]) == 2
    told = capsys.readouterr().err
    assert f"`{package}`" in told
    assert "tarazy[example-data]" in told
    assert not (tmp_path / "new").exists()
