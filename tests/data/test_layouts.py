"""Layouts of files that the real data do not have: years as columns, lists that change with the period."""

from pathlib import Path

from flint import fmpq

from tarazy.dsl.declarations import WideColumn
from tarazy.dsl.nodes import PERIOD
from tarazy.dsl.states import State
from tarazy.interpreter.data import CellOrigin
from tests.data.declarations import SPAN, a_list, a_source, column, file, part
from tests.data.one_source import BODIES, KEY, declared, read


def test_years_as_columns(tmp_path: Path) -> None:
    """A wide layout of the period takes its years from the header row, the period last in the key."""
    lists, _ = declared()
    source = a_source(
        "income",
        file("income.csv"),
        key=(part("year", PERIOD, "year"), part("body", "bodies", "body")),
        columns=(column("income", absent=True),),
        wide=(WideColumn("y{year}", "year", "income", SPAN),),
    )
    files: dict[str, str | bytes] = {
        "bodies.csv": BODIES,
        "income.csv": "body,yes,y2020,y2021\nMOF,x,1,\nMOH,x,3,4\n",
    }
    found = read(tmp_path, files, (lists, {"income": source}))
    assert found.snapshot is not None, found.text
    assert found.snapshot.table("income")["income"] == {
        ("MOF", 2020): fmpq(1),
        ("MOH", 2020): fmpq(3),
        ("MOF", 2021): State.ABSENT,
        ("MOH", 2021): fmpq(4),
    }
    digest = found.snapshot.file_hashes["income.csv"]
    assert found.snapshot.origin("income", "income", ("MOH", 2021)) == CellOrigin("income.csv", digest, 3, "y2021")
    assert found.snapshot.periods() == (2020, 2021)


def test_a_list_that_changes_with_the_period(tmp_path: Path) -> None:
    """An element belongs to the periods of its files only, and a row of another period may not name it."""
    lists = {"bodies": a_list("bodies", file("old.csv", 2020), file("new.csv", 2021), key="code")}
    source = a_source("plans", file("plans.csv"), key=KEY, columns=(column("plan"),))
    files: dict[str, str | bytes] = {
        "old.csv": "code\nMOF\nMOH\n",
        "new.csv": "code\nMOF\nMOT\n",
        "plans.csv": "body,year,plan\nMOF,2020,1\nMOF,2021,1\nMOT,2021,1\n",
    }
    found = read(tmp_path, files, (lists, {"plans": source}))
    assert found.snapshot is not None, found.text
    assert found.snapshot.elements("bodies", 2020) == ("MOF", "MOH")
    assert found.snapshot.elements("bodies", 2021) == ("MOF", "MOT")
    origin = found.snapshot.list_origin("bodies", "MOF", 2021)
    assert origin is not None
    assert origin.file == "new.csv"
    too_early = {**files, "plans.csv": "body,year,plan\nMOT,2020,1\n"}
    assert [one.code for one in read(tmp_path, too_early, (lists, {"plans": source})).findings] == ["D659"]


def test_a_list_that_is_part_of_another_by_a_condition(tmp_path: Path) -> None:
    """Without files or rows it has the elements, attributes and places of the whole; the condition is applied
    later.
    """
    lists, _ = declared()
    lists["central"] = a_list("central", key="code", of="bodies")
    found = read(tmp_path, {"bodies.csv": BODIES}, (lists, {}))
    assert found.snapshot is not None, found.text
    assert found.snapshot.elements("central", 2024) == ("MOF", "MOH", "MOE")
    assert found.snapshot.attribute("central", "above", "MOE") == "MOF"
    assert found.snapshot.list_origin("central", "MOE") == found.snapshot.list_origin("bodies", "MOE")
