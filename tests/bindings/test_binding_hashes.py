"""The identity of a program does not ask where its wiring is written, nor does what was agreed ask what it is."""

from __future__ import annotations

from itertools import product

import pytest

from tests.bindings.wiring import BINDING, HEAD, SCORE, SOURCE, hashes

TOGETHER = """\
source budget "Budget"
  holder          "Ministry of Finance"
  file            "budget.csv"
  delimiter       semicolon
  decimal mark    comma
  thousands       space
  header row      2 to 3
  encoding        KZ-1048
  key             "Орган" = body, "Год" = year
  same key        equal, otherwise error
  columns
    planned:      money KZT, titled "План", 1 decimal, above 0 to 1000  "Plan"
    spent:        money KZT, titled "Факт", 2 decimals, 0 to 1000
"""


def changed(before: str, after: str) -> set[str]:
    """Names of the hashes that differ once `before` is replaced by `after` in the binding."""
    assert before in BINDING
    one, other = hashes(), hashes(binding=BINDING.replace(before, after))
    return {name for name in ("calc", "program", "binding", "texts") if getattr(one, name) != getattr(other, name)}


def test_wiring_means_the_same_in_a_source_and_in_a_binding() -> None:
    """Law: moved from a source to its binding, or to the end of the same file, what is said has the same identity."""
    together = hashes(HEAD + TOGETHER + SCORE, binding="")
    assert together == hashes() == hashes(HEAD + SOURCE + SCORE + "\n" + BINDING, binding="")


@pytest.mark.parametrize("in_source", list(product((True, False), repeat=4)))
def test_each_property_of_a_column_may_stand_in_either(in_source: tuple[bool, ...]) -> None:
    """Law: however the properties of a column are parted between the two, the program is the same."""
    properties = ('titled "План"', "1 decimal", "above 0 to 1000", "may be absent")
    here = ", ".join(["money KZT", *(one for one, own in zip(properties, in_source, strict=True) if own)])
    there = ", ".join(one for one, own in zip(properties, in_source, strict=True) if not own)
    source = SOURCE.replace("planned:      money KZT ", f"planned:      {here} ")
    row = '    planned:      titled "План", 1 decimal, above 0 to 1000\n'
    assert row in BINDING
    binding = BINDING.replace(row, f"    planned:      {there}\n" if there else "")
    score = SCORE.replace("  points", "  no data         0 points\n  points", 1)
    whole = SOURCE.replace("money KZT ", f"money KZT, {', '.join(properties)} ")
    assert hashes(HEAD + source + score, binding) == hashes(HEAD + whole + score, BINDING.replace(row, ""))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"budget.csv"', '"budget-2024.csv"'),
        ("2 to 3", "3"),
        ("KZ-1048", "cp1251"),
        ("semicolon", "tab"),
        ("  decimal mark    comma\n", ""),
        ("  thousands       space\n", ""),
        ('"Орган" = body', '"Мекеме" = body'),
        ('titled "План"', 'titled "Жоспар"'),
        ("1 decimal", "2 decimals"),
        ("above 0 to 1000", "above 0 to 2000"),
        ("  same key        equal, otherwise error\n", ""),
    ],
)
def test_a_new_binding_leaves_what_was_agreed(before: str, after: str) -> None:
    """Law: whatever changes in a binding, `binding` changes, and no other hash."""
    assert changed(before, after) == {"binding"}


def test_what_says_the_same_in_other_words_is_the_same_binding() -> None:
    """Law: the order of lines and rows, and another spelling of a word, change no hash."""
    assert changed("KZ-1048", "kz1048") == set()
    assert changed("2 to 3", "2   to   3") == set()
    head, *rows = BINDING.splitlines()
    columns = rows.index("  columns")
    turned = [head, *reversed(rows[:columns]), "  columns", *reversed(rows[columns + 1 :])]
    assert hashes(binding="\n".join(turned) + "\n") == hashes()
