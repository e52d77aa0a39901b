"""A trace leads to the cell of the workbook that a value came from, and to the sender's formula there."""

from pathlib import Path

import pytest
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from tarazy.workbench.cli import main
from tests.data.workbooks import workbook

METHODOLOGY = """\
methodology schools "Schools"
  version         1
  in force from   2023-01-01
  period          year
  evaluates       districts

list districts "Districts"
  file            "b.xlsx", sheet "4-20"
  key             district

source budget "Budget"
  holder          "Ministry of Finance"
  file            "b.xlsx", sheet "4-20", period 2024
  key             district
  columns
    spent:        thousand KZT, 1 decimal, 0 to 10_000  "Spent"

score execution "Execution"
  basis           methodology p. 1
  value           budget.spent / 1 thousand KZT
"""


def fill(book: Workbook, sheet: Worksheet) -> None:
    """One district, whose spending is a formula; and another sheet."""
    sheet.write_row("A1", ["district", "spent"])
    sheet.write("A2", "Abai")
    sheet.write_formula("B2", "=2000+100.5", None, 2100.5)
    book.add_worksheet("other")


def test_a_trace_ends_at_the_cell_of_the_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sheet, row, column and formula stand in the trace, in words and in JSON."""
    (tmp_path / "schools.meth").write_text(METHODOLOGY, encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(workbook(fill, "4-20"))
    command = ["trace", str(tmp_path / "schools.meth"), "--body", "Abai", "--period", "2024", "execution"]
    assert main(command) == 0
    assert (
        "b.xlsx, sheet 4-20, row 2, column spent, formula =2000+100.5, written `2100.5`, sha256"
        in capsys.readouterr().out
    )
    assert main([*command, "--format", "json"]) == 0
    text = capsys.readouterr().out
    assert '"formula":"=2000+100.5"' in text.replace('": "', '":"')
    assert '"sheet":"4-20"' in text.replace('": "', '":"')
