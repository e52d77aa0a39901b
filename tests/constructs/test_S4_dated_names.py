"""S4: a stable code, and a name for print that changes at a day; bodies, their units, and who holds a role when."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator

from tarazy.interpreter.trace_json import schema, trace_json
from tarazy.workbench.cli import cli
from tarazy.workbench.session import Session
from tests.constructs.programs import HEAD, codes, compiled, findings, ran, survives_formatting

BODIES = HEAD.replace(
    '  file            "bodies.csv"\n  key             body\n  columns\n    kind:         one of ministry, agency\n',
    """\
  key             body

body north "Ministry of the North"
  names
    2024-06-01:     "Ministry of the North and the Sea"

body south "Agency of the South"

body west
""",
)
TEXT = """\
quantity done "Execution"
  value           report.fact
"""
FILES = {
    "report.csv": "body,year,plan,fact,delays\nnorth,2023,1,10,0\nsouth,2023,1,20,0\nwest,2023,1,30,0\n"
    "north,2024,1,11,0\nsouth,2024,1,21,0\nwest,2024,1,31,0\n"
}


def test_S4_name_is_that_of_the_evaluated_period(tmp_path: Path) -> None:
    """The trace of a former year shows the name of then; a body without a name is shown by its code."""
    result = ran(tmp_path, TEXT, FILES, BODIES).result
    shown = {
        (body, year): result.trace(body, "done", year).whose for body in ("north", "west") for year in (2023, 2024)
    }
    assert shown == {
        ("north", 2023): "Ministry of the North (north)",
        ("north", 2024): "Ministry of the North and the Sea (north)",
        ("west", 2023): "west",
        ("west", 2024): "west",
    }
    stored = json.loads(trace_json(result.trace("north", "done", 2023)))
    Draft202012Validator(schema()).validate(stored)
    assert (stored["head"]["body"], stored["head"]["body_name"]) == ("north", "Ministry of the North")


def test_S4_run_shows_the_name_of_the_period(tmp_path: Path) -> None:
    """The table of a year has the names of that year beside the codes, and so have its records."""
    path = tmp_path / "example.meth"
    path.write_text(BODIES + "\nscore total\n  value  report.fact\n", encoding="utf-8")
    (tmp_path / "report.csv").write_text(FILES["report.csv"], encoding="utf-8")
    for year, name in ((2023, "Ministry of the North"), (2024, "Ministry of the North and the Sea")):
        shown = CliRunner().invoke(cli, ["run", str(path), "--period", str(year)], obj=Session())
        assert f"{name} (north)" in shown.stdout
        document = CliRunner().invoke(cli, ["run", str(path), "--period", str(year), "--format", "json"], obj=Session())
        lines = {line["body"]: line for line in json.loads(document.stdout)["tables"][0]["bodies"]}
        assert lines["north"]["name"] == name
        assert "name" not in lines["west"]


def test_S4_names_of_elements_of_a_list(tmp_path: Path) -> None:
    """A list whose rows stand in the text, or in a file, can name its elements."""
    head = HEAD.replace(
        "kind:         one of ministry, agency\n",
        'kind:         one of ministry, agency\n  names\n    north:        "The North"\n',
    )
    result = ran(tmp_path, TEXT, head=head).result
    assert result.trace("north", "done", 2024).whose == "The North (north)"


def test_S4_declared_bodies_are_the_list(tmp_path: Path) -> None:
    """A list that says nothing of its elements is of the bodies declared; their days of force are its membership."""
    assert ran(tmp_path, TEXT, FILES, BODIES).result.bodies(2024) == ("north", "south", "west")
    dated = BODIES.replace("body west\n", "body west\n  in force until  2023-12-31\n")
    assert "N199" in codes(TEXT, dated)
    chosen = dated.replace(
        "  key             body\n\nbody", "  key             body\n  as of           last day\n\nbody"
    )
    result = ran(tmp_path, TEXT, FILES, chosen).result
    assert (result.bodies(2023), result.bodies(2024)) == (("north", "south", "west"), ("north", "south"))


def test_S4_a_new_name_changes_no_value() -> None:
    """Names are texts: the other three hashes stay; formatting changes nothing."""
    assert survives_formatting(TEXT, BODIES)
    one, other = (compiled(TEXT, head).program for head in (BODIES, BODIES.replace("and the Sea", "and the Lake")))
    assert one is not None
    assert other is not None
    assert (one.hashes.calc, one.hashes.program) == (other.hashes.calc, other.hashes.program)
    assert one.hashes.texts != other.hashes.texts


@pytest.mark.parametrize(
    ("line", "instead", "variant"),
    [
        ("    2024-06-01:     ", "    june:     ", "day"),
        ("body west\n", "body west\n  part of  nort\n", "near"),
        ("body west\n", "body west\n  part of  west\n", "circle"),
        ("body west\n", "body west\n  part of  north, south\n", "several"),
        ('and the Sea"\n', 'and the Sea"\n    2024-06-01:  "Again"\n', "same day"),
    ],
)
def test_S4_wrong_bodies(line: str, instead: str, variant: str) -> None:
    """A name from no day, two from one day, a unit of nobody, of itself, of two."""
    assert ("R872", variant) in [(one.code, one.variant) for one in findings(TEXT, BODIES.replace(line, instead))]


ROLES = """\
part money "Money"
  value           report.fact

unit of a body committee "Committee"
  part of         south

list assessed of bodies
  members         north, south, west

role finance "Authorised body for finance"
  held by         north, south from 2024-01-01

assessor of_money of money
  by              finance
  exceptions
    north:        west
    south:        west
"""
ASSESSED = BODIES.replace("evaluates       bodies", "evaluates       assessed")


def test_B3_role_is_held_by_another_from_a_day_on(tmp_path: Path) -> None:
    """The trace names the holder of the evaluated period; nobody who ever holds the role assesses itself."""
    result = ran(tmp_path, ROLES, FILES, ASSESSED).result
    assert result.trace("west", "money", 2023).root.assessor == "finance (north)"
    assert result.trace("west", "money", 2024).root.assessor == "finance (south)"
    assert codes(ROLES.replace("    south:        west\n", ""), ASSESSED) == ["R871"]


def test_B3_nobody_is_assessed_by_a_unit_of_its_own() -> None:
    """Neither by a committee of its own, nor, as a committee, by the body above it."""
    by_committee = ROLES.replace("  by              finance\n", "  by              committee\n")
    assert [one.variant for one in findings(by_committee, ASSESSED) if one.code == "R871"] == []
    without = by_committee.replace("    south:        west\n", "")
    assert [one.variant for one in findings(without, ASSESSED) if one.code == "R871"] == ["unit"]


CONFLICT = """\

known conflict own_committee "The South would be assessed by its own committee"
  basis           methodology p. 31
  subject         money, south
  reason          "p. 31 excepts services only"
  settled by      west
  until settled   not assessed
"""


def test_B3_known_conflict_is_told_and_never_switched_off(tmp_path: Path) -> None:
    """It is a warning with every check; until it is settled the body is not assessed, and the trace says why."""
    text = ROLES.replace("  by              finance\n", "  by              committee\n").replace(
        "    south:        west\n", ""
    )
    assert codes(text + CONFLICT, ASSESSED) == ["R890"]
    done = ran(tmp_path, text + CONFLICT, FILES, ASSESSED)
    assert done.shown("money", "south") == "not applicable"
    assert "rule: known conflict own_committee" in done.text("money", "south")
    assert done.shown("money", "north") == "11"
    assert survives_formatting(text + CONFLICT, ASSESSED)
    assessed = text + CONFLICT.replace("not assessed", "assessed")
    assert ran(tmp_path, assessed, FILES, ASSESSED).shown("money", "south") == "21"


@pytest.mark.parametrize(
    ("line", "instead", "variant"),
    [
        ("subject         money, south", "subject         money", ""),
        ("subject         money, south", "subject         mone, south", "nothing"),
        ("subject         money, south", "subject         money, east", "body"),
        ("  settled by      west\n", "", "settled"),
        ("  until settled   not assessed\n", "", "until"),
    ],
)
def test_B3_known_conflict_says_enough(line: str, instead: str, variant: str) -> None:
    """What is assessed, which body, who settles it, and what holds until then."""
    found = findings(ROLES + CONFLICT.replace(line, instead), ASSESSED)
    assert ("R891", variant) in [(one.code, one.variant) for one in found]
