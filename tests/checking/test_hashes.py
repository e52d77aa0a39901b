"""What changes the identity of a program, and what does not."""

from __future__ import annotations

import pytest

from tarazy.dsl.hashes import Hashes, hashes_of
from tarazy.dsl.names import resolve
from tarazy.dsl.parser import parse
from tarazy.dsl.source import source_of
from tests.checking.small_program import FRAME

NORM = """\
act order "Order No. 1"

parameter norm "Norm"
  basis           order p. 1
  value           90 %

indicator execution "Execution"
  basis           order p. 2
  better          higher
  value           budget.spent / budget.planned
  points          if(value >= norm; 10; 0)

criterion finance "Finance"
  basis           order p. 3
  mean            execution, budget.points

quantity banded "Banded"
  value           by bands of budget.grown
    from  | below | value
          | 0.5   | 3
    0.5   |       | 5
  not more than   -1
"""


def hashed(text: str) -> Hashes:
    """Hashes of a text in which nothing is out of place."""
    parsed = parse(source_of("small.meth", text))
    resolved = resolve([parsed.file])
    assert [one.message for one in (*parsed.findings, *resolved.findings)] == []
    return hashes_of(resolved)


def changed(before: str, after: str) -> set[str]:
    """Names of the hashes that differ once `before` is replaced by `after`."""
    text = FRAME + NORM
    assert before in text
    one, other = hashed(text), hashed(text.replace(before, after))
    return {name for name in ("calc", "program", "binding", "texts") if getattr(one, name) != getattr(other, name)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("90 %", "0.90"),
        ("90 %", "90.0 %"),
        ("  basis           order p. 1\n", "  basis    order p. 1   # the norm\n\n"),
        ("budget.spent / budget.planned", "(budget.spent / budget.planned)"),
    ],
)
def test_spelling_changes_no_hash(before: str, after: str) -> None:
    """Law: what means the same has the same identity."""
    assert changed(before, after) == set()


def test_the_order_of_declarations_changes_no_hash() -> None:
    """Law: declarations are told apart by their codes, not by where they stand."""
    parts = NORM.split("\n\n")
    moved = "\n\n".join(part.rstrip("\n") for part in reversed(parts)) + "\n"
    assert hashed(FRAME + moved) == hashed(FRAME + NORM)


def test_one_digit_of_a_norm_changes_what_is_computed() -> None:
    """Law: `calc` and with it `program` change with any number that results rest on."""
    assert changed("90 %", "91 %") == {"calc", "program"}


@pytest.mark.parametrize(
    ("before", "after", "hashes"),
    [
        ("order p. 2", "order p. 4", {"program"}),
        ('act order "Order No. 1"\n', 'act order "Order No. 1"\n  edition         2\n', {"program"}),
        ("  basis           order p. 2\n", "  basis           order p. 2\n  covers          delivery\n", {"program"}),
        ("  version         1\n", '  version         1\n  approved by     "The minister"\n', {"program"}),
        ('"budget.csv"', '"budget-2024.csv"', {"binding"}),
        ("money KZT, 2 decimals, above 0 to 1_000", "money KZT, 2 decimals, above 0 to 2_000", {"binding"}),
        ('"Execution"', '"Execution of the budget"', {"texts"}),
        ("number, 4 decimals, 0 to 1\n", "points, 4 decimals, 0 to 1\n", {"calc", "program"}),
        ("mean            execution", "min             execution", {"calc", "program"}),
    ],
)
def test_each_hash_covers_its_own(before: str, after: str, hashes: set[str]) -> None:
    """Law: law, data and words can each change without the others' identity."""
    assert changed(before, after) == hashes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value           90 %", "value           90 % illustrative"),
        ("| 0.5   | 3", "| 0.5   | 3 illustrative"),
        ("| 0.5   | 3", "| 0.5 illustrative | 3"),
        ("not more than   -1", "not more than   -1 illustrative"),
    ],
)
def test_a_number_that_no_act_gives_is_part_of_what_is_agreed(before: str, after: str) -> None:
    """Law: `illustrative` changes no result and is signed with the program: an invented number cannot pass for one of
    an act.
    """
    assert changed(before, after) == {"program"}
