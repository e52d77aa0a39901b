"""B3: exceptions by role and by group, the day on which holders are taken, nobody and two."""

from __future__ import annotations

from tests.constructs.programs import HEAD, codes, found, survives_formatting

WRITTEN = HEAD.replace(
    '  file            "bodies.csv"\n  key             body\n  columns\n    kind:         one of ministry, agency\n',
    "  key             body\n  columns\n    kind:         one of ministry, agency\n"
    "  rows\n    body  | kind\n    north | ministry\n    south | agency\n    west  | agency\n",
)
TEXT = """\
role finance "Authorised body for finance"
  held by         north, south from 2022-01-01

list accountable of bodies
  members         west

part money "Money"
  value           report.fact

block whole "The block"
  sum             money

assessor of_money of money
  basis           methodology p. 24
  by              finance
  exceptions
    finance:      west, basis methodology p. 25
    accountable:  south
  assessed on     06-30[held year]
  leads           finance
"""


def test_B3_role_and_group_are_excepted() -> None:
    """Whoever holds the role by the day, and all members of the group."""
    text = TEXT.replace("accountable:  south", "accountable:  north")
    assert [code for code, _ in found(text, WRITTEN) if code.startswith("R87")] == []


def test_B3_group_is_assessed_by_another() -> None:
    """A holder by role assesses the group only where no exception stands: two exceptions for one body are refused."""
    text = TEXT.replace("  members         west", "  members         north, west")
    found_codes = [code for code, _ in found(text, WRITTEN) if code.startswith("R87")]
    assert found_codes == ["R874"]


def test_B3_nobody_holds_the_role() -> None:
    """From the first evaluated year on somebody must."""
    text = TEXT.replace("held by         north, south from", "held by         south from")
    assert "R873" in codes(text, WRITTEN)


def test_B3_lines_survive_formatting() -> None:
    """Basis of an exception, the day of assessment, who leads."""
    assert survives_formatting(TEXT)
