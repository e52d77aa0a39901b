"""B2: what a body is assessed for, at three levels: blocks, indicators, and a part of its activity."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.constructs.programs import HEAD, codes, compiled, findings, ran, survives_formatting
from tests.constructs.register_programs import FILES as ROWS
from tests.constructs.register_programs import HEAD as REGISTER
from tests.constructs.register_programs import registered as ran_on_rows

WRITTEN = HEAD.replace(
    '  file            "bodies.csv"\n  key             body\n  columns\n    kind:         one of ministry, agency\n',
    "  key             body\n  columns\n    kind:         one of ministry, agency\n"
    "  rows\n    body  | kind\n    north | ministry\n    south | agency\n    west  | agency\n",
)
BLOCKS = """\
indicator done "Execution"
  better          higher
  value           report.fact
  points          value / 10

indicator planned "Plan"
  better          higher
  value           report.plan
  points          value / 10

indicator delayed "Delays"
  better          lower
  value           report.delays
  points          10 - value

block goals "Goals"
  most points     20 points
  sum             done, planned
  not applicable members  weights rescaled

block order "Order"
  most points     10 points
  sum             delayed

score total "Total"
  sum             goals, order
  not applicable members  weights rescaled
"""
BLOCKS = BLOCKS.replace("  points          value / 10\n", "  points          value / 10\n  most points     10 points\n")


def test_B2_body_is_assessed_by_some_blocks_only(tmp_path: Path) -> None:
    """What a scope covers stays, with all it is made of; other blocks do not apply, and the total is of the rest."""
    text = BLOCKS + "\nscope of_west of west\n  basis           methodology p. 2\n  covers          order\n"
    done = ran(tmp_path, text, head=WRITTEN)
    assert [done.shown(name, "west") for name in ("done", "planned", "delayed", "goals", "order", "total")] == [
        "not applicable",
        "not applicable",
        "3 points",
        "not applicable",
        "3 points",
        "9 points",
    ]
    assert done.shown("goals", "south") == "16 points"
    assert "rule: scope of_west of west" in done.text("goals", "west")


def test_B2_body_is_assessed_by_some_indicators_of_a_block(tmp_path: Path) -> None:
    """Within a block only what is named counts; the other blocks stay as they are."""
    text = BLOCKS + "\nscope of_west of west\n  block           goals\n  covers          done\n"
    done = ran(tmp_path, text, head=WRITTEN)
    assert [done.shown(name, "west") for name in ("done", "planned", "delayed", "goals", "total")] == [
        "1 point",
        "not applicable",
        "3 points",
        "2 points",
        "5 points",
    ]


def test_B2_all_but_what_is_left_out_for_a_whole_list(tmp_path: Path) -> None:
    """`leaves out` is the other way round, and a scope can be of a list, whose members may change."""
    agencies = "\nlist agencies of bodies\n  only            kind = agency\n"
    text = BLOCKS + agencies + "\nscope of_agencies of agencies\n  leaves out      goals\n"
    done = ran(tmp_path, text, head=WRITTEN)
    assert [done.shown("goals", body) for body in ("north", "south", "west")] == [
        "20 points",
        "not applicable",
        "not applicable",
    ]
    assert [done.shown("done", body) for body in ("north", "west")] == ["10 points", "not applicable"]


def test_B2_what_else_is_made_of_a_member_keeps_it(tmp_path: Path) -> None:
    """A block that is left out takes with it what it alone is made of; an indicator of another block stays."""
    text = BLOCKS.replace("  sum             delayed\n", "  sum             delayed, planned\n").replace(
        "10 points\n  sum", "20\n  sum"
    )
    done = ran(tmp_path, text + "\nscope of_west of west\n  leaves out      goals\n", head=WRITTEN)
    assert [done.shown(name, "west") for name in ("goals", "done", "planned")] == [
        "not applicable",
        "not applicable",
        "5 points",
    ]


def test_B2_what_is_of_no_body_is_outside_of_nothing() -> None:
    """A value that no body has a share in stays one value, though a block that leaves a body out is made of it."""
    common = """\
source economy "Growth of the economy"
  file            "economy.csv"
  key             year
  columns
    growth:       number, 1 decimal, 1 to 10

indicator growth "Growth"
  better          higher
  value           economy.growth

"""
    text = common + BLOCKS.replace("points          value / 10", "points          value / (10 * growth)")
    program = compiled(text + "\nscope of_west of west\n  leaves out      goals\n", WRITTEN).program
    assert program is not None
    assert program.computed["growth"].outside
    assert [program.axes_of[name] for name in ("growth", "done")] == [("period",), ("bodies", "period")]


def test_B2_scope_is_part_of_what_is_computed() -> None:
    """Another scope, another `calc`; formatting changes nothing."""
    text = BLOCKS + "\nscope of_west of west\n  covers          order\n"
    assert survives_formatting(text, WRITTEN)
    one, other = compiled(text, WRITTEN).program, compiled(BLOCKS, WRITTEN).program
    assert one is not None
    assert other is not None
    assert one.hashes.calc != other.hashes.calc


def test_B2_what_no_longer_applies_asks_for_its_rule() -> None:
    """A sum with a member that a scope takes out must say what follows."""
    bare = BLOCKS.replace("  not applicable members  weights rescaled\n", "")
    assert codes(bare, WRITTEN) == []
    assert "S301" in codes(bare + "\nscope of_west of west\n  leaves out      goals\n", WRITTEN)


def test_B2_open_scope_makes_a_draft() -> None:
    """Which indicators concern a body can be left to somebody who settles it."""
    open_scope = '\nscope of_west of west\n  block           goals\n  covers          undetermined "which concern it"\n'
    assert "R851" in codes(BLOCKS + open_scope, WRITTEN)
    program = compiled(BLOCKS + open_scope + "  settled by      north\n", WRITTEN).program
    assert program is not None
    assert [hole.text for hole in program.holes] == ["which concern it"]


@pytest.mark.parametrize(
    ("scope", "variant"),
    [
        ("scope s of wst\n  covers  order\n", "near"),
        ("scope s of west\n  covers  orders\n", "near"),
        ("scope s of west\n  leaves out  order_of_things\n", ""),
        ("scope s of west\n  basis  methodology p. 2\n", "nothing"),
    ],
)
def test_B2_wrong_scopes(scope: str, variant: str) -> None:
    """A body, a declaration or a line that is not there."""
    found = [(one.code, one.variant) for one in findings(f"{BLOCKS}\n{scope}", WRITTEN)]
    assert ("R875", variant) in found


ACTIVITY = """\
quantity all_appeals "Appeals"
  value           count(appeals)

quantity complaints "Share of complaints"
  value           share(appeals; only kind = complaint)
  nothing to count  not applicable

activity requests "Answering requests"
  basis           methodology p. 11
  body            north
  recognised by   kind

scope of_north of north
  leaves out      requests
"""


def test_B2_part_of_an_activity_is_left_out_of_registers(tmp_path: Path) -> None:
    """Rows of the activity are none of the body's, in a count and in the base of a share; other bodies keep theirs."""
    head = REGISTER.replace("request\n", "requests\n")
    rows = {**ROWS, "appeals.csv": ROWS["appeals.csv"].replace("request,", "requests,")}
    done = ran_on_rows(tmp_path, ACTIVITY, rows, head=head)
    assert [done.shown("all_appeals", body) for body in ("north", "south")] == ["2 appeals", "1 appeals"]
    assert done.shown("complaints", "north") == "1"
    whole = ran_on_rows(tmp_path, ACTIVITY[: ACTIVITY.index("activity")], rows, head=head)
    assert whole.shown("all_appeals", "north") == "3 appeals"


def test_B2_rows_without_a_word_are_of_no_activity(tmp_path: Path) -> None:
    """A cell that tells the activity may be empty: its row counts, and nothing is unknown."""
    head = REGISTER.replace(
        "kind:         one of complaint, application, request", "kind:  one of requests, may be absent"
    )
    rows = {
        **ROWS,
        "appeals.csv": re.sub("complaint|application", "", ROWS["appeals.csv"]).replace("request,", "requests,"),
    }
    done = ran_on_rows(tmp_path, ACTIVITY.replace("kind = complaint", "not(has(kind))"), rows, head=head)
    assert [done.shown("all_appeals", body) for body in ("north", "south")] == ["2 appeals", "1 appeals"]
    assert done.shown("complaints", "north") == "1"


def test_B2_activity_must_be_told_apart() -> None:
    """A source without the column is refused; whoever takes it whole says so."""
    text = BLOCKS.replace("  not applicable members  weights rescaled\n", "") + (
        "\nactivity policing\n  body  north\n  recognised by  activity\n"
        "\nscope of_north of north\n  leaves out  policing\n"
    )
    assert codes(text, WRITTEN) == ["R876"]
    assert codes(text.replace("by  activity\n", "by  activity\n  whole  report\n"), WRITTEN) == []
    assert "R875" in codes(text.replace("scope of_north of north", "scope of_north of south"), WRITTEN)
