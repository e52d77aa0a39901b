"""What a cell of a workbook holds, and what is made of it."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from attrs import evolve
from flint import fmpq
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tarazy.dsl.diagnostics import CellPlace
from tarazy.dsl.states import State
from tarazy.dsl.table_layout import PLAIN
from tarazy.dsl.value_types import TextType
from tarazy.interpreter.data.formats import DataFile, Workers, read_table
from tarazy.interpreter.data.formats.workbook import column_letter
from tarazy.interpreter.data.table import Table
from tarazy.interpreter.data.violations import Violations
from tarazy.interpreter.workers.sheets import SheetReader
from tests.data.declarations import a_list, column, file
from tests.data.one_source import Read, read
from tests.data.workbooks import raw_workbook, text_cell, workbook

HEADER = f'<row r="1">{text_cell("A1", "code")}{text_cell("B1", "x")}</row>'


def column_of(cells: Sequence[str]) -> bytes:
    """A workbook of elements `E2`, `E3` … by their rows, each with one of the `cells`, written as that of row 2, in the
    column `x`.
    """
    rows = [
        f'<row r="{row}">{text_cell(f"A{row}", f"E{row}")}{cell.replace("B2", f"B{row}")}</row>'
        for row, cell in enumerate(cells, 2)
    ]
    return raw_workbook("".join([HEADER, *rows]))


def attribute_of(folder: Path, content: bytes, *, number: bool = True) -> Read:
    """What came of a list with the column `x` in a workbook of one sheet."""
    x = column("x", None if number else TextType(), absent=True)
    lists = {"bodies": a_list("bodies", file("b.xlsx"), key="code", columns=(x,))}
    return read(folder, {"b.xlsx": content}, (lists, {}))


def value(found: Read) -> object:
    """The cell, or the code and variant of what is wrong with it."""
    if found.snapshot is None:
        return [(one.code, one.variant) for one in found.findings]
    return found.snapshot.attribute("bodies", "x", "A")


NUMBERS: list[tuple[str, object]] = [
    ('<c r="B2"><v>84.370000000000005</v></c>', fmpq(8437, 100)),
    ('<c r="B2"><v>1.5E+3</v></c>', fmpq(1500)),
    ('<c r="B2"><v>1E-7</v></c>', fmpq(1, 10**7)),
    ('<c r="B2"><v>-0.5</v></c>', fmpq(-1, 2)),
    ('<c r="B2"><v>9007199254740991</v></c>', fmpq(2**53 - 1)),
    ('<c r="B2"><v>9007199254740993</v></c>', ("D672", "undeclared")),
    ('<c r="B2"><v>0.30000000000000004</v></c>', ("D672", "undeclared")),
    ('<c r="B2"><f>A1*2</f><v>12</v></c>', fmpq(12)),
    ('<c r="B2"><f>A1*2</f></c>', ("D678", "")),
    ('<c r="B2" t="str"><f>IF(A1,"","")</f><v></v></c>', State.ABSENT),
    ('<c r="B2" t="e"><v>#N/A</v></c>', ("D677", "")),
    ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ("D677", "")),
    ('<c r="B2" t="b"><v>1</v></c>', ("D650", "logical")),
    (text_cell("B2", "1.5"), fmpq(3, 2)),
    (text_cell("B2", " 1.5"), ("D650", "blanks")),
    ('<c r="B2" s="0"/>', State.ABSENT),
    ("", State.ABSENT),
]


def test_numbers_in_cells(tmp_path: Path) -> None:
    """A number is the digits that were put in, and a cell that gives none says why."""
    sound = [(cell, expected) for cell, expected in NUMBERS if not isinstance(expected, tuple)]
    found = attribute_of(tmp_path, column_of([cell for cell, _ in sound]))
    assert found.snapshot is not None, found.text
    values = [found.snapshot.attribute("bodies", "x", f"E{row}") for row in range(2, len(sound) + 2)]
    assert values == [expected for _, expected in sound]
    refused = attribute_of(tmp_path, column_of([cell for cell, _ in NUMBERS]))
    met = [(one.place.cell, one.code, one.variant) for one in refused.findings if isinstance(one.place, CellPlace)]
    assert met == [(f"B{row}", *fault) for row, (_, fault) in enumerate(NUMBERS, 2) if isinstance(fault, tuple)]


def test_a_text_column_takes_numbers_by_their_digits(tmp_path: Path) -> None:
    """A code that a spreadsheet made a number of is its digits; blanks and NFD letters are kept as one text."""
    cells = ['<c r="B2"><v>990140004567</v></c>', '<c r="B2"><v>1.0</v></c>', text_cell("B2", "И\u0306од ")]
    found = attribute_of(tmp_path, column_of(cells), number=False)
    assert found.snapshot is not None
    assert [found.snapshot.attribute("bodies", "x", f"E{row}") for row in (2, 3, 4)] == ["990140004567", "1", "Йод "]


@pytest.mark.parametrize(("form", "number", "expected"), [('0"%"', 90, fmpq(90)), ("0%", 0.9, fmpq(9, 10))])
def test_a_percent_sign_that_is_only_shown_changes_nothing(
    form: str, number: float, expected: fmpq, tmp_path: Path
) -> None:
    """A format that puts the sign behind the number as a text is no percent format."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A1", ["code", "x"])
        sheet.write("A2", "A")
        sheet.write("B2", number, book.add_format({"num_format": form}))

    assert value(attribute_of(tmp_path, workbook(fill))) == expected


@pytest.mark.parametrize("epoch", [1900, 1904])
def test_dates_are_days_in_both_epochs(epoch: int, tmp_path: Path) -> None:
    """A date is the day shown, whether the workbook counts from 1900 or from 1904; one with a time keeps it."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        sheet.write_row("A1", ["code", "x"])
        sheet.write("A2", "A")
        sheet.write_datetime("B2", datetime(2024, 2, 29), day)  # noqa: DTZ001 - a workbook knows no time zone
        sheet.write("A3", "B")
        sheet.write_datetime("B3", datetime(2024, 2, 29, 12, 30), day)  # noqa: DTZ001 - the same

    found = attribute_of(tmp_path, workbook(fill, date_1904=epoch == 1904), number=False)
    assert value(found) == "2024-02-29"
    assert found.snapshot is not None
    assert found.snapshot.attribute("bodies", "x", "B") == "2024-02-29T12:30:00"


def test_empty_rows_and_columns_hold_nothing(tmp_path: Path) -> None:
    """Rows without text, in the middle or formatted at the end, are no rows; a note far to the right is one column
    without a title.
    """
    rows = (
        f'{HEADER}<row r="3">{text_cell("A3", "A")}<c r="B3"><v>1</v></c></row>'
        f'<row r="5">{text_cell("A5", "B")}</row><row r="90"><c r="A90" s="0"/></row>'
    )
    found = attribute_of(tmp_path, raw_workbook(rows))
    assert found.snapshot is not None
    assert found.snapshot.elements("bodies") == ("A", "B")
    noted = attribute_of(tmp_path, raw_workbook(rows.replace("</row>", f"{text_cell('D3', '?')}</row>", 2)))
    assert [(one.code, one.words["titles"]) for one in noted.findings] == [("D695", "(no title), (no title)")]


def test_titles_are_blanks_apart(tmp_path: Path) -> None:
    """A title broken over lines or written with unbreakable blanks is the same title."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A1", [" code ", "the\n\u00a0title"])
        sheet.write_row("A2", ["A", 5])

    x = evolve(column("x"), written_title="the title")
    lists = {"bodies": a_list("bodies", file("b.xlsx"), key="code", columns=(x,))}
    found = read(tmp_path, {"b.xlsx": workbook(fill)}, (lists, {}))
    assert value(found) == fmpq(5)


CELLS = st.one_of(
    st.none(),
    st.integers(-(10**14), 10**14),
    st.decimals(-(10**9), 10**9, places=3).map(lambda number: float(number) + 0.0),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=8),
    st.booleans(),
    st.dates(date(1901, 1, 1), date(2099, 12, 31)),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_cells_are_what_the_writer_wrote(rows: list[list[object]]) -> None:
    """For any sheet, the worker's cells are those that were written, each once."""

    def fill(book: Workbook, sheet: Worksheet) -> None:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, at, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(number, at, cell)
                elif cell is not None:
                    sheet.write(number, at, cell)

    content = workbook(fill)
    _, *parts = SheetReader().answer({"sheet": "Plan"}, content)
    found = {(row, at): text for part in parts for row, at, _, text in part["cells"]}
    sheet = load_workbook(BytesIO(content))["Plan"]
    expected = {}
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row, 1):
            if cell is not None:
                expected[number, at] = _shown(cell)
                assert sheet.cell(number, at).value is not None
    assert found == expected


def _shown(cell: object) -> str:
    match cell:
        case bool():
            return str(cell).upper()
        case float():
            return f"{cell:.3f}".rstrip("0").rstrip(".")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def test_column_letters_count_without_a_zero() -> None:
    """Letters of columns are those that the workbook's own library gives."""
    assert all(column_letter(number) == get_column_letter(number) for number in range(1, 16385))


def test_one_process_reads_all_workbooks(tmp_path: Path) -> None:
    """Several sheets and workbooks are read by one process, and one that falls does not take the next with it."""

    def fill(_: Workbook, sheet: Worksheet) -> None:
        sheet.write_row("A1", ["code", "x"])
        sheet.write_row("A2", ["A", 5])

    (tmp_path / "good.xlsx").write_bytes(workbook(fill))
    (tmp_path / "bad.xlsx").write_bytes(raw_workbook("<row><c><v>no number</v></c></row>"))
    violations = Violations()
    with Workers() as workers:
        tables = [
            read_table(DataFile(name, tmp_path / name), PLAIN, violations, workers)
            for name in ("good.xlsx", "bad.xlsx", "good.xlsx", "good.xlsx")
        ]
    assert [isinstance(table, Table) for table in tables] == [True, False, True, True]
    assert [(one.code, one.variant) for one in violations.findings()] == [("D673", "damaged")]
