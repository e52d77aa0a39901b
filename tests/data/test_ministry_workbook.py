"""A workbook as a ministry sends it: a heading, a merged header of two rows, numbers as text, blanks that do not break,
formulas, hidden rows; the list of bodies beside it in KZ-1048.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from flint import fmpq
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tarazy.dsl.declarations import WideColumn
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.states import State
from tarazy.dsl.syntax import FileReference
from tarazy.dsl.table_layout import SPACES, Encoding, TableLayout
from tarazy.dsl.value_types import TextType
from tests.data.declarations import SPAN, Lists, Sources, a_list, a_source, column, file, part
from tests.data.one_source import COLUMNS, Read, read
from tests.data.workbooks import workbook
from tests.golden import Golden

BODIES = (
    "Код;Наименование;Выше\nМФ;Қаржы министрлігі;\nМЗ;Денсаулық сақтау министрлігі;МФ\nМО;Оқу-ағарту министрлігі;МФ\n"
)
TITLES = {
    "body": "Код",
    "year": "Год",
    "plan": "Исполнение / план, тыс. тг",
    "share": "Исполнение / доля, %",
    "open": "Открыто",
    "way": "Направление",
    "kind": "Вид",
    "due": "Срок",
    "rival": "Соперник",
    "remark": "Примечание",
}
LETTERS = dict(zip(TITLES, "ABCDEFGHIJ", strict=True))
FIRST = 5
"""Row of the first cells below the header."""

Cells = Mapping[str, object]
ERROR, FORMULA, PERCENT, DATE = "error", "formula", "percent", "date"
"""What a cell is written as, before its value, where Python's type does not tell."""


def declared() -> tuple[Lists, Sources]:
    """The declarations, each column with its title."""
    columns = (column("name", TextType()), evolve(column("above", TextType(), absent=True), written_title="Выше"))
    bodies = a_list(
        "bodies", file("органы.csv"), key="Код", columns=(evolve(columns[0], written_title="Наименование"), columns[1])
    )
    key = (part("body", "bodies", TITLES["body"]), part("year", PERIOD, TITLES["year"]))
    titled = tuple(evolve(one, written_title=TITLES[one.name]) for one in COLUMNS)
    sheet = FileReference("бюджет.xlsx", "4-20", None, span=SPAN)
    source = a_source("budget", sheet, key=key, columns=titled)
    layout = TableLayout(header_rows=(3, 4), decimal=",", thousands=SPACES)
    kazakh = TableLayout(encoding=Encoding.KZ_1048, delimiter=";")
    return {"bodies": evolve(bodies, layout=kazakh)}, {"budget": evolve(source, layout=layout)}


def sent(rows: Sequence[Cells], merged: Sequence[str] = (), hidden: Sequence[int] = ()) -> dict[str, str | bytes]:
    """The files, with `rows` below the header of the workbook."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        percent, day = book.add_format({"num_format": "0.0%"}), book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.merge_range("A1:J1", "Отчёт об исполнении бюджета за 2024 год")
        sheet.merge_range("C3:D3", "Исполнение")
        sheet.write("C4", "план,\nтыс.\u00a0тг")
        sheet.write("D4", "доля, %")
        for name, title in TITLES.items():
            if "/" not in title:
                sheet.merge_range(f"{LETTERS[name]}3:{LETTERS[name]}4", title)
        for row, cells in enumerate(rows, FIRST):
            for name, value in cells.items():
                match value:
                    case (kind, formula, stored) if kind in (FORMULA, ERROR):
                        sheet.write_formula(f"{LETTERS[name]}{row}", formula, None, stored)
                    case (kind, number) if kind == PERCENT:
                        sheet.write(f"{LETTERS[name]}{row}", number, percent)
                    case (kind, number) if kind == DATE:
                        sheet.write(f"{LETTERS[name]}{row}", number, day)
                    case _:
                        sheet.write(f"{LETTERS[name]}{row}", value)
        for cells_merged in merged:
            sheet.merge_range(cells_merged, "x")
        for row in hidden:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        book.add_worksheet("Справочник").write("A1", "не эта")

    return {"органы.csv": BODIES.encode("kz1048"), "бюджет.xlsx": workbook(fill, "4-20")}


def row(year: int, **cells: object) -> Cells:
    """A row of the body МФ."""
    return {"body": "МФ", "year": year, **cells}


GOOD = [
    row(2024, plan="1\u00a0000", share=(PERCENT, 0.905), open=True, way=1, due=(DATE, date(2024, 12, 31))),
    row(2023, plan=84.3, share="90,5", open="yes", way="-1", due="2023-12-31", rival="МЗ"),
    row(2022, plan=(FORMULA, "=42.1*2", 84.2), share="\u00a012,25\u00a0", kind="central", remark=7),
    {},
    row(2021, plan="84,3"),
]


def test_the_workbook_is_read_as_it_is_sent(tmp_path: Path, golden: Golden) -> None:
    """Numbers as numbers and as text, percent, dates, logical values and formulas give the values that the sender
    sees; the only word about it is what is hidden.
    """
    found = read(tmp_path, sent(GOOD, hidden=[6]), declared())
    golden("ministry_hidden.txt", found.text)
    assert found.snapshot is not None
    table = found.snapshot.table("budget")
    assert [table["plan"]["МФ", year] for year in (2024, 2023, 2022, 2021)] == [
        fmpq(1_000_000),
        fmpq(84_300),
        fmpq(84_200),
        fmpq(84_300),
    ]
    assert [table["share"]["МФ", year] for year in (2024, 2023, 2022)] == [
        fmpq(181, 200),
        fmpq(181, 200),
        fmpq(49, 400),
    ]
    assert [table["open"]["МФ", year] for year in (2024, 2023, 2022)] == [True, True, State.ABSENT]
    assert [table["way"]["МФ", year] for year in (2024, 2023)] == ["higher", "lower"]
    assert [table["due"]["МФ", year] for year in (2024, 2023)] == [date(2024, 12, 31), date(2023, 12, 31)]
    assert table["remark"]["МФ", 2022] == "7"
    assert found.snapshot.attribute("bodies", "name", "МЗ") == "Денсаулық сақтау министрлігі"


def test_a_value_is_traced_to_sheet_cell_and_formula(tmp_path: Path) -> None:
    """The origin of a cell names the sheet, the row, the column with its letter, and the sender's formula."""
    found = read(tmp_path, sent(GOOD[:3]), declared())
    assert found.snapshot is not None
    origin = found.snapshot.origin("budget", "plan", ("МФ", 2022))
    assert origin is not None
    assert (origin.file, origin.sheet, origin.row, origin.letter) == ("бюджет.xlsx", "4-20", 7, "C")
    assert (origin.column, origin.formula) == ("Исполнение / план, тыс. тг", "=42.1*2")
    plain = found.snapshot.origin("budget", "plan", ("МФ", 2023))
    assert plain is not None
    assert plain.formula == ""


PLANTED: list[tuple[dict[str, object], str, str]] = [
    ({"plan": "1.234"}, "plan", "D650"),
    ({"plan": "84.3"}, "plan", "D650"),
    ({"plan": "1e5"}, "plan", "D650"),
    ({"plan": "н/д"}, "plan", "D650"),
    ({"plan": "-"}, "plan", "D650"),
    ({"plan": "(5)"}, "plan", "D650"),
    ({"plan": "12 34"}, "plan", "D650"),
    ({"plan": "12,5 тг"}, "plan", "D650"),
    ({"plan": (DATE, date(2024, 2, 1))}, "plan", "D650"),
    ({"plan": True}, "plan", "D650"),
    ({"plan": (PERCENT, 0.5)}, "plan", "D650"),
    ({"plan": "1" * 31}, "plan", "D651"),
    ({"plan": 84.35}, "plan", "D652"),
    ({"plan": (FORMULA, "=0.1+0.2", 0.1 + 0.2)}, "plan", "D652"),
    ({"plan": 0}, "plan", "D653"),
    ({"plan": "1\u00a0000,5"}, "plan", "D653"),
    ({"plan": (ERROR, "=1/0", "#DIV/0!")}, "plan", "D677"),
    ({"share": "90%"}, "share", "D650"),
    ({"share": (PERCENT, 1.5)}, "share", "D653"),
    ({"open": "да"}, "open", "D654"),
    ({"open": 1}, "open", "D654"),
    ({"way": "up"}, "way", "D657"),
    ({"kind": "Central"}, "kind", "D656"),
    ({"due": "31.12.2024"}, "due", "D658"),
    ({"due": 45657}, "due", "D658"),
    ({"rival": "МЁ"}, "rival", "D659"),
    ({"remark": "\u202eгт"}, "remark", "D684"),
    ({"body": "МX"}, "body", "D659"),
    ({"body": None, "plan": 5}, "body", "D661"),
    ({"year": "24"}, "year", "D662"),
]


def test_thirty_errors_are_each_reported_by_its_cell(tmp_path: Path, golden: Golden) -> None:
    """Every planted error is reported at its cell as the workbook names it, and nothing else is."""
    rows = [{**row(1100 + at), **cells} for at, (cells, _, _) in enumerate(PLANTED)]
    found = read(tmp_path, sent(rows), declared())
    expected = [(f"{LETTERS[name]}{FIRST + at}", code) for at, (_, name, code) in enumerate(PLANTED)]
    assert len(expected) == 30
    met = [(one.place.cell, one.code) for one in found.findings]  # type: ignore[union-attr]  # all are cells
    assert sorted(map(str, met)) == sorted(map(str, expected))
    golden("ministry_thirty_errors.txt", found.text)


@pytest.mark.parametrize(("merged", "said"), [("A8:A9", "A8:A9"), ("C8:D8", "C8:D8"), ("C5:C9", "C5:C9")])
def test_merged_cells_among_the_data_are_refused(merged: str, said: str, tmp_path: Path) -> None:
    """A merged range below the header is reported with its name, whatever else is wrong with its cells."""
    found = read(tmp_path, sent([], [merged]), declared())
    assert [one.words["cells"] for one in found.findings if one.code == "D679"] == [said]


def test_titles_that_merge_into_one_are_refused(tmp_path: Path) -> None:
    """Two columns under one title in one merged head are no columns: a source that needs them says so."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("A1:B1", "Код")
        sheet.write("C1", "Год")

    lists, sources = declared()
    plain = {"budget": evolve(sources["budget"], layout=TableLayout())}
    found = read(
        tmp_path, {"органы.csv": BODIES.encode("kz1048"), "бюджет.xlsx": workbook(fill, "4-20")}, (lists, plain)
    )
    assert [(one.code, one.words["places"]) for one in found.findings.errors] == [("D643", "1, 2")]


def test_years_as_columns_below_a_merged_head(tmp_path: Path) -> None:
    """In a wide layout the titles of a merged head are what the pattern names."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.merge_range("A1:A2", "Код")
        sheet.merge_range("B1:C1", "План")
        sheet.write_row("B2", [2023, 2024])
        sheet.write_row("A3", ["МФ", 10, 20.5])

    lists, sources = declared()
    plan = evolve(COLUMNS[0], written_title=None)
    wide = WideColumn("План / {year}", "year", "plan", SPAN)
    source = evolve(sources["budget"], columns=(plan,), wide=(wide,), layout=TableLayout(header_rows=(1, 2)))
    files = {"органы.csv": BODIES.encode("kz1048"), "бюджет.xlsx": workbook(fill, "4-20")}
    found: Read = read(tmp_path, files, (lists, {"budget": source}))
    assert found.snapshot is not None, found.text
    assert found.snapshot.table("budget")["plan"] == {("МФ", 2023): fmpq(10_000), ("МФ", 2024): fmpq(20_500)}
    origin = found.snapshot.origin("budget", "plan", ("МФ", 2024))
    assert origin is not None
    assert (origin.letter, origin.row) == ("C", 3)


def test_sheets_are_named_where_there_are_several(tmp_path: Path, golden: Golden) -> None:
    """A workbook of two sheets wants a name, and a name that is not there is answered by those that are."""
    lists, sources = declared()
    for name in (None, "4-21"):
        reference = FileReference("бюджет.xlsx", name, None, span=SPAN)
        found = read(tmp_path, sent(GOOD[:1]), (lists, {"budget": evolve(sources["budget"], files=(reference,))}))
        golden(f"sheet_{'unnamed' if name is None else 'unknown'}.txt", found.text)
