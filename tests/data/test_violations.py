"""Every violation of the data contract, with the words a reader meets."""

from pathlib import Path

import pytest

from tarazy.dsl.declarations import SameKey, WideColumn
from tarazy.dsl.diagnostics import CellPlace, catalogue
from tests.data.declarations import SPAN, a_list, a_source, column, file, part
from tests.data.one_source import BODIES, KEY, TITLES, declared, read, row
from tests.golden import Golden

CELLS = {
    "numbers": {
        "plan": [
            "1e5",
            "NaN",
            "-",
            "1,5",
            "1 000",
            "1.000,5",
            " 12",
            "90 %",
            "−5",
            "(5)",
            "+5",
            ".5",
            "5.",
            "١٢",
            "abc",
            "1" * 31,
            "0.123",
            "0",
            "1000.1",
            "-3",
        ],
        "share": ["100.01", "0.125"],
    },
    "words": {
        "open": ["Yes", "1", "maybe"],
        "way": ["higher", "2"],
        "kind": ["Local", "centrl", "regional"],
        "due": ["31.12.2024", "2024-02-30", "2024-1-5"],
        "rival": ["mof", "MOG", "ministry of nothing"],
    },
    "keys": {"body": ["", "MOFF", "XXX"], "year": ["", "24", "2024.0", "soon"]},
}


def cell(text: str) -> str:
    """A cell in quotes, where it needs them."""
    return f'"{text}"' if "," in text else text


@pytest.mark.parametrize("name", CELLS)
def test_cells_that_break_their_contract(name: str, tmp_path: Path, golden: Golden) -> None:
    """Each is found, and its message says how to write it."""
    rows = [row(**{title: cell(text)}) for title, texts in CELLS[name].items() for text in texts]
    lines = [line if "body" in CELLS[name] else line.replace("2024", str(1000 + at), 1) for at, line in enumerate(rows)]
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": "\n".join([TITLES, *lines])}, declared())
    assert found.snapshot is None
    assert {one.place.row for one in found.findings if isinstance(one.place, CellPlace)} == set(range(2, len(rows) + 2))
    golden(f"{name}.txt", found.text)


FILES: dict[str, str | bytes] = {
    "empty": b"",
    "blank": b"\xef\xbb\xbf \r\n",
    "windows_1251": "body,year\nМинфин,2024\n".encode("cp1251"),
    "utf16": "body,year\n".encode("utf-16"),
    "zero_byte": b"body,year\nMOF\0,2024\n",
    "workbook": b"PK\x03\x04rest",
    "quotes": f'{TITLES}\n"MOF"x,2024,,,,,,,,\n',
    "open_quote": f'{TITLES}\n"MOF,2024,,,,,,,,\n',
    "huge_cell": f"{TITLES}\n{row(remark='x' * 200_000)}\n",
    "repeated_title": f"{TITLES},plan\n",
    "ragged": f"{TITLES}\n{row()},\nMOH,2024\n\n{row(year='2023')}\n",
    "missing_columns": "body,year,plan,Share,open,way,kind,due\n",
    "two_delimiters": TITLES.replace(",", ";", 3) + "\n",
    "bars": TITLES.replace(",", "|") + "\n",
    "undeclared_columns": f"{TITLES},note,,extra\n{row()},a,b,c\n",
}


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_no_such_table(name: str, tmp_path: Path, golden: Golden) -> None:
    """A file that cannot be read as the table declared says why, and what to save instead."""
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": FILES[name]}, declared())
    golden(f"file_{name}.txt", found.text)


def test_paths_stay_in_the_folder(tmp_path: Path, golden: Golden) -> None:
    """No path is absolute, goes up, or follows a link out; each says where it was looked for."""
    folder = tmp_path / "data"
    (folder / "inner").mkdir(parents=True)
    (tmp_path / "secret.csv").write_text(TITLES)
    (folder / "link.csv").symlink_to(tmp_path / "secret.csv")
    paths = ("absent.csv", "/etc/passwd", "../secret.csv", "a\\b.csv", "C:/b.csv", "link.csv", "inner", " ", "z\0")
    found = read(folder, {"bodies.csv": BODIES}, declared(*paths))
    assert len(found.findings) == len(paths)
    golden("paths.txt", found.text.replace(str(folder), "FOLDER").replace("\0", "␀"))


@pytest.mark.parametrize("rule", SameKey)
def test_rows_with_the_same_key(rule: SameKey, tmp_path: Path, golden: Golden) -> None:
    """Two rows of one file, equal and unequal rows of two files, under each rule."""
    first = [row(plan="1"), row(plan="1"), row(year="2023", plan="2"), row(year="2022", plan="3")]
    second = [row(year="2023", plan="2.0"), row(year="2022", plan="4")]
    files: dict[str, str | bytes] = {
        "bodies.csv": BODIES,
        "a.csv": "\n".join([TITLES, *first]),
        "b.csv": "\n".join([TITLES, *second]),
    }
    golden(f"same_key_{rule.name.lower()}.txt", read(tmp_path, files, declared("a.csv", "b.csv", same_key=rule)).text)


@pytest.mark.parametrize(
    ("rule", "plan", "origin"), [(SameKey.FIRST_FILE, 3000, "a.csv"), (SameKey.LAST_FILE, 4000, "b.csv")]
)
def test_one_file_goes_before_another(rule: SameKey, plan: int, origin: str, tmp_path: Path) -> None:
    """The value and its place are of the file that holds."""
    files: dict[str, str | bytes] = {
        "bodies.csv": BODIES,
        "a.csv": f"{TITLES}\n{row(plan='3')}",
        "b.csv": f"{TITLES}\n{row(plan='4')}",
    }
    snapshot = read(tmp_path, files, declared("a.csv", "b.csv", same_key=rule)).snapshot
    assert snapshot is not None
    assert snapshot.table("budget")["plan"]["MOF", 2024] == plan
    found = snapshot.origin("budget", "plan", ("MOF", 2024))
    assert found is not None
    assert found.file == origin


def test_lists_that_contradict_themselves(tmp_path: Path, golden: Golden) -> None:
    """A row without its code, an element described twice in two ways, a circle of elements, a part not in the
    whole.
    """
    lists, sources = declared()
    lists["part"] = a_list("part", file("part.csv"), key="code", of="bodies")
    bodies = "code,name,above\nMOF,Finance,MOH\nMOH,Health,MOF\n,None,\nMOF,Finances,MOH\nMOE,,\nMOD,Defence,XX\n"
    files: dict[str, str | bytes] = {
        "bodies.csv": bodies,
        "part.csv": "code\nMOF\nMOQ\n",
        "budget.csv": TITLES,
    }
    golden("lists.txt", read(tmp_path, files, (lists, sources)).text)


def test_a_wide_table_has_a_column_for_every_element(tmp_path: Path, golden: Golden) -> None:
    """All titles that lack are named in one finding a pattern."""
    lists, _ = declared()
    lists["tests"] = a_list("tests", file("tests.csv"), key="code")
    source = a_source(
        "results",
        file("results.csv", 2024),
        key=(part("body", "bodies", "body"), part("test", "tests", "test")),
        columns=(column("mark", absent=True),),
        wide=(WideColumn("mark_{test}", "test", "mark", SPAN),),
    )
    files: dict[str, str | bytes] = {
        "bodies.csv": BODIES,
        "tests.csv": "code\na\nb\nc\n",
        "results.csv": "body,mark_b\nMOF,1\n",
    }
    golden("wide.txt", read(tmp_path, files, (lists, {"results": source})).text)


def test_a_file_for_a_period(tmp_path: Path, golden: Golden) -> None:
    """It needs no year; a year in it that is another one is found; without either the period is asked for."""
    lists, _ = declared()
    columns = (column("plan"),)
    of_2024 = a_source("of_2024", file("a.csv", 2024), file("b.csv", 2024), key=KEY, columns=columns)
    mixed = a_source("mixed", file("a.csv", 2023), file("c.csv"), key=KEY[:1], columns=columns)
    files: dict[str, str | bytes] = {
        "bodies.csv": BODIES,
        "a.csv": "body,plan\nMOF,1\n",
        "b.csv": "body,year,plan\nMOH,2024,1\nMOE,2023,1\n",
        "c.csv": "body,plan\nMOF,1\n",
    }
    golden("period.txt", read(tmp_path, files, (lists, {"of_2024": of_2024, "mixed": mixed})).text)


def test_the_same_fault_in_many_rows_is_counted(tmp_path: Path) -> None:
    """Twenty are shown, of the others the number is said: none is lost."""
    rows = [row(year=str(1000 + at), plan="n/a") for at in range(1254)]
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": "\n".join([TITLES, *rows])}, declared())
    assert [one.code for one in found.findings] == ["D650"] * 20 + ["D690"]
    assert found.findings.items[-1].place == CellPlace("budget.csv", 22, "plan")
    assert "1,234 more rows" in found.findings.items[-1].message


def test_a_list_that_cannot_be_read_accuses_no_row(tmp_path: Path) -> None:
    """Without its file nobody knows which bodies there are, so none is called unknown."""
    found = read(tmp_path, {"budget.csv": f"{TITLES}\n{row()}"}, declared())
    assert [one.code for one in found.findings] == ["D640"]


def test_every_message_has_all_its_words() -> None:
    """Codes are of this family, and each has a title, a message, and a help or variants that have one."""
    for code, entry in catalogue("D").items():
        assert 640 <= int(code[1:]) <= 699
        assert entry["title"]
        assert entry["message"]
