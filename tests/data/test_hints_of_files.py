"""What a message proposes where the file is right and the declaration is not."""

from pathlib import Path

from tests.data.declarations import a_list, a_source, column, file, part
from tests.data.one_source import BODIES, TITLES, declared, read, row


def test_a_repeated_key_names_the_column_that_the_key_leaves_out(tmp_path: Path) -> None:
    """With `year` in the file and not in the key, no row is to be deleted."""
    lists = {"bodies": a_list("bodies", file("bodies.csv"), key="code")}
    source = a_source("plan", file("plan.csv"), key=(part("body", "bodies", "body"),), columns=(column("sum"),))
    rows = "body,year,sum\nMOF,2023,1\nMOF,2024,2\n"
    found = read(tmp_path, {"bodies.csv": "code\nMOF\n", "plan.csv": rows}, (lists, {"plan": source}))
    (repeated,) = found.findings.errors
    assert (repeated.code, repeated.variant) == ("D663", "period")
    assert '"year" = year' in repeated.help
    (unread,) = (one for one in found.findings if one.code == "D695")
    assert '"year" = year' in unread.help


def test_a_row_of_empty_cells_is_one_finding(tmp_path: Path) -> None:
    """A spreadsheet leaves such rows behind; each is named once, whatever columns there are."""
    rows = "\n".join([TITLES, row(), "," * TITLES.count(",")])
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": rows}, declared())
    assert [(one.code, one.variant) for one in found.findings] == [("D661", "row")]


def test_the_declaration_that_says_too_little_of_a_file_is_named(tmp_path: Path) -> None:
    """Two declarations can read one file, and each needs its own line."""
    found = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": "body;year,plan\n"}, declared())
    (unclear,) = found.findings.errors
    assert unclear.code == "D648"
    assert "the source `budget`" in unclear.help


def test_a_decimal_comma_is_declared_and_not_retyped(tmp_path: Path) -> None:
    """The help names the line first."""
    rows = "\n".join([TITLES, row(plan='"12,5"')])
    (comma,) = read(tmp_path, {"bodies.csv": BODIES, "budget.csv": rows}, declared()).findings.errors
    assert "`decimal mark  comma`" in comma.help
