"""D9: tallies of a survey give a mean mark and a share of those who are content."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from flint import fmpq
from hypothesis import given, settings
from hypothesis import strategies as st

from tarazy.interpreter.evaluation import RECURSION
from tests.constructs.register_programs import registered

sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION))

SURVEY = """\
register answers "Answers"
  file            "answers.csv"
  key             body, year, mark
  belongs to      body, year
  columns
    body:         bodies
    mark:         number, 0 decimals, 1 to 5
    people:       number, 0 decimals, 0 and above

quantity mean_mark "Mean mark"
  value             weighted mean(mark; weight people; over answers)
  nothing to count  not applicable
  zero divisor      not applicable

quantity content "Share of the content"
  value             sum(people; over answers; only mark >= 4) / sum(people; over answers)
  zero divisor      not applicable
"""


def tallies(counts: dict[int, int]) -> dict[str, str]:
    """The file of the answers of one body."""
    lines = "".join(f"north,2021,{mark},{people}\n" for mark, people in counts.items())
    return {"answers.csv": f"body,year,mark,people\n{lines}south,2021,5,0\n"}


def test_D9_mean_mark_and_share_of_the_content(tmp_path: Path) -> None:
    """4.88 of 5 and 90.5 %, as a printed report has them, come from the tallies alone."""
    program = registered(tmp_path, SURVEY, tallies({5: 181, 4: 0, 3: 19}))
    assert program.result.cell("north", "mean_mark", 2021) == fmpq(962, 200)
    assert program.result.cell("north", "content", 2021) == fmpq(181, 200)
    assert program.shown("mean_mark", "south") == "not applicable"


@settings(max_examples=30, deadline=None)
@given(st.dictionaries(st.integers(1, 5), st.integers(0, 10_000), min_size=1))
def test_D9_is_the_mean_of_all_answers(counts: dict[int, int]) -> None:
    """The weighted mean of the marks is the mean of the answers written out one by one."""
    answers = [mark for mark, people in counts.items() for _ in range(people)]
    with TemporaryDirectory() as folder:
        program = registered(Path(folder), SURVEY, tallies(counts))
        cell = program.result.cell("north", "mean_mark", 2021)
        if answers:
            assert cell == fmpq(sum(answers), len(answers))
        else:
            assert program.shown("mean_mark") == "not applicable"
