"""`x[target.owner]`: the value for the element that a column of another list names."""

from __future__ import annotations

from pathlib import Path

from tests.constructs.programs import codes, ran, survives_formatting

TEXT = """\
list targets "Targets"
  key             target
  columns
    owner:        bodies
    weight:       number
  rows
    target | owner | weight
    a      | north | 1
    b      | south | 2
    c      | west  | 3

quantity execution "Execution"
  value           report.fact / report.plan
  zero divisor    0

selection weak "Bodies that do badly"
  only            execution < 50 %

quantity of_owner "Execution of the owner"
  for each        targets as target
  value           execution[target.owner] * target.weight

selection to_look_at "Targets of bodies that do badly"
  for each        targets as target
  only            weak[target.owner]

quantity together "All"
  value           sum(of_owner; over targets)
"""


def test_element_of_a_column_is_its_owner(tmp_path: Path) -> None:
    """Each target has what its owner has, be it a number or a selection."""
    done = ran(tmp_path, TEXT)
    assert [done.shown("of_owner", None, one) for one in "abc"] == ["1", "1.2", "0.6"]
    assert [done.shown("to_look_at", None, one) for one in "abc"] == ["no", "no", "yes"]
    assert done.shown("together") == "2.8"
    assert "execution[target.owner]" in done.text("of_owner", None, "b")


def test_element_of_a_column_must_be_one() -> None:
    """A column of numbers names no element; what has one value for all has none for the owner."""
    assert "A275" in codes(TEXT.replace("weak[target.owner]", "weak[target.weight]"))
    assert "A275" in codes(
        TEXT.replace("execution[target.owner]", "norm[target.owner]") + "\nparameter norm\n  value  3\n"
    )


def test_element_of_a_column_survives_formatting() -> None:
    """Formatting keeps it."""
    assert survives_formatting(TEXT)
